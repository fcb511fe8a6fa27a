/* test_isolate.c - --isolate: what the child may not do, and what the parent says of it.
** Each question is put to a child of its own, whose exit code is the answer. */
#include "cli/isolate.h"

#include "temp_folder.h"
#include "unit.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WITH_SANITIZER 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WITH_SANITIZER 1
#endif

/* A sanitizer needs all of the address space. */
#ifdef WITH_SANITIZER
#define BYTES ((uint64_t)1 << 50)
#else
#define BYTES ((uint64_t)1 << 32)
#endif

/* The exit code with which the parent goes on when the child does this. */
static int ask(bool writes, uint64_t seconds, int (*question)(void)) {
  const struct isolate_limits limits = {
      .seconds = seconds, .bytes = BYTES, .writes = writes};
  enum exit_code code = EXIT_DONE;
  if (isolate_begin(&limits, &code)) _exit(question());
  return (int)code;
}

static int say_seven(void) {
  return 7;
}

START_TEST(the_parent_gets_the_exit_code) {
  ck_assert_int_eq(ask(false, 10, say_seven), 7);
}
END_TEST

static int limits_are_set(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur > BYTES) return 1;
  if (getrlimit(RLIMIT_CPU, &limit) != 0 || limit.rlim_cur > 10) return 2;
  if (getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_cur != 0) return 3;
  return 0;
}

START_TEST(limits_of_the_system_are_set) {
  ck_assert_int_eq(ask(false, 10, limits_are_set), 0);
}
END_TEST

#ifdef __linux__

static int start_a_program(void) {
  if (fork() != -1 || errno != EPERM) return 1;
  execl("/bin/true", "true", (char *)NULL);
  return errno == EPERM ? 0 : 2;
}

static int reach_the_network(void) {
  return socket(AF_INET, SOCK_STREAM, 0) == -1 && errno == EPERM ? 0 : 1;
}

static int signal_another(void) {
  return kill(getppid(), 0) == -1 && errno == EPERM ? 0 : 1;
}

START_TEST(programs_networks_and_processes_are_out_of_reach) {
  ck_assert_int_eq(ask(true, 10, start_a_program), 0);
  ck_assert_int_eq(ask(true, 10, reach_the_network), 0);
  ck_assert_int_eq(ask(true, 10, signal_another), 0);
}
END_TEST

static int write_a_file(void) {
  int fd = open("new.txt", O_WRONLY | O_CREAT, 0600);
  if (fd >= 0) return 1;
  if (errno != EPERM) return 2;
  if (unlink("old.txt") == 0 || errno != EPERM) return 3;
  if (mkdir("folder", 0700) == 0 || errno != EPERM) return 4;
  fd = open("old.txt", O_RDONLY);
  return fd >= 0 ? 0 : 5;
}

static int replace_a_file(void) {
  int fd = open("new.txt", O_WRONLY | O_CREAT, 0600);
  return fd >= 0 && rename("new.txt", "old.txt") == 0 ? 0 : 1;
}

START_TEST(files_are_made_only_where_that_was_asked_for) {
  struct temp temp;
  temp_enter(&temp);
  temp_put("old.txt", "x");
  ck_assert_int_eq(ask(false, 10, write_a_file), 0);
  ck_assert_uint_eq(temp_count("."), 1);
  ck_assert_int_eq(ask(true, 10, replace_a_file), 0);
  ck_assert_str_eq(temp_get("old.txt"), "");
  temp_leave(&temp);
}
END_TEST

#endif

static int work_for_ever(void) {
  volatile bool goes_on = true;
  while (goes_on) continue;
  return 0;
}

static int end_by_a_signal(void) {
  raise(SIGSEGV);
  return 0;
}

/* What is said on standard error stays out of the way of the test's own. */
START_TEST(what_ended_the_child_is_an_exit_code) {
  int old = dup(STDERR_FILENO), null = open("/dev/null", O_WRONLY);
  dup2(null, STDERR_FILENO);
  int busy = ask(false, 1, work_for_ever), broken = ask(false, 10, end_by_a_signal);
  dup2(old, STDERR_FILENO);
  close(null);
  close(old);
  ck_assert_int_eq(busy, EXIT_SCRIPT);
#ifndef WITH_SANITIZER /* which takes the signal itself */
  ck_assert_int_eq(broken, EXIT_SCRIPT);
#else
  ck_assert_int_ne(broken, EXIT_DONE);
#endif
}
END_TEST

#ifdef __linux__
UNIT_MAIN("isolate", the_parent_gets_the_exit_code, limits_of_the_system_are_set,
          programs_networks_and_processes_are_out_of_reach,
          files_are_made_only_where_that_was_asked_for,
          what_ended_the_child_is_an_exit_code)
#else
UNIT_MAIN("isolate", the_parent_gets_the_exit_code, limits_of_the_system_are_set,
          what_ended_the_child_is_an_exit_code)
#endif
