-- lib.years: years and periods that an English text mentions, told from page numbers and
-- quantities. The rules are described in scripts/README.md under `timeline`.
local assay = require "assay"

local years = {}

local MONTHS = { "January", "February", "March", "April", "May", "June", "July", "August",
                 "September", "October", "November", "December" }
local MONTH = "(" .. table.concat(MONTHS, "|")
  .. "|Jan\\.?|Feb\\.?|Mar\\.?|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?)"
local YEAR = "(1\\d{3}|20\\d{2})"
local DAY = "(?:[12]?\\d|3[01])(?:st|nd|rd|th)?"
local SEASON = "((?i:spring|summer|autumn|fall|winter|christmas|easter|michaelmas))"

local TENS = { twen = 2, thir = 3, ["for"] = 4, fif = 5, six = 6, seven = 7, eigh = 8, nine = 9 }
local ORDINALS = { "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
                   "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth",
                   "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
                   "twentieth", "twenty-first" }
local ordinal_numbers = {}
for number, word in ipairs(ORDINALS) do ordinal_numbers[word] = number end

-- What follows a number that is a quantity, and what stands before one that numbers a page.
local COUNTED = [[(?:men|women|people|persons|soldiers|troops|workers|miners|strikers|refugees|]]
  .. [[prisoners|casualties|dead|killed|wounded|voters|votes|members|delegates|children|]]
  .. [[students|pupils|inhabitants|families|horses|tanks|guns|aircraft|planes|bombs|ships|]]
  .. [[tons|tonnes|miles|kilomet(?:re|er)s|km|met(?:re|er)s|feet|acres|hectares|pounds|]]
  .. [[dollars|marks|francs|lire|roubles|copies|pages|words|lines|letters|essays|books|]]
  .. [[years|days|hours|months|weeks|times|per|percent|million|billion|thousand|hundred|]]
  .. [[different|more|or\s+so|BCE?|B\.C\.)\b]]
local quantity = assay.regex("(?i)^(?:\\s+" .. COUNTED .. "|\\s*%|[.,:]\\d|\\d|[-–/]\\w)")
local in_year = assay.regex([[(?i)\b(?:in|since|until|till|during|year)\s+$]])
local persons = assay.regex([[(?i)^\s+(?:men|women|people|soldiers|troops|workers|children)\b]])
local plural = assay.regex([[^\s+\p{Ll}{3,}s\b]])
local numbered = assay.regex([[(?i)(?:\b(?:pp?\.|pages?|nos?\.|numbers?|vols?\.|fols?\.|ch\.|]]
  .. [[chapters?|lines?|figures?|tables?|rooms?|sections?|articles?|paragraphs?|isbn|over|]]
  .. [[nearly|almost|some|than|costs?|paid)\s*|[$£€#§]\s*|\d[.,/:]|\d\s?[-–—]\s?|[\w/@])$]])
local dated = assay.regex([[(?i)(?:\b(?:in|since|of|by|from|to|until|till|before|after|during|]]
  .. [[about|around|circa|c\.|ca\.|year|between|and|late|early|mid|AD|anno)[\s-]+|[(–-]\s*)$]])
local cited_before = assay.regex([[\p{Lu}[\p{L}'’.-]+,?\s*\($|]]
  .. [[\(\s*(?:[^()]*\s)?\p{Lu}[\p{L}'’-]+,?\s+$]])
local cited_after = assay.regex([[^[a-z]?\s*(?:\)|[,:;])]])

-- Kind, expression, and what its groups mean: the first and the last year. In this order:
-- what a rule has taken, a later one does not look at.
local rules = {
  { "date", "\\b" .. DAY .. "(?:\\s+of)?\\s+" .. MONTH .. ",?\\s+" .. YEAR .. "\\b",
    function(_, year) return year end },
  { "date", "\\b" .. MONTH .. "\\s+" .. DAY .. ",?\\s+" .. YEAR .. "\\b",
    function(_, year) return year end },
  { "date", "\\b" .. YEAR .. "-(?:0\\d|1[0-2])-(?:[0-2]\\d|3[01])\\b",
    function(year) return year end },
  { "month", "\\b" .. MONTH .. ",?\\s+(?:of\\s+)?" .. YEAR .. "\\b",
    function(_, year) return year end },
  { "season", "\\b" .. SEASON .. ",?\\s+(?:of\\s+)?" .. YEAR .. "\\b",
    function(_, year) return year end },
  { "range", "\\b(?:[Ff]rom|[Bb]etween)\\s+" .. YEAR .. "\\s+(?:to|until|and)\\s+" .. YEAR .. "\\b",
    function(first, last) return first, last end },
  { "range", "\\b" .. YEAR .. "\\s?[-–—/]\\s?(1\\d{3}|20\\d{2}|\\d{2})\\b(?![-/.,]\\d)",
    function(first, last)
      return first, #last == 2 and math.tointeger(first // 100 * 100) + last or last
    end },
  { "decade", "\\b(1\\d{2}|20\\d)0['’]?s\\b", function(tens) return tens * 10, tens * 10 + 9 end },
  { "decade", "(?<![\\p{L}\\d])['’‘]([1-9])0s\\b",
    function(tens) return 1900 + tens * 10, 1909 + tens * 10 end },
  { "decade", "\\b(?i:nineteen)[- ](?i:(twen|thir|for|fif|six|seven|eigh|nine)ties)\\b",
    function(word)
      local first = 1900 + 10 * TENS[word:lower()]
      return first, first + 9
    end },
  { "century", "\\b(?i:(" .. table.concat(ORDINALS, "|", 10)
      .. ")|(1\\d|2[01]|[1-9])(?:st|nd|rd|th))"
      .. "[- ](?i:century|centuries)\\b",
    function(word, number)
      local century = math.tointeger(word and ordinal_numbers[word:lower()] or tonumber(number))
      return century * 100 - 99, century * 100
    end },
  { "year", "\\b" .. YEAR .. "\\b", function(year) return year end },
}
for _, rule in ipairs(rules) do rule[2] = assay.regex(rule[2]) end

-- What stands near, without half a letter at either end.
local function near(sentence, from, to)
  return (sentence:sub(math.max(1, from - 80), from - 1):gsub("^[\x80-\xBF]+", "")),
         (sentence:sub(to + 1, to + 80):gsub("[\xC0-\xFF][\x80-\xBF]*$", ""))
end

-- The kind of a mention of this kind between these texts; nil when it is none.
local function judge(kind, year, before, after)
  if kind ~= "year" and kind ~= "range" then return kind end
  if numbered:find(before) then return nil end
  if quantity:find(after) and not (in_year:find(before) and persons:find(after)) then return nil end
  if kind == "range" then return kind end
  if cited_before:find(before) and cited_after:find(after) then return "citation" end
  if year >= 1500 then return kind end
  return dated:find(before) and (in_year:find(before) or not plural:find(after)) and kind or nil
end

--- Goes through the mentions of a sentence in order: { kind =, first =, last = (years),
--- from =, to = (bytes), text = }.
function years.mentions(sentence)
  local list, taken = {}, {}
  local may_have = sentence:find("%d") or sentence:find("[Cc]entur") or sentence:find("ties")
  if not may_have then return ipairs(list) end
  for _, rule in ipairs(rules) do
    local found = { rule[2]:find(sentence) }
    while found[1] do
      local from, to = found[1], found[2]
      local first, last = rule[3](found[3], found[4])
      first, last = math.tointeger(first), math.tointeger(last or first)
      local kind = judge(rule[1], first, near(sentence, from, to))
      for _, other in ipairs(taken) do
        if from <= other[2] and to >= other[1] then kind = nil end
      end
      if kind and last >= first then
        taken[#taken + 1] = { from, to }
        list[#list + 1] = { kind = kind, first = first, last = last, from = from, to = to,
                            text = sentence:sub(from, to) }
      end
      found = { rule[2]:find(sentence, to + 1) }
    end
  end
  table.sort(list, function(a, b) return a.from < b.from end)
  return ipairs(list)
end

--- Whether mentions of this kind are too long to be counted by year, decade or century.
function years.is_longer(kind, per)
  return kind == "century" and per ~= "century" or kind == "decade" and per == "year"
end

--- The period of "year", "decade" or "century" that a year is in, by its first year.
function years.period(year, per)
  if per == "century" then return (year - 1) // 100 * 100 + 1 end
  return per == "decade" and year // 10 * 10 or year
end

return years
