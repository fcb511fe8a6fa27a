-- One argument of each type that has parts or a file, shown as text.
local assay = require "assay"

return assay.analysis {
  name = "kinds-of-arguments",
  summary = "Show what arguments become.",
  args = {
    { "share", type = "interval", min = 0, max = 1, default = "0..1", help = "two numbers" },
    { "since", type = "date", help = "a day" },
    { "terms", type = "list", of = "pattern", help = "terms" },
    { "sizes", type = "list", of = "integer", min = 1, default = "2,3", help = "numbers" },
    { "sort", type = "list", of = "choice", choices = { "count", "alpha" }, help = "orders" },
    { "groups", type = "file", help = "a file" },
  },
  new = function() return { none = assay.counter() } end,
  map = function() end,
  report = function(_, args, out)
    local rows = { { "share", args.share.min .. " to " .. args.share.max },
                   { "sizes", table.concat(args.sizes, "+") } }
    if args.since then rows[#rows + 1] = { "since", tostring(args.since:plus(1)) } end
    for i, term in ipairs(args.terms or {}) do rows[#rows + 1] = { "term " .. i, term.form } end
    if args.sort then rows[#rows + 1] = { "sort", table.concat(args.sort, "+") } end
    if args.groups then
      rows[#rows + 1] = { args.groups.name, table.concat(args.groups.lines, "|") }
    end
    out:table("arguments", rows, { "argument", "value" })
  end,
}
