-- ngrams.lua - the phrases of a few texts, from a Lua that knows nothing of Assay:
--     LUA_CPATH='/usr/local/lib/lua/5.4/?.so' lua5.4 ngrams.lua
local assay = require "assay"

local texts = {
  "Collective security was a phrase before it was a policy.",
  "They wanted security. Collective action they did not want.",
  "Without collective security, the League was a phrase.",
}

local grams = assay.ngrams { min = 2, max = 3 }
for i, text in ipairs(texts) do
  grams:add(assay.document("text " .. i, text))
end

-- No n-gram runs across the end of a sentence; ties are in alphabetical order.
for text, count, documents in grams:list { min = 2 } do
  print(("%d in %d texts  %s"):format(count, documents, text))
end
