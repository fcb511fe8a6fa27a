-- corpus.lua - files as documents in a stock interpreter; a script that Assay runs has no
-- way to read any.
local assay = require "assay"
local binary = arg[1]
local checks = dofile(arg[0]:match("^.*/") .. "helpers/checks.lua")
local equal, raises = checks.equal, checks.raises

local folder = os.tmpname()
os.remove(folder)
assert(os.execute("mkdir '" .. folder .. "'"))

local function write(name, text)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  file:write(text)
  file:close()
end

write("a.txt", "War and peace.")
write("b.md", "---\nyear: 1936\n---\n# One #\n\nPeace.\n\n# Two\n\nText of two.\n")
write("c.txt", "\x89PNG\r\n\x1A\n")
write("posts.jsonl", '{"text":"first","who":"Lee"}\n{"text":"second"}\n')
write("metadata.csv", "file,author\na.txt,Kim\nb.md,Lee\n")

local corpus = assert(assay.corpus({ folder .. "/a.txt", folder .. "/b.md", folder .. "/c.txt",
                                     folder .. "/posts.jsonl" },
                                   { meta = folder .. "/metadata.csv" }))
equal(#corpus, 4)
equal(table.concat(corpus:fields(), " "), "author")
local names, kept = {}, {}
for doc in corpus:documents() do
  names[#names + 1] = doc.name:match("[^/]+$") .. "=" .. doc:field("author")
  kept[#kept + 1] = doc
end
equal(table.concat(names, " "), "a.txt=Kim b.md=Lee posts.jsonl:1=(none) posts.jsonl:2=(none)")
equal(#corpus:problems(), 1)
equal(corpus:problems()[1].path, folder .. "/c.txt")
equal(corpus:problems()[1].message:find("PNG", 1, true) ~= nil, true)
equal(kept[2].meta.year, 1936)
equal(kept[3].meta.who, "Lee")

-- Headings and sections come from the format.
local sections = {}
for heading, text in kept[2]:sections() do sections[#sections + 1] = heading .. ":" .. text end
equal(table.concat(sections, "|"), "One:Peace.|Two:Text of two.")
local headings = {}
for heading in kept[2]:headings() do headings[#headings + 1] = heading end
equal(table.concat(headings, "|"), "One|Two")

-- Twice, and not to the end; documents outlive the corpus, which they keep.
for doc in corpus:documents() do
  equal(doc.text, "War and peace.")
  break
end
corpus:close()
corpus:close()
raises("the corpus is closed", corpus.documents, corpus)
corpus = nil
collectgarbage() collectgarbage()
equal(kept[1]:field("author"), "Kim")
kept = nil
collectgarbage()

-- A where, and mistakes.
local some = assert(assay.corpus(folder, { where = "author=Lee" }))
local count = 0
for _ in some:documents() do count = count + 1 end
equal(count, 1)
raises("option 'mata'", assay.corpus, folder, { mata = "x" })
raises("no encoding 'klingon'", assay.corpus, folder, { encoding = "klingon" })
raises("a list of paths", assay.corpus, { 1 == 1 })
raises("true or false", assay.corpus, folder, { split = 1 })
local nothing, message = assay.corpus(folder .. "/nowhere")
equal(nothing, nil)
equal(message:find("nowhere", 1, true) ~= nil, true)

-- Not in the room.
write("script.lua", [[
local assay = require "assay"
return assay.analysis { name = "n", summary = "s", report = print, map = print,
  new = function() return { c = assay.corpus(".") } end }
]])
local pipe = assert(io.popen(("'%s' run '%s/script.lua' '%s/a.txt' 2>&1"):format(
  binary, folder, folder)))
local output = pipe:read("a")
pipe:close()
equal(output:find("assay has no function 'corpus'", 1, true) ~= nil, true)

os.execute("rm -r '" .. folder .. "'")
print("corpus: " .. checks.count .. " checks")
