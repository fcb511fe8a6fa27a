#ifndef ASSAY_COUNT_WINDOWS_H
#define ASSAY_COUNT_WINDOWS_H
/*
** windows.h - the accumulator for what stands near what: ordered pairs of words, the
** first before the second in the text, by folded form.
** Around nodes: the node, whatever its words, is one thing, WINDOWS_NODE. A word among
** the `left` running words before a node is the pair (word, node), one among the `right`
** after it the pair (node, word). Every node has its own windows, which may overlap; the
** words of a node are not in its own.
** All pairs: each word with each of the next `right` running words; left equals right.
** Running words are words, numbers, addresses, tags and mentions; punctuation takes no
** room. A window ends where the node's sentence does, unless it may cross. The frequency
** of every word of every document is counted too, which measures of association need.
*/
#include "assay.h"
#include "base/buffer.h"
#include "count/counter.h"
#include "count/pair_table.h"

#define WINDOWS_NODE UINT32_MAX
enum { WINDOWS_SIZE_MAX = 1000 };

struct windows_options {
  uint32_t left, right; /* 0..WINDOWS_SIZE_MAX, not both 0 */
  bool cross;           /* sentences */
};

struct window_place;

struct windows {
  struct windows_options options;
  struct counter *words;   /* running words of the documents by folded form */
  struct pair_table pairs; /* of ids of words->keys, or WINDOWS_NODE */
  int64_t nodes;
  struct window_place *places; /* the words of one document, while it is added */
  size_t place_cap;
  bool frozen;
};

/* Owned: free with windows_free. ASSAY_EARG for sizes out of range. */
assay_status windows_new(struct windows **out, const struct windows_options *options,
                         const assay_allocator *alloc, assay_error *err);
void windows_free(struct windows *w);
/* Counts all pairs of a document; ASSAY_EARG unless left equals right. After a failure w
** may hold a part of the document, and is to be dropped. */
assay_status windows_add(struct windows *w, assay_document *document, assay_error *err);
/* Counts around nodes, spans of tokens in ascending order. */
assay_status windows_add_around(struct windows *w, assay_document *document,
                                const assay_span *nodes, size_t node_count,
                                assay_error *err);
/* ASSAY_EARG when the options differ. */
assay_status windows_merge(struct windows *into, const struct windows *from,
                           assay_error *err);

struct window_neighbour {
  uint32_t word; /* id of words->keys */
  int64_t before, after;
};
struct window_pair {
  uint32_t first, second;
  int64_t count;
};
/* Appends what stands near a node: WINDOWS_NODE or an id. Ordered by before + after,
** largest first, or by word. out is used for this alone. */
assay_status windows_near(const struct windows *w, uint32_t node, enum count_order by,
                          struct buffer *out, assay_error *err);
/* Appends the pairs of words. */
assay_status windows_pairs(const struct windows *w, enum count_order by,
                           struct buffer *out, assay_error *err);

#endif
