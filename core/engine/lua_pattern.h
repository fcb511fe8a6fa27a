#ifndef ASSAY_ENGINE_LUA_PATTERN_H
#define ASSAY_ENGINE_LUA_PATTERN_H
/*
** lua_pattern.h - the patterns of Lua's string library ("%a+", "^(%w+)=(.-)$"), matched
** by a machine that counts its steps: Lua's own may backtrack for hours over a few
** hundred bytes, out of reach of any limit. The language is that of the Lua 5.4 manual,
** section 6.4.1; letters, digits and spaces are those of ASCII, whatever the locale.
*/
#include "assay.h"

/* As in Lua: captures of a pattern, and nesting of what is tried. */
#define LUA_PATTERN_CAPTURES 32
#define LUA_PATTERN_DEPTH 200

struct lua_pattern; /* compiled; plain bytes in one block, with nothing to free */

/* Bytes that a pattern of `length` bytes compiles to, at most. */
size_t lua_pattern_size(size_t length);
/* Compiles into memory of lua_pattern_size bytes, aligned as by malloc. A '^' at the
** beginning is the caller's. NULL, or the reason: "malformed pattern (missing ']')". */
const char *lua_pattern_compile(struct lua_pattern *out, assay_str source);

struct lua_capture {
  size_t begin, length;
  bool is_position; /* "()": begin is the answer */
};

struct lua_match {
  assay_str subject;
  size_t begin, end;
  struct lua_capture captures[LUA_PATTERN_CAPTURES];
  size_t capture_count;
  /* Called every few thousand steps; does not return if the time is over. */
  void (*tick)(void *ctx);
  void *ctx;
  size_t steps; /* private */
};

enum lua_match_result { LUA_MATCH_NO = 0, LUA_MATCH_YES, LUA_MATCH_TOO_COMPLEX };

/* Matches at byte `at` of m->subject, nowhere else. Fills begin, end and captures. */
enum lua_match_result lua_pattern_match(const struct lua_pattern *p, struct lua_match *m,
                                        size_t at);

#endif
