#ifndef ASSAY_TEXT_KEYS_H
#define ASSAY_TEXT_KEYS_H
/*
** keys.h - from a word to the key under which it is counted: folding, then stemming, as
** the tokenizer was told. Texts, search terms and scripts get their keys here, so that
** they meet.
*/
#include "assay.h"
#include "base/buffer.h"

struct stemmer;

/* What a tokenizer knows of keys; immutable. */
struct key_rule {
  uint32_t fold;    /* enum assay_fold, FOLD_LINES */
  const char *stem; /* a language that stem_language named, or NULL */
};

struct keys { /* of one thread */
  assay_allocator alloc;
  struct key_rule rule;
  struct stemmer *stemmer; /* NULL: none */
};

/* The rule of a tokenizer; NULL: that of word/1. */
struct key_rule key_rule_of(const assay_tokenizer *tokenizer);
/* Free with keys_free, also after a failure: ASSAY_ENOMEM. */
assay_status keys_init(struct keys *keys, struct key_rule rule,
                       const assay_allocator *alloc, assay_error *err);
void keys_free(struct keys *keys);
/* Appends the key of valid UTF-8 to out. */
assay_status keys_add(struct keys *keys, assay_str word, struct buffer *out,
                      assay_error *err);
/* The same without stemming: of a piece of a word, or a word with wildcards. */
assay_status keys_add_folded(struct keys *keys, assay_str word, struct buffer *out,
                             assay_error *err);

#endif
