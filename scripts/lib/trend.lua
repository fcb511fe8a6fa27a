-- lib.trend: whether numbers rise or fall in the order of their keys.
local trend = {}

--- Kendall's tau of the values of the keys in their order: the share of pairs that rise less
--- the share of pairs that fall; 1 rises always, -1 falls always. nil for fewer than two keys.
function trend.tau(keys, value)
  local sum, values = 0, {}
  for i, key in ipairs(keys) do
    values[i] = value(key)
    for k = 1, i - 1 do
      sum = sum + (values[i] > values[k] and 1 or values[i] < values[k] and -1 or 0)
    end
  end
  return #keys > 1 and sum / (#keys * (#keys - 1) / 2) or nil
end

return trend
