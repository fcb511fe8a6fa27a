-- What is each author's longest sentence?
local assay = require "assay"
local ranking = require "lib.ranking"

local function count_words(text)
  local n = 0
  for _ in assay.words(text) do n = n + 1 end
  return n
end

return assay.analysis {
  name = "longest-sentences", summary = "The longest sentence of each author",
  args = { { "by", type = "field", default = "author", help = "one sentence for each value" },
           { "limit", type = "integer", min = 1, help = "show only the first N" } },

  new = function() return { sentences = assay.rows { "group", "words", "sentence" } } end,

  map = function(acc, doc, args)
    local most, longest = 0, ""
    for sentence in doc:sentences() do
      local words = count_words(sentence)
      if words > most then most, longest = words, sentence end
    end
    acc.sentences:add { group = doc:field(args.by), words = most, sentence = longest }
  end,

  report = function(acc, args, out)
    local best, rows = {}, {}
    for row in acc.sentences:each() do
      if not best[row.group] or row.words > best[row.group].words then best[row.group] = row end
    end
    for group, row in assay.sorted(best) do rows[#rows + 1] = { group, row.words, row.sentence } end
    rows = ranking.first(rows, 2, 1, args.limit)
    out:table("longest sentences", rows, { args.by, "words", "sentence" })
  end,

  tests = { { files = { ["a.txt"] = "It failed. It failed badly." }, args = { by = "file" },
              expect = { { words = 3, sentence = "It failed badly." } } } },
}
