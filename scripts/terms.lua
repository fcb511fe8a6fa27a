-- terms: how often a term occurs, per document or per value of a metadata field.
local assay = require "assay"
local groups = require "lib.groups"

local function per_million(hits, tokens)
  return tokens > 0 and hits * 1e6 / tokens or nil
end

return assay.analysis {
  name = "terms", version = "1.0",
  summary = "How often a term occurs: per document, or by a metadata field",
  description = [[
Counts the hits of a term, the running words (tokens: words and numbers, no punctuation) and
the rate per million of them. Documents and groups without a hit are shown with 0.]],
  args = {
    { "term", type = "pattern", required = true, positional = true,
      help = "what to count: a word, a phrase, secur*, wom?n, peace|war, case:Lee" },
    { "by", type = "field",
      help = "group by this metadata field; a date also gives year, decade and month" },
  },
  examples = {
    { "assay terms 'collective security' essays/", "hits per document" },
    { "assay terms 'collective security' essays/ --by year", "hits per year" },
    { "assay terms 'appeas*|concession*' essays/ --by author --csv", "two words, as CSV" },
  },

  new = function()
    return { hits = assay.counter(), tokens = assay.counter(),
             documents = assay.counter(), with_hits = assay.counter() }
  end,

  map = function(acc, doc, args)
    local group = doc:field(args.by or "file")
    local hits = doc:count(args.term)
    acc.hits:add(group, hits)
    acc.tokens:add(group, doc:token_count())
    acc.documents:add(group)
    acc.with_hits:add(group, hits > 0 and 1 or 0)
  end,

  report = function(acc, args, out)
    local rows = {}
    for i, group in ipairs(acc.hits:keys()) do
      local hits, tokens = acc.hits:get(group), acc.tokens:get(group)
      local row = { groups.value(group), hits, tokens, per_million(hits, tokens) }
      if args.by then
        row[5], row[6] = acc.documents:get(group), acc.with_hits:get(group)
      end
      rows[i] = row
    end
    local columns = { { args.by or "file", align = "left", cut = "start" }, "hits", "tokens",
                      { "per_million", decimals = 2 } }
    if args.by then columns[5], columns[6] = "documents", "documents_with_hits" end
    out:note("matching: " .. args.term.form)
    out:note(("%d hits in %d of %d documents, %d tokens"):format(acc.hits:total(),
      acc.with_hits:total(), acc.documents:total(), acc.tokens:total()))
    out:table("terms", rows, columns)
    return acc.hits:total()
  end,

  tests = {
    { files = { ["a.txt"] = "Peace, then war. Peace!", ["b.txt"] = "Nothing." },
      args = { term = "peace" },
      expect = { { file = "a.txt", hits = 2, tokens = 4 },
                 { file = "b.txt", hits = 0, tokens = 1 } } },
  },
}
