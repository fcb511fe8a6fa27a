#ifndef ASSAY_H
#define ASSAY_H
/*
** assay.h - the C interface of Assay, a text-mining engine.
**
** Everything an embedder may rely on is declared here; nothing else is API.
** Strings    : pointer + length (assay_str), UTF-8, never assumed NUL-terminated.
** Offsets    : bytes into a document's text, half-open, from 0.
** "owned"    : the caller frees it with the named function.
** "borrowed" : valid until the named parent is freed; never free it.
** "copied"   : the callee keeps its own copy; the argument may go at once.
** Threads    : corpora, tokenizers and patterns are immutable once made and may be
**              shared by any number of threads. Everything else belongs to one
**              thread at a time.
** Errors     : functions that can fail return assay_status and fill *err, which may
**              be NULL. On failure the outputs are untouched. There is no hidden
**              last-error state, no global that changes, no locale, no exit or abort.
*/
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define ASSAY_API __declspec(dllexport)
#else
#define ASSAY_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* -- Values --------------------------------------------------------------------- */

typedef struct assay_str {
  const char *ptr;
  size_t len;
} assay_str;

typedef struct assay_span { /* half-open; an empty span (begin == end) means "none" */
  uint32_t begin, end;
} assay_span;

typedef enum assay_status {
  ASSAY_OK = 0,
  ASSAY_ENOMEM = -1,    /* the allocator returned NULL */
  ASSAY_EIO = -2,       /* the operating system refused to read or write */
  ASSAY_EFORMAT = -3,   /* the input is not what it claims to be */
  ASSAY_EARG = -4,      /* an argument is wrong */
  ASSAY_EPATTERN = -5,  /* a search term or regular expression cannot be understood */
  ASSAY_ESCRIPT = -6,   /* a Lua script failed */
  ASSAY_ELIMIT = -7,    /* a limit was reached; the message names it */
  ASSAY_ECANCELLED = -8 /* the host asked to stop */
} assay_status;

typedef struct assay_error {
  assay_status status;
  uint32_t line;     /* 1-based line in source, 0 when unknown */
  uint64_t offset;   /* byte offset in source, 0 when unknown */
  char source[256];  /* file, document or script the message is about; may be "" */
  char message[768]; /* lower case, no full stop, names the thing and the value */
} assay_error;

/* All memory of the engine goes through one function, with lua_Alloc's contract:
** new_size == 0 frees and returns NULL; otherwise returns the resized block or NULL.
** old_size is always the exact size of the block (0 when ptr is NULL).
** An object keeps a copy of its allocator and must be freed on the same terms. */
typedef struct assay_allocator {
  void *(*resize)(void *ctx, void *ptr, size_t old_size, size_t new_size);
  void *ctx;
} assay_allocator;

/* "0.1.0". Constant. */
ASSAY_API const char *assay_version(void);
/* Version of the Unicode data that segmentation uses, "15.0.0". Constant. */
ASSAY_API const char *assay_unicode_version(void);
/* Version of the Unicode data that case folding and normalisation use. Constant. */
ASSAY_API const char *assay_folding_unicode_version(void);
/* "out of memory" for ASSAY_ENOMEM, and so on. Constant, never NULL. */
ASSAY_API const char *assay_status_name(assay_status status);

/* -- Text ------------------------------------------------------------------------ */

typedef enum assay_token_kind {
  ASSAY_TOKEN_WORD = 0, /* holds a letter, kana or ideograph */
  ASSAY_TOKEN_NUMBER,   /* digits, with their separators, and no letter */
  ASSAY_TOKEN_PUNCTUATION,
  ASSAY_TOKEN_SYMBOL,
  ASSAY_TOKEN_EMOJI,
  ASSAY_TOKEN_URL,    /* this and the next three only with ASSAY_JOIN_WEB */
  ASSAY_TOKEN_EMAIL,  /* name@example.org */
  ASSAY_TOKEN_TAG,    /* #peace */
  ASSAY_TOKEN_MENTION /* @name */
} assay_token_kind;

/* The tokens of a document as columns, in text order; white space is no token.
** term[i] is the id of the token's folded form in the document's vocabulary. */
typedef struct assay_tokens {
  size_t count;
  const uint32_t *begin, *end; /* byte offsets into the text, half-open */
  const uint32_t *term;
  const uint8_t *kind; /* assay_token_kind */
} assay_tokens;

/* How text is cut and folded. Immutable; shareable between threads. */
typedef struct assay_tokenizer assay_tokenizer;

/* What the rule word/1, the segments of UAX #29, may be asked to do differently; bits.
** core/text/README.md states each to the letter, with examples. */
enum assay_cut {
  ASSAY_JOIN_HYPHENS = 1 << 0,       /* well-known, Molotov-Ribbentrop */
  ASSAY_JOIN_APOSTROPHES = 1 << 1,   /* 'tis, '30s, the Soviets' */
  ASSAY_JOIN_NUMBERS = 1 << 2,       /* 1 000 000, 3.5%, $20 */
  ASSAY_JOIN_ABBREVIATIONS = 1 << 3, /* U.S.S.R. with its last stop, Mr., e.g. */
  ASSAY_JOIN_LINES = 1 << 4,         /* secu-, end of line, rity: counted as security */
  ASSAY_JOIN_WEB = 1 << 5,           /* addresses, #tags, @names: kinds of their own */
  ASSAY_SPLIT_ELISIONS = 1 << 6,     /* l'homme: l' and homme */
  ASSAY_CUT_DICTIONARY = 1 << 7      /* Chinese, Japanese, Thai, Lao, Khmer and Burmese by
                                     ** dictionary, if this build has ICU; else without
                                     ** effect. The rule's name says which. */
};

/* How a word becomes the key under which it is counted; bits. Text never changes. */
enum assay_fold {
  ASSAY_FOLD_NONE = 0,         /* a word is counted as it is written */
  ASSAY_FOLD_NFC = 1 << 0,     /* canonical composition; one apostrophe, one hyphen, no
                               ** soft hyphen; the other bits imply it */
  ASSAY_FOLD_CASE = 1 << 1,    /* full case folding */
  ASSAY_FOLD_TURKISH = 1 << 2, /* the same with dotted and dotless i */
  ASSAY_FOLD_MARKS = 1 << 3,   /* accents and vowel points go */
  ASSAY_FOLD_NFKC = 1 << 4,    /* compatibility: full width, ligatures, superscripts */
  ASSAY_FOLD_DEFAULT = ASSAY_FOLD_NFC | ASSAY_FOLD_CASE
};

typedef struct assay_tokenizer_options {
  uint32_t size;   /* sizeof(assay_tokenizer_options) */
  assay_str regex; /* when not empty: tokens are the matches of this PCRE2 pattern
                   ** (UTF, Unicode properties); default the rule word/1 (UAX #29) */
  assay_allocator allocator; /* {NULL, NULL}: malloc */
  uint32_t cut;              /* enum assay_cut; must be 0 with a regex */
  uint32_t fold;             /* enum assay_fold */
  assay_str stem; /* when not empty: the language whose stemmer shortens folded words, by
                  ** English name or ISO 639-1 code; needs case folding */
  assay_str language; /* whose abbreviations sentences know: "en", "de", "fr", "es", "it",
                      ** "pt", "nl", "ru", or "und" for none; empty: guessed for each
                      ** document */
} assay_tokenizer_options;
#define ASSAY_TOKENIZER_OPTIONS_INIT                                                     \
  {                                                                                      \
    sizeof(assay_tokenizer_options), {NULL, 0}, {NULL, NULL}, 0, ASSAY_FOLD_DEFAULT,     \
        {NULL, 0}, {                                                                     \
      NULL, 0                                                                            \
    }                                                                                    \
  }

/* Owned: free with assay_tokenizer_free. Fails with ASSAY_EPATTERN on a bad regex, with
** ASSAY_EARG on options that do not go together and on a language without stemmer. */
ASSAY_API assay_status assay_tokenizer_new(assay_tokenizer **out,
                                           const assay_tokenizer_options *options,
                                           assay_error *err);
ASSAY_API void assay_tokenizer_free(assay_tokenizer *tokenizer);
/* The rule's name for stamps: "word/1", "word/1 join=hyphens,web fold=case,marks",
** "regex:..."; equal names mean equal tokens and keys. Borrowed from the tokenizer. */
ASSAY_API assay_str assay_tokenizer_rule(const assay_tokenizer *tokenizer);

/* The folded forms seen so far, with an id each. One thread; shared by the documents
** that are made with it, and outlives them. */
typedef struct assay_vocabulary assay_vocabulary;

/* Folds as the tokenizer was told, NULL: as word/1; the documents made with it must have
** a tokenizer of the same rule. Keeps nothing of the tokenizer.
** Owned: free with assay_vocabulary_free. allocator NULL: malloc. */
ASSAY_API assay_status assay_vocabulary_new(assay_vocabulary **out,
                                            const assay_tokenizer *tokenizer,
                                            const assay_allocator *allocator,
                                            assay_error *err);
ASSAY_API void assay_vocabulary_free(assay_vocabulary *vocabulary);
ASSAY_API size_t assay_vocabulary_count(const assay_vocabulary *vocabulary);
/* The folded form of a term, "" for an unknown id. Borrowed from the vocabulary. */
ASSAY_API assay_str assay_vocabulary_term(const assay_vocabulary *vocabulary,
                                          uint32_t term);

/* -- Documents ------------------------------------------------------------------- */

typedef struct assay_document assay_document;

typedef struct assay_document_options {
  uint32_t size;                    /* sizeof(assay_document_options) */
  const assay_tokenizer *tokenizer; /* NULL: word/1; must outlive the document */
  assay_vocabulary *vocabulary;     /* NULL: the document makes its own */
  assay_allocator allocator;        /* {NULL, NULL}: malloc */
} assay_document_options;
#define ASSAY_DOCUMENT_OPTIONS_INIT                                                      \
  {                                                                                      \
    sizeof(assay_document_options), NULL, NULL, {                                        \
      NULL, NULL                                                                         \
    }                                                                                    \
  }

/* A document from memory. bytes may be in any encoding that the ladder knows (UTF-8
** with or without BOM, UTF-16, else Windows-1252); name and bytes are copied, so all
** offsets refer to assay_document_text, not to bytes.
** Owned: free with assay_document_free. options may be NULL.
** Fails with ASSAY_ELIMIT above 4 GiB of text, ASSAY_EFORMAT on binary data. */
ASSAY_API assay_status assay_document_new(assay_document **out,
                                          const assay_document_options *options,
                                          assay_str name, assay_str bytes,
                                          assay_error *err);
ASSAY_API void assay_document_free(assay_document *document);

/* All borrowed from the document. */
ASSAY_API assay_str assay_document_name(const assay_document *document);
ASSAY_API assay_str assay_document_text(const assay_document *document);
ASSAY_API assay_tokens assay_document_tokens(const assay_document *document);
ASSAY_API const assay_vocabulary *
assay_document_vocabulary(const assay_document *document);
/* Running words: tokens of kind word or number, and each address, tag or mention as one.
** Punctuation, symbols and emoji are not counted. */
ASSAY_API size_t assay_document_word_count(const assay_document *document);
/* Encoding the bytes were in: "utf-8", "utf-16le", "utf-16be", "windows-1252". */
ASSAY_API const char *assay_document_encoding(const assay_document *document);
/* How many broken byte sequences became U+FFFD. */
ASSAY_API size_t assay_document_replaced(const assay_document *document);
/* The language of its sentences, as told or guessed: "en", "und". Constant. */
ASSAY_API const char *assay_document_language(const assay_document *document);
/* The sentences, in order, without the white space around them. Made at the first call.
 */
ASSAY_API assay_status assay_document_sentences(assay_document *document,
                                                const assay_span **spans, size_t *count,
                                                assay_error *err);

/* -- Searching ------------------------------------------------------------------- */

/* A search term, compiled. Immutable; shareable between threads.
** Syntax: a word or phrase, any case, any white space between its words; * (any
** letters) and ? (one letter) inside a word; | between alternatives; a leading case:
** for exact case. */
typedef struct assay_pattern assay_pattern;

/* Owned: free with assay_pattern_free. tokenizer NULL: word/1; it cuts the term as it
** cuts the text. Fails with ASSAY_EPATTERN; err->offset is the place in source. */
ASSAY_API assay_status assay_pattern_new(assay_pattern **out, assay_str source,
                                         const assay_tokenizer *tokenizer,
                                         const assay_allocator *allocator,
                                         assay_error *err);
ASSAY_API void assay_pattern_free(assay_pattern *pattern);
/* How the source was understood: "phrase, any case". Borrowed from the pattern. */
ASSAY_API assay_str assay_pattern_form(const assay_pattern *pattern);

typedef struct assay_hit {
  assay_span tokens; /* token indices, half-open */
  assay_span bytes;  /* byte offsets into the text, half-open */
} assay_hit;

/* Finds a pattern in documents of one vocabulary, remembering per word form what it
** learned. One thread. */
typedef struct assay_matcher assay_matcher;

/* Owned: free with assay_matcher_free. Pattern and vocabulary must outlive it. */
ASSAY_API assay_status assay_matcher_new(assay_matcher **out,
                                         const assay_pattern *pattern,
                                         const assay_vocabulary *vocabulary,
                                         const assay_allocator *allocator,
                                         assay_error *err);
ASSAY_API void assay_matcher_free(assay_matcher *matcher);
/* The next hit at or after token `from`: leftmost, then longest; pass hit.tokens.end to
** go on, so that no token is counted twice. *found says whether there was one. */
ASSAY_API assay_status assay_matcher_next(assay_matcher *matcher,
                                          const assay_document *document, size_t from,
                                          assay_hit *hit, bool *found, assay_error *err);

/* -- Quotations ------------------------------------------------------------------ */

typedef enum assay_quote_kind {
  ASSAY_QUOTE_DIRECT = 0, /* a whole utterance, reported by a clause or by none */
  ASSAY_QUOTE_MIXED,      /* words woven into the writer's own sentence */
  ASSAY_QUOTE_NESTED,     /* inside another quotation */
  ASSAY_QUOTE_BLOCK,      /* set off by indentation */
  ASSAY_QUOTE_DIALOGUE,   /* NAME: utterance */
  ASSAY_QUOTE_TERM,       /* a word that is mentioned, or scare quotes */
  ASSAY_QUOTE_TITLE,      /* of a work */
  ASSAY_QUOTE_SLOGAN,
  ASSAY_QUOTE_INDIRECT /* reported in other words: "Lee argues that ..."; never in the
                       ** list of assay_document_quotes */
} assay_quote_kind;

typedef struct assay_quote {
  const assay_span *parts; /* one, or more when a reporting clause breaks it;
                           ** byte offsets of the words, marks left out */
  uint32_t part_count;
  int32_t parent; /* index of the quotation around it, or -1 */
  assay_quote_kind kind;
  float confidence;   /* 0..1, of the attribution if there is one, else of the span */
  assay_span mention; /* the speaker as the clause names him: "Lee" */
  assay_span cue;     /* "according to", "argues" */
  assay_str speaker;  /* the resolved name: "Stephen Lee"; len 0 when unknown */
  const assay_str *others; /* two or more bear the name, and nothing tells them apart: */
  uint32_t other_count;    /* ... all of them, else none */
  uint32_t line;           /* on which its words begin, from 1 */
  const char *rule;        /* name of the rule that decided; constant */
  bool said; /* somebody's words; false: a term, a title, a slogan or a name that
                      ** the marks only set apart */
} assay_quote;

/* The quotations of a document in the order of their beginnings. Made at the first
** call; borrowed from the document. */
ASSAY_API assay_status assay_document_quotes(assay_document *document,
                                             const assay_quote **quotes, size_t *count,
                                             assay_error *err);
/* The same list with the clauses that report speech without marks among the others. */
ASSAY_API assay_status assay_document_reports(assay_document *document,
                                              const assay_quote **quotes, size_t *count,
                                              assay_error *err);
/* "direct", "mixed", ... Constant. */
ASSAY_API const char *assay_quote_kind_name(assay_quote_kind kind);

/* -- Counting -------------------------------------------------------------------- */

/* Accumulators hold what an analysis collects. They merge, so that a run may be cut
** into shards: merging in shard order gives the bytes of the uncut run. */
typedef struct assay_ngrams assay_ngrams;

typedef struct assay_ngram {
  assay_str text; /* folded forms with one space between them; borrowed */
  uint32_t n;
  uint64_t count;
  uint64_t documents;
} assay_ngram;

/* What an n-gram may run across. */
typedef enum assay_ngram_cross {
  ASSAY_CROSS_NOTHING = 0, /* neither a sentence end nor a blank line */
  ASSAY_CROSS_SENTENCE,    /* sentence ends, but no blank line */
  ASSAY_CROSS_PARAGRAPH    /* both: anything within a document */
} assay_ngram_cross;

/* Which tokens n-grams are made of; the others count as if they were not there. */
typedef enum assay_ngram_keep {
  ASSAY_KEEP_RUNNING = 0, /* words, numbers, and addresses, tags and mentions */
  ASSAY_KEEP_WORDS,       /* the same without numbers */
  ASSAY_KEEP_ALL          /* punctuation, symbols and emoji, too */
} assay_ngram_keep;

typedef struct assay_ngrams_options {
  uint32_t size;             /* sizeof(assay_ngrams_options) */
  uint32_t min_n, max_n;     /* 1 <= min_n <= max_n <= ASSAY_NGRAM_MAX */
  assay_allocator allocator; /* {NULL, NULL}: malloc */
  assay_ngram_cross cross;
  assay_ngram_keep keep;
  bool break_at_punctuation; /* no n-gram runs across a punctuation mark */
  uint32_t skip;   /* skip-grams: an n-gram may leave out up to so many words inside it. A
                 ** word may begin ASSAY_SKIP_GRAMS_MAX of one order at most */
  uint64_t memory; /* bytes to keep to, 0: as many as it takes. What is more goes to a
                   ** temporary file in the folder TMPDIR, which is gone however the
                   ** process ends; the lists are the same. Different words stay in
                   ** memory: ASSAY_ELIMIT when they do not fit */
  bool grouped;    /* documents have groups, and each group a list of its own */
  bool around;     /* only n-grams that contain a hit, whole: see assay_ngrams_scope */
} assay_ngrams_options;
#define ASSAY_NGRAM_MAX 16
#define ASSAY_SKIP_GRAMS_MAX 10000
#define ASSAY_NGRAMS_OPTIONS_INIT                                                        \
  {                                                                                      \
    sizeof(assay_ngrams_options), 1, 1, {NULL, NULL}, ASSAY_CROSS_NOTHING,               \
        ASSAY_KEEP_RUNNING, false, 0, 0, false, false                                    \
  }

/* Owned: free with assay_ngrams_free. */
ASSAY_API assay_status assay_ngrams_new(assay_ngrams **out,
                                        const assay_ngrams_options *options,
                                        assay_error *err);
ASSAY_API void assay_ngrams_free(assay_ngrams *ngrams);
/* Counts a document's n-grams. */
ASSAY_API assay_status assay_ngrams_add(assay_ngrams *ngrams, assay_document *document,
                                        assay_error *err);
/* What to count of a document. */
typedef struct assay_ngrams_scope {
  uint32_t size;         /* sizeof(assay_ngrams_scope) */
  assay_str group;       /* its label, for `grouped`; copied */
  const assay_hit *hits; /* in the document, in order, for `around` */
  size_t hit_count;
} assay_ngrams_scope;
#define ASSAY_NGRAMS_SCOPE_INIT                                                          \
  { sizeof(assay_ngrams_scope), {NULL, 0}, NULL, 0 }
ASSAY_API assay_status assay_ngrams_add_scope(assay_ngrams *ngrams,
                                              assay_document *document,
                                              const assay_ngrams_scope *scope,
                                              assay_error *err);
/* Adds from's counts to into's; both must count the same orders. from is unchanged. */
ASSAY_API assay_status assay_ngrams_merge(assay_ngrams *into, const assay_ngrams *from,
                                          assay_error *err);
/* Sorts by count, descending, then by text; needed before assay_ngrams_at. */
ASSAY_API assay_status assay_ngrams_sort(assay_ngrams *ngrams, assay_error *err);
ASSAY_API size_t assay_ngrams_count(const assay_ngrams *ngrams);
typedef enum assay_ngram_order {
  ASSAY_NGRAMS_BY_COUNT = 0, /* the most frequent first, then by text */
  ASSAY_NGRAMS_BY_TEXT,      /* by their words' bytes */
  ASSAY_NGRAMS_BY_DOCUMENTS  /* those of most documents first, then by count */
} assay_ngram_order;

typedef struct assay_ngrams_query {
  uint32_t size; /* sizeof(assay_ngrams_query) */
  assay_ngram_order order;
  uint64_t min_count, min_documents; /* leave out rarer ones */
  bool collapse; /* leave out n-grams whose every occurrence is part of the same longer
                 ** one; not for skip-grams */
  const assay_str *stopwords; /* folded words: leave out n-grams that begin or end with
                              ** one */
  size_t stopword_count;
} assay_ngrams_query;
#define ASSAY_NGRAMS_QUERY_INIT                                                          \
  { sizeof(assay_ngrams_query), ASSAY_NGRAMS_BY_COUNT, 0, 0, false, NULL, 0 }
/* Makes the list that assay_ngrams_count and _at speak of: group after group. Fails with
** ASSAY_EARG, ASSAY_ENOMEM, and with limited memory ASSAY_EIO or ASSAY_ELIMIT. */
ASSAY_API assay_status assay_ngrams_list(assay_ngrams *ngrams,
                                         const assay_ngrams_query *query,
                                         assay_error *err);
typedef struct assay_ngrams_group {
  assay_str label;     /* borrowed from the n-grams */
  size_t first, count; /* its n-grams in the list */
  uint64_t words;      /* its running words */
} assay_ngrams_group;
/* Groups of the list, by label; one, "", if not grouped; none without a list. */
ASSAY_API size_t assay_ngrams_group_count(const assay_ngrams *ngrams);
ASSAY_API assay_status assay_ngrams_group_at(const assay_ngrams *ngrams, size_t i,
                                             assay_ngrams_group *out, assay_error *err);
/* The i-th n-gram of the sorted list; its text is borrowed until the next call. */
ASSAY_API assay_status assay_ngrams_at(assay_ngrams *ngrams, size_t i, assay_ngram *out,
                                       assay_error *err);

#ifdef __cplusplus
}
#endif
#endif
