#ifndef ASSAY_CORPUS_METADATA_H
#define ASSAY_CORPUS_METADATA_H
/*
** metadata.h - fields of documents: what they are called, their types, their values.
** A field's type is the narrowest that fits all its values: integer, number, date, text.
** A date field gives year, decade and month for free, unless a field of that name exists;
** of several date fields the first does.
*/
#include "assay.h"
#include "base/arena.h"
#include "base/table.h"

enum field_type { FIELD_TEXT = 0, FIELD_INTEGER, FIELD_NUMBER, FIELD_DATE };

struct field {
  assay_str name;
  enum field_type type;
};

struct value {
  enum { VALUE_NONE = 0, VALUE_TEXT, VALUE_INTEGER, VALUE_NUMBER } kind;
  assay_str text;  /* VALUE_TEXT, also dates as YYYY-MM-DD; borrowed */
  int64_t integer; /* VALUE_INTEGER */
  double number;   /* VALUE_NUMBER */
};

/* A table of documents x fields while it is collected and, after metadata_finish, typed.
** Finished, it is immutable: any number of threads may read it.
*/
struct metadata;

/* Owned: free with metadata_free. */
assay_status metadata_new(struct metadata **out, size_t documents,
                          const assay_allocator *alloc, assay_error *err);
void metadata_free(struct metadata *m);
/* Sets a value (copied), white space trimmed; a later one replaces an earlier one. An
** empty one is no value: it makes the field known and leaves an earlier value alone.
** ASSAY_EARG for a field without a name and after metadata_finish. */
assay_status metadata_set(struct metadata *m, size_t document, assay_str field,
                          assay_str value, assay_error *err);
/* Decides the types and adds the fields that dates give. No metadata_set afterwards.
**   integer  [-+]digits that fit 64 bits
**   number   a decimal number of at most 15 digits and a power of ten up to 22 either
**            way, so that the conversion is exact; longer ones stay text
**   date     YYYY-MM-DD or YYYY/MM/DD, a day that exists; kept as YYYY-MM-DD */
assay_status metadata_finish(struct metadata *m, assay_error *err);
/* Borrowed; in order of first appearance, derived ones last. */
const struct field *metadata_fields(const struct metadata *m, size_t *count);
/* Index of a field, or -1. */
int metadata_find(const struct metadata *m, assay_str field);
/* VALUE_NONE where the document has no value, or there is no such field or document. */
struct value metadata_value(const struct metadata *m, size_t document, int field);

/* One value by itself: integer, number, date or text as above. A date is a VALUE_TEXT in
** day, as YYYY-MM-DD, and *is_date is set. Else texts are those given. */
struct value metadata_type(assay_str text, char day[10], bool *is_date);
/* The year, decade and month of a date; also of one with a time behind it,
** "1933-03-04T12:00:00Z". False for another text. */
bool metadata_date_parts(assay_str date, int *year, int *decade, int *month);
/* The text without white space (also U+00A0) around it. */
assay_str metadata_trim(assay_str s);
/* Is there such a day? Years 1 to 9999 of the Gregorian calendar, also before 1582. */
bool metadata_is_day(int year, int month, int day);

#endif
