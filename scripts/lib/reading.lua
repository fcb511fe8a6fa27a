-- lib.reading: what is noticed about texts that were read.
local reading = {}

-- From here on a text looks misread: one word in fifty, and not only one or two.
local MISREAD_SHARE, MISREAD_LEAST = 0.02, 5

--- What is odd about a document of so many words, as a text; nil when nothing is.
function reading.warnings(doc, words)
  local list, misread = doc.warnings, doc.misread
  if doc.replaced > 0 then list[#list + 1] = ("%d broken bytes replaced"):format(doc.replaced) end
  if misread >= MISREAD_LEAST and misread >= MISREAD_SHARE * words then
    list[#list + 1] = ("likely OCR: %d words look misread"):format(misread)
  end
  if words == 0 then list[#list + 1] = "empty" end
  return #list > 0 and table.concat(list, "; ") or nil
end

--- The rows of an accumulator as a list, without their digests, each with a warning where
--- its text is the same as an earlier one.
function reading.with_duplicates(files)
  local rows, first = {}, {}
  for row in files:each() do
    local earlier = row.words > 0 and first[row.digest]
    if earlier then
      row.warnings = (row.warnings and row.warnings .. "; " or "") .. "duplicate of " .. earlier
    else
      first[row.digest] = row.file
    end
    row.digest = nil
    rows[#rows + 1] = row
  end
  return rows
end

--- The rows with one for each text that was not read, with the reason.
function reading.with_unread(rows, unread)
  for _, text in ipairs(unread) do
    local skipped = text.reason:sub(1, 8) == "skipped:"
    rows[#rows + 1] = { file = text.file, warnings = (skipped and "" or "not read: ") .. text.reason }
  end
  return rows
end

return reading
