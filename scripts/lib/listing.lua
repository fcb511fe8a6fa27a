-- lib.listing: several things in one cell or sentence.
local listing = {}

--- "Lee (3), Gray (1)": the commonest keys of a counter, at most `most` of those that `keep`
--- accepts; nil when there is none.
function listing.counts(counter, most, keep)
  local parts = {}
  for _, key in ipairs(counter and counter:top() or {}) do
    if most and #parts == most then break end
    if not keep or keep(key) then parts[#parts + 1] = ("%s (%d)"):format(key, counter:get(key)) end
  end
  return #parts > 0 and table.concat(parts, ", ") or nil
end

--- "docx 2, plain 14": the keys in the order of the list, those that were counted only.
function listing.totals(counter, keys)
  local parts = {}
  for _, key in ipairs(keys or counter:keys()) do
    local count = counter:get(key)
    if count > 0 then parts[#parts + 1] = ("%s %d"):format(key, count) end
  end
  return table.concat(parts, ", ")
end

--- "a, b, c": the keys of a table in order; nil when it is empty.
function listing.keys(t)
  local names = {}
  for name in pairs(t) do names[#names + 1] = tostring(name) end
  table.sort(names)
  return #names > 0 and table.concat(names, ", ") or nil
end

return listing
