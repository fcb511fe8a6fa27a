-- voices: a term in the writer's own words, inside quotations, and in each speaker's words.
local assay = require "assay"

local WRITER, QUOTED, NOBODY = "(writer)", "(quotations)", "(nobody named)"

-- By group: the speakers with hits, as a counter.
local function count_speakers(hits)
  local speakers = {}
  for group, voice, count in hits:each() do
    speakers[group] = speakers[group] or assay.counter()
    if voice ~= WRITER and voice ~= QUOTED then speakers[group]:add(voice, count) end
  end
  return speakers
end

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
    local group, seen = args.by and doc:field(args.by) or "", {}
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
    local rows, speakers = {}, count_speakers(acc.hits)
    for _, group in ipairs(acc.words:rows():keys()) do
      local named = speakers[group] and speakers[group]:top() or {}
      for _, voice in ipairs { WRITER, QUOTED, table.unpack(named) } do
        local hits, words = acc.hits:get(group, voice), acc.words:get(group, voice)
        local row = { voice, hits, words, words > 0 and hits * 1e6 / words or nil,
                      acc.documents:get(group, voice) }
        if args.by then table.insert(row, 1, math.tointeger(tonumber(group)) or group) end
        rows[#rows + 1] = row
      end
    end
    local columns = { "voice", "hits", "words", { "per_million", decimals = 2 }, "documents" }
    if args.by then table.insert(columns, 1, { args.by, align = "left" }) end
    local voices = acc.hits:columns()
    out:note("matching: " .. args.term.form)
    out:table("voices", rows, columns)
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
