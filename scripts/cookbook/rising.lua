-- Which words rise, and which fall, from year to year?
local assay = require "assay"
local ranking = require "lib.ranking"
local trend = require "lib.trend"

return assay.analysis {
  name = "rising", summary = "Words whose rate rises or falls with the years",
  description = "tau (Kendall): 1 when the rate rises every year, -1 when it falls every year.",
  args = { { "min", type = "integer", default = 8, min = 1, help = "leave out rarer words" },
           { "limit", type = "integer", default = 5, min = 1, help = "at either end" } },

  new = function() return { words = assay.grid(), sizes = assay.counter() } end,

  map = function(acc, doc)
    local year = doc:field("year")
    acc.sizes:add(year, doc:token_count())
    for word in assay.words(doc.text) do acc.words:add(assay.fold(word), year) end
  end,

  report = function(acc, args, out)
    local totals, years, rows = acc.words:rows(), acc.sizes:keys(), {}
    for _, word in ipairs(totals:top()) do
      if totals:get(word) < args.min then break end
      local function rate(year) return acc.words:get(word, year) / acc.sizes:get(year) end
      rows[#rows + 1] = { word, totals:get(word), trend.tau(years, rate) }
    end
    rows = ranking.first(rows, 3, 1)
    local ends, falling = table.move(rows, 1, args.limit, 1, {}), #rows - args.limit + 1
    table.move(rows, math.max(falling, args.limit + 1), #rows, args.limit + 1, ends)
    out:table("rising and falling", ends, { "word", "count", { "tau", decimals = 2 } })
  end,

  tests = {
    { files = { ["a.txt"] = "war war", ["b.txt"] = "peace war", ["c.txt"] = "peace peace",
                ["metadata.csv"] = "file,year\na.txt,1936\nb.txt,1937\nc.txt,1938\n" },
      args = { min = 1 }, expect = { { word = "peace", tau = 1 }, { word = "war", tau = -1 } } },
  },
}
