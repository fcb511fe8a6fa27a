#ifndef ASSAY_COUNT_NGRAM_INDEX_H
#define ASSAY_COUNT_NGRAM_INDEX_H
/*
** ngram_index.h - the n-grams of a stream, counted and in the order of their words' ranks
** (a shorter one before those that it begins). An n-gram is a place in the stream: no
** words are copied.
** Counting is sorting: places are put in order by their first word, then those that are
** alike by their second, and so on. What is alone is not looked at again, which is what
** most n-grams are.
*/
#include "assay.h"
#include "base/crew.h"
#include "count/ngram_store.h"
#include "count/ngram_stream.h"

struct ngram_group { /* an n-gram that occurs more than once */
  uint32_t at;       /* its first occurrence */
  uint32_t before;   /* chains that come before it in order */
  uint32_t count, documents;
};

/* N-grams that occur once: those of several orders that begin at one place, in one entry.
*/
struct ngram_index {
  assay_allocator alloc;
  struct ngram_group *groups;
  uint8_t *group_n; /* their orders */
  size_t group_count, group_cap, group_n_cap;
  uint32_t *chains;    /* places */
  uint8_t *chain_span; /* ngram_span of each; NULL: all are of the one order min_n */
  size_t chain_count, chain_cap, span_cap;
  uint64_t tokens[ASSAY_NGRAM_MAX], types[ASSAY_NGRAM_MAX]; /* before any minimum */
};

/* From which to which order a chain goes, 1..16 each. */
static inline uint8_t ngram_span(uint32_t from, uint32_t to) {
  return (uint8_t)((from - 1) | (to - 1) << 4);
}
static inline uint32_t ngram_span_from(uint8_t span) {
  return (span & 15u) + 1;
}
static inline uint32_t ngram_span_to(uint8_t span) {
  return (span >> 4) + 1u;
}

struct ngram_plan {
  size_t code_count;       /* codes are below it; ranks too: */
  const uint32_t *rank_of; /* by code; 0 for NGRAM_BREAK */
  const uint32_t *code_at; /* by rank */
  uint32_t min_n, max_n;
  bool items;    /* the stream holds items, not running text */
  bool contexts; /* not running text as it stands, but in contexts: a code, the words from
                 ** one place on, NGRAM_BREAK; the code is what stands before the place */
  bool collapse; /* leave out n-grams whose every occurrence is part of the same longer
                 ** one of at most max_n words */
  const uint8_t *stop; /* by code: 1 for words with which no n-gram that is listed begins
                       ** or ends; NULL: for none */
  uint32_t begun; /* words that all begin with, and what is counted already of them */
  uint64_t min_count, min_documents; /* leave out rarer ones */
  const uint32_t *group_of;          /* by document; NULL: all documents count, */
  uint32_t group;                    /* else those of this group */
  size_t round;      /* places to look at in one round over the stream; 0: all */
  struct crew *crew; /* may be NULL. What is found does not depend on it */
};

/* Takes n-grams in order; returns ASSAY_OK to go on. */
typedef assay_status ngram_taker(void *ctx, const struct ngram_entry *entry,
                                 assay_error *err);
/* Hands out the n-grams instead of keeping them: memory for one round is all it takes.
** The taker is called by the calling thread alone.
** tokens and types get the totals by order. Fails as the taker does. */
assay_status ngram_index_hand_out(const struct ngram_stream *stream,
                                  const struct ngram_plan *plan, ngram_taker *take,
                                  void *ctx, uint64_t *tokens, uint64_t *types,
                                  assay_error *err);

/* Owned: free with ngram_index_free. Fails with ASSAY_ENOMEM. */
assay_status ngram_index_build(struct ngram_index *out, const struct ngram_stream *stream,
                               const struct ngram_plan *plan, assay_error *err);
void ngram_index_free(struct ngram_index *index);

#endif
