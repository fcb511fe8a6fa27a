#ifndef ASSAY_COUNT_NGRAMS_H
#define ASSAY_COUNT_NGRAMS_H
/*
** ngrams.h - the accumulator for n-grams; its public half is in assay.h.
** Adding and merging collect the words of documents, 4 bytes each; counting is done when
** a list is asked for. Of single words only the counts are kept.
*/
#include "assay.h"
#include "base/crew.h"
#include "base/table.h"

/* How the message of ASSAY_ELIMIT begins where memory is limited to too little; its
** offset is the number of bytes that are missing. */
#define NGRAM_TOO_LITTLE "the limit of memory is too small by "

enum ngram_order { NGRAMS_BY_COUNT = 0, NGRAMS_BY_TEXT, NGRAMS_BY_DOCUMENTS };

struct ngrams_scope {    /* what to count of a document */
  assay_str group;       /* documents of one group are listed together */
  bool around;           /* only n-grams that contain one of the hits, whole */
  const assay_hit *hits; /* in order of their beginnings */
  size_t hit_count;
  bool lasting; /* the document's vocabulary is there until ngrams_settle, or until the
                ** last use of g but for freeing it; makes adding and merging faster */
};

/* As assay_ngrams_new; grouped: documents have groups; around: every scope has hits. */
assay_status ngrams_new(assay_ngrams **out, const assay_ngrams_options *options,
                        bool grouped, bool around, assay_error *err);
/* As assay_ngrams_add; scope NULL: all of the document, the group "". */
assay_status ngrams_add(assay_ngrams *g, assay_document *d,
                        const struct ngrams_scope *scope, assay_error *err);

/* From now on g needs no vocabulary. Fails with ASSAY_ENOMEM. */
assay_status ngrams_settle(assay_ngrams *g, assay_error *err);
/* Forgets what was counted so far in memory that the vocabulary, which is still there,
** lends to whoever counts next. Before freeing. */
void ngrams_give_back(assay_ngrams *g);

/* From now on g keeps to so many bytes, or to what its options say if that is less. */
void ngrams_limit(assay_ngrams *g, uint64_t memory);

/* Puts the documents so far into a temporary file; done by itself where memory is
** limited. Fails with ASSAY_ENOMEM or ASSAY_EIO. */
assay_status ngrams_spill(assay_ngrams *g, assay_error *err);

/* The crew that makes its lists, borrowed; NULL at first. The allocator must then be safe
** for several threads. */
void ngrams_use_crew(assay_ngrams *g, struct crew *crew);

struct ngrams_query {
  enum ngram_order by;
  uint64_t min_count, min_documents; /* leave out rarer ones */
  bool collapse; /* leave out n-grams whose every occurrence is part of the same longer
                 ** one; not for skip-grams (ASSAY_EARG) */
  const struct table *stopwords; /* leave out n-grams that begin or end with one of these
                                 ** folded words; NULL: none. They explain nothing */
};
/* Makes the list that assay_ngrams_count and _at speak of: group after group, in the
** order of their labels. */
assay_status ngrams_list(assay_ngrams *g, const struct ngrams_query *query,
                         assay_error *err);
assay_status ngrams_sort(assay_ngrams *g, enum ngram_order by, uint64_t min_count,
                         uint64_t min_documents, assay_error *err);
struct ngrams_group {
  assay_str label; /* borrowed */
  uint64_t count;  /* of n-grams in the list */
  uint64_t words;  /* running words counted */
};
/* Groups of the list; one, "", if not grouped; 0 while there is no list. */
size_t ngrams_group_count(const assay_ngrams *g);
struct ngrams_group ngrams_group(const assay_ngrams *g, size_t group);
/* The i-th n-gram of a group of the list, i below its count; its text is borrowed until
** the next call. Fails with ASSAY_EIO, and only where memory is limited. */
assay_status ngrams_at(assay_ngrams *g, size_t group, uint64_t i, assay_ngram *out,
                       assay_error *err);

/* How many of the stop words that the list was made with there are in the documents. */
size_t ngrams_stopped(const assay_ngrams *g);
/* Words counted so far: the sum of all unigrams. */
uint64_t ngrams_words(const assay_ngrams *g);
/* What it was made with. */
bool ngrams_are_grouped(const assay_ngrams *g);
bool ngrams_are_around(const assay_ngrams *g);
/* Orders counted. */
void ngrams_range(const assay_ngrams *g, uint32_t *min_n, uint32_t *max_n);
/* Makes a list if there is none and ngrams_totals needs one. */
assay_status ngrams_sum_up(assay_ngrams *g, assay_error *err);
/* Sum of the counts of the n-grams of order n, and how many different ones there are, of
** all groups (different ones of each) and before any minimum. Speaks of the list, or of
** what ngrams_sum_up made. */
void ngrams_totals(const assay_ngrams *g, uint32_t n, uint64_t *tokens, uint64_t *types);
/* One more owner: assay_ngrams_free frees what the last one leaves. While it is shared
** nothing may be added or listed. */
void ngrams_share(assay_ngrams *g);
bool ngrams_is_shared(const assay_ngrams *g);

#endif
