local assay = require "assay"
return assay.analysis {
  name = "small", version = "1.0", summary = "Counts",
  sumary = "x",
  new = function() return { n = assay.counter() } end,
  map = function(acc, doc) acc.n:add("x", doc:token_count()) end,
  report = function(acc, args, out) out:table("n", acc.n) end,
}
