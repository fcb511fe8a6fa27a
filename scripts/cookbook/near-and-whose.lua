-- Which words stand near a term: in the writers' own prose, and in quotations?
local assay = require "assay"

local stop = assay.stopwords "en"

return assay.analysis {
  name = "near-and-whose", summary = "Words near a term, by whose words they are",
  args = {
    { "term", type = "pattern", required = true, positional = true, help = "what to look near" },
    { "span", type = "integer", default = 5, min = 1, max = 50, help = "words on each side" },
    { "limit", type = "integer", default = 8, min = 1, help = "show only the first N" },
  },

  new = function() return { near = assay.grid() } end,

  map = function(acc, doc, args)
    for hit in doc:find(args.term) do
      local voice = hit:voice() and "quoted" or "own"
      for word in assay.words(hit:left(args.span) .. " " .. hit:right(args.span)) do
        local key = assay.fold(word)
        if not stop[key] then acc.near:add(key, voice) end
      end
    end
  end,

  report = function(acc, args, out)
    local rows, totals = {}, acc.near:rows()
    for i, word in ipairs(totals:top(args.limit)) do
      rows[i] = { word, totals:get(word), acc.near:get(word, "own"), acc.near:get(word, "quoted") }
    end
    out:table("near " .. args.term.form, rows, { "word", "near", "own", "quoted" })
  end,

  tests = {
    { files = { ["a.txt"] = "A cowardly peace. And Lee writes: ‘It was an honourable peace.’" },
      args = { term = "peace", span = 1 },
      expect = { { word = "cowardly", own = 1, quoted = 0 },
                 { word = "honourable", own = 0, quoted = 1 } } },
  },
}
