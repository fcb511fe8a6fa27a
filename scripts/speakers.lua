-- speakers: who is quoted, how often and how.
local assay = require "assay"
local groups = require "lib.groups"
local listing = require "lib.listing"
local quotations = require "lib.quotations"

-- The words that say whose a quotation is, but for numbers and colons, which do, too.
local function is_cue(cue) return cue:find("%a") and not cue:find("%d") end

return assay.analysis {
  name = "speakers", version = "1.0",
  summary = "Who is quoted: how often, in how many documents, with which verbs",
  description = [[
One row per speaker, with the three commonest cues, the words that say whose a quotation is.
Terms and titles in marks are nobody's words. A quotation inside another one counts if its own
speaker is named.]],
  args = {
    { "by", type = "field", help = "a list for each value of this metadata field" },
    { "kind", type = "choice", help = "only quotations of one kind",
      choices = { "direct", "mixed", "nested", "block", "dialogue", "slogan" } },
    { "min-confidence", type = "number", default = 0, min = 0, max = 1,
      help = "leave out less certain quotations" },
    { "limit", type = "integer", min = 1, help = "show only the first N, of each group" },
  },
  examples = {
    { "assay speakers essays/", "who is quoted most" },
    { "assay speakers essays/ --by year --limit 3", "the three most quoted of each year" },
  },

  new = function()
    return { quotations = assay.grid(), documents = assay.grid(), words = assay.grid(),
             cues = assay.grid(), nobody = assay.counter() }
  end,

  map = function(acc, doc, args)
    local group, seen = groups.of(doc, args.by), {}
    for quote in doc:quotes() do
      local speaker = quote.speaker
      local counts = quotations.counts(quote, args.min_confidence, args.kind)
      if counts and not speaker then acc.nobody:add("") end
      if counts and speaker then
        acc.quotations:add(group, speaker)
        acc.words:add(group, speaker, quote.words)
        if not seen[speaker] then acc.documents:add(group, speaker) end
        if quote.cue then acc.cues:add(group .. "\n" .. speaker, assay.fold(quote.cue)) end
        seen[speaker] = true
      end
    end
  end,

  report = function(acc, args, out)
    local rows, cues = {}, groups.counters(acc.cues, assay.counter)
    local speakers = groups.counters(acc.quotations, assay.counter)
    for _, group in ipairs(acc.quotations:rows():keys()) do
      for _, speaker in ipairs(speakers[group]:top(args.limit)) do
        local count, words = speakers[group]:get(speaker), acc.words:get(group, speaker)
        local row = { speaker, count, acc.documents:get(group, speaker), words, words / count,
                      listing.counts(cues[group .. "\n" .. speaker], 3, is_cue) }
        rows[#rows + 1] = groups.row(row, args.by, group)
      end
    end
    out:note(("%d quotations, %d different speakers; of %d more nobody is named"):format(
      acc.quotations:rows():total(), #acc.quotations:columns(), acc.nobody:total()))
    out:table("speakers", rows, groups.columns(
      { "speaker", "quotations", "documents", "words", { "mean_words", decimals = 1 }, "cues" },
      args.by))
    return acc.quotations:rows():total()
  end,

  tests = {
    { files = { ["a.txt"] = "Ellery calls it ‘a bargain of fools’. Ellery adds: ‘And it failed.’",
                ["b.txt"] = "Lee writes that it was ‘a mistake’." }, args = {},
      expect = { { speaker = "Ellery", quotations = 2, documents = 1, words = 7 },
                 { speaker = "Lee", quotations = 1, words = 2, cues = "writes (1)" } } },
  },
}
