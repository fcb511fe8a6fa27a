-- files: what was read, and how: formats, encodings, languages, metadata, warnings.
local assay = require "assay"

local columns = { "file", "format", "encoding", "decided_by", "replaced", "language", "bytes",
                  "words", "sentences", "metadata", "warnings", "digest" }

-- From here on a text looks misread: one word in fifty, and not only one or two.
local MISREAD_SHARE, MISREAD_LEAST = 0.02, 5

-- The names of the fields in order: "author, date, year".
local function fields(doc)
  local names = {}
  for name in pairs(doc.meta) do names[#names + 1] = name end
  table.sort(names)
  return table.concat(names, ", ")
end

local function warnings(doc, words)
  local list = doc.warnings
  if doc.replaced > 0 then list[#list + 1] = ("%d broken bytes replaced"):format(doc.replaced) end
  local misread = doc.misread
  if misread >= MISREAD_LEAST and misread >= MISREAD_SHARE * words then
    list[#list + 1] = ("likely OCR: %d words look misread"):format(misread)
  end
  if words == 0 then list[#list + 1] = "empty" end
  return list
end

-- Says which texts are the same as an earlier one.
local function with_duplicates(acc)
  local rows, first = {}, {}
  for row in acc.files:each() do
    local earlier = row.words > 0 and first[row.digest]
    if earlier then
      row.warnings = (row.warnings and row.warnings .. "; " or "") .. "duplicate of " .. earlier
    else
      first[row.digest] = row.file
    end
    row.digest = nil
    rows[#rows + 1] = row
  end
  return rows
end

local function by_format(acc)
  local list = {}
  for _, name in ipairs(acc.formats:keys()) do
    list[#list + 1] = ("%s %d"):format(name, acc.formats:get(name))
  end
  return table.concat(list, ", ")
end

return assay.analysis {
  name = "files", version = "2.0",
  summary = "What was read, and how: format, encoding, words, metadata, warnings",
  description = [[
One row per text. format is the reader that read it; decided_by says how the encoding was
found out; replaced counts broken byte sequences that became U+FFFD; language is that of the
sentences, und when unsure; metadata names the fields that the text has, wherever they come
from. Warnings are what a reader noticed, texts that look misread, empty ones and those that
are the same as an earlier one. What could not be read is named on standard error, and the
exit status is 3.]],
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
    local list = warnings(doc, words)
    local meta = fields(doc)
    acc.files:add { file = doc.name, format = doc.format, encoding = doc.encoding,
                    decided_by = doc.decided_by, replaced = doc.replaced,
                    language = doc.language, bytes = doc.bytes, words = words,
                    sentences = doc:sentence_count(),
                    metadata = meta ~= "" and meta or nil,
                    warnings = #list > 0 and table.concat(list, "; ") or nil,
                    digest = doc.digest }
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
      #acc.files, by_format(acc), acc.totals:get("bytes"), acc.totals:get("words"),
      acc.totals:get("replaced")))
    out:table("files", with_duplicates(acc), {
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
