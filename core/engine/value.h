#ifndef ASSAY_ENGINE_VALUE_H
#define ASSAY_ENGINE_VALUE_H
/*
** value.h - the text of an argument as the value that the script gets.
*/
#include "assay.h"
#include "base/buffer.h"
#include "corpus/metadata.h"
#include "engine/script.h"
#include "query/sources.h"

#include <lua.h>

/* "2..3" or "2" (then both ends are 2). */
bool value_range(assay_str text, int64_t *first, int64_t *last);
/* The same of numbers: "0.5..2". */
bool value_interval(assay_str text, double *first, double *last);
/* Takes the next item of a list off *rest: what stands before a comma, without the blanks
** around it. False at the end; rest->ptr NULL from then on. */
bool value_next_item(assay_str *rest, assay_str *item);
/* Whether the value of an argument for stop words is a file: it has a dot or a slash. */
bool value_names_file(assay_str text);
/* Appends the bytes of a file, or its text as UTF-8. At most 16 MiB. */
assay_status value_read_file(assay_str name, struct buffer *out, assay_error *err);
assay_status value_read_text(assay_str name, struct buffer *out, assay_error *err);

/* Whether the corpus has the metadata fields that were asked for; ASSAY_EARG names those
** that it has. Defaults may be missing: then documents have no value. own: names of
** fields that documents brought themselves; may be NULL. */
assay_status value_check_fields(const struct script *script, const assay_str *values,
                                const struct metadata *metadata, const struct table *own,
                                assay_error *err);

/* Reads what the arguments of type corpus name, as the files of `like` are read (NULL: as
** by default): *sources is an array with one for each argument, NULL for the others.
** ASSAY_EARG when there are no texts. Owned: free with value_free_sources. */
assay_status value_open_sources(struct sources ***sources, const struct script *script,
                                const assay_str *values, const struct corpus *like,
                                const assay_tokenizer *tokenizer, assay_error *err);
void value_free_sources(struct sources **sources, const struct script *script);

/* Pushes the table `args`: every argument by name, with '_' for '-'. Reading a name that
** is no argument raises with a suggestion. values: one per argument, ptr NULL for the
** default; sources may be NULL. Raises for a pattern that cannot be understood. */
void value_push_args(lua_State *L, const struct script *script, const assay_str *values,
                     struct sources *const *sources);

#endif
