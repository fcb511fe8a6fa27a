/*
** run.c - the two halves of a run and the whole, with one worker for its ends: it calls
** new() before the documents are mapped, and report() afterwards.
*/
#include "engine/run.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/stable_hash.h"
#include "engine/mapping.h"
#include "engine/value.h"
#include "engine/worker.h"
#include "text/vocabulary.h"

#include <pthread.h>
#include <string.h>

/* -- What was mapped ----------------------------------------------------------------- */

assay_status run_mapped_init(struct run_mapped *mapped, assay_error *err) {
  assay_allocator a = alloc_default();
  memset(mapped, 0, sizeof *mapped);
  corpus_tally_init(&mapped->tally);
  buffer_init(&mapped->first, NULL, BUFFER_NO_CEILING);
  mapped->arena = alloc_zero(&a, 1, sizeof *mapped->arena);
  if (!mapped->arena) return error_memory(err, 0);
  arena_init(mapped->arena, &a);
  return ASSAY_OK;
}

void run_mapped_free(struct run_mapped *mapped) {
  assay_allocator a = alloc_default();
  if (!mapped->arena) return;
  bundle_free(&mapped->bundle);
  crew_free(mapped->crew);
  corpus_tally_free(&mapped->tally);
  alloc_free(&a, mapped->digests, mapped->digest_cap, sizeof *mapped->digests);
  buffer_free(&mapped->first);
  arena_free(mapped->arena);
  alloc_free(&a, mapped->arena, 1, sizeof *mapped->arena);
  memset(mapped, 0, sizeof *mapped);
}

assay_status run_mapped_add_digest(struct run_mapped *mapped, uint64_t digest,
                                   assay_error *err) {
  assay_allocator a = alloc_default();
  void *digests = mapped->digests;
  if (!alloc_grow(&a, &digests, &mapped->digest_cap, mapped->digest_count + 1,
                  sizeof *mapped->digests))
    return error_memory(err, 0);
  mapped->digests = digests;
  mapped->digests[mapped->digest_count++] = digest;
  return ASSAY_OK;
}

static assay_status add_problems(struct run_mapped *into, const struct run_mapped *more,
                                 assay_error *err) {
  const size_t count = into->problem_count + more->problem_count;
  if (more->problem_count == 0) return ASSAY_OK;
  struct run_problem *all = arena_alloc(into->arena, count, sizeof *all);
  if (!all) return error_memory(err, 0);
  for (size_t i = 0; i < into->problem_count; i++) all[i] = into->problems[i];
  for (size_t i = 0; i < more->problem_count; i++) {
    struct run_problem *problem = &all[into->problem_count + i];
    *problem = more->problems[i];
    problem->path = arena_copy(into->arena, problem->path);
    problem->message = arena_copy(into->arena, problem->message);
    if (!problem->path.ptr || !problem->message.ptr) return error_memory(err, 0);
  }
  into->problems = all;
  into->problem_count = count;
  return ASSAY_OK;
}

assay_status run_mapped_add(struct run_mapped *into, struct run_mapped *more,
                            assay_error *err) {
  bundle_limit(&into->bundle, into->memory);
  assay_status status = bundle_merge(&into->bundle, &more->bundle, err);
  if (status == ASSAY_OK) status = add_problems(into, more, err);
  if (status == ASSAY_OK) status = corpus_tally_add(&into->tally, &more->tally, err);
  for (size_t i = 0; i < more->digest_count && status == ASSAY_OK; i++)
    status = run_mapped_add_digest(into, more->digests[i], err);
  into->documents += more->documents;
  into->words += more->words;
  into->replaced += more->replaced;
  run_mapped_free(more);
  return status;
}

/* -- What all workers see ------------------------------------------------------------ */

/* Before the workers, who share them. */
static assay_status open_sources(struct shared_run *shared, assay_error *err) {
  const struct script *script = shared->script;
  assay_tokenizer *tokenizer = NULL;
  bool any = false;
  for (size_t i = 0; i < script->arg_count; i++)
    any |= script->args[i].type == ARG_CORPUS;
  assay_status status = any ? worker_tokenizer(shared, &tokenizer, err) : ASSAY_OK;
  if (any && status == ASSAY_OK)
    status = value_open_sources(&shared->sources, script, shared->options->values,
                                shared->options->corpus, tokenizer, err);
  assay_tokenizer_free(tokenizer);
  return status;
}

/* Word forms that there will be: one for each kilobyte of text, as far as that goes and
** memory allows. */
static size_t expected_forms(const struct corpus *corpus, size_t memory) {
  const uint64_t most = memory / 1024 < 1 << 17 ? memory / 1024 : 1 << 17;
  const uint64_t forms = corpus ? corpus_all_bytes(corpus) / 1024 : 0;
  return (size_t)(forms < most ? forms : most);
}

/* A word that one worker has met is known to all others, and counted by the same number.
** Where there is only one worker, nobody else looks at it. */
static assay_status open_vocabulary(struct shared_run *shared, assay_error *err) {
  const size_t limit = shared->options->memory_limit;
  assay_tokenizer *tokenizer = NULL;
  shared->account.most = limit > 0 ? limit : STATE_MEMORY;
  shared->meter = meter_new(&shared->account);
  if (!shared->meter) return error_memory(err, 0);
  const assay_allocator memory = meter_allocator(shared->meter);
  assay_status status = worker_tokenizer(shared, &tokenizer, err);
  if (status == ASSAY_OK)
    status = assay_vocabulary_new(&shared->vocabulary, tokenizer, &memory, err);
  const size_t forms = expected_forms(shared->options->corpus, shared->account.most);
  if (status == ASSAY_OK && !vocabulary_expect(shared->vocabulary, forms))
    status = error_memory(err, 0);
  if (status == ASSAY_OK && mapping_threads(shared->options, SIZE_MAX) > 1)
    vocabulary_share(shared->vocabulary);
  assay_tokenizer_free(tokenizer);
  return status;
}

/* Before the report, what workers and the vocabulary leave: where much was counted, as
** its lists take room, too, or where the run has a budget. */
static void give_back(const struct run_options *options) {
  const size_t much = (size_t)16 << 20;
  if (options->alone) alloc_keep_no_more();
  alloc_give_back(options->memory > 0 ? 0 : much);
}

static void close_vocabulary(struct shared_run *shared) {
  assay_vocabulary_free(shared->vocabulary);
  meter_release(shared->meter);
  shared->vocabulary = NULL;
  shared->meter = NULL;
}

static void shared_open(struct shared_run *shared, const struct script *script,
                        const struct run_options *options) {
  memset(shared, 0, sizeof *shared);
  shared->script = script;
  shared->options = options;
  pthread_mutex_init(&shared->print_lock, NULL);
}

static void shared_close(struct shared_run *shared) {
  close_vocabulary(shared);
  value_free_sources(shared->sources, shared->script);
  pthread_mutex_destroy(&shared->print_lock);
}

/* -- Mapping ------------------------------------------------------------------------ */

static assay_status check_fields(const struct shared_run *shared, const struct table *own,
                                 assay_error *err) {
  const struct corpus *corpus = shared->options->corpus;
  if (!corpus) return ASSAY_OK; /* nobody knows what the host will bring */
  assay_status status = value_check_fields(shared->script, shared->options->values,
                                           corpus_metadata(corpus), own, err);
  if (!own && status == ASSAY_EARG && corpus_has_own_fields(corpus))
    return ASSAY_OK; /* what is not known yet may be in the documents */
  return status;
}

static assay_status keep_rule(struct run_mapped *out, const assay_tokenizer *tokenizer,
                              assay_error *err) {
  out->rule = arena_copy(out->arena, assay_tokenizer_rule(tokenizer));
  return out->rule.ptr ? ASSAY_OK : error_memory(err, 0);
}

/* One pass. The worker is opened for it, and stays open; it has a vocabulary of its own,
** so that the one of the documents goes when all are counted. */
static assay_status map_pass(struct shared_run *shared, struct worker *main,
                             struct run_mapped *out, assay_error *err) {
  assay_status status = run_mapped_init(out, err);
  if (shared->options->alone) alloc_keep();
  if (status == ASSAY_OK) status = worker_open(main, shared, err);
  if (status == ASSAY_OK) status = keep_rule(out, main->tokenizer, err);
  if (status == ASSAY_OK) status = open_vocabulary(shared, err);
  if (status == ASSAY_OK) status = mapping_run(shared, main, out, err);
  if (status == ASSAY_OK) close_vocabulary(shared);
  if (!shared->first_pass) give_back(shared->options);
  atomic_store(&shared->stop, false);
  return status;
}

/* What the script needs first, of all documents, encoded. */
static assay_status map_first(struct shared_run *shared, struct run_mapped *mapped,
                              struct buffer *out, assay_error *err) {
  struct worker main;
  memset(&main, 0, sizeof main);
  shared->first_pass = true;
  assay_status status = map_pass(shared, &main, mapped, err);
  if (status == ASSAY_OK) status = bundle_encode(&mapped->bundle, out, err);
  worker_close(&main);
  bundle_free(&mapped->bundle);
  shared->first_pass = false;
  atomic_store(&shared->documents_done, 0);
  atomic_store(&shared->bytes_done, 0);
  return status;
}

static assay_status check_feed(const struct run_options *options, assay_error *err) {
  const struct feed *feed = options->feed;
  if (!feed || (feed->rewind && feed->rewind(feed->ctx))) return ASSAY_OK;
  return error_set(err, ASSAY_EARG,
                   "the script reads all documents twice, and these come only once");
}

/* The first pass, if the script needs one and it was not made before. first is what
** shared->first will point to; mapped is what else the pass gave, if it was made here. */
static assay_status prepare_first(struct shared_run *shared, struct buffer *first,
                                  struct run_mapped *mapped, assay_error *err) {
  const struct run_options *options = shared->options;
  const bool needs = shared->script->needs, made = options->first.len > 0;
  if (!needs && (options->first_pass || made))
    return error_set(err, ASSAY_EARG, "the script has no first pass (needs = {...})");
  shared->first_pass = options->first_pass;
  if (!needs || options->first_pass) return ASSAY_OK;
  if (!made && options->share.of > 0)
    return error_set(err, ASSAY_EARG,
                     "the script needs a first pass over all texts before a share can be "
                     "mapped");
  assay_status status = ASSAY_OK;
  if (made) {
    buffer_add_str(first, options->first);
    status = buffer_status(first, "a first pass", err);
  } else {
    status = map_first(shared, mapped, first, err);
    if (status == ASSAY_OK) status = check_feed(options, err);
  }
  shared->first = buffer_str(first);
  return status;
}

/* A document that failed in the first pass only is told, too. */
static assay_status add_failures(struct run_mapped *out, const struct run_mapped *first,
                                 assay_error *err) {
  if (first->problem_count == 0) return ASSAY_OK;
  struct run_problem *failed = arena_alloc(out->arena, first->problem_count,
                                           sizeof *failed);
  struct run_mapped more = {.problems = failed};
  if (!failed) return error_memory(err, 0);
  for (size_t i = 0; i < first->problem_count; i++)
    if (first->problems[i].failed) failed[more.problem_count++] = first->problems[i];
  return add_problems(out, &more, err);
}

/* -- The halves --------------------------------------------------------------------- */

static assay_status map_both(struct shared_run *shared, struct worker *main,
                             struct run_mapped *out, assay_error *err) {
  struct buffer encoded;
  struct run_mapped first;
  memset(&first, 0, sizeof first);
  buffer_init(&encoded, NULL, BUFFER_NO_CEILING);
  assay_status status = prepare_first(shared, &encoded, &first, err);
  if (status == ASSAY_OK) status = map_pass(shared, main, out, err);
  if (status == ASSAY_OK) status = add_failures(out, &first, err);
  run_mapped_free(&first);
  if (status == ASSAY_OK)
    out->first = encoded;
  else
    buffer_free(&encoded);
  return status;
}

static assay_status map_through(struct shared_run *shared, struct worker *main,
                                struct run_mapped *out, assay_error *err) {
  assay_status status = check_fields(shared, NULL, err);
  if (status == ASSAY_OK) status = open_sources(shared, err);
  if (status == ASSAY_OK) status = map_both(shared, main, out, err);
  /* Fields that documents brought themselves are known now, if all were read. */
  if (status == ASSAY_OK && shared->options->share.of == 0)
    status = check_fields(shared, &out->tally.fields, err);
  return status;
}

static uint64_t report_rows(const struct report *report) {
  uint64_t rows = 0;
  for (size_t i = 0; i < report_table_count(report); i++)
    rows += report_table(report, i)->rows->count;
  return rows;
}

/* Moves what is known of the documents; the accumulators stay. */
static void take_counts(struct run_result *out, struct run_mapped *mapped) {
  out->problems = mapped->problems;
  out->problem_count = mapped->problem_count;
  out->documents = mapped->documents;
  out->words = mapped->words;
  out->replaced = mapped->replaced;
  out->rule = mapped->rule;
  for (size_t i = 0; i < mapped->digest_count; i++)
    out->digest = stable_hash_add_number(out->digest, mapped->digests[i]);
  out->tally = mapped->tally;
  corpus_tally_init(&mapped->tally);
}

/* What was not read, before and while documents were mapped. */
static assay_status tell_unread(const struct run_options *options,
                                const struct run_mapped *mapped, struct report *report,
                                assay_error *err) {
  const struct corpus_note *notes = options->notes;
  size_t count = options->note_count;
  if (!notes && options->corpus) notes = corpus_notes(options->corpus, &count);
  assay_status status = ASSAY_OK;
  for (size_t i = 0; notes && i < count && status == ASSAY_OK; i++)
    if (notes[i].kind == NOTE_PROBLEM || notes[i].kind == NOTE_DETAIL)
      status = report_add_unread(report, notes[i].path, notes[i].message, err);
  for (size_t i = 0; i < mapped->problem_count && status == ASSAY_OK; i++)
    if (mapped->problems[i].unread)
      status = report_add_unread(report, mapped->problems[i].path,
                                 mapped->problems[i].message, err);
  return status;
}

static assay_status report_through(struct worker *main, struct run_mapped *mapped,
                                   struct run_result *out, assay_error *err) {
  int64_t hits = -1;
  assay_allocator a = alloc_default();
  struct run_result result;
  memset(&result, 0, sizeof result);
  take_counts(&result, mapped);
  assay_status status = report_new(&result.report, NULL, err);
  if (status == ASSAY_OK)
    status = tell_unread(main->run->options, mapped, result.report, err);
  if (status == ASSAY_OK) {
    bundle_use_crew(&mapped->bundle, mapped->crew);
    report_use_crew(result.report, mapped->crew);
    status = worker_report(main, &mapped->bundle, result.report, &hits, err);
  }
  if (status == ASSAY_OK)
    result.hits = hits >= 0 ? (uint64_t)hits : report_rows(result.report);
  result.crew = mapped->crew;
  result.arena = mapped->arena; /* the problems' */
  bundle_free(&mapped->bundle);
  alloc_free(&a, mapped->digests, mapped->digest_cap, sizeof *mapped->digests);
  buffer_free(&mapped->first);
  memset(mapped, 0, sizeof *mapped);
  if (status == ASSAY_OK)
    *out = result;
  else
    run_result_free(&result);
  return status;
}

/* -- What others call ---------------------------------------------------------------- */

assay_status run_map(const struct script *script, const struct run_options *options,
                     struct run_mapped *out, assay_error *err) {
  struct shared_run shared;
  struct worker main;
  struct run_mapped mapped;
  memset(&main, 0, sizeof main);
  memset(&mapped, 0, sizeof mapped);
  shared_open(&shared, script, options);
  assay_status status = map_through(&shared, &main, &mapped, err);
  worker_close(&main);
  shared_close(&shared);
  if (status == ASSAY_OK)
    *out = mapped;
  else
    run_mapped_free(&mapped);
  return status;
}

assay_status run_report(const struct script *script, const struct run_options *options,
                        struct run_mapped *mapped, struct run_result *out,
                        assay_error *err) {
  struct shared_run shared;
  struct worker main;
  memset(&main, 0, sizeof main);
  shared_open(&shared, script, options);
  if (!mapped->crew) mapped->crew = crew_new(mapping_threads(options, SIZE_MAX));
  shared.first = options->first;
  assay_status status = open_sources(&shared, err);
  if (status == ASSAY_OK) status = worker_open(&main, &shared, err);
  if (status == ASSAY_OK) status = report_through(&main, mapped, out, err);
  worker_close(&main);
  run_mapped_free(mapped);
  shared_close(&shared);
  return status;
}

assay_status run_script(const struct script *script, const struct run_options *options,
                        struct run_result *out, assay_error *err) {
  struct shared_run shared;
  struct worker main;
  struct run_mapped mapped;
  memset(&main, 0, sizeof main);
  memset(&mapped, 0, sizeof mapped);
  shared_open(&shared, script, options);
  assay_status status = map_through(&shared, &main, &mapped, err);
  if (status == ASSAY_OK) status = report_through(&main, &mapped, out, err);
  run_mapped_free(&mapped);
  worker_close(&main);
  shared_close(&shared);
  return status;
}

void run_result_free(struct run_result *result) {
  assay_allocator a = alloc_default();
  report_free(result->report);
  crew_free(result->crew);
  corpus_tally_free(&result->tally);
  if (result->arena) arena_free(result->arena);
  alloc_free(&a, result->arena, 1, sizeof *result->arena);
  memset(result, 0, sizeof *result);
}
