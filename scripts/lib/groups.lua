-- lib.groups: what scripts with --by FIELD share: a list of rows for each value of a field.
local groups = {}

--- "1936" -> 1936, so that years are numbers in every output format; other keys stay.
function groups.value(key) return math.tointeger(tonumber(key)) or key end

--- The group of a document: the value of the field --by, or one group for all.
function groups.of(doc, by) return by and doc:field(by) or "" end

--- The row with its group in front, where there are groups.
function groups.row(row, by, group)
  if by then table.insert(row, 1, groups.value(group)) end
  return row
end

--- The columns with one for the group in front.
function groups.columns(columns, by)
  if by then table.insert(columns, 1, { by, align = "left" }) end
  return columns
end

--- A grid as a table of counters, one for each row.
function groups.counters(grid, new_counter)
  local counters = {}
  for row, column, count in grid:each() do
    counters[row] = counters[row] or new_counter()
    counters[row]:add(column, count)
  end
  return counters
end

return groups
