-- lib.quotations: which quotations a script wants, and their columns.
local assay = require "assay"

local quotations = {}

local columns = { "file", "line", "start", "end", "parts", "text", "kind", "speaker",
                  "mention", "cue", "confidence", "rule" }

-- What --explain adds: the sentence with what decided marked in it, the rule in plain
-- words, and everybody whom an ambiguous name could mean.
local reasons = { "passage", "why", "others" }

--- The columns of a list of quotations; with reasons, if asked for.
function quotations.columns(explain)
  local list = table.move(columns, 1, #columns, 1, {})
  return explain and table.move(reasons, 1, #reasons, #list + 1, list) or list
end

-- Offsets from 0, end excluded, for the machine-readable formats; nil for a single part.
local function offsets(parts)
  if #parts == 1 then return nil end
  local list = {}
  for i, part in ipairs(parts) do list[i] = { part[1] - 1, part[2] } end
  return list
end

--- Whether the options --kind, --all, --min-confidence and --speaker let it through.
function quotations.wanted(quote, args)
  if args.kind and quote.kind ~= args.kind then return false end
  if not (args.all or args.kind or quote.said) then return false end
  if quote.confidence < args.min_confidence then return false end
  if not args.speaker then return true end
  local speaker = quote.speaker
  return speaker and assay.fold(speaker):find(assay.fold(args.speaker), 1, true) ~= nil
end

--- Whether it is somebody's words, sure enough, and of the kind, if one is wanted.
function quotations.counts(quote, min_confidence, kind)
  return quote.words > 0 and quote.confidence >= min_confidence
    and (not kind or quote.kind == kind)
end

--- The row of a quotation; with its reasons, if asked for.
function quotations.row(doc, quote, explain)
  local row = { file = doc.name, line = quote.line, start = quote.first - 1,
                ["end"] = quote.last, parts = offsets(quote.parts), text = quote.text,
                kind = quote.kind, speaker = quote.speaker, mention = quote.mention,
                cue = quote.cue, confidence = quote.confidence, rule = quote.rule }
  if explain then
    row.passage, row.why = quote:explain()
    row.others = quote.others and table.concat(quote.others, "; ")
  end
  return row
end

--- How tables for people show them: with the text, or with the passage in its place.
function quotations.shown(explain)
  local hidden = { "start", "end", "parts", "mention", "rule" }
  if explain then table.move({ "text", "kind", "cue" }, 1, 3, #hidden + 1, hidden) end
  local shown = { { "file", cut = "start" }, { "confidence", decimals = 2 } }
  for _, name in ipairs(hidden) do shown[#shown + 1] = { name, hidden = true } end
  return shown
end

return quotations
