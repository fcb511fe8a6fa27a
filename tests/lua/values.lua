-- values.lua - what needs no document: regular expressions, dates, measures, sorted pairs
-- and small things for texts, in a stock interpreter.
local assay = require "assay"
local checks = dofile(arg[0]:match("^.*/") .. "helpers/checks.lua")
local equal, raises = checks.equal, checks.raises

local function near(actual, expected) equal(("%.6g"):format(actual), ("%.6g"):format(expected)) end

-- All values that an iterator gives, "a/b c/d".
local function all(...)
  local result = {}
  for a, b, c in ... do
    local values = { tostring(a), b and tostring(b), c and tostring(c) }
    result[#result + 1] = table.concat(values, "/")
  end
  return table.concat(result, " ")
end

-- Regular expressions.
local year = assay.regex [[\b(1[89])(\d\d)\b]]
equal(year.source, [[\b(1[89])(\d\d)\b]])
equal(table.concat({ year:find("in 1936, and 1938") }, "/"), "4/7/19/36")
equal(table.concat({ year:find("in 1936, and 1938", 8) }, "/"), "14/17/19/38")
equal(year:find("in 2036"), nil)
equal(year:match("x"), nil)
equal(table.concat({ year:match("in 1936") }, "/"), "19/36")
equal(assay.regex("\\p{Lu}+"):match("the ÉCOLE"), "ÉCOLE")
equal(all(year:gmatch("1936 and 1841")), "19/36 18/41")
equal(all(assay.regex("x*"):gmatch("éx")), " x ")
equal((assay.regex("(a)|b"):gmatch("b")()), false)
equal(table.concat({ year:replace("1936, 1938, 1939", "$2/$1 $$", 2) }, "|"),
      "36/19 $, 38/19 $, 1939|2")
equal((year:replace("1936 1841", { ["19"] = "ours" })), "ours 1841")
equal((year:replace("1936", function(a, b) return a + b end)), "55")
equal((assay.regex("x*"):replace("éa", "-")), "-é-a-")
equal(table.concat(assay.regex("[;,] *"):split("a, b;c"), "|"), "a|b|c")
equal(table.concat(assay.regex(""):split("abc"), "|"), "a|b|c")
equal(#assay.regex(","):split(""), 1)
raises("cannot understand '('", assay.regex, "(")
raises("match limit", function() return assay.regex("(a+)+$"):find(("a"):rep(40) .. "b") end)
raises("not valid UTF-8", function() return year:find("\xff") end)
raises("names group 3", function() return year:replace("1936", "$3") end)
raises("followed by a digit", function() return year:replace("1936", "$") end)
year:close()
year:close()
raises("is closed", function() return year:find("1936") end)

-- Dates.
local day = assay.date("1936-03-07")
equal(tostring(day), "1936-03-07")
equal(day.year .. "/" .. day.month .. "/" .. day.day .. "/" .. day.decade, "1936/3/7/1930")
equal(day.weekday, 6) -- the Saturday of the Rhineland
equal(day.yearday, 67)
equal(day:days_to(assay.date(1939, 9, 1)), 1273)
equal(tostring(day:plus(-67)), "1935-12-31")
equal(tostring(assay.date(2000, 2, 28):plus(1)), "2000-02-29")
equal(tostring(assay.date("1914/06/28 10:00")), "1914-06-28")
equal(tostring(assay.date(1, 1, 1)), "0001-01-01")
equal(assay.date(1, 1, 1).weekday, 1)
equal(tostring(assay.date(9999, 12, 31):plus(0)), "9999-12-31")
equal(day < assay.date(1936, 3, 8) and day <= day and day == assay.date("1936-03-07"), true)
equal(assay.date("7 March 1936"), nil)
equal(select(2, assay.date("1938-02-29")), "'1938-02-29' is not a day written as 1936-03-07")
equal(select(2, assay.date(1938, 2, 29)), "there is no day 1938-2-29")
raises("out of the years", function() return day:plus(1 << 40) end)
for number = 1, 400 do -- every day of a year and some: forth and back
  local there = day:plus(number)
  equal(day:days_to(there), number)
  equal(there.weekday, (day.weekday + number - 1) % 7 + 1)
end

-- Measures: the figures of tests/unit/test_association.c and others.
near(assay.association("log_likelihood", 30, 120, 400, 1e6), 336.8565026)
near(assay.association("pmi", 30, 120, 400, 1e6), 9.28771238)
near(assay.keyness("log_likelihood", 100, 10000, 20, 20000), 128.3490874)
near(assay.p_value(3.841459), .05)
near(assay.dispersion({ { 1, 9 }, { 2, 10 }, { 3, 10 }, { 4, 10 }, { 5, 11 } }).gries, .18)
equal(assay.dispersion({ { 0, 9 } }), nil)
local doc = assay.document("a.txt", "The war, the peace, and the war.")
equal(assay.diversity(doc).types, 4)
near(assay.diversity(doc).ttr, 4 / 7)
near(assay.diversity({ "a", "a", "b", "a" }, { window = 2 }).mattr, 2.5 / 3)
equal(assay.diversity({}).tokens, 0)
raises("has no measure 'pim', did you mean 'pmi'?", assay.association, "pim", 1, 2, 3, 4)
raises("no text has these counts", assay.association, "pmi", 5, 2, 3, 40)
raises("part 1 is not { count, size }", assay.dispersion, { { 1 } })

-- Sorted pairs.
equal(all(assay.sorted { b = 1, a = 2, [10] = 3, [9] = 4, [1.5] = 5 }), "1.5/5 9/4 10/3 a/2 b/1")
equal(all(assay.sorted {}), "")
local t = { a = 1, b = 2, c = 3 }
for key in assay.sorted(t) do t[key] = nil end
equal(next(t), nil)

-- Small things for texts.
equal(all(assay.graphemes("ae\u{301}\u{1F1EB}\u{1F1F7}")), "a/1/1 e\u{301}/2/4 \u{1F1EB}\u{1F1F7}/5/12")
equal(assay.language("It was the best of times, it was the worst of times, it was the age of wisdom."), "en")
equal(assay.language("x"), "und")
equal(assay.width("日本 e\u{301}"), 6)
equal(assay.trim("\u{A0} \t peace \n"), "peace")
equal(table.concat(assay.split("a::b::", "::"), "|"), "a|b|")
equal(#assay.split("", ","), 1)
raises("not empty", assay.split, "a", "")

-- What was meant, and saying so.
equal(assay.suggest("lft", { "right", "left" }), "left")
equal(assay.suggest("lft", { "up", "down" }), nil)
equal(assay.suggest("x", {}), nil)
equal(assay.suggest("1837", { 1936, 1937 }), "1937")
raises("names[2] is a table, not a text", assay.suggest, "x", { "y", {} })
raises("limited to 10000 names", assay.suggest, "x", assay.split(("y,"):rep(10000), ","))
raises("no text is of 'lft'", assay.usage_error, "no text is of 'lft'")
raises("string expected", assay.usage_error)
local _, usage = pcall(assay.usage_error, "no x")
equal(tostring(usage), "no x")
equal(getmetatable(usage), false)
equal(usage.message, "no x")

print(("%d checks"):format(checks.count))
