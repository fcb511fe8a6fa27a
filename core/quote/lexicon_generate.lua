-- lexicon_generate.lua - inflects lexicon.txt into lexicon_table.c.
--   lua lexicon_generate.lua < lexicon.txt > lexicon_table.c
local flags_of = {
  verb = { "VERB" }, weak = { "VERB", "WEAK" }, naming = { "NAMING" }, past = { "PAST" },
  noun = { "NOUN" }, term = { "TERM" }, work = { "WORK" }, slogan = { "SLOGAN" },
  role = { "ROLE" }, title = { "TITLE" }, male_title = { "TITLE", "MALE" },
  female_title = { "TITLE", "FEMALE" }, particle = { "PARTICLE" },
  pronoun = { "PRONOUN" }, male_pronoun = { "PRONOUN", "MALE" },
  female_pronoun = { "PRONOUN", "FEMALE" }, first = { "PRONOUN", "FIRST_PERSON" }, impersonal = { "PRONOUN", "FIRST_PERSON" },
  possessive = { "POSSESSIVE" }, male = { "MALE" }, female = { "FEMALE" },
  relative = { "RELATIVE" }, determiner = { "DETERMINER" }, be = { "BE" },
  preposition = { "PREPOSITION" }, ["function"] = { "FUNCTION" }, have = { "HAVE" },
  conjunction = { "CONJUNCTION" }, adverb = { "ADVERB" }, modal = { "MODAL" },
  abbreviation = { "ABBREVIATION" }, place = { "PLACE" }, never = { "NEVER_NAME" },
}
local inflected = { verb = true, weak = true, naming = true }
local forms = {}

local function add(form, ...)
  local set = forms[form] or {}
  forms[form] = set
  for _, flag in ipairs({ ... }) do set[flag] = true end
end

-- stop -> stopp, but not answer -> answerr: only short words of one syllable double.
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
end

for line in io.lines() do
  local plus, class, words = line:match("^(%+?)([%w_]+):%s*(.*)$")
  if class then
    local flags = assert(flags_of[class], "unknown class " .. class)
    for entry in words:gmatch("%S+") do
      if inflected[class] and plus == "" then
        add_verb(entry, table.unpack(flags))
      else
        add((entry:gsub("/.*", "")), table.unpack(flags))
      end
    end
  end
end

local sorted = {}
for form in pairs(forms) do sorted[#sorted + 1] = form end
table.sort(sorted)
io.write("/* lexicon_table.c - DO NOT EDIT. Made from lexicon.txt by lexicon_generate.lua: ",
  #sorted, " forms. */\n#include \"quote/lexicon.h\"\n\n/* clang-format off */\n",
  "const struct lexeme lexicon_table[] = {\n")
for _, form in ipairs(sorted) do
  local flags = {}
  for flag in pairs(forms[form]) do flags[#flags + 1] = "LEX_" .. flag end
  table.sort(flags)
  io.write(('    {"%s", %s},\n'):format(form, table.concat(flags, " | ")))
end
io.write("};\n\nconst size_t lexicon_count = sizeof lexicon_table / sizeof *lexicon_table;\n")
