-- readme.lua - runs what a README shows. In a block that begins with ```console, a line
-- "$ command" is run by sh in the source folder and the lines after it are what it must
-- print (standard output and errors together, as a terminal shows them); a line "..."
-- stands for any number of lines.
--
--     lua5.4 tests/readme.lua ASSAY_BINARY README.md ...
--
-- Paths of a README are given from the source folder, where the script must be started.

local binary = assert(arg[1], "usage: readme.lua ASSAY_BINARY README.md ...")
local folder = binary:match("^(.*)/[^/]*$")
local checked, failed = 0, 0

local function run(command)
  local pipe = assert(io.popen(("exec 2>&1; PATH='%s':$PATH; export PATH; %s")
    :format(folder, command), "r"))
  local output = pipe:read("a")
  pipe:close()
  return output
end

local function lines_of(text)
  local lines = {}
  for line in text:gmatch("([^\n]*)\n?") do lines[#lines + 1] = line end
  while lines[#lines] == "" do lines[#lines] = nil end
  return lines
end

-- Whether the lines from `a` on match the expected ones from `e` on; "..." takes any.
local function match(expected, actual, e, a)
  while expected[e] do
    if expected[e] == "..." then
      for skip = a, #actual + 1 do
        if match(expected, actual, e + 1, skip) then return true end
      end
      return false
    end
    if expected[e] ~= actual[a] then return false end
    e, a = e + 1, a + 1
  end
  return actual[a] == nil
end

local function check(file, number, command, expected)
  checked = checked + 1
  while expected[#expected] == "" do expected[#expected] = nil end
  local actual = lines_of(run(command))
  if match(expected, actual, 1, 1) then return end
  failed = failed + 1
  print(("%s:%d: $ %s"):format(file, number, command))
  print("  the README shows:\n    " .. table.concat(expected, "\n    "))
  print("  it printed:\n    " .. table.concat(actual, "\n    "))
end

for i = 2, #arg do
  local inside, command, number, expected, at = false, nil, 0, {}, 0
  for line in io.lines(arg[i]) do
    at = at + 1
    local opens = line:match("^```console") ~= nil
    local ends = line:match("^```%s*$") ~= nil
    local starts = inside and line:match("^%$ (.*)$")
    if command and (ends or starts) then
      check(arg[i], number, command, expected)
      command = nil
    end
    if opens then inside = true elseif ends then inside = false
    elseif starts then command, number, expected = starts, at, {}
    elseif inside and command then expected[#expected + 1] = line end
  end
end

print(("%d passed, %d failed"):format(checked - failed, failed))
os.exit(failed == 0 and checked > 0)
