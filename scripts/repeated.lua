-- repeated: lines and passages that several documents have in common.
local assay = require "assay"
local repeats = require "lib.repeats"

return assay.analysis {
  name = "repeated", version = "1.0",
  summary = "Boilerplate and shared passages: lines and word sequences of several documents",
  description = [[
passages has what --min-docs documents have word for word, --min-words words or more in a row,
each passage once; places tells where each of these documents has it first. lines has the whole
lines that are the same, however short: headers, footers, tasks, signatures. Case and
punctuation do not count. All texts are kept in memory until the end, words and all: for some
ten million words give --limit-memory 4G. What is quoted on purpose is told apart by `shared`.]],
  args = {
    { "min-words", type = "integer", letter = "n", default = 8, min = 2, max = 16,
      help = "words in a row that make a passage; it may be longer" },
    { "min-docs", type = "integer", default = 2, min = 2,
      help = "documents that must have it" },
    { "limit", type = "integer", min = 1, help = "show only the first N passages, and N lines" },
  },
  examples = {
    { "assay repeated essays/", "what essays copied, from each other or from one source" },
    { "assay repeated scans/ --min-docs 20 --limit 30", "headers and footers" },
    { "assay repeated speeches/ -n 12 --json", "long passages only" },
  },

  new = function(args)
    return { texts = assay.rows { "file", "text" },
             grams = assay.ngrams { min = args.min_words, cross = "paragraph" } }
  end,

  map = function(acc, doc)
    acc.texts:add { file = doc.name, text = doc.text }
    acc.grams:add(doc, { inside = "all" })
  end,

  report = function(acc, args, out)
    local passages, places = {}, {}
    local list = repeats.passages(acc.texts, acc.grams, args.min_words, args.min_docs)
    for number, passage in ipairs(list) do
      if args.limit and number > args.limit then break end
      passages[number] = { number, #passage.places, passage.words, passage.places[1].text }
      for _, place in ipairs(passage.places) do
        places[#places + 1] = { number, place.file, place.line, place.first - 1, place.last }
      end
    end
    local lines = repeats.lines(acc.texts, args.min_docs)
    out:note(("%d passages of %d words or more, %d lines, in %d documents or more"):format(
      #list, args.min_words, #lines, args.min_docs))
    out:table("passages", passages, { "passage", "documents", "words", "text" })
    out:table("places", places, { "passage", { "file", cut = "start" }, "line",
                                  { "start", hidden = true }, { "end", hidden = true } })
    out:table("lines", table.move(lines, 1, args.limit or #lines, 1, {}),
      { "text", "documents", "times" })
    return #list + #lines
  end,

  tests = {
    { files = { ["a.txt"] = "Task 1\nIt was a bargain of fools, and knaves.",
                ["b.txt"] = "TASK 1\nShe says: it was a bargain of fools and knaves!",
                ["c.txt"] = "It was a bargain." },
      args = { ["min-words"] = 4 },
      expect = { { passage = 1, documents = 3, words = 4, text = "It was a bargain" },
                 { passage = 2, documents = 2, words = 8 },
                 { passage = 1, file = "a.txt", line = 2, start = 7, ["end"] = 23 },
                 { passage = 1, file = "b.txt" }, { passage = 1, file = "c.txt" },
                 { passage = 2, file = "a.txt" }, { passage = 2, file = "b.txt", start = 17 },
                 { text = "Task 1", documents = 2, times = 2 } } },
  },
}
