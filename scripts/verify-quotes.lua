-- verify-quotes: every quotation against the sources that it was taken from.
local assay = require "assay"
local quotations = require "lib.quotations"

local columns = { "file", "line", "start", "end", "text", "speaker", "status", "wording",
                  "source", "source_line", "source_start", "source_end", "author",
                  "difference" }
local order = { "exact", "declared ellipsis", "altered in brackets", "silent ellipsis",
                "changed words", "another author", "not found" }

return assay.analysis {
  name = "verify-quotes", version = "1.0",
  summary = "Check quotations against their sources: wording, omissions, authors",
  description = [[
Looks for each quotation in the sources and says how its words compare with what stands there;
case and punctuation do not count. status, the worst first: not found; another author (found,
but in a text of somebody else); changed words; silent ellipsis (words left out and nothing
says so); altered in brackets; declared ellipsis; exact. wording is the same without the author.
difference has the source's words in [-...-], where an ellipsis is declared in [...], and the
quotation's in {+...+}. Authors come from the sources' metadata, metadata.csv beside them.]],
  args = {
    { "sources", type = "corpus", required = true,
      help = "file or folder with the sources; --encoding and --format hold for them, too" },
    { "author", type = "string", default = "author",
      help = "field of the sources' metadata that names their authors" },
    { "min-words", type = "integer", default = 3, min = 2, help = "leave out shorter ones" },
    { "min-confidence", type = "number", default = 0, min = 0, max = 1,
      help = "leave out less certain quotations" },
    { "status", type = "choice", choices = order, help = "show only those of one status" },
  },
  examples = {
    { "assay verify-quotes essays/ --sources books/", "all quotations" },
    { "assay verify-quotes essays/ --sources books/ --status 'not found'", "those that no source has" },
  },

  new = function() return { quotes = assay.rows(columns), counts = assay.counter() } end,

  map = function(acc, doc, args)
    for quote in doc:quotes() do
      local found = quotations.counts(quote, args.min_confidence)
        and args.sources:verify(quote, { author = args.author })
      if found and found.words >= args.min_words then
        acc.counts:add(found.verdict)
        if not args.status or args.status == found.verdict then
          acc.quotes:add {
            file = doc.name, line = quote.line, start = quote.first - 1, ["end"] = quote.last,
            text = quote.text, speaker = quote.speaker, status = found.verdict,
            wording = found.file and found.wording, source = found.file,
            source_line = found.line, source_start = found.first and found.first - 1,
            source_end = found.last, author = found.author,
            difference = found.file and found.wording ~= "exact" and found.difference or nil }
        end
      end
    end
  end,

  report = function(acc, args, out)
    local counts = {}
    for _, status in ipairs(order) do
      local count = acc.counts:get(status)
      if count > 0 then counts[#counts + 1] = ("%d %s"):format(count, status) end
    end
    out:note(("%d quotations against %d sources of %d words"):format(
      acc.counts:total(), #args.sources, args.sources:words()))
    if #counts > 0 then out:note(table.concat(counts, ", ")) end
    out:table("verify-quotes", acc.quotes, {
      { "file", cut = "start" }, { "start", hidden = true }, { "end", hidden = true },
      { "text", hidden = true }, { "wording", hidden = true }, { "source", cut = "start" },
      { "source_start", hidden = true }, { "source_end", hidden = true } })
    return #acc.quotes
  end,

  tests = {
    { files = { ["lee.txt"] = "It was never really tried, and nobody asked.",
                ["a.txt"] = "Lee says that ‘it was never tried’. Lee says: ‘And nobody [there] asked.’" },
      args = { sources = "lee.txt" },
      expect = { { status = "silent ellipsis", difference = "it was never [-really-] tried" },
                 { status = "altered in brackets" } } },
  },
}
