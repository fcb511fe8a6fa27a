--[[ Checks that core/text/unicode_tables.c is, byte for byte, what its generator writes.

     lua5.4 tests/unicode/tables.lua SOURCE_FOLDER /usr/share/unicode ]]

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
