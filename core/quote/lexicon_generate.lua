-- lexicon_generate.lua - inflects lexicon.txt into lexicon_table.c, a table of forms with
-- a hash of them, and the patterns. lexicon_text.c reads the same format at run time.
--   LC_ALL=C lua lexicon_generate.lua < lexicon.txt > lexicon_table.c
local flags_of = {
  verb = { "VERB" }, weak = { "VERB", "WEAK" }, naming = { "NAMING" }, past = { "PAST" },
  participle = { "PARTICIPLE" },
  noun = { "NOUN" }, term = { "TERM" }, work = { "WORK" }, slogan = { "SLOGAN" },
  role = { "ROLE" }, title = { "TITLE" }, male_title = { "TITLE", "MALE" },
  female_title = { "TITLE", "FEMALE" }, particle = { "PARTICLE" },
  pronoun = { "PRONOUN" }, male_pronoun = { "PRONOUN", "MALE" },
  female_pronoun = { "PRONOUN", "FEMALE" }, first = { "PRONOUN", "FIRST_PERSON" }, impersonal = { "PRONOUN", "FIRST_PERSON" },
  possessive = { "POSSESSIVE" }, male = { "MALE" }, female = { "FEMALE" },
  relative = { "RELATIVE" }, determiner = { "DETERMINER" }, be = { "BE" },
  preposition = { "PREPOSITION" }, ["function"] = { "FUNCTION" }, have = { "HAVE" },
  conjunction = { "CONJUNCTION" }, adverb = { "ADVERB" }, modal = { "MODAL" },
  male_noun = { "MALE" }, female_noun = { "FEMALE" },
  abbreviation = { "ABBREVIATION" }, place = { "PLACE" }, never = { "NEVER_NAME" },
}
local inflected = { verb = true, weak = true, naming = true }
local forms = {}

local function add(form, ...)
  local set = forms[form] or {}
  forms[form] = set
  for _, flag in ipairs({ ... }) do set[flag] = true end
end

-- snap -> snapp: only short words of one syllable double; others give their past.
local function doubled(verb)
  local one_syllable = verb:match("^q?u?[^aeiou]*[aeiou][bdgmnpt]$")
  return one_syllable and verb .. verb:sub(-1) or verb
end

local function regular(verb)
  local last = verb:sub(-1)
  if verb:match("[^aeiou]y$") then
    local stem = verb:sub(1, -2)
    return stem .. "ies", stem .. "ied", verb .. "ing"
  elseif last == "e" then
    local stem = verb:match("ee$") and verb or verb:sub(1, -2)
    return verb .. "s", verb .. "d", stem .. "ing"
  elseif verb:match("[sxo]$") or verb:match("[sc]h$") then
    return verb .. "es", verb .. "ed", verb .. "ing"
  end
  return verb .. "s", doubled(verb) .. "ed", doubled(verb) .. "ing"
end

local function add_verb(entry, ...)
  local base, past, participle = entry:match("^([^/]+)/?([^/]*)/?([^/]*)$")
  local third, ed, ing = regular(base)
  past = past ~= "" and past or ed
  participle = participle ~= "" and participle or past
  add(base, "BASE", ...)
  add(third, ...)
  add(past, "PAST", ...)
  add(participle, "PARTICIPLE", ...)
  add(ing, "ING", ...)
  return { base, third, past, participle, ing }
end

local acts = { say = 1, ask = 2, judge = 3, call = 4, write = 5, think = 6, show = 7,
               deny = 8 }
local act_of, patterns = {}, {}

-- The word of a pattern by which it is found: the first that stands for itself, or, of one
-- that begins with QUOTE or NAME, the longest.
local function anchor_of(text)
  local anchor
  for word in text:gmatch("%S+") do
    if word ~= "NAME" and word ~= "QUOTE" and word:find("[%a\128-\255]") then
      if not anchor or #word > #anchor and (text:find("^QUOTE") or text:find("^NAME")) then anchor = word end
    end
  end
  return anchor or error("no word stands for itself in the pattern " .. text)
end

-- Adds the forms of an entry; the first act of a form stays.
local function add_entry(plus, class, act, entry)
  local made = { (entry:gsub("/.*", "")) }
  if inflected[class] and plus == "" then
    made = add_verb(entry, table.unpack(flags_of[class]))
  else
    add(made[1], table.unpack(flags_of[class]))
  end
  for _, form in ipairs(made) do act_of[form] = act_of[form] or acts[act] end
end

local function add_words(plus, class, act, words)
  assert(flags_of[class], "unknown class " .. class)
  assert(act == "" or acts[act], "unknown act " .. act)
  for entry in words:gmatch("%S+") do add_entry(plus, class, act, entry) end
end

for line in io.lines() do
  local rule, text = line:match("^pattern ([%w-]+):%s*(.-)%s*$")
  local plus, class, act, words = line:match("^(%+?)([%w_]+) ?(%a*):%s*(.*)$")
  if rule then
    patterns[#patterns + 1] = { rule, text, anchor_of(text) }
    add(anchor_of(text), "ANCHOR")
  elseif class then
    add_words(plus, class, act, words)
  elseif line ~= "" and line:sub(1, 1) ~= "#" then
    error("neither a class nor a pattern: " .. line)
  end
end

-- FNV-1a, as lexicon.c has it.
local function hash(form)
  local h = 2166136261
  for i = 1, #form do h = ((h ~ form:byte(i)) * 16777619) & 0xFFFFFFFF end
  return h ~ (h >> 15)
end

local sorted = {}
for form in pairs(forms) do sorted[#sorted + 1] = form end
table.sort(sorted)
local size = 1
while size < 2 * #sorted do size = size * 2 end
local slots = {}
for i, form in ipairs(sorted) do
  local at = hash(form) % size
  while slots[at] do at = (at + 1) % size end
  slots[at] = (hash(form) & 0xFFFF0000) | i
end

io.write("/* lexicon_table.c - DO NOT EDIT. Made from lexicon.txt by lexicon_generate.lua: ",
  #sorted, " forms. */\n#include \"quote/lexicon.h\"\n\n/* clang-format off */\n",
  "const struct lexeme lexicon_table[] = {\n")
for _, form in ipairs(sorted) do
  local flags = {}
  for flag in pairs(forms[form]) do flags[#flags + 1] = "LEX_" .. flag end
  table.sort(flags)
  io.write(('    {"%s", %s, %d},\n'):format(form, table.concat(flags, " | "),
                                           act_of[form] or 0))
end
io.write("};\n\nconst size_t lexicon_count = sizeof lexicon_table / sizeof *lexicon_table;\n")
io.write("const size_t lexicon_slot_count = ", size, ";\n\n",
  "/* By hash: its high half, and index + 1 in lexicon_table; or 0. */\n",
  "const uint32_t lexicon_slots[] = {\n")
for from = 0, size - 1, 16 do
  local row = {}
  for at = from, math.min(from + 15, size - 1) do
    row[#row + 1] = ("0x%X"):format(slots[at] or 0)
  end
  io.write("    ", table.concat(row, ", "), ",\n")
end
io.write("};\n\nconst struct lexicon_pattern lexicon_patterns[] = {\n")
for _, pattern in ipairs(patterns) do
  io.write(('    {"%s", "%s", "%s"},\n'):format(table.unpack(pattern)))
end
io.write("};\n\nconst size_t lexicon_pattern_count =\n",
  "    sizeof lexicon_patterns / sizeof *lexicon_patterns;\n")
