-- timeline: the years and periods that texts speak of.
local assay = require "assay"
local groups = require "lib.groups"
local years = require "lib.years"

return assay.analysis {
  name = "timeline", version = "1.0",
  summary = "The years and periods that texts mention, with their sentences",
  description = [[
The first table counts the mentions of each period; the second has every mention in its
sentence. kind is year, date (7 March 1936), month, season, range (1919-39, from 1919 to 1939),
decade (the 1930s), century (1801 to 1900 is the nineteenth) or citation: a year in brackets
behind a name, which is left out unless --citations asks for it. A mention counts where it
begins. Page numbers, sums and quantities (1936 men) are no years; the rules, which are made
for English, are in the page about the scripts.]],
  args = {
    { "per", type = "choice", choices = { "year", "decade", "century" }, default = "decade",
      help = "what the table counts by" },
    { "by", type = "field", help = "a table for each value of this metadata field" },
    { "years", type = "range", default = "1000..2099", min = 1, max = 2099,
      help = "leave out what begins before or after" },
    { "kind", type = "choice", help = "only mentions of one kind",
      choices = { "year", "date", "month", "season", "range", "decade", "century", "citation" } },
    { "citations", type = "boolean", help = "also years of citations: (Lee 1998, p. 3)" },
  },
  examples = {
    { "assay timeline essays/", "which decades the essays speak of, and where" },
    { "assay timeline essays/ --per year --years 1918..1939", "the years between the wars" },
    { "assay timeline essays/ --by year --jsonl", "by the year of the essay, as JSON" },
  },

  new = function()
    return { counts = assay.grid(), documents = assay.grid(), left_out = assay.counter(),
             mentions = assay.rows { "file", "line", "start", "end", "kind", "year", "until",
                                     "text", "sentence" } }
  end,

  map = function(acc, doc, args)
    local group, seen = groups.of(doc, args.by), {}
    local function add(mention, first, sentence)
      local period = years.period(mention.first, args.per)
      acc.mentions:add {
        file = doc.name, line = doc:line(first + mention.from), start = first + mention.from - 2,
        ["end"] = first + mention.to - 1, kind = mention.kind, year = mention.first,
        ["until"] = mention.last, text = mention.text, sentence = sentence }
      if years.is_longer(mention.kind, args.per) then return acc.left_out:add(mention.kind) end
      acc.counts:add(group, period)
      acc.documents:add(group, period, seen[period] and 0 or 1)
      seen[period] = true
    end
    for sentence, first in doc:sentences() do
      for _, mention in years.mentions(sentence) do
        local kind = args.kind or (mention.kind ~= "citation" or args.citations) and mention.kind
        if mention.kind == kind and mention.first >= args.years.min
          and mention.first <= args.years.max then add(mention, first, sentence) end
      end
    end
  end,

  report = function(acc, args, out)
    local rows = {}
    for group, period, count in acc.counts:each() do
      local row = { tonumber(period), count, acc.documents:get(group, period) }
      rows[#rows + 1] = groups.row(row, args.by, group)
    end
    out:note(("%d mentions; %d decades and centuries are longer than what the table counts by")
      :format(#acc.mentions, acc.left_out:total()))
    out:table("timeline", rows,
      groups.columns({ { "period", align = "left" }, "mentions", "documents" }, args.by))
    out:table("mentions", acc.mentions, {
      { "file", cut = "start" }, { "start", hidden = true }, { "end", hidden = true },
      { "until", hidden = true } })
    return #acc.mentions
  end,

  tests = {
    { files = { ["a.txt"] = "In 1936 he lost 1936 men (p. 1937)." }, args = {},
      expect = { { period = 1930, mentions = 1 }, { kind = "year", year = 1936, start = 3 } } },
  },
}
