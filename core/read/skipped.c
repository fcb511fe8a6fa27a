/*
** skipped.c - counting files by kind and telling it in one sentence.
*/
#include "read/skipped.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/path.h"
#include "base/sort.h"
#include "read/names.h"

#include <string.h>

/* How many kinds are named. */
enum { KIND_LIMIT = 12 };

static void kinds_init(struct skipped_kinds *k, const assay_allocator *alloc) {
  memset(k, 0, sizeof *k);
  table_init(&k->kinds, alloc);
}

static void kinds_free(struct skipped_kinds *k) {
  alloc_free(&k->kinds.alloc, k->counts, k->cap, sizeof *k->counts);
  table_free(&k->kinds);
}

static assay_status kinds_add(struct skipped_kinds *k, assay_str kind, assay_error *err) {
  uint32_t id;
  void *counts = k->counts;
  size_t known = k->kinds.count;
  if (!alloc_grow(&k->kinds.alloc, &counts, &k->cap, known + 1, sizeof *k->counts))
    return error_memory(err, 0);
  k->counts = counts;
  assay_status status = table_intern(&k->kinds, kind, &id, err);
  if (status != ASSAY_OK) return status;
  if (id == known) k->counts[id] = 0;
  k->counts[id]++;
  return ASSAY_OK;
}

static size_t kinds_total(const struct skipped_kinds *k) {
  size_t total = 0;
  for (size_t i = 0; i < k->kinds.count; i++) total += k->counts[i];
  return total;
}

static int compare_kinds(const void *a, const void *b, void *ctx) {
  const struct skipped_kinds *k = ctx;
  const uint32_t *x = a, *y = b;
  return str_compare(table_key(&k->kinds, *x), table_key(&k->kinds, *y));
}

/* Appends ".csv 1, .pdf 2" in the order of the kinds. */
static assay_status kinds_list(struct skipped_kinds *k, struct buffer *out,
                               assay_error *err) {
  size_t count = k->kinds.count;
  const assay_allocator *alloc = &k->kinds.alloc;
  uint32_t *order = alloc_zero(alloc, count, sizeof *order);
  if (!order) return error_memory(err, 0);
  for (size_t i = 0; i < count; i++) order[i] = (uint32_t)i;
  assay_status status = sort_items(order, count, sizeof *order, compare_kinds, k, alloc,
                                   err);
  for (size_t i = 0; i < count && i < KIND_LIMIT && status == ASSAY_OK; i++) {
    buffer_add_text(out, i > 0 ? ", " : "");
    buffer_add_str(out, table_key(&k->kinds, order[i]));
    buffer_addf(out, " %zu", k->counts[order[i]]);
  }
  if (count > KIND_LIMIT) buffer_addf(out, " and %zu other kinds", count - KIND_LIMIT);
  alloc_free(alloc, order, count, sizeof *order);
  return status;
}

void skipped_init(struct skipped *s, const assay_allocator *alloc) {
  kinds_init(&s->others, alloc);
  kinds_init(&s->data, alloc);
  kinds_init(&s->readmes, alloc);
}

void skipped_free(struct skipped *s) {
  kinds_free(&s->others);
  kinds_free(&s->data);
  kinds_free(&s->readmes);
}

static assay_status add_extension(struct skipped_kinds *kinds, assay_str name,
                                  assay_error *err) {
  char small[16]; /* an extension has at most 9 bytes */
  assay_str extension = path_extension(name);
  if (extension.len == 0) return kinds_add(kinds, str_from("no extension"), err);
  for (size_t i = 0; i < extension.len; i++) {
    char c = extension.ptr[i];
    small[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  return kinds_add(kinds, (assay_str){small, extension.len}, err);
}

assay_status skipped_add(struct skipped *s, assay_str name, assay_error *err) {
  const char *readme = name_readme(name);
  if (readme) return kinds_add(&s->readmes, str_from(readme), err);
  return add_extension(&s->others, name, err);
}

assay_status skipped_add_data(struct skipped *s, assay_str name, assay_error *err) {
  return add_extension(&s->data, name, err);
}

size_t skipped_total(const struct skipped *s) {
  return kinds_total(&s->others) + kinds_total(&s->data) + kinds_total(&s->readmes);
}

bool skipped_only_readmes(const struct skipped *s) {
  return kinds_total(&s->others) + kinds_total(&s->data) == 0;
}

/* Begins a part of the sentence. */
static void tell_part(struct buffer *out, size_t before, size_t count, const char *what) {
  buffer_add_text(out, before > 0 ? "; and " : "skipped ");
  if (what) buffer_addf(out, "%zu file%s %s: ", count, count == 1 ? "" : "s", what);
}

assay_status skipped_tell(struct skipped *s, struct buffer *out, assay_error *err) {
  size_t others = kinds_total(&s->others), data = kinds_total(&s->data);
  assay_status status = ASSAY_OK;
  if (others > 0) {
    tell_part(out, 0, others, "that no reader knows");
    status = kinds_list(&s->others, out, err);
  }
  if (data > 0 && status == ASSAY_OK) {
    tell_part(out, others, data, "of data beside texts");
    status = kinds_list(&s->data, out, err);
  }
  if (kinds_total(&s->readmes) > 0 && status == ASSAY_OK) {
    tell_part(out, others + data, 0, NULL);
    status = kinds_list(&s->readmes, out, err);
  }
  return status == ASSAY_OK ? buffer_status(out, "a note", err) : status;
}
