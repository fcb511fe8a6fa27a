-- How much of each essay is quotation?
local assay = require "assay"
local ranking = require "lib.ranking"

return assay.analysis {
  name = "quoted-share", summary = "The share of quoted words, per document",
  args = { { "limit", type = "integer", min = 1, help = "show only the first N" } },

  new = function()
    return { essays = assay.rows { "file", "words", "quoted", "percent", "quotations", "speakers" } }
  end,

  map = function(acc, doc)
    local words, quoted = doc:token_count(), doc:token_count { inside = "quotes" }
    local quotations, speakers = 0, assay.counter()
    for quote in doc:quotes() do
      if quote.said then quotations = quotations + 1 end
      if quote.said and quote.speaker then speakers:add(quote.speaker) end
    end
    acc.essays:add { file = doc.name, words = words, quoted = quoted,
                     percent = words > 0 and 100 * quoted / words or nil,
                     quotations = quotations, speakers = #speakers }
  end,

  report = function(acc, args, out)
    out:table("quoted share", ranking.first(acc.essays, "percent", "file", args.limit),
      { "file", "words", "quoted", { "percent", decimals = 1 }, "quotations", "speakers" })
  end,

  tests = { { files = { ["a.txt"] = "Lee says: ‘It was never tried.’ It was." }, args = {},
              expect = { { words = 8, quoted = 4, percent = 50, quotations = 1, speakers = 1 } } } },
}
