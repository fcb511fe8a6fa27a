-- stopwords.lua - assay.stopwords: sets of keys and their stamps.
local assay = require "assay"

local set, stamp = assay.stopwords "en"
assert(set["the"] and set["don't"] and not set["security"])
assert(stamp:match "^en/%d+:%x+$" and #stamp == #"en/1:" + 16)
assert(select(2, assay.stopwords "English") == stamp)
assert(select(2, assay.stopwords "de") ~= stamp)

-- A set of one's own: the lists are made anew each time.
set["the"] = nil
assert(assay.stopwords("en")["the"])

local ok, message = pcall(assay.stopwords, "klingon")
assert(not ok and message:find("there is no list of stop words 'klingon'; there are cs, ", 1,
                               true), message)
assert(not pcall(assay.stopwords))
