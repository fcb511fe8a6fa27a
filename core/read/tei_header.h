#ifndef ASSAY_READ_TEI_HEADER_H
#define ASSAY_READ_TEI_HEADER_H
/*
** tei_header.h - the teiHeader of a text as fields, and who is who: the people that a
** listPerson names, by their xml:id.
*/
#include "base/arena.h"
#include "base/buffer.h"
#include "base/table.h"
#include "read/record.h"

struct tei_people {
  struct arena arena;
  struct table ids;
  assay_str *names; /* by id */
  size_t count, cap;
};

void tei_people_init(struct tei_people *p, const assay_allocator *alloc);
void tei_people_free(struct tei_people *p);
/* The first name of an id stays. */
assay_status tei_people_add(struct tei_people *p, assay_str id, assay_str name,
                            assay_error *err);
/* Appends the names of a who="#kim #lee" with ", " between; an id without a name as it
** is, without its '#'. */
void tei_people_resolve(const struct tei_people *p, const char *who, struct buffer *out);

#define TEI_HEADER_DEPTH 32 /* what is nested deeper in a header has no field */

struct tei_header {
  assay_allocator alloc;
  struct tei_people *people; /* borrowed */
  struct record *fields;     /* borrowed; gets the fields */
  uint8_t open[TEI_HEADER_DEPTH];
  uint32_t depth;
  uint32_t collecting; /* depth of the element whose text is taken, or 0 */
  uint8_t wanted;      /* what its text is for */
  struct buffer value; /* its text, white space collapsed */
  struct buffer author, keywords;
  struct buffer person; /* xml:id of the person that is open */
  bool first_edition;   /* in a bibl of that type */
  char date[64];        /* the best so far */
  size_t date_len;
  int date_rank; /* of that date; less is better */
};

void tei_header_init(struct tei_header *h, struct tei_people *people,
                     const assay_allocator *alloc);
void tei_header_free(struct tei_header *h);
/* A header begins whose fields go to a record; its end adds the last of them. */
void tei_header_begin(struct tei_header *h, struct record *fields);
assay_status tei_header_end(struct tei_header *h, assay_error *err);
/* The elements in it, and of other places that list people; local names. */
assay_status tei_header_open(struct tei_header *h, const char *name,
                             const char **attributes, assay_error *err);
assay_status tei_header_text(struct tei_header *h, assay_str text, assay_error *err);
assay_status tei_header_close(struct tei_header *h, assay_error *err);

#endif
