--[[ Checks that core/text/unicode_tables.c is, byte for byte, what its generator writes.

     lua5.4 tests/unicode/tables.lua SOURCE_FOLDER /usr/share/unicode

  Exits with 77, which CTest counts as skipped, where the folder has another version of
  Unicode than the tables. ]]

local source, data = arg[1], arg[2]
assert(source and data, "usage: tables.lua SOURCE_FOLDER UNICODE_FOLDER")
local tables = source .. "/core/text/unicode_tables.c"

local function contents(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a")
  file:close()
  return text
end

if not io.open(data .. "/UnicodeData.txt") then
  io.stderr:write(data, " has no UnicodeData.txt: install the package unicode-data\n")
  os.exit(1)
end
local function version_of(path, pattern)
  return contents(path):match(pattern) or "unknown"
end
local property = data .. "/auxiliary/WordBreakProperty.txt"
local theirs = version_of(property, "^# [%w]+%-([%d.]+)%.txt")
local ours = version_of(tables, 'unicode_tables_version%[%] = "([%d.]+)"')
if theirs ~= ours then
  io.stderr:write(property, " is of Unicode ", theirs, ", the tables are of ", ours,
    ": skipped\n")
  os.exit(77)
end
local fresh = os.tmpname()
io.output(fresh)
arg = { [0] = "unicode_generate.lua", data }
dofile(source .. "/core/text/unicode_generate.lua")
io.close()
local same = contents(fresh) == contents(tables)
os.remove(fresh)
if not same then
  io.stderr:write(tables, " is not what unicode_generate.lua writes from ", data, "\n")
  os.exit(1)
end
