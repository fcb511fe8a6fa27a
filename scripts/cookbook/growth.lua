-- How fast does the vocabulary grow (Heaps' law)?
local assay = require "assay"
local ranking = require "lib.ranking"

-- The exponent of types = k * tokens ^ beta, by least squares on the logarithms.
local function exponent(points)
  local n, sx, sy, sxx, sxy = #points, 0, 0, 0, 0
  for _, point in ipairs(points) do
    local x, y = math.log(point[1]), math.log(point[2])
    sx, sy, sxx, sxy = sx + x, sy + y, sxx + x * x, sxy + x * y
  end
  return n > 1 and (n * sxy - sx * sy) / (n * sxx - sx * sx) or nil
end

return assay.analysis {
  name = "growth", summary = "Types after so many words, and the exponent of Heaps, per document",
  args = { { "step", type = "integer", default = 100, min = 1, help = "words between two looks" },
           { "limit", type = "integer", min = 1, help = "show only the first N" } },

  new = function() return { texts = assay.rows { "file", "words", "types", "beta" } } end,

  map = function(acc, doc, args)
    local seen, points, words, types = {}, {}, 0, 0
    for word in assay.words(doc.text) do
      local key = assay.fold(word)
      words = words + 1
      if not seen[key] then seen[key], types = true, types + 1 end
      if words % args.step == 0 then points[#points + 1] = { words, types } end
    end
    acc.texts:add { file = doc.name, words = words, types = types, beta = exponent(points) }
  end,

  report = function(acc, args, out)
    out:table("growth", ranking.first(acc.texts, "beta", "file", args.limit),
      { { "file", cut = "start" }, "words", "types", { "beta", decimals = 3 } })
  end,
  tests = { { files = { ["a.txt"] = "one two three four" }, args = { step = 1 },
              expect = { { types = 4, beta = 1 } } } },
}
