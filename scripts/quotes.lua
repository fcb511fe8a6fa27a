-- quotes: who is quoted, with which words, where.
local assay = require "assay"

local columns = { "file", "line", "start", "end", "parts", "text", "kind", "speaker",
                  "mention", "cue", "confidence", "rule" }

-- Offsets from 0, end excluded, for the machine-readable formats; nil for a single part.
local function offsets(parts)
  if #parts == 1 then return nil end
  local list = {}
  for i, part in ipairs(parts) do list[i] = { part[1] - 1, part[2] } end
  return list
end

local function wanted(quote, args)
  if args.kind and quote.kind ~= args.kind then return false end
  if quote.confidence < args.min_confidence then return false end
  if not args.speaker then return true end
  local speaker = quote.speaker
  return speaker and assay.fold(speaker):find(assay.fold(args.speaker), 1, true) ~= nil
end

return assay.analysis {
  name = "quotes", version = "1.0",
  summary = "Quotations with their speakers, cues and kinds",
  description = [[
Every quotation: its words, who says them (speaker, as resolved; mention, as the clause
names him), the words that tell (cue), its kind, how sure that is (confidence, 0..1) and
the rule that decided. start and end are byte offsets of the words, from 0, end excluded;
parts has those of each piece of a quotation that a reporting clause breaks.]],
  args = {
    { "speaker", type = "string", help = "only those whose speaker's name holds this" },
    { "kind", type = "choice", help = "only those of one kind",
      choices = { "direct", "mixed", "nested", "block", "dialogue", "term", "title",
                  "slogan" } },
    { "min-confidence", type = "number", default = 0, min = 0, max = 1,
      help = "leave out less certain ones" },
  },
  examples = {
    { "assay quotes essays/", "all quotations" },
    { "assay quotes essays/ --speaker Ellery", "those of one historian" },
    { "assay quotes essays/ --kind mixed --jsonl", "one JSON object per quotation" },
  },

  new = function() return { quotes = assay.rows(columns), speakers = assay.counter() } end,

  map = function(acc, doc, args)
    for quote in doc:quotes() do
      if wanted(quote, args) then
        acc.quotes:add {
          file = doc.name, line = quote.line, start = quote.first - 1,
          ["end"] = quote.last, parts = offsets(quote.parts), text = quote.text,
          kind = quote.kind, speaker = quote.speaker, mention = quote.mention,
          cue = quote.cue, confidence = quote.confidence, rule = quote.rule }
        if quote.speaker then acc.speakers:add(quote.speaker) end
      end
    end
  end,

  report = function(acc, _, out)
    out:note(("%d quotations, %d with a speaker, %d different speakers"):format(
      #acc.quotes, acc.speakers:total(), #acc.speakers))
    out:table("quotes", acc.quotes, {
      { "file", cut = "start" }, { "start", hidden = true }, { "end", hidden = true },
      { "parts", hidden = true }, { "mention", hidden = true },
      { "confidence", decimals = 2 }, { "rule", hidden = true } })
    return #acc.quotes
  end,

  tests = {
    { files = { ["a.txt"] = "Ellery calls it ‘a bargain of fools’." }, args = {},
      expect = { { text = "a bargain of fools", speaker = "Ellery", kind = "mixed" } } },
  },
}
