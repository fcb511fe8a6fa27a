-- files: what was read, and how: formats, encodings, languages, words.
local assay = require "assay"

local columns = { "file", "encoding", "decided_by", "replaced", "language", "bytes", "words",
                  "sentences" }

return assay.analysis {
  name = "files", version = "1.0",
  summary = "What was read, and how: encoding, language, words, sentences",
  description = [[
One row per text. decided_by says how the encoding was found out; replaced counts broken
byte sequences that became U+FFFD; language is that of the sentences, und when unsure. What
could not be read is named on standard error, and the exit status is 3.]],
  examples = {
    { "assay files essays/", "a row per text, and totals" },
    { "assay files letters/ --encoding windows-1252 --csv -o files.csv", "told, not guessed" },
  },

  new = function() return { files = assay.rows(columns), totals = assay.counter() } end,

  map = function(acc, doc)
    local sentences = 0
    for _ in doc:sentences() do sentences = sentences + 1 end
    acc.files:add { file = doc.name, encoding = doc.encoding, decided_by = doc.decided_by,
                    replaced = doc.replaced, language = doc.language, bytes = #doc.text,
                    words = doc:token_count(), sentences = sentences }
    acc.totals:add("words", doc:token_count())
    acc.totals:add("replaced", doc.replaced)
  end,

  report = function(acc, _, out)
    out:note(("%d texts, %d words, %d broken byte sequences replaced"):format(#acc.files,
      acc.totals:get("words"), acc.totals:get("replaced")))
    out:table("files", acc.files, { { "file", cut = "start" } })
    return #acc.files
  end,

  tests = {
    { files = { ["a.txt"] = "The war was over. The League of Nations met at Geneva." },
      args = {}, expect = { { file = "a.txt", encoding = "utf-8", replaced = 0, words = 11,
                              decided_by = "valid UTF-8", sentences = 2 } } },
  },
}
