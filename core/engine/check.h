#ifndef ASSAY_ENGINE_CHECK_H
#define ASSAY_ENGINE_CHECK_H
/*
** check.h - what can be said of a script without running it: names that nobody defines,
** arguments that nobody reads, what is missing for those who will use it.
*/
#include "assay.h"
#include "engine/script.h"

struct finding {
  bool hint;     /* no mistake, but worth knowing */
  uint32_t line; /* 0: of the whole script */
  const char *message;
};

/* The text lives as long as the call. */
typedef void check_found(void *ctx, const struct finding *finding);

struct check_options {
  const assay_str *fields; /* metadata that the script's tests give their documents */
  size_t field_count;
  size_t test_count;
};

/* Calls found for everything, in the order of lines, hints about the whole last. */
assay_status check_script(const struct script *script,
                          const struct check_options *options, check_found *found,
                          void *ctx, assay_error *err);
/* The same of a file that is no analysis (a reader, a module): names only. */
assay_status check_names(assay_str source, check_found *found, void *ctx,
                         assay_error *err);
/* A value for the argument with which a script can be tried, or one without ptr. The text
** is constant or the script's. */
assay_str check_value(const struct script_arg *arg);

#endif
