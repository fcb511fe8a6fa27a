-- lib.ranking: the first rows of a list.
local ranking = {}

--- The rows as a new list, the greatest value of a column first (those without one last), the
--- same ones by another column, upwards; at most `limit` of them. source: a list, or an
--- accumulator of rows. Columns: as the rows have them, names or numbers.
function ranking.first(source, column, by, limit)
  local rows = {}
  if type(source) == "table" then
    table.move(source, 1, #source, 1, rows)
  else
    for row in source:each() do rows[#rows + 1] = row end
  end
  table.sort(rows, function(a, b)
    local x, y = a[column] or -math.huge, b[column] or -math.huge
    if x ~= y then return x > y end
    return a[by] < b[by]
  end)
  return table.move(rows, 1, math.min(#rows, limit or #rows), 1, {})
end

return ranking
