#ifndef ASSAY_ENGINE_VALUE_H
#define ASSAY_ENGINE_VALUE_H
/*
** value.h - the text of an argument as the value that the script gets.
*/
#include "assay.h"
#include "corpus/metadata.h"
#include "engine/script.h"

#include <lua.h>

/* "2..3" or "2" (then both ends are 2). */
bool value_range(assay_str text, int64_t *first, int64_t *last);

/* Whether the corpus has the metadata fields that were asked for; ASSAY_EARG names those
** that it has. Defaults may be missing: then documents have no value. */
assay_status value_check_fields(const struct script *script, const assay_str *values,
                                const struct metadata *metadata, assay_error *err);

/* Pushes the table `args`: every argument by name, with '_' for '-'. Reading a name that
** is no argument raises with a suggestion. values: one per argument, ptr NULL for the
** default. Raises for a pattern that cannot be understood. */
void value_push_args(lua_State *L, const struct script *script, const assay_str *values);

#endif
