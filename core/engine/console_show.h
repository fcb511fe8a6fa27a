#ifndef ASSAY_ENGINE_CONSOLE_SHOW_H
#define ASSAY_ENGINE_CONSOLE_SHOW_H
/*
** console_show.h - values of Lua for people: lists of rows, counters and handles as
** aligned tables.
*/
#include "base/buffer.h"

#include <lua.h>

/* Appends the value at the index, in lines. May raise. */
void console_show(lua_State *L, int index, size_t width, struct buffer *out);

#endif
