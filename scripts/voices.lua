-- voices: a term in the writer's own words, inside quotations, and in each speaker's words.
local assay = require "assay"
local groups = require "lib.groups"

-- Behind the first two come the names of speakers.
local WRITER, QUOTED, NOBODY = "(writer)", "(quotations)", "(nobody named)"

return assay.analysis {
  name = "voices", version = "1.0",
  summary = "A term in the writer's own words, in quotations, and per speaker",
  description = [[
Counts the hits of a term in the writer's own prose, in all quotations and in the words of each
speaker who uses it, and the rate per million words of that voice. Terms and titles in marks
are the writer's own words. A hit that goes from one voice into another is the outer one's.]],
  args = {
    { "term", type = "pattern", required = true, positional = true,
      help = "what to count: a word, a phrase, secur*, wom?n, peace|war, case:Lee" },
    { "by", type = "field", help = "rows for each value of this metadata field" },
  },
  examples = {
    { "assay voices 'collective security' essays/", "whose phrase is it?" },
    { "assay voices 'appeas*' essays/ --by decade", "and did that change?" },
  },

  new = function()
    return { hits = assay.grid(), words = assay.grid(), documents = assay.grid() }
  end,

  map = function(acc, doc, args)
    local group, seen = groups.of(doc, args.by), {}
    local function count(voice)
      acc.hits:add(group, voice)
      if not seen[voice] then acc.documents:add(group, voice) end
      seen[voice] = true
    end
    acc.words:add(group, WRITER, doc:token_count { inside = "narration" })
    acc.words:add(group, QUOTED, doc:token_count { inside = "quotes" })
    for quote in doc:quotes() do
      if quote.words > 0 then acc.words:add(group, quote.speaker or NOBODY, quote.words) end
    end
    for hit in doc:find(args.term) do
      local quote = hit:voice()
      if quote then count(quote.speaker or NOBODY) end
      count(quote and QUOTED or WRITER)
    end
  end,

  report = function(acc, args, out)
    local rows, all = {}, groups.counters(acc.hits, assay.counter)
    for _, group in ipairs(acc.words:rows():keys()) do
      local voices = { WRITER, QUOTED }
      for _, voice in ipairs(all[group] and all[group]:top() or {}) do
        if voice ~= WRITER and voice ~= QUOTED then voices[#voices + 1] = voice end
      end
      for _, voice in ipairs(voices) do
        local hits, words = acc.hits:get(group, voice), acc.words:get(group, voice)
        local rate = words > 0 and hits * 1e6 / words or nil
        rows[#rows + 1] = groups.row(
          { voice, hits, words, rate, acc.documents:get(group, voice) }, args.by, group)
      end
    end
    local voices = acc.hits:columns()
    out:note("matching: " .. args.term.form)
    out:table("voices", rows, groups.columns(
      { "voice", "hits", "words", { "per_million", decimals = 2 }, "documents" }, args.by))
    return voices:get(WRITER) + voices:get(QUOTED)
  end,

  tests = {
    { files = { ["a.txt"] = "Peace failed. Lee calls it ‘a peace without peace’. No peace, then." },
      args = { term = "peace" },
      expect = { { voice = "(writer)", hits = 2, words = 8, documents = 1 },
                 { voice = "(quotations)", hits = 2, words = 4 },
                 { voice = "Lee", hits = 2, words = 4, per_million = 500000 } } },
  },
}
