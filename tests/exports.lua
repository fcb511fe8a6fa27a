-- exports.lua - what the libraries show to a linker, compared with tests/exports.txt and
-- with include/assay.h: nothing more, nothing less.
--
--   lua5.4 tests/exports.lua SOURCE_DIR NM READELF libassay.so libassay.a assay.so
--     libassay_lua.so libassay_lua.a
local source, nm, readelf, shared, static, module, lua_shared, lua_static = table.unpack(arg)

local failures = 0
local function fail(...)
  io.stderr:write(string.format(...), "\n")
  failures = failures + 1
end

local function read(path)
  local file <close> = assert(io.open(path, "rb"))
  return file:read("a")
end

local function output(...)
  local command = {}
  for i, word in ipairs { ... } do command[i] = "'" .. word .. "'" end
  local pipe = assert(io.popen(table.concat(command, " ")))
  local text = pipe:read("a")
  assert(pipe:close(), "cannot run " .. command[1])
  return text
end

-- Symbols that the sanitizers and the linker add are not ours.
local function foreign(name)
  return name:find("^__") or name:find("^_init$") or name:find("^_fini$")
end

-- Defined symbols of an nm listing, sorted: "0000 T name".
local function symbols(listing)
  local names = {}
  for kind, name in listing:gmatch("%x+ (%a) (%S+)") do
    if not foreign(name) then
      names[#names + 1] = name
      if kind ~= "T" then fail("%s is no function (nm says %s)", name, kind) end
    end
  end
  table.sort(names)
  return names
end

local function set(list)
  local members = {}
  for _, name in ipairs(list) do members[name] = true end
  return members
end

local function compare(found, where, expected, authority)
  local found_set, expected_set = set(found), set(expected)
  for _, name in ipairs(found) do
    if not expected_set[name] then fail("%s: %s is not in %s", where, name, authority) end
  end
  for _, name in ipairs(expected) do
    if not found_set[name] then fail("%s: %s is missing", where, name) end
  end
end

local function read_list(file)
  local names = {}
  for name in read(source .. "/tests/" .. file):gmatch("[^\n]+") do
    local last = names[#names]
    if last and last >= name then fail("%s: %s is not in its place", file, name) end
    names[#names + 1] = name
  end
  if #names == 0 then fail("%s is empty", file) end
  return names
end

-- The functions that a header declares: ASSAY_API ... name(
local function read_header(file)
  local names = {}
  local header = read(source .. "/include/" .. file):gsub("/%*.-%*/", "")
  for declaration in header:gsub("#[^\n]*", ""):gmatch("ASSAY_API([^;]*);") do
    names[#names + 1] = assert(declaration:match("([%w_]+)%s*%("), declaration)
  end
  table.sort(names)
  return names
end

local expected, declared = read_list("exports.txt"), read_header("assay.h")
local of_lua = read_list("exports_lua.txt")
compare(read_header("assay_lua.h"), "assay_lua.h", of_lua, "exports_lua.txt")
local both = table.move(expected, 1, #expected, #of_lua + 1, table.move(of_lua, 1, #of_lua, 1, {}))
table.sort(both)
compare(symbols(output(nm, "-D", "--defined-only", lua_shared)), "libassay_lua.so", both,
  "the lists")
compare(symbols(output(nm, "-g", "--defined-only", lua_static)), "libassay_lua.a", both,
  "the lists")

compare(declared, "assay.h", expected, "exports.txt")
compare(symbols(output(nm, "-D", "--defined-only", shared)), "libassay.so", expected,
  "exports.txt")
compare(symbols(output(nm, "-g", "--defined-only", static)), "libassay.a", expected,
  "exports.txt")
compare(symbols(output(nm, "-D", "--defined-only", module)), "assay.so",
  { "luaopen_assay" }, "what it may show")

for path, name in pairs { [shared] = "libassay.so.0", [lua_shared] = "libassay_lua.so.0" } do
  local soname = output(readelf, "-d", path):match("SONAME[^\n]*%[(.-)%]")
  if soname ~= name then fail("%s: its SONAME is %s", path, soname) end
end

-- Two copies of Lua in one process must not happen: the interpreter brings the only one.
for _, library in ipairs { shared, module } do
  for needed in output(readelf, "-d", library):gmatch("NEEDED[^\n]*%[(.-)%]") do
    if needed:find("liblua") then fail("%s needs %s", library, needed) end
  end
end
if output(nm, "-D", "--undefined-only", shared):find(" lua_") then
  fail("libassay.so uses Lua")
end

os.exit(failures == 0)
