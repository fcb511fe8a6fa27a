-- rare: the word of each text that is rarest in all of them; it reads them twice.
local assay = require "assay"

return assay.analysis {
  name = "rare", summary = "The rarest word of each text",
  needs = {
    new = function() return { documents = assay.counter() } end,
    map = function(acc, doc)
      local seen = {}
      for word in doc:tokens() do
        if not seen[word] then
          seen[word] = true
          acc.documents:add(word)
        end
      end
    end,
  },
  new = function() return { words = assay.rows { "file", "word", "documents" } } end,
  map = function(acc, doc, _, first)
    local best, least
    for word in doc:tokens() do
      local documents = first.documents:get(word)
      if not least or documents < least then best, least = word, documents end
    end
    acc.words:add { file = doc.name, word = best, documents = least }
  end,
  report = function(acc, _, out, first)
    out:note(#first.documents:keys() .. " words")
    out:table("rare", acc.words)
  end,
}
