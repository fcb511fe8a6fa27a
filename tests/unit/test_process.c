/* test_process.c - programs that read, that do not, that hang, that are not there. */
#include "base/process.h"

#include "base/alloc.h"
#include "unit.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

static const struct process_limits patient = {60, 0, 0};

/* Runs a program; the output is compared, unless expected is NULL. */
static struct process_result run(const char *const *arguments, assay_str input,
                                 const char *expected) {
  assay_allocator alloc = alloc_default();
  struct process_result result;
  struct buffer out;
  bool missing;
  assay_error err;
  buffer_init(&out, &alloc, 1 << 20);
  ck_assert_int_eq(process_run(arguments, input, &patient, &out, &result, &missing, &err),
                   ASSAY_OK);
  ck_assert(!missing);
  if (expected) ck_str(buffer_str(&out), expected);
  buffer_free(&out);
  return result;
}

static struct process_result shell(const char *command, assay_str input,
                                   const char *expected) {
  const char *const arguments[] = {"sh", "-c", command, NULL};
  return run(arguments, input, expected);
}

/* No child is left, not even a dead one. */
static void check_nobody(void) {
  int how;
  ck_assert_int_eq(waitpid(-1, &how, WNOHANG), -1);
}

START_TEST(bytes_go_through) {
  static const char *const cat[] = {"cat", NULL};
  static char many[1 << 19];
  struct process_result result = run(cat, S("a\nb"), "a\nb");
  ck_assert_int_eq(result.exit_status, 0);
  ck_assert_str_eq(result.complaint, "");
  memset(many, 'x', sizeof many - 1);
  run(cat, (assay_str){many, sizeof many - 1}, many);
  run(cat, S(""), "");
  check_nobody();
}
END_TEST

START_TEST(input_that_nobody_reads) {
  static char many[1 << 20];
  memset(many, 'x', sizeof many);
  signal(SIGPIPE, SIG_DFL);
  struct process_result result = shell("exit 3", (assay_str){many, sizeof many}, "");
  ck_assert_int_eq(result.exit_status, 3);
  check_nobody();
}
END_TEST

START_TEST(complaints) {
  struct process_result result = shell(
      "echo >&2; echo 'first line' >&2; echo second >&2; exit 1", S(""), "");
  ck_assert_str_eq(result.complaint, "first line");
  ck_assert_int_eq(result.exit_status, 1);
  result = shell("head -c 100000 /dev/zero >&2; echo out", S(""), "out\n");
  ck_assert_int_eq(result.exit_status, 0);
  result = shell("kill -9 $$", S(""), "");
  ck_assert_int_eq(result.exit_status, -1);
  ck_assert_int_eq(result.signal, 9);
  check_nobody();
}
END_TEST

static assay_status run_limited(const char *command, struct process_limits limits,
                                size_t ceiling, struct process_result *result) {
  assay_allocator alloc = alloc_default();
  const char *const arguments[] = {"sh", "-c", command, NULL};
  struct buffer out;
  bool missing;
  buffer_init(&out, &alloc, ceiling);
  assay_status status = process_run(arguments, S(""), &limits, &out, result, &missing,
                                    NULL);
  buffer_free(&out);
  return status;
}

START_TEST(limits) {
  struct process_result result;
  ck_assert_int_eq(
      run_limited("exec sleep 60", (struct process_limits){1, 0, 0}, 100, &result),
      ASSAY_OK);
  ck_assert(result.timed_out);
  ck_assert_int_eq(result.signal, 9);
  ck_assert_int_eq(run_limited("while :; do echo yes; done",
                               (struct process_limits){60, 0, 0}, 1000, &result),
                   ASSAY_ELIMIT);
  /* Closes its output and goes on: it is not waited for. */
  ck_assert_int_eq(run_limited("exec >&- 2>&-; exec sleep 60",
                               (struct process_limits){60, 0, 0}, 100, &result),
                   ASSAY_OK);
  ck_assert_int_eq(result.signal, 9);
#ifdef __linux__
  ck_assert_int_eq(
      run_limited("while :; do :; done", (struct process_limits){60, 1, 0}, 100, &result),
      ASSAY_OK);
  ck_assert_int_ne(result.signal, 0);
#endif
  check_nobody();
}
END_TEST

START_TEST(a_program_that_is_not_there) {
  static const char *const arguments[] = {"no-such-program-here", NULL};
  assay_allocator alloc = alloc_default();
  struct process_result result;
  struct buffer out;
  bool missing = false;
  assay_error err;
  buffer_init(&out, &alloc, 100);
  ck_assert_int_eq(process_run(arguments, S(""), &patient, &out, &result, &missing, &err),
                   ASSAY_EIO);
  ck_assert(missing);
  ck_assert_str_eq(err.message, "no-such-program-here: no such program");
  buffer_free(&out);
  check_nobody();
}
END_TEST

static void *run_some(void *unused) {
  (void)unused;
  for (int i = 0; i < 20; i++) shell("cat; echo end", S("words"), "wordsend\n");
  return NULL;
}

START_TEST(threads) {
  pthread_t ids[4];
  for (int i = 0; i < 4; i++)
    ck_assert_int_eq(pthread_create(&ids[i], NULL, run_some, NULL), 0);
  for (int i = 0; i < 4; i++) pthread_join(ids[i], NULL);
  check_nobody();
}
END_TEST

UNIT_MAIN("process", bytes_go_through, input_that_nobody_reads, complaints, limits,
          a_program_that_is_not_there, threads)
