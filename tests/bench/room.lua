-- room.lua - what the closed room costs: the same scripts in it and with --trust, where there
-- are Lua's own libraries and their limits are looked at as often.
--
--   lua5.4 tests/bench/room.lua ASSAY_BINARY SOURCE_DIR TEXT...

local RUNS = 5

local function output_of(command)
  local pipe <close> = assert(io.popen(command))
  return pipe:read("a")
end

-- Processor seconds of the command, by the shell's own count; the least of some runs.
local function seconds(command)
  local least = math.huge
  for _ = 1, RUNS do
    local last = output_of(command .. " >/dev/null 2>&1; times"):match("([^\n]*)\n*$")
    local sum = 0
    for minutes, s in last:gmatch("(%d+)m([%d.]+)s") do sum = sum + 60 * tonumber(minutes) + tonumber(s) end
    least = math.min(least, sum)
  end
  return least
end

local LOOP = [[
local assay = require "assay"
return assay.analysis { name = "loop", version = "1", summary = "x",
  new = function() return { c = assay.counter() } end, report = function() end,
  map = function(acc)
    local n = 0
    for i = 1, 2e7 do n = n + i % 7 end
    acc.c:add("x", n)
  end }
]]

local binary, source = arg[1], arg[2]
local texts = "'" .. table.concat(arg, "' '", 3) .. "'"
local loop = os.tmpname()
local file = assert(io.open(loop, "w"))
file:write(LOOP)
file:close()

local cases = {
  { "words", source .. "/scripts/words.lua", texts },
  { "terms", source .. "/scripts/terms.lua", "peace " .. texts },
  { "kwic", source .. "/scripts/kwic.lua", "peace " .. texts },
  { "a loop of 20 million additions", loop, "'" .. source .. "/README.md'" },
}
print("script                            closed   --trust   ratio")
for _, case in ipairs(cases) do
  local run = ("'%s' run '%s' %s -j1 "):format(binary, case[2], case[3])
  local closed, trusted = seconds(run), seconds(run .. "--trust")
  print(("%-32s %6.2f s  %6.2f s  %6.3f"):format(case[1], closed, trusted, closed / trusted))
end
os.remove(loop)
