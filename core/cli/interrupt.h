#ifndef ASSAY_CLI_INTERRUPT_H
#define ASSAY_CLI_INTERRUPT_H
/*
** interrupt.h - Ctrl-C, SIGTERM, and SIGHUP, which comes when the terminal is closed.
** The first signal asks the run to stop; when the program is still there 50 ms later (a
** script in an endless loop, a read that waits) or a second signal comes, it exits with
** 130 on the spot. Nothing is on disk at that time: output is written after the run, and
** meanwhile signals wait.
*/
#include <stdatomic.h>
#include <stdbool.h>

/* Installs the handlers; a signal that was ignored from the start stays ignored. A closed
** pipe no longer ends the program; writing to it fails instead. */
void interrupt_install(void);
/* Whether somebody asked to stop. */
bool interrupt_requested(void);
/* From now on signals wait: a file is being written, and then the program ends. */
void interrupt_hold(void);
/* Where it does not end, those that waited come now. */
void interrupt_release(void);
/* The same as interrupt_requested, also of signals that are held. Asks the system. */
bool interrupt_waits(void);
/* The same as interrupt_requested, for those that look at a flag. Constant address. */
const atomic_bool *interrupt_flag(void);
/* Forgets the first signal: what ran has ended, and the program goes on. */
void interrupt_forgive(void);
/* Whether a line without an end is on the terminal, to be erased before an exit. */
void interrupt_line_shown(bool shown);

#endif
