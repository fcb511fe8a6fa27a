-- documents.lua - a document from memory: its text, tokens, sentences, hits, quotations.
local assay = require "assay"
local checks = dofile(arg[0]:match("^.*/") .. "helpers/checks.lua")
local equal, raises = checks.equal, checks.raises

local text = "The Covenant’s promise failed.\nWho, in 1935, believed it? Ellery calls it "
  .. "‘a bargain of fools’.\n"
local doc = assay.document("essays/ärger.txt", text)

-- What it is called and holds.
equal(doc.name, "essays/ärger.txt")
equal(doc.text, text)
equal(doc.encoding, "utf-8")
equal(tostring(doc), "document 'essays/ärger.txt'")
equal(next(doc.meta), nil)
equal(doc.meta, doc.meta)
equal(doc:field("file"), "essays/ärger.txt")
equal(doc:field("year"), "(none)")

-- Words and numbers are counted; marks are tokens, too.
equal(doc:token_count(), 16)
local tokens, words = {}, 0
for token, kind, first, last in doc:tokens() do
  equal(text:sub(first, last), token)
  if kind == "word" or kind == "number" then words = words + 1 end
  tokens[#tokens + 1] = token .. "/" .. kind
end
equal(words, 16)
equal(table.concat(tokens, " ", 1, 8),
      "The/word Covenant’s/word promise/word failed/word ./punctuation Who/word "
      .. ",/punctuation in/word")
equal(tokens[9], "1935/number")

-- The same cuts from a plain string.
local of_document, of_string = {}, {}
for token, kind, first, last in doc:tokens() do
  if kind == "word" or kind == "number" then
    of_document[#of_document + 1] = token .. first .. "-" .. last
  end
end
for word, first, last in assay.words(text) do
  of_string[#of_string + 1] = word .. first .. "-" .. last
end
equal(table.concat(of_string, " "), table.concat(of_document, " "))

local sentences = {}
for sentence, first, last in doc:sentences() do
  equal(text:sub(first, last), sentence)
  sentences[#sentences + 1] = sentence
end
equal(#sentences, 3)
equal(sentences[1], "The Covenant’s promise failed.")
equal(sentences[2], "Who, in 1935, believed it?")
local again = {}
for sentence, first, last in assay.sentences(text) do
  equal(text:sub(first, last), sentence)
  again[#again + 1] = sentence
end
equal(table.concat(again, "|"), table.concat(sentences, "|"))

-- Paragraphs, titles without a full stop, flags and empty lines: still the same cuts.
local odd = "A title\n\n\nFirst one. Second 🇩🇪🇫🇷 one!\r\n\r\nMr. Lee said no.\n\n  \n"
local odd_document, left, right = assay.document("odd", odd), {}, {}
for sentence in odd_document:sentences() do left[#left + 1] = sentence end
for sentence in assay.sentences(odd) do right[#right + 1] = sentence end
equal(table.concat(right, "|"), table.concat(left, "|"))
equal(left[1], "A title")

-- Hits: any case, over line ends, longest first, none twice.
equal(doc:count("the"), 1)
equal(doc:count("covenant's"), 1)
equal(doc:count("nowhere"), 0)
equal(doc:count("it|it ellery"), 2)
equal(doc:count("case:the"), 0)
local hits = {}
for hit in doc:find("b*") do hits[#hits + 1] = hit.text end
equal(table.concat(hits, " "), "believed bargain")
equal(assay.document("x", "x x x x x"):count("x x"), 2)

-- Quotations.
local quotes = {}
for quote in doc:quotes() do quotes[#quotes + 1] = quote end
equal(#quotes, 1)
equal(quotes[1].text, "a bargain of fools")
equal(quotes[1].speaker, "Ellery")
equal(quotes[1].mention, "Ellery")
equal(quotes[1].cue, "calls")
equal(quotes[1].kind, "mixed")
equal(quotes[1].line, 2)
equal(quotes[1].parent, nil)
equal(#quotes[1].parts, 1)
equal(quotes[1].parts[1][1], quotes[1].first)
equal(quotes[1].parts[1][2], quotes[1].last)
equal(text:sub(quotes[1].first, quotes[1].last), quotes[1].text)
equal(math.type(quotes[1].confidence), "float")
equal(type(quotes[1].rule), "string")

-- Lines are those of bytes; the place after the last byte is a place, too.
equal(doc:line(1), 1)
equal(doc:line(text:find("Who", 1, true)), 2)
equal(doc:line(#text + 1), 3)
raises("outside the text", doc.line, doc, 0)
raises("outside the text", doc.line, doc, #text + 2)
raises("no integer representation", doc.line, doc, 1.5)

-- Nothing in it.
local empty = assay.document("", "")
equal(empty.text, "")
equal(empty:token_count(), 0)
equal(empty:count("x"), 0)
equal(empty:sentences()(), nil)
equal(empty:quotes()(), nil)
equal(empty:line(1), 1)

-- Other encodings: what was not UTF-8 is read as Windows-1252, and UTF-16 by its mark.
local western = assay.document("w", "caf\xE9 \x93so\x94")
equal(western.text, "café “so”")
equal(western.encoding, "windows-1252")
equal(assay.document("u", "\xFF\xFEa\0\xE9\0").text, "aé")
equal(assay.document("b", "\xEF\xBB\xBFpeace").text, "peace")
raises("bin.dat", assay.document, "bin.dat", "\0\1\2\0\0\3PK\0\0\7\0\0")

-- What a document is not.
raises("document has no field 'txt', did you mean 'text'?", function() return doc.txt end)
raises("document has no field 'fnid', did you mean 'find'?", function() return doc:fnid() end)
raises("document has no field '1'", function() return doc[1] end)
raises("attempt to index", function() doc.name = "x" end)
raises("document expected, got string", doc.count, "doc", "x")
raises("pattern or string expected, got number", doc.count, doc, 12)
raises("pattern or string expected, got document", doc.find, doc, doc)
raises("string expected, got no value", assay.document, "x")

print("documents: " .. checks.count .. " checks")
