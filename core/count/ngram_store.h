#ifndef ASSAY_COUNT_NGRAM_STORE_H
#define ASSAY_COUNT_NGRAM_STORE_H
/*
** ngram_store.h - n-grams in many queues, in little memory: what is too much goes to a
** file without a name. A queue gives back what was put into it, in the same order, which
** is to be that of their words' ranks: of an n-gram only that is kept which the one
** before it in the queue does not have, and the first word of that as a difference.
*/
#include "assay.h"
#include "base/scratch.h"

struct ngram_entry {
  uint32_t at, n; /* place in the stream, order */
  uint32_t to;    /* the same of all orders up to this one begin there; else n */
  uint64_t count, documents;
};

enum { STORE_PAGE = 8 * 1024 };

struct store_state { /* what the next n-gram is told by: an n-gram, or nothing yet */
  uint32_t words[ASSAY_NGRAM_MAX];
  uint32_t word_count;
  uint32_t n;
  uint64_t count;
};

struct store_queue {
  uint32_t *pages; /* their numbers */
  size_t page_count, page_cap;
  char *last; /* the page being filled, STORE_PAGE bytes; NULL when there is none */
  size_t used;
  struct store_state state; /* of the last n-gram on that page */
};

struct ngram_store {
  assay_allocator alloc;
  struct store_queue *queues;
  size_t queue_count;
  char **kept; /* pages in memory, by number; pages from kept_count on are in the file */
  size_t kept_count, kept_cap, most_kept;
  uint32_t filed;
  struct scratch file;
};

struct store_reader {
  size_t queue, page, at;   /* what is read next */
  bool loaded;              /* data is that page */
  struct store_state state; /* of the entry that was read */
  char data[STORE_PAGE];
};

/* memory: bytes that full pages may take. Fails with ASSAY_ENOMEM. */
assay_status ngram_store_init(struct ngram_store *s, const assay_allocator *alloc,
                              size_t queues, size_t memory, assay_error *err);
void ngram_store_free(struct ngram_store *s);
/* words: entry->to of them; its place is not kept. Fails with ASSAY_ENOMEM, ASSAY_EIO, or
** ASSAY_ELIMIT at 2^32 pages. */
assay_status ngram_store_put(struct ngram_store *s, size_t queue,
                             const struct ngram_entry *entry, const uint32_t *words,
                             assay_error *err);
/* After this entries can be read, and none added. */
assay_status ngram_store_finish(struct ngram_store *s, assay_error *err);
/* The next entry of the reader's queue and then of those after it, its words in
** reader->state; false at the end of the last, or when *status is not ASSAY_OK. */
bool ngram_store_next(const struct ngram_store *s, struct store_reader *reader,
                      struct ngram_entry *out, assay_status *status, assay_error *err);

#endif
