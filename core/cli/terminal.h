#ifndef ASSAY_CLI_TERMINAL_H
#define ASSAY_CLI_TERMINAL_H
/*
** terminal.h - who is at the other end of the three standard streams.
*/
#include <stdbool.h>
#include <stddef.h>

#define TERMINAL_WIDTH_UNKNOWN 80

enum color_when { COLOR_AUTO = 0, COLOR_ALWAYS, COLOR_NEVER };

struct terminal {
  bool in, out, err; /* whether each stream is a terminal */
  size_t width;      /* columns: COLUMNS, else the terminal's, else 80 */
};

struct terminal terminal_look(void);
/* Whether to colour a stream. In this order: --color; NO_COLOR or ASSAY_NO_COLOR (not
** empty) says no; CLICOLOR_FORCE (not empty, not "0") says yes; a terminal that is not
** dumb, unless CLICOLOR is "0". */
bool terminal_color(enum color_when when, bool is_terminal);

#endif
