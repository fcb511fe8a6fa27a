/*
** process.c - posix_spawn, three streams and poll. What goes in goes through a socket, as
** writing to a pipe that nobody reads would raise SIGPIPE, which is the host's to decide.
*/
#define _GNU_SOURCE 1 /* prlimit, where there is one */
#include "base/process.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ; /* NOLINT(readability-redundant-declaration): not in POSIX */

enum { IN = 0, OUT, ERR, STREAMS, PIECE = 1 << 16 };

struct process {
  pid_t pid;         /* 0: not started */
  int ours[STREAMS]; /* -1: closed */
  int theirs[STREAMS];
  assay_str input; /* what is left of it */
  struct buffer *out;
  struct process_result *result;
  size_t complaint_len;
  bool complaint_ended;
  int64_t deadline; /* milliseconds; 0: none */
};

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void close_stream(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

/* -- Starting ------------------------------------------------------------------------ */

/* No other child may get these, even one that another thread starts just now. */
static bool open_pair(bool both_ways, int pair[2]) {
#ifdef __linux__
  if (both_ways) return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0;
  return pipe2(pair, O_CLOEXEC) == 0;
#else
  if ((both_ways ? socketpair(AF_UNIX, SOCK_STREAM, 0, pair) : pipe(pair)) != 0)
    return false;
  return fcntl(pair[0], F_SETFD, FD_CLOEXEC) == 0 &&
         fcntl(pair[1], F_SETFD, FD_CLOEXEC) == 0;
#endif
}

static bool open_streams(struct process *p) {
  for (int i = 0; i < STREAMS; i++) {
    int pair[2];
    if (!open_pair(i == IN, pair)) return false;
    p->ours[i] = pair[i == IN ? 1 : 0];
    p->theirs[i] = pair[i == IN ? 0 : 1];
    if (fcntl(p->ours[i], F_SETFL, O_NONBLOCK) != 0) return false;
  }
  return true;
}

static void limit_resource(pid_t pid, int resource, uint64_t value) {
#ifdef __linux__
  struct rlimit limit = {(rlim_t)value, (rlim_t)value};
  if (value > 0) (void)prlimit(pid, (__rlimit_resource_t)resource, &limit, NULL);
#else
  (void)pid, (void)resource, (void)value;
#endif
}

static int spawn(struct process *p, const char *const *arguments) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, usual;
  char *const *argv = (char *const *)(uintptr_t)arguments;
  int failed = posix_spawn_file_actions_init(&actions);
  if (failed) return failed;
  failed = posix_spawnattr_init(&attributes);
  if (failed) {
    posix_spawn_file_actions_destroy(&actions);
    return failed;
  }
  for (int i = 0; i < STREAMS && !failed; i++)
    failed = posix_spawn_file_actions_adddup2(&actions, p->theirs[i], i);
  sigemptyset(&none);
  sigemptyset(&usual);
  sigaddset(&usual, SIGPIPE);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (!failed)
    failed = posix_spawnp(&p->pid, arguments[0], &actions, &attributes, argv, environ);
  if (failed) p->pid = 0;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failed;
}

static assay_status start(struct process *p, const char *const *arguments,
                          const struct process_limits *limits, bool *missing,
                          assay_error *err) {
  if (!open_streams(p))
    return error_set(err, ASSAY_EIO,
                     errno == EPERM
                         ? "%s: this process may start no programs (as with --isolate)"
                         : "%s: too many open files",
                     arguments[0]);
  int failed = spawn(p, arguments);
  *missing = failed == ENOENT;
  if (failed == ENOENT)
    return error_set(err, ASSAY_EIO, "%s: no such program", arguments[0]);
  if (failed)
    return error_set(err, ASSAY_EIO, "%s: cannot be started (error %d)", arguments[0],
                     failed);
  limit_resource(p->pid, RLIMIT_CPU, limits->cpu_seconds);
  limit_resource(p->pid, RLIMIT_AS, limits->memory);
  for (int i = 0; i < STREAMS; i++) close_stream(&p->theirs[i]);
  if (limits->seconds > 0) p->deadline = now() + (int64_t)limits->seconds * 1000;
  return ASSAY_OK;
}

/* -- Talking ------------------------------------------------------------------------- */

static bool try_again(void) {
  return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK;
}

static void give_input(struct process *p) {
#ifdef MSG_NOSIGNAL
  int flags = MSG_NOSIGNAL;
#else
  int flags = 0;
#endif
  size_t some = p->input.len < PIECE ? p->input.len : PIECE;
  ssize_t sent = some > 0 ? send(p->ours[IN], p->input.ptr, some, flags) : 0;
  if (sent < 0 && try_again()) return;
  if (sent > 0) {
    p->input.ptr += sent;
    p->input.len -= (size_t)sent;
  }
  if (sent < 0 || p->input.len == 0) close_stream(&p->ours[IN]);
}

static void keep_complaint(struct process *p, const char *bytes, size_t len) {
  for (size_t i = 0; i < len && !p->complaint_ended; i++) {
    bool ends = bytes[i] == '\n' && p->complaint_len > 0;
    if (ends || p->complaint_len + 1 >= sizeof p->result->complaint)
      p->complaint_ended = true;
    else if ((unsigned char)bytes[i] >= ' ' && (unsigned char)bytes[i] < 0x7F)
      p->result->complaint[p->complaint_len++] = bytes[i];
  }
}

static void take_output(struct process *p, int which) {
  char piece[PIECE];
  ssize_t got = read(p->ours[which], piece, sizeof piece);
  if (got < 0 && try_again()) return;
  if (got <= 0)
    close_stream(&p->ours[which]);
  else if (which == OUT)
    buffer_add(p->out, piece, (size_t)got);
  else
    keep_complaint(p, piece, (size_t)got);
}

/* Until the child has closed its output, the time is up, or the output is too long. */
static void talk(struct process *p) {
  while (p->ours[OUT] >= 0 || p->ours[ERR] >= 0) {
    struct pollfd waiting[STREAMS];
    int64_t left = p->deadline ? p->deadline - now() : 1000;
    if (left <= 0) {
      p->result->timed_out = true;
      return;
    }
    for (int i = 0; i < STREAMS; i++)
      waiting[i] = (struct pollfd){p->ours[i], i == IN ? POLLOUT : POLLIN, 0};
    if (poll(waiting, STREAMS, left > 1000 ? 1000 : (int)left) <= 0) continue;
    if (waiting[IN].revents) give_input(p);
    for (int i = OUT; i < STREAMS; i++)
      if (waiting[i].revents) take_output(p, i);
    if (p->out->failed != ASSAY_OK) return;
  }
}

/* -- Ending -------------------------------------------------------------------------- */

static void reap(struct process *p) {
  int how = 0;
  pid_t reaped;
  if (p->pid == 0) return;
  bool finished = p->ours[OUT] < 0 && p->ours[ERR] < 0;
  /* One that has closed its output and lives on is given a second. */
  int64_t patience = now() + 1000;
  while ((reaped = waitpid(p->pid, &how, finished ? WNOHANG : 0)) != p->pid) {
    if (reaped < 0 && errno != EINTR) return; /* the host reaps all children */
    if (finished && now() > patience) {
      kill(p->pid, SIGKILL);
      finished = false;
    } else if (finished) {
      struct timespec nap = {0, 1000000};
      nanosleep(&nap, NULL);
    }
  }
  p->result->exit_status = WIFEXITED(how) ? WEXITSTATUS(how) : -1;
  p->result->signal = WIFSIGNALED(how) ? WTERMSIG(how) : 0;
}

static void finish(struct process *p) {
  bool finished = p->ours[OUT] < 0 && p->ours[ERR] < 0;
  if (p->pid != 0 && !finished) kill(p->pid, SIGKILL);
  reap(p);
  for (int i = 0; i < STREAMS; i++) {
    close_stream(&p->ours[i]);
    close_stream(&p->theirs[i]);
  }
}

assay_status process_run(const char *const *arguments, assay_str input,
                         const struct process_limits *limits, struct buffer *out,
                         struct process_result *result, bool *missing, assay_error *err) {
  struct process p = {.input = input,
                      .ours = {-1, -1, -1},
                      .theirs = {-1, -1, -1},
                      .out = out,
                      .result = result};
  memset(result, 0, sizeof *result);
  *missing = false;
  assay_status status = start(&p, arguments, limits, missing, err);
  if (status == ASSAY_OK) talk(&p);
  finish(&p);
  return status == ASSAY_OK ? buffer_status(out, "the output of a program", err) : status;
}
