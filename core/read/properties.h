#ifndef ASSAY_READ_PROPERTIES_H
#define ASSAY_READ_PROPERTIES_H
/*
** properties.h - small XML files of properties (docProps/core.xml, meta.xml, the metadata
** of an OPF) to fields: each element that is known becomes one, with its text.
*/
#include "read/record.h"

enum property_kind {
  PROPERTY_TEXT = 0, /* never a number or a date */
  PROPERTY_DATE /* the day of a date and time: "2021-05-01T10:00:00Z" is 2021-05-01 */
};

struct property {
  const char *element; /* its name without prefix */
  const char *field;
  enum property_kind kind;
};

/* Of two elements for one field the first with text counts. What is not well-formed is a
** warning, not a failure. */
assay_status properties_read(struct record *record, assay_str xml,
                             const struct property *known, size_t count,
                             const assay_allocator *alloc, assay_error *err);
/* Adds one field of that kind, white space around it left out. */
assay_status properties_add(struct record *record, const char *field,
                            enum property_kind kind, assay_str value, assay_error *err);

#endif
