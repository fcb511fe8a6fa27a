-- lib.repeats: lines and passages that several texts have in common.
local assay = require "assay"

local repeats = {}

-- A text as lists: the folded words, and the bytes where each begins and ends. One that is
-- no text after all has no words.
local function read_words(row)
  local words, first, last = {}, {}, {}
  local readable, doc = pcall(assay.document, row.file, row.text)
  if not readable then return { file = row.file, words = words } end
  for token, kind, from, to in doc:tokens() do
    if kind == "word" or kind == "number" then
      local n = #words + 1
      words[n], first[n], last[n] = assay.fold(token), from, to
    end
  end
  return { doc = doc, file = row.file, words = words, first = first, last = last }
end

local function gram_at(text, at, n) return table.concat(text.words, " ", at, at + n - 1) end

-- n-gram -> { [number of a text] = its first place there, count = texts }, of those that
-- `least` texts have.
local function find_shared(texts, grams, n, least)
  local shared = {}
  for gram in grams:list { sort = "alpha", min_docs = least } do shared[gram] = { count = 0 } end
  for number, text in ipairs(texts) do
    for at = 1, #text.words - n + 1 do
      local owners = shared[gram_at(text, at, n)]
      if owners and not owners[number] then
        owners[number], owners.count = at, owners.count + 1
      end
    end
  end
  return shared
end

-- The texts of the one that are in the other, too.
local function common(owners, others)
  local set = { count = 0 }
  for number, at in pairs(owners) do
    if number ~= "count" and others[number] then set[number], set.count = at, set.count + 1 end
  end
  return set
end

-- How far the passage that begins with this word goes on while `least` texts have all of
-- its n-grams: these texts, and its last word.
local function extend(text, at, shared, n, least)
  local owners, last = shared[gram_at(text, at, n)], at + n - 1
  while last < #text.words do
    local more = shared[gram_at(text, last - n + 2, n)]
    local left = more and common(owners, more)
    if not left or left.count < least then break end
    owners, last = left, last + 1
  end
  return owners, last
end

-- Its first place in each of these texts that has all of it in a row, in their order.
local function find_places(texts, owners, key, words)
  local places = {}
  for number, text in ipairs(texts) do
    local at, most = owners[number], #text.words - words + 1
    while at and at <= most and gram_at(text, at, words) ~= key do at = at + 1 end
    if at and at <= most then
      local first, last = text.first[at], text.last[at + words - 1]
      places[#places + 1] = { file = text.file, line = text.doc:line(first), first = first,
                              last = last, text = text.doc.text:sub(first, last) }
    end
  end
  return places
end

--- The passages of at least n words that `least` texts have, each once, those of most texts
--- first, then the longest: { words =, places = { file, line, first, last, text } }.
--- rows: file and text of all; grams: their n-grams of n words.
function repeats.passages(rows, grams, n, least)
  local texts, list, seen = {}, {}, {}
  for row in rows:each() do texts[#texts + 1] = read_words(row) end
  local shared = find_shared(texts, grams, n, least)
  for _, text in ipairs(texts) do
    local at = 1
    while at <= #text.words - n + 1 do
      if shared[gram_at(text, at, n)] then
        local owners, last = extend(text, at, shared, n, least)
        local key, words = table.concat(text.words, " ", at, last), last - at + 1
        local places = seen[key] and {} or find_places(texts, owners, key, words)
        if #places >= least then list[#list + 1] = { words = words, places = places } end
        seen[key], at = true, last - n + 1
      end
      at = at + 1
    end
  end
  for i, passage in ipairs(list) do passage.order = i end
  table.sort(list, function(a, b)
    if #a.places ~= #b.places then return #a.places > #b.places end
    if a.words ~= b.words then return a.words > b.words end
    return a.order < b.order
  end)
  return list
end

--- The lines that `least` texts have, in any case: { text (as it first stands), documents,
--- times }, those of most texts first.
function repeats.lines(rows, least)
  local texts, times, first = assay.counter(), assay.counter(), {}
  for row in rows:each() do
    local seen = {}
    for line in row.text:gmatch("[^\r\n]+") do
      local trimmed = assay.trim(line)
      local key = assay.fold(trimmed)
      if key:find("%w") or key:find("[\x80-\xFF]") then
        times:add(key)
        if not seen[key] then texts:add(key) end
        seen[key], first[key] = true, first[key] or trimmed
      end
    end
  end
  local list = {}
  for _, key in ipairs(texts:top()) do
    if texts:get(key) < least then break end
    list[#list + 1] = { first[key], texts:get(key), times:get(key) }
  end
  return list
end

return repeats
