-- What is each essay about: which words set it apart from all the others?
local assay = require "assay"
local stop = assay.stopwords "en"

local function count_words(doc)
  local counts, size = {}, 0
  for word in assay.words(doc.text) do
    local key = assay.fold(word)
    if not stop[key] then counts[key], size = (counts[key] or 0) + 1, size + 1 end
  end
  return counts, size
end

return assay.analysis {
  name = "keywords", summary = "The keywords of each document against all the others",
  args = { { "limit", type = "integer", default = 4, min = 1, help = "keywords of each document" },
           { "min", type = "integer", default = 3, min = 1, help = "leave out rarer words" } },
  needs = { -- a first pass: all the words of all documents
    new = function() return { words = assay.counter() } end,
    map = function(acc, doc)
      for word, n in pairs(count_words(doc)) do acc.words:add(word, n) end
    end },

  new = function() return { keywords = assay.rows { "file", "keywords" } } end,
  map = function(acc, doc, args, first)
    local counts, size = count_words(doc)
    local best, rest = assay.top { size = args.limit }, first.words:total() - size
    for word, n in pairs(counts) do
      local others = first.words:get(word) - n
      local rare = n < args.min or n / size <= others / math.max(rest, 1)
      if not rare then best:add(word, assay.keyness("log_likelihood", n, size, others, rest)) end
    end
    local list = {}
    for word in best:each() do list[#list + 1] = word end
    acc.keywords:add { file = doc.name, keywords = table.concat(list, ", ") }
  end,
  report = function(acc, _, out) out:table("keywords", acc.keywords) end,
  tests = { { files = { ["a.txt"] = "war war war peace", ["b.txt"] = "peace peace peace war" },
              args = { limit = 1 }, expect = { { keywords = "war" }, { keywords = "peace" } } } },
}
