#ifndef ASSAY_COUNT_NGRAM_WORDS_UNION_H
#define ASSAY_COUNT_NGRAM_WORDS_UNION_H
/*
** ngram_words_union.h - the words of two accumulators that are ranked already: one walk
** through both, and no word to search for.
*/
#include "count/ngram_words.h"

/* Ranked, settled, and not empty. */
static inline bool ngram_words_are_ranked(const struct ngram_words *w) {
  return w->count > 0 && w->ranked == w->count && w->settled == w->count && !w->only;
}
/* Adds the words of `from`, another one; both are ranked, and w stays so. map[code] is
** what those of from are here; it has room for its words and one more. Fails with
** ASSAY_ENOMEM, or ASSAY_ELIMIT when there are too many or they have 4 GiB in all; then
** w is as before. */
assay_status ngram_words_unite(struct ngram_words *w, const struct ngram_words *from,
                               uint32_t *map, assay_error *err);

#endif
