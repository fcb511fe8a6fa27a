#ifndef ASSAY_READ_FRONT_MATTER_H
#define ASSAY_READ_FRONT_MATTER_H
/*
** front_matter.h - the lines between --- and --- at the top of Markdown and plain text,
** as site generators and note-takers write them: flat YAML.
**
**   title: "A speech"            a value, in quotes or not; # begins a comment
**   tags: [peace, trade]         a list, also as lines "- peace": joined with "; "
**   date: 1935-03-04 10:00       the day of it
**
** What is nested (maps, texts of several lines) is no field, and a warning says so.
*/
#include "read/record.h"

/* Most bytes, with both lines of ---. */
#define FRONT_MATTER_LIMIT ((size_t)64 << 10)

/* Adds the fields to the record. *length: the bytes that it takes, behind which the text
** begins; 0 where text (valid UTF-8) does not begin with it: it must be closed, by --- or
** ..., and have nothing else but keys on its unindented lines. */
assay_status front_matter_take(assay_str text, struct record *out, size_t *length,
                               assay_error *err);
/* The same for a record whose text is there, valid UTF-8: what it takes is cut off. */
assay_status front_matter_cut(struct record *out, assay_error *err);

#endif
