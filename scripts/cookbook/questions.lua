-- How many questions does each essay ask, and which is the first?
local assay = require "assay"
local ranking = require "lib.ranking"

return assay.analysis {
  name = "questions", summary = "Questions per document, and the first one",
  args = { { "limit", type = "integer", min = 1, help = "show only the first N" } },

  new = function()
    return { essays = assay.rows { "file", "questions", "sentences", "percent", "first" } }
  end,

  map = function(acc, doc)
    local questions, sentences, first = 0, 0, nil
    for sentence in doc:sentences() do
      sentences = sentences + 1
      if sentence:find("%?[’”\"')]*$") or sentence:find("%?’?”?$") then
        questions, first = questions + 1, first or sentence
      end
    end
    acc.essays:add { file = doc.name, questions = questions, sentences = sentences,
                     percent = sentences > 0 and 100 * questions / sentences or 0, first = first }
  end,

  report = function(acc, args, out)
    out:table("questions", ranking.first(acc.essays, "questions", "file", args.limit),
      { { "file", cut = "start" }, "questions", "sentences", { "percent", decimals = 1 }, "first" })
  end,

  tests = { { files = { ["a.txt"] = "Why? It failed. Who knew?" }, args = {},
              expect = { { questions = 2, sentences = 3, first = "Why?" } } } },
}
