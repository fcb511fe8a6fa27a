-- Tables and charts straight from counters and grids; --wrong makes a mistake.
local assay = require "assay"

local mistakes = {
  column = function(out, acc) out:chart("t", acc.hits, { y = "hitz" }) end,
  kind = function(out, acc) out:chart("t", acc.hits, { kind = "pie" }) end,
  option = function(out, acc) out:chart("t", acc.hits, { z = "hits" }) end,
  one = function(out) out:chart("t", { { 1 } }, { columns = { "a" } }) end,
  twice = function(out, acc)
    local rows = acc.words:rows()
    out:table("t", rows)
    out:table("t", rows)
  end,
}

return assay.analysis {
  name = "charts",
  summary = "Draw words by file.",
  args = { { "wrong", help = "which mistake to make" } },
  new = function() return { words = assay.counter(), hits = assay.grid() } end,
  map = function(acc, doc)
    acc.words:add(doc.name, doc:token_count())
    for hit in doc:find("peace|war") do acc.hits:add(doc.name, assay.fold(hit.text)) end
  end,
  report = function(acc, args, out)
    if args.wrong then mistakes[args.wrong](out, acc) end
    out:table("counter", acc.words, { "file", "words" })
    out:table("grid", acc.hits)
    out:table("pivot", acc.hits:pivot { row = "file", columns = 1, per = acc.words, scale = 100 })
    out:chart("bars", acc.words, { columns = { "file", "words" } })
    out:chart("lines", acc.hits, { kind = "line" })
    out:chart("rates", acc.hits:per(acc.words, 100), { y = "per", by = "column" })
  end,
}
