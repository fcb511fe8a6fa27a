#ifndef ASSAY_CLI_SHARE_OPTIONS_H
#define ASSAY_CLI_SHARE_OPTIONS_H
/*
** share_options.h - the options that only `assay map` and `assay reduce` have, taken out
** of the command line before the rest is read (options.h).
*/
#include "base/arena.h"
#include "cli/command.h"
#include "engine/library.h"
#include "engine/run.h"

struct share_options {
  struct run_share share; /* --shard K/N; of 0: not given */
  bool first_pass;        /* --first-pass */
  const char *first;      /* --first FILE: what the first pass gave; NULL: not given */
  int argc;               /* what is left, in the arena */
  const char *const *argv;
};

/* Fails with ASSAY_EARG. */
assay_status share_options_take(struct share_options *out, int argc,
                                const char *const *argv, struct arena *arena,
                                assay_error *err);
/* The accumulators of the first pass, encoded, from the part that `assay reduce` wrote;
** appended to out. ASSAY_EARG when it is not of this script and these values; values may
** be NULL: not compared. The path is the error's source. */
assay_status share_read_first(const char *path, const struct script *script,
                              const assay_str *values, struct buffer *out,
                              assay_error *err);
/* A digest of the options of input and text, and of the files that they and the values of
** arguments name. */
struct options;
uint64_t share_digest_options(const struct options *options, const struct script *script);

#endif
