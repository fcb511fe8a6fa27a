-- How far back do the essays look: which decades do they mention, by the decade they are from?
local assay = require "assay"
local years = require "lib.years"

return assay.analysis {
  name = "looks-back", summary = "Decades that are mentioned, by the decade of the document",
  args = { { "by", type = "field", default = "decade", help = "a row for each value of this field" },
           { "years", type = "range", default = "1900..1999", help = "mentions to count" } },

  new = function() return { mentions = assay.grid(), words = assay.counter() } end,

  map = function(acc, doc, args)
    local group = doc:field(args.by)
    acc.words:add(group, doc:token_count())
    for sentence in doc:sentences() do
      for _, mention in years.mentions(sentence) do
        local counts = mention.kind ~= "century" and mention.kind ~= "citation"
        if counts and mention.first >= args.years.min and mention.first <= args.years.max then
          acc.mentions:add(group, years.period(mention.first, "decade"))
        end
      end
    end
  end,

  report = function(acc, args, out)
    local decades, rows = acc.mentions:columns():keys(), {}
    for i, group in ipairs(acc.words:keys()) do
      rows[i] = { math.tointeger(tonumber(group)) or group, acc.words:get(group) }
      for k, decade in ipairs(decades) do rows[i][k + 2] = acc.mentions:get(group, decade) end
    end
    local columns = { { args.by, align = "left" }, "words" }
    for _, decade in ipairs(decades) do columns[#columns + 1] = decade .. "s" end
    out:table("looks back", rows, columns)
  end,

  tests = { { files = { ["a.txt"] = "In 1936 and in the 1920s; 1936 men." }, args = { by = "file" },
              expect = { { words = 8, ["1920s"] = 1, ["1930s"] = 1 } } } },
}
