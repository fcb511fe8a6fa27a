local assay = require "assay"

return assay.analysis {
  name = "whose-words",
  summary = "A phrase by year, and whose words it stands in",
  args = {
    { "term", type = "pattern", required = true, positional = true, help = "what to follow" },
    { "by", type = "field", default = "year", help = "group by this metadata field" },
  },
  new = function() return { words = assay.counter(), hits = assay.grid() } end,
  map = function(acc, doc, args)
    local group = doc:field(args.by)
    acc.words:add(group, doc:token_count())
    for hit in doc:find(args.term) do
      local quote = hit:quote()
      acc.hits:add(group, quote and (quote.speaker or "unattributed") or "the author")
    end
  end,
  report = function(acc, args, out)
    local groups, voices, hits = {}, {}, acc.hits:rows()
    for i, group in ipairs(acc.words:keys()) do
      groups[i] = { group, hits:get(group), hits:get(group) * 1e6 / acc.words:get(group) }
    end
    for i, voice in ipairs(acc.hits:columns():top()) do
      voices[i] = { voice, acc.hits:columns():get(voice) }
    end
    out:table("hits by " .. args.by, groups, { args.by, "hits", "per_million" })
    out:table("whose words", voices, { "voice", "hits" })
  end,
}
