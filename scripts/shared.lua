-- shared: passages that several documents quote, and the same words without marks.
local assay = require "assay"
local listing = require "lib.listing"

-- "Lee (3), Gray (1)": whose words they are said to be.
local function list_speakers(places)
  local speakers = assay.counter()
  for _, place in ipairs(places) do
    if place.speaker then speakers:add(place.speaker) end
  end
  return listing.counts(speakers)
end

return assay.analysis {
  name = "shared", version = "1.0",
  summary = "Passages that several documents quote, and the same words unmarked",
  description = [[
The first table has a row per passage: the documents that quote it, its quotations, how many
different forms they have, places where the same words stand without marks, in documents that
do not quote them, the speakers and the commonest form. The second has all places. variant says
how a quotation differs from the commonest form: same; punctuation (the words are the same);
brackets; ellipsis; piece (shorter or longer); words. The text of an unmarked place is folded.]],
  args = {
    { "min-docs", type = "integer", default = 2, min = 1,
      help = "documents that must have a passage, quoted or unmarked" },
    { "min-words", type = "integer", default = 4, min = 3,
      help = "leave out shorter quotations" },
    { "unmarked", type = "integer", default = 6, min = 0, max = 1000,
      help = "words in a row that count as the same wording without marks; 0: do not look" },
    { "limit", type = "integer", min = 1, help = "show only the first N passages" },
  },
  examples = {
    { "assay shared essays/", "what is quoted again and again" },
    { "assay shared essays/ --min-docs 3 --unmarked 8", "by three essays or more" },
  },

  new = function() return { passages = assay.passages() } end,
  map = function(acc, doc) acc.passages:add(doc) end,

  report = function(acc, args, out)
    local passages, places, unmarked = {}, {}, 0
    local list, count = acc.passages:list {
      min_words = args.min_words, unmarked = args.unmarked, min_docs = args.min_docs }
    for passage in list do
      if args.limit and #passages >= args.limit then break end
      local number = #passages + 1
      passages[number] = { number, passage.documents, passage.quotations, passage.variants,
                           passage.unmarked, list_speakers(passage.places), passage.text }
      unmarked = unmarked + passage.unmarked
      for _, place in ipairs(passage.places) do
        places[#places + 1] = { number, place.variant, place.file, place.line,
                                place.first - 1, place.last, place.speaker, place.text }
      end
    end
    out:note(("%d passages, %d places without marks"):format(count, unmarked))
    out:table("passages", passages, { "passage", "documents", "quotations", "variants",
                                      "unmarked", "speakers", "text" })
    out:table("places", places, {
      "passage", "variant", { "file", cut = "start" }, "line", { "start", hidden = true },
      { "end", hidden = true }, "speaker", "text" })
    return count
  end,

  tests = {
    { files = { ["a.txt"] = "Lee calls it ‘a bargain of fools and knaves’.",
                ["b.txt"] = "‘A bargain of fools and knaves’, writes Lee.",
                ["c.txt"] = "It was a bargain of fools and knaves." },
      args = {},
      expect = { { passage = 1, documents = 2, quotations = 2, variants = 2, unmarked = 1,
                   speakers = "Lee (2)", text = "a bargain of fools and knaves" },
                 { variant = "same", line = 1, start = 16 }, { variant = "punctuation" },
                 { variant = "unmarked", start = 7, ["end"] = 36 } } },
  },
}
