local assay = require "assay"

return assay.analysis {
  name = "syntax", summary = "A comma is missing"
  new = function() return { hits = assay.counter() } end,
  map = function() end,
  report = function() end,
}
