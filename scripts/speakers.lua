-- speakers: who is quoted, how often and how.
local assay = require "assay"

-- A grid as a counter for each row.
local function split(grid)
  local counters = {}
  for row, column, count in grid:each() do
    counters[row] = counters[row] or assay.counter()
    counters[row]:add(column, count)
  end
  return counters
end

-- "argues (3), calls (1)": the commonest words that say whose a quotation is, without the
-- numbers and colons that do, too.
local function list_cues(cues)
  local parts = {}
  for _, cue in ipairs(cues and cues:top() or {}) do
    if #parts < 3 and cue:find("%a") and not cue:find("%d") then
      parts[#parts + 1] = ("%s (%d)"):format(cue, cues:get(cue))
    end
  end
  return #parts > 0 and table.concat(parts, ", ") or nil
end

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
    local group, seen = args.by and doc:field(args.by) or "", {}
    for quote in doc:quotes() do
      local speaker = quote.speaker
      local counts = quote.words > 0 and quote.confidence >= args.min_confidence
        and (not args.kind or quote.kind == args.kind)
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
    local rows, cues, speakers = {}, split(acc.cues), split(acc.quotations)
    for _, group in ipairs(acc.quotations:rows():keys()) do
      for _, speaker in ipairs(speakers[group]:top(args.limit)) do
        local count, words = speakers[group]:get(speaker), acc.words:get(group, speaker)
        local row = { speaker, count, acc.documents:get(group, speaker), words, words / count,
                      list_cues(cues[group .. "\n" .. speaker]) }
        if args.by then table.insert(row, 1, math.tointeger(tonumber(group)) or group) end
        rows[#rows + 1] = row
      end
    end
    local columns = { "speaker", "quotations", "documents", "words",
                      { "mean_words", decimals = 1 }, "cues" }
    if args.by then table.insert(columns, 1, { args.by, align = "left" }) end
    out:note(("%d quotations, %d different speakers; of %d more nobody is named"):format(
      acc.quotations:rows():total(), #acc.quotations:columns(), acc.nobody:total()))
    out:table("speakers", rows, columns)
    return acc.quotations:rows():total()
  end,

  tests = {
    { files = { ["a.txt"] = "Ellery calls it ‘a bargain of fools’. Ellery adds: ‘And it failed.’",
                ["b.txt"] = "Lee writes that it was ‘a mistake’." }, args = {},
      expect = { { speaker = "Ellery", quotations = 2, documents = 1, words = 7 },
                 { speaker = "Lee", quotations = 1, words = 2, cues = "writes (1)" } } },
  },
}
