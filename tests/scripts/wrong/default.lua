local assay = require "assay"

return assay.analysis {
  name = "default", summary = "A default that is out of bounds",
  args = { { "least", type = "integer", default = 0, min = 1, help = "least hits" } },
  new = function() return { hits = assay.counter() } end,
  map = function() end,
  report = function() end,
}
