#ifndef ASSAY_COUNT_PASSAGES_H
#define ASSAY_COUNT_PASSAGES_H
/*
** passages.h - the accumulator for passages that several documents quote, and for the
** same words elsewhere without marks.
** Collects the running words of all documents, about 6 bytes each, and what they quote;
** comparing is done when a list is asked for, in time linear in the words. Merging
** appends: documents stay in the order in which they were added.
*/
#include "assay.h"
#include "base/buffer.h"
#include "base/table.h"
#include "corpus/document.h"

struct passage_range { /* running words of a document, half-open */
  uint32_t begin, end;
};

struct passage_quote {
  uint32_t document;
  uint32_t ranges, range_count; /* in passages.ranges: one for each part */
  uint32_t words;               /* of all ranges */
  uint32_t first, last;         /* bytes in its document, half-open */
  uint32_t line;
  uint32_t text;    /* id in passages.texts: as it is written */
  uint32_t speaker; /* id in passages.texts, or TABLE_NONE */
};

struct passage_document {
  uint32_t name; /* id in passages.texts */
  uint32_t word_count;
  uint64_t words, places; /* where its words and their places begin */
  uint64_t quotes;        /* its first quotation */
};

struct passages {
  assay_allocator alloc;
  struct table keys;  /* folded words: codes are ids */
  struct table texts; /* names, quotations, speakers */
  uint32_t *words;    /* codes of the running words, document after document */
  size_t word_count, word_cap;
  struct buffer places; /* by word: blank bytes before it, lines that end there, length */
  struct passage_document *documents;
  size_t document_count, document_cap;
  struct passage_quote *quotes;
  size_t quote_count, quote_cap;
  struct passage_range *ranges;
  size_t range_count, range_cap;
  bool frozen;
};

/* Owned: free with passages_free. */
assay_status passages_new(struct passages **out, const assay_allocator *alloc,
                          assay_error *err);
void passages_free(struct passages *p);

struct passage_source {    /* a quotation of the document to be added */
  const assay_span *parts; /* bytes, as in assay_quote */
  uint32_t part_count;
  assay_str speaker; /* "" when nobody is named */
};

/* Adds a document and what it quotes, in the order of beginnings. On failure the
** accumulator is to be dropped. ASSAY_ELIMIT at 2^32-1 words. */
assay_status passages_add(struct passages *p, const assay_document *d,
                          const struct passage_source *quotes, size_t quote_count,
                          assay_error *err);
assay_status passages_merge(struct passages *into, const struct passages *from,
                            assay_error *err);

/* Room for more of them, for adding and decoding. Fails with ASSAY_ENOMEM, or
** ASSAY_ELIMIT at 2^32-1. */
assay_status passages_reserve_words(struct passages *p, size_t more, assay_error *err);
assay_status passages_reserve_documents(struct passages *p, size_t more,
                                        assay_error *err);
assay_status passages_reserve_quotes(struct passages *p, size_t quotes, size_t ranges,
                                     assay_error *err);

/* -- The list: passages_find.c ------------------------------------------------------ */

/* How a quotation differs from the commonest form of its passage. */
enum passage_variant {
  VARIANT_SAME = 0,
  VARIANT_PUNCTUATION, /* the same words: case, punctuation, white space */
  VARIANT_BRACKETS,    /* it has square brackets */
  VARIANT_ELLIPSIS,    /* words are left out, and an ellipsis says so */
  VARIANT_PIECE,       /* shorter or longer, and the same where both have words */
  VARIANT_WORDS,       /* there are other words */
  VARIANT_UNMARKED     /* it stands without marks */
};
/* "same", "punctuation", "brackets", "ellipsis", "piece", "words", "unmarked". */
const char *passage_variant_name(enum passage_variant variant);

struct passage_place {
  uint32_t document;
  uint32_t passage; /* index */
  enum passage_variant variant;
  uint32_t first, last, line;
  uint32_t text;              /* id in passages.texts; TABLE_NONE when unmarked */
  uint32_t speaker;           /* id in passages.texts, or TABLE_NONE */
  struct passage_range words; /* of an unmarked one */
};

struct passage {
  size_t begin, end;  /* its places in the list: quotations, then unmarked */
  uint32_t documents; /* that quote it */
  uint32_t quotations, variants, unmarked;
  uint32_t text; /* id in passages.texts: the commonest form */
};

struct passage_list {
  assay_allocator alloc;
  struct passage *passages; /* those of most documents first, then by first appearance */
  size_t count, cap;
  struct passage_place *places;
  size_t place_count, place_cap;
};

struct passages_query {
  uint32_t min_words; /* of a quotation: 3 or more */
  uint32_t
      unmarked_words;     /* of the same wording without marks: 3 or more; 0: not asked */
  uint32_t min_documents; /* that quote a passage or have it without marks */
};

/* Which quotations are of one passage: those that have three words in a row in common
** and, laid along each other, more than four fifths of the words of the shorter one; or
** three fifths, if four in a row are the same. The longest quotation of a passage leads
** it: the others are like that one. Owned: free with passages_free_list. */
assay_status passages_find(const struct passages *p, const struct passages_query *query,
                           struct passage_list *out, assay_error *err);
void passages_free_list(struct passage_list *list);

#endif
