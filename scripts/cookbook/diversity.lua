-- Whose vocabulary is the most varied?
local assay = require "assay"
local ranking = require "lib.ranking"

return assay.analysis {
  name = "diversity", summary = "How varied the words of each author are (MTLD, MATTR)",
  description = [[
MTLD: how many words, on average, keep a type-token ratio of 0.72; MATTR: the mean type-token
ratio of all windows of --window words. Unlike the plain ratio they bear texts of unequal
length. Mean over an author's documents; of less than 100 words MTLD says little.]],
  args = {
    { "by", type = "field", default = "author", help = "a row for each value of this field" },
    { "window", type = "integer", default = 100, min = 2, max = 10000, help = "words, for MATTR" },
    { "limit", type = "integer", min = 1, help = "show only the first N" },
  },

  new = function() return { texts = assay.rows { "group", "words", "mtld", "mattr" } } end,

  map = function(acc, doc, args)
    local measures = assay.diversity(doc, { window = args.window })
    acc.texts:add { group = doc:field(args.by), words = doc:token_count(), mtld = measures.mtld,
                    mattr = measures.mattr }
  end,

  report = function(acc, args, out)
    local sums, rows = {}, {}
    for text in acc.texts:each() do
      local s = sums[text.group] or { 0, 0, 0, 0 }
      sums[text.group] = { s[1] + 1, s[2] + text.words, s[3] + text.mtld, s[4] + text.mattr }
    end
    for group, s in assay.sorted(sums) do
      rows[#rows + 1] = { group, s[1], s[2], s[3] / s[1], s[4] / s[1] }
    end
    out:table("diversity", ranking.first(rows, 4, 1, args.limit),
      { args.by, "texts", "words", { "MTLD", decimals = 1 }, { "MATTR", decimals = 3 } })
  end,

  tests = { { files = { ["a.txt"] = "the war the peace" }, args = { by = "file", window = 2 },
              expect = { { texts = 1, words = 4, MATTR = 1 } } } },
}
