#ifndef ASSAY_READ_TEXT_FIELD_H
#define ASSAY_READ_TEXT_FIELD_H
/*
** text_field.h - which column of a table, or key of a JSON object, holds the text.
** --text-field says so; else the usual names do; else the longest values.
*/
#include "assay.h"
#include "read/record.h"

/* Longest value that becomes metadata, in bytes. */
#define TEXT_FIELD_VALUE_LIMIT 4096

/* How usual a name is for a text, in any case and with blanks, '-' and '_' left out:
** text, content, body, full text, transcript, speech, article, ... 0: not at all; the
** higher the more. */
unsigned text_field_rank(assay_str name);
/* The same name? Whatever the case of ASCII letters. */
bool text_field_equal(assay_str a, assay_str b);

/* Adds a field to the record; with a warning instead where the value is longer than
** TEXT_FIELD_VALUE_LIMIT. */
assay_status text_field_add(struct record *out, assay_str name, assay_str value,
                            bool is_text, assay_error *err);

/* "there is no column 'txt' (did you mean 'text'? there are: id, text, year)", as
** ASSAY_EFORMAT. what: "column" or "key". */
assay_status text_field_missing(assay_str wanted, const char *what,
                                const assay_str *names, size_t count, assay_error *err);

#endif
