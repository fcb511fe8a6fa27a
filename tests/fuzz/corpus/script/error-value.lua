error(setmetatable({}, { __tostring = function() error(nil) end }))
