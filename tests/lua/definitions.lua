-- definitions.lua - scripts/assay.d.lua names exactly what is registered: the functions of
-- the module as `require` gives them, the methods and getters of each class as the luaL_Reg
-- tables of the sources list them, and the fields of the contract.
local source = arg[2] or os.getenv("ASSAY_SOURCE") or arg[0]:gsub("tests/lua/[^/]*$", "")
local checks = 0

local function check(ok, ...)
  checks = checks + 1
  if not ok then error(table.concat({ ... }), 2) end
end

local function read(path)
  local file = assert(io.open(source .. "/" .. path, "rb"))
  local text = file:read("a")
  file:close()
  return text
end

local function same(what, described, registered)
  for name in pairs(described) do
    check(registered[name], what, ": '", name, "' is described, but not registered")
  end
  for name in pairs(registered) do
    check(described[name], what, ": '", name, "' is registered, but not described")
  end
end

-- What is described: functions and fields by class; "assay" is the module.
local function read_definitions(text)
  local classes, locals, current = {}, { assay = "assay" }, nil
  for line in text:gmatch("[^\n]+") do
    local class = line:match("^%-%-%-@class ([%w.]+)")
    if class then
      current = class
      classes[class] = { functions = {}, fields = {} }
    end
    local field = line:match("^%-%-%-@field ([%w_]+)%??[%s]")
    if field then classes[current].fields[field] = line end
    local variable = line:match("^local (%w+) = {}")
    if variable then locals[variable] = current end
    local owner, name = line:match("^function (%w+)[.:]([%w_]+)%(")
    if owner then classes[locals[owner]].functions[name] = line end
  end
  return classes
end

-- The names in `static const luaL_Reg NAME[] = { {"x", f}, ... }` of a source.
local function read_registered(text, name)
  local names, body = {}, text:match("static const luaL_Reg " .. name .. "%[%] = (%b{})")
  for entry in (body or ""):gmatch('{"([%w_]+)",') do names[entry] = true end
  return names, body ~= nil
end

-- The names in `static const struct field_rule NAME[] = { {"x", ...}, ... }`.
local function read_rules(text, name)
  local names = {}
  local body = assert(text:match("field_rule " .. name .. "%[%] = (%b{})"))
  for entry in body:gmatch('{"([%w_]+)",') do names[entry] = true end
  return names
end

local definitions = read("scripts/assay.d.lua")
local classes = read_definitions(definitions)
check(definitions:match("^%-%-%-@meta assay\nerror%("), "no @meta line with its guard")
check(not pcall(assert(load(definitions))), "the file can be required")

local module = { functions = {}, fields = {} }
for name, value in pairs(require "assay") do
  module[type(value) == "function" and "functions" or "fields"][name] = true
end
same("assay functions", classes.assay.functions, module.functions)
same("assay fields", classes.assay.fields, module.fields)

local handles = {
  Corpus = "core/lua/l_corpus.c", Document = "core/lua/l_document.c", Hit = "core/lua/l_hit.c", Quote = "core/lua/l_quote.c",
  Pattern = "core/lua/l_pattern.c", Lexicon = "core/lua/l_lexicon.c", Regex = "core/lua/l_regex.c",
  Date = "core/lua/l_date.c", Counter = "core/lua/l_counter.c",
  Distinct = "core/lua/l_distinct.c", Grid = "core/lua/l_grid.c",
  Moments = "core/lua/l_moments.c", Quantiles = "core/lua/l_quantiles.c",
  Sample = "core/lua/l_sample.c", Top = "core/lua/l_top.c", Windows = "core/lua/l_windows.c",
  Ngrams = "core/lua/l_ngrams.c", Passages = "core/lua/l_passages.c",
  Rows = "core/lua/l_rows.c", Sources = "core/lua/l_sources.c",
  Out = "core/engine/out.c",
}
for name, path in pairs(handles) do
  local class, text = classes["assay." .. name], read(path)
  check(class, name, " is not described")
  local methods, has_methods = read_registered(text, "methods")
  local getters, has_getters = read_registered(text, "getters")
  check(has_methods or has_getters, path, " has no luaL_Reg table")
  same(name .. " methods", class.functions, methods)
  same(name .. " fields", class.fields, getters)
end

local rules = read("core/lua/l_analysis.c")
same("Analysis", classes["assay.Analysis"].fields, read_rules(rules, "analysis_fields"))
same("Arg", classes["assay.Arg"].fields, read_rules(rules, "arg_fields"))
for name in rules:match("arg_types%[%] = (%b{})"):gmatch('"(%w+)"') do
  check(classes["assay.Arg"].fields.type:find('"' .. name .. '"', 1, true),
        "the type '", name, "' of an argument is not described")
end

local reader = {}
for name in read("core/lua/l_reader.c"):match("known%[%] = (%b{})"):gmatch('"(%w+)"') do
  reader[name] = true
end
same("Reader", classes["assay.Reader"].fields, reader)
for name in rules:match("item_types%[%] = (%b{})"):gmatch('"(%w+)"') do
  check(classes["assay.Arg"].fields.of:find('"' .. name .. '"', 1, true),
        "the type '", name, "' of the items of a list is not described")
end

-- Nothing may be registered in a file that this test does not know.
local listing = assert(io.popen("ls '" .. source .. "'/core/lua/l_*.c"))
local known = {}
for name in ("session region stopwords text analysis measure sorted reader structure tables usage"):gmatch("%w+") do
  known["l_" .. name] = true
end
for _, path in pairs(handles) do known[path:match("([%w_]+)%.c$")] = true end
for path in listing:lines() do
  check(known[path:match("([%w_]+)%.c$")], path, " is not compared")
end
listing:close()

-- One example for every function and field.
for name, class in pairs(classes) do
  for field, line in pairs(class.fields) do
    check(line:find("Example: ", 1, true), name, ".", field, " has no example")
  end
end
for comment, name in definitions:gmatch("\n(%-%-%-[^\n]*\n[%-@][^\n]*.-)function ([%w.:]+)%(") do
  local own = comment:match(".*\n\n(.*)$") or comment
  check(own:find("Example: ", 1, true), name, " has no example")
end

print("definitions: " .. checks .. " checks")
