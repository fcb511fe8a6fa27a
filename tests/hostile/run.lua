-- run.lua - runs scripts that mean harm: each ends in time, with a message, without a crash.
--
--   lua5.4 tests/hostile/run.lua ASSAY_BINARY SOURCE_DIR [--isolate] [--slow] [--strict]
--                                [FILTER]
--
-- The scripts are in tests/hostile/*.scripts; README.md describes the files. --isolate runs
-- them in a process of their own, --slow is for builds with sanitizers: times are not
-- looked at. --strict holds every script to the limit and a tenth more, for a machine that
-- does nothing else; without it a script may take GENEROUS seconds more, so that a busy
-- machine fails no test. FILTER is a plain part of "file: name". Needs a POSIX shell and timeout(1).

local SECONDS, MEMORY = 0.2, "64M" -- of each call into a script
local ISOLATED_SECONDS = 1 -- of processor time, for the whole run
local GENEROUS = 5
local WAIT = 60 -- seconds by the clock, after which a run counts as endless
local AT_ONCE = 2

local WRAP_BEGIN = {
  map = 'local assay = require "assay" return assay.analysis { name = "hostile", '
    .. 'version = "1", summary = "x", new = function() return { c = assay.counter() } end, '
    .. 'report = function(acc, args, out) out:note("reported") end, '
    .. 'map = function(acc, doc, args) ',
  new = 'local assay = require "assay" return assay.analysis { name = "hostile", '
    .. 'version = "1", summary = "x", map = function() end, report = function() end, '
    .. 'new = function(args) ',
  report = 'local assay = require "assay" return assay.analysis { name = "hostile", '
    .. 'version = "1", summary = "x", new = function() return { c = assay.counter() } end, '
    .. 'map = function(acc) acc.c:add("x") end, report = function(acc, args, out) ',
  whole = "",
}

-- Files ------------------------------------------------------------------------------

local function read(path)
  local file <close> = assert(io.open(path, "rb"))
  return file:read("a")
end

local function write(path, text)
  local file <close> = assert(io.open(path, "wb"))
  assert(file:write(text))
end

local function quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function output_of(command)
  local pipe <close> = assert(io.popen(command))
  return pipe:read("a")
end

-- "### name | where | kind: text" -> { name, where, kind, text, body, file }
local function parse(path)
  local list, case = {}, nil
  local file = path:match("([^/]+)%.scripts$")
  for line in (read(path) .. "\n"):gmatch("(.-)\n") do
    local name, where, wanted = line:match("^### (.-) | (%l+) | (.+)$")
    if name then
      local kind, more, text = wanted:match("^(%l+) ?%(?(%d*)[^:)]*%)?:? ?(.*)$")
      assert(WRAP_BEGIN[where], path .. ": " .. line)
      case = { name = name, where = where, kind = kind, text = text:gsub("\\t", "\t"), more = tonumber(more) or 0, body = {}, file = file }
      list[#list + 1] = case
    elseif case then
      assert(not line:find("^###"), path .. ": cannot read: " .. line)
      table.insert(case.body, line)
    end
  end
  return list
end

local function source_of(case)
  local body = table.concat(case.body, "\n")
  body = body:gsub("@x(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end)
  if case.where == "whole" then return body end
  return WRAP_BEGIN[case.where] .. body .. "\nend }\n"
end

-- Running ----------------------------------------------------------------------------

-- What ended with what, and the processor time of it: the shell's `times` knows.
local function start(case, settings)
  local path = ("%s/%d.lua"):format(settings.folder, case.number)
  write(path, source_of(case))
  local out = quote(path .. ".out")
  case.path = path
  return io.popen(("cd %s && (timeout %d %s run %s text.txt %s >%s 2>&1 </dev/null; echo $?) && times")
    :format(quote(settings.folder), WAIT, quote(settings.binary), quote(path:match("[^/]+$")),
      settings.options, out))
end

local function seconds_of(text)
  local sum = 0
  local last = text:match("([^\n]*)\n*$") -- of the children
  for minutes, seconds in last:gmatch("(%d+)m([%d.]+)s") do
    sum = sum + 60 * tonumber(minutes) + tonumber(seconds)
  end
  return sum
end

local function finish(case, pipe)
  local text = pipe:read("a")
  pipe:close()
  case.status = tonumber(text:match("^(%d+)"))
  case.seconds = seconds_of(text)
  case.output = read(case.path .. ".out")
end

-- Judging ----------------------------------------------------------------------------

local TIME, MEMORY_TEXT = "the time limit was reached", "a script is limited to"
local ISOLATED = "the script was stopped: the run may take"

local judges = {
  time = function(c) return c.status == 4 and c.output:find(TIME, 1, true) end,
  memory = function(c) return c.status == 4 and c.output:find(MEMORY_TEXT, 1, true) end,
  limit = function(c)
    return c.status == 4 and (c.output:find(TIME, 1, true) or c.output:find(MEMORY_TEXT, 1, true))
  end,
  fails = function(c) return c.status == 4 and c.output:find(c.text, 1, true) end,
  prints = function(c) return c.status == 0 and c.output:find(c.text, 1, true) end,
  ends = function(c)
    return (c.status == 0 or c.status == 4) and not c.output:find("runtime error", 1, true)
  end,
}

local function judge(case, settings)
  if case.status == 124 then return "did not end" end
  local most = settings.most + case.more
  if not settings.slow and case.seconds > most then
    return ("took %.2f s of processor time, %.2f are the most"):format(case.seconds, most)
  end
  local stopped = settings.isolate and case.status == 4 and case.output:find(ISOLATED, 1, true)
  if stopped and (case.kind == "time" or case.kind == "limit" or case.kind == "ends") then return end
  -- The system may refuse memory before the limit does; a regular expression says so itself.
  local refused = settings.isolate and case.status == 4 and case.output:find("cannot understand", 1, true)
  if refused and (case.kind == "time" or case.kind == "memory" or case.kind == "limit") then return end
  local slow_limit = settings.slow and case.status == 4 and judges.limit(case)
  if slow_limit then return end -- it is too slow for what it should have reached
  if case.output:find("Sanitizer", 1, true) then return "crashed" end
  if case.status == 4 and #case.output < 20 then return "said nothing" end
  if not judges[case.kind](case) then
    return ("expected '%s: %s', got exit status %s"):format(case.kind, case.text, case.status)
  end
end

local function report(case, reason)
  print(("FAILED %s: %s: %s"):format(case.file, case.name, reason))
  for line in case.output:sub(1, 600):gmatch("[^\n]+") do print("    " .. line) end
end

-- main -------------------------------------------------------------------------------

local function options(arguments)
  local o = { positional = {} }
  for _, argument in ipairs(arguments) do
    local flag = argument:match("^%-%-(%l+)$")
    if flag then o[flag] = true else table.insert(o.positional, argument) end
  end
  if #o.positional < 2 or #o.positional > 3 then
    io.stderr:write("usage: lua5.4 run.lua ASSAY_BINARY SOURCE_DIR [--isolate] [--slow] [FILTER]\n")
    os.exit(2)
  end
  return o
end

local function cases(source, filter)
  local list = {}
  for path in output_of("LC_ALL=C ls " .. quote(source .. "/tests/hostile") .. "/*.scripts"):gmatch("[^\n]+") do
    for _, case in ipairs(parse(path)) do
      case.number = #list + 1
      if (case.file .. ": " .. case.name):find(filter, 1, true) then list[#list + 1] = case end
    end
  end
  return list
end

local function run_all(list, settings)
  local running, passed, slowest = {}, 0, 0
  local function take()
    local entry = table.remove(running, 1)
    finish(entry.case, entry.pipe)
    local reason = judge(entry.case, settings)
    if reason then report(entry.case, reason) else passed = passed + 1 end
    slowest = math.max(slowest, entry.case.seconds)
  end
  for _, case in ipairs(list) do
    if #running == AT_ONCE then take() end
    table.insert(running, { case = case, pipe = start(case, settings) })
  end
  while #running > 0 do take() end
  return passed, slowest
end

-- What a run costs that does nothing, so that only the scripts are measured.
local function idle_seconds(settings)
  local case = { number = 0, where = "map", body = {} }
  finish(case, start(case, settings))
  assert(case.status == 0, case.output)
  return case.seconds
end

local function main()
  local o = options(arg)
  local settings = { isolate = o.isolate, slow = o.slow }
  local seconds = o.isolate and ISOLATED_SECONDS or o.slow and 2 * SECONDS or SECONDS
  settings.binary = o.positional[1]:match("^/") and o.positional[1]
    or output_of("pwd"):match("[^\n]+") .. "/" .. o.positional[1]
  settings.folder = output_of("mktemp -d"):match("[^\n]+")
  settings.options = ("--limit-time %s --limit-memory %s -j 1 --tsv%s"):format(seconds, MEMORY,
    o.isolate and " --isolate" or "")
  write(settings.folder .. "/text.txt", 'A text of two sentences. "Nothing else," she said, "is here."\n')
  settings.most = seconds * 1.1 + idle_seconds(settings) -- ticks of the clock, and freeing:
    + (o.strict and 0.04 or GENEROUS)
  local list = cases(o.positional[2], o.positional[3] or "")
  local passed, slowest = run_all(list, settings)
  os.execute("rm -rf " .. quote(settings.folder))
  print(("%d passed, %d failed; the slowest took %.2f s of processor time"):format(passed,
    #list - passed, slowest))
  os.exit(passed == #list and passed > 0)
end

main()
