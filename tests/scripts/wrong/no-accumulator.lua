local assay = require "assay"

return assay.analysis {
  name = "no-accumulator", summary = "Counts in a variable of Lua",
  new = function() return { hits = 0 } end,
  map = function(acc, doc) acc.hits = acc.hits + doc:count("peace") end,
  report = function() end,
}
