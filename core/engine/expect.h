#ifndef ASSAY_ENGINE_EXPECT_H
#define ASSAY_ENGINE_EXPECT_H
/*
** expect.h - what a test of a script expects against what came out (self_test.h).
*/
#include "base/buffer.h"
#include "engine/report.h"

#include <lua.h>

struct expectation {
  const struct report *report;
  const assay_error *failure; /* where there is no report */
  struct buffer *out;         /* what is different, in lines */
  bool same;                  /* set to false where something is */
};

/* Compares with the table on the top. Raises when that is written wrongly. */
void expect_compare(lua_State *L, struct expectation *e);

#endif
