-- room.lua - what the closed room costs. The bundled scripts, and some of the cookbook that do
-- much in Lua, in the room and with --trust, where there are Lua's own libraries; no hook runs
-- in either before a limit is reached. Then pieces of pure Lua in the room and in bench_lua
-- (lua.c): the same library, and nobody counts memory or looks at the time.
--
--   lua5.4 tests/bench/room.lua ASSAY_BINARY BENCH_LUA SOURCE_DIR TEXT...

local RUNS = 7

local function output_of(command)
  local pipe <close> = assert(io.popen(command))
  return pipe:read("a")
end

-- Processor seconds of the command, by the shell's own count.
local function seconds(command)
  local last = output_of(command .. " >/dev/null 2>&1; times"):match("([^\n]*)\n*$")
  local sum = 0
  for minutes, s in last:gmatch("(%d+)m([%d.]+)s") do sum = sum + 60 * tonumber(minutes) + tonumber(s) end
  return sum
end

-- The least of some runs of each, by turns: the machine may be shared.
local function compare(one, other)
  local a, b = math.huge, math.huge
  for _ = 1, RUNS do
    a, b = math.min(a, seconds(one)), math.min(b, seconds(other))
  end
  return a, b
end

local function write(text)
  local path = os.tmpname()
  local file <close> = assert(io.open(path, "w"))
  file:write(text)
  return path
end

local PIECES = {
  { "additions", "local n = 0 for i = 1, 2e8 do n = n + i % 7 end" },
  { "calls", "local function f(a, b) return a + b end local n = 0 for i = 1, 5e7 do n = f(n, i) end" },
  { "tables", "for i = 1, 6e6 do local t = { i, i + 1, name = i } end" },
  { "strings", "local t = {} for i = 1, 4e6 do t[i % 100 + 1] = 'word ' .. i end" },
  { "coroutines", "local f = coroutine.wrap(function() while true do coroutine.yield(1) end end) "
    .. "for i = 1, 5e6 do f() end" },
}

local SCRIPT = [[
local assay = require "assay"
return assay.analysis { name = "piece", version = "1", summary = "x",
  new = function() return { c = assay.counter() } end, report = function() end,
  map = function() %s end }
]]

local SCRIPTS = { "words.lua", "terms.lua peace", "kwic.lua peace", "cookbook/longest-sentences.lua",
  "cookbook/hedges.lua", "cookbook/growth.lua", "cookbook/rising.lua" }

local binary, bare, source = arg[1], arg[2], arg[3]
local texts = "'" .. table.concat(arg, "' '", 4) .. "'"

local function print_row(name, a, b)
  print(("%-34s %6.2f s  %6.2f s  %6.2f"):format(name, a, b, a / math.max(b, 0.01)))
end

print("script                               room     --trust   ratio")
for _, script in ipairs(SCRIPTS) do
  local name, rest = script:match("^(%S+)(.*)$")
  local run = ("'%s' run '%s/scripts/%s'%s %s -j1 "):format(binary, source, name, rest, texts)
  print_row(name, compare(run, run .. "--trust"))
end

print("\npure Lua                             room     without   ratio")
for _, piece in ipairs(PIECES) do
  local name, code = piece[1], piece[2]
  local ours, stock = write(SCRIPT:format(code)), write(code)
  print_row(name, compare(("'%s' run '%s' '%s/README.md' -j1"):format(binary, ours, source),
    ("'%s' '%s'"):format(bare, stock)))
  os.remove(ours)
  os.remove(stock)
end
