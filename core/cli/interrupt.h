#ifndef ASSAY_CLI_INTERRUPT_H
#define ASSAY_CLI_INTERRUPT_H
/*
** interrupt.h - Ctrl-C and SIGTERM.
** The first signal asks the run to stop; when the program is still there 200 ms later (a
** script in an endless loop, a read that waits) or a second signal comes, it exits with
** 130 on the spot. Nothing is on disk at that time: output is written after the run, and
** meanwhile signals wait.
*/
#include <stdbool.h>

/* Installs the handlers; a signal that was ignored from the start stays ignored. A closed
** pipe no longer ends the program; writing to it fails instead. */
void interrupt_install(void);
/* Whether somebody asked to stop. */
bool interrupt_requested(void);
/* From now on signals wait, for good: a file is being written, and then the program ends.
 */
void interrupt_hold(void);
/* Whether a line without an end is on the terminal, to be erased before an exit. */
void interrupt_line_shown(bool shown);

#endif
