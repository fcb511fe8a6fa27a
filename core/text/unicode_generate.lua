--[[ Writes unicode_tables.c from the files of the Unicode Character Database.

     lua5.4 core/text/unicode_generate.lua /usr/share/unicode > core/text/unicode_tables.c

  The folder is laid out as Debian's package `unicode-data` installs it. The same files
  give the same bytes. Bit positions and names must agree with unicode.h. ]]

local folder = assert(arg[1], "usage: unicode_generate.lua FOLDER > unicode_tables.c")
local LAST = 0x10FFFF

-- Names in the order of the enums of unicode.h, counted from 0.
local WORD_BREAK = {
  "Other", "CR", "LF", "Newline", "Extend", "ZWJ", "Regional_Indicator", "Format",
  "Katakana", "Hebrew_Letter", "ALetter", "Single_Quote", "Double_Quote", "MidNumLet",
  "MidLetter", "MidNum", "Numeric", "ExtendNumLet", "WSegSpace",
}
local SENTENCE_BREAK = {
  "Other", "CR", "LF", "Extend", "Sep", "Format", "Sp", "Lower", "Upper", "OLetter",
  "Numeric", "ATerm", "SContinue", "STerm", "Close",
}
-- Extended_Pictographic is a class here: none of its characters has another one.
local GRAPHEME_BREAK = {
  "Other", "CR", "LF", "Control", "Extend", "ZWJ", "Regional_Indicator", "Prepend",
  "SpacingMark", "L", "V", "T", "LV", "LVT", "Extended_Pictographic",
}
local CLASS = { other = 0, space = 1, letter = 2, digit = 3, punctuation = 4, symbol = 5,
  mark = 6 }
local SENTENCE_SHIFT, CLASS_SHIFT = 5, 9
local PICTOGRAPHIC, UPPER, LOWER = 1 << 12, 1 << 13, 1 << 14

local function numbers(names)
  local number = {}
  for i, name in ipairs(names) do number[name] = i - 1 end
  return number
end

-- Calls f(code point, value) for every code point that a file lists; a value may be
-- followed by a comment only. Returns the version that the file's first line names.
local function read(path, f)
  local file = assert(io.open(folder .. "/" .. path))
  local version
  for line in file:lines() do
    version = version or line:match("^# %S+%-(%d+%.%d+%.%d+)%.txt") or "unknown"
    local first, last, value = line:match("^(%x+)%.*(%x*)%s*;%s*([%w_]+)")
    if first then
      for cp = tonumber(first, 16), tonumber(last ~= "" and last or first, 16) do
        f(cp, value)
      end
    end
  end
  file:close()
  return version
end

local function set_of(path, ...)
  local sets = {}
  for _, property in ipairs { ... } do sets[property] = {} end
  read(path, function(cp, value) if sets[value] then sets[value][cp] = true end end)
  return sets
end

local function values_of(path, names)
  local number, values = numbers(names), {}
  local version = read(path, function(cp, value)
    values[cp] = assert(number[value], value .. " is not in unicode.h")
  end)
  return values, version
end

local word, version = values_of("auxiliary/WordBreakProperty.txt", WORD_BREAK)
local sentence = values_of("auxiliary/SentenceBreakProperty.txt", SENTENCE_BREAK)
local grapheme = values_of("auxiliary/GraphemeBreakProperty.txt", GRAPHEME_BREAK)
local category = {}
read("extracted/DerivedGeneralCategory.txt", function(cp, v) category[cp] = v end)
local list = set_of("PropList.txt", "White_Space", "Ideographic")
local core = set_of("DerivedCoreProperties.txt", "Alphabetic", "Uppercase", "Lowercase")
local emoji = set_of("emoji/emoji-data.txt", "Extended_Pictographic")

-- Numerals such as U+2167 are digits though they are alphabetic; ideographic ones are
-- not. What is unassigned here may be a letter or an emoji of a later version.
local function class_of(cp)
  local c = category[cp] or "Cn"
  local major = c:sub(1, 1)
  if list.White_Space[cp] then return CLASS.space end
  if list.Ideographic[cp] then return CLASS.letter end
  if major == "N" then return CLASS.digit end
  if core.Alphabetic[cp] then return CLASS.letter end
  if major == "M" then return CLASS.mark end
  if major == "P" then return CLASS.punctuation end
  if major == "S" or c == "Co" or c == "Cn" then return CLASS.symbol end
  return CLASS.other
end

local function record_of(cp)
  local record = (word[cp] or 0) | (sentence[cp] or 0) << SENTENCE_SHIFT
    | class_of(cp) << CLASS_SHIFT
  if emoji.Extended_Pictographic[cp] then record = record | PICTOGRAPHIC end
  if core.Uppercase[cp] or category[cp] == "Lt" then record = record | UPPER end
  if core.Lowercase[cp] then record = record | LOWER end
  return record
end

local graphemes, PICTOGRAPH = {}, #GRAPHEME_BREAK - 1
for cp = 0, LAST do
  graphemes[cp] = grapheme[cp] or 0
  if emoji.Extended_Pictographic[cp] then
    assert(graphemes[cp] == 0, "a pictograph has another Grapheme_Cluster_Break")
    graphemes[cp] = PICTOGRAPH
  end
end

-- Stage 1: number of the block of a code point. Stage 2: the blocks, whose entries are
-- numbers of records.
local records, record_number, entries = {}, {}, {}
for cp = 0, LAST do
  local record = record_of(cp)
  if not record_number[record] then
    records[#records + 1] = record
    record_number[record] = #records - 1
  end
  entries[cp] = record_number[record]
end
assert(#records <= 256, "stage 2 holds 8-bit numbers of records")

local function stages(entries, shift)
  local size, stage1, stage2, seen, blocks = 1 << shift, {}, {}, {}, 0
  for first = 0, LAST, size do
    local block = table.move(entries, first, first + size - 1, 1, {})
    local key = table.concat(block, ",")
    if not seen[key] then
      seen[key] = blocks
      blocks = blocks + 1
      table.move(block, 1, size, #stage2 + 1, stage2)
    end
    stage1[#stage1 + 1] = seen[key]
  end
  return stage1, stage2, blocks
end

local function array(type, name, values, format)
  local lines, line = {}, " "
  for i, value in ipairs(values) do
    local text = " " .. format:format(value) .. (i < #values and "," or "")
    if #line + #text > 90 then
      lines[#lines + 1] = line
      line = " "
    end
    line = line .. text
  end
  lines[#lines + 1] = line
  return ("const %s %s[%d] = {\n%s};\n"):format(type, name, #values,
    table.concat(lines, "\n"))
end

local SHIFT = 7
local stage1, stage2, blocks = stages(entries, SHIFT)
local grapheme1, grapheme2, grapheme_blocks = stages(graphemes, SHIFT)
local bytes = #stage1 + #stage2 + #records * 2 + #grapheme1 + #grapheme2
assert(blocks <= 256 and grapheme_blocks <= 256, "stage 1 holds 8-bit numbers of blocks")

io.write(([[
/*
** unicode_tables.c - properties of all code points.
** DO NOT EDIT: written by unicode_generate.lua from Unicode's Character Database %s.
** %d records; %d blocks, and %d for graphemes, of %d code points; %d bytes of tables.
*/
#include "text/unicode.h"

/* clang-format off */
const char unicode_tables_version[] = "%s";

]]):format(version, #records, blocks, grapheme_blocks, 1 << SHIFT, bytes, version))
io.write(array("uint16_t", "unicode_records", records, "0x%04x"), "\n")
io.write(array("uint8_t", "unicode_stage1", stage1, "%d"), "\n")
io.write(array("uint8_t", "unicode_stage2", stage2, "%d"), "\n")
io.write(array("uint8_t", "unicode_grapheme1", grapheme1, "%d"), "\n")
io.write(array("uint8_t", "unicode_grapheme2", grapheme2, "%d"))
