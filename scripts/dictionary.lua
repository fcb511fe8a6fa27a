-- dictionary: categories of words and phrases from a file, counted.
local assay = require "assay"
local categories = require "lib.categories"
local groups = require "lib.groups"

return assay.analysis {
  name = "dictionary", version = "1.0",
  summary = "Categories of words from a dictionary file: counts and per cent",
  description = [[
The file has patterns by category, as a .dic file of LIWC (%, numbers and names, %, patterns
and numbers), as lists (joy: [happ*, glad]), or as a table (joy,happ*). A pattern is a term:
happ*, wom?n, "full of joy". Per cent are hits per hundred running words. A word that several
categories have counts in each; inside a category no word is counted twice. Patterns that match
nothing in any text, and lines that are not understood, are told.]],
  args = {
    { "categories", type = "file", required = true, positional = true,
      help = "file with the categories and their patterns" },
    { "by", type = "field", help = "group by this metadata field, not by document" },
    { "only", type = "list", help = "only these categories" },
    { "show", type = "choice", choices = { "percent", "counts", "list" }, default = "percent",
      help = "per cent, or counts, a column for each category; or a row for each" },
    { "words", type = "boolean", help = "also which words matched" },
  },
  examples = {
    { "assay dictionary moods.dic essays/", "per cent of each category, per document" },
    { "assay dictionary moods.dic essays/ --by author --show counts", "counts, per author" },
    { "assay dictionary moods.dic essays/ --words --json", "with what was found" },
  },

  new = function()
    return { words = assay.counter(), hits = assay.grid(), found = assay.grid() }
  end,

  map = function(acc, doc, args)
    local group, dictionary = doc:field(args.by or "file"), categories.of(args.categories)
    acc.words:add(group, doc:token_count())
    for name, patterns in pairs(dictionary.compiled) do
      for _, pattern in ipairs(patterns) do
        for hit in doc:find(pattern) do
          acc.hits:add(group, name)
          acc.found:add(name, assay.fold(hit.text))
        end
      end
    end
  end,

  report = function(acc, args, out)
    local dictionary, by = categories.of(args.categories), args.by or "file"
    local names = categories.names(dictionary, args.only, args.show ~= "list")
    local columns, rows = { { by, align = "left", cut = "start" }, "words" }, {}
    for _, name in ipairs(args.show == "list" and {} or names) do
      columns[#columns + 1] = { name, decimals = args.show == "percent" and 2 or nil }
    end
    if args.show == "list" then table.move({ "category", "hits", "percent" }, 1, 3, 3, columns) end
    for _, group in ipairs(acc.words:keys()) do
      local words, row = acc.words:get(group), nil
      for i, name in ipairs(names) do
        local hits = acc.hits:get(group, name)
        local percent = words > 0 and 100 * hits / words or nil
        if i == 1 or args.show == "list" then
          row = { groups.value(group), words }
          rows[#rows + 1] = row
        end
        if args.show == "list" then table.move({ name, hits, percent }, 1, 3, 3, row)
        else row[i + 2] = args.show == "percent" and percent or hits end
      end
    end
    out:table("dictionary", rows, columns)
    categories.tell(dictionary, acc.found, names, out, args.words)
    return acc.hits:rows():total()
  end,

  tests = {
    { files = { ["a.txt"] = "Happy, happier: full of joy. A woman wept.",
                ["d.dic"] = "category,pattern\njoy,happ*\njoy,full of joy\nsorrow,wept\nsorrow,tears\n" },
      args = { categories = "d.dic" },
      expect = { { file = "a.txt", words = 8, joy = 37.5, sorrow = 12.5 } } },
  },
}
