#ifndef ASSAY_ENGINE_LUA_READER_H
#define ASSAY_ENGINE_LUA_READER_H
/*
** lua_reader.h - readers of formats that are written in Lua: a file that ends with
** `return assay.reader{...}`. It runs in a closed state of its own for each file, so that
** any number of threads may use it.
*/
#include "engine/script.h"
#include "read/reader.h"

struct lua_reader; /* immutable */

/* Fails with ASSAY_EIO when the file cannot be read and ASSAY_ESCRIPT when it is no
** reader; limits are those of each call, and may be NULL. Owned: free with
** lua_reader_free. */
assay_status lua_reader_load(struct lua_reader **out, const char *path,
                             const struct script_limits *limits,
                             const assay_allocator *alloc, assay_error *err);
void lua_reader_free(struct lua_reader *reader);
/* For corpus_options.readers. Borrowed. */
const struct reader *lua_reader_interface(const struct lua_reader *reader);

#endif
