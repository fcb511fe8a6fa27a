/*
** progress.c - the progress line, and the place where a run learns of Ctrl-C.
*/
#include "cli/progress.h"

#include "base/number.h"
#include "cli/interrupt.h"

#include <stdio.h>
#include <time.h>

#define QUIET_SECONDS 1.0
#define STEP_SECONDS 0.1
#define ETA_LIMIT (100.0 * 60 * 60)

static double clock_seconds(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) return 0;
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void progress_begin(struct progress *p, bool wanted) {
  p->wanted = wanted;
  p->visible = false;
  p->start = clock_seconds();
  p->shown = p->start;
}

double progress_elapsed(const struct progress *p) {
  return clock_seconds() - p->start;
}

static void add_grouped(struct buffer *out, size_t value) {
  char text[NUMBER_SIZE];
  number_format_grouped((int64_t)value, text);
  buffer_add_text(out, text);
}

static void add_time(struct buffer *out, double seconds) {
  unsigned long left = (unsigned long)(seconds + 0.5);
  if (left >= 3600) buffer_addf(out, "%lu:", left / 3600);
  buffer_addf(out, "%02lu:%02lu", left / 60 % 60, left % 60);
}

void progress_format(struct buffer *out, const struct run_progress *now, double seconds) {
  buffer_add_text(out, "reading ");
  add_grouped(out, now->documents_done);
  if (now->documents_done <= now->documents) { /* a file may hold more than one */
    buffer_add_char(out, '/');
    add_grouped(out, now->documents);
  }
  buffer_add_text(out, " documents");
  if (seconds <= 0 || now->bytes_done == 0) return;
  double rate = (double)now->bytes_done / seconds;
  char text[NUMBER_SIZE];
  number_format_fixed(rate / 1e6, rate < 10e6 ? 1 : 0, text);
  buffer_addf(out, "  %s MB/s", text);
  if (now->bytes < now->bytes_done) return;
  double left = (double)(now->bytes - now->bytes_done) / rate;
  if (left >= ETA_LIMIT) return;
  buffer_add_text(out, "  ETA ");
  add_time(out, left);
}

static void erase(struct progress *p) {
  fputs("\r\x1b[K", stderr);
  p->visible = false;
}

static void show(struct progress *p, const struct run_progress *now) {
  struct buffer line;
  buffer_init(&line, NULL, 1024);
  interrupt_line_shown(true);
  erase(p);
  progress_format(&line, now, progress_elapsed(p));
  fwrite(line.data, 1, line.len, stderr);
  fflush(stderr);
  buffer_free(&line);
  p->visible = true;
}

bool progress_watch(void *ctx, const struct run_progress *now) {
  struct progress *p = ctx;
  if (interrupt_requested()) return false;
  if (!p->wanted) return true;
  double time = clock_seconds();
  if (time - p->start < QUIET_SECONDS || time - p->shown < STEP_SECONDS) return true;
  p->shown = time;
  show(p, now);
  return true;
}

void progress_end(struct progress *p) {
  if (p->visible) erase(p);
  interrupt_line_shown(false);
}
