local assay = require "assay"

return assay.analysis {
  name = "global", summary = "Forgets the word local",
  new = function() return { hits = assay.counter() } end,
  map = function(acc, doc)
    n = doc:count("peace")
    acc.hits:add(doc.name, n)
  end,
  report = function() end,
}
