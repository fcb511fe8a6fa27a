#ifndef ASSAY_CLI_TRIAL_H
#define ASSAY_CLI_TRIAL_H
/*
** trial.h - running a script over a few texts of its author's, in a temporary folder that
** is the current one meanwhile and gone afterwards: what `assay test` and `assay check`
** do. One at a time in a process.
*/
#include "assay.h"
#include "engine/run.h"
#include "engine/self_test.h"

struct trial_limits {
  double seconds; /* processor time of each call into the script */
  size_t memory;  /* bytes of each Lua state; 0: the default */
  bool trusted;
};

struct trial {
  struct run_result result; /* where it ran */
  bool ran;                 /* else *failure says why not */
  assay_error failure;
};

/* Fails with ASSAY_EIO when the folder cannot be made or left. The script's failure is no
** failure. Free with trial_free. */
assay_status trial_run(struct trial *out, const struct script *script,
                       const struct self_test *test, const struct trial_limits *limits,
                       assay_error *err);
void trial_free(struct trial *trial);

#endif
