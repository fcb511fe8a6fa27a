#ifndef ASSAY_LUA_BINDING_H
#define ASSAY_LUA_BINDING_H
/*
** binding.h - what the files of this folder share: classes of handles, errors, offsets.
** A handle is a full userdata. It is made closed, gets its metatable, then its object;
** `close`, `__gc` and `__close` are one function that may be called twice.
** Offsets: C has bytes from 0, half-open; Lua has bytes from 1, inclusive. Only
** push_span crosses.
*/
#include "assay.h"
#include "base/buffer.h"
#include "base/meter.h"
#include "count/accumulator.h"
#include "count/scalar.h"

#include <lauxlib.h>
#include <lua.h>

struct class {
  const char *name;        /* "document": in messages */
  const luaL_Reg *methods; /* handle:name(...) */
  const luaL_Reg *getters; /* handle.name, called with the handle */
  lua_CFunction close;     /* may be NULL; also __gc and __close */
  const luaL_Reg *meta;    /* other metamethods; may be NULL */
};

/* Makes the metatable, kept in the registry under the class's address; indexing an
 * unknown name raises with a suggestion. */
void class_define(lua_State *L, const struct class *class);
/* The same metatable without a finalizer, in the registry under the key, for handles
** whose object somebody else frees; they are of the class. The class is defined. */
void class_define_unfinalized(lua_State *L, const struct class *class, const void *key);
/* Gives the userdata on the top its metatable. */
void class_set(lua_State *L, const struct class *class);
/* The userdata at arg, of that class, else an argument error. */
void *class_check(lua_State *L, int arg, const struct class *class);
void *class_test(lua_State *L, int arg, const struct class *class); /* or NULL */

/* Raises the error as a Lua error with the position of the calling script. */
int raise(lua_State *L, const assay_error *err);
/* Raises "<what> has no <kind> '<name>', did you mean '<nearest>'?" over the string keys
** of the table at `names`. */
int raise_unknown(lua_State *L, const char *what, const char *kind, const char *name,
                  int names);
/* Pushes ", did you mean 'x'?" with the string key of the table at `names` nearest to
** name, or "". */
const char *push_suggestion(lua_State *L, const char *name, int names);
/* Pushes a key as text for messages: of what is no string, number or boolean the type, as
** an address is no help. */
const char *push_key_text(lua_State *L, int index);
/* Pushes the text of a key of `table` that the table at `known` lacks, the least by bytes
** so that messages do not depend on the order of keys; NULL, and nil, when all are known.
*/
const char *push_unknown_key(lua_State *L, int table, int known);
/* Raises for keys of the table at arg that are not among the NULL-terminated names. */
void check_options(lua_State *L, int arg, const char *const *names);
/* Which of the choices, NULL-terminated, the field of the options is; the first for nil,
** an error for others. */
int option_choice(lua_State *L, int table, const char *name, const char *const *choices);

assay_str check_str(lua_State *L, int arg); /* valid while it is on the stack */
void push_str(lua_State *L, assay_str s);
/* Pushes first and last byte, from 1 and inclusive. */
void push_span(lua_State *L, assay_span bytes);

/* Pushes an empty buffer that Lua frees: what is built in it survives an error. */
struct buffer *push_buffer(lua_State *L);

/* -- Session: the vocabulary and the tokenizer of a Lua state ------------------------
 */

struct session {
  assay_vocabulary *vocabulary;
  bool shares_vocabulary;     /* it belongs to the host */
  assay_tokenizer *tokenizer; /* NULL: word/1 */
  void (*tick)(lua_State *L); /* called when a handle is used; may raise; may be NULL */
  struct meter_account *account; /* of the host, for what scripts make; NULL: none */
  struct meter *meter;           /* of all but accumulators; NULL: none */
  bool ngrams_have_budget;       /* they are not counted in the account */
};
/* The state's session, made at the first call. */
struct session *session_of(lua_State *L);
/* From now on what scripts make counts in the account, which must outlive the state. */
void session_charge(lua_State *L, struct meter_account *account);
/* The allocator of what a script makes; looks at the limits, so it may raise. */
assay_allocator session_memory(lua_State *L);
/* Lets the host look at its limits, now and then. */
void session_tick(lua_State *L);
/* Replaces the tokenizer, before any document is made; taken over unless it raises. The
** vocabulary is one of the same rule that several states share (vocabulary_share), and
** outlives the state; NULL: the session makes its own. */
void session_set_tokenizer(lua_State *L, assay_tokenizer *tokenizer,
                           assay_vocabulary *vocabulary);

/* -- Objects
 * ----------------------------------------------------------------------------- */

extern const struct class corpus_class, date_class, document_class, hit_class,
    lexicon_class, quote_class, pattern_class, regex_class, sources_class;

struct document_handle {
  assay_document *document; /* NULL: closed */
};
/* Pushes a handle, which takes the document over unless it raises; NULL makes it closed.
** Its user values: doc.meta, and what the document borrows from. */
struct document_handle *push_document(lua_State *L, assay_document *document);
/* Pushes a closed handle without a finalizer: who sets its document also takes it back.
** Lua runs finalizers more slowly than a run makes documents. */
struct document_handle *lend_document(lua_State *L);
/* Tells Lua's collector of memory that it does not see: a loop over documents must not
** fill the machine before the first of them is collected. */
void document_report_size(lua_State *L, const assay_document *d);
/* The open document at arg. */
assay_document *check_document(lua_State *L, int arg);

/* A handle at a place in a document; the document's handle is its user value. */
struct hit_handle {
  assay_hit hit;
};
/* The document of the handle at arg, or an error when it was closed. */
assay_document *document_of(lua_State *L, int arg);
void push_hit(lua_State *L, int document_index, const assay_hit *hit);
/* Pushes quotation `index` of the document at document_index. */
void push_quote(lua_State *L, int document_index, size_t index);
/* Pushes { { first, last, line, opens }, ... } for the marks that have no partner. */
void push_quote_problems(lua_State *L, assay_document *d);
/* The quotation at arg, borrowed from its document. */
const assay_quote *check_quote(lua_State *L, int arg);
/* Pushes the innermost quotation around a span, or nil. */
void push_quote_around(lua_State *L, int document_index, assay_span bytes);
/* The quotations of a document, or a Lua error. */
const assay_quote *quotes_of(lua_State *L, assay_document *d, size_t *count);

/* The same of a list that was made with a user's lexicon; quotes are all of that list. */
void push_quote_of(lua_State *L, int document_index, const assay_quote *quotes,
                   size_t index);
/* -- Lexicons of users: l_lexicon.c */

struct lexicon;
/* Pushes what the text says as a lexicon, or raises; source names it in messages. */
void push_lexicon(lua_State *L, assay_str text, assay_str source);
/* The lexicon at arg; valid while the value is. */
const struct lexicon *check_lexicon(lua_State *L, int arg);

/* -- Regions: l_region.c */

struct document_region;
struct voices;
/* What the field `inside` of the options asks for, "quotes" or "narration", of what
** counts in the document; all of that for nil. */
const struct document_region *check_region(lua_State *L, int table, assay_document *d);
/* The same for options at arg that have no other field, or are none. */
const struct document_region *check_region_only(lua_State *L, int arg, assay_document *d);
/* assay_matcher_next within a region. */
assay_status find_inside(assay_matcher *matcher, assay_document *d,
                         const struct document_region *region, size_t from,
                         assay_hit *hit, bool *found, assay_error *err);
/* The voices of a document, or a Lua error. */
const struct voices *check_voices(lua_State *L, assay_document *d);
/* Pushes the quotation whose words the tokens are, or nil for the writer's own. */
void push_voice(lua_State *L, int document_index, assay_span tokens);

/* Methods of documents and hits: l_structure.c */
int document_headings(lua_State *L);
int document_paragraph_count(lua_State *L);
int document_paragraphs(lua_State *L);
int document_sections(lua_State *L);
int hit_paragraph(lua_State *L);

struct sources;
/* Pushes a handle for sources, which must outlive the state. */
void push_sources(lua_State *L, const struct sources *sources);

struct pattern_handle {
  assay_pattern *pattern;
  assay_matcher *matcher; /* for the session's vocabulary; made when needed */
};
/* The matcher of the pattern or string at arg; pushes the handle that keeps it alive. */
assay_matcher *check_matcher(lua_State *L, int arg);
/* Pushes a compiled pattern, or raises. */
void push_pattern(lua_State *L, assay_str source);

/* -- Accumulators
 * -------------------------------------------------------------------------- */

/* All accumulator handles have this shape, so that the engine can take their objects. */
struct accumulator_handle {
  struct accumulator accumulator; /* object NULL: handed to the engine, or closed */
  bool borrowed;                  /* a report owns the object; it outlives the state */
  struct meter *meter;            /* of the object; held; NULL: it is not counted */
};
/* Pushes a handle for an object, taking it over even when it raises. */
void push_accumulator(lua_State *L, struct accumulator accumulator);
/* The accumulator handle at arg, or NULL for any other value. */
struct accumulator_handle *test_accumulator(lua_State *L, int arg);
/* The object of the accumulator of that class at arg, or an error. */
void *check_accumulator(lua_State *L, int arg, const struct class *class);
/* Pushes a closed handle, whose object is then to be set. */
struct accumulator_handle *push_closed(lua_State *L,
                                       const struct accumulator_class *class);
/* The allocator for the object of a handle, which counts for as long as the handle has
** it. Looks at the limits, so it may raise. */
assay_allocator accumulator_memory(lua_State *L, struct accumulator_handle *handle);
int accumulator_close(lua_State *L); /* the close function of all of them */
/* Methods of all of them: merge(other), freeze(), and encode(), which gives a string. */
int accumulator_lua_merge(lua_State *L);
int accumulator_lua_freeze(lua_State *L);
int accumulator_lua_encode(lua_State *L);

extern const struct class counter_handle_class, distinct_handle_class, grid_handle_class,
    moments_handle_class, ngrams_handle_class, passages_handle_class,
    quantiles_handle_class, rows_handle_class, sample_handle_class, top_handle_class,
    windows_handle_class;

/* The field of the options as an integer of least..most; fallback for nil. */
lua_Integer option_whole(lua_State *L, int table, const char *name, lua_Integer least,
                         lua_Integer most, lua_Integer fallback);
/* The number at arg, which must be finite; what: "moments". */
struct scalar check_scalar(lua_State *L, int arg, const char *what);
void push_scalar(lua_State *L, struct scalar scalar);

/* Counts as rows: methods of counters and grids, l_tables.c */
int counter_per(lua_State *L);
int counter_rows(lua_State *L);
int grid_per(lua_State *L);
int grid_pivot(lua_State *L);

/* Rows, for accumulators that keep some. */
struct cell;
struct rows;
enum { ROW_SPANS_MAX = 256 };
/* The list of names at arg in columns, at most ROWS_COLUMN_LIMIT; valid while it is on
** the stack. */
size_t read_row_columns(lua_State *L, int arg, assay_str *columns);
/* The row at arg, of shape's columns, as cells whose texts stay on the stack. */
void read_row(lua_State *L, int arg, const struct rows *shape, struct cell *cells,
              assay_span spans[ROW_SPANS_MAX]);

/* -- Functions of the module, gathered by module.c
 * -------------------------------------------- */

int new_document(lua_State *L); /* assay.document(name, text) */
int new_pattern(lua_State *L);  /* assay.pattern(source) */
int new_corpus(lua_State *L);   /* assay.corpus(paths, options) */
int new_counter(lua_State *L);
/* luaopen_assay without assay.corpus, for scripts that get documents from the engine. */
int module_open_closed(lua_State *L);
int new_grid(lua_State *L);
int new_lexicon(lua_State *L); /* assay.lexicon{...} */
int new_ngrams(lua_State *L);
int new_rows(lua_State *L);
int new_windows(lua_State *L);
int new_passages(lua_State *L);
int new_moments(lua_State *L);
int new_quantiles(lua_State *L);
int new_distinct(lua_State *L);
int new_top(lua_State *L);
int new_sample(lua_State *L);
int decode_accumulator(lua_State *L); /* assay.decode(bytes) */
int new_analysis(lua_State *L);       /* assay.analysis{...} */
int new_date(lua_State *L);           /* assay.date("1936-03-07") */
int new_reader(lua_State *L);         /* assay.reader{...} */
int new_regex(lua_State *L);          /* assay.regex(source) */
int measure_association(lua_State *L);
int measure_dispersion(lua_State *L);
int measure_diversity(lua_State *L);
int measure_keyness(lua_State *L);
int measure_p_value(lua_State *L);
int sorted_pairs(lua_State *L); /* assay.sorted(t) */
/* Pushes the keys of the table as a list: numbers, then strings by bytes, then others. */
void push_sorted_keys(lua_State *L, int table);
int text_columns(lua_State *L); /* assay.width(text) */
int text_fold(lua_State *L);
int text_graphemes(lua_State *L);
int text_language(lua_State *L);
int text_normalize(lua_State *L);
int text_sentences(lua_State *L);
int text_split(lua_State *L);
int text_stem(lua_State *L); /* assay.stem(word, language) */
int text_trim(lua_State *L);
int text_suggest(lua_State *L); /* assay.suggest(name, names) */
int text_words(lua_State *L);
int text_stopwords(lua_State *L); /* assay.stopwords(name) */
/* Pushes what assay.stopwords gives, for the words of a text; the stamp is its hash. */
void push_stopwords(lua_State *L, assay_str text);

/* Names that assay.suggest compares. */
enum { SUGGEST_MOST = 10000 };
int raise_usage(lua_State *L); /* assay.usage_error(message) */
/* Pushes the message of an error that assay.usage_error raised; NULL, and nothing is
** pushed, for any other value. */
const char *usage_message(lua_State *L, int index);
/* Raises one of that kind for the memory that whoever runs the script allows: err->offset
** bytes of it are missing. */
int raise_short(lua_State *L, const assay_error *err);
/* Those, of an error that has a usage_message; 0: it is of another kind. */
uint64_t usage_missing(lua_State *L, int index);

/* Raises unless the value at index came from assay.reader. */
void check_reader(lua_State *L, int index);

/* The key under which assay.analysis marks the tables it has checked, in the registry. */
extern const char analysis_mark;

#endif
