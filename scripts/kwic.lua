-- kwic: a concordance, every hit of a term in its context.
local assay = require "assay"

local columns = { "file", "line", "start", "end", "left", "hit", "right" }

return assay.analysis {
  name = "kwic", version = "1.0",
  summary = "A concordance: every hit of a term in its context",
  description = [[
One row per hit, in document order. start and end are byte offsets into the document's
text, from 0, end excluded; left and right are running text, never cut inside a word.]],
  args = {
    { "term", type = "pattern", required = true, positional = true,
      help = "what to look for: a word, a phrase, secur*, wom?n, peace|war, case:Lee" },
    { "context", type = "integer", letter = "w", default = 8, min = 0, max = 1000,
      help = "words of context on each side" },
    { "sentence", type = "boolean",
      help = "show the rest of the sentence instead of a number of words" },
  },
  examples = {
    { "assay kwic 'collective security' essays/", "all hits in eight words of context" },
    { "assay kwic 'secur*' essays/ -w 4 --csv -o hits.csv", "for a spreadsheet" },
    { "assay kwic case:Lee essays/ --jsonl", "exact case, one JSON object per hit" },
  },

  new = function() return { lines = assay.rows(columns) } end,

  map = function(acc, doc, args)
    for hit in doc:find(args.term) do
      local left, right
      if args.sentence then left, right = hit:around()
      else left, right = hit:left(args.context), hit:right(args.context) end
      acc.lines:add { file = doc.name, line = hit.line, start = hit.first - 1,
                      ["end"] = hit.last, left = left, hit = hit.text, right = right }
    end
  end,

  report = function(acc, args, out)
    local hits = #acc.lines
    out:note("matching: " .. args.term.form)
    out:note(("%d hits"):format(hits))
    out:table("kwic", acc.lines, {
      { "file", cut = "start" }, { "start", hidden = true }, { "end", hidden = true },
      { "left", align = "right", cut = "start" } })
    return hits
  end,

  tests = {
    { files = { ["a.txt"] = "They hoped for collective\nsecurity in vain." },
      args = { term = "collective security", context = 2 },
      expect = { { file = "a.txt", start = 15, left = "hoped for",
                   hit = "collective\nsecurity", right = "in vain." } } },
  },
}
