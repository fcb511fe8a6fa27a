-- hits.lua - a hit knows its place, its context and its quotation.
local assay = require "assay"
local checks = dofile(arg[0]:match("^.*/") .. "helpers/checks.lua")
local equal, raises = checks.equal, checks.raises

local text = "Über Genf: l’été à Genève.\n\nEllery writes: ‘The Général “said “Genève” twice”, "
  .. "日本 Genève’ — Genève!"
local doc = assay.document("g.txt", text)

local hits = {}
for hit in doc:find("genève") do
  equal(text:sub(hit.first, hit.last), hit.text)
  equal(hit.text, "Genève")
  equal(hit.line, doc:line(hit.first))
  hits[#hits + 1] = hit
end
equal(#hits, 4)

local first, last = hits[1], hits[4]
equal(first.line, 1)
equal(last.line, 3)
equal(tostring(first), "hit 'Genève' in 'g.txt'")

-- Context is words with what stands between them; the document's ends are its ends.
equal(first:left(1), "à")
equal(first:left(2), "l’été à")
equal(first:left(1000), "Über Genf: l’été à")
equal(first:left(0), "")
equal(first:right(0), "")
equal(first:right(2), ".\n\nEllery writes:")
equal(last:right(), "!")
equal(last:left(2), "本 Genève’ —")
raises("0..1000 words", first.left, first, -1)
raises("0..1000 words", first.right, first, 1001)
raises("number expected, got string", first.left, first, "two")

-- Its sentence, whole and around it.
equal(first:sentence(), "Über Genf: l’été à Genève.")
local before, after = first:around()
equal(before, "Über Genf: l’été à")
equal(after, ".")

-- In a quotation, or in the writer's own prose.
equal(first:quote(), nil)
equal(last:quote(), nil)
local around = hits[3]:quote()
equal(around.speaker, "Ellery")
equal(text:sub(around.first, around.last):find("日本", 1, true) ~= nil, true)

-- A quotation in two parts: the clause between them is no part of it.
local broken = "“The League,” Mary Lee wrote, “was never asked.”"
local parts = assay.document("b", broken)
for hit in parts:find("asked") do
  local quote = hit:quote()
  equal(quote.text, "The League, was never asked.")
  equal(#quote.parts, 2)
  equal(broken:sub(quote.parts[1][1], quote.parts[1][2]), "The League,")
  equal(broken:sub(quote.parts[2][1], quote.parts[2][2]), "was never asked.")
  equal(quote.parts[2][2], quote.last)
end
for hit in parts:find("wrote") do equal(hit:quote(), nil) end

-- A nested quotation and the one around it.
local nested = assay.document("n", "Okafor argues: “He was ‘naive’ in 1938.”")
for hit in nested:find("naive") do
  local quote = hit:quote()
  equal(quote.kind, "nested")
  equal(quote.parent.speaker, "Okafor")
  equal(quote.parent.parent, nil)
end
for hit in nested:find("1938") do equal(hit:quote().speaker, "Okafor") end

-- A phrase over a line end keeps the line end.
local wrapped = assay.document("w", "They hoped for collective\r\n   security in vain.")
for hit in wrapped:find("collective security") do
  equal(hit.text, "collective\r\n   security")
  equal(hit:left(2), "hoped for")
  equal(hit:right(2), "in vain.")
end

raises("hit has no field 'texts', did you mean 'text'?", function() return first.texts end)
raises("hit has no field 'rihgt', did you mean 'right'?", function() first:rihgt(2) end)
raises("quote has no field 'speakr', did you mean 'speaker'?",
       function() return around.speakr end)
raises("hit expected, got document", first.left, doc)

print("hits: " .. checks.count .. " checks")
