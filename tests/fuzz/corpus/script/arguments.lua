local assay = require "assay"
return assay.analysis {
  name = "small", version = "1.0", summary = "Counts",
  args = { { "term", type = "pattern", required = true, positional = true, help = "h" },
    { "n", type = "range", letter = "n", default = "2..3", min = 1, max = 16, help = "h" },
    { "k", type = "choice", choices = { "a", "b" }, default = "a", help = "h" },
    { "f", type = "boolean", help = "h" }, { "s", type = "number", default = 0.5, help = "h" } },
  examples = { { "assay small x", "y" } },
  new = function() return { n = assay.counter() } end,
  map = function(acc, doc) acc.n:add("x", doc:token_count()) end,
  report = function(acc, args, out) out:table("n", acc.n) end,
}
