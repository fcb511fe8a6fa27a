-- readers.lua - formats that are read by a script: what it gives, what it gets wrong.
local assay = require "assay"
local binary, source = arg[1], arg[2]
local checks = dofile(arg[0]:match("^.*/") .. "helpers/checks.lua")
local equal, raises = checks.equal, checks.raises

local function has(text, piece)
  checks.count = checks.count + 1
  if not text:find(piece, 1, true) then error(("'%s' is not in: %s"):format(piece, text), 2) end
end

-- The table is checked when it is made.
local fine = { name = "n", extensions = { ".log" }, read = print }
equal(assay.reader(fine), fine)
raises("lacks the field 'read'", assay.reader, { name = "n", extensions = {} })
raises("did you mean 'sniff'", assay.reader, { name = "n", extensions = {}, read = print, snif = print })
raises("field 'name' must be a string", assay.reader, { name = {}, extensions = {}, read = print })
raises("extensions[1]", assay.reader, { name = "n", extensions = { "log" }, read = print })
raises("extensions[2]", assay.reader, { name = "n", extensions = { ".a", ".Log" }, read = print })

local folder = os.tmpname()
os.remove(folder)
assert(os.execute("mkdir '" .. folder .. "' '" .. folder .. "/texts'"))

local function write(name, text)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  file:write(text)
  file:close()
end

-- Standard output and standard error, and whether it ended well.
local function run(arguments)
  local pipe = assert(io.popen(("cd '%s' && ASSAY_SCRIPTS='%s/scripts' '%s' %s 2>&1"):format(
    folder, source, binary, arguments)))
  local output = pipe:read("a")
  local _, _, code = pipe:close()
  return output, code
end

local function reader(body, more)
  write("reader.lua", "local assay = require \"assay\"\nreturn assay.reader {\n"
    .. "  name = \"chat\", extensions = { \".chat\" },\n" .. (more or "") .. "  read = "
    .. body .. ",\n}\n")
end

write("texts/a.chat", "Lee: War and peace.\nKim: Peace now.\n")
write("texts/b", "!chat\nAnn: A lasting peace.\n")
write("texts/c.txt", "Ann: No peace.\n")
local chat = [[function(bytes, name)
    local docs = {}
    for who, text in bytes:gmatch("(%u%w+): ([^\n]*)") do
      docs[#docs + 1] = { text = text, meta = { who = who, year = 1936 } }
    end
    return docs
  end]]

-- By extension, by content; one document of a file has no part.
reader(chat, "  sniff = function(head) return head:find(\"^!chat\") ~= nil end,\n")
local output, code = run("words texts --reader reader.lua --threads 2 --quiet --tsv")
equal(code, 0)
has(output, "\tpeace\t4\t")
output = run("files texts --reader reader.lua --quiet --tsv")
has(output, "texts/a.chat:1\tchat\t")
has(output, "texts/a.chat:2\tchat\t")
has(output, "texts/b\tchat\t")
has(output, "texts/c.txt\tplain\t")
has(output, "who, year")
output = run("terms peace texts --reader reader.lua --by who --where 'year = 1936' --tsv --quiet")
has(output, "Ann\t1\t")
has(output, "Lee\t1\t")

-- What goes wrong names the file and the line of the reader; the other files are read.
reader("function(bytes, name)\n    return (nil).at\n  end")
output, code = run("terms peace texts --reader reader.lua")
equal(code, 3)
has(output, "texts/a.chat: reader.lua:5: attempt to index a nil value")
has(output, "2 hits in 2 of 2 documents")
for body, message in pairs {
  ["function() return nil, 'no chat at all' end"] = "texts/a.chat: reader.lua: no chat at all",
  ["function() return 7 end"] = "read() must return a list of documents",
  ["function() return { 7 } end"] = "document 1 of the list is a number, not a table",
  ["function() return { {} } end"] = "document 1 of the list has no text",
  ["function() return { { text = 'x', mata = {} } } end"] = "option 'mata', did you mean 'meta'?",
  ["function() return { { text = 'x', meta = { a = {} } } } end"] = "meta.a must be",
  ["function() while true do end end"] = "processor time",
  ["function() return io.open('/etc/passwd') end"] = "io",
  ["function() return { { text = string.rep('x', 1 << 40) } } end"] = "memory",
} do
  reader(body)
  output, code = run("terms peace texts --reader reader.lua --limit-time 0.2")
  equal(code, 3)
  has(output, message)
end

-- No reader at all.
write("reader.lua", "return {}\n")
output, code = run("terms peace texts --reader reader.lua")
equal(code, 4)
has(output, "a reader must end with 'return assay.reader{...}'")
output, code = run("terms peace texts --reader nowhere.lua")
equal(code, 2)
has(output, "nowhere.lua")

os.execute("rm -r '" .. folder .. "'")
print("readers: " .. checks.count .. " checks")
