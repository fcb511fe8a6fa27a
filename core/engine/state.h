#ifndef ASSAY_ENGINE_STATE_H
#define ASSAY_ENGINE_STATE_H
/*
** state.h - a Lua state for somebody's script: limits, an environment built from an
** allow-list (room.h), and errors that show the line. One thread at a time.
*/
#include "assay.h"
#include "engine/limits.h"
#include "engine/modules.h"
#include "engine/traceback.h"

#include <lua.h>

#define STATE_MEMORY ((size_t)4 << 30) /* bytes that a state may use by default */

struct state_options {     /* 0 and NULL: the defaults */
  size_t memory;           /* bytes; 4 GiB */
  double seconds;          /* processor time of each call into the script; no limit */
  const atomic_bool *stop; /* ends the script when it is set */
  struct modules *modules; /* for require "lib.NAME"; borrowed; none */
  bool trusted; /* all of Lua's libraries; the limits stay, but can be evaded */
  const struct meter_account *beside; /* of memory that it shares; see meter.h */
  bool no_watchdog; /* the limits are looked at by a hook from the beginning */
};

struct state {
  struct limits limits; /* first: the allocator's userdata is this state */
  lua_State *L;
  bool trusted;
  struct modules *modules;
  void (*print)(void *ctx, assay_str line); /* what print() calls; may be NULL */
  void *print_ctx;
  assay_str what; /* follows `during` in messages: a document's name; empty: nothing */
  char trace[TRACEBACK_SIZE]; /* of the last error; "" or lines */
  bool usage;                 /* the last error is the user's: assay.usage_error, */
  uint64_t missing;           /* or so many bytes of the memory that the user allows */
};

/* "5.4.4": the Lua that scripts run in. Constant. */
const char *state_lua_version(void);

/* options may be NULL. Close with state_close. The state must not move in memory. */
assay_status state_open(struct state *s, const struct state_options *options,
                        assay_error *err);
void state_close(struct state *s);

/* Pushes the environment of scripts: the table of their globals. */
void state_push_room(struct state *s);
/* Restarts math.random, so that its numbers depend on nothing else. */
void state_seed(struct state *s, uint64_t seed);
/* Runs the source, past a byte-order mark and a first line that begins with '#', and
** leaves the analysis that it returns on the stack. Fails with ASSAY_ESCRIPT; the message
** shows the line. name is the script's, for messages. */
assay_status state_load(struct state *s, assay_str name, assay_str source,
                        assay_error *err);
/* Calls the function below `args` arguments and leaves `results` values. On failure
** nothing is left, and the message shows the line of the source; `during` may name what
** was going on ("while mapping document 'x.txt'"), or be NULL. What assay.usage_error
** raised is ASSAY_EARG with its message and nothing else. */
assay_status state_call(struct state *s, int args, int results, assay_str name,
                        assay_str source, const char *during, assay_error *err);

#endif
