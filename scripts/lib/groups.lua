-- lib.groups: what scripts with --by FIELD share: a list of rows for each value of a field.
local assay = require "assay"

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

--- Ends the run over a name that is not among those that there are: what .. " 'name'", with
--- the nearest and the first of them.
function groups.unknown(what, name, known)
  local nearest = assay.suggest(name, table.move(known, 1, math.min(#known, 10000), 1, {}))
  local some = table.concat(known, ", ", 1, math.min(#known, 8)) .. (#known > 8 and ", ..." or "")
  assay.usage_error(("%s '%s'%s; there are: %s"):format(what, name,
    nearest and (", did you mean '%s'?"):format(nearest) or "", #known > 0 and some or "none"))
end

return groups
