-- How evenly are terms spread: words of a few essays, or of all?
local assay = require "assay"

return assay.analysis {
  name = "spread", summary = "How evenly terms are spread over the documents",
  description = [[
range: documents that have it; DP (Gries): 0 as even as can be, near 1 all in one place;
D (Juilland): 1 as even as can be, 0 all in one place.]],
  args = { { "terms", type = "list", required = true, help = "war,peace,collective security" } },

  new = function() return { parts = assay.rows { "term", "hits", "words" } } end,

  map = function(acc, doc, args)
    for _, term in ipairs(args.terms) do
      acc.parts:add { term = term, hits = doc:count(term), words = doc:token_count() }
    end
  end,

  report = function(acc, args, out)
    local parts, rows = {}, {}
    for part in acc.parts:each() do
      parts[part.term] = parts[part.term] or { hits = 0 }
      if part.words > 0 then table.insert(parts[part.term], { part.hits, part.words }) end
      parts[part.term].hits = parts[part.term].hits + part.hits
    end
    for i, term in ipairs(args.terms) do
      local spread = parts[term] and assay.dispersion(parts[term]) or {}
      rows[i] = { term, parts[term] and parts[term].hits or 0, spread.range and
                  math.tointeger(spread.range) or 0, spread.gries, spread.juilland }
    end
    out:table("spread", rows, { "term", "hits", "range", { "DP", decimals = 2 }, { "D", decimals = 2 } })
  end,

  tests = { { files = { ["a.txt"] = "War, war.", ["b.txt"] = "War, peace." }, args = { terms = "war,peace" },
              expect = { { term = "war", hits = 3, range = 2 }, { term = "peace", range = 1, DP = 0.5 } } } },
}
