/* test_progress.c - the progress line, which no golden case can see. */
#include "cli/progress.h"
#include "unit.h"

static void ck_line(struct run_progress now, double seconds, const char *expected) {
  struct buffer out;
  buffer_init(&out, NULL, 200);
  progress_format(&out, &now, seconds);
  ck_str(buffer_str(&out), expected);
  buffer_free(&out);
}

START_TEST(documents_rate_and_time_left) {
  /* 410 MB in 10 s are 41 MB/s; 492 MB more take 12 s. */
  struct run_progress now = {2310, 812, 902000000, 410000000};
  ck_line(now, 10, "reading 812/2,310 documents  41 MB/s  ETA 00:12");
}
END_TEST

START_TEST(slow_rates_have_a_decimal) {
  /* 5 MB in 2 s; 45 MB more take 18 s. */
  struct run_progress now = {10, 1, 50000000, 5000000};
  ck_line(now, 2, "reading 1/10 documents  2.5 MB/s  ETA 00:18");
}
END_TEST

START_TEST(long_times_have_hours) {
  /* 10 MB in 1 s; 36,610 MB more take 3,661 s: an hour, a minute and a second. */
  struct run_progress now = {2, 1, 36620000000, 10000000};
  ck_line(now, 1, "reading 1/2 documents  10 MB/s  ETA 1:01:01");
}
END_TEST

START_TEST(nothing_is_promised_without_ground) {
  struct run_progress none = {5, 0, 1000, 0}, grown = {5, 2, 1000000, 3000000};
  struct run_progress endless = {5, 1, 1000000000000, 1};
  ck_line(none, 3, "reading 0/5 documents");
  ck_line(grown, 0, "reading 2/5 documents");
  ck_line(grown, 1, "reading 2/5 documents  3.0 MB/s"); /* files grew meanwhile */
  ck_line(endless, 1, "reading 1/5 documents  0.0 MB/s");
}
END_TEST

START_TEST(the_watch_goes_on) {
  struct progress p;
  struct run_progress now = {1, 0, 1, 0};
  progress_begin(&p, false);
  ck_assert(progress_watch(&p, &now));
  ck_assert(!p.visible);
  progress_end(&p);
}
END_TEST

UNIT_MAIN("progress", documents_rate_and_time_left, slow_rates_have_a_decimal,
          long_times_have_hours, nothing_is_promised_without_ground, the_watch_goes_on)
