-- compare: which words, or sequences of words, two groups of texts use more than each other.
local assay = require "assay"
local keyness = require "lib.keyness"
local unknown = require("lib.groups").unknown

return assay.analysis {
  name = "compare", version = "1.0",
  summary = "The words that set two groups of texts apart (keyness)",
  description = [[
A and B are two values of the field --by, or ranges such as 1990..1999; without --by, two
folders or beginnings of file names. One group alone is compared with all the other texts.
log_ratio says how large a difference is: 1 is twice as frequent in A, 2 four times, -1 twice
as frequent in B (a count of 0 is taken as 0.5). log_likelihood says how sure it is: with all
words and 3.84 or more, p is below 0.05, but of a thousand words fifty get there by chance.
docs_a and docs_b tell a habit of a group from that of a single text.]],
  args = {
    { "by", type = "field", help = "the groups are values of this metadata field" },
    { "groups", type = "list", required = true, help = "A,B; or A, against all the rest" },
    { "ngrams", type = "range", letter = "n", default = "1", min = 1, max = 16,
      help = "sequences of so many words" },
    { "min", type = "integer", default = 3, min = 1, help = "leave out rarer ones" },
    { "min-docs", type = "integer", default = 1, min = 1, help = "leave out those of fewer documents" },
    { "max-p", type = "number", default = 1, min = 0, max = 1,
      help = "leave out those whose difference may be chance" },
    { "sort", type = "choice", choices = { "likelihood", "ratio", "alpha" },
      default = "likelihood", help = "order of the list" },
    { "limit", type = "integer", min = 1, help = "show only the first N" },
    { "stopwords", type = "stopwords",
      help = "leave out what begins or ends with a word of a list or file" },
  },
  examples = {
    { "assay compare essays/ --by party --groups left,right --limit 30", "two parties" },
    { "assay compare essays/ --by year --groups 1990..1999,2000..2009", "two decades" },
    { "assay compare mine/ models/ --groups mine/,models/ -n 2..3", "two folders" },
    { "assay compare essays/ --groups essays/07.txt --min-docs 2", "one text against the rest" },
  },

  new = function(args)
    keyness.check(args.groups)
    local options = { min = args.ngrams.min, max = args.ngrams.max }
    return { a = assay.ngrams(options), b = assay.ngrams(options), documents = assay.counter(),
             values = assay.counter() }
  end,

  map = function(acc, doc, args)
    local value, groups = doc:field(args.by or "file"), args.groups
    acc.values:add(value)
    for i, name in ipairs { "a", "b" } do
      local group = groups[i]
      if (group and keyness.belongs(value, group, not args.by)) or (i == 2 and not group) then
        acc[name]:add(doc)
        acc.documents:add(name)
        break
      end
    end
  end,

  report = function(acc, args, out)
    local groups = { a = args.groups[1], b = args.groups[2] or "all others" }
    for _, name in ipairs { "a", "b" } do
      local count, known = acc.documents:get(name), keyness.known(acc.values, not args.by)
      if count == 0 then unknown("no document is in group", groups[name], known) end
      out:note(("%s: %s, %d documents, %d words"):format(name, groups[name], count, acc[name]:words()))
    end
    local rows, count = keyness.rows(acc.a, acc.b, args.ngrams.min, args.ngrams.max,
      { min = args.min, min_docs = args.min_docs, max_p = args.max_p, limit = args.limit,
        stopwords = args.stopwords and args.stopwords.words }, args.sort)
    if #rows < count then out:note(("showing %d of %d"):format(#rows, count)) end
    out:table("compare", rows, keyness.columns)
    return count
  end,

  tests = {
    { files = { ["a1.txt"] = "War and war again.", ["a2.txt"] = "War!",
                ["b1.txt"] = "Peace, peace, and peace." },
      args = { groups = "a,b" },
      expect = { { word = "peace", count_a = 0, count_b = 3, docs_a = 0, docs_b = 1 },
                 { word = "war", count_a = 3, count_b = 0, docs_a = 2, per_million_a = 600000 } } },
  },
}
