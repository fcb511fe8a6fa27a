-- accumulators.lua - counters, grids, n-grams and rows in a stock interpreter.
local assay = require "assay"
local checks = dofile(arg[0]:match("^.*/") .. "helpers/checks.lua")
local equal, raises = checks.equal, checks.raises

local function list(t) return table.concat(t, " ") end

-- Counters: keys are sorted by value where they have digits, by bytes else.
local counter = assay.counter()
equal(#counter, 0)
equal(counter:total(), 0)
equal(list(counter:keys()), "")
counter:add("b")
counter:add("a", 2)
counter:add("essay10", 0)
counter:add("essay9", 2)
counter:add(1936, 3)
equal(#counter, 5)
equal(counter:total(), 8)
equal(counter:get("a"), 2)
equal(counter:get("essay10"), 0)
equal(counter:get("unknown"), 0)
equal(counter:get(1936), 3)
equal(list(counter:keys()), "1936 a b essay9 essay10")
equal(list(counter:top()), "1936 a essay9 b essay10")
equal(list(counter:top(2)), "1936 a")
equal(list(counter:top(0)), "")
equal(#counter:top(100), 5)
counter:add("a", -5)
equal(counter:get("a"), -3)
counter:add("x\0y", 1)
equal(counter:get("x\0y"), 1)
equal(counter:get("x"), 0)
raises("0 or more", counter.top, counter, -1)
raises("no integer representation", counter.add, counter, "a", 1.5)
raises("string expected, got nil", counter.add, counter, nil)
raises("string expected, got table", counter.get, counter, {})
raises("counter has no field 'ad', did you mean 'add'?", function() counter:ad("x") end)
local most = assay.counter()
most:add("a", math.maxinteger)
raises("64 bits", most.add, most, "a", 1)
equal(most:get("a"), math.maxinteger)

-- Merging adds; with itself it doubles; with an empty one it changes nothing.
local one, two = assay.counter(), assay.counter()
one:add("a", 1)
one:add("b", 2)
two:add("b", 5)
two:add("c", 0)
one:merge(two)
equal(list(one:keys()), "a b c")
equal(one:get("b"), 7)
equal(one:total(), 8)
equal(two:total(), 5)
one:merge(assay.counter())
equal(one:total(), 8)
one:merge(one)
equal(one:get("b"), 14)
raises("counter expected, got grid", one.merge, one, assay.grid())

-- Grids.
local grid = assay.grid()
grid:add("1935", "Lee")
grid:add("1935", "Lee", 2)
grid:add("1936", "Ellery", 4)
equal(grid:get("1935", "Lee"), 3)
equal(grid:get(1935, "Lee"), 3)
equal(grid:get("1935", "Ellery"), 0)
equal(grid:get("1900", "nobody"), 0)
equal(list(grid:rows():keys()), "1935 1936")
equal(grid:rows():get("1935"), 3)
equal(list(grid:columns():top()), "Ellery Lee")
equal(grid:columns():total(), 7)
local other = assay.grid()
other:add("1936", "Lee", 10)
grid:merge(other)
grid:merge(grid)
equal(grid:get("1936", "Lee"), 20)
equal(grid:get("1936", "Ellery"), 8)
raises("bad argument #2 to 'add' (string expected", function() grid:add("1935") end)
raises("grid has no field 'row', did you mean 'rows'?", function() return grid.row end)

-- N-grams: by folded form, none over the end of a sentence.
local doc = assay.document("a.txt", "Peace in our time. In our time!")
local grams = assay.ngrams { min = 1, max = 2 }
grams:add(doc)
local seen = {}
local iterator, count = grams:list()
for text, n, documents, order in iterator do
  seen[#seen + 1] = ("%s/%d/%d/%d"):format(text, n, documents, order)
end
equal(count, #seen)
equal(list(seen), "in/2/1/1 in our/2/1/2 our/2/1/1 our time/2/1/2 time/2/1/1 peace/1/1/1 "
  .. "peace in/1/1/2")
equal(grams:words(), 7)
local all, different = grams:totals(2)
equal(all, 5)
equal(different, 3)
equal(grams:totals(), 7)
local function texts(options)
  local result = {}
  local each, total = grams:list(options)
  for text in each do result[#result + 1] = text end
  return table.concat(result, ",") .. "/" .. total
end
equal(texts { min = 2, limit = 1 }, "in/5")
equal(texts { sort = "alpha", limit = 2 }, "in,in our/7")
equal(texts { min_docs = 2 }, "/0")
equal(texts { limit = 0 }, "/7")
equal(texts {}, "in,in our,our,our time,time,peace,peace in/7")
local twice = assay.ngrams { max = 2 }
twice:add(doc)
twice:merge(grams)
grams:merge(grams)
for text, n, documents in twice:list { limit = 1 } do
  equal(text, "in")
  equal(n, 4)
  equal(documents, 2)
end
for text, n, documents in grams:list { limit = 1 } do
  equal(text .. n .. documents, "in42")
end
equal(texts { sort = "alpha", stopwords = { ["in"] = true } }, "our,our time,peace,time/4")
raises("option 'stopwords' is a set of words", grams.list, grams, { stopwords = "en" })
raises("option 'stopwords' is a set of words", grams.list, grams, { stopwords = { "en" } })
equal(select(4, assay.ngrams {}:rows { stopwords = { x = true } }), 0)
local again = assay.decode(grams:encode())
equal(again:encode(), grams:encode())
again:merge(twice)
twice:merge(grams)
equal(again:encode(), twice:encode())
again:freeze()
raises("cannot add: the accumulator (ngrams) is frozen", again.add, again, doc)
raises("cannot add: the accumulator (ngrams) is frozen", again.merge, again, grams)
raises("cannot merge", grams.merge, grams, assay.ngrams { min = 2 })
raises("option 'min' is a number of words, 1..16", assay.ngrams, { min = 0 })
raises("these n-grams have no groups: make them with grouped = true",
       assay.ngrams().add, assay.ngrams(), doc, { group = "1936" })
raises("these n-grams are not around anything: make them with around = true",
       assay.ngrams().add, assay.ngrams(), doc, { around = "peace" })
for _, options in ipairs { {}, { group = "1936" } } do
  local near = assay.ngrams { max = 2, around = true, grouped = true }
  raises("these n-grams were made with around = true: say what they are around",
         near.add, near, doc, options)
  near:add(doc, { around = "peace" })
end
raises("option 'max' is a number of words, 1..16", assay.ngrams, { max = 17 })
raises("this table has no option 'n'", assay.ngrams, { n = 2 })
raises("this table has no option 'mx', did you mean 'max'?", assay.ngrams, { mx = 2 })
raises("table expected, got number", assay.ngrams, 2)
raises("must be one of: count, alpha, docs", grams.list, grams, { sort = "freq" })
raises("must be one of: count, alpha, docs", grams.list, grams, { sort = 1 })
raises("option 'limit' is a whole number", grams.list, grams, { limit = -1 })
raises("did you mean 'min_docs'?", grams.list, grams, { mindocs = 1 })
raises("other orders", grams.totals, grams, 3)
raises("document expected, got string", grams.add, grams, "text")
equal(pcall(assay.ngrams, { min = 3, max = 2 }), false)

-- Rows: in the order of addition, with missing cells empty.
local rows = assay.rows { "file", "start", "rate", "sure", "parts", "end" }
rows:add { file = "a.txt", start = 3, rate = 0.5, sure = false, parts = { { 1, 2 }, { 3, 4 } } }
rows:add { ["end"] = "last" }
rows:add {}
equal(#rows, 3)
local kept = {}
for row in rows:each() do kept[#kept + 1] = row end
equal(kept[1].file, "a.txt")
equal(math.type(kept[1].start), "integer")
equal(kept[1].rate, 0.5)
equal(kept[1].sure, false)
equal(kept[1].parts[2][1], 3)
equal(kept[1]["end"], nil)
equal(kept[2]["end"], "last")
equal(next(kept[3]), nil)
local more = assay.rows { "file", "start", "rate", "sure", "parts", "end" }
more:add { file = "b.txt" }
rows:merge(more)
equal(#rows, 4)
rows:merge(rows)
equal(#rows, 8)
raises("cannot merge rows of other columns", rows.merge, rows, assay.rows { "file" })
raises("this list of rows has no column 'fiel', did you mean 'file'?", rows.add, rows,
       { fiel = "x" })
raises("has no column 'aaa'", rows.add, rows, { zzz = 1, aaa = 1, mmm = 1 })
raises("this list of rows has no column '1'", rows.add, rows, { "x" })
raises("a function is no value for a row", rows.add, rows, { file = print })
raises("list of pairs of offsets", rows.add, rows, { parts = { 1, 2 } })
raises("list of pairs of offsets", rows.add, rows, { parts = { { 1, -2 } } })
raises("list of pairs of offsets", rows.add, rows, { parts = { { 1 } } })
local many = {}
for i = 1, 257 do many[i] = { i, i } end
raises("limited to 256 pairs", rows.add, rows, { parts = many })
equal(#rows, 8)
raises("the column 'a' is there twice", assay.rows, { "a", "b", "a" })
raises("1..64 names of columns", assay.rows, {})
raises("a column's name is a string", assay.rows, { 1 })
raises("table expected, got no value", assay.rows)
local nul = assay.rows { "a\0b" }
nul:add { ["a\0b"] = "x" }
for row in nul:each() do equal(row["a\0b"], "x") end

-- A metamethod that closes what is being used finds nothing to break.
local trap = assay.rows { "a" }
trap:add(setmetatable({}, { __index = function() trap:close() return "x" end }))
equal(#trap, 1)
raises("has no column", trap.add, trap,
       { [setmetatable({}, { __tostring = function() trap:close() return "k" end })] = 1 })
equal(#trap, 1) -- nothing of a key was called
local shut = assay.ngrams {}
shut:add(doc)
raises("handed to the engine, or closed", shut.list, shut,
       setmetatable({}, { __index = function() shut:close() end }))

-- Closed ones say so, in iterators too.
for _, accumulator in ipairs { counter, grid, grams, rows } do
  accumulator:close()
  accumulator:close()
  raises("the accumulator was handed to the engine, or closed", accumulator.merge,
         accumulator, accumulator)
end
raises("handed to the engine, or closed", function() return #rows end)
local open = assay.rows { "a" }
open:add { a = 1 }
local each = open:each()
open:close()
raises("handed to the engine, or closed", each)

print("accumulators: " .. checks.count .. " checks")
