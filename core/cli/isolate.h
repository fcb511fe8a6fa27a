#ifndef ASSAY_CLI_ISOLATE_H
#define ASSAY_CLI_ISOLATE_H
/*
** isolate.h - `--isolate`: the rest of a command in a child process that may use only so
** much, for scripts from strangers. What the closed room promises inside a process, the
** operating system promises here: an error in our own code is no way out either.
*/
#include "assay.h"
#include "cli/exit_code.h"

struct isolate_limits {
  uint64_t seconds; /* of processor time, of all threads together */
  uint64_t bytes;   /* of address space */
  bool writes;      /* files may be made: there is an -o FILE, or a memory budget */
};

/* In the child: true, with the limits set; go on. In the parent: waits for the child,
** sets *code to what it ended with (said on standard error where a limit killed it), and
** returns false. Without a child: false, *code EXIT_UNREAD and the reason said.
** The child cannot start programs, reach the network or other processes, nor, unless
** `writes`, make or remove files. Call it before there are threads. */
bool isolate_begin(const struct isolate_limits *limits, enum exit_code *code);

#endif
