-- errors.lua - misuse raises with the script's line and, for a misspelling, a suggestion.
local assay = require "assay"
local checks = dofile(arg[0]:match("^.*/") .. "helpers/checks.lua")
local equal, raises = checks.equal, checks.raises

-- The module.
raises("assay has no function 'countr', did you mean 'counter'?",
       function() return assay.countr end)
raises("assay has no function 'zzzzzz'", function() return assay.zzzzzz end)
raises("the table 'assay' is read-only", function() assay.extra = 1 end)
equal(getmetatable(assay), false)
equal(getmetatable(assay.counter()), false)
equal(assay, require "assay")

-- Errors stand at the line of whoever made them, also for fields and iterators.
local doc = assay.document("a", "peace and war")
local hit = doc:find("war")()
local iterator = doc:tokens()
doc:close()
for _, f in ipairs {
  function() return doc.text end, function() return doc:count("x") end,
  function() return hit.text end, function() return hit:left(2) end,
  function() return hit:quote() end, function() return hit.line end, iterator,
} do
  local ok, message = pcall(f)
  equal(ok, false)
  equal(message:find("the document is closed", 1, true) ~= nil, true)
  if f ~= iterator then equal(message:match("^[^:]*errors%.lua:%d+: ") ~= nil, true) end
  equal(message:find("bad argument", 1, true), nil)
end

-- Text that is no UTF-8.
raises("not valid UTF-8", assay.fold, "\xFF")
raises("not valid UTF-8", assay.words, "caf\xE9")
raises("not valid UTF-8", assay.sentences, "\xC3")
raises("string expected, got table", assay.fold, {})
equal(assay.fold("DON’T Straße É"), "don't strasse é")
equal(assay.fold(""), "")

-- The contract: misspelt before missing, and always the same one of several.
local function analysis(change)
  local t = { name = "n", summary = "s", new = print, map = print, report = print }
  for key, value in pairs(change) do t[key] = value or nil end
  return function() return assay.analysis(t) end
end
equal(analysis {}().name, "n")
raises("the analysis lacks the field 'map'", analysis { map = false })
raises("the analysis has no field 'mpa', did you mean 'map'?",
       analysis { map = false, mpa = print })
raises("the analysis has no field 'aaa'", analysis { zzz = 1, aaa = 1, qqq = 1 })
raises("the analysis has no field '1'", analysis { "x" })
raises("the analysis: field 'map' must be a function, not a table", analysis { map = {} })
raises("table expected, got nil", assay.analysis, nil)

local function arg(t) return analysis { args = { t } } end
equal(#arg { "by", help = "h" }().args, 1)
raises("args[1] must be a table that begins with a name", arg { help = "h" })
raises("args[1] must be a table", analysis { args = { "by" } })
raises("args is a list", analysis { args = { by = { help = "h" } } })
raises("a name is made of lower-case letters", arg { "By", help = "h" })
raises("a name is made of lower-case letters", arg { "1st", help = "h" })
raises("argument 'by' lacks the field 'help'", arg { "by" })
raises("argument 'by' has no field 'hlep', did you mean 'help'?", arg { "by", hlep = "h" })
raises("argument 'by' has no field '2'", arg { "by", "field", help = "h" })
raises("argument 'by' has no type 'patern', did you mean 'pattern'?",
       arg { "by", help = "h", type = "patern" })
raises("belong together", arg { "by", help = "h", type = "choice" })
raises("belong together", arg { "by", help = "h", type = "string", choices = { "a" } })
raises("field 'min' must be a number, not a string", arg { "n", help = "h", min = "1" })
raises("field 'default' must be a string, number or boolean, not a table",
       arg { "n", help = "h", default = {} })

print("errors: " .. checks.count .. " checks")
