-- regions.lua - { inside = ... }, voices, and what does not cross from one to another.
local assay = require "assay"

local text = "Peace failed. Lee calls it ‘a peace without peace’. The so-called ‘peace’ did not last."
local doc = assay.document("a.txt", text)

-- Counting
assert(doc:count("peace") == 4 and doc:count("peace", {}) == 4)
assert(doc:count("peace", { inside = "quotes" }) == 2)
assert(doc:count("peace", { inside = "narration" }) == 2)
assert(doc:count("it a", { inside = "narration" }) == 0)
assert(doc:count("it the", { inside = "narration" }) == 0)
assert(doc:token_count() == 16)
assert(doc:token_count { inside = "quotes" } == 4)
assert(doc:token_count { inside = "narration" } == 12)

-- Finding; the context is that of the whole text
local found = {}
for hit in doc:find("peace", { inside = "quotes" }) do
  found[#found + 1] = hit:left(1) .. "|" .. hit:voice().speaker
end
assert(table.concat(found, ", ") == "a|Lee, without|Lee")
for hit in doc:find("peace", { inside = "narration" }) do assert(hit:voice() == nil) end
for hit in doc:find("it a") do assert(hit:voice() == nil) end

-- Words of a voice: a term is the writer's
local words = {}
for quote in doc:quotes() do words[#words + 1] = quote.words end
assert(#words == 2 and words[1] == 4 and words[2] == 0)

-- N-grams
local grams = assay.ngrams { min = 2 }
grams:add(doc, { inside = "quotes" })
assert(grams:words() == 4)
grams:add(doc, { inside = "narration" })
local near = assay.ngrams { min = 2, around = true }
near:add(doc, { inside = "narration", around = "peace" })

-- Mistakes
local function fails(pattern, f, ...)
  local ok, message = pcall(f, ...)
  assert(not ok and message:find(pattern, 1, true), message)
end
fails("did you mean 'inside'?", doc.count, doc, "peace", { insid = "quotes" })
fails("must be one of: all, quotes, narration", doc.count, doc, "peace", { inside = "x" })
fails("must be one of", doc.token_count, doc, { inside = 1 })

-- Passages
local passages = assay.passages()
passages:add(doc)
passages:add(assay.document("b.txt", "Gray calls it ‘a peace without peace’."))
assert(#passages == 2)
local list, count = passages:list()
local passage = list()
assert(count == 1 and passage.documents == 2 and passage.text == "a peace without peace")
assert(passage.places[2].speaker == "Gray" and passage.places[2].first == 18)
assert(list() == nil)
fails("a whole number, 3", passages.list, passages, { min_words = 2 })
passages:close()
fails("closed", passages.list, passages)
doc:close()
