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
assay_str lua_reader_source(const struct lua_reader *reader);
/* Reads the bytes as a file of that name, for those who look for mistakes: *documents is
** how many there are. ASSAY_ESCRIPT shows the line, as script_load does; ASSAY_EFORMAT
** when `read` refuses them with nil and a message. */
assay_status lua_reader_try(const struct lua_reader *reader, assay_str bytes,
                            assay_str name, size_t *documents, assay_error *err);
/* For corpus_options.readers. Borrowed. */
const struct reader *lua_reader_interface(const struct lua_reader *reader);

#endif
