#ifndef ASSAY_READ_RECORD_H
#define ASSAY_READ_RECORD_H
/*
** record.h - what a reader gives: one document as it was found, before it is cut into
** tokens. Text, the metadata that came with it, and what the format marked in it.
** A record belongs to one thread and is used again and again: readers fill it through the
** functions below, which copy, and never look at its members' memory themselves.
*/
#include "assay.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "text/encoding.h"

enum record_mark_kind {
  RECORD_QUOTE = 0,   /* <q>, <said>: words of somebody, with or without marks */
  RECORD_BLOCK_QUOTE, /* <blockquote>, a quotation set apart */
  RECORD_HEADING,
  RECORD_SENTENCE /* where the format knows its sentences (CoNLL-U, vrt) */
};

struct record_mark { /* begin <= end, bytes of the text; in order of begin, outer first */
  uint32_t begin, end;
  enum record_mark_kind kind;
  assay_str
      who; /* of RECORD_QUOTE: who="#kim", resolved where the file tells; or empty */
};

struct record_field {
  assay_str name, value; /* UTF-8 */
  bool is_text; /* never a number or a date, whatever it looks like: JSON "007" */
};

struct record_token { /* a token that the format gave; in order, not overlapping */
  uint32_t begin, end;
  assay_str lemma, tag; /* empty: none */
};

struct record_removed { /* what cleaning took out of the text */
  uint64_t line;        /* of the text as the reader gave it, from 1 */
  assay_str text;
  const char *reason; /* "page number"; constant */
};

struct record {
  struct arena arena; /* holds the strings below */
  assay_str part;     /* names it within its file: "17" (a line), "chapter-2"; empty: the
                      ** file is the document */
  uint64_t line;      /* of the file where it begins, from 1; 0: not known */
  struct buffer text; /* bytes in `encoding` */
  enum encoding encoding;   /* ENCODING_AUTO: the ladder decides (and text has no marks or
                          ** tokens); ENCODING_UTF8: the reader made it valid UTF-8 */
  struct decoding decoding; /* how the reader decoded it; no decided_by if it did not */
  struct record_field *fields;
  size_t field_count, field_cap;
  struct record_mark *marks;
  size_t mark_count, mark_cap;
  struct record_token *tokens;
  size_t token_count, token_cap;
  bool has_tokens;     /* the text's tokens are these and no others */
  assay_str *warnings; /* "3 unknown entities were left as they are" */
  size_t warning_count, warning_cap;
  struct record_removed *removed;
  size_t removed_count, removed_cap;
};

/* limit: most bytes of a text. */
void record_init(struct record *r, size_t limit, const assay_allocator *alloc);
void record_free(struct record *r);
void record_clear(struct record *r); /* keeps memory for the next document */

assay_status record_set_part(struct record *r, assay_str part, assay_error *err);
/* An empty value is not added; of two fields of a name the first stays. */
assay_status record_add_field(struct record *r, assay_str name, assay_str value,
                              bool is_text, assay_error *err);
assay_status record_add_mark(struct record *r, enum record_mark_kind kind, size_t begin,
                             size_t end, assay_str who, assay_error *err);
assay_status record_add_token(struct record *r, size_t begin, size_t end, assay_str lemma,
                              assay_str tag, assay_error *err);
assay_status record_add_removed(struct record *r, uint64_t line, assay_str text,
                                const char *reason, assay_error *err);
assay_status record_warn(struct record *r, assay_error *err, const char *format, ...)
    ASSAY_PRINTF(3, 4);

#endif
