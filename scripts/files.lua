-- files: what was read, and how: formats, encodings, languages, metadata, warnings.
local assay = require "assay"
local listing = require "lib.listing"
local reading = require "lib.reading"

local columns = { "file", "format", "encoding", "decided_by", "replaced", "language", "bytes",
                  "words", "sentences", "metadata", "warnings", "digest" }

return assay.analysis {
  name = "files", version = "2.0",
  summary = "What was read, and how: format, encoding, words, metadata, warnings",
  description = [[
One row per text. format is the reader that read it; decided_by says how the encoding was
found out; replaced counts broken byte sequences that became U+FFFD; language is that of the
sentences, und when unsure; metadata names the fields that the text has, wherever they come
from. Warnings are what a reader noticed, texts that look misread, empty ones and those that
are the same as an earlier one. What could not be read, and files of a folder that no reader
knows, come last, with the reason among the warnings and nothing else; after the first of
these the exit status is 3.]],
  examples = {
    { "assay files essays/", "a row per text, and totals" },
    { "assay files letters.zip --json", "what is in an archive" },
    { "assay files scans/ --clean --removed", "the lines that cleaning took out" },
    { "assay files letters/ --encoding windows-1252 --csv -o files.csv", "told, not guessed" },
  },

  args = {
    { "removed", type = "boolean",
      help = "list what --clean took out: text, line, reason" },
  },

  new = function()
    return { files = assay.rows(columns), removed = assay.rows { "file", "line", "text", "reason" },
             totals = assay.counter(), formats = assay.counter() }
  end,

  map = function(acc, doc, args)
    for _, gone in ipairs(args.removed and doc.removed or {}) do
      acc.removed:add { file = doc.name, line = gone.line, text = gone.text,
                        reason = gone.reason }
    end
    local words = doc:token_count()
    acc.files:add { file = doc.name, format = doc.format, encoding = doc.encoding,
                    decided_by = doc.decided_by, replaced = doc.replaced,
                    language = doc.language, bytes = doc.bytes, words = words,
                    sentences = doc:sentence_count(),
                    metadata = listing.keys(doc.meta),
                    warnings = reading.warnings(doc, words), digest = doc.digest }
    acc.totals:add("words", words)
    acc.totals:add("bytes", doc.bytes)
    acc.totals:add("replaced", doc.replaced)
    acc.formats:add(doc.format)
  end,

  report = function(acc, args, out)
    if args.removed then
      out:table("removed", acc.removed, { { "file", cut = "start" }, "line", "text", "reason" })
      return #acc.removed
    end
    out:note(("%d texts (%s), %d bytes, %d words, %d broken byte sequences replaced"):format(
      #acc.files, listing.totals(acc.formats), acc.totals:get("bytes"), acc.totals:get("words"),
      acc.totals:get("replaced")))
    local rows = reading.with_unread(reading.with_duplicates(acc.files), out:unread())
    out:table("files", rows, {
      { "file", cut = "start" }, "format", "encoding", { "decided_by", hidden = true },
      { "replaced", hidden = true }, "language", "bytes", "words",
      { "sentences", hidden = true }, "metadata", "warnings" })
    return #acc.files
  end,

  tests = {
    { files = { ["a.txt"] = "The war was over. The League of Nations met at Geneva.",
                ["b.txt"] = "The war was over. The League of Nations met at Geneva." },
      args = {}, expect = { { file = "a.txt", format = "plain", encoding = "utf-8",
                              replaced = 0, words = 11, decided_by = "valid UTF-8",
                              sentences = 2 },
                            { file = "b.txt", warnings = "duplicate of a.txt" } } },
  },
}
