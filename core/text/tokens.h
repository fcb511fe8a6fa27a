#ifndef ASSAY_TEXT_TOKENS_H
#define ASSAY_TEXT_TOKENS_H
/*
** tokens.h - the tokens of a text as columns: what segmentation fills, what tailoring
** changes, what documents keep. 9 bytes a token; the document adds 4 for the term.
*/
#include "assay.h"

struct token_columns {
  assay_allocator alloc;
  uint32_t *begin, *end; /* byte offsets, half-open, ascending, not overlapping */
  uint8_t *kind;         /* assay_token_kind */
  size_t count, cap;
  size_t begin_cap, end_cap, kind_cap; /* tokens.c: what each array was given, >= cap */
};

void tokens_init(struct token_columns *t, const assay_allocator *alloc);
void tokens_free(struct token_columns *t);
/* Room for `more` tokens after count; false when out of memory, then the tokens and cap
** are as they were. Grows by half at least. */
bool tokens_reserve(struct token_columns *t, size_t more);
/* Gives back what is more than count. */
void tokens_shrink(struct token_columns *t);
/* Takes out tokens of more than `most` bytes, and returns how many those were. Columns
** without one are hardly looked at. */
size_t tokens_drop_longer(struct token_columns *t, size_t most);

/* Whether tokens of a kind are running words: words, numbers, and each address, tag or
** mention as one. */
static inline bool tokens_is_running(uint8_t kind) {
  return kind <= ASSAY_TOKEN_NUMBER || kind >= ASSAY_TOKEN_URL;
}

/* Adds one token; false when out of memory. */
static inline bool tokens_add(struct token_columns *t, size_t begin, size_t end,
                              assay_token_kind kind) {
  if (t->count == t->cap && !tokens_reserve(t, 64)) return false;
  t->begin[t->count] = (uint32_t)begin;
  t->end[t->count] = (uint32_t)end;
  t->kind[t->count++] = (uint8_t)kind;
  return true;
}

#endif
