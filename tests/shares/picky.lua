-- picky: counts words, and fails in some texts after it has counted them.
local assay = require "assay"

return assay.analysis {
  name = "picky", summary = "A script that fails in some texts",
  new = function() return { counts = assay.counter() } end,
  map = function(acc, doc)
    acc.counts:add("words", doc:token_count())
    if doc.name:find("1[1-3]0") then
      acc.counts:add("failing")
      error("not this one")
    end
  end,
  report = function(acc, _, out)
    out:table("picky", { { acc.counts:get("words"), acc.counts:get("failing") } },
      { "words", "failing" })
  end,
}
