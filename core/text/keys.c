/*
** keys.c - folding and stemming in a row. Called by the vocabulary, once per word form,
** and by the compiler of search terms.
*/
#include "text/keys.h"

#include "base/alloc.h"
#include "text/fold.h"
#include "text/stem.h"

assay_status keys_init(struct keys *keys, struct key_rule rule,
                       const assay_allocator *alloc, assay_error *err) {
  keys->alloc = alloc_or_default(alloc);
  keys->rule = rule;
  keys->stemmer = NULL;
  if (!rule.stem) return ASSAY_OK;
  return stemmer_new(&keys->stemmer, rule.stem, &keys->alloc, err);
}

void keys_free(struct keys *keys) {
  stemmer_free(keys->stemmer);
  keys->stemmer = NULL;
}

assay_status keys_add_folded(struct keys *keys, assay_str word, struct buffer *out,
                             assay_error *err) {
  return fold_word(word, keys->rule.fold, out, err);
}

assay_status keys_add(struct keys *keys, assay_str word, struct buffer *out,
                      assay_error *err) {
  size_t from = out->len;
  assay_status status = fold_word(word, keys->rule.fold, out, err);
  if (status == ASSAY_OK && keys->stemmer)
    status = stemmer_apply(keys->stemmer, out, from, err);
  return status;
}
