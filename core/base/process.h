#ifndef ASSAY_BASE_PROCESS_H
#define ASSAY_BASE_PROCESS_H
/*
** process.h - a program that is given bytes and gives bytes back, on a short lead. No
** shell, no temporary file. From any thread; no child outlives the call.
*/
#include "assay.h"
#include "base/buffer.h"

struct process_limits { /* 0: no limit, but one on time is always wise */
  uint32_t seconds;     /* by the clock */
  uint32_t cpu_seconds; /* of the processor; on Linux */
  uint64_t memory;      /* bytes of address space; on Linux */
};

struct process_result {
  int exit_status; /* -1: ended by a signal */
  int signal;      /* 0: none */
  bool timed_out;
  char complaint[256]; /* first line of its standard error; "" */
};

/* Runs arguments[0], looked for in PATH, with the arguments up to NULL; gives it `input`
** and appends its output to out, whose ceiling counts. A program that does not read all
** of its input is fine. Its standard error is read and forgotten but for the first line.
** ASSAY_EIO when it cannot be started ("pdftotext: no such program"; *missing is set);
** ASSAY_ELIMIT at the ceiling of out; ASSAY_ENOMEM. How the program itself ended is in
** *result only. */
assay_status process_run(const char *const *arguments, assay_str input,
                         const struct process_limits *limits, struct buffer *out,
                         struct process_result *result, bool *missing, assay_error *err);

#endif
