#ifndef ASSAY_ENGINE_WORKER_H
#define ASSAY_ENGINE_WORKER_H
/*
** worker.h - one Lua state that maps shards. A worker belongs to one thread; what it
** hands back, a shard_result, does not depend on which worker made it.
*/
#include "assay.h"
#include "base/reuse.h"
#include "engine/contract.h"
#include "engine/run.h"
#include "engine/state.h"

#include <pthread.h>
#include <stdatomic.h>

struct shared_run { /* what all workers of a run see */
  const struct script *script;
  const struct run_options *options;
  bool first_pass;              /* what is mapped is what the script needs first */
  assay_str first;              /* the first pass, encoded; empty: there is none */
  assay_vocabulary *vocabulary; /* of all documents that are mapped; NULL: each state has
                                ** its own */
  struct meter_account account; /* of the vocabulary's memory */
  struct meter *meter;
  struct sources **sources;   /* by argument; see value_open_sources */
  pthread_mutex_t print_lock; /* one line at a time */
  atomic_bool stop;           /* no further document: cancelled, failed, or all done */
  atomic_bool cancelled;      /* scripts end where they are */
  atomic_size_t documents_done;
  atomic_uint_fast64_t bytes_done;
};

struct shard_result {
  struct bundle bundle;
  struct arena strings; /* of the problems */
  struct run_problem *problems;
  size_t problem_count, problem_cap;
  struct corpus_tally tally;
  size_t documents;
  uint64_t words, replaced;
  uint64_t digest;     /* of the texts, if the run wants it */
  assay_status status; /* ASSAY_ECANCELLED when it was stopped */
  assay_error err;
};

struct worker {
  struct state state;
  struct shared_run *run;
  struct reuse memory;          /* of documents from the host */
  assay_vocabulary *vocabulary; /* the one of the state's session */
  assay_tokenizer *tokenizer;
  bool tokenizer_taken;           /* by the state's session, which frees it */
  struct bundle first;            /* the first pass, until the state has it */
  assay_document *document;       /* about to be mapped */
  struct document_handle *handle; /* of the one that is being mapped */
  char name[512];                 /* the beginning of its name, for messages */
};

/* Loads the script into a state of its own. Close with worker_close, also on failure. */
assay_status worker_open(struct worker *w, struct shared_run *run, assay_error *err);
void worker_close(struct worker *w);
/* The tokenizer that the run asks for; NULL for word/1. Owned. */
assay_status worker_tokenizer(const struct shared_run *run, assay_tokenizer **out,
                              assay_error *err);
/* Maps the documents of a shard of the corpus, or of a batch if there is one, into fresh
** accumulators; fills *out in any case. */
void worker_map(struct worker *w, size_t shard, struct feed_batch *batch,
                struct shard_result *out);
/* Takes what new(args) returns as a bundle: the accumulators of no document. */
assay_status worker_new_bundle(struct worker *w, struct bundle *out, assay_error *err);
/* Calls report(acc, args, out); *hits is what it returned, or -1. Takes the bundle over.
 */
assay_status worker_report(struct worker *w, struct bundle *bundle, struct report *report,
                           int64_t *hits, assay_error *err);
void shard_result_free(struct shard_result *result);

#endif
