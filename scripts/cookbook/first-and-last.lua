-- How does each essay begin and end?
local assay = require "assay"

return assay.analysis {
  name = "first-and-last", summary = "The first and the last sentence of each document",
  args = { { "min-words", type = "integer", default = 6, min = 1,
             help = "shorter ones are titles, names and numbers" } },

  new = function() return { ends = assay.rows { "file", "which", "sentence" } } end,

  map = function(acc, doc, args)
    local first, last
    for sentence in doc:sentences() do
      local words = 0
      for _ in assay.words(sentence) do words = words + 1 end
      if words >= args.min_words and sentence:find("[.!?]%S*$") then
        first, last = first or sentence, sentence
      end
    end
    if first then
      acc.ends:add { file = doc.name, which = "first", sentence = first:gsub("%s+", " ") }
      acc.ends:add { file = doc.name, which = "last", sentence = last:gsub("%s+", " ") }
    end
  end,

  report = function(acc, _, out)
    out:table("first and last", acc.ends, { { "file", cut = "start" }, "which", "sentence" })
  end,

  tests = {
    { files = { ["a.txt"] = "A Title\n\nIt began with a small war. It went on.\n"
                  .. "It ended with a large one." },
      args = { ["min-words"] = 5 },
      expect = { { which = "first", sentence = "It began with a small war." },
                 { which = "last", sentence = "It ended with a large one." } } },
  },
}
