#ifndef ASSAY_ENGINE_RUN_H
#define ASSAY_ENGINE_RUN_H
/*
** run.h - a script over a corpus: one Lua state per worker, shards in any order, their
** accumulators merged in shard order, one report.
*/
#include "assay.h"
#include "corpus/corpus.h"
#include "engine/report.h"
#include "engine/script.h"

struct run_progress {
  size_t documents, documents_done;
  uint64_t bytes, bytes_done;
};

/* Called now and then from the thread that called run_script; false cancels the run. */
typedef bool run_watch(void *ctx, const struct run_progress *progress);

typedef void run_print(void *ctx, assay_str line);

struct run_problem { /* something about one document; the rest was done */
  assay_str path, message;
  bool unread; /* it could not be read; else it was, and the message is a remark */
};

struct text_options { /* what a token is, and when two are the same word; assay.h */
  assay_str tokens;   /* regular expression for tokens; empty: word/1 */
  uint32_t cut;       /* enum assay_cut */
  uint32_t fold;      /* enum assay_fold */
  assay_str stem;     /* language; empty: no stemming */
  assay_str language; /* of sentences; empty: guessed for each document */
};
#define TEXT_OPTIONS_INIT                                                                \
  {                                                                                      \
    {NULL, 0}, 0, ASSAY_FOLD_DEFAULT, {NULL, 0}, {                                       \
      NULL, 0                                                                            \
    }                                                                                    \
  }

struct run_options {
  const struct corpus *corpus;
  const assay_str *values; /* one per argument of the script; ptr NULL: not given */
  size_t threads;          /* 0: one per processor, at most one per shard */
  const struct text_options *text; /* NULL: word/1 */
  bool strict;                     /* stop at the first document that cannot be read */
  bool digest;                     /* make a digest of the texts, for the stamp */
  size_t memory_limit;             /* of each Lua state, in bytes; 0: 1 GiB */
  run_watch *watch;                /* may be NULL */
  void *watch_ctx;
  run_print *print; /* what a script's print() calls, from any thread, one call at a
                    ** time; may be NULL */
  void *print_ctx;
};

struct run_result {
  struct report *report;
  const struct run_problem *problems; /* in document order */
  size_t problem_count;
  size_t documents;    /* read */
  uint64_t words;      /* running words in them */
  uint64_t replaced;   /* broken byte sequences that became U+FFFD */
  assay_str rule;      /* of the tokenizer; see assay_tokenizer_rule */
  uint64_t digest;     /* of the texts, in order; 0 unless it was asked for */
  uint64_t hits;       /* what report returned, else the number of rows of all tables */
  struct arena *arena; /* private */
};

/* Fails with ASSAY_ESCRIPT (message as script_load's, source names the script),
** ASSAY_EARG for a value, ASSAY_ECANCELLED, ASSAY_ENOMEM, ASSAY_ELIMIT, and with
** strict as corpus_read does. Free the result with run_result_free. */
assay_status run_script(const struct script *script, const struct run_options *options,
                        struct run_result *out, assay_error *err);
void run_result_free(struct run_result *result);

#endif
