-- No argument at all: every word on the command line is an input. Two tables.
local assay = require "assay"

return assay.analysis {
  name = "words-per-text",
  version = "1.0",
  summary = "Count the words of each text.",
  new = function()
    return { texts = assay.rows { "file", "words" }, all = assay.counter() }
  end,
  map = function(acc, doc)
    acc.texts:add { file = doc.name, words = doc:token_count() }
    acc.all:add("all texts", doc:token_count())
  end,
  report = function(acc, _, out)
    local sum = assay.rows { "what", "words" }
    sum:add { what = "all texts", words = acc.all:get("all texts") }
    out:table("words per text", acc.texts)
    out:table("sum", sum)
  end,
}
