-- quotes: who is quoted, with which words, where.
local assay = require "assay"
local quotations = require "lib.quotations"

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
    return { quotes = assay.rows(quotations.columns(args.explain)), speakers = assay.counter(),
             problems = assay.rows { "file", "line" } }
  end,

  map = function(acc, doc, args)
    for _, mark in ipairs(doc:quote_problems()) do
      if mark.opens then acc.problems:add { file = doc.name, line = mark.line } end
    end
    for quote in doc:quotes { indirect = args.indirect, lexicon = args.lexicon } do
      if quotations.wanted(quote, args) then
        acc.quotes:add(quotations.row(doc, quote, args.explain))
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
    out:table("quotes", acc.quotes, quotations.shown(args.explain))
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
