-- Which essays quote the same historian?
local assay = require "assay"
local ranking = require "lib.ranking"

return assay.analysis {
  name = "same-historian", summary = "Speakers whom several documents quote, and which ones",
  args = {
    { "min-docs", type = "integer", default = 2, min = 1, help = "documents that quote him" },
    { "show", type = "field", default = "author", help = "what names the document" },
    { "limit", type = "integer", min = 1, help = "show only the first N" },
  },

  new = function() return { quoted = assay.grid() } end,

  map = function(acc, doc, args)
    for quote in doc:quotes() do
      if quote.said and quote.speaker then acc.quoted:add(quote.speaker, doc:field(args.show)) end
    end
  end,

  report = function(acc, args, out)
    local names, rows = {}, {}
    for speaker, name in acc.quoted:each() do
      names[speaker] = names[speaker] or {}
      table.insert(names[speaker], name)
    end
    for speaker, list in assay.sorted(names) do
      if #list >= args.min_docs then
        rows[#rows + 1] = { speaker, #list, acc.quoted:rows():get(speaker), table.concat(list, "; ") }
      end
    end
    out:table("same historian", ranking.first(rows, 2, 1, args.limit),
      { "historian", "quoted_by", "quotations", "who" })
  end,

  tests = { { files = { ["a.txt"] = "Lee calls it ‘a bargain’.",
                          ["b.txt"] = "Lee says: ‘It was never tried.’" }, args = { show = "file" },
              expect = { { historian = "Lee", quoted_by = 2, who = "a.txt; b.txt" } } } },
}
