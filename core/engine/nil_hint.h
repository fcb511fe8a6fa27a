#ifndef ASSAY_ENGINE_NIL_HINT_H
#define ASSAY_ENGINE_NIL_HINT_H
/*
** nil_hint.h - "did you mean" for fields that are nil, which Lua takes for no mistake
** until something is done with them.
*/
#include <lua.h>

/* For a message handler. Where the message on the top is of Lua and about a field or a
** method that is nil ("attempt to index a nil value (field 'documens')"), appends the
** name nearest to it: of the fields of a table that the function at fault can see, or of
** the metadata of a document that it has. chunk is the short name of the script's chunk.
*/
void nil_hint_add(lua_State *L, const char *chunk);

#endif
