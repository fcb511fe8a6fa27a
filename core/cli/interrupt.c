/*
** interrupt.c - signal handlers. They touch flags, one timer and, to leave, write and
** _exit; everything here is safe in a handler. The flags below are the only variables of
** the program that outlive a function, because a handler has no other way to speak.
*/
#include "cli/interrupt.h"

#include "cli/exit_code.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { GRACE_NANOSECONDS = 50 * 1000 * 1000 };

static volatile sig_atomic_t requested, line_shown, have_timer;
static atomic_bool flag; /* as `requested`; lock-free, so a handler may set it */
static timer_t grace;

static void leave(int signal_number) {
  (void)signal_number;
  static const char erase[] = "\r\x1b[K";
  if (line_shown) {
    ssize_t ignored = write(STDERR_FILENO, erase, sizeof erase - 1);
    (void)ignored;
  }
  _exit(EXIT_INTERRUPTED);
}

static void ask(int signal_number) {
  if (requested) leave(signal_number);
  requested = 1;
  atomic_store(&flag, true);
  struct itimerspec when = {.it_value = {.tv_nsec = GRACE_NANOSECONDS}};
  if (!have_timer || timer_settime(grace, 0, &when, NULL) != 0) alarm(1);
}

static void handle(int signal_number, void (*handler)(int)) {
  struct sigaction old, action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  if (sigaction(signal_number, NULL, &old) == 0 && old.sa_handler == SIG_IGN) return;
  sigaction(signal_number, &action, NULL);
}

void interrupt_install(void) {
  struct sigevent event;
  memset(&event, 0, sizeof event);
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGALRM;
  have_timer = timer_create(CLOCK_MONOTONIC, &event, &grace) == 0;
  handle(SIGALRM, leave);
  handle(SIGINT, ask);
  handle(SIGTERM, ask);
  handle(SIGHUP, ask); /* the terminal was closed */
  handle(SIGPIPE, SIG_IGN);
  handle(SIGXFSZ, SIG_IGN); /* writing fails, and says why */
}

bool interrupt_requested(void) {
  return requested != 0;
}

static void mask(int how) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  sigaddset(&set, SIGALRM);
  pthread_sigmask(how, &set, NULL);
}

void interrupt_hold(void) {
  mask(SIG_BLOCK);
}

void interrupt_release(void) {
  mask(SIG_UNBLOCK);
}

bool interrupt_waits(void) {
  sigset_t set;
  if (interrupt_requested() || sigpending(&set) != 0) return interrupt_requested();
  return sigismember(&set, SIGINT) == 1 || sigismember(&set, SIGTERM) == 1 ||
         sigismember(&set, SIGHUP) == 1;
}

const atomic_bool *interrupt_flag(void) {
  return &flag;
}

void interrupt_forgive(void) {
  const struct itimerspec never = {.it_value = {.tv_nsec = 0}};
  if (have_timer)
    timer_settime(grace, 0, &never, NULL);
  else
    alarm(0);
  requested = 0;
  atomic_store(&flag, false);
}

void interrupt_line_shown(bool shown) {
  line_shown = shown;
}
