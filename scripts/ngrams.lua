-- ngrams: sequences of words and how often they occur.
local assay = require "assay"

return assay.analysis {
  name = "ngrams", version = "1.0",
  summary = "Sequences of n words, most frequent first",
  description = [[
Every n-gram of words and numbers, by folded form. None runs across a sentence end;
punctuation inside a sentence does not break one.]],
  args = {
    { "n", type = "range", letter = "n", default = "2", min = 1, max = 16,
      help = "number of words, or a range" },
    { "min", type = "integer", default = 1, min = 1, help = "leave out rarer n-grams" },
    { "min-docs", type = "integer", default = 1, min = 1,
      help = "leave out n-grams of fewer documents" },
    { "limit", type = "integer", min = 1, help = "show only the first N" },
    { "sort", type = "choice", choices = { "count", "alpha", "docs" }, default = "count",
      help = "order of the list" },
  },
  examples = {
    { "assay ngrams -n 2..3 essays/ --limit 20", "the most frequent pairs and triples" },
    { "assay ngrams -n 4 essays/ --min-docs 3", "phrases that several essays share" },
  },

  new = function(args)
    return { grams = assay.ngrams { min = args.n.min, max = args.n.max } }
  end,

  map = function(acc, doc) acc.grams:add(doc) end,

  report = function(acc, args, out)
    local rows = {}
    local list, count = acc.grams:list { sort = args.sort, min = args.min,
                                         min_docs = args.min_docs, limit = args.limit }
    for text, n, documents, order in list do
      rows[#rows + 1] = { text, order, n, documents }
    end
    for order = args.n.min, args.n.max do
      out:note(("%d-grams: %d, %d different"):format(order, acc.grams:totals(order)))
    end
    if #rows < count then out:note(("showing %d of %d"):format(#rows, count)) end
    out:table("ngrams", rows, { { "ngram", align = "left" }, "n", "count", "documents" })
    return count
  end,

  tests = {
    { files = { ["a.txt"] = "Peace in our time. In our time!" }, args = { n = "2" },
      expect = { { ngram = "in our", n = 2, count = 2, documents = 1 },
                 { ngram = "our time", n = 2, count = 2 },
                 { ngram = "peace in", n = 2, count = 1 } } },
  },
}
