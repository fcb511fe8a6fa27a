-- lib.lua - the Lua that bundled scripts share (scripts/lib), module by module.
local source = arg and arg[2] or os.getenv("ASSAY_SOURCE") or "../.."
package.path = source .. "/scripts/?.lua;" .. package.path

local assay = require "assay"

local function equal(actual, expected, what)
  if actual ~= expected then
    error(("%s: got %s, expected %s"):format(what, tostring(actual), tostring(expected)), 2)
  end
end

local function near(actual, expected, what)
  if math.abs(actual - expected) > 1e-6 * math.abs(expected) then
    error(("%s: got %.10g, expected %.10g"):format(what, actual, expected), 2)
  end
end

-- years ---------------------------------------------------------------------------------

local years = require "lib.years"

local function mentions(sentence)
  local list = {}
  for _, m in years.mentions(sentence) do
    list[#list + 1] = ("%s %d-%d"):format(m.kind, m.first, m.last)
    equal(sentence:sub(m.from, m.to), m.text, sentence)
  end
  return table.concat(list, ", ")
end

for sentence, expected in assay.sorted {
  ["In 1936 he came."] = "year 1936-1936",
  ["1936 was bad."] = "year 1936-1936",
  ["It lasted until mid-1936."] = "year 1936-1936",
  ["On 7 March 1936, or on the 7th of March, 1936, or Mar. 7, 1936."] =
    "date 1936-1936, date 1936-1936, date 1936-1936",
  ["On 1936-03-07 at noon."] = "date 1936-1936",
  ["In March 1936 and in Sept. 1938."] = "month 1936-1936, month 1938-1938",
  ["The spring of 1936, summer 1914."] = "season 1936-1936, season 1914-1914",
  ["1919-1939, 1919–39, 1938/39, 1899—1901."] =
    "range 1919-1939, range 1919-1939, range 1938-1939, range 1899-1901",
  ["From 1919 to 1939; between 1933 and 1936."] = "range 1919-1939, range 1933-1936",
  ["The early 1930s, the 1880's and the ’20s."] = "decade 1930-1939, decade 1880-1889, decade 1920-1929",
  ["In the nineteen-thirties."] = "decade 1930-1939",
  ["The thirties."] = "",
  ["The nineteenth century; an 18th-century house; the twenty-first century."] =
    "century 1801-1900, century 1701-1800, century 2001-2100",
  ["He lost 1936 men."] = "",
  ["In 1936 men left."] = "year 1936-1936",
  ["In 1500 words or 1800 pages."] = "",
  ["See p. 1936, pp. 1936-40, no. 1914 and vol. 1850."] = "",
  ["It cost $1936, £ 1914, 1,936 and 1936.5 or 1936%."] = "",
  ["Some 2,000 over 1500, nearly 1800."] = "",
  ["The year 1000 BC."] = "",
  ["He had 1066 arrows."] = "",
  ["In 1066 they won; the field of 1066."] = "year 1066-1066, year 1066-1066",
  ["Of 1066 arrows none hit."] = "",
  ["Lee (1998, p. 12) agrees (Gray 1999)."] = "citation 1998-1998, citation 1999-1999",
  ["The treaty (1919) failed."] = "year 1919-1919",
  ["File 023.1/4–1561, P890097–1168."] = "",
  ["Nothing here."] = "",
} do
  equal(mentions(sentence), expected, sentence)
end

equal(years.period(1936, "year"), 1936, "by year")
equal(years.period(1936, "decade"), 1930, "by decade")
equal(years.period(1900, "century"), 1801, "1900 is of the nineteenth century")

-- keyness: 100 in 10,000 against 20 in 20,000; R's quanteda.textstats has G2 128.349,
-- and log2(0.01 / 0.001) is the log ratio.

local keyness = require "lib.keyness"

local function grams(size, counts)
  return { totals = function() return size end,
           list = function()
             local at = 0
             return function()
               at = at + 1
               if counts[at] then return table.unpack(counts[at]) end
             end
           end }
end

local a = grams(10000, { { "war", 100, 3, 1 }, { "rare", 1, 1, 1 } })
local b = grams(20000, { { "peace", 50, 4, 1 }, { "war", 20, 2, 1 } })
local rows, count = keyness.rows(a, b, 1, 1, { min = 2, min_docs = 1, max_p = 1 }, "likelihood")
equal(count, 2, "rows of keyness")
equal(rows[1].word, "war", "the surest word")
near(rows[1].log_likelihood, 128.3490874, "G2")
near(rows[1].log_ratio, math.log(10, 2), "log ratio")
equal(rows[2].word .. rows[2].count_a .. rows[2].count_b, "peace050", "only in b")
near(rows[2].log_ratio, math.log(0.5 / 10000 / (50 / 20000), 2), "0 counts as 0.5")
equal(select(2, keyness.rows(a, b, 1, 1, { min = 1, min_docs = 5, max_p = 1 }, "alpha")), 1,
      "five documents have war only")
equal(keyness.belongs("1936", "1930..1939"), true, "a range")
equal(keyness.belongs("1940", "1930..1939"), false, "outside of a range")
equal(keyness.belongs("left/a.txt", "left/", true), true, "beginning of a name")
equal(keyness.belongs("left", "le"), false, "no beginning of a value")

-- trend, ranking, listing ---------------------------------------------------------------

local trend = require "lib.trend"
local function tau(values)
  local keys = {}
  for i in ipairs(values) do keys[i] = i end
  return trend.tau(keys, function(i) return values[i] end)
end
equal(tau { 1, 2, 3 }, 1.0, "rises")
equal(tau { 3, 2, 2, 1 }, -5 / 6, "falls, with a tie")
equal(tau { 1 }, nil, "one value")

local ranking = require "lib.ranking"
local first = ranking.first({ { "b", 2 }, { "a", 2 }, { "c" }, { "d", 3 } }, 2, 1, 3)
equal(first[1][1] .. first[2][1] .. first[3][1] .. #first, "dab3", "ranking")

local listing = require "lib.listing"
local counter = assay.counter()
for key, n in assay.sorted { Lee = 3, Gray = 1, ["7"] = 9 } do counter:add(key, n) end
equal(listing.counts(counter, 1, function(key) return key:find("%a") end), "Lee (3)", "counts")
equal(listing.counts(nil), nil, "no counter")
equal(listing.totals(counter, { "Gray", "none", "Lee" }), "Gray 1, Lee 3", "totals")
equal(listing.keys { b = 1, a = 2 }, "a, b", "keys")
equal(listing.keys {}, nil, "no keys")

-- categories ----------------------------------------------------------------------------

local categories = require "lib.categories"

local function read(text)
  local dictionary, parts = categories.of { lines = assay.split(text, "\n") }, {}
  for i, name in ipairs(dictionary.names) do
    parts[i] = name .. "=" .. table.concat(dictionary.patterns[name], "|")
  end
  return table.concat(parts, " "), #dictionary.problems
end

for text, expected in assay.sorted {
  ["%\n1\tjoy\n2\tsorrow\n%\nhapp*\t1\nbitter sweet\t1 2\n"] = "joy=happ*|bitter sweet sorrow=bitter sweet",
  ["joy: [happ*, 'full of joy']\nsorrow:\n  - wept\n# end"] = "joy=happ*|full of joy sorrow=wept",
  ["category,pattern\njoy,happ*\njoy,\"glad\"\n"] = "joy=happ*|glad",
  ["joy\thapp*\nsorrow\twept"] = "joy=happ* sorrow=wept",
} do
  local found, problems = read(text)
  equal(found, expected, text)
  equal(problems, 0, text)
end
equal(select(2, read "%\n1 joy\n%\nhapp*\t2\nnothing\n"), 2, "no such category, no category")
equal(select(2, read "joy,happ*\nsorrow"), 1, "a line without a pattern")

print("lib: ok")
