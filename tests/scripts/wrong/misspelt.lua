local assay = require "assay"

return assay.analysis {
  name = "misspelt", summary = "A method with a slip of the pen",
  new = function() return { hits = assay.counter() } end,
  map = function(acc, doc) acc.hits:add(doc.name, doc:cuont("peace")) end,
  report = function() end,
}
