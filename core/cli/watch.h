#ifndef ASSAY_CLI_WATCH_H
#define ASSAY_CLI_WATCH_H
/*
** watch.h - whether a script or its inputs were changed, for `--watch`.
*/
#include <stdbool.h>
#include <stdint.h>

struct watched { /* borrowed */
  const char *script;
  int argc;
  const char *const *argv; /* words that may be paths, also behind --option= */
  const char *output;      /* of -o; NULL: none */
};

/* A number that changes when one of the files does, or a file in one of the folders comes
** or goes; what does not exist counts as such. That are the script, the files
** lib/NAME.lua beside it and beside the bundled scripts, and all words that are paths;
** not what the run itself writes: -o, and whatever standard output and standard error go
** to. Words that are no paths cost a look. At most 20,000 files are looked at. */
uint64_t watch_mark(const struct watched *w);
/* Waits until the mark is another one, and has been so for a moment, as editors write in
** steps. False when somebody asks to stop. */
bool watch_wait(const struct watched *w, uint64_t mark);

#endif
