#ifndef ASSAY_COUNT_NGRAM_WORDS_H
#define ASSAY_COUNT_NGRAM_WORDS_H
/*
** ngram_words.h - the words of an accumulator of n-grams and their codes.
** A code is a number from 1, given by first appearance. Ranking gives all words ranks,
** from 1 in the order of their bytes, so that texts can be sorted as numbers.
** Accumulators outlive vocabularies, so words are kept here once more; a document's
** terms are looked up once each. While all of them come from one vocabulary that lasts,
** a new term is a new word: none needs to be searched for, nor copied before words and
** vocabulary part (ngram_words_settle).
*/
#include "assay.h"
#include "base/arena.h"
#include "base/crew.h"
#include "count/word_order.h"

struct ngram_known { /* a term of a vocabulary */
  uint32_t code, stamp;
};

struct ngram_slot {
  uint32_t hash, id; /* high half of the word's hash; UINT32_MAX: free */
};

struct ngram_word { /* where the text of a word is */
  uint32_t begin, len;
};

struct ngram_words {
  assay_allocator alloc;
  struct arena arena;
  assay_str *words; /* by id: order of appearance; of the first `settled` */
  size_t count, cap, settled;
  uint32_t *terms; /* by id, in the vocabulary `only`; NULL without */
  size_t terms_cap;
  struct ngram_slot *slots; /* of the first `entered` words; at most half full */
  size_t slot_count, entered;

  size_t ranked;            /* the codes up to this one are ranked */
  uint32_t *rank_of;        /* by code; 0 for no word */
  uint32_t *code_at;        /* by rank; 0 for none */
  struct ngram_word *texts; /* by code */
  char *bytes;              /* of these, mostly by rank, so that neighbours are near */
  size_t rank_of_cap, code_at_cap, texts_cap, bytes_len, bytes_cap;

  struct ngram_known *known; /* by term; right for this document where stamp is current */
  size_t known_cap;
  uint32_t stamp;                     /* the document; 0: none yet */
  const assay_vocabulary *only;       /* where all words are from, while it lasts */
  const assay_vocabulary *vocabulary; /* of the document */
};

void ngram_words_init(struct ngram_words *w, const assay_allocator *alloc);
void ngram_words_free(struct ngram_words *w);
/* Begins a document of that vocabulary. lasts: it is there until these words are settled,
** freed, or begin a document of another one. */
assay_status ngram_words_begin(struct ngram_words *w, const assay_vocabulary *v,
                               bool lasts, assay_error *err);
/* Makes the code known of a term that is not known in this document yet. */
assay_status ngram_words_meet(struct ngram_words *w, uint32_t term, assay_error *err);
/* Copies what is left in the vocabulary, which these words do not need from now on. Fails
** with ASSAY_ENOMEM; then they do. */
assay_status ngram_words_settle(struct ngram_words *w, assay_error *err);
/* The words of `from`, which may be w, and their codes here: map[code there], as long as
** from has words and one more. */
assay_status ngram_words_merge(struct ngram_words *w, const struct ngram_words *from,
                               uint32_t *map, assay_error *err);
/* The code of a word, which is appended if it is new. Fails with ASSAY_ENOMEM, or
** ASSAY_ELIMIT when there are too many. */
assay_status ngram_words_add(struct ngram_words *w, assay_str word, uint32_t *code,
                             assay_error *err);
/* The word that has this code, settled or not. Borrowed until a word is added. */
assay_str ngram_words_word(const struct ngram_words *w, uint32_t code);
/* Number of words: codes are 1..count. */
static inline size_t ngram_words_count(const struct ngram_words *w) {
  return w->count;
}
/* Of a code there is, of settled words. Borrowed until the next ranking; after a ranking,
** so many bytes can be read from its begin however short it is. */
#define NGRAM_WORD_ROOM 16
static inline assay_str ngram_words_text(const struct ngram_words *w, uint32_t code) {
  if (code > w->ranked) return w->words[code - 1];
  const struct ngram_word text = w->texts[code];
  return (assay_str){w->bytes + text.begin, text.len};
}
/* Makes ranks, until a word is added; crew may be NULL. Fails with ASSAY_ENOMEM, or
** ASSAY_ELIMIT when the words have 4 GiB in all. */
assay_status ngram_words_rank(struct ngram_words *w, struct crew *crew, assay_error *err);

/* The words of an accumulator that has none, ranked at once: texts[order[i].id] becomes
** code i + 1. All are different, and in the order of their bytes, of which there are
** `bytes` in all, less than 4 GiB. First room is made, and *text is where they will
** stand; a failure, as of ngram_words_add, leaves none. Then ranges [from, to) of the
** order are written, by any threads; `at` is the number of bytes before them. */
assay_status ngram_words_fill_begin(struct ngram_words *w, size_t count, size_t bytes,
                                    char **text, assay_error *err);
void ngram_words_fill_range(struct ngram_words *w, char *text, const assay_str *texts,
                            const struct word_place *order, uint32_t from, uint32_t to,
                            uint32_t at);
void ngram_words_fill_end(struct ngram_words *w, size_t count, size_t bytes);

#endif
