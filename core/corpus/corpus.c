/*
** corpus.c - opening a corpus: walk the inputs, cut the list into shards, collect the
** metadata. Reading a document only reads what was made here, so threads need no lock.
*/
#include "corpus/corpus.h"

#include "base/alloc.h"
#include "base/file.h"
#include "corpus/document.h"
#include "corpus/inputs.h"
#include "corpus/meta_pattern.h"
#include "corpus/notes.h"
#include "corpus/sidecar.h"

#include <string.h>

/* A shard ends with the document that makes it as large as this, in bytes or documents:
** enough work to be worth a thread's while, little enough to share out evenly. */
enum { SHARD_BYTES = 1 << 20, SHARD_DOCUMENTS = 32 };
#define TEXT_LIMIT ((size_t)UINT32_MAX - 1)

struct corpus {
  assay_allocator alloc;
  struct arena arena;
  struct notes notes;
  struct inputs inputs;
  struct metadata *metadata;
  struct corpus_range *shards;
  size_t shard_count, shard_cap;
  enum encoding encoding;
};

/* -- Shards ----------------------------------------------------------------------- */

static assay_status corpus_add_shard(struct corpus *c, struct corpus_range range,
                                     assay_error *err) {
  void *shards = c->shards;
  if (!alloc_grow(&c->alloc, &shards, &c->shard_cap, c->shard_count + 1,
                  sizeof *c->shards))
    return error_memory(err, 0);
  c->shards = shards;
  c->shards[c->shard_count++] = range;
  return ASSAY_OK;
}

static assay_status corpus_cut_shards(struct corpus *c, assay_error *err) {
  struct corpus_range range = {0, 0};
  uint64_t bytes = 0;
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < c->inputs.count && status == ASSAY_OK; i++) {
    uint64_t size = c->inputs.items[i].size;
    bytes = size < SHARD_BYTES ? bytes + size : SHARD_BYTES;
    range.end = i + 1;
    if (bytes < SHARD_BYTES && range.end - range.begin < SHARD_DOCUMENTS) continue;
    status = corpus_add_shard(c, range, err);
    range.begin = range.end;
    bytes = 0;
  }
  if (status == ASSAY_OK && range.begin < c->inputs.count)
    status = corpus_add_shard(c, range, err);
  return status;
}

/* -- Metadata --------------------------------------------------------------------- */

static assay_status corpus_set_matches(struct corpus *c, size_t document,
                                       const struct meta_match *matches, size_t count,
                                       assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < count && status == ASSAY_OK; i++)
    status = metadata_set(c->metadata, document, matches[i].field, matches[i].value, err);
  return status;
}

static assay_status corpus_note_unmatched(struct corpus *c, const char *pattern,
                                          size_t unmatched, assay_str example,
                                          assay_error *err) {
  assay_str nowhere = {"", 0};
  if (unmatched == 0) return ASSAY_OK;
  if (unmatched == c->inputs.count)
    return notes_add(&c->notes, NOTE_INFO, nowhere, err,
                     "no document matches the metadata pattern '%s', e.g. not '%.*s'",
                     pattern, (int)example.len, example.ptr);
  return notes_add(&c->notes, NOTE_INFO, nowhere, err,
                   "%zu document%s not match the metadata pattern '%s', e.g. '%.*s'",
                   unmatched, unmatched == 1 ? " does" : "s do", pattern,
                   (int)example.len, example.ptr);
}

static assay_status corpus_apply_pattern(struct corpus *c, const char *source,
                                         const struct meta_pattern *pattern,
                                         assay_error *err) {
  struct meta_match matches[META_PATTERN_PIECES];
  size_t count, unmatched = 0;
  assay_str example = {"", 0};
  for (size_t i = 0; i < c->inputs.count; i++) {
    assay_str name = c->inputs.items[i].name;
    if (meta_pattern_match(pattern, name, matches, &count)) {
      assay_status status = corpus_set_matches(c, i, matches, count, err);
      if (status != ASSAY_OK) return status;
    } else if (unmatched++ == 0) {
      example = name;
    }
  }
  return corpus_note_unmatched(c, source, unmatched, example, err);
}

static assay_status corpus_join_file(struct corpus *c, const char *path,
                                     assay_error *err) {
  struct sidecar_job job = {.path = str_from(path),
                            .inputs = c->inputs.items,
                            .input_count = c->inputs.count,
                            .all = true,
                            .whole = true};
  return sidecar_join(&job, c->metadata, &c->notes, err);
}

/* Joins the metadata files that were found; a broken one is a note. */
static assay_status corpus_join_found(struct corpus *c, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (uint32_t id = 0; id < c->inputs.sidecars.count && status == ASSAY_OK; id++) {
    assay_error problem;
    struct sidecar_job job = {.path = table_key(&c->inputs.sidecars, id),
                              .inputs = c->inputs.items,
                              .input_count = c->inputs.count,
                              .sidecar = id,
                              .whole = c->inputs.sidecar_whole[id]};
    if (sidecar_join(&job, c->metadata, &c->notes, &problem) != ASSAY_OK)
      status = notes_problem(&c->notes, job.path, &problem, err);
  }
  return status;
}

static assay_status corpus_collect_metadata(struct corpus *c,
                                            const struct corpus_options *options,
                                            const struct meta_pattern *pattern,
                                            assay_error *err) {
  assay_status status = metadata_new(&c->metadata, c->inputs.count, &c->alloc, err);
  if (status == ASSAY_OK && pattern)
    status = corpus_apply_pattern(c, options->meta_pattern, pattern, err);
  if (status != ASSAY_OK) return status;
  if (options->meta_file)
    status = corpus_join_file(c, options->meta_file, err);
  else
    status = corpus_join_found(c, err);
  return status == ASSAY_OK ? metadata_finish(c->metadata, err) : status;
}

/* -- Opening ---------------------------------------------------------------------- */

static assay_status corpus_fill(struct corpus *c, const struct corpus_options *options,
                                const char *const *inputs, size_t input_count,
                                assay_error *err) {
  struct meta_pattern *pattern = NULL;
  assay_status status = ASSAY_OK;
  if (options->meta_pattern) /* before the walk, so that a mistake is told at once */
    status = meta_pattern_new(&pattern, str_from(options->meta_pattern), &c->alloc, err);
  for (size_t i = 0; i < input_count && status == ASSAY_OK; i++)
    status = inputs_add(&c->inputs, inputs[i], err);
  if (status == ASSAY_OK) status = corpus_cut_shards(c, err);
  if (status == ASSAY_OK) status = corpus_collect_metadata(c, options, pattern, err);
  meta_pattern_free(pattern);
  return status;
}

assay_status corpus_open(struct corpus **out, const struct corpus_options *options,
                         const char *const *inputs, size_t input_count,
                         assay_error *err) {
  static const struct corpus_options defaults;
  if (!options) options = &defaults;
  assay_allocator alloc = alloc_or_default(&options->allocator);
  struct corpus *c = alloc_zero(&alloc, 1, sizeof *c);
  if (!c) return error_memory(err, sizeof *c);
  c->alloc = alloc;
  c->encoding = options->encoding;
  arena_init(&c->arena, &alloc);
  notes_init(&c->notes, &c->arena);
  inputs_init(&c->inputs, &c->arena, &c->notes, options->hidden, TEXT_LIMIT);
  assay_status status = corpus_fill(c, options, inputs, input_count, err);
  if (status != ASSAY_OK) {
    corpus_free(c);
    return status;
  }
  *out = c;
  return ASSAY_OK;
}

void corpus_free(struct corpus *c) {
  if (!c) return;
  metadata_free(c->metadata);
  alloc_free(&c->alloc, c->shards, c->shard_cap, sizeof *c->shards);
  inputs_free(&c->inputs);
  notes_free(&c->notes);
  arena_free(&c->arena);
  assay_allocator alloc = c->alloc;
  alloc_free(&alloc, c, 1, sizeof *c);
}

/* -- Asking ----------------------------------------------------------------------- */

size_t corpus_count(const struct corpus *c) {
  return c->inputs.count;
}

assay_str corpus_name(const struct corpus *c, size_t document) {
  return c->inputs.items[document].name;
}

uint64_t corpus_bytes(const struct corpus *c, size_t document) {
  return c->inputs.items[document].size;
}

const struct metadata *corpus_metadata(const struct corpus *c) {
  return c->metadata;
}

const struct corpus_note *corpus_notes(const struct corpus *c, size_t *count) {
  *count = c->notes.count;
  return c->notes.items;
}

size_t corpus_shard_count(const struct corpus *c) {
  return c->shard_count;
}

struct corpus_range corpus_shard(const struct corpus *c, size_t shard) {
  return c->shards[shard];
}

/* -- Reading ---------------------------------------------------------------------- */

static assay_status corpus_read_bytes(const struct corpus *c, const struct input *input,
                                      struct buffer *out, assay_error *err) {
  if (!input->is_stdin) return file_read(input->name.ptr, TEXT_LIMIT, out, err);
  buffer_add_str(out, buffer_str(&c->inputs.stdin_bytes));
  return buffer_status(out, "standard input", err);
}

assay_status corpus_read(const struct corpus *c, size_t document,
                         const assay_document_options *options, assay_document **out,
                         assay_error *err) {
  if (document >= c->inputs.count)
    return error_set(err, ASSAY_EARG, "document %zu of %zu", document, c->inputs.count);
  const struct input *input = &c->inputs.items[document];
  struct buffer bytes;
  assay_document *d = NULL;
  buffer_init(&bytes, options ? &options->allocator : NULL, TEXT_LIMIT);
  assay_status status = corpus_read_bytes(c, input, &bytes, err);
  if (status == ASSAY_OK)
    status = document_take(&d, options, input->name, &bytes, c->encoding, err);
  buffer_free(&bytes);
  if (status != ASSAY_OK) {
    error_name_source(err, input->name);
    return status;
  }
  d->metadata = c->metadata;
  d->index = document;
  *out = d;
  return ASSAY_OK;
}
