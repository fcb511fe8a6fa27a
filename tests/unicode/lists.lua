--[[ Checks that the tables made from lists are, byte for byte, what their generators write.

     lua5.4 tests/unicode/lists.lua SOURCE_FOLDER ]]

local source = assert(arg[1], "usage: lists.lua SOURCE_FOLDER")
local text = source .. "/core/text/"
local different = false

local function contents(path)
  local file <close> = assert(io.open(path, "rb"))
  return file:read("a")
end

-- Runs a generator, which reads standard input and writes standard output.
local function check(generator, list, made)
  local fresh = os.tmpname()
  if list then io.input(text .. list) end
  io.output(fresh)
  dofile(text .. generator)
  io.close()
  if contents(fresh) ~= contents(text .. made) then
    io.stderr:write(made, " is not what ", generator, " writes\n")
    different = true
  end
  os.remove(fresh)
end

check("abbreviations_generate.lua", "abbreviations.txt", "abbreviations_table.c")
check("language_generate.lua", nil, "language_table.c")
os.exit(not different)
