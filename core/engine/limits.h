#ifndef ASSAY_ENGINE_LIMITS_H
#define ASSAY_ENGINE_LIMITS_H
/*
** limits.h - what a script may use up: memory, and processor time of each call into it.
**
** Memory is counted by the state's allocator, and that of C objects which the script made
** by meters (base/meter.h), in one account. Time is looked at by a watchdog
** (watchdog.h), which sets a hook in the virtual machine when it is over, and tells C
** functions that work for long and ask. Where there can be no watchdog, the hook is there
** from the beginning, and looks at the clock every so many instructions, fewer when the
** state holds large blocks and one instruction can take long; pure Lua takes twice as
** long then. A limit that was reached stays reached: pcall, xpcall and coroutine.resume
** of the room raise it again, so that no script can catch it. One thread at a time.
*/
#include "assay.h"
#include "base/meter.h"
#include "base/pool.h"
#include "engine/watchdog.h"

#include <lua.h>
#include <pthread.h>
#include <stdatomic.h>

enum { LIMITS_CLASSES = 44 };

/* What the error says when calls are nested too deep; that can be caught. */
#define LIMITS_TOO_DEEP "stack overflow (calls are nested too deep)"

enum limit { LIMIT_NONE = 0, LIMIT_TIME, LIMIT_MEMORY, LIMIT_STOP };

struct limits {
  struct meter_account account; /* of memory; own: what Lua itself uses */
  struct pool pool;             /* for that; the caller's to free, after the state */
  double seconds;               /* of one call; 0: no limit */
  const atomic_bool *stop;      /* the host wants it to end; may be NULL */
  struct watchdog *watchdog;    /* NULL: the hook looks at the clock */
  _Atomic(lua_State *) running; /* the coroutine that runs, for the hook */
  enum limit reached;           /* which ended it */
  size_t collect_at;            /* bytes of C objects at which Lua looks for garbage */
  bool too_deep;                /* a stack was not allowed to grow */
  size_t printed;               /* bytes that print() gave */
  /* Without a watchdog: */
  pthread_t thread;    /* that the call is in; its time is what counts */
  uint64_t cpu_start;  /* nanoseconds of the thread when the call began */
  uint64_t look_again; /* no need to ask for that before, nanoseconds by the clock */
  uint32_t blocks[LIMITS_CLASSES]; /* live blocks of 2^k bytes, of the large ones */
  int interval;                    /* instructions between two looks */
};

/* The lua_Alloc of a state whose userdata begins with a struct limits. */
void *limits_alloc(void *ud, void *ptr, size_t osize, size_t nsize);
/* Of the state that L belongs to. */
struct limits *limits_of(lua_State *L);
/* Begins to watch over a new state; account.most, seconds and stop are the caller's to
** set. alone: without a watchdog. */
void limits_watch(struct limits *limits, lua_State *L, bool alone);
/* Before the state is closed. */
void limits_unwatch(struct limits *limits);
/* A call into the script begins: its time counts from now. */
void limits_begin(struct limits *limits);
/* It is over. */
void limits_end(struct limits *limits);
/* Forgets that a limit was reached, for a state that goes on: nothing runs in it now. */
void limits_forgive(struct limits *limits, lua_State *L);
/* Raises when a limit was reached. C functions that may work long call it now and then.
** */
void limits_check(lua_State *L);
/* The same, at each use of a handle: C objects that are garbage are collected when there
** are many. */
void limits_tick(lua_State *L);
/* Bytes that the script uses, in Lua and in C. */
size_t limits_used(const struct limits *limits);

/* Functions of the room that take the place of Lua's own. */
int limits_pcall(lua_State *L);
int limits_xpcall(lua_State *L);
int limits_resume(lua_State *L);
int limits_wrap(lua_State *L);
int limits_close(lua_State *L); /* coroutine.close; upvalue 1 is Lua's own */

#endif
