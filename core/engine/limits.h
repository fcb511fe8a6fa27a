#ifndef ASSAY_ENGINE_LIMITS_H
#define ASSAY_ENGINE_LIMITS_H
/*
** limits.h - what a script may use up: memory, and processor time of each call into it.
**
** Memory is counted by the state's allocator. Time is looked at by a hook every so many
** instructions of the virtual machine, fewer when the state holds large blocks and one
** instruction can take long, and by C functions that work for long. A limit that was
** reached stays reached: pcall, xpcall and coroutine.resume of the room raise it again,
** so that no script can catch it. One thread at a time.
*/
#include "assay.h"

#include <lua.h>
#include <stdatomic.h>

enum { LIMITS_CLASSES = 44 };

struct limits {
  size_t memory, used;     /* bytes */
  double seconds;          /* of one call; 0: no limit */
  const atomic_bool *stop; /* the host wants it to end; may be NULL */
  lua_State *running;      /* the coroutine that runs, for the hook */
  const char *reached;     /* the limit that was; NULL: none */
  uint64_t cpu_start;      /* nanoseconds of the thread when the call began */
  uint64_t look_again;     /* no need to ask for that before, nanoseconds by the clock */
  size_t printed;          /* bytes that print() gave */
  uint32_t blocks[LIMITS_CLASSES]; /* live blocks of 2^k bytes, of the large ones */
  int interval;                    /* instructions between two looks */
};

/* The lua_Alloc of a state whose userdata begins with a struct limits. */
void *limits_alloc(void *ud, void *ptr, size_t osize, size_t nsize);
/* Of the state that L belongs to. */
struct limits *limits_of(lua_State *L);
/* Begins to watch over a new state; memory 0 and seconds are the caller's to set. */
void limits_watch(struct limits *limits, lua_State *L);
/* A call into the script begins: its time counts from now. */
void limits_begin(struct limits *limits);
/* Raises when a limit was reached. C functions that may work long call it now and then.
** */
void limits_check(lua_State *L);

/* Functions of the room that take the place of Lua's own. */
int limits_pcall(lua_State *L);
int limits_xpcall(lua_State *L);
int limits_resume(lua_State *L);
int limits_wrap(lua_State *L);
int limits_close(lua_State *L); /* coroutine.close; upvalue 1 is Lua's own */

#endif
