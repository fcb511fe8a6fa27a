#ifndef ASSAY_CLI_EXIT_CODE_H
#define ASSAY_CLI_EXIT_CODE_H
/*
** exit_code.h - what the program says to the shell. Part of the interface.
*/
enum exit_code {
  EXIT_DONE = 0,    /* also with no hits: zero is a result */
  EXIT_NO_HITS = 1, /* only with --exit-status */
  EXIT_USAGE = 2,
  EXIT_UNREAD = 3, /* some texts were not read, or the output not written */
  EXIT_SCRIPT = 4, /* the script failed, or ran into a limit */
  EXIT_INTERRUPTED = 130
};

#endif
