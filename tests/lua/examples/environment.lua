-- environment.lua - what the examples of scripts/assay.d.lua find around them, and how one
-- is run. It is a chunk that gives a function; tests/lua/examples.lua puts it into a script
-- that Assay runs, so that `out` and `args` are the real ones.
local assay = require "assay"

local TEXT = [[
# The Covenant

In 1936 peace failed. According to Stephen Lee, the League was “a bargain of fools and
cowards”. Who believed it? “Nobody,” said Lee, “wanted collective security in 1936.”

# Afterwards

The author thinks that peace, and collective security, came too late. Peace cost 12 lives.
]]

local function document(name) return assay.document(name or "essays/07.txt", TEXT) end

-- Two accumulators of each kind, filled; the names are those that the examples use.
local kinds = {
  Counter = function()
    local c = assay.counter()
    c:add("1936", 3) c:add("1938", 1)
    return c
  end,
  Grid = function()
    local g = assay.grid()
    g:add(1936, "the author", 3) g:add(1938, "Lee", 1)
    return g
  end,
  Ngrams = function()
    local n = assay.ngrams { min = 1, max = 2 }
    n:add(document())
    return n
  end,
  Rows = function()
    local r = assay.rows { "file", "line", "hit" }
    r:add { file = "a.txt", line = 1, hit = "peace" }
    return r
  end,
  Windows = function()
    local w = assay.windows()
    w:add(document())
    return w
  end,
  Moments = function()
    local m = assay.moments()
    for i = 1, 3 do m:add(i) end
    return m
  end,
  Quantiles = function()
    local q = assay.quantiles()
    for i = 1, 9 do q:add(i) end
    return q
  end,
  Distinct = function()
    local d = assay.distinct()
    d:add("Lee") d:add("Kim")
    return d
  end,
  Top = function()
    local t = assay.top { size = 2 }
    t:add("a sentence", 3)
    return t
  end,
  Sample = function()
    local s = assay.sample { columns = { "file", "hit" }, size = 5 }
    s:add(document(), 1, { file = "a.txt", hit = "peace" })
    return s
  end,
  Passages = function()
    local p = assay.passages()
    for i = 1, 3 do
      p:add(assay.document(i .. ".txt", "He said: “all of us wanted peace then and now.”"))
    end
    return p
  end,
}

local names = {
  Counter = "counter", Grid = "grid", Ngrams = "grams", Rows = "rows", Windows = "near",
  Moments = "lengths", Quantiles = "lengths", Distinct = "speakers", Top = "longest",
  Sample = "lines", Passages = "passages",
}

local function accumulators(class)
  local grams = assay.ngrams { min = 1, max = 2, grouped = true, around = true }
  local acc = {
    words = kinds.Counter(), sentences = kinds.Counter(), speakers = kinds.Counter(),
    hits = kinds.Counter(), lines = kinds.Rows(), near = assay.windows(),
    lengths = kinds.Moments(), longest = kinds.Top(), passages = kinds.Passages(),
    grams = grams,
  }
  if class == "Grid" or class == "Out" then acc.hits = kinds.Grid() end
  if class == "Quantiles" then acc.lengths = kinds.Quantiles() end
  if class == "Distinct" then acc.speakers = kinds.Distinct() end
  if class == "Sample" then acc.lines = kinds.Sample() end
  return acc
end

local function first_of(iterator) return iterator() end

-- The second quotation of the text has a speaker and is one of the source's.
local function quotation(doc)
  local found
  for quote in doc:quotes() do found = found or quote end
  return found
end

local function make(class, args, out)
  local doc = document()
  local env = {
    assay = assay, doc = doc, args = args, out = out, acc = accumulators(class),
    hit = first_of(doc:find("peace")), quote = quotation(doc), seen = {}, n = 0, hits = 2,
    year = 1936, speaker = "Lee", sentence = "It failed.", name = "note.txt",
    text = "Peace in our time.", bytes = kinds.Counter():encode(), count = 3,
    pattern = assay.pattern("peace"), passage = first_of(kinds.Passages():list()),
  }
  env.place = env.passage.places[1]
  if args.sources then env.found = args.sources:verify(env.quote) end
  if kinds[class] then
    env.a, env.b = kinds[class](), kinds[class]()
    env[names[class]] = kinds[class]()
  end
  return setmetatable(env, { __index = _ENV })
end

local function texts(...)
  local values = table.pack(...)
  for i = 1, values.n do values[i] = tostring(values[i]) end
  return table.concat(values, " ")
end

-- What the code prints, else what it gives; raises with the line of the definitions.
return function(example, args, out)
  local env, lines = make(example.class, args, out), {}
  env.corpus = example.corpus
  env.print = function(...) lines[#lines + 1] = texts(...) end
  local where = "assay.d.lua:" .. example.line
  local chunk = load("return " .. example.code, "=" .. where, "t", env)
  local reason
  if not chunk then chunk, reason = load(example.code, "=" .. where, "t", env) end
  if not chunk then error(where .. ": " .. reason, 0) end
  local given = table.pack(pcall(chunk))
  if not given[1] then error(where .. ": " .. example.code .. ": " .. tostring(given[2]), 0) end
  if not example.expected then return end
  local actual = #lines > 0 and table.concat(lines, " ")
    or texts(table.unpack(given, 2, given.n))
  local expected = example.expected:gsub('^"(.*)"$', "%1")
  local prefix = expected:match("^(.*)%.%.%.$")
  if prefix and actual:sub(1, #prefix) == prefix then return end
  if actual ~= expected then
    error(("%s: %s gives %s, not %s"):format(where, example.code, actual, expected), 0)
  end
end
