#ifndef ASSAY_COUNT_NGRAMS_PRIVATE_H
#define ASSAY_COUNT_NGRAMS_PRIVATE_H
/*
** ngrams_private.h - what an accumulator of n-grams holds, for ngrams.c and
** ngrams_codec.c.
*/
#include "assay.h"
#include "base/buffer.h"
#include "base/table.h"
#include "count/ngram_bounded.h"
#include "count/ngram_counts.h"
#include "count/ngram_cut.h"
#include "count/ngram_items.h"
#include "count/ngram_list.h"
#include "count/ngram_reader.h"
#include "count/ngram_spill.h"
#include "count/ngram_stream.h"
#include "count/ngram_terms.h"
#include "count/ngram_words.h"
#include "count/ngrams.h"

struct group_list {
  uint32_t group;
  enum { LIST_OF_INDEX = 0, LIST_OF_WORDS, LIST_BOUNDED } kind;
  struct ngram_list list;
  struct ngram_bounded bounded;
  uint32_t *order; /* of words: codes, order_cap long */
  size_t order_cap;
  uint64_t count; /* of n-grams */
};

struct assay_ngrams {
  assay_allocator alloc;
  assay_ngrams_options options;
  uint64_t memory; /* bytes to keep to; 0: as many as it takes */
  bool grouped, around;
  bool counting; /* single words: counts, no stream */
  bool items;    /* the stream holds items */
  struct ngram_cut cut;
  size_t owners;
  bool frozen;
  struct crew *crew; /* for lists */

  struct ngram_words words;
  struct ngram_counts counts;
  struct ngram_terms terms;   /* counts, too, of words that may not be in words */
  struct ngram_spill spill;   /* the first documents, if memory is limited */
  struct ngram_stream stream; /* the others */
  uint64_t word_total;
  uint32_t document_count;
  struct table groups;
  uint32_t *group_of; /* by document, if grouped */
  size_t group_cap;
  uint64_t *group_words; /* by group; what is beyond them is zero */
  size_t group_words_cap;

  struct ngram_stream text;        /* of the document being added, if items; */
  uint32_t *text_codes, *token_of; /* the same unpacked, and the token of each */
  size_t text_count, text_cap, token_cap;
  struct ngram_hit *hits;
  size_t hit_cap;

  struct group_list *lists; /* NULL until made; list_cap long */
  size_t list_count, list_cap;
  uint64_t listed; /* n-grams of all lists */
  size_t stopped;  /* stop words of their query that there are */
  uint64_t tokens[ASSAY_NGRAM_MAX], types[ASSAY_NGRAM_MAX];
  struct ngrams_reader reader; /* of the lists */
};

/* The group of that label, made if new. Fails with ASSAY_ENOMEM. */
assay_status ngrams_find_group(assay_ngrams *g, assay_str label, uint32_t *group,
                               assay_error *err);
/* Before anything is added: a share of the memory is for documents. Fails with ASSAY_EIO,
** or ASSAY_ELIMIT when there is too little memory. */
assay_status ngrams_make_room(assay_ngrams *g, assay_error *err);
/* Room for the groups of `more` documents. */
assay_status ngrams_reserve_groups(assay_ngrams *g, size_t more, assay_error *err);

#endif
