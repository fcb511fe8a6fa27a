#ifndef ASSAY_ENGINE_RUN_H
#define ASSAY_ENGINE_RUN_H
/*
** run.h - a script over a corpus: one Lua state per worker, shards in any order, their
** accumulators merged in shard order, one report. run_script does it all; run_map and
** run_report are its halves, for runs that are spread over processes (part.h).
*/
#include "assay.h"
#include "base/crew.h"
#include "corpus/corpus.h"
#include "engine/contract.h"
#include "engine/feed.h"
#include "engine/report.h"
#include "engine/script.h"
#include "quote/voices.h"

struct run_progress {
  size_t documents, documents_done;
  uint64_t bytes, bytes_done;
};

/* Called now and then from the thread that called run_script; false cancels the run. */
typedef bool run_watch(void *ctx, const struct run_progress *progress);

typedef void run_print(void *ctx, assay_str line);

struct run_problem { /* something about one document; the rest was done */
  assay_str path, message;
  bool unread; /* it could not be read */
  bool failed; /* it was read, and the script failed in it; else this is a remark */
};

struct run_share {   /* a contiguous range of the shards of a corpus */
  size_t number, of; /* 1..of; of 0: all of them */
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
  const struct corpus *corpus;     /* or a feed: */
  const struct feed *feed;         /* documents from the host; NULL: the corpus */
  const struct corpus_note *notes; /* run_report: about the inputs; NULL: the corpus's */
  size_t note_count;
  struct run_share share;  /* of the corpus */
  const assay_str *values; /* one per argument of the script; ptr NULL: not given */
  size_t threads;          /* 0: one per processor, at most one per shard */
  const struct text_options *text; /* NULL: word/1 */
  enum voice_region region;        /* what of each document counts and is searched */
  uint64_t memory;                 /* bytes that n-grams and documents may take; what is
                                   ** more goes to temporary files. 0: no limit */
  bool strict;                     /* stop at the first document that cannot be read */
  bool keep_going;                 /* a document in which the script fails leaves nothing
                                   ** and is a problem; else it ends the run */
  bool digest;                     /* make a digest of the texts, for the stamp */
  bool first_pass;                 /* run_map: only what the script needs first */
  assay_str first;                 /* run_map, run_report: the accumulators of the first
                                   ** pass, encoded; empty: they are made, if the script
                                   ** needs them and first_pass is not set */
  size_t memory_limit;             /* of each Lua state, in bytes; 0: 4 GiB */
  double time_limit; /* processor seconds of each call into the script; 0: none */
  bool trusted;      /* the script gets all of Lua's libraries */
  bool alone;        /* the process does nothing else: malloc is told what comes */
  run_watch *watch;  /* may be NULL */
  void *watch_ctx;
  void (*delay)(void *ctx, size_t shard); /* called before a shard is mapped and before it
                                          ** is merged, from any thread; NULL, but in
                                          ** tests of what happens in which order */
  void *delay_ctx;
  run_print *print; /* what a script's print() calls, from any thread, one call at a
                    ** time; may be NULL */
  void *print_ctx;
};

struct run_mapped { /* documents as accumulators */
  struct bundle bundle;
  const struct run_problem *problems; /* in document order */
  size_t problem_count;
  size_t documents;  /* read */
  uint64_t words;    /* running words in them */
  uint64_t replaced; /* broken byte sequences that became U+FFFD */
  assay_str rule;    /* of the tokenizer; see assay_tokenizer_rule */
  uint64_t *digests; /* of the texts of each shard, if they were asked for */
  size_t digest_count, digest_cap;
  struct corpus_tally tally; /* of all that was read; for corpus_finish */
  struct crew *crew;         /* as many as mapped; may be NULL */
  uint64_t memory;           /* for n-grams while they are reported; 0: no limit */
  struct buffer first;       /* the first pass, encoded; empty where there is none */
  struct arena *arena;       /* of the strings and arrays above */
};

struct run_result {
  struct report *report;
  const struct run_problem *problems; /* in document order */
  size_t problem_count;
  size_t documents;
  uint64_t words, replaced;
  assay_str rule;
  uint64_t digest; /* of the texts, in order; 0 unless it was asked for */
  uint64_t hits;   /* what report returned, else the number of rows of all tables */
  struct corpus_tally tally;
  struct crew *crew;   /* private: of the report */
  struct arena *arena; /* private */
};

/* Fails with ASSAY_ESCRIPT (message as script_load's, source names the script),
** ASSAY_EARG for a value, ASSAY_ECANCELLED, ASSAY_ENOMEM, ASSAY_ELIMIT, and with
** strict as corpus_read does. Free the result with run_result_free. */
assay_status run_script(const struct script *script, const struct run_options *options,
                        struct run_result *out, assay_error *err);
void run_result_free(struct run_result *result);

/* new() and map(). Free with run_mapped_free; nothing in it belongs to a thread. */
assay_status run_map(const struct script *script, const struct run_options *options,
                     struct run_mapped *out, assay_error *err);
/* Empty, but for an arena. */
assay_status run_mapped_init(struct run_mapped *mapped, assay_error *err);
assay_status run_mapped_add_digest(struct run_mapped *mapped, uint64_t digest,
                                   assay_error *err);
/* Adds the shards that follow. Takes them over, also on failure; fails as bundle_merge,
** and with ASSAY_ENOMEM. */
assay_status run_mapped_add(struct run_mapped *into, struct run_mapped *more,
                            assay_error *err);
/* report(). Takes the accumulators over, also on failure; needs no corpus. */
assay_status run_report(const struct script *script, const struct run_options *options,
                        struct run_mapped *mapped, struct run_result *out,
                        assay_error *err);
void run_mapped_free(struct run_mapped *mapped);

#endif
