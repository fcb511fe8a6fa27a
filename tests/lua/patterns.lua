-- patterns.lua - terms as objects and as strings.
local assay = require "assay"
local checks = dofile(arg[0]:match("^.*/") .. "helpers/checks.lua")
local equal, raises = checks.equal, checks.raises

local doc = assay.document("d", "Peace or war? PEACE, wars, warring; Collective  Security.")

-- The form says how the term was understood.
equal(assay.pattern("peace").form, "word, any case")
equal(assay.pattern("collective security").form, "phrase, any case")
equal(assay.pattern("case:Peace").form:find("exact case", 1, true) ~= nil, true)

-- A pattern and its source find the same.
for source, count in pairs {
  ["peace"] = 2, ["case:Peace"] = 1, ["war*"] = 3, ["war?"] = 1, ["peace|war"] = 3,
  ["collective security"] = 1, ["security collective"] = 0,
} do
  equal(doc:count(source), count)
  local pattern = assay.pattern(source)
  equal(doc:count(pattern), count)
  local found = 0
  for _ in doc:find(pattern) do found = found + 1 end
  equal(found, count)
end

-- One pattern over many documents; many patterns over one.
local war = assay.pattern("war")
for i = 1, 20 do equal(assay.document("x", ("war "):rep(i)):count(war), i) end
for i = 1, 600 do equal(doc:count("absent" .. i), 0) end
equal(doc:count("peace"), 2)

-- What cannot be understood says so and where the script stands.
raises("cannot understand ''", assay.pattern, "")
raises("patterns.lua:", function() assay.pattern("") end)
raises("cannot understand", assay.pattern, "a||b")
raises("cannot understand", function() doc:count("|") end)
raises("string expected", assay.pattern)
raises("pattern has no field 'from', did you mean 'form'?", function() return war.from end)

-- Closed: also in the middle of a search.
war:close()
war:close()
raises("the pattern is closed", function() return war.form end)
raises("the pattern is closed", doc.count, doc, war)
raises("the pattern is closed", doc.find, doc, war)
raises("the pattern is closed", function()
  local peace = assay.pattern("peace")
  for _ in doc:find(peace) do
    peace:close()
    collectgarbage()
  end
end)
do
  local kept <close> = assay.pattern("peace")
  war = kept
end
raises("the pattern is closed", doc.count, doc, war)

print("patterns: " .. checks.count .. " checks")
