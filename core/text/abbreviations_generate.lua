-- abbreviations_generate.lua - sorts abbreviations.txt into abbreviations_table.c.
--   lua5.4 abbreviations_generate.lua < abbreviations.txt > abbreviations_table.c
-- The order of the languages is that of enum language (language.h), und apart.
local LANGUAGES = { "en", "de", "fr", "es", "it", "pt", "nl", "ru" }
local RULES = { title = "ALWAYS", never = "ALWAYS", name = "NAME", number = "NUMBER",
  numeral = "NUMERAL", place = "PLACE", ["end"] = "END" }
-- A word in several classes of a language follows the one that keeps most together.
local STRENGTH = { ALWAYS = 5, PLACE = 4, NAME = 3, NUMERAL = 2, NUMBER = 1, END = 0 }
local LONGEST = 23 -- bytes, without the NUL

local bit = { und = 1 }
for i, language in ipairs(LANGUAGES) do bit[language] = 1 << i end

-- As letter_lower of abbreviations.c: ASCII, Latin-1 and the Russian letters.
local function lower(word)
  local out = {}
  for _, cp in utf8.codes(word) do
    if (cp >= 0x41 and cp <= 0x5A) or (cp >= 0xC0 and cp <= 0xDE and cp ~= 0xD7)
        or (cp >= 0x410 and cp <= 0x42F) then
      cp = cp + 0x20
    elseif cp >= 0x400 and cp <= 0x40F then
      cp = cp + 0x50
    end
    out[#out + 1] = utf8.char(cp)
  end
  return table.concat(out)
end

local entries, starters, taken_by_und = {}, {}, {}

local function add(word, rule, mask)
  assert(#word <= LONGEST, word .. " is too long")
  local key = lower(word)
  local by_case = entries[key] or {}
  entries[key] = by_case
  local capital = word:sub(1, 2) ~= key:sub(1, 2)
  by_case[capital] = by_case[capital] or {}
  for _, b in pairs(bit) do
    local old = by_case[capital][b]
    if mask & b ~= 0 and (not old or STRENGTH[rule] > STRENGTH[old]) then
      by_case[capital][b] = rule
    end
  end
end

local function for_und(word, class, language)
  if language == "en" then
    taken_by_und[lower(word)] = true
    return true
  end
  local short = utf8.len(word) < 3 or word:find(".", 1, true)
  local doubtful = class == "never" or class == "place" or class == "name" or class == "end"
  return not (short and doubtful) and not taken_by_und[lower(word)]
end

local language
for line in io.lines() do
  language = line:match("^%[(%l+)%]$") or language
  local class, words = line:match("^(%l+):%s*(.*)$")
  for word in (words or ""):gmatch("%S+") do
    local own = assert(bit[language], "unknown language")
    if class == "start" then
      starters[word] = (starters[word] or 0) | own | bit.und
    else
      local rule = assert(RULES[class], "unknown class " .. class)
      add(word, rule, for_und(word, class, language) and own | bit.und or own)
    end
  end
end

local function sorted_keys(t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

local rows = {}
for _, key in ipairs(sorted_keys(entries)) do
  for _, capital in ipairs { true, false } do
    local masks = {}
    for b, rule in pairs(entries[key][capital] or {}) do
      masks[rule] = (masks[rule] or 0) | b
    end
    for _, rule in ipairs(sorted_keys(masks)) do
      rows[#rows + 1] = ('    {"%s", 0x%03x, ABBREVIATION_%s, %s},\n'):format(key,
        masks[rule], rule, capital)
    end
  end
end

local begins = {}
for _, word in ipairs(sorted_keys(starters)) do
  assert(#word <= LONGEST, word .. " is too long")
  begins[#begins + 1] = ('    {"%s", 0x%03x},\n'):format(word, starters[word])
end

io.write(([[
/*
** abbreviations_table.c - abbreviations and the words that begin sentences.
** DO NOT EDIT: made from abbreviations.txt by abbreviations_generate.lua.
** %d rows and %d words. A mask has bit 1 << n for enum language n.
*/
#include "text/abbreviations.h"

/* clang-format off */
const struct abbreviation abbreviation_table[] = {
]]):format(#rows, #begins), table.concat(rows), [[
};
const size_t abbreviation_count = sizeof abbreviation_table / sizeof *abbreviation_table;

const struct starter starter_table[] = {
]], table.concat(begins), [[
};
const size_t starter_count = sizeof starter_table / sizeof *starter_table;
]])
