-- collections.lua - windows, moments, quantiles, distinct, top and sample in a stock
-- interpreter, and what all accumulators can: encode, decode, freeze.
local assay = require "assay"
local checks = dofile(arg[0]:match("^.*/") .. "helpers/checks.lua")
local equal, raises = checks.equal, checks.raises

-- All that an iterator gives, "a/b/c d/e/f".
local function all(...)
  local result = {}
  for a, b, c, d in ... do
    local values = {}
    for _, value in ipairs { a, b, c, d } do values[#values + 1] = tostring(value) end
    result[#result + 1] = table.concat(values, "/")
  end
  return table.concat(result, " ")
end

local doc = assay.document("a.txt", "War, then peace. Peace then! The Peace of 1919.")

-- Windows: around the hits of a term, or all pairs.
local near = assay.windows { left = 1, right = 2 }
near:add(doc, "peace")
equal(near:nodes(), 3)
equal(near:words(), 9)
equal(near:frequency("peace"), 3)
equal(near:frequency("Peace"), 0)
equal(all(near:near()), "then/1/1/2 1919/0/1/1 of/0/1/1 the/1/0/1")
equal(all(near:near { min = 2 }), "then/1/1/2")
equal(all(near:near { sort = "alpha", limit = 2 }), "1919/0/1/1 of/0/1/1")
equal(all(near:pairs()), "")
local pairs_of = assay.windows { left = 2, right = 2 }
pairs_of:add(doc)
equal(pairs_of:nodes(), 0)
equal(all(pairs_of:pairs { limit = 3 }), "of/1919/1 peace/1919/1 peace/of/1")
equal(all(pairs_of:near { word = "then", sort = "alpha" }), "peace/1/1/3 war/1/0/1")
equal(all(pairs_of:near { word = "unknown" }), "")
local across = assay.windows { left = 1, right = 1, within = "document" }
across:add(doc)
equal(all(across:pairs { min = 2 }), "")
across:add(doc, assay.pattern("peace then"))
equal(all(across:near()), "peace/1/0/6 the/0/1/2")
raises("as large on the left, 1, as on the right, 2", near.add, near, doc)
raises("cannot merge windows of other sizes", near.merge, near, across)
raises("option 'left' is a whole number, 0..1000", assay.windows, { left = -1 })
raises("option 'left' is a whole number, 0..1000", assay.windows, { left = 1001 })
raises("has one", assay.windows, { left = 0, right = 0 })
raises("must be one of: sentence, document", assay.windows, { within = "page" })
raises("did you mean 'left'?", assay.windows, { lefts = 1 })
raises("document expected, got string", near.add, near, "text")
raises("pattern or string expected", near.add, near, doc, 1 == 1)
raises("option 'limit' is a whole number, 0 or more", near.near, near, { limit = -1 })
raises("option 'word' is a string", near.near, near, { word = 1 })
raises("did you mean 'limit'?", near.pairs, near, { limits = 1 })
local shut = assay.windows {}
shut:add(doc)
raises("handed to the engine, or closed", shut.near, shut,
       setmetatable({}, { __index = function() shut:close() end }))

-- Moments.
local moments = assay.moments()
equal(moments:mean(), nil)
equal(moments:sd(), nil)
equal(moments:min(), nil)
equal(math.type(moments:sum()), "integer")
for _, n in ipairs { 2, 4, 4, 4, 5, 5, 7, 9 } do moments:add(n) end
equal(moments:count(), 8)
equal(moments:sum(), 40)
equal(math.type(moments:sum()), "integer")
equal(moments:mean(), 5.0)
equal(moments:sd(), math.sqrt(32 / 7))
equal(math.type(moments:min()), "integer")
equal(moments:max(), 9)
moments:add(9.5)
equal(moments:max(), 9.5)
equal(moments:sum(), 49.5)
raises("moments take finite numbers only, not nan", moments.add, moments, 0 / 0)
raises("number expected, got string", moments.add, moments, "1")

-- Quantiles.
local quantiles = assay.quantiles { error = 0.01 }
equal(quantiles:at(0.5), nil)
for i = 1, 100 do quantiles:add(i) end
quantiles:add(1000, 100)
equal(quantiles:count(), 200)
equal(table.concat({ quantiles:at(0, 0.25, 0.5, 0.505, 1) }, " "),
      "1.0 50.0 100.0 1000.0 1000.0")
equal(quantiles:error(), 0.0)
for i = 1, 2000 do quantiles:add(i / 4) end
equal(quantiles:error(), 2.0 ^ -7)
raises("a share, 0 to 1", quantiles.at, quantiles, 50)
raises("1..100 shares", quantiles.at, quantiles)
raises("not inf", quantiles.add, quantiles, math.huge)
raises("-1 times", quantiles.add, quantiles, 1, -1)
raises("0.0002..0.25", assay.quantiles, { error = 0.5 })
raises("0.0002..0.25", assay.quantiles, { error = 0 })
raises("other errors", quantiles.merge, quantiles, assay.quantiles())

-- Distinct keys.
local distinct = assay.distinct { limit = 3 }
for _, key in ipairs { "b", "a", "b", 7 } do distinct:add(key) end
equal(distinct:count(), 3)
equal(distinct:exact(), true)
equal(table.concat(distinct:keys(), " "), "7 a b")
distinct:add("c")
equal(distinct:exact(), false)
equal(distinct:count(), 4)
equal(distinct:keys(), nil)
equal(#assay.distinct():keys(), 0)
raises("0..16777216", assay.distinct, { limit = -1 })

-- The keys of the greatest values.
local top = assay.top { size = 2 }
top:add("a", 1)
top:add("b", 2.5)
top:add("c", 2)
top:add("a", 0)
equal(#top, 2)
equal(all(top:each()), "b/2.5 c/2")
raises("1..65536", assay.top, { size = 0 })
raises("top lists take finite numbers only", top.add, top, "d", math.huge)
raises("number expected, got nil", top.add, top, "d", nil)

-- A sample.
local function sample_of(from, to, step, seed)
  local sample = assay.sample { columns = { "n", "file" }, size = 5, seed = seed }
  for i = from, to, step do sample:add(doc, i, { n = i, file = doc.name }) end
  return sample
end
local sample = sample_of(1, 100, 1, 3)
equal(#sample, 5)
equal(sample:seen(), 100)
local rows, before = sample:rows(), 0
for row in rows:each() do
  checks.count = checks.count + 1
  assert(row.n > before and row.file == "a.txt")
  before = row.n
end
equal(sample:encode(), sample_of(100, 1, -1, 3):encode())
equal(sample:encode() ~= sample_of(1, 100, 1, 4):encode(), true)
local halves = sample_of(51, 100, 1, 3)
halves:merge(sample_of(1, 50, 1, 3))
equal(sample:encode(), halves:encode())
raises("option 'columns' is a list", assay.sample, {})
raises("1..64 names of columns", assay.sample, { columns = {} })
raises("table expected, got no value", assay.sample)
raises("has no column 'm'", sample.add, sample, doc, 1, { m = 1 })
raises("table expected, got no value", sample.add, sample, doc, 1)
raises("cannot merge a sample with itself", sample.merge, sample, sample)

-- Grids, cell by cell.
local grid = assay.grid()
grid:add(10, "b", 2)
grid:add(9, "b")
grid:add(10, "a", 0)
equal(all(grid:each()), "9/b/1 10/a/0 10/b/2")

-- All of them: bytes and back, equal content in equal bytes, frozen for good.
local counter = assay.counter()
counter:add("x\0y", -3)
local lines = assay.rows { "a", "b" }
lines:add { a = 1.5, b = { { 1, 2 } } }
local kinds = { counter = counter, grid = grid, rows = lines, windows = pairs_of,
                moments = moments, quantiles = quantiles, distinct = distinct, top = top,
                sample = sample }
for name, accumulator in pairs(kinds) do
  local bytes = accumulator:encode()
  local copy = assay.decode(bytes)
  equal(copy:encode(), bytes)
  raises("these bytes are no encoded", assay.decode, bytes:sub(1, -2))
  raises("something follows them", assay.decode, bytes .. "x")
  copy:freeze()
  raises(("the accumulator (%s) is frozen"):format(name), copy.merge, copy, accumulator)
  equal(copy:encode(), bytes)
  if name ~= "sample" then accumulator:merge(copy) end
  raises(name .. " expected, got ", accumulator.merge, accumulator,
         name == "grid" and counter or grid)
  accumulator:close()
  raises("handed to the engine, or closed", accumulator.encode, accumulator)
  raises("handed to the engine, or closed", accumulator.freeze, accumulator)
end
local frozen = assay.counter()
frozen:freeze()
raises("the accumulator (counter) is frozen", frozen.add, frozen, "x")
raises("they end too early", assay.decode, "")
raises("'ASSY'", assay.decode, ("x"):rep(50))
raises("string expected, got table", assay.decode, {})

print("collections: " .. checks.count .. " checks")
