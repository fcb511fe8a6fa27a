#ifndef ASSAY_ENGINE_OUT_H
#define ASSAY_ENGINE_OUT_H
/*
** out.h - the `out` that report(acc, args, out) gets: tables and notes for the reader.
*/
#include "engine/report.h"

#include <lua.h>

struct class;

/* Pushes an `out` that fills the report; the report must outlive the call. */
void out_push(lua_State *L, struct report *report);

extern const struct class out_class; /* lua/binding.h */

#endif
