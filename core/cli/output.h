#ifndef ASSAY_CLI_OUTPUT_H
#define ASSAY_CLI_OUTPUT_H
/*
** output.h - where results go and what they look like.
** A file appears complete or not at all. Standard output may be closed by its reader at
** any time (`| head`): that is no failure, the rest is simply not written.
*/
#include "cli/options.h"
#include "cli/terminal.h"
#include "engine/report.h"

struct output {
  const char *path; /* NULL: standard output; borrowed from the options */
  struct writer_options writer;
};

/* Decides by options, file suffix and terminal. Fails with ASSAY_EARG when the suffix
** says nothing, or as output_check_place. */
assay_status output_choose(struct output *out, const struct options *options,
                           const struct terminal *terminal, assay_error *err);
/* Better now than after an hour of work: ASSAY_EARG for no name, a folder, or a file in a
** folder that is not there. */
assay_status output_check_place(const char *path, assay_error *err);
/* Fails with ASSAY_EIO when it cannot be written, ASSAY_ECANCELLED after Ctrl-C. */
assay_status output_write(const struct output *output, const struct report *report,
                          assay_error *err);
/* Text to standard output: help, versions. */
assay_status output_text(assay_str text, assay_error *err);

#endif
