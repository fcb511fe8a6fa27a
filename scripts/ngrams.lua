-- ngrams: sequences of words and how often they occur.
local assay = require "assay"

return assay.analysis {
  name = "ngrams", version = "1.1",
  summary = "Sequences of n words, most frequent first",
  description = [[
Every n-gram of words and numbers, by folded form. By itself none runs across a sentence end;
punctuation inside a sentence does not break one.]],
  args = {
    { "n", type = "range", letter = "n", default = "2", min = 1, max = 16,
      help = "number of words, or a range" },
    { "min", type = "integer", default = 1, min = 1, help = "leave out rarer n-grams" },
    { "min-docs", type = "integer", default = 1, min = 1,
      help = "leave out n-grams of fewer documents" },
    { "limit", type = "integer", min = 1, help = "show only the first N, of each group" },
    { "sort", type = "choice", choices = { "count", "alpha", "docs" }, default = "count",
      help = "order of the list" },
    { "around", type = "pattern", help = "only n-grams that contain a hit of this term" },
    { "skip", type = "integer", default = 0, min = 0,
      help = "skip-grams: up to so many words may be left out inside one" },
    { "cross", type = "choice", choices = { "nothing", "sentence", "paragraph" },
      default = "nothing",
      help = "what an n-gram may run across: sentence ends, or blank lines, too" },
    { "break", type = "choice", choices = { "nothing", "punctuation" },
      default = "nothing", help = "what else ends an n-gram" },
    { "keep", type = "choice", choices = { "words+numbers", "words", "all" },
      default = "words+numbers", help = "which tokens count; all: punctuation, too" },
    { "collapse", type = "boolean",
      help = "hide an n-gram that occurs only as part of one longer n-gram of the list" },
    { "by", type = "field", help = "a list for each value of this metadata field" },
    { "stopwords", type = "stopwords",
      help = "leave out n-grams that begin or end with a word of a list or file" },
  },
  examples = {
    { "assay ngrams -n 2..3 essays/ --limit 20", "the most frequent pairs and triples" },
    { "assay ngrams -n 4 essays/ --min-docs 3", "phrases that several essays share" },
    { "assay ngrams -n 2..5 --around peace --collapse essays/", "what stands around peace" },
  },

  new = function(args)
    if args.collapse and args.skip > 0 then assay.usage_error("--collapse cannot be combined with --skip") end
    local made, grams = pcall(assay.ngrams, { min = args.n.min, max = args.n.max, skip = args.skip,
      cross = args.cross, keep = args.keep, break_at = args["break"], grouped = args.by ~= nil,
      around = args.around ~= nil })
    return { grams = made and grams or assay.usage_error(grams) }
  end,

  map = function(acc, doc, args)
    acc.grams:add(doc, { group = args.by and doc:field(args.by), around = args.around })
  end,

  report = function(acc, args, out)
    local columns = { "ngram", "n", "count", "documents" }
    if args.by then table.insert(columns, 1, "group") end
    local rows, shown, listed = acc.grams:rows {
      sort = args.sort, min = args.min, min_docs = args.min_docs, limit = args.limit,
      collapse = args.collapse, stopwords = args.stopwords and args.stopwords.words,
      columns = columns, names = { group = args.by } }
    for order = args.n.min, args.n.max do
      out:note(("%d-grams: %d, %d different"):format(order, acc.grams:totals(order)))
    end
    if args.stopwords then
      out:note(("without the stop words of the list %s at either end"):format(args.stopwords.stamp))
    end
    if shown < listed then out:note(("showing %d of %d"):format(shown, listed)) end
    out:table("ngrams", rows, { { "ngram", align = "left" } })
    return listed
  end,

  tests = {
    { files = { ["a.txt"] = "Peace in our time. In our time!" }, args = { n = "2" },
      expect = { { ngram = "in our", n = 2, count = 2, documents = 1 },
                 { ngram = "our time", n = 2, count = 2 },
                 { ngram = "peace in", n = 2, count = 1 } } },
    { files = { ["a.txt"] = "The League of Nations" }, args = { n = "1..3", stopwords = "en" },
      expect = { { ngram = "league", n = 1 }, { ngram = "league of nations", n = 3 },
                 { ngram = "nations", n = 1 } } },
  },
}
