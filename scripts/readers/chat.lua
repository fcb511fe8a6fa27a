-- chat.lua - chat logs, a document for each line "[12:01] Lee: words". For --reader.
local assay = require "assay"

return assay.reader {
  name = "chat",
  extensions = { ".chat" },
  read = function(bytes, name)
    local docs = {}
    for line in bytes:gmatch("[^\r\n]+") do
      local time, who, text = line:match("^%[(%d%d:%d%d)%] (%w+): (.*)")
      if not who then return nil, "this is no line of a chat: " .. line end
      docs[#docs + 1] = { text = text, meta = { who = who, time = time } }
    end
    return docs
  end,
}
