-- quotes: who is quoted, with which words, where.
local assay = require "assay"

local columns = { "file", "line", "start", "end", "parts", "text", "kind", "speaker",
                  "mention", "cue", "confidence", "rule" }

-- What --explain adds: the sentence with what decided marked in it, the rule in plain
-- words, and everybody whom an ambiguous name could mean.
local reasons = { "passage", "why", "others" }

local function columns_for(args)
  return args.explain and table.move(reasons, 1, #reasons, #columns + 1, { table.unpack(columns) })
    or columns
end

-- Offsets from 0, end excluded, for the machine-readable formats; nil for a single part.
local function offsets(parts)
  if #parts == 1 then return nil end
  local list = {}
  for i, part in ipairs(parts) do list[i] = { part[1] - 1, part[2] } end
  return list
end

local function wanted(quote, args)
  if args.kind and quote.kind ~= args.kind then return false end
  if not (args.all or args.kind or quote.said) then return false end
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
parts has those of each piece of a quotation that a reporting clause breaks. Terms, titles
and names that marks only set apart are left out unless the text uses its marks for
fragments with a speaker, as essays do; --all or --kind lists them.]],
  args = {
    { "speaker", type = "string", help = "only those whose speaker's name holds this" },
    { "kind", type = "choice", help = "only those of one kind",
      choices = { "direct", "mixed", "nested", "block", "dialogue", "term", "title",
                  "slogan", "indirect" } },
    { "all", type = "boolean",
      help = "also terms, titles and names in marks that nobody says" },
    { "indirect", type = "boolean",
      help = "also what is reported without marks: \"Lee argues that ...\"" },
    { "explain", type = "boolean",
      help = "show why: the deciding words in the text, and the rule" },
    { "lexicon", type = "lexicon",
      help = "reporting verbs, nouns and patterns of your own" },
    { "min-confidence", type = "number", default = 0, min = 0, max = 1,
      help = "leave out less certain ones" },
  },
  examples = {
    { "assay quotes essays/", "all quotations" },
    { "assay quotes essays/ --speaker Ellery", "those of one historian" },
    { "assay quotes essays/ --kind mixed --jsonl", "one JSON object per quotation" },
    { "assay quotes essays/ --explain", "with what decided, in the text" },
  },

  new = function(args)
    return { quotes = assay.rows(columns_for(args)), speakers = assay.counter(),
             problems = assay.rows { "file", "line" } }
  end,

  map = function(acc, doc, args)
    for _, mark in ipairs(doc:quote_problems()) do
      if mark.opens then acc.problems:add { file = doc.name, line = mark.line } end
    end
    for quote in doc:quotes { indirect = args.indirect, lexicon = args.lexicon } do
      if wanted(quote, args) then
        local row = {
          file = doc.name, line = quote.line, start = quote.first - 1,
          ["end"] = quote.last, parts = offsets(quote.parts), text = quote.text,
          kind = quote.kind, speaker = quote.speaker, mention = quote.mention,
          cue = quote.cue, confidence = quote.confidence, rule = quote.rule }
        if args.explain then
          row.passage, row.why = quote:explain()
          row.others = quote.others and table.concat(quote.others, "; ")
        end
        acc.quotes:add(row)
        if quote.speaker then acc.speakers:add(quote.speaker) end
      end
    end
  end,

  report = function(acc, args, out)
    out:note(("%d quotations, %d with a speaker, %d different speakers"):format(
      #acc.quotes, acc.speakers:total(), #acc.speakers))
    if #acc.problems > 0 then
      local first = acc.problems:each()()
      out:note(("%d quotation marks are never closed, the first one at %s:%d"):format(
        #acc.problems, first.file, first.line))
    end
    local shown = args.explain and {
      { "file", cut = "start" }, { "start", hidden = true }, { "end", hidden = true },
      { "parts", hidden = true }, { "text", hidden = true }, { "kind", hidden = true },
      { "mention", hidden = true }, { "cue", hidden = true },
      { "confidence", decimals = 2 }, { "rule", hidden = true } } or {
      { "file", cut = "start" }, { "start", hidden = true }, { "end", hidden = true },
      { "parts", hidden = true }, { "mention", hidden = true },
      { "confidence", decimals = 2 }, { "rule", hidden = true } }
    out:table("quotes", acc.quotes, shown)
    return #acc.quotes
  end,

  tests = {
    { files = { ["a.txt"] = "Ellery calls it ‘a bargain of fools’." }, args = {},
      expect = { { text = "a bargain of fools", speaker = "Ellery", kind = "mixed" } } },
    { files = { ["a.txt"] = "Ellery calls it ‘a bargain of fools’." },
      args = { explain = true },
      expect = { { passage = "<speaker>Ellery</speaker> <cue>calls</cue> it "
                     .. "‘<quote>a bargain of fools</quote>’.",
                   why = "the subject of the reporting verb that leads up to it" } } },
  },
}
