-- speeches: how often a word is said in each year; the texts come from a program.
local assay = require "assay"

return assay.analysis {
  name = "speeches", summary = "How often a word is said, by year",
  args = { { "word", type = "pattern", required = true, help = "the word" } },
  new = function() return { hits = assay.counter(), words = assay.counter() } end,
  map = function(acc, doc, args)
    local year = doc:field("year")
    acc.hits:add(year, doc:count(args.word))
    acc.words:add(year, doc:token_count())
  end,
  report = function(acc, args, out)
    local rows = {}
    for i, year in ipairs(acc.words:keys()) do
      local hits, words = acc.hits:get(year), acc.words:get(year)
      rows[i] = { math.tointeger(tonumber(year)), hits, hits * 100 / words }
    end
    out:note("matching: " .. args.word.form)
    out:table("speeches", rows, { "year", "hits", "per_cent" })
    return acc.hits:total()
  end,
}
