#ifndef ASSAY_ENGINE_TRACEBACK_H
#define ASSAY_ENGINE_TRACEBACK_H
/*
** traceback.h - which of the script's own functions were running, for messages.
*/
#include <lua.h>
#include <stddef.h>

/* Room for what it writes: eight calls. */
#define TRACEBACK_SIZE 480
/* So many calls are looked at: each takes a walk from the innermost one, and no limit
** reaches a message handler. */
#define TRACEBACK_LEVELS 1000

/* For a message handler: writes a line for each function of the chunk that another of its
** functions called, innermost first, each with a line break before it:
**
**   in function 'share' (line 12), called from line 30
**
** Nothing where only one function was running: the position says it all. chunk is the
** short name of the script's chunk. Allocates nothing and raises nothing. */
void traceback_write(lua_State *L, const char *chunk, char *out, size_t size);

#endif
