/*
** worker.c - new, map and report in one Lua state. Everything that may raise runs inside
** state_call; what must survive an error is held by the worker.
*/
#include "engine/worker.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/stable_hash.h"
#include "engine/out.h"
#include "engine/value.h"
#include "lua/binding.h"

#include <stdio.h>
#include <string.h>

/* Addresses are keys of the registry. */
static const char analysis_key = 0, args_key = 0, map_key = 0, first_key = 0;

static assay_status worker_call(struct worker *w, int args, int results,
                                const char *during, assay_error *err) {
  const struct script *script = w->run->script;
  return state_call(&w->state, args, results, script->path, script->source, during, err);
}

static void push_contract(lua_State *L, const char *name) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &analysis_key);
  lua_getfield(L, -1, name);
  lua_remove(L, -2);
}

/* Puts the table with new() and map() in its place: of the first pass, `needs` of the
** analysis, which is at 2. */
static void choose_pass(lua_State *L, const struct shared_run *run) {
  if (run->first_pass)
    lua_getfield(L, 2, "needs");
  else
    lua_pushvalue(L, 2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &analysis_key);
}

static void keep_map(lua_State *L);

/* setup(worker, analysis) */
static int setup(lua_State *L) {
  struct worker *w = lua_touserdata(L, 1);
  contract_check(L, 2);
  choose_pass(L, w->run);
  session_set_tokenizer(L, w->tokenizer, w->run->vocabulary);
  w->tokenizer_taken = true;
  session_of(L)->ngrams_have_budget = w->run->options->memory > 0;
  w->vocabulary = session_of(L)->vocabulary;
  value_push_args(L, w->run->script, w->run->options->values, w->run->sources);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &args_key);
  if (w->first.entries) {
    bundle_push(L, &w->first);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &first_key);
  }
  keep_map(L);
  return 0;
}

/* Each worker has the first pass for itself: nothing is shared, and so nothing waits. */
static assay_status worker_take_first(struct worker *w, assay_error *err) {
  if (w->run->first.len == 0) return ASSAY_OK;
  assay_status status = bundle_decode(&w->first, w->run->first, err);
  if (status == ASSAY_OK) bundle_freeze(&w->first);
  return status;
}

static void worker_print(void *ctx, assay_str line) {
  struct shared_run *run = ctx;
  pthread_mutex_lock(&run->print_lock);
  run->options->print(run->options->print_ctx, line);
  pthread_mutex_unlock(&run->print_lock);
}

/* What the run asks for; the script's own tokens when the run asks for none. */
assay_status worker_tokenizer(const struct shared_run *run, assay_tokenizer **out,
                              assay_error *err) {
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  const struct text_options plain = TEXT_OPTIONS_INIT;
  const struct text_options *text = run->options->text;
  assay_str own = run->script->tokens;
  *out = NULL;
  if (!text && own.len == 0) return ASSAY_OK;
  if (!text) text = &plain;
  options.regex = text->tokens.len > 0 ? text->tokens : own;
  options.cut = options.regex.len > 0 && text->tokens.len == 0 ? 0 : text->cut;
  options.fold = text->fold;
  options.stem = text->stem;
  options.language = text->language;
  return assay_tokenizer_new(out, &options, err);
}

assay_status worker_open(struct worker *w, struct shared_run *run, assay_error *err) {
  memset(w, 0, sizeof *w);
  reuse_init(&w->memory);
  w->run = run;
  const struct state_options limits = {.memory = run->options->memory_limit,
                                       .seconds = run->options->time_limit,
                                       .stop = &run->cancelled,
                                       .modules = run->script->modules,
                                       .beside = &run->account,
                                       .trusted = run->options->trusted};
  assay_status status = state_open(&w->state, &limits, err);
  if (status != ASSAY_OK) return status;
  status = worker_tokenizer(run, &w->tokenizer, err);
  if (status == ASSAY_OK) status = worker_take_first(w, err);
  if (status == ASSAY_OK)
    status = state_load(&w->state, run->script->path, run->script->source, err);
  if (status != ASSAY_OK) return status;
  /* Only now: what a script prints while it is loaded would come once per thread. */
  if (run->options->print) w->state.print = worker_print;
  w->state.print_ctx = run;
  lua_pushcfunction(w->state.L, setup);
  lua_insert(w->state.L, -2);
  lua_pushlightuserdata(w->state.L, w);
  lua_insert(w->state.L, -2);
  return worker_call(w, 2, 0, NULL, err);
}

void worker_close(struct worker *w) {
  state_close(&w->state);
  reuse_free(&w->memory);
  bundle_free(&w->first);
  if (!w->tokenizer_taken) assay_tokenizer_free(w->tokenizer);
}

/* new_accumulators() -> what new(args) returned */
static int new_accumulators(lua_State *L) {
  push_contract(L, "new");
  lua_rawgetp(L, LUA_REGISTRYINDEX, &args_key);
  lua_call(L, 1, 1);
  return 1;
}

/* take_accumulators(bundle, acc) */
static int take_accumulators(lua_State *L) {
  bundle_take(L, 2, lua_touserdata(L, 1));
  return 0;
}

/* The first pass as the argument that follows, where there is one: the count of it. */
static int push_first(lua_State *L, const struct worker *w) {
  if (w->run->first.len == 0) return 0;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &first_key);
  return 1;
}

/* map_document(worker, acc), with map, args and first as upvalues: calls map(acc, doc,
** args, first). The handle becomes the fourth, so that it is there until the next
** document, and the worker can close it whatever happens. */
static int map_document(lua_State *L) {
  struct worker *w = lua_touserdata(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, 2);
  w->handle = lend_document(L);
  lua_pushvalue(L, -1);
  lua_replace(L, lua_upvalueindex(4));
  w->handle->document = w->document;
  w->document = NULL;
  lua_pushvalue(L, lua_upvalueindex(2));
  const bool first = w->run->first.len > 0;
  if (first) lua_pushvalue(L, lua_upvalueindex(3));
  lua_call(L, first ? 4 : 3, 0);
  return 0;
}

/* Made once: a call for each document should cost little. */
static void keep_map(lua_State *L) {
  push_contract(L, "map");
  lua_rawgetp(L, LUA_REGISTRYINDEX, &args_key);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &first_key);
  lua_pushnil(L);
  lua_pushcclosure(L, map_document, 4);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &map_key);
}

/* Frees the document of the last call. */
static void worker_drop_document(struct worker *w) {
  if (w->handle) {
    assay_document_free(w->handle->document);
    w->handle->document = NULL;
    w->handle = NULL;
  }
  assay_document_free(w->document);
  w->document = NULL;
}

enum problem_kind { PROBLEM_REMARK, PROBLEM_UNREAD, PROBLEM_FAILED };

static assay_status add_problem(struct shard_result *out, assay_str path,
                                assay_str message, enum problem_kind kind) {
  assay_allocator a = alloc_default();
  void *problems = out->problems;
  if (!alloc_grow(&a, &problems, &out->problem_cap, out->problem_count + 1,
                  sizeof *out->problems))
    return error_memory(&out->err, 0);
  out->problems = problems;
  struct run_problem problem = {arena_copy(&out->strings, path),
                                arena_copy(&out->strings, message),
                                kind == PROBLEM_UNREAD, kind == PROBLEM_FAILED};
  if (!problem.path.ptr || !problem.message.ptr) return error_memory(&out->err, 0);
  out->problems[out->problem_count++] = problem;
  return ASSAY_OK;
}

static assay_str str_of(const char *text) {
  assay_str s = {text, strlen(text)};
  return s;
}

/* What the user should know of a document that was read. */
static assay_status add_remarks(struct shard_result *out, const assay_document *d) {
  const char *encoding = assay_document_encoding(d);
  size_t replaced = assay_document_replaced(d);
  char message[256];
  assay_status status = ASSAY_OK;
  if (strncmp(encoding, "utf-", 4) != 0 &&
      strcmp(d->decoding.decided_by, "not valid UTF-8") == 0) {
    snprintf(message, sizeof message, "is not valid UTF-8; read as %s", encoding);
    status = add_problem(out, d->name, str_of(message), PROBLEM_REMARK);
  }
  if (replaced > 0 && status == ASSAY_OK) {
    snprintf(message, sizeof message, "%zu broken byte sequence%s became U+FFFD",
             replaced, replaced == 1 ? "" : "s");
    status = add_problem(out, d->name, str_of(message), PROBLEM_REMARK);
  }
  for (size_t i = 0; i < d->origin.warning_count && status == ASSAY_OK; i++)
    status = add_problem(out, d->name, d->origin.warnings[i], PROBLEM_REMARK);
  return status;
}

/* Takes the document over. */
static assay_status worker_prepare(struct worker *w, assay_document *document,
                                   struct shard_result *out) {
  w->document = document;
  out->words += assay_document_word_count(document);
  assay_status status = voices_region(document, w->run->options->region,
                                      &document->region, &out->err);
  return status == ASSAY_OK ? add_remarks(out, document) : status;
}

static assay_status worker_take(struct worker *w, struct bundle *bundle,
                                assay_error *err) {
  lua_State *L = w->state.L;
  lua_pushcfunction(L, take_accumulators);
  lua_pushlightuserdata(L, bundle);
  lua_pushvalue(L, -3);
  return worker_call(w, 2, 0, "while taking what new() returned", err);
}

/* Leaves what new() returns on the stack. */
static assay_status worker_new(struct worker *w, assay_error *err) {
  lua_pushcfunction(w->state.L, new_accumulators);
  return worker_call(w, 0, 1, "while calling new()", err);
}

static void count_document(struct worker *w, const assay_document *d,
                           struct shard_result *out) {
  out->documents++;
  out->replaced += assay_document_replaced(d);
  if (!w->run->options->digest) return;
  uint64_t digest = stable_hash(assay_document_text(d));
  out->digest = stable_hash_add_number(out->digest, digest);
}

/* A copy: the script may close the document before it fails. */
static assay_str worker_keep_name(struct worker *w) {
  assay_str name = assay_document_name(w->document);
  if (name.len > sizeof w->name) name.len = sizeof w->name;
  memcpy(w->name, name.ptr, name.len);
  name.ptr = w->name;
  return name;
}

/* The accumulators are on the top of the stack, and stay there. */
static assay_status worker_map_document(struct worker *w, struct shard_result *out) {
  lua_State *L = w->state.L;
  count_document(w, w->document, out);
  w->state.what = worker_keep_name(w);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &map_key);
  lua_pushlightuserdata(L, w);
  lua_pushvalue(L, -3);
  assay_status status = worker_call(w, 2, 0, "while mapping document", &out->err);
  w->state.what = (assay_str){NULL, 0};
  worker_drop_document(w);
  return status;
}

/* "terms.lua:14: message", of the error of the shard. */
static assay_status add_failure(struct shard_result *out, assay_str name) {
  char message[sizeof out->err.source + sizeof out->err.message + 16];
  const assay_error *err = &out->err;
  if (err->line > 0)
    snprintf(message, sizeof message, "%s:%u: %s", err->source, (unsigned)err->line,
             err->message);
  else
    snprintf(message, sizeof message, "%s: %s", err->source, err->message);
  return add_problem(out, name, str_of(message), PROBLEM_FAILED);
}

/* With --keep-going a document has accumulators of its own: they are merged when it is
** done, and forgotten when the script fails in it. */
static assay_status worker_map_alone(struct worker *w, struct shard_result *out) {
  struct bundle bundle = {NULL, 0};
  assay_status status = worker_new(w, &out->err);
  if (status != ASSAY_OK) return status;
  assay_str name = worker_keep_name(w);
  status = worker_map_document(w, out);
  if (status == ASSAY_OK) status = worker_take(w, &bundle, &out->err);
  if (status == ASSAY_OK) status = bundle_merge(&out->bundle, &bundle, &out->err);
  bundle_give_back(&bundle);
  lua_settop(w->state.L, 0);
  if (status != ASSAY_ESCRIPT || atomic_load(&w->run->cancelled)) return status;
  return add_failure(out, name);
}

/* What cannot be read is a problem, unless the run is strict. The line that the error
** knows is named with the file: "posts.jsonl:17". */
static assay_status worker_problem(struct worker *w, assay_status status,
                                   struct shard_result *out) {
  char path[sizeof out->err.source + 16];
  const assay_error *err = &out->err;
  if (status == ASSAY_ENOMEM || w->run->options->strict) return status;
  if (err->line > 0)
    snprintf(path, sizeof path, "%s:%u", err->source, (unsigned)err->line);
  else
    snprintf(path, sizeof path, "%s", err->source);
  return add_problem(out, str_of(path), str_of(err->message), PROBLEM_UNREAD);
}

/* Takes the document over. */
static assay_status worker_take_document(struct worker *w, assay_document *document,
                                         struct shard_result *out) {
  assay_status status = worker_prepare(w, document, out);
  if (status == ASSAY_OK)
    status = w->run->options->keep_going ? worker_map_alone(w, out)
                                         : worker_map_document(w, out);
  worker_drop_document(w);
  return status;
}

/* One document, problem or note of the shard. */
static assay_status worker_step(struct worker *w, struct corpus_shard *shard, bool *more,
                                struct shard_result *out) {
  struct corpus_found found;
  assay_status status = corpus_shard_next(shard, &found, more, &out->err);
  if (status != ASSAY_OK) return *more ? worker_problem(w, status, out) : status;
  if (found.note.len > 0) return add_problem(out, found.name, found.note, PROBLEM_REMARK);
  return found.document ? worker_take_document(w, found.document, out) : ASSAY_OK;
}

static void worker_show_progress(struct worker *w, const struct corpus_tally *tally,
                                 struct corpus_tally *shown) {
  atomic_fetch_add(&w->run->documents_done, tally->documents - shown->documents);
  atomic_fetch_add(&w->run->bytes_done, tally->bytes - shown->bytes);
  shown->documents = tally->documents;
  shown->bytes = tally->bytes;
}

static assay_status worker_map_shard(struct worker *w, struct corpus_shard *shard,
                                     struct shard_result *out) {
  const struct corpus_tally *tally = corpus_shard_tally(shard);
  struct corpus_tally shown = {.documents = 0};
  assay_status status = ASSAY_OK;
  for (bool more = true; more && status == ASSAY_OK;) {
    if (atomic_load(&w->run->stop))
      return error_set(&out->err, ASSAY_ECANCELLED, "the run was stopped");
    status = worker_step(w, shard, &more, out);
    worker_show_progress(w, tally, &shown);
  }
  return status == ASSAY_OK ? corpus_tally_add(&out->tally, tally, &out->err) : status;
}

static assay_document_options worker_document_options(const struct worker *w) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.tokenizer = w->tokenizer;
  options.vocabulary = w->vocabulary;
  return options;
}

/* Documents from the host. Its tally is that of a corpus of which all was selected. */
static assay_status worker_map_batch(struct worker *w, struct feed_batch *batch,
                                     struct shard_result *out) {
  assay_document_options options = worker_document_options(w);
  options.allocator = reuse_allocator(&w->memory);
  struct corpus_tally shown = {.documents = 0};
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < batch->count && status == ASSAY_OK; i++) {
    assay_document *document = NULL;
    if (atomic_load(&w->run->stop))
      return error_set(&out->err, ASSAY_ECANCELLED, "the run was stopped");
    const size_t bytes = batch->entries[i].text.len;
    status = feed_open(&batch->entries[i], &options, &document, &out->err);
    if (status == ASSAY_OK)
      status = worker_take_document(w, document, out);
    else
      status = worker_problem(w, status, out);
    out->tally.documents += document != NULL;
    out->tally.selected = out->tally.documents;
    out->tally.bytes += bytes;
    worker_show_progress(w, &out->tally, &shown);
  }
  return status;
}

static assay_status worker_map_shard_at(struct worker *w, size_t index,
                                        struct shard_result *out) {
  struct corpus_shard *shard = NULL;
  const assay_document_options options = worker_document_options(w);
  assay_status status = corpus_shard_open(&shard, w->run->options->corpus, index,
                                          &options, &out->err);
  if (status != ASSAY_OK) return worker_problem(w, status, out);
  status = worker_map_shard(w, shard, out);
  corpus_shard_close(shard);
  return status;
}

/* seed: of math.random; the shard's, so that threads make no difference. */
static assay_status worker_begin(struct worker *w, uint64_t seed, assay_error *err) {
  lua_settop(w->state.L, 0);
  state_seed(&w->state, seed);
  return worker_new(w, err);
}

void worker_map(struct worker *w, size_t shard, struct feed_batch *batch,
                struct shard_result *out) {
  const bool alone = w->run->options->keep_going;
  memset(out, 0, sizeof *out);
  arena_init(&out->strings, NULL);
  corpus_tally_init(&out->tally);
  assay_status status = worker_begin(w, (uint64_t)shard + 1, &out->err);
  if (status == ASSAY_OK && alone) status = worker_take(w, &out->bundle, &out->err);
  if (status == ASSAY_OK)
    status = batch ? worker_map_batch(w, batch, out) : worker_map_shard_at(w, shard, out);
  if (status == ASSAY_OK && !alone) status = worker_take(w, &out->bundle, &out->err);
  lua_settop(w->state.L, 0);
  out->status = status;
}

assay_status worker_new_bundle(struct worker *w, struct bundle *out, assay_error *err) {
  assay_status status = worker_begin(w, 0, err);
  if (status == ASSAY_OK) status = worker_take(w, out, err);
  lua_settop(w->state.L, 0);
  return status;
}

/* call_report(bundle, report, worker) -> what report(acc, args, out, first) returned */
static int call_report(lua_State *L) {
  push_contract(L, "report");
  bundle_push(L, lua_touserdata(L, 1));
  lua_rawgetp(L, LUA_REGISTRYINDEX, &args_key);
  out_push(L, lua_touserdata(L, 2));
  lua_call(L, 3 + push_first(L, lua_touserdata(L, 3)), 1);
  return 1;
}

assay_status worker_report(struct worker *w, struct bundle *bundle, struct report *report,
                           int64_t *hits, assay_error *err) {
  lua_State *L = w->state.L;
  lua_settop(L, 0);
  state_seed(&w->state, 0);
  lua_pushcfunction(L, call_report);
  lua_pushlightuserdata(L, bundle);
  lua_pushlightuserdata(L, report);
  lua_pushlightuserdata(L, w);
  meter_attach(report_meter(report), &w->state.limits.account);
  assay_status status = worker_call(w, 3, 1, "while reporting", err);
  meter_detach(report_meter(report));
  if (status == ASSAY_OK) *hits = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : -1;
  lua_settop(L, 0);
  return status;
}

void shard_result_free(struct shard_result *result) {
  assay_allocator a = alloc_default();
  bundle_free(&result->bundle);
  alloc_free(&a, result->problems, result->problem_cap, sizeof *result->problems);
  arena_free(&result->strings);
  corpus_tally_free(&result->tally);
  memset(result, 0, sizeof *result);
}
