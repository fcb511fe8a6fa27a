/*
** vocabulary.c - two interning tables: surface forms as they stand in texts, and the
** folded forms they lead to. A known word costs one look-up and no folding.
*/
#include "text/vocabulary.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/table.h"
#include "text/fold.h"

struct assay_vocabulary {
  assay_allocator alloc;
  struct table surfaces, terms;
  uint32_t *term_of; /* by id of the surface form */
  size_t term_of_cap;
  struct buffer folded; /* scratch */
};

assay_status assay_vocabulary_new(assay_vocabulary **out,
                                  const assay_allocator *allocator, assay_error *err) {
  assay_allocator a = alloc_or_default(allocator);
  assay_vocabulary *v = alloc_zero(&a, 1, sizeof *v);
  if (!v) return error_memory(err, sizeof *v);
  v->alloc = a;
  table_init(&v->surfaces, &v->alloc);
  table_init(&v->terms, &v->alloc);
  buffer_init(&v->folded, &v->alloc, UINT32_MAX);
  *out = v;
  return ASSAY_OK;
}

void assay_vocabulary_free(assay_vocabulary *vocabulary) {
  if (!vocabulary) return;
  assay_allocator a = vocabulary->alloc;
  buffer_free(&vocabulary->folded);
  alloc_free(&a, vocabulary->term_of, vocabulary->term_of_cap, sizeof(uint32_t));
  table_free(&vocabulary->terms);
  table_free(&vocabulary->surfaces);
  alloc_free(&a, vocabulary, 1, sizeof *vocabulary);
}

size_t assay_vocabulary_count(const assay_vocabulary *vocabulary) {
  return vocabulary->terms.count;
}

assay_str assay_vocabulary_term(const assay_vocabulary *vocabulary, uint32_t term) {
  assay_str none = {"", 0};
  if (term >= vocabulary->terms.count) return none;
  return table_key(&vocabulary->terms, term);
}

uint32_t vocabulary_find(const assay_vocabulary *v, assay_str folded) {
  return table_find(&v->terms, folded);
}

/* A surface form seen for the first time. The surface is entered last, so that one that
** is known always has its term. */
static assay_status add_surface(assay_vocabulary *v, assay_str surface, uint32_t *term,
                                assay_error *err) {
  uint32_t id, surface_id;
  buffer_clear(&v->folded);
  assay_status status = fold_key(surface, &v->folded, err);
  if (status != ASSAY_OK) return status;
  void *term_of = v->term_of;
  if (!alloc_grow(&v->alloc, &term_of, &v->term_of_cap, v->surfaces.count + 1,
                  sizeof *v->term_of))
    return error_memory(err, 0);
  v->term_of = term_of;
  status = table_intern(&v->terms, buffer_str(&v->folded), &id, err);
  if (status != ASSAY_OK) return status;
  status = table_intern(&v->surfaces, surface, &surface_id, err);
  if (status != ASSAY_OK) return status;
  v->term_of[surface_id] = id;
  *term = id;
  return ASSAY_OK;
}

assay_status vocabulary_term(assay_vocabulary *v, assay_str surface, uint32_t *term,
                             assay_error *err) {
  uint32_t id = table_find(&v->surfaces, surface);
  if (id == TABLE_NONE) return add_surface(v, surface, term, err);
  *term = v->term_of[id];
  return ASSAY_OK;
}
