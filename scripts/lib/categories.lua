-- lib.categories: dictionaries of categories: the .dic files of LIWC, lists as in YAML, and
-- tables of category and pattern.
local assay = require "assay"
local groups = require "lib.groups"

local categories = {}

-- Categories in the order in which they come; a list of patterns for each.
local function new_dictionary() return { names = {}, patterns = {}, problems = {} } end

local function add(dictionary, name, pattern)
  if not dictionary.patterns[name] then
    dictionary.patterns[name] = {}
    table.insert(dictionary.names, name)
  end
  if pattern and pattern ~= "" then table.insert(dictionary.patterns[name], pattern) end
end

local function complain(dictionary, number, what)
  table.insert(dictionary.problems, ("line %d: %s"):format(number, what))
end

-- % / 1 <tab> posemo / ... / % / happ* <tab> 1 12
local function read_dic(lines)
  local dictionary, names, marks = new_dictionary(), {}, 0
  for number, line in ipairs(lines) do
    line = assay.trim(line)
    if line:find("^%%") then
      marks = marks + 1
    elseif line ~= "" and marks == 1 then
      local id, name = line:match("^(%d+)%s+(%S+)")
      if id then
        names[id] = name
        add(dictionary, name)
      else
        complain(dictionary, number, ("'%s' is no number with a name"):format(line))
      end
    elseif line ~= "" then
      local pattern, ids = line:match("^(.-)%s+([%d%s]+)$")
      if not pattern then
        complain(dictionary, number, ("'%s' is no word with numbers of categories"):format(line))
      end
      for id in (ids or ""):gmatch("%d+") do
        if names[id] then add(dictionary, names[id], pattern)
        else complain(dictionary, number, ("there is no category %s"):format(id)) end
      end
    end
  end
  return dictionary
end

local function unquote(text)
  text = assay.trim(text)
  return text:match("^\"(.*)\"$") or text:match("^'(.*)'$") or text
end

-- joy: [happ*, glad] / joy: / - happ* / - "full of joy"
local function read_lists(lines)
  local dictionary, current = new_dictionary(), nil
  for number, line in ipairs(lines) do
    local item = line:match("^%s*%-%s+(.*)$")
    local name, rest = line:match("^(.-):%s*(.*)$")
    if line:find("^%s*$") or line:find("^%s*#") then
      item = nil
    elseif item and current then
      add(dictionary, current, unquote(item))
    elseif name and not item then
      current = unquote(name)
      add(dictionary, current)
      for _, pattern in ipairs(assay.split(rest:match("^%[(.*)%]%s*$") or rest, ",")) do
        add(dictionary, current, unquote(pattern))
      end
    else
      complain(dictionary, number, ("'%s' is no category and no pattern"):format(line))
    end
  end
  return dictionary
end

-- joy,happ* or joy <tab> happ*; a first line "category,pattern" names the columns.
local function read_table(lines)
  local dictionary = new_dictionary()
  for number, line in ipairs(lines) do
    local name, pattern = line:match("^([^,\t]+)[,\t](.+)$")
    local heading = number == 1 and name and assay.fold(unquote(name)) == "category"
    if name and not heading then
      add(dictionary, unquote(name), unquote(pattern))
    elseif not heading and not line:find("^%s*$") and not line:find("^%s*#") then
      complain(dictionary, number, ("'%s' is no category with a pattern"):format(line))
    end
  end
  return dictionary
end

local function first_line(lines)
  for _, line in ipairs(lines) do
    if not line:find("^%s*$") and not line:find("^%s*#") then return line end
  end
  return ""
end

-- Terms have a limit to their length.
local MOST_TOGETHER = 1000

-- Patterns as doc:find understands them; others are told.
local function compile(dictionary)
  dictionary.compiled = {}
  for _, name in ipairs(dictionary.names) do
    local good = {}
    for _, pattern in ipairs(dictionary.patterns[name]) do
      if pcall(assay.pattern, pattern) then good[#good + 1] = pattern
      else table.insert(dictionary.problems, ("'%s' of %s is no pattern"):format(pattern, name)) end
    end
    dictionary.patterns[name] = good
    dictionary.compiled[name] = {}
    for at = 1, #good, MOST_TOGETHER do
      local some = table.concat(good, "|", at, math.min(at + MOST_TOGETHER - 1, #good))
      table.insert(dictionary.compiled[name], assay.pattern(some))
    end
  end
  return dictionary
end

local known = setmetatable({}, { __mode = "k" })

--- The dictionary of an argument of type "file": { names = categories in order, patterns =
--- by category, compiled = a list of terms
--- for each, problems = sentences }. Read once.
function categories.of(file)
  if not known[file] then
    local first = first_line(file.lines)
    local read = first:find("^%s*%%") and read_dic
      or (first:find("^[^,\t]+:%s*$") or first:find("^[^,\t]+:%s*%[")) and read_lists or read_table
    known[file] = compile(read(file.lines))
  end
  return known[file]
end

--- The categories that are wanted, all without `only`. A table has no more than 62.
function categories.names(dictionary, only, as_columns)
  for _, name in ipairs(only or {}) do
    if not dictionary.patterns[name] then
      groups.unknown("there is no category", name, dictionary.names)
    end
  end
  local names = only or dictionary.names
  if #names > 62 and as_columns then
    assay.usage_error(("%d categories are too many columns; see --show list and --only"):format(#names))
  end
  return names
end

-- "secur*" -> "^secur.*$", by folded form; alternatives one by one.
local function matchers(pattern)
  local list = {}
  for _, part in ipairs(assay.split(pattern, "|")) do
    local form = assay.fold(assay.trim(part)):gsub("[%^%$%(%)%%%.%[%]%+%-]", "%%%0")
    form = form:gsub("%s+", "%%s+"):gsub("%*", "%%S*")
    list[#list + 1] = "^" .. form:gsub("%?", "[^\x80-\xBF%%s][\x80-\xBF]*") .. "$"
  end
  return list
end

local function is_in(pattern, words)
  for _, form in ipairs(matchers(pattern)) do
    for word in pairs(words) do
      if word:find(form) then return true end
    end
  end
  return false
end

-- The patterns of a category that none of the hits' texts, a counter, belongs to.
local function unmatched(patterns, hits)
  local words, list = {}, {}
  for _, word in ipairs(hits and hits:keys() or {}) do words[word] = true end
  for _, pattern in ipairs(patterns) do
    local found = words[assay.fold(pattern)] or is_in(pattern, words)
    if not found then list[#list + 1] = pattern end
  end
  return list
end

--- Notes what was not understood, and which patterns no text has; and, if asked for, a table
--- of what matched. found: a grid of category and folded text.
function categories.tell(dictionary, found, names, out, with_words)
  local counters, rows = groups.counters(found, assay.counter), {}
  for _, problem in ipairs(dictionary.problems) do out:note("the dictionary: " .. problem) end
  for _, name in ipairs(names) do
    local counter = counters[name]
    local missing = unmatched(dictionary.patterns[name] or {}, counter)
    if #missing > 0 then
      out:note(("%s: %d of %d patterns match nothing: %s"):format(name, #missing,
        #dictionary.patterns[name], table.concat(missing, ", ", 1, math.min(#missing, 20))
          .. (#missing > 20 and ", ..." or "")))
    end
    for _, word in ipairs(counter and counter:top() or {}) do
      rows[#rows + 1] = { name, word, counter:get(word) }
    end
  end
  if with_words then out:table("words", rows, { "category", "word", "count" }) end
end

return categories
