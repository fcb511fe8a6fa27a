--[[ Writes stopwords_table.c from the word lists in stopwords/.

     lua5.4 core/text/stopwords_generate.lua core/text/stopwords > core/text/stopwords_table.c

  A list is CODE.txt: its first line is "# CODE NAME: what it is", other lines that begin
  with # are comments, and the rest is words with blanks between them, as folded keys: small
  letters, composed, "ss" for sharp s, ' for an apostrophe. A word may be there twice. ]]

local folder = assert(arg[1], "usage: stopwords_generate.lua FOLDER > stopwords_table.c")
local CODES = { "cs", "da", "de", "en", "es", "fi", "fr", "it", "nl", "no", "pl", "pt", "ru",
                "sv" }
local ENGLISH = { cs = "czech", da = "danish", de = "german", en = "english", es = "spanish",
                  fi = "finnish", fr = "french", it = "italian", nl = "dutch",
                  no = "norwegian", pl = "polish", pt = "portuguese", ru = "russian",
                  sv = "swedish" }

local function read(code)
  local words, seen, first = {}, {}, true
  for line in assert(io.open(folder .. "/" .. code .. ".txt")):lines() do
    if first then assert(line:match("^# (%a+) ") == code, code .. ": bad first line") end
    first = false
    if line:sub(1, 1) ~= "#" then
      for word in line:gmatch("%S+") do
        if not seen[word] then words[#words + 1] = word end
        seen[word] = true
      end
    end
  end
  table.sort(words) -- bytes, as in the C locale
  return words
end

assert(os.setlocale("C"))
print("/* stopwords_table.c - DO NOT EDIT: made by stopwords_generate.lua from stopwords/. */")
print('#include "text/stopwords.h"\n\n/* clang-format off */')
local sizes, bytes = {}, 0
for _, code in ipairs(CODES) do
  local words, line = read(code), " "
  sizes[code] = #words
  print(("static const char %s[] ="):format(code .. "_words"))
  for _, word in ipairs(words) do
    local item = word .. "\\n"
    bytes = bytes + #word + 1
    if #line + #item > 83 then
      print('    "' .. line:sub(2) .. '"')
      line = " "
    end
    line = line .. item
  end
  print('    "' .. line:sub(2) .. '";\n')
end
print(("/* %d bytes of words. */"):format(bytes))
print("const struct stopwords stopwords_table[] = {")
for _, code in ipairs(CODES) do
  print(('    {"%s", "%s", {%s_words, sizeof %s_words - 1}, %d},'):format(code,
    ENGLISH[code], code, code, sizes[code]))
end
print("};\nconst size_t stopwords_total = sizeof stopwords_table / sizeof *stopwords_table;")
io.stderr:write("words:")
for _, code in ipairs(CODES) do io.stderr:write((" %s %d"):format(code, sizes[code])) end
io.stderr:write("\n")
