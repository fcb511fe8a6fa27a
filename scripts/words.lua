-- words: the word list, most frequent first.
local assay = require "assay"

return assay.analysis {
  name = "words", version = "1.0",
  summary = "The word list: every word with its count, most frequent first",
  description = [[
Words are counted by their folded form: case does not count, nor the shape of an
apostrophe. Nothing is left out: there is no list of stop words unless you ask for one.]],
  args = {
    { "min", type = "integer", default = 1, min = 1, help = "leave out rarer words" },
    { "min-docs", type = "integer", default = 1, min = 1,
      help = "leave out words of fewer documents" },
    { "limit", type = "integer", letter = "n", min = 1, help = "show only the first N" },
    { "sort", type = "choice", choices = { "count", "alpha", "docs" }, default = "count",
      help = "order of the list" },
  },
  examples = {
    { "assay words essays/ -n 20", "the twenty most frequent words" },
    { "assay words essays/ --min-docs 3 --sort alpha -o words.csv", "as CSV, by alphabet" },
  },

  new = function() return { words = assay.ngrams { min = 1 } } end,

  map = function(acc, doc) acc.words:add(doc) end,

  report = function(acc, args, out)
    local rows, total = {}, acc.words:words()
    local list, count = acc.words:list { sort = args.sort, min = args.min,
                                         min_docs = args.min_docs, limit = args.limit }
    for word, n, documents in list do
      rows[#rows + 1] = { #rows + 1, word, n, n * 1e6 / total, documents }
    end
    local _, types = acc.words:totals(1)
    out:note(("%d tokens, %d types"):format(total, types))
    if #rows < types then out:note(("showing %d of %d types"):format(#rows, types)) end
    out:table("words", rows, { "rank", { "word", align = "left" }, "count",
                               { "per_million", decimals = 2 }, "documents" })
    return count
  end,

  tests = {
    { files = { ["a.txt"] = "War and peace and WAR.", ["b.txt"] = "Peace" }, args = {},
      expect = { { rank = 1, word = "and", count = 2, documents = 1 },
                 { rank = 2, word = "peace", count = 2, documents = 2 },
                 { rank = 3, word = "war", count = 2, documents = 1 } } },
  },
}
