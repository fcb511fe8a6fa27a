#ifndef ASSAY_CLI_PROGRESS_H
#define ASSAY_CLI_PROGRESS_H
/*
** progress.h - one line on a terminal while a run lasts longer than a second:
**   reading 812/2,310 documents  41 MB/s  ETA 00:12
** It is rewritten in place and erased at the end; logs and pipes never see it.
*/
#include "base/buffer.h"
#include "engine/run.h"

struct progress {
  bool wanted;         /* standard error is a terminal, and not --quiet */
  bool visible;        /* a line is on the screen */
  double start, shown; /* seconds of the monotonic clock */
};

void progress_begin(struct progress *p, bool wanted);
/* Seconds since progress_begin. */
double progress_elapsed(const struct progress *p);
/* A run_watch; ctx is the struct progress. False once the user asked to stop. */
bool progress_watch(void *ctx, const struct run_progress *now);
/* Erases the line, if there is one. */
void progress_end(struct progress *p);
/* The line without its end, for the first `seconds` of a run. */
void progress_format(struct buffer *out, const struct run_progress *now, double seconds);

#endif
