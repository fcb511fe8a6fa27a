-- layers.lua - the house rules that a machine can check, over core/, include/ and tests/.
--
--   lua5.4 tests/layers.lua SOURCE_DIR
--
-- Includes: a file sees its own layer and those to its left. Names: some C functions are
-- banned, some live in one place. Sizes: files, functions, lines. Exits 1 with a list of
-- offenders, one "file:line: what" each.
local source = assert(arg[1], "usage: layers.lua SOURCE_DIR")

-- The layers, lowest first. Those of one rank may not include one another.
local rank = { base = 1, text = 2, read = 3, corpus = 4, count = 5, query = 5, measure = 5,
               quote = 5, lua = 6, engine = 7, cli = 8 }

-- Headers of libraries, and the files or layers that may include them. A library has one
-- door, so that it can be replaced.
local doors = {
  ["lua.h"] = { "core/lua/", "core/engine/", "include/assay_lua.h" },
  ["lauxlib.h"] = { "core/lua/", "core/engine/" },
  ["lualib.h"] = { "core/lua/", "core/engine/" },
  ["assay_lua.h"] = { "core/lua/", "core/engine/" },
  ["utf8proc.h"] = { "core/text/fold.c" },
  ["pcre2.h"] = { "core/text/regex.c" },
  ["libstemmer.h"] = { "core/text/stem.c" },
  ["archive.h"] = { "core/read/archive.c" },
  ["archive_entry.h"] = { "core/read/archive.c" },
  ["expat.h"] = { "core/read/xml_events.c" },
  ["gumbo.h"] = { "core/read/html_text.c" },
  ["histedit.h"] = { "core/cli/line_edit.c" },
  ["unicode/ubrk.h"] = { "core/text/dictionary_icu.c" },
  ["unicode/utext.h"] = { "core/text/dictionary_icu.c" },
  ["unicode/uvernum.h"] = { "core/text/dictionary_icu.c" },
  ["errno.h"] = { "core/base/file.c", "core/base/process.c", "core/cli/isolate.c" },
  ["locale.h"] = { "core/read/archive.c" },
  ["ctype.h"] = {},
  ["wctype.h"] = {},
}

-- Functions and macros by the places that may use them; the empty list means nowhere.
local homes = {}
local function home(places, names)
  for name in names:gmatch("%S+") do homes[name] = places end
end
home({}, "strcpy strcat sprintf vsprintf gets atoi atol atof strtok alloca")
home({}, [[toupper tolower isalpha isdigit isalnum isspace ispunct isupper islower isprint
  iscntrl isgraph isxdigit isblank towupper towlower iswalpha iswspace strcoll strxfrm
  strcasecmp strncasecmp setlocale]])
home({ "core/read/archive.c" }, "newlocale uselocale")
home({ "core/base/alloc.c" }, "malloc calloc realloc free strdup strndup")
home({ "core/base/file.c", "core/base/process.c", "core/cli/isolate.c" }, "errno strerror")
home({ "core/cli/" }, [[printf vprintf fprintf vfprintf puts fputs putchar putc fputc perror
  exit _exit _Exit abort atexit quick_exit]])

local MOST_LINES, MOST_FUNCTION_LINES, MOST_COLUMNS = 800, 60, 90

local offenders = 0
local function report(path, line, ...)
  print(("%s:%d: %s"):format(path, line, string.format(...)))
  offenders = offenders + 1
end

local function read(path)
  local file <close> = assert(io.open(source .. "/" .. path, "rb"))
  return file:read("a")
end

local function list(folder)
  local command = ("cd '%s' && find %s -name '*.[ch]' | LC_ALL=C sort"):format(source, folder)
  local pipe <close> = assert(io.popen(command))
  local paths = {}
  for path in pipe:lines() do paths[#paths + 1] = path end
  return paths
end

-- Blanks of the same shape in place of a comment or of what a string holds.
local function blank(text) return (text:gsub("[^\n]", " ")) end

-- The code without comments and without the insides of strings, lines kept.
local function code_only(text)
  local out, at = {}, 1
  while at <= #text do
    local next_at = text:find("[/\"']", at)
    if not next_at then break end
    out[#out + 1] = text:sub(at, next_at - 1)
    local two, stop = text:sub(next_at, next_at + 1), nil
    if two == "/*" then
      stop = select(2, text:find("*/", next_at + 2, true)) or #text
      out[#out + 1] = blank(text:sub(next_at, stop))
    elseif two == "//" then
      stop = (text:find("\n", next_at, true) or #text + 1) - 1
      out[#out + 1] = blank(text:sub(next_at, stop))
    elseif two:sub(1, 1) == "/" then
      stop = next_at
      out[#out + 1] = "/"
    else
      local mark = two:sub(1, 1)
      stop = next_at + 1
      while stop <= #text and text:sub(stop, stop) ~= mark do
        stop = stop + (text:sub(stop, stop) == "\\" and 2 or 1)
      end
      out[#out + 1] = mark .. blank(text:sub(next_at + 1, stop - 1)) .. mark
    end
    at = stop + 1
  end
  out[#out + 1] = text:sub(at)
  return table.concat(out)
end

local function lines(text)
  local number = 0
  return function(next_line)
    local line = next_line()
    if line then
      number = number + 1
      return line, number
    end
  end, text:gmatch("([^\n]*)\n?")
end

local function allowed(path, places)
  for _, place in ipairs(places) do
    if path:sub(1, #place) == place then return true end
  end
  return false
end

local function check_include(path, number, name, quoted)
  if doors[name] and not allowed(path, doors[name]) then
    report(path, number, "%s may not be included here", name)
  end
  if not quoted or name == "assay.h" or name == "assay_lua.h" then return end
  local layer, own = name:match("^(%l+)/[%w_]+%.h$"), path:match("^core/(%l+)/")
  if not layer or not rank[layer] then
    report(path, number, 'write "layer/file.h", not "%s"', name)
  elseif not own then
    report(path, number, "a public header includes %s", name)
  elseif layer ~= own and rank[layer] >= rank[own] then
    report(path, number, "%s may not include %s", own, name)
  end
end

local function check_includes(path, text)
  for line, number in lines(text) do
    local mark, name = line:match('^%s*#%s*include%s+([<"])([^>"]+)[>"]')
    if name then check_include(path, number, name, mark == '"') end
  end
end

-- Only a name that is called, or errno; x.free(y) and x->free(y) are members.
local function check_names(path, code)
  for line, number in lines(code) do
    for before, name, after in line:gmatch("()([%a_][%w_]*)%s*()") do
      local places = homes[name]
      if places and (line:sub(after, after) == "(" or name == "errno") then
        local left = line:sub(1, before - 1)
        if not left:find("[.>]%s*$") and not left:find("%*%s*$") and
           not allowed(path, places) then
          report(path, number, "%s is banned here", name)
        end
      end
    end
  end
end

-- clang-format puts the braces: a function begins in column 1 and ends with "}" there.
local function check_functions(path, code)
  local first, opened
  for line, number in lines(code) do
    if opened and line:find("^}") then
      local length = number - first + 1
      if length > MOST_FUNCTION_LINES then
        report(path, first, "a function of %d lines; %d are the most", length,
          MOST_FUNCTION_LINES)
      end
      first, opened = nil, nil
    elseif not opened then
      if line:find("^[%a_]") then first = number end
      if first and line:find("%)%s*{%s*$") then opened = true end
      if line:find(";%s*$") then first = nil end
    end
  end
end

local marks = { "TO" .. "DO", "FIX" .. "ME", "X" .. "XX", "HA" .. "CK" }

local function check_lines(path, text)
  local count = 0
  for line, number in lines(text) do
    if #line > 0 then count = number end
    local columns = utf8.len(line) or #line
    if columns > MOST_COLUMNS then report(path, number, "%d columns", columns) end
    for _, mark in ipairs(marks) do
      if line:find("%f[%w]" .. mark .. "%f[%W]") then
        report(path, number, "%s has no place in a finished file", mark)
      end
    end
  end
  if count > MOST_LINES then
    report(path, count, "%d lines; %d are the most", count, MOST_LINES)
  end
end

local checked = 0
local function check(path, rules)
  local text = read(path)
  checked = checked + 1
  if text:sub(1, 1000):find("DO NOT EDIT", 1, true) then return end
  check_lines(path, text)
  local code = code_only(text)
  check_functions(path, code)
  if rules then
    check_includes(path, text)
    check_names(path, code)
  end
end

for _, path in ipairs(list("core include")) do check(path, true) end
for _, path in ipairs(list("tests")) do check(path, false) end

assert(checked > 20, "no files found: wrong SOURCE_DIR?")
if offenders > 0 then
  print(("%d offences in %d files"):format(offenders, checked))
  os.exit(1)
end
