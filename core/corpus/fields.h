#ifndef ASSAY_CORPUS_FIELDS_H
#define ASSAY_CORPUS_FIELDS_H
/*
** fields.h - metadata that a document brings itself: front matter, the header of a TEI
** file, columns of a CSV row, keys of a JSON object, what a pattern finds in the name of
** an archive's member. Each value is typed by itself.
*/
#include "assay.h"
#include "base/arena.h"
#include "corpus/metadata.h"

struct own_field {
  assay_str name;
  struct value value;
};

struct fields { /* in an arena, which owns everything */
  struct arena *arena;
  struct own_field *items;
  size_t count, cap;
};

void fields_init(struct fields *f, struct arena *arena);
/* Adds a value, white space trimmed, strings copied. Of two fields of a name the first
** stays; an empty value is none. is_text: never a number or a date. */
assay_status fields_add(struct fields *f, assay_str name, assay_str value, bool is_text,
                        assay_error *err);
/* Adds year, decade and month of the first field that is a date, but not "created" or
** "modified", unless there are fields of these names. */
assay_status fields_derive(struct fields *f, assay_error *err);
/* Adds all fields of another list, which are of other names. */
assay_status fields_copy(struct fields *f, const struct fields *from, assay_error *err);
/* NULL where there is none of that name. */
const struct value *fields_find(const struct fields *f, assay_str name);

#endif
