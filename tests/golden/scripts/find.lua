-- One argument of each type, and a report with a table, a note and a number of hits.
local assay = require "assay"

return assay.analysis {
  name = "find",
  version = "1.0",
  summary = "Count a term in each text.",
  description = "A text without the term is listed with 0 hits.\n\n"
    .. "The other options of this script do nothing; they are there to be checked.",
  args = {
    { "term", type = "pattern", required = true, positional = true, help = "what to look for" },
    { "sort", type = "choice", choices = { "name", "hits", "words" }, default = "name",
      help = "order of the texts" },
    { "size", letter = "n", type = "range", default = "1..2", min = 1, max = 9,
      help = "how many words at a time" },
    { "min_words", type = "integer", min = 0, help = "leave out shorter texts" },
    { "share", type = "number", default = 0.5, min = 0, max = 1, help = "a share of something" },
    { "by", type = "field", help = "a metadata field" },
    { "label", type = "string", default = "none", help = "a text" },
    { "zeros", type = "boolean", default = true, help = "leave out texts without hits" },
    { "all", letter = "a", type = "boolean", help = "show everything" },
  },
  examples = {
    { "assay find security essays/", "in each text of a folder" },
    { "assay find 'collective security' a.txt b.txt --csv", "in two texts, for a spreadsheet" },
  },

  new = function()
    return { texts = assay.rows { "file", "hits", "words" }, sum = assay.counter() }
  end,
  map = function(acc, doc, args)
    local hits = doc:count(args.term)
    acc.sum:add("hits", hits)
    acc.texts:add { file = doc.name, hits = hits, words = doc:token_count() }
  end,
  report = function(acc, args, out)
    out:note("matching: " .. args.term.form)
    out:table("texts", acc.texts)
    return acc.sum:get("hits")
  end,
}
