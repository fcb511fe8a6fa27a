-- text: the text of each document as its reader gave it, which all offsets refer to.
local assay = require "assay"

return assay.analysis {
  name = "text", version = "1.0",
  summary = "The text as it was read, to which all offsets refer",
  description = [[
Prints the texts, byte for byte: of a docx what a reader of the page sees, of a mail its body,
of an archive those of all its members, each under its name if there is more than one. With
--csv, --json or --jsonl each is a row with its file and its format.]],
  examples = {
    { "assay text letter.docx", "what counting and searching see" },
    { "assay text mails.mbox --jsonl", "one JSON object per mail" },
  },

  new = function() return { texts = assay.rows { "file", "format", "text" } } end,

  map = function(acc, doc)
    acc.texts:add { file = doc.name, format = doc.format, text = doc.text }
  end,

  report = function(acc, _, out)
    out:table("text", acc.texts, { "file", "format", { "text", verbatim = true } })
    return #acc.texts
  end,

  tests = {
    { files = { ["a.txt"] = "Peace." }, args = {},
      expect = { { file = "a.txt", format = "plain", text = "Peace." } } },
  },
}
