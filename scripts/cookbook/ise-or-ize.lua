-- Do the writers spell -ise or -ize, and does anybody mix them?
local assay = require "assay"
local groups = require "lib.groups"

local ending = assay.regex [[(?i)^(\w{3,}?)i([sz])(?:e|ed|es|ing|er|ers|ations?)$]]
-- What is left of words that have one spelling only, whoever writes them.
local always = {}
for _, stem in ipairs(assay.split("adv appr bru chast circumc comprom compr conc cru dem desp dev "
    .. "disgu enterpr exc exerc expert franch improv inc likew merchand otherw parad pra pract prec "
    .. "prem prom rev superv surpr telev treat caps", " ")) do always[stem] = true end

return assay.analysis {
  name = "ise-or-ize", summary = "Spelling in -ise or -ize, per author",
  args = { { "by", type = "field", default = "author", help = "a row for each value of this field" } },

  new = function() return { counts = assay.grid(), words = assay.grid() } end,

  map = function(acc, doc, args)
    local group = doc:field(args.by)
    for word in assay.words(doc.text) do
      local stem, letter = ending:match(assay.fold(word))
      if stem and not always[stem] then
        acc.counts:add(group, letter)
        acc.words:add(group, assay.fold(word))
      end
    end
  end,

  report = function(acc, args, out)
    local rows, words = {}, groups.counters(acc.words, assay.counter)
    for i, group in ipairs(acc.counts:rows():keys()) do
      local s, z = acc.counts:get(group, "s"), acc.counts:get(group, "z")
      rows[i] = { group, s, z, s > 0 and z > 0 and "mixed" or nil, table.concat(words[group]:top(4), ", ") }
    end
    out:table("ise or ize", rows, { args.by, "ise", "ize", "mixed", "words" })
  end,

  tests = { { files = { ["a.txt"] = "They realised it; we organize and promise to exercise." }, args = { by = "file" },
              expect = { { ise = 1, ize = 1, mixed = "mixed", words = "organize, realised" } } } },
}
