-- examples.lua - every example in scripts/assay.d.lua runs, and gives what stands behind
-- its `-->`. Assay itself runs them, in its closed room; those of corpora, which scripts
-- in the room do not have, run in this interpreter.
local assay = require "assay"
local binary, source = arg[1], arg[2] or arg[0]:gsub("tests/lua/[^/]*$", "")
local examples, contract = {}, { Analysis = {}, Arg = {}, Reader = {}, ReaderDocument = {} }

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a")
  file:close()
  return text
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

-- The class of the examples of a function is that of its owner.
local function read_examples(text)
  local class, number, waiting, locals = "assay", 0, {}, { assay = "assay" }
  for line in (text .. "\n"):gmatch("(.-)\n") do
    number = number + 1
    class = line:match("^%-%-%-@class assay%.(%w+)") or class
    local variable, owner = line:match("^local (%w+) = {}"), line:match("^function (%w+)[.:]")
    if variable and variable ~= "assay" then locals[variable] = class end
    local code = line:match("Example: `(.*)`$")
    if code then
      local expected = code:match("%s+%-%->%s+(.*)$")
      local example = { line = number, class = class, expected = expected,
                        code = code:gsub("%s+%-%->%s+.*$", "") }
      if line:find("^%-%-%-@field") then
        local list = contract[class] or examples
        list[#list + 1] = example
      else
        waiting[#waiting + 1] = example
      end
    end
    for _, example in ipairs(owner and waiting or {}) do
      example.class = locals[owner]
      examples[#examples + 1] = example
    end
    if owner then waiting = {} end
  end
  assert(#waiting == 0, "examples without a function")
end

read_examples(read(source .. "/scripts/assay.d.lua"))

-- The fields of the contract, each in a contract that has it.
for _, example in ipairs(contract.Analysis) do
  local fields = "name = 'n', summary = 's', new = print, map = print, report = print, "
  local code = "local assay = require 'assay'; return assay.analysis { " .. fields .. example.code .. " }"
  assert(load(code, "=assay.d.lua:" .. example.line))()
end
for _, example in ipairs(contract.Arg) do
  local code = example.code
  local needs = { choices = "type = 'choice', ", min = "type = 'integer', ",
                  max = "type = 'integer', ", of = "type = 'list', " }
  local more = needs[code:match("^(%w+) =")] or ""
  local arg = code:find("^\"") and "{ " .. code .. ", help = 'h' }"
    or "{ 'x', help = 'h', " .. more .. code .. " }"
  assert(load("return require 'assay'.analysis { name = 'n', summary = 's', new = print, "
    .. "map = print, report = print, args = { " .. arg .. " } }"))()
end
for _, example in ipairs(contract.Reader) do
  local fields = "name = 'n', extensions = {}, read = print, "
  local code = "return require 'assay'.reader { " .. fields .. example.code .. " }"
  assert(load(code, "=assay.d.lua:" .. example.line))()
end
for _, example in ipairs(contract.ReaderDocument) do
  assert(load("return { " .. example.code .. " }", "=assay.d.lua:" .. example.line))()
end

-- The others, as a script.
local here, room = {}, {}
for _, example in ipairs(examples) do
  local list = (example.class == "Corpus" or example.code:find("assay.corpus", 1, true))
    and here or room
  list[#list + 1] = example
end

local function quoted(text) return ("%q"):format(text):gsub("\\\n", "\\n") end

local environment = read(source .. "/tests/lua/examples/environment.lua")
local script = { "local run = (function() ", environment, " end)()\nlocal examples = {\n" }
for _, e in ipairs(room) do
  script[#script + 1] = ("{ line = %d, class = %q, code = %s, expected = %s },\n"):format(
    e.line, e.class, quoted(e.code), e.expected and quoted(e.expected) or "nil")
end
script[#script + 1] = [[}
return require "assay".analysis {
  name = "examples", summary = "The examples of the definitions.",
  args = { { "term", type = "pattern", default = "peace", help = "a term" },
           { "by", type = "field", default = "year", help = "a field" },
           { "sources", type = "corpus", required = true, help = "texts" } },
  new = function() return { none = assay.counter() } end,
  map = function() end,
  report = function(acc, args, out)
    local failures = 0
    for _, example in ipairs(examples) do
      local ok, message = pcall(run, example, args, out)
      -- What only a build with an optional library can do says so.
      if not ok and not tostring(message):find("this build has no", 1, true) then
        failures = failures + 1
        print(message)
      end
    end
    assert(failures == 0, failures .. " examples failed")
    out:note(#examples .. " examples ran")
  end,
}
]]

local folder = os.tmpname()
os.remove(folder)
assert(os.execute("mkdir '" .. folder .. "' '" .. folder .. "/src'"))
local text = table.concat(script):gsub("none = assay", "none = require 'assay'", 1)
write(folder .. "/examples.lua", text)
write(folder .. "/a.txt", "Peace.\n")
write(folder .. "/src/lee.txt", "The League was a bargain of fools and cowards, all of it.\n")
local command = ("cd '%s' && '%s' run ./examples.lua --sources src a.txt 2>&1"):format(
  folder, binary)
local pipe = assert(io.popen(command))
local output = pipe:read("a")
local fine = pipe:close()
local ran = output:match("(%d+) examples ran")

-- Those that need a corpus: the texts of `src`, in their order.
local run = assert(load(environment))()
write(folder .. "/src/a.txt", "War and peace.")
write(folder .. "/src/lee.txt", "Peace.")
write(folder .. "/src/metadata.csv", "file,author\na.txt,Kim\nlee.txt,Lee\n")
local failures = {}
for _, example in ipairs(here) do
  example.code = example.code:gsub('"essays/?"', '"' .. folder .. '/src"')
  example.corpus = assert(assay.corpus(folder .. "/src"))
  local ok, message = pcall(run, example, {}, nil)
  if not ok then failures[#failures + 1] = message end
end
os.execute("rm -r '" .. folder .. "'")
if not fine or tonumber(ran) ~= #room then error(output, 0) end
if #failures > 0 then error(table.concat(failures, "\n"), 0) end
print(("examples: %s in the room, %d here, %d of the contract"):format(ran, #here,
      #contract.Analysis + #contract.Arg + #contract.Reader + #contract.ReaderDocument))
