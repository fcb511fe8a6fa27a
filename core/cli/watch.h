#ifndef ASSAY_CLI_WATCH_H
#define ASSAY_CLI_WATCH_H
/*
** watch.h - whether a script or its inputs were changed, for `--watch`.
*/
#include <stdbool.h>
#include <stdint.h>

/* A number that changes when one of the files does, or a file in one of the folders comes
** or goes; what does not exist counts as such. Words that are no paths cost a look. At
** most 20,000 files are looked at. */
uint64_t watch_mark(const char *script, int argc, const char *const *argv);
/* Waits until the mark is another one, and has been so for a moment, as editors write in
** steps. False when somebody asks to stop. */
bool watch_wait(const char *script, int argc, const char *const *argv, uint64_t mark);

#endif
