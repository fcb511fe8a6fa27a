-- structure.lua - paragraphs, headings and sections of documents; counts as rows.
local assay = require "assay"
local checks = dofile(arg[0]:match("^.*/") .. "helpers/checks.lua")
local equal, raises = checks.equal, checks.raises

-- Paragraphs: a blank line ends one; their ends are those of the text.
local text = "\n  First line\nof it.\n\n\nSecond: peace.  \n\nThird."
local doc = assay.document("a.txt", text)
local found = {}
for paragraph, first, last in doc:paragraphs() do
  equal(text:sub(first, last), paragraph)
  found[#found + 1] = paragraph
end
equal(table.concat(found, "|"), "First line\nof it.|Second: peace.|Third.")
equal(doc:paragraph_count(), 3)
equal(assay.document("b.txt", " \n\n "):paragraph_count(), 0)
equal(assay.document("b.txt", ""):paragraphs()(), nil)
for hit in doc:find("peace") do equal(hit:paragraph(), "Second: peace.") end

-- A document without headings is one section without one; a blank one has none.
local sections = {}
for heading, body, first, last in doc:sections() do
  equal(text:sub(first, last), body)
  sections[#sections + 1] = heading .. ":" .. #body
end
equal(table.concat(sections, " "), ":" .. #"First line\nof it.\n\n\nSecond: peace.  \n\nThird.")
equal(assay.document("b.txt", " \n"):sections()(), nil)
equal(doc:headings()(), nil)
doc:close()
raises("the document is closed", doc.paragraphs, doc)
raises("the document is closed", doc.sections, doc)

-- A row as text; columns in order.
local function row(r, ...)
  local values = {}
  for i, name in ipairs { ... } do values[i] = tostring(r[name]) end
  return table.concat(values, "/")
end

local function all(rows, ...)
  local lines = {}
  for r in rows:each() do lines[#lines + 1] = row(r, ...) end
  return table.concat(lines, " ")
end

local words, hits = assay.counter(), assay.counter()
words:add("1936", 2000) words:add("1938", 500)
hits:add("1938", 1) hits:add("1936", 3) hits:add("undated", 2)
equal(all(hits:rows(), "key", "count"), "1936/3 1938/1 undated/2")
equal(all(hits:rows { top = 2, columns = { "year", "n" } }, "year", "n"), "1936/3 undated/2")
equal(all(hits:rows { top = 0 }, "key"), "")
equal(all(hits:per(words, 1000), "key", "count", "of", "per"),
      "1936/3/2000/1.5 1938/1/500/2.0 undated/2/0/nil")
equal(all(hits:per(words, 1000, { "a", "b", "c", "d" }), "a", "d"),
      "1936/1.5 1938/2.0 undated/nil")
raises("4 names", hits.per, hits, words, 1, { "a" })
raises("option 'topp'", hits.rows, hits, { topp = 1 })
raises("counter expected", hits.per, hits, 7)
for r in hits:rows():each() do
  equal(math.type(r.key), r.key ~= "undated" and "integer" or nil)
end

local grid = assay.grid()
grid:add(1936, "Lee", 3) grid:add(1936, "Kim", 1) grid:add(1938, "Kim", 4)
grid:add("007", "Ann", 1)
equal(all(grid:per(), "row", "column", "count"),
      "007/Ann/1 1936/Kim/1 1936/Lee/3 1938/Kim/4")
equal(all(grid:per(words, 1000), "row", "column", "per"),
      "007/Ann/nil 1936/Kim/0.5 1936/Lee/1.5 1938/Kim/8.0")
equal(all(grid:pivot(), "row", "Kim", "Lee", "Ann"), "007/0/0/1 1936/1/3/0 1938/4/0/0")
equal(all(grid:pivot { columns = 1, row = "year", rest = "all others" }, "year", "Kim",
          "all others"), "007/0/1 1936/1/3 1938/4/0")
equal(all(grid:pivot { columns = 1, per = words, scale = 1000 }, "row", "Kim", "others"),
      "007/nil/nil 1936/0.5/1.5 1938/8.0/0.0")
raises("1..62", grid.pivot, grid, { columns = 63 })
equal(#assay.grid():pivot(), 0)

-- Small things for words.
equal(assay.normalize("e\u{301}"), "é")
equal(assay.normalize("ČAPEK", "marks"), "CAPEK")
raises("no 'cas'", assay.normalize, "x", "cas")
raises("not valid UTF-8", assay.normalize, "\xFF")
local has_stems, stem = pcall(assay.stem, "Nations", "english")
if has_stems then
  equal(stem, "nation")
  equal(assay.stem("running", "en"), "run")
  raises("klingon", assay.stem, "x", "klingon")
else
  equal(tostring(stem):find("libstemmer", 1, true) ~= nil, true)
end

local lexicon = assay.lexicon { nouns = { "hunch" } }
lexicon:close()
lexicon:close()
raises("the lexicon is closed", function()
  return assay.document("a.txt", "x"):quotes { lexicon = lexicon }
end)

print("structure: " .. checks.count .. " checks")
