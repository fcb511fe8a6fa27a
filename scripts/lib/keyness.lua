-- lib.keyness: what two groups of texts use more often than each other.
local assay = require "assay"

local keyness = {}

--- Whether a value belongs to a group: "A", "1990..1999", or the beginning of a file name.
function keyness.belongs(value, group, is_prefix)
  if is_prefix then return value:sub(1, #group) == group end
  local from, to = group:match("^(%-?%d+)%.%.(%-?%d+)$")
  local number = from and tonumber(value)
  if number then return number >= tonumber(from) and number <= tonumber(to) end
  return value == group
end

--- Ends the run when there are more groups than two.
function keyness.check(groups)
  if groups[3] then
    assay.usage_error(("--groups takes two groups; '%s' is the third"):format(groups[3]))
  end
end

--- What a group can be: the values of the field, or folders, where files are in several.
function keyness.known(values, is_prefix)
  local folders = assay.counter()
  for _, name in ipairs(is_prefix and values:keys() or {}) do
    folders:add(name:match("^.*/") or name)
  end
  return (#folders > 1 and folders or values):top()
end

-- Text -> { count, documents, words in it } of an accumulator of n-grams.
local function index(grams, stopwords)
  local found = {}
  for text, count, documents, n in grams:list { sort = "alpha", stopwords = stopwords } do
    found[text] = { count, documents, n }
  end
  return found
end

local none = { 0, 0 }

-- One row; nil when it is too rare. sizes: of each group, by the length of the n-gram.
local function compare(text, a, b, sizes, limits)
  if a[1] + b[1] < limits.min or a[2] + b[2] < limits.min_docs then return nil end
  local n = a[3] or b[3]
  local size_a, size_b = sizes[1][n], sizes[2][n]
  local likelihood = assay.keyness("log_likelihood", a[1], size_a, b[1], size_b)
  return { word = text, count_a = a[1], count_b = b[1], per_million_a = a[1] * 1e6 / size_a,
           per_million_b = b[1] * 1e6 / size_b, docs_a = a[2], docs_b = b[2],
           log_likelihood = likelihood, p = assay.p_value(likelihood),
           log_ratio = assay.keyness("log_ratio", a[1], size_a, b[1], size_b) }
end

local measures = {
  likelihood = function(row) return row.log_likelihood end,
  ratio = function(row) return math.abs(row.log_ratio) end,
  alpha = function() return 0 end,
}

local function sizes_of(grams, first, last)
  local sizes = {}
  for n = first, last do sizes[n] = math.max(1, (grams:totals(n))) end
  return sizes
end

--- The n-grams of first to last words of two accumulators as a list of rows, the greatest
--- measure first, the same ones by their bytes. limits: min, min_docs, max_p, limit,
--- stopwords; sort: "likelihood", "ratio" or "alpha". And how many rows there were.
function keyness.rows(a, b, first, last, limits, sort)
  local in_a, in_b, rows = index(a, limits.stopwords), index(b, limits.stopwords), {}
  local sizes = { sizes_of(a, first, last), sizes_of(b, first, last) }
  local function add(text, of_a, of_b)
    local row = compare(text, of_a, of_b, sizes, limits)
    if row and row.p <= limits.max_p then rows[#rows + 1] = row end
  end
  for text, counts in pairs(in_a) do add(text, counts, in_b[text] or none) end
  for text, counts in pairs(in_b) do
    if not in_a[text] then add(text, none, counts) end
  end
  local measure = measures[sort]
  table.sort(rows, function(x, y)
    local of_x, of_y = measure(x), measure(y)
    if of_x ~= of_y then return of_x > of_y end
    return x.word < y.word
  end)
  local count = #rows
  return table.move(rows, 1, math.min(count, limits.limit or count), 1, {}), count
end

keyness.columns = {
  { "word", align = "left" }, "count_a", "count_b", { "per_million_a", decimals = 1 },
  { "per_million_b", decimals = 1 }, "docs_a", "docs_b", { "log_ratio", decimals = 2 },
  { "log_likelihood", decimals = 2 }, { "p", decimals = 4 } }

return keyness
