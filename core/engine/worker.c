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
static const char analysis_key = 0, args_key = 0, handle_key = 0;

static assay_status worker_call(struct worker *w, int args, int results,
                                const char *during, assay_error *err) {
  const struct script *script = w->run->script;
  return state_call(&w->state, args, results, script->path, script->source, during, err);
}

/* setup(worker, analysis) */
static int setup(lua_State *L) {
  struct worker *w = lua_touserdata(L, 1);
  contract_check(L, 2);
  lua_pushvalue(L, 2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &analysis_key);
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &handle_key);
  session_set_tokenizer(L, w->tokenizer);
  w->tokenizer_taken = true;
  w->vocabulary = session_of(L)->vocabulary;
  value_push_args(L, w->run->script, w->run->options->values, w->run->sources);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &args_key);
  return 0;
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
  w->run = run;
  const struct state_options limits = {.memory = run->options->memory_limit,
                                       .seconds = run->options->time_limit,
                                       .stop = &run->cancelled,
                                       .trusted = run->options->trusted};
  assay_status status = state_open(&w->state, &limits, err);
  if (status != ASSAY_OK) return status;
  status = worker_tokenizer(run, &w->tokenizer, err);
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
  if (!w->tokenizer_taken) assay_tokenizer_free(w->tokenizer);
}

static void push_contract(lua_State *L, const char *name) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &analysis_key);
  lua_getfield(L, -1, name);
  lua_remove(L, -2);
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

/* map_document(worker, acc): calls map(acc, doc, args). The handle is anchored, so that
** the worker can close it whatever happens. */
static int map_document(lua_State *L) {
  struct worker *w = lua_touserdata(L, 1);
  push_contract(L, "map");
  lua_pushvalue(L, 2);
  push_document(L, NULL);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &handle_key);
  struct document_handle *handle = lua_touserdata(L, -1);
  handle->document = w->document;
  w->document = NULL;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &args_key);
  lua_call(L, 3, 0);
  return 0;
}

/* Frees the document of the last call. Raises nothing: the key is there already. */
static void worker_drop_document(struct worker *w) {
  lua_State *L = w->state.L;
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &handle_key) == LUA_TUSERDATA) {
    struct document_handle *handle = lua_touserdata(L, -1);
    assay_document_free(handle->document);
    handle->document = NULL;
  }
  lua_pop(L, 1);
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &handle_key);
  assay_document_free(w->document);
  w->document = NULL;
}

static assay_status add_problem(struct shard_result *out, assay_str path,
                                assay_str message, bool unread) {
  assay_allocator a = alloc_default();
  void *problems = out->problems;
  if (!alloc_grow(&a, &problems, &out->problem_cap, out->problem_count + 1,
                  sizeof *out->problems))
    return error_memory(&out->err, 0);
  out->problems = problems;
  struct shard_problem problem = {arena_copy(&out->strings, path),
                                  arena_copy(&out->strings, message), unread};
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
    status = add_problem(out, d->name, str_of(message), false);
  }
  if (replaced > 0 && status == ASSAY_OK) {
    snprintf(message, sizeof message, "%zu broken byte sequence%s became U+FFFD",
             replaced, replaced == 1 ? "" : "s");
    status = add_problem(out, d->name, str_of(message), false);
  }
  for (size_t i = 0; i < d->origin.warning_count && status == ASSAY_OK; i++)
    status = add_problem(out, d->name, d->origin.warnings[i], false);
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

/* The accumulators are on the top of the stack, and stay there. */
static assay_status worker_map_document(struct worker *w, struct shard_result *out) {
  lua_State *L = w->state.L;
  const assay_document *d = w->document;
  char during[600];
  snprintf(during, sizeof during, "while mapping document '%s'",
           assay_document_name(d).ptr);
  out->documents++;
  out->replaced += assay_document_replaced(d);
  if (w->run->options->digest) {
    uint64_t digest = stable_hash(assay_document_text(d));
    out->digest = stable_hash_add_number(out->digest, digest);
  }
  lua_pushcfunction(L, map_document);
  lua_pushlightuserdata(L, w);
  lua_pushvalue(L, -3);
  assay_status status = worker_call(w, 2, 0, during, &out->err);
  worker_drop_document(w);
  return status;
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
  return add_problem(out, str_of(path), str_of(err->message), true);
}

/* One document, problem or note of the shard. */
static assay_status worker_step(struct worker *w, struct corpus_shard *shard, bool *more,
                                struct shard_result *out) {
  struct corpus_found found;
  assay_status status = corpus_shard_next(shard, &found, more, &out->err);
  if (status != ASSAY_OK) return *more ? worker_problem(w, status, out) : status;
  if (found.note.len > 0) return add_problem(out, found.name, found.note, false);
  if (!found.document) return ASSAY_OK;
  status = worker_prepare(w, found.document, out);
  return status == ASSAY_OK ? worker_map_document(w, out) : status;
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
    worker_drop_document(w);
    worker_show_progress(w, tally, &shown);
  }
  return status == ASSAY_OK ? corpus_tally_add(&out->tally, tally, &out->err) : status;
}

static assay_status worker_map_shard_at(struct worker *w, size_t index,
                                        struct shard_result *out) {
  struct corpus_shard *shard = NULL;
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.tokenizer = w->tokenizer;
  options.vocabulary = w->vocabulary;
  assay_status status = corpus_shard_open(&shard, w->run->options->corpus, index,
                                          &options, &out->err);
  if (status != ASSAY_OK) return worker_problem(w, status, out);
  status = worker_map_shard(w, shard, out);
  corpus_shard_close(shard);
  return status;
}

static assay_status worker_take(struct worker *w, struct bundle *bundle,
                                assay_error *err) {
  lua_State *L = w->state.L;
  lua_pushcfunction(L, take_accumulators);
  lua_pushlightuserdata(L, bundle);
  lua_pushvalue(L, -3);
  return worker_call(w, 2, 0, "while taking what new() returned", err);
}

/* seed: of math.random; the shard's, so that threads make no difference. */
static assay_status worker_begin(struct worker *w, uint64_t seed, assay_error *err) {
  lua_settop(w->state.L, 0);
  state_seed(&w->state, seed);
  lua_pushcfunction(w->state.L, new_accumulators);
  return worker_call(w, 0, 1, "while calling new()", err);
}

void worker_map(struct worker *w, size_t shard, struct shard_result *out) {
  memset(out, 0, sizeof *out);
  arena_init(&out->strings, NULL);
  corpus_tally_init(&out->tally);
  assay_status status = worker_begin(w, (uint64_t)shard + 1, &out->err);
  if (status == ASSAY_OK) status = worker_map_shard_at(w, shard, out);
  if (status == ASSAY_OK) status = worker_take(w, &out->bundle, &out->err);
  lua_settop(w->state.L, 0);
  out->status = status;
}

assay_status worker_new_bundle(struct worker *w, struct bundle *out, assay_error *err) {
  assay_status status = worker_begin(w, 0, err);
  if (status == ASSAY_OK) status = worker_take(w, out, err);
  lua_settop(w->state.L, 0);
  return status;
}

/* call_report(bundle, report) -> what report(acc, args, out) returned */
static int call_report(lua_State *L) {
  push_contract(L, "report");
  bundle_push(L, lua_touserdata(L, 1));
  lua_rawgetp(L, LUA_REGISTRYINDEX, &args_key);
  out_push(L, lua_touserdata(L, 2));
  lua_call(L, 3, 1);
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
  assay_status status = worker_call(w, 2, 1, "while reporting", err);
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
