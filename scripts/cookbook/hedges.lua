-- Who hedges most: perhaps, might, seems ...?
local assay = require "assay"
local groups = require "lib.groups"
local ranking = require "lib.ranking"
local HEDGES = "perhaps|maybe|may|might|possibl*|probabl*|presumabl*|arguabl*|seem*|appear|appears"
  .. "|suggest*|likely|unlikely|somewhat|rather|fairly|largely|to some extent|in part"

return assay.analysis {
  name = "hedges", summary = "Hedging words per thousand, by author",
  args = {
    { "words", type = "pattern", default = HEDGES, help = "what counts as hedging" },
    { "by", type = "field", default = "author", help = "a row for each value of this field" },
    { "limit", type = "integer", min = 1, help = "show only the first N" },
  },

  new = function() return { hits = assay.counter(), words = assay.counter(), used = assay.grid() } end,

  map = function(acc, doc, args)
    local group = doc:field(args.by)
    acc.words:add(group, doc:token_count { inside = "narration" })
    for hit in doc:find(args.words, { inside = "narration" }) do -- not what is quoted
      acc.hits:add(group)
      acc.used:add(group, assay.fold(hit.text))
    end
  end,

  report = function(acc, args, out)
    local rows, used = {}, groups.counters(acc.used, assay.counter)
    for i, group in ipairs(acc.words:keys()) do
      local hits, words = acc.hits:get(group), acc.words:get(group)
      rows[i] = { group, hits, words > 0 and hits * 1000 / words or 0,
                  used[group] and table.concat(used[group]:top(3), ", ") }
    end
    out:table("hedges", ranking.first(rows, 3, 1, args.limit),
      { args.by, "hedges", { "per_thousand", decimals = 1 }, "mostly" })
  end,

  tests = { { files = { ["a.txt"] = "Perhaps it was. ‘Perhaps not’, says Lee." }, args = { by = "file" },
              expect = { { hedges = 1, per_thousand = 200, mostly = "perhaps" } } } },
}
