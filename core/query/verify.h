#ifndef ASSAY_QUERY_VERIFY_H
#define ASSAY_QUERY_VERIFY_H
/*
** verify.h - is that what the source says, and who says it there? Compares a quotation
** with the place in the sources that is most like it.
** Words are compared by their keys, so case, punctuation and the shape of apostrophes are
** no difference. README.md of scripts has an example of each verdict.
*/
#include "assay.h"
#include "base/buffer.h"
#include "query/sources.h"

enum verdict { /* the worse, the later */
               VERDICT_EXACT = 0,
               VERDICT_ELLIPSIS, /* words are left out, and an ellipsis says so */
               VERDICT_BRACKETS, /* words are altered, in square brackets */
               VERDICT_SILENT,   /* words are left out, and nothing says so */
               VERDICT_CHANGED,  /* there are other words, or more */
               VERDICT_AUTHOR,   /* found, in a text of somebody else */
               VERDICT_NOT_FOUND
};

struct verification {
  enum verdict verdict; /* of all that is to be said the worst */
  enum verdict wording; /* how the words compare: anything but VERDICT_AUTHOR */
  size_t words, same;   /* words of the quotation, and of those what the source has */
  size_t left_out;      /* words of the source that the quotation leaves out */
  struct source_place place; /* unless it is not found */
  assay_str author;          /* of the source; "" when it has none */
  assay_str difference;      /* "was [-never really-] tried": see verify_quote; borrowed
                             ** until the next call */
};

/* Working memory of one thread. */
struct verifier {
  assay_allocator alloc;
  const struct sources *sources;
  uint32_t *keys;
  uint8_t *flags;
  assay_span *bytes; /* of the words, in the text that quotes */
  size_t count, keys_cap, flags_cap, bytes_cap;
  struct buffer word, difference, speaker, author;
};

void verifier_init(struct verifier *v, const struct sources *sources,
                   const assay_allocator *alloc);
void verifier_free(struct verifier *v);

/* Compares a quotation of d, which must be cut by the same rule as the sources.
** A quotation is found when of its words, those in brackets left out, at most a quarter
** differs, and none of four or fewer. Its speaker is the author when the author's name
** has his last name, and, if both have more, another name with the same initial; a
** speaker without a name ("critics", "the Prime Minister") may be any author;
** author_field names the field of the sources' metadata. The difference shows the
** source's words in [-...-], where an ellipsis is declared in [...], and the quotation's
** in {+...+}. */
assay_status verify_quote(struct verifier *v, assay_document *d, const assay_quote *quote,
                          assay_str author_field, struct verification *out,
                          assay_error *err);
/* "exact", "declared ellipsis", "altered in brackets", "silent ellipsis", "changed
** words", "another author", "not found". Constant. */
const char *verdict_name(enum verdict verdict);
/* Whether the author may be the speaker. */
assay_status verify_same_person(struct verifier *v, assay_str speaker, assay_str author,
                                bool *same, assay_error *err);

#endif
