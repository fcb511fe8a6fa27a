-- Who uses a term first, and when?
local assay = require "assay"

return assay.analysis {
  name = "first-uses", summary = "The first use of a term by each author",
  args = {
    { "term", type = "pattern", required = true, positional = true, help = "what to look for" },
    { "who", type = "field", default = "author", help = "field that says who writes" },
  },

  new = function() return { uses = assay.rows { "date", "who", "file", "sentence" } } end,

  map = function(acc, doc, args)
    for hit in doc:find(args.term) do
      acc.uses:add { date = doc:field("date"), who = doc:field(args.who), file = doc.name,
                     sentence = hit:sentence() }
      break -- the first one is enough
    end
  end,

  report = function(acc, args, out)
    local uses, seen, first = {}, {}, {}
    for use in acc.uses:each() do uses[#uses + 1] = use end
    table.sort(uses, function(a, b) return a.date .. a.file < b.date .. b.file end)
    for _, use in ipairs(uses) do
      if not seen[use.who] then first[#first + 1] = { use.date, use.who, use.sentence } end
      seen[use.who] = true
    end
    out:table("first uses", first, { "date", args.who, "sentence" })
  end,

  tests = {
    { files = { ["a.txt"] = "Peace? In our time.",
                ["metadata.csv"] = "file,date,author\na.txt,1938-09-30,Lee\n" },
      args = { term = "peace" },
      expect = { { date = "1938-09-30", author = "Lee", sentence = "Peace?" } } },
  },
}
