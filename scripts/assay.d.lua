---@meta assay
error("assay.d.lua describes the module 'assay' for editors; it cannot be required")

-- The Lua interface of Assay: what `require "assay"` gives, and the objects behind it.
-- Editors that speak LuaLS read this file for completion and checking; people may read it
-- as the reference. Point the editor here in .luarc.json:
--
--     { "runtime.version": "Lua 5.4",
--       "workspace.library": ["/usr/local/share/assay/scripts/assay.d.lua"] }
--
-- Positions are bytes from 1, both ends included, as string.sub counts them:
-- doc.text:sub(hit.first, hit.last) == hit.text. Offsets that a script *prints* are by
-- convention bytes from 0, end excluded, as in the bundled scripts: first - 1 and last.
--
-- Wrong use raises an error with the line of the script and, for a misspelt name, a
-- suggestion. Unknown keys in a table of options are errors.

---@class assay
---@field version string version of Assay. Example: `print(assay.version) --> 0.1.0`
---@field unicode_version string version of the Unicode data that cuts words and sentences. Example: `print(assay.unicode_version) --> 15.0.0`
local assay = {}

-- Text --------------------------------------------------------------------------------

--- The key under which a word is counted: case, the shape of an apostrophe and of a hyphen
--- do not matter; accents do.
---
--- Example: `assay.fold("DON’T") == assay.fold("don't") --> true`
---@param text string valid UTF-8
---@return string key
function assay.fold(text) end

--- The words and numbers of a text, with their first and last byte.
---
--- Example: `for word, first, last in assay.words("Peace, then war.") do print(word) end --> Peace then war`
---@param text string valid UTF-8
---@return fun(): string?, integer?, integer?
function assay.words(text) end

--- A list of stop words of ours: a table with true for the key of each word, and a stamp
--- that names the list, its version and a hash of its words. Nothing is left out of a count
--- unless a script does it.
---
--- Example: `local stop, stamp = assay.stopwords "en"; print(stop["the"], stamp)`
---@param name string code or English name: "cs" "da" "de" "en" "es" "fi" "fr" "it" "nl" "no" "pl" "pt" "ru" "sv"
---@return table<string, true> words
---@return string stamp
function assay.stopwords(name) end

--- The sentences of a text, without the white space around them, with first and last byte.
---
--- Example: `for sentence in assay.sentences("It failed. Why?") do print(sentence) end --> It failed. Why?`
---@param text string valid UTF-8
---@return fun(): string?, integer?, integer?
function assay.sentences(text) end

--- A document from memory. The text may be in any encoding that Assay knows (UTF-8, UTF-16
--- with a byte-order mark, else Windows-1252); `doc.text` is UTF-8. In a script that Assay
--- runs, documents come to `map` by themselves.
---
--- Example: `local doc = assay.document("note.txt", "Peace in our time.")`
---@param name string
---@param text string
---@return assay.Document
function assay.document(name, text) end

--- Files and folders as a corpus, as the command line reads them: all formats, archives,
--- metadata beside the texts. Only in an interpreter of your own: scripts that Assay runs
--- read no files, their documents come to `map`. Wrong options raise.
---
--- Example: `for doc in assert(assay.corpus("essays/")):documents() do print(doc:token_count()) end --> 3 1`
---@param paths string|string[] files and folders
---@param options? { meta?: string, meta_pattern?: string, encoding?: string, format?: string, text_field?: string, where?: string, split?: boolean, clean?: boolean, hidden?: boolean } as --meta, --meta-pattern and so on
---@return assay.Corpus? corpus nil when there is nothing to read
---@return string? message
function assay.corpus(paths, options) end

--- A search term, compiled: a word or phrase in any case, any white space between its words;
--- `*` (any letters) and `?` (one letter) inside a word; `|` between alternatives; a leading
--- `case:` for exact case. Raises when it cannot be understood.
---
--- Example: `local p = assay.pattern("appeas*|concession?"); print(p.form)`
---@param source string
---@return assay.Pattern
function assay.pattern(source) end

--- The letters of a text as readers count them (extended grapheme clusters: a letter with its
--- accents, a flag, a family), with their first and last byte.
---
--- Example: `for letter in assay.graphemes("né") do print(letter) end --> n é`
---@param text string valid UTF-8
---@return fun(): string?, integer?, integer?
function assay.graphemes(text) end

--- The language of a text by its function words: "en" "de" "fr" "es" "it" "pt" "nl" "ru", or
--- "und" where it is not clear.
---
--- Example: `assay.language("It was the best of times, it was the worst of times.") --> en`
---@param text string valid UTF-8
---@return string code
function assay.language(text) end

--- The stem of a word's folded form, as --stem has it: an English name or a code of the
--- language. Raises in a build without stemmers, which names the package that has them.
---
--- Example: `assay.stem("Nations", "en") --> nation`
---@param word string valid UTF-8
---@param language string
---@return string
function assay.stem(word, language) end

--- A text with letters and accents in one (composed) form, one kind of apostrophe and of
--- hyphen, and no soft hyphens; and what `fold` names, as the option --fold: "case",
--- "marks" (accents go), "nfkc" (full width, ligatures), "turkish".
---
--- Example: `assay.normalize("Čapek’s", "case,marks") --> capek's`
---@param text string valid UTF-8
---@param fold? string with commas between the names
---@return string
function assay.normalize(text, fold) end

--- Columns that a text takes on a terminal: East Asian letters two, accents none.
---
--- Example: `assay.width("日本") --> 4`
---@param text string valid UTF-8
---@return integer
function assay.width(text) end

--- A text without the white space around it, no-break spaces included.
---
--- Example: `assay.trim("  peace ") --> peace`
---@param text string
---@return string
function assay.trim(text) end

--- What lies between the separators, as a list; the separator is plain text.
---
--- Example: `assay.split("a;b", ";")[2] --> b`
---@param text string
---@param separator string not empty
---@return string[]
function assay.split(text, separator) end

--- A regular expression of PCRE2, for UTF-8, with limits on its work. `(?i)` at its beginning
--- ignores case.
---
--- Example: `local year = assay.regex [[\b(1[89]\d\d)\b]]; print(year:match("in 1936")) --> 1936`
---@param source string
---@return assay.Regex
function assay.regex(source) end

--- A day of the Gregorian calendar, years 1 to 9999: from "1936-03-07" (also with slashes, or a
--- time behind it), or from numbers. Dates compare with < and ==, and print as 1936-03-07.
---
--- Example: `print(assay.date("1936-03-07").weekday) --> 6`
---@param year string|integer
---@param month? integer 1 by default
---@param day? integer 1 by default
---@return assay.Date? date nil when there is no such day
---@return string? message
function assay.date(year, month, day) end

--- The one of a list of names that is nearest to a misspelt one: one letter away for four
--- letters or fewer, two for up to eight, three beyond; else one that begins with it.
---
--- Example: `assay.suggest("lft", { "left", "right" }) --> left`
---@param name string
---@param names string[] 10,000 at most
---@return string? nearest nil when none is near
function assay.suggest(name, names) end

--- Ends the run because of what was asked for, not because of a mistake in the script: the
--- message stands without a line of the script, behind it the command for help, and the
--- exit code is 2. For what only the texts can tell, as a group that none of them has; all
--- else is better said by the type of an argument.
---
--- Example: `print(pcall(assay.usage_error, "no text is of 'lft'")) --> false no text is of 'lft'`
---@param message string lower case, no full stop; names the thing and what there is
function assay.usage_error(message) end

--- The pairs of a table in the order of its keys: numbers, then strings by their bytes.
---
--- Example: `for year, count in assay.sorted { [1936] = 2, [1919] = 5 } do print(year, count) end --> 1919 5 1936 2`
---@param t table
---@return function, table, nil
function assay.sorted(t) end

-- Measures ----------------------------------------------------------------------------

--- How much two words go together: `together` times side by side, `first` and `second` times at
--- all, in `places` places. Formulas and their authors: core/measure/association.h.
---
--- Example: `assay.association("pmi", 30, 120, 400, 1000000) --> 9.2877123795494`
---@param measure "log_likelihood"|"log_likelihood2"|"chi_squared"|"pmi"|"mi3"|"log_dice"|"dice"|"t_score"|"log_ratio"
---@param together number
---@param first number
---@param second number
---@param places number
---@return number
function assay.association(measure, together, first, second, places) end

--- Whether a word is commoner here than there: `count` times in `words` words here,
--- `other_count` times in `other_words` words there.
---
--- Example: `assay.keyness("log_ratio", 100, 10000, 20, 20000) --> 3.3219280948874`
---@param measure "log_likelihood"|"log_likelihood2"|"chi_squared"|"pmi"|"mi3"|"log_dice"|"dice"|"t_score"|"log_ratio"
---@param count number
---@param words number
---@param other_count number
---@param other_words number
---@return number
function assay.keyness(measure, count, words, other_count, other_words) end

--- The probability of a log-likelihood or chi-squared at least so large by chance alone, with
--- one degree of freedom.
---
--- Example: `assay.p_value(3.841459) --> 0.0499...`
---@param statistic number
---@return number
function assay.p_value(statistic) end

--- How evenly something is spread over parts, each `{ count, size }`: range (parts that have
--- it), juilland (D), gries (DP), gries_norm, carroll (D2), rosengren (S).
---
--- Example: `assay.dispersion({ { 1, 9 }, { 2, 10 }, { 3, 10 } }).range --> 3.0`
---@param parts number[][]
---@return { range: number, juilland: number, gries: number, gries_norm: number, carroll: number, rosengren: number }? measures nil when it is nowhere
---@return string? message
function assay.dispersion(parts) end

--- How varied the words of a document, or of a list, are: tokens, types, ttr, herdan, guiraud,
--- carroll, dugast, summer, yule_k, yule_i, simpson, herdan_vm, maas, hdd, mtld, mattr and
--- msttr; the last two over windows of `window` words.
---
--- Example: `assay.diversity({ "the", "war", "the", "peace" }).ttr --> 0.75`
---@param words assay.Document|string[]
---@param options? { window?: integer } 100 by default
---@return table<string, number>
function assay.diversity(words, options) end

-- Accumulators ------------------------------------------------------------------------

--- A counter: keys to whole numbers.
---
--- Example: `local words = assay.counter()`
---@return assay.Counter
function assay.counter() end

--- A grid: counts by row and column.
---
--- Example: `local hits = assay.grid()`
---@return assay.Grid
function assay.grid() end

--- A counter of n-grams, of `min` to `max` words each. `cross`: what they may run across;
--- `keep`: which tokens count; `break_at`: what else ends one; `skip`: how many words may be
--- left out inside one; `memory`: bytes to keep to, the rest goes to temporary files, as with
--- `--memory`; `grouped` and `around`: what `add` will be told.
---
--- Example: `local pairs_and_triples = assay.ngrams { min = 2, max = 3 }`
---@param options? { min?: integer, max?: integer, cross?: "nothing"|"sentence"|"paragraph", keep?: "words+numbers"|"words"|"all", break_at?: "nothing"|"punctuation", skip?: integer, memory?: integer, grouped?: boolean, around?: boolean } min and max 1 to 16; min is 1, max is min by default
---@return assay.Ngrams
function assay.ngrams(options) end

--- A list of rows with named columns, 1 to 64 of them.
---
--- Example: `local lines = assay.rows { "file", "line", "hit" }`
---@param columns string[]
---@return assay.Rows
function assay.rows(columns) end

--- What stands near what: words around the hits of a term, or all pairs of words, up to `left`
--- running words before and `right` after, 0 to 1000, within a sentence or the whole document.
---
--- Example: `local near = assay.windows { left = 4, right = 4 }`
---@param options? { left?: integer, right?: integer, within?: "sentence"|"document" } 5, 5, "sentence" by default
---@return assay.Windows
function assay.windows(options) end

--- How large and how spread numbers are: count, sum, mean, standard deviation, ends.
---
--- Example: `local lengths = assay.moments()`
---@return assay.Moments
function assay.moments() end

--- Medians and percentiles: exact up to 1024 different values, beyond off by at most `error`
--- of the value.
---
--- Example: `local lengths = assay.quantiles { error = 0.01 }`
---@param options? { error?: number } 0.0002 to 0.25; 0.005 by default
---@return assay.Quantiles
function assay.quantiles(options) end

--- How many different keys: exact up to `limit` of them, beyond an estimate with a standard
--- error of 0.81 %.
---
--- Example: `local names = assay.distinct()`
---@param options? { limit?: integer } 0 to 16777216; 10000 by default
---@return assay.Distinct
function assay.distinct(options) end

--- The keys of the greatest values. (The most frequent keys are counter:top.)
---
--- Example: `local longest = assay.top { size = 20 }`
---@param options? { size?: integer } 1 to 65536; 10 by default
---@return assay.Top
function assay.top(options) end

--- A fair sample of rows: `size` of them, chosen by seed, document and position, so that it
--- never depends on threads or on the order of the documents.
---
--- Example: `local lines = assay.sample { columns = { "file", "hit" }, size = 50, seed = 7 }`
---@param options { columns: string[], size?: integer, seed?: integer } 100 rows, seed 1 by default
---@return assay.Sample
function assay.sample(options) end

--- Passages that several documents quote, and the same words without marks. Takes about 6
--- bytes for each running word.
---
--- Example: `local passages = assay.passages()`
---@return assay.Passages
function assay.passages() end

--- The accumulator that its `encode` made the bytes from. Raises when they are damaged, or
--- no such bytes.
---
--- Example: `local counter = assay.decode(bytes)`
---@param bytes string
---@return assay.Accumulator
function assay.decode(bytes) end

-- The contract ------------------------------------------------------------------------

--- Checks the table of a script and marks it as an analysis; a script ends with
--- `return assay.analysis { ... }`. Raises for a missing, misspelt or wrong field.
---
--- Example: `return assay.analysis { name = "n", summary = "s", new = function() return { hits = assay.counter() } end, map = function(acc, doc) acc.hits:add(doc.name) end, report = function(acc, args, out) out:table("hits", acc.hits) end }`
---@param analysis assay.Analysis
---@return assay.Analysis # the same table
function assay.analysis(analysis) end

--- Checks the table of a reader, for `--reader FILE`: a file that ends with
--- `return assay.reader { ... }` reads a format that Assay does not know.
---
--- Example: `return assay.reader { name = "chat", extensions = { ".chat" }, read = function(bytes, name) return { { text = bytes } } end }`
---@param reader assay.Reader
---@return assay.Reader # the same table
function assay.reader(reader) end

--- What a reader returns. It runs in a closed state of its own for each file.
---@class assay.Reader
---@field name string of the format, as in --format and doc.format. Example: `name = "chat"`
---@field extensions string[] in lower case. Example: `extensions = { ".chat", ".log" }`
---@field sniff? fun(head: string, name: string): boolean|integer? whether the first 4096 bytes are of this format: 100 or true is certain, and wins over the extension; 50 looks like it. Called for every file, so say it quickly. Example: `sniff = function(head) return head:find("^%[%d%d:%d%d%]") and 60 end`
---@field read fun(bytes: string, name: string): assay.ReaderDocument[]?, string? the documents of a file, given as its bytes; or nil and what is wrong with it. Example: `read = function(bytes, name) return { { text = bytes, meta = { year = 1936 } } } end`

---@class assay.ReaderDocument
---@field text string UTF-8, or another encoding that Assay knows. Example: `text = "Peace."`
---@field meta? table<string, string|number|boolean> metadata. Example: `meta = { author = "Lee" }`
---@field part? string|integer names it within its file; its number by default, nothing for the only one. Example: `part = "chapter-2"`

---@alias assay.Accumulator assay.Counter|assay.Distinct|assay.Grid|assay.Moments|assay.Ngrams|assay.Passages|assay.Quantiles|assay.Rows|assay.Sample|assay.Top|assay.Windows

--- What a script returns. `new`, `map` and `report` are called by the engine.
---@class assay.Analysis
---@field name string short name, as on the command line. Example: `name = "whose-words"`
---@field summary string one line for `assay scripts`. Example: `summary = "Whose words a phrase stands in"`
---@field version? string Example: `version = "1.0"`
---@field tokens? string regular expression (PCRE2) for tokens, unless --tokens is given; default: the rule word/1. Example: `tokens = "[A-Za-z]+"`
---@field description? string what the columns mean and how things are counted. Example: `description = [[Counts the hits ...]]`
---@field args? assay.Arg[] options of the command line, in the order of the help. Example: `args = { { "by", type = "field", help = "group by this" } }`
---@field examples? string[][] Example: `examples = { { "assay run my.lua essays/", "what it shows" } }`
---@field new fun(args: table): table<string, assay.Accumulator> fresh accumulators by name. Example: `new = function() return { hits = assay.counter() } end`
---@field map fun(acc: table<string, assay.Accumulator>, doc: assay.Document, args: table, first?: table<string, assay.Accumulator>) counts one document. Example: `map = function(acc, doc) acc.hits:add(doc.name) end`
---@field report fun(acc: table<string, assay.Accumulator>, args: table, out: assay.Out, first?: table<string, assay.Accumulator>): integer? makes the tables; may return the number of hits, for --exit-status. Example: `report = function(acc, args, out) out:table("hits", {}, { "file" }) end`
---@field needs? { new: function, map: function } a first pass over all documents, before `new`; `map` and `report` get what it found, read only, as their fourth argument. Example: `needs = { new = function() return { words = assay.counter() } end, map = function(acc, doc) acc.words:add("all", doc:token_count()) end }`
---@field tests? assay.Test[] what `assay test` runs. Example: `tests = { { files = { ["a.txt"] = "Peace." }, args = { term = "peace" }, expect = { { hits = 1 } } } }`
---@field author? string Example: `author = "M. Ellery"`
---@field license? string Example: `license = "MIT"`
---@field categories? string[] Example: `categories = { "teaching" }`

--- A test that a script carries: a few texts, and what has to come out. A row is keyed by
--- column, where columns that it does not name may be anything, or a list in the order of
--- columns. Numbers are equal when they agree in six digits; `false` is no value; a list
--- of pairs is a list of spans.
---@class assay.Test
---@field files table<string, string> texts by file name; the script finds them in its current folder. Example: `files = { ["a.txt"] = "Peace." }`
---@field meta? table<string, table> metadata by file name. Example: `meta = { ["a.txt"] = { year = 1936 } }`
---@field args? table values by argument, as on the command line. Example: `args = { term = "peace" }`
---@field expect table the rows of all tables, one after the other; or `tables`, with those of each table by number or title; or `error`, a part of the message. Example: `expect = { tables = { terms = { { "a.txt", 1 } } } }`

--- One argument; `args.name` in the script ('_' for '-'), `--name VALUE` outside.
---@class assay.Arg
---@field [1] string name: lower-case letters, digits, '-' and '_'. Example: `"min-docs"`
---@field help string one line. Example: `help = "leave out rarer words"`
---@field type? "string"|"pattern"|"field"|"integer"|"number"|"boolean"|"choice"|"range"|"interval"|"date"|"file"|"list"|"stopwords"|"lexicon"|"corpus" "string" by default; what they give: assay.Value. Example: `type = "integer"`
---@field of? "string"|"pattern"|"integer"|"number"|"choice"|"date" of a list: the type of its items, "string" by default. Example: `of = "pattern"`
---@field letter? string one character, for `-n VALUE`. Example: `letter = "n"`
---@field required? boolean Example: `required = true`
---@field positional? boolean given without its name, before the texts. Example: `positional = true`
---@field default? string|number|boolean Example: `default = 8`
---@field choices? string[] of type "choice", or of a list of these. Example: `choices = { "count", "alpha" }`
---@field min? number least integer, number, item of a list or end of a range. Example: `min = 1`
---@field max? number greatest. Example: `max = 16`

--- What `args.name` is, by type; nil without a value and default, but a flag is then false.
---@alias assay.Value
---| string # "string", "choice"; "field": the name of a metadata field
---| integer # "integer"
---| number # "number"
---| boolean # "boolean": --name, --no-name
---| assay.Pattern # "pattern"
---| assay.Date # "date": 1936-03-07
---| { min: number, max: number } # "range": 2..3, two integers; "interval": 0.5..2, two numbers
---| { name: string, text: string, lines: string[] } # "file": read by Assay, at most 16 MiB
---| any[] # "list": a,b,c, or the option given again
---| { words: table<string, true>, stamp: string } # "stopwords": the name of a list, or a file
---| assay.Lexicon # "lexicon": a file
---| assay.Sources # "corpus": files or folders

-- Corpora, in an interpreter of your own -----------------------------------------------

--- Files that are read as documents. `#corpus` is the number of files.
---@class assay.Corpus
---@operator len: integer
local Corpus = {}

--- Its documents, one at a time, in the order of the paths. What cannot be read is left out
--- and listed by `problems`.
---
--- Example: `for doc in corpus:documents() do print(doc.text) end --> War and peace. Peace.`
---@return fun(): assay.Document?
function Corpus:documents() end

--- Names of the metadata that is known before a document is read: of metadata.csv and of
--- the pattern.
---
--- Example: `for _, field in ipairs(corpus:fields()) do print(field) end --> author`
---@return string[]
function Corpus:fields() end

--- What could not be read, so far.
---
--- Example: `for _, problem in ipairs(corpus:problems()) do print(problem.path, problem.message) end`
---@return { path: string, message: string }[]
function Corpus:problems() end

--- From now on nothing can be read; its documents stay.
---
--- Example: `corpus:close()`
function Corpus:close() end

-- Documents ---------------------------------------------------------------------------

--- A text with its name and metadata. `tostring(doc)` names it; it may be declared <close>.
---@class assay.Document
---@field name string path as the user wrote it. Example: `print(doc.name) --> essays/07.txt`
---@field text string the whole text, UTF-8. Example: `#doc.text`
---@field bytes integer its length, without a copy of the text. Example: `doc.bytes`
---@field format string the reader that read it: "plain", "docx", "jsonl", ...; "" for a document from memory. Example: `doc.format`
---@field source_line integer? the line of its file where it begins, where a file holds several. Example: `doc.source_line`
---@field warnings string[] what its reader noticed. Example: `for _, w in ipairs(doc.warnings) do print(w) end`
---@field removed table[] what --clean took out of the text: line, text, reason. Example: `for _, r in ipairs(doc.removed) do print(r.line, r.text, r.reason) end`
---@field digest string 16 hexadecimal digits that equal texts share. Example: `seen[doc.digest]`
---@field misread integer words that look as if a machine had misread them. Example: `doc.misread / doc:token_count()`
---@field encoding string what the file was in: "utf-8", "utf-16le", "utf-16be", "windows-1252". Example: `doc.encoding`
---@field decided_by string how the encoding was found out: "byte order mark", "valid UTF-8", ... Example: `doc.decided_by`
---@field replaced integer broken byte sequences that became U+FFFD. Example: `doc.replaced`
---@field language string of its sentences, told or guessed: "en", "und", ... Example: `doc.language`
---@field meta table<string, string|integer|number> metadata by field; a date also gives year, month and decade. Example: `for name, value in assay.sorted(doc.meta) do print(name, value) end`
local Document = {}

--- The value of a metadata field as text, to group by; "(none)" when the document has none.
--- "file" is the name, unless there is a field of that name.
---
--- Example: `acc.hits:add(doc:field(args.by))`
---@param name string
---@return string
function Document:field(name) end

--- Running words: words and numbers, no punctuation; of quotations or of narration only, if
--- asked for. What counts with --in is all there is: of both, nothing.
---
--- Example: `acc.words:add(doc.name, doc:token_count { inside = "quotes" })`
---@param options? { inside?: "all"|"quotes"|"narration" }
---@return integer
function Document:token_count(options) end

--- All tokens in order: text, kind ("word", "number", "punctuation", "symbol", "emoji",
--- with --join web also "url", "email", "tag", "mention"),
--- first and last byte; of formats that know them (CoNLL-U, vrt) also lemma and tag. Bulk
--- work has faster ways: doc:count, ngrams:add.
---
--- Example: `for text, kind in doc:tokens() do if kind == "number" then print(text) end end`
---@return fun(): string?, string?, integer?, integer?, string?, string?
function Document:tokens() end

--- How many sentences there are, without a copy of any.
---
--- Example: `acc.sentences:add(doc.name, doc:sentence_count())`
---@return integer
function Document:sentence_count() end

--- All sentences in order: text, first and last byte.
---
--- Example: `for sentence, first in doc:sentences() do print(first, sentence) end`
---@return fun(): string?, integer?, integer?
function Document:sentences() end

--- All paragraphs in order: text, first and last byte. A blank line ends one, and so does
--- the end of a line too long to be wrapped by hand.
---
--- Example: `for paragraph, first, last in doc:paragraphs() do print(first, last) end`
---@return fun(): string?, integer?, integer?
function Document:paragraphs() end

--- How many paragraphs there are, without a copy of any.
---
--- Example: `doc:paragraph_count()`
---@return integer
function Document:paragraph_count() end

--- The headings that the format marks (Markdown, HTML, Word, TEI ...), in order: text, first
--- and last byte.
---
--- Example: `for heading in doc:headings() do print(heading) end`
---@return fun(): string?, integer?, integer?
function Document:headings() end

--- What stands between the headings: heading, text, first and last byte of the text. Text
--- before the first heading comes under "".
---
--- Example: `for heading, text in doc:sections() do acc.words:add(heading, #text) end`
---@return fun(): string?, string?, integer?, integer?
function Document:sections() end

--- The hits of a term, from left to right, the longest at each place; none overlap.
---
--- Example: `for hit in doc:find(args.term, { inside = "quotes" }) do print(hit.text) end`
---@param pattern assay.Pattern|string
---@param options? { inside?: "all"|"quotes"|"narration" }
---@return fun(): assay.Hit?
function Document:find(pattern, options) end

--- How many hits doc:find gives, in one call.
---
--- Example: `acc.hits:add(doc.name, doc:count("peace", { inside = "narration" }))`
---@param pattern assay.Pattern|string
---@param options? { inside?: "all"|"quotes"|"narration" }
---@return integer
function Document:count(pattern, options) end

--- The quotations in the order of their beginnings; nested ones follow the one around them.
---
--- With indirect, clauses that report speech without marks are among them.
---
--- Example: `for quote in doc:quotes() do print(quote.speaker, quote.text) end`
---@param options? { lexicon?: assay.Lexicon, indirect?: boolean }
---@return fun(): assay.Quote?
function Document:quotes(options) end

--- The quotation marks that have no partner: nothing closes them (opens), or they close
--- nothing.
---
--- Example: `for _, mark in ipairs(doc:quote_problems()) do print(mark.line, mark.opens) end`
---@return { first: integer, last: integer, line: integer, opens: boolean }[]
function Document:quote_problems() end

--- The line, from 1, of a byte, from 1.
---
--- Example: `doc:line(hit.first)`
---@param byte integer
---@return integer
function Document:line(byte) end

--- Frees the text now. Its hits and quotations cannot be read afterwards. May be called
--- twice; the engine closes the documents that it gives to `map`.
---
--- Example: `local doc <close> = assay.document(name, text)`
function Document:close() end

--- A place where a term was found. It keeps its document alive.
---@class assay.Hit
---@field text string the words as they stand in the text. Example: `hit.text`
---@field first integer its first byte, from 1. Example: `doc.text:sub(hit.first, hit.last)`
---@field last integer its last byte. Example: `hit.last`
---@field line integer the line it begins on, from 1. Example: `hit.line`
local Hit = {}

--- The words before it, never cut inside a word, with what stands between them.
---
--- Example: `hit:left(4)`
---@param words? integer 0 to 1000, 8 by default
---@return string
function Hit:left(words) end

--- The words after it.
---
--- Example: `hit:right(4)`
---@param words? integer 0 to 1000, 8 by default
---@return string
function Hit:right(words) end

--- The rest of its sentence, before and after it.
---
--- Example: `local before, after = hit:around()`
---@return string before
---@return string after
function Hit:around() end

--- Its whole sentence.
---
--- Example: `print(hit:sentence())`
---@return string
function Hit:sentence() end

--- The paragraph that it begins in.
---
--- Example: `print(hit:paragraph())`
---@return string
function Hit:paragraph() end

--- The innermost quotation it stands in, or nil in the writer's own prose.
---
--- Example: `local quote = hit:quote()`
---@return assay.Quote?
function Hit:quote() end

--- The quotation whose words it is, or nil where they are the writer's own: of quotations
--- inside each other the innermost, but terms and titles are no voices, nor is a nested
--- quotation whose speaker is not known. A hit that goes from one voice into another is the
--- outer one's.
---
--- Example: `local quote = hit:voice()`
---@return assay.Quote?
function Hit:voice() end

--- A quotation: whose words, which words, and why Assay thinks so. All are read-only fields.
---@class assay.Quote
---@field text string its words without the marks; parts are joined by a space. Example: `quote.text`
---@field words integer running words in this voice: 0 for a term or title, and without those of a voice inside it. Example: `acc.words:add(quote.speaker or "?", quote.words)`
---@field kind "direct"|"mixed"|"nested"|"block"|"dialogue"|"term"|"title"|"slogan"|"indirect" Example: `quote.kind == "mixed"`
---@field speaker? string the resolved name. Example: `quote.speaker or "unattributed"`
---@field mention? string the speaker as the clause names him. Example: `quote.mention --> Stephen Lee`
---@field cue? string the words that attribute it. Example: `quote.cue --> According to`
---@field confidence number 0 to 1, two decimals. Example: `quote.confidence >= 0.7`
---@field rule string name of the rule that decided. Example: `quote.rule --> according-to`
---@field said boolean somebody's words; false: the marks set apart a term, a title or a name. Example: `if quote.said then n = n + 1 end`
---@field first integer first byte of its words, from 1. Example: `quote.first`
---@field last integer last byte. Example: `quote.last`
---@field line integer the line it begins on, from 1. Example: `quote.line`
---@field parts integer[][] { first, last } of each piece; several when a reporting clause breaks it. Example: `quote.parts[1][2]`
---@field parent? assay.Quote the quotation around a nested one. Example: `quote.parent and quote.parent.speaker`
---@field act? "say"|"ask"|"judge"|"call"|"write"|"think"|"show"|"deny" what the cue's verb does with the words. Example: `quote.act == "deny"`
---@field others? string[] everybody who bears the speaker's name, when nothing tells them apart. Example: `table.concat(quote.others or {}, " or ")`
local Quote = {}

--- Why it has its speaker: the sentences with the quotation, the cue and the mention marked
--- as `<quote>`, `<cue>` and `<speaker>`, and what the rule looks at.
---
--- Example: `local passage, why = quote:explain()`
---@return string passage
---@return string why
function Quote:explain() end

--- Reporting verbs, nouns and patterns of one's own, for `doc:quotes{ lexicon = ... }`.
---@class assay.Lexicon
local Lexicon = {}

--- Frees it now; may be called twice.
---
--- Example: `assay.lexicon({ nouns = { "hunch" } }):close()`
function Lexicon:close() end

--- Makes a lexicon, from a table or from text in the format of core/quote/lexicon.txt.
--- Verbs are inflected as in English; others give past/participle. In a pattern QUOTE is the
--- quotation, NAME whoever is quoted, and `...` a gap. Make it once, outside of `map`.
---
--- Example: `assay.lexicon{ verbs = { "opine", "forsee/forsaw" }, nouns = { "hunch" }, patterns = { ["by-account"] = "by the account of NAME ... QUOTE" } }`
---@param spec string|{ verbs?: string[], nouns?: string[], patterns?: table<string|integer, string>, text?: string }
---@return assay.Lexicon
function assay.lexicon(spec) end

--- A search term, compiled.
---@class assay.Pattern
---@field form string how the term was understood. Example: `out:note("matching: " .. args.term.form)`
local Pattern = {}

--- Frees it now; may be called twice.
---
--- Example: `pattern:close()`
function Pattern:close() end

-- Regular expressions and dates -------------------------------------------------------

--- A compiled regular expression. Groups that took no part in a match are false.
---@class assay.Regex
---@field source string as it was given. Example: `assay.regex("a+").source --> a+`
local Regex = {}

--- First and last byte of the first match at or behind `from`, and its groups; or nil.
---
--- Example: `assay.regex("peace"):find("war and peace") --> 9 13`
---@param text string valid UTF-8
---@param from? integer 1 by default
---@return integer? first
---@return integer? last
---@return string|false ...
function Regex:find(text, from) end

--- The groups of the first match, or the match itself when the expression has none; or nil.
---
--- Example: `assay.regex("(\\d+)"):match("in 1936") --> 1936`
---@param text string valid UTF-8
---@param from? integer 1 by default
---@return string|false|nil ...
function Regex:match(text, from) end

--- What `match` gives, for every match.
---
--- Example: `for word in assay.regex("\\p{Lu}\\w+"):gmatch("Lee and Kim") do print(word) end --> Lee Kim`
---@param text string valid UTF-8
---@return fun(): string|false|nil ...
function Regex:gmatch(text) end

--- The text with its matches replaced, and how many were. In a text `$1` is a group, `$0` the
--- match, `$$` a dollar; a table is asked with the first group, a function called with all; nil
--- or false leave the match.
---
--- Example: `assay.regex("(\\w+) (\\w+)"):replace("Stephen Lee", "$2, $1") --> Lee, Stephen 1`
---@param text string valid UTF-8
---@param by string|table|function
---@param most? integer
---@return string text
---@return integer count
function Regex:replace(text, by, most) end

--- What lies between the matches.
---
--- Example: `assay.regex("[;,] *"):split("a, b;c")[2] --> b`
---@param text string valid UTF-8
---@return string[]
function Regex:split(text) end

--- Frees it now; may be called twice.
---
--- Example: `assay.regex("a"):close()`
function Regex:close() end

--- A day. Compares with <, <=, ==; tostring gives 1936-03-07.
---@class assay.Date
---@field year integer Example: `assay.date(1936, 3, 7).year --> 1936`
---@field month integer Example: `assay.date(1936, 3, 7).month --> 3`
---@field day integer Example: `assay.date(1936, 3, 7).day --> 7`
---@field decade integer Example: `assay.date(1936, 3, 7).decade --> 1930`
---@field weekday integer 1 is Monday. Example: `assay.date(1936, 3, 7).weekday --> 6`
---@field yearday integer from 1. Example: `assay.date(1936, 3, 7).yearday --> 67`
local Date = {}

--- Days from this one to the other; negative when that is earlier.
---
--- Example: `assay.date(1936, 3, 7):days_to(assay.date(1939, 9, 1)) --> 1273`
---@param other assay.Date
---@return integer
function Date:days_to(other) end

--- The day so many days later.
---
--- Example: `tostring(assay.date(2000, 2, 28):plus(1)) --> 2000-02-29`
---@param days integer
---@return assay.Date
function Date:plus(days) end

-- Accumulators, continued -------------------------------------------------------------

--- How often: keys to whole numbers. Keys are strings or integers; `#counter` is the number
--- of different keys.
---@class assay.Counter
---@operator len: integer
local Counter = {}

--- Adds n, 1 by default; 0 only makes the key known, so that zeros are shown.
---
--- Example: `acc.hits:add(doc:field("year"), hits)`
---@param key string|integer
---@param n? integer
function Counter:add(key, n) end

--- The count of a key; 0 for an unknown one.
---
--- Example: `acc.hits:get("1936")`
---@param key string|integer
---@return integer
function Counter:get(key) end

--- The sum of all counts.
---
--- Example: `acc.hits:total()`
---@return integer
function Counter:total() end

--- All keys, sorted: digits by value, else by bytes.
---
--- Example: `for _, year in ipairs(acc.hits:keys()) do print(year) end`
---@return string[]
function Counter:keys() end

--- The keys with the largest counts, ties sorted as in keys; all of them without n.
---
--- Example: `for rank, name in ipairs(acc.speakers:top(10)) do print(rank, name) end`
---@param n? integer
---@return string[]
function Counter:top(n) end

--- The keys and counts as rows for `out:table`: all by key, or the `top` largest. Whole
--- numbers among the keys become numbers.
---
--- Example: `out:table("speakers", acc.speakers:rows { top = 10, columns = { "speaker", "hits" } })`
---@param options? { top?: integer, columns?: string[] } columns "key" and "count" by default
---@return assay.Rows
function Counter:rows(options) end

--- Its counts as shares of another's, which has the same keys: rows of key, count, the
--- other's count, and count * scale / it, which is empty where that is 0.
---
--- Example: `out:table("rates", acc.hits:per(acc.words, 1e6, { "year", "hits", "words", "per million" }))`
---@param other assay.Counter
---@param scale? number 1 by default
---@param columns? string[] "key", "count", "of" and "per" by default
---@return assay.Rows
function Counter:per(other, scale, columns) end

--- Adds the counts of another counter.
---
--- Example: `a:merge(b)`
---@param other assay.Counter
function Counter:merge(other) end

--- From now on nothing can be added to it.
---
--- Example: `counter:freeze()`
function Counter:freeze() end

--- It as bytes, which are the same for the same content; assay.decode reads them.
---
--- Example: `local bytes = counter:encode()`
---@return string
function Counter:encode() end

--- Frees it now; may be called twice. Never needed in a script that Assay runs.
---
--- Example: `counter:close()`
function Counter:close() end

--- How often of what: counts by row and column.
---@class assay.Grid
local Grid = {}

--- Adds n, 1 by default, to a cell.
---
--- Example: `acc.hits:add(year, speaker)`
---@param row string|integer
---@param column string|integer
---@param n? integer
function Grid:add(row, column, n) end

--- The count of a cell; 0 for an unknown one.
---
--- Example: `acc.hits:get(1936, "the author")`
---@param row string|integer
---@param column string|integer
---@return integer
function Grid:get(row, column) end

--- The cells that were added to: row, column, count; sorted by row, then by column, digits
--- by value, else by bytes.
---
--- Example: `for year, speaker, hits in acc.hits:each() do print(year, speaker, hits) end`
---@return fun(): string?, string?, integer?
function Grid:each() end

--- A new counter with the sum of every row.
---
--- Example: `for _, year in ipairs(acc.hits:rows():keys()) do print(year) end`
---@return assay.Counter
function Grid:rows() end

--- A new counter with the sum of every column.
---
--- Example: `acc.hits:columns():top(3)`
---@return assay.Counter
function Grid:columns() end

--- Its cells as rows: row, column, count; with a counter that has the same rows also its
--- count, and count * scale / it.
---
--- Example: `out:table("per million words", acc.hits:per(acc.words, 1e6))`
---@param counter? assay.Counter
---@param scale? number 1 by default
---@param columns? string[] "row", "column", "count", "of" and "per" by default
---@return assay.Rows
function Grid:per(counter, scale, columns) end

--- A table with a column for each of the grid's columns, the largest first: at most
--- `columns` of them, 1 to 62, the others summed up in one named `rest`. With `per` the
--- counts are divided by those of a counter for the rows, and multiplied by `scale`. `row`
--- names the first column.
---
--- Example: `out:table("who said it", acc.hits:pivot { row = "year", columns = 5 })`
---@param options? { row?: string, columns?: integer, rest?: string, per?: assay.Counter, scale?: number } "row", 10, "others"
---@return assay.Rows
function Grid:pivot(options) end

--- Adds the counts of another grid.
---
--- Example: `a:merge(b)`
---@param other assay.Grid
function Grid:merge(other) end

--- From now on nothing can be added to it.
---
--- Example: `grid:freeze()`
function Grid:freeze() end

--- It as bytes, which are the same for the same content; assay.decode reads them.
---
--- Example: `local bytes = grid:encode()`
---@return string
function Grid:encode() end

--- Frees it now; may be called twice.
---
--- Example: `grid:close()`
function Grid:close() end

--- N-grams of words and numbers by folded form. None runs across the end of a sentence.
---@class assay.Ngrams
local Ngrams = {}

--- Counts those of a document, in one call: in a list for its `group`, if grouped; only
--- those that contain a hit of `around`, if made so; of quotations or narration only, if asked
--- for with `inside`: none runs from one into the other. A `group` or `around` that they were
--- not made for is an error, and so is none of `around` where they were made for it.
---
--- Example: `acc.grams:add(doc, { group = doc:field("year"), around = args.term })`
---@param doc assay.Document
---@param options? { group?: string, around?: assay.Pattern|string, inside?: "all"|"quotes"|"narration" }
function Ngrams:add(doc, options) end

--- Goes through the n-grams: text, count, number of documents, number of words; and returns
--- how many there are before `limit`.
---
--- Example: `for text, count in grams:list { sort = "count", min = 2, limit = 20 } do print(count, text) end`
---@param options? { sort?: "count"|"alpha"|"docs", min?: integer, min_docs?: integer, collapse?: boolean, limit?: integer, stopwords?: table<string, boolean> } collapse hides those whose every occurrence is part of the same longer one; stopwords those that begin or end with a word of the set
---@return fun(): string?, integer?, integer?, integer?
---@return integer count
function Ngrams:list(options) end

--- The same as rows for `out:table`, made only when they are written; `limit` is that of each
--- group. From then on nothing can be added or listed. Also how many rows there are, how
--- many n-grams there would be without `limit`, and how many of the stop words occur.
---
--- Example: `out:table("ngrams", (grams:rows { limit = 20, columns = { "rank", "ngram", "count" } }))`
---@param options? { sort?: "count"|"alpha"|"docs", min?: integer, min_docs?: integer, collapse?: boolean, limit?: integer, stopwords?: table<string, boolean>, columns?: string[], names?: table<string, string> } columns: "group", "rank", "ngram", "n", "count", "per_million", "documents"; names: other names for them
---@return assay.Rows rows
---@return integer shown
---@return integer count
---@return integer stopped
function Ngrams:rows(options) end

--- How many n-grams of n words there are in all, and how many different ones.
---
--- Example: `local all, different = grams:totals(2)`
---@param n? integer the smallest order by default
---@return integer all
---@return integer different
function Ngrams:totals(n) end

--- Running words in the documents that were added.
---
--- Example: `count * 1e6 / grams:words()`
---@return integer
function Ngrams:words() end

--- Adds the counts of others of the same orders.
---
--- Example: `a:merge(b)`
---@param other assay.Ngrams
function Ngrams:merge(other) end

--- From now on nothing can be added to them.
---
--- Example: `grams:freeze()`
function Ngrams:freeze() end

--- They as bytes, which are the same for the same content; assay.decode reads them. What is
--- in them are words and documents, so that anything can still be asked.
---
--- Example: `local bytes = grams:encode()`
---@return string
function Ngrams:encode() end

--- Frees them now; may be called twice.
---
--- Example: `grams:close()`
function Ngrams:close() end

--- A list of rows: concordance lines, quotations. `#rows` is their number.
---@class assay.Rows
---@operator len: integer
local Rows = {}

--- Appends a row; a missing column is empty. Values are strings, numbers, booleans, or lists
--- of pairs of offsets from 0.
---
--- Example: `acc.lines:add { file = doc.name, line = hit.line, hit = hit.text }`
---@param row table<string, string|number|boolean|integer[][]>
function Rows:add(row) end

--- The rows in the order they were added, as tables.
---
--- Example: `for row in acc.lines:each() do print(row.file, row.hit) end`
---@return fun(): table?
function Rows:each() end

--- Appends the rows of another list with the same columns.
---
--- Example: `a:merge(b)`
---@param other assay.Rows
function Rows:merge(other) end

--- From now on nothing can be added to it.
---
--- Example: `rows:freeze()`
function Rows:freeze() end

--- It as bytes, which are the same for the same content; assay.decode reads them.
---
--- Example: `local bytes = rows:encode()`
---@return string
function Rows:encode() end

--- Frees them now; may be called twice.
---
--- Example: `rows:close()`
function Rows:close() end

--- Ordered pairs of words that stand near each other, by folded form. Punctuation takes no
--- room. Around the hits of a term, all hits are one node; else every word is one.
---@class assay.Windows
local Windows = {}

--- Counts a document in one call: around the hits of a term, or all pairs, for which `left`
--- and `right` must be equal. Each document once: its words are counted, too.
---
--- Example: `acc.near:add(doc, args.term)`
---@param doc assay.Document
---@param pattern? assay.Pattern|string
function Windows:add(doc, pattern) end

--- What stands around the nodes, or around a word: the word, how often before, how often
--- after, and how often in all the documents; the most frequent first.
---
--- Example: `for word, before, after in near:near { limit = 20 } do print(word, before, after) end`
---@param options? { word?: string, sort?: "count"|"alpha", min?: integer, limit?: integer } word: as assay.fold gives it
---@return fun(): string?, integer?, integer?, integer?
function Windows:near(options) end

--- All pairs of words, the first before the second, and how often.
---
--- Example: `for first, second, count in near:pairs { min = 2 } do print(first, second, count) end`
---@param options? { sort?: "count"|"alpha", min?: integer, limit?: integer }
---@return fun(): string?, string?, integer?
function Windows:pairs(options) end

--- How often a word, as assay.fold gives it, is in the documents that were added.
---
--- Example: `near:frequency("peace")`
---@param word string
---@return integer
function Windows:frequency(word) end

--- How many hits there were to count around.
---
--- Example: `near:nodes()`
---@return integer
function Windows:nodes() end

--- Running words in the documents that were added.
---
--- Example: `near:words()`
---@return integer
function Windows:words() end

--- Adds the counts of others with the same options.
---
--- Example: `a:merge(b)`
---@param other assay.Windows
function Windows:merge(other) end

--- From now on nothing can be added to it.
---
--- Example: `near:freeze()`
function Windows:freeze() end

--- It as bytes, which are the same for the same content; assay.decode reads them.
---
--- Example: `local bytes = near:encode()`
---@return string
function Windows:encode() end

--- Frees it now; may be called twice.
---
--- Example: `near:close()`
function Windows:close() end

--- How large and how spread. Sums are exact, so the order of the numbers does not matter.
---@class assay.Moments
local Moments = {}

--- Adds a finite number.
---
--- Example: `acc.lengths:add(doc:token_count())`
---@param value number
function Moments:add(value) end

--- How many numbers.
---
--- Example: `lengths:count()`
---@return integer
function Moments:count() end

--- Their sum; an integer when they all were and it fits.
---
--- Example: `lengths:sum()`
---@return number
function Moments:sum() end

--- Their mean; nil without a number.
---
--- Example: `lengths:mean()`
---@return number?
function Moments:mean() end

--- Their standard deviation, as of a sample; nil for fewer than two.
---
--- Example: `lengths:sd()`
---@return number?
function Moments:sd() end

--- The least; nil without a number.
---
--- Example: `lengths:min()`
---@return number?
function Moments:min() end

--- The greatest; nil without a number.
---
--- Example: `lengths:max()`
---@return number?
function Moments:max() end

--- Adds the numbers of others.
---
--- Example: `a:merge(b)`
---@param other assay.Moments
function Moments:merge(other) end

--- From now on nothing can be added to it.
---
--- Example: `lengths:freeze()`
function Moments:freeze() end

--- It as bytes, which are the same for the same content; assay.decode reads them.
---
--- Example: `local bytes = lengths:encode()`
---@return string
function Moments:encode() end

--- Frees it now; may be called twice.
---
--- Example: `lengths:close()`
function Moments:close() end

--- Medians and percentiles of numbers.
---@class assay.Quantiles
local Quantiles = {}

--- Adds a finite number n times, 1 by default.
---
--- Example: `acc.lengths:add(#sentence)`
---@param value number
---@param n? integer
function Quantiles:add(value, n) end

--- For each share, 0 to 1, the least value that at least this share of the numbers does not
--- exceed; nil without a number.
---
--- Example: `local lower, median, upper = lengths:at(0.25, 0.5, 0.75)`
---@param ... number
---@return number? ...
function Quantiles:at(...) end

--- How many numbers.
---
--- Example: `lengths:count()`
---@return integer
function Quantiles:count() end

--- The greatest relative error of what `at` gives; 0 while that is exact.
---
--- Example: `out:note(("medians are within %g %%"):format(100 * lengths:error()))`
---@return number
function Quantiles:error() end

--- Adds the numbers of others with the same error.
---
--- Example: `a:merge(b)`
---@param other assay.Quantiles
function Quantiles:merge(other) end

--- From now on nothing can be added to it.
---
--- Example: `lengths:freeze()`
function Quantiles:freeze() end

--- It as bytes, which are the same for the same content; assay.decode reads them.
---
--- Example: `local bytes = lengths:encode()`
---@return string
function Quantiles:encode() end

--- Frees it now; may be called twice.
---
--- Example: `lengths:close()`
function Quantiles:close() end

--- How many different keys.
---@class assay.Distinct
local Distinct = {}

--- Adds a key; again makes no difference.
---
--- Example: `acc.speakers:add(quote.speaker)`
---@param key string|integer
function Distinct:add(key) end

--- How many different keys were added, or an estimate; see `exact`.
---
--- Example: `speakers:count()`
---@return integer
function Distinct:count() end

--- Whether `count` is exact.
---
--- Example: `if not speakers:exact() then out:note("estimated, standard error 0.81 %") end`
---@return boolean
function Distinct:exact() end

--- The keys, sorted by bytes; nil when they were too many to be kept.
---
--- Example: `for _, name in ipairs(speakers:keys() or {}) do print(name) end`
---@return string[]?
function Distinct:keys() end

--- Adds the keys of others with the same limit.
---
--- Example: `a:merge(b)`
---@param other assay.Distinct
function Distinct:merge(other) end

--- From now on nothing can be added to it.
---
--- Example: `speakers:freeze()`
function Distinct:freeze() end

--- It as bytes, which are the same for the same content; assay.decode reads them.
---
--- Example: `local bytes = speakers:encode()`
---@return string
function Distinct:encode() end

--- Frees it now; may be called twice.
---
--- Example: `speakers:close()`
function Distinct:close() end

--- The keys of the greatest values; `#top` is how many there are.
---@class assay.Top
---@operator len: integer
local Top = {}

--- Adds a key with a finite value. A key keeps its greatest one.
---
--- Example: `acc.longest:add(sentence, #sentence)`
---@param key string|integer
---@param value number
function Top:add(key, value) end

--- The keys and values, greatest first; equal ones by the bytes of the key.
---
--- Example: `for sentence, bytes in longest:each() do print(bytes, sentence) end`
---@return fun(): string?, number?
function Top:each() end

--- Adds the keys of another of the same size.
---
--- Example: `a:merge(b)`
---@param other assay.Top
function Top:merge(other) end

--- From now on nothing can be added to it.
---
--- Example: `longest:freeze()`
function Top:freeze() end

--- It as bytes, which are the same for the same content; assay.decode reads them.
---
--- Example: `local bytes = longest:encode()`
---@return string
function Top:encode() end

--- Frees it now; may be called twice.
---
--- Example: `longest:close()`
function Top:close() end

--- A fair sample of rows; `#sample` is how many were chosen.
---@class assay.Sample
---@operator len: integer
local Sample = {}

--- Adds a row that stands at a position, a byte say, of a document. Rows are as in
--- assay.rows.
---
--- Example: `acc.lines:add(doc, hit.first, { file = doc.name, hit = hit.text })`
---@param doc assay.Document
---@param position integer
---@param row table<string, string|number|boolean|integer[][]>
function Sample:add(doc, position, row) end

--- The rows that were chosen, by document and position.
---
--- Example: `out:table("fifty lines", acc.lines:rows())`
---@return assay.Rows
function Sample:rows() end

--- How many rows they were chosen from.
---
--- Example: `out:note(("%d of %d lines"):format(#lines, lines:seen()))`
---@return integer
function Sample:seen() end

--- Adds the rows of another with the same columns, size and seed.
---
--- Example: `a:merge(b)`
---@param other assay.Sample
function Sample:merge(other) end

--- From now on nothing can be added to it.
---
--- Example: `lines:freeze()`
function Sample:freeze() end

--- It as bytes, which are the same for the same content; assay.decode reads them.
---
--- Example: `local bytes = lines:encode()`
---@return string
function Sample:encode() end

--- Frees it now; may be called twice.
---
--- Example: `lines:close()`
function Sample:close() end

-- Reports -----------------------------------------------------------------------------

---@alias assay.Column string|{ [1]: string, align?: "auto"|"left"|"right", decimals?: integer, cut?: "end"|"start", hidden?: boolean, verbatim?: boolean }

--- The third argument of `report`.
---@class assay.Out
local Out = {}

--- Adds a table. The source is an accumulator of rows, whose columns need no mention; a
--- counter, whose two columns may be named; a grid, as `pivot` has it; or a list of rows:
--- lists in the order of the columns, or tables keyed by column names. A column is a name, or
--- { "name", align =, decimals =, cut =, hidden = }, which only changes how tables for people
--- look.
---
--- Example: `out:table("terms", { { 1936, 12 } }, { "year", "hits" })`
---@param title string
---@param source assay.Rows|assay.Counter|assay.Grid|table[]
---@param columns? assay.Column[]
function Out:table(title, source, columns) end

--- Adds a table that is drawn: at a terminal a bar for each row, or a line for each series;
--- formats for programs have the rows. `x` is the column that stands beside a value, `y`
--- that of the values, `by` that of the series: the first, the last and none by default, of a
--- grid its rows, counts and columns. Values below zero have no bar.
---
--- Example: `out:chart("hits", acc.hits, { kind = "line" })`
---@param title string
---@param source assay.Rows|assay.Counter|assay.Grid|table[]
---@param options? { x?: string, y?: string, by?: string, kind?: "bars"|"line", columns?: assay.Column[] } "bars" by default; columns as in out:table
function Out:chart(title, source, options) end

--- A sentence for the reader, kept apart from the data (standard error).
---
--- Example: `out:note(("%d hits"):format(hits))`
---@param text string
function Out:note(text) end

--- The files that could not be read or that no reader knows, and records that were broken, in
--- order, each with the reason.
---
--- Example: `for _, unread in ipairs(out:unread()) do out:note(unread.file) end`
---@return { file: string, reason: string }[]
function Out:unread() end

-- Passages and sources ----------------------------------------------------------------

--- What documents quote, and all of their words. `#passages` is the number of quotations.
---@class assay.Passages
---@operator len: integer
local Passages = {}

--- Adds a document: its words, and its quotations but for terms, titles and those inside
--- another one.
---
--- Example: `acc.passages:add(doc)`
---@param doc assay.Document
function Passages:add(doc) end

--- The passages that `min_docs` documents quote or have without marks, those of most
--- documents first; and how many there are. `min_words` is the least of a quotation,
--- `unmarked` the words in a row that count as the same without marks, 0 for none.
---
--- Example: `for passage in acc.passages:list { min_docs = 3 } do print(passage.text) end`
---@param options? { min_words?: integer, unmarked?: integer, min_docs?: integer } 4, 6, 2 by default
---@return fun(): assay.Passage? passages
---@return integer count
function Passages:list(options) end

--- Adds the documents of another one, behind its own.
---
--- Example: `a:merge(b)`
---@param other assay.Passages
function Passages:merge(other) end

--- It as bytes, which are the same for the same content; assay.decode reads them.
---
--- Example: `local bytes = passages:encode()`
---@return string
function Passages:encode() end

--- From now on nothing can be added to it.
---
--- Example: `passages:freeze()`
function Passages:freeze() end

--- Frees it now; may be called twice.
---
--- Example: `passages:close()`
function Passages:close() end

---@class assay.Passage
---@field text string its commonest form. Example: `passage.text`
---@field documents integer that quote it. Example: `passage.documents`
---@field quotations integer how often it is quoted. Example: `passage.quotations`
---@field variants integer how many texts these have. Example: `passage.variants`
---@field unmarked integer places without marks, in other documents. Example: `passage.unmarked`
---@field places assay.PassagePlace[] quotations, then unmarked ones. Example: `for _, place in ipairs(passage.places) do print(place.file) end`

---@class assay.PassagePlace
---@field variant "same"|"punctuation"|"brackets"|"ellipsis"|"piece"|"words"|"unmarked" how it differs from the commonest form. Example: `place.variant == "unmarked"`
---@field file string Example: `place.file`
---@field line integer from 1. Example: `place.line`
---@field first integer first byte, from 1. Example: `place.first`
---@field last integer last byte. Example: `place.last`
---@field speaker? string Example: `place.speaker`
---@field text string as it is written; folded words of an unmarked place. Example: `place.text`

--- What an argument of type "corpus" is: texts that quotations are compared with. `#sources`
--- is the number of documents.
---@class assay.Sources
---@operator len: integer
local Sources = {}

--- Whether the sources have a quotation's words, where, and what differs.
---
--- Example: `local found = args.sources:verify(quote); print(found.verdict)`
---@param quote assay.Quote
---@param options? { author?: string } field of the sources' metadata with their authors, "author" by default
---@return assay.Verification
function Sources:verify(quote, options) end

--- Running words in all sources.
---
--- Example: `out:note(args.sources:words() .. " words")`
---@return integer
function Sources:words() end

--- Files that could not be read.
---
--- Example: `args.sources:unread()`
---@return integer
function Sources:unread() end

--- Fields but for verdict, wording and words are missing when it is not found.
---@class assay.Verification
---@field verdict "exact"|"declared ellipsis"|"altered in brackets"|"silent ellipsis"|"changed words"|"another author"|"not found" Example: `found.verdict`
---@field wording string the same without "another author". Example: `found.wording == "exact"`
---@field words integer of the quotation. Example: `found.words`
---@field same? integer of these, what the source has. Example: `found.same`
---@field left_out? integer words of the source that are left out. Example: `found.left_out`
---@field file? string the source. Example: `found.file`
---@field line? integer from 1. Example: `found.line`
---@field first? integer first byte there, from 1. Example: `found.first`
---@field last? integer last byte there. Example: `found.last`
---@field text? string as it stands there. Example: `found.text`
---@field author? string of the source. Example: `found.author`
---@field difference? string "was [-never-] tried {+here+}". Example: `found.difference`

return assay
