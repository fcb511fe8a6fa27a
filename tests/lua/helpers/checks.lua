-- checks.lua - what the tests beside this folder say of a result, and how often.
--
--   local checks = dofile(arg[0]:match("^.*/") .. "helpers/checks.lua")
--   local equal, raises = checks.equal, checks.raises
local checks = { count = 0 }

function checks.equal(actual, expected)
  checks.count = checks.count + 1
  if actual ~= expected then
    error(("got %s, expected %s"):format(tostring(actual), tostring(expected)), 2)
  end
end

-- The call fails, and its message has this text in it.
function checks.raises(text, f, ...)
  checks.count = checks.count + 1
  local ok, message = pcall(f, ...)
  if ok then error("nothing was raised, expected: " .. text, 2) end
  if not tostring(message):find(text, 1, true) then
    error(("raised: %s, expected: %s"):format(message, text), 2)
  end
end

return checks
