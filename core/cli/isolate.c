/*
** isolate.c - fork, limits, and on Linux a filter of system calls.
*/
#include "cli/isolate.h"

#include "cli/interrupt.h"
#include "cli/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#define HAVE_FILTER 1
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

enum { MOST_FILES = 256 };
#define MOST_FILE_BYTES ((uint64_t)64 << 30) /* temporary files of --memory are large */

/* Asked at `most`, forced at `most` + `grace`; never more than was allowed before. */
static bool limit(int resource, uint64_t most, uint64_t grace) {
  struct rlimit now, wanted;
  if (getrlimit(resource, &now) != 0) return false;
  wanted.rlim_cur = (rlim_t)most;
  wanted.rlim_max = (rlim_t)(most + grace);
  if (now.rlim_cur != RLIM_INFINITY && now.rlim_cur < wanted.rlim_cur)
    wanted.rlim_cur = now.rlim_cur;
  if (now.rlim_max != RLIM_INFINITY && now.rlim_max < wanted.rlim_max)
    wanted.rlim_max = now.rlim_max;
  return setrlimit(resource, &wanted) == 0;
}

#ifdef HAVE_FILTER

#if defined(__x86_64__)
#define FILTER_ARCH AUDIT_ARCH_X86_64
#else
#define FILTER_ARCH AUDIT_ARCH_AARCH64
#endif

enum { REFUSE = SECCOMP_RET_ERRNO | EPERM, UNKNOWN = SECCOMP_RET_ERRNO | ENOSYS };

#define LOAD(what) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, what))
#define GIVE(verdict) BPF_STMT(BPF_RET | BPF_K, verdict)
#define REFUSE_CALL(name)                                                                \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 1), GIVE(REFUSE)

/* What reaches other programs, other processes, the network, the terminal's input or the
** kernel. A clone is a thread, or is refused; clone3 keeps that behind a pointer, and the
** C library does without it where it is not known. */
static const struct sock_filter never[] = {
#ifdef __x86_64__
    REFUSE_CALL(fork),
    REFUSE_CALL(vfork),
#endif
#ifdef __NR_clone3
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone3, 0, 1),
    GIVE(UNKNOWN),
#endif
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 4),
    LOAD(args[0]),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
    GIVE(SECCOMP_RET_ALLOW),
    GIVE(REFUSE),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_ioctl, 0, 4),
    LOAD(args[1]),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, TIOCSTI, 0, 1),
    GIVE(REFUSE),
    GIVE(SECCOMP_RET_ALLOW),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_prlimit64, 0, 4),
    LOAD(args[2]), /* the new limits */
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0),
    GIVE(REFUSE),
    GIVE(SECCOMP_RET_ALLOW),
    REFUSE_CALL(setrlimit),
    REFUSE_CALL(kill),
    REFUSE_CALL(pidfd_open),
    REFUSE_CALL(execve),
    REFUSE_CALL(execveat),
    REFUSE_CALL(socket),
    REFUSE_CALL(socketpair),
    REFUSE_CALL(connect),
    REFUSE_CALL(bind),
    REFUSE_CALL(ptrace),
    REFUSE_CALL(process_vm_readv),
    REFUSE_CALL(process_vm_writev),
    REFUSE_CALL(mount),
    REFUSE_CALL(umount2),
    REFUSE_CALL(unshare),
    REFUSE_CALL(setns),
    REFUSE_CALL(bpf),
    REFUSE_CALL(keyctl),
    REFUSE_CALL(chroot),
    REFUSE_CALL(pivot_root),
    REFUSE_CALL(init_module),
    REFUSE_CALL(finit_module),
    REFUSE_CALL(perf_event_open),
    REFUSE_CALL(userfaultfd),
#ifdef __NR_io_uring_setup
    REFUSE_CALL(io_uring_setup),
#endif
};

/* What makes, changes or removes files. */
static const struct sock_filter no_writes[] = {
#ifdef __x86_64__
    REFUSE_CALL(creat),
    REFUSE_CALL(unlink),
    REFUSE_CALL(rename),
    REFUSE_CALL(mkdir),
    REFUSE_CALL(rmdir),
    REFUSE_CALL(link),
    REFUSE_CALL(symlink),
    REFUSE_CALL(chmod),
    REFUSE_CALL(chown),
    REFUSE_CALL(mknod),
    REFUSE_CALL(open),
#endif
    REFUSE_CALL(unlinkat),
    REFUSE_CALL(renameat),
    REFUSE_CALL(renameat2),
    REFUSE_CALL(mkdirat),
    REFUSE_CALL(linkat),
    REFUSE_CALL(symlinkat),
    REFUSE_CALL(fchmodat),
    REFUSE_CALL(fchownat),
    REFUSE_CALL(mknodat),
    REFUSE_CALL(truncate),
#ifdef __NR_openat2
    REFUSE_CALL(openat2),
#endif
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_openat, 0, 3),
    LOAD(args[2]),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1),
    GIVE(REFUSE),
};

static bool filter_calls(bool writes) {
  enum { X32_CALLS = 0x40000000 }; /* the same calls by other numbers */
  const struct sock_filter begin[] = {
      LOAD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FILTER_ARCH, 1, 0),
      GIVE(SECCOMP_RET_KILL_PROCESS),
      LOAD(nr),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_CALLS, 0, 1),
      GIVE(REFUSE),
  };
  enum {
    MOST = sizeof begin / sizeof *begin + sizeof never / sizeof *never +
           sizeof no_writes / sizeof *no_writes + 1
  };
  struct sock_filter program[MOST];
  unsigned short count = 0;
  for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) program[count++] = begin[i];
  for (size_t i = 0; i < sizeof never / sizeof *never; i++) program[count++] = never[i];
  for (size_t i = 0; !writes && i < sizeof no_writes / sizeof *no_writes; i++)
    program[count++] = no_writes[i];
  program[count++] = (struct sock_filter)GIVE(SECCOMP_RET_ALLOW);
  struct sock_fprog filter = {count, program};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0;
}

static void die_with_parent(void) {
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
}

#else

static bool filter_calls(bool writes) {
  (void)writes;
  message_line("assay",
               "--isolate: this system has limits, but no filter for system calls");
  return true;
}

static void die_with_parent(void) {}

#endif

static bool enter(const struct isolate_limits *limits) {
  die_with_parent();
  return limit(RLIMIT_CPU, limits->seconds, 1) && limit(RLIMIT_AS, limits->bytes, 0) &&
         limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_NOFILE, MOST_FILES, 0) &&
         limit(RLIMIT_FSIZE, MOST_FILE_BYTES, 0) && filter_calls(limits->writes);
}

/* What the child ended with; a limit that killed it is named. */
static enum exit_code outcome(int status, const struct isolate_limits *limits) {
  if (WIFEXITED(status)) return (enum exit_code)WEXITSTATUS(status);
  int signal_number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (signal_number == SIGINT || signal_number == SIGTERM || signal_number == SIGHUP)
    return EXIT_INTERRUPTED;
  if (signal_number == SIGXCPU || signal_number == SIGKILL)
    message_line("assay",
                 "the script was stopped: the run may take %llu s of processor time "
                 "(--isolate, --limit-time)",
                 (unsigned long long)limits->seconds);
  else
    message_line("assay", "the script was stopped by signal %d (--isolate)",
                 signal_number);
  return EXIT_SCRIPT;
}

bool isolate_begin(const struct isolate_limits *limits, enum exit_code *code) {
  *code = EXIT_UNREAD;
  pid_t child = fork();
  if (child == 0) {
    interrupt_install(); /* a timer is not inherited */
    if (enter(limits)) return true;
    message_line("assay", "--isolate: this system does not set the limits");
    return false;
  }
  if (child < 0) {
    message_line("assay", "--isolate: cannot start a process");
    return false;
  }
  int status = 0;
  while (waitpid(child, &status, 0) != child) {
  } /* a signal woke us; the child gets it, too */
  *code = outcome(status, limits);
  return false;
}
