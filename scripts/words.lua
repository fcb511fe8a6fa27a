-- words: the word list, most frequent first.
local assay = require "assay"

return assay.analysis {
  name = "words", version = "1.1",
  summary = "The word list: every word with its count, most frequent first",
  description = [[
Words are counted by their folded form: case does not count, nor the shape of an
apostrophe. Nothing is left out: there is no list of stop words unless you ask for one.
A list is named (cs da de en es fi fr it nl no pl pt ru sv), or it is a file of words.]],
  args = {
    { "min", type = "integer", default = 1, min = 1, help = "leave out rarer words" },
    { "min-docs", type = "integer", default = 1, min = 1,
      help = "leave out words of fewer documents" },
    { "limit", type = "integer", letter = "n", min = 1, help = "show only the first N" },
    { "sort", type = "choice", choices = { "count", "alpha", "docs" }, default = "count",
      help = "order of the list" },
    { "keep", type = "choice", choices = { "words+numbers", "words", "all" },
      default = "words+numbers", help = "which tokens count; all: punctuation, too" },
    { "by", type = "field", help = "a list for each value of this metadata field" },
    { "stopwords", type = "stopwords", help = "leave out the words of a list or file" },
  },
  examples = {
    { "assay words essays/ -n 20", "the twenty most frequent words" },
    { "assay words essays/ --min-docs 3 --sort alpha -o words.csv", "as CSV, by alphabet" },
  },

  new = function(args)
    return { words = assay.ngrams { keep = args.keep, grouped = args.by ~= nil } }
  end,

  map = function(acc, doc, args)
    acc.words:add(doc, { group = args.by and doc:field(args.by) })
  end,

  report = function(acc, args, out)
    local columns = { "rank", "ngram", "count", "per_million", "documents" }
    if args.by then table.insert(columns, 1, "group") end
    local total, types = acc.words:totals(1)
    out:note(("%d tokens, %d types"):format(total, types))
    local rows, shown, listed, stopped = acc.words:rows {
      sort = args.sort, min = args.min, min_docs = args.min_docs, limit = args.limit,
      stopwords = args.stopwords and args.stopwords.words,
      columns = columns, names = { ngram = "word", group = args.by } }
    if args.stopwords then
      out:note(("%d types left out by the list %s"):format(stopped, args.stopwords.stamp))
    end
    if shown < types then out:note(("showing %d of %d types"):format(shown, types)) end
    out:table("words", rows, { { "word", align = "left" },
                               { "per_million", decimals = 2 } })
    return listed
  end,

  tests = {
    { files = { ["a.txt"] = "War and peace and WAR.", ["b.txt"] = "Peace" }, args = {},
      expect = { { rank = 1, word = "and", count = 2, documents = 1 },
                 { rank = 2, word = "peace", count = 2, documents = 2 },
                 { rank = 3, word = "war", count = 2, documents = 1 } } },
    { files = { ["a.txt"] = "War and the peace" }, args = { stopwords = "en" },
      expect = { { rank = 1, word = "peace" }, { rank = 2, word = "war" } } },
  },
}
