-- lifetime.lua - closing, collecting, and what keeps what alive.
local assay = require "assay"
local checks = dofile(arg[0]:match("^.*/") .. "helpers/checks.lua")
local equal, raises = checks.equal, checks.raises

local function collect()
  collectgarbage()
  collectgarbage()
end

-- A hit, a quotation and an iterator keep their document.
local function find_in_temporary()
  local doc = assay.document("gone.txt", "Ellery calls it ‘a bargain of fools’.")
  return doc:find("bargain")(), doc:quotes()(), doc:sentences()
end
local hit, quote, sentences = find_in_temporary()
collect()
equal(hit.text, "bargain")
equal(hit:left(2), "it ‘a")
equal(quote.speaker, "Ellery")
equal(hit:quote().text, "a bargain of fools")
equal(sentences(), "Ellery calls it ‘a bargain of fools’.")

-- doc:find keeps a pattern that was made of a string, and one that nobody else has.
local doc = assay.document("d", "war and war and war")
local with_pattern, with_string = doc:find(assay.pattern("war")), doc:find("war")
for i = 1, 300 do doc:count("other" .. i) end
collect()
for _ = 1, 3 do
  equal(with_pattern().text, "war")
  equal(with_string().text, "war")
end
equal(with_pattern(), nil)
equal(with_string(), nil)

-- Closing is allowed twice and is what <close> does; the children say so.
local early = assay.document("e", "peace")
local child = early:find("peace")()
early:close()
early:close()
equal(tostring(early), "document (closed)")
raises("the document is closed", function() return child.text end)
do
  local scoped <close> = assay.document("s", "peace")
  early = scoped
end
raises("the document is closed", function() return early.name end)

-- Cycles are collected; an error inside a loop leaves nothing open.
for _ = 1, 100 do
  local cycle = {}
  cycle.doc = assay.document("c", "peace")
  cycle.hit = cycle.doc:find("peace")()
  cycle.doc.meta.cycle = cycle
  pcall(function()
    for _ in cycle.doc:find("peace") do error("out") end
  end)
end
collect()

-- Ten thousand documents leave no trace in Lua's memory.
local function run(count)
  for i = 1, count do
    local d = assay.document("n" .. i, "Peace in our time. ‘Never,’ said Lee.")
    for h in d:find("peace") do assert(h:left(2) == "") end
    for q in d:quotes() do assert(q.text) end
    assert(d:count("time") == 1)
  end
  collect()
  return collectgarbage("count")
end
local before = run(1000)
local after = run(10000)
equal(after < before + 16, true)

-- Nor in the machine's: Lua's collector is told of the texts that it does not see. (A
-- sanitizer keeps what was freed, so it cannot be measured under one.)
local function read_process(name)
  local file = io.open("/proc/self/" .. name)
  local text = file and file:read("a") or ""
  if file then file:close() end
  return text
end
local function resident() return tonumber(read_process("status"):match("VmRSS:%s+(%d+)")) end
if resident() and not read_process("maps"):find("lib[%a]+san%.so") then
  local large, most, start = ("Peace in our time. "):rep(20000), 0, resident()
  for i = 1, 200 do
    assay.document("large" .. i, large)
    most = math.max(most, resident())
  end
  equal(most - start < 100 * 1024, true) -- kilobytes; all of them at once take 300 MB and more
end

-- A stopped collector stays stopped.
collectgarbage("stop")
local unclosed = assay.document("u", ("word "):rep(10000))
equal(collectgarbage("isrunning"), false)
unclosed:close()
collectgarbage("restart")

print("lifetime: " .. checks.count .. " checks")
