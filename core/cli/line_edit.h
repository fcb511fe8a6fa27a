#ifndef ASSAY_CLI_LINE_EDIT_H
#define ASSAY_CLI_LINE_EDIT_H
/*
** line_edit.h - lines that somebody types: with editing, a history and completion by
** libedit where the build has it (ASSAY_WITH_EDIT) and both ends are a terminal, else as
** they come.
*/
#include "assay.h"
#include "base/buffer.h"

struct line_edit;

/* Offers the ways to complete the line so far: calls add with each; returns how many of
** its last bytes they begin with. */
typedef void line_offer(void *ctx, assay_str word);
typedef size_t line_complete(void *ctx, assay_str line, line_offer *add, void *add_ctx);

/* history: path of a file, or NULL; it may be missing. complete may be NULL. */
assay_status line_edit_open(struct line_edit **out, bool terminal, const char *history,
                            line_complete *complete, void *ctx, assay_error *err);
/* Writes the history. */
void line_edit_close(struct line_edit *e);
/* Replaces out by the next line, without its end; false at the end of the input. The
** prompt is shown on a terminal only. */
bool line_edit_read(struct line_edit *e, const char *prompt, struct buffer *out);
/* Keeps what was typed, of one or more lines. */
void line_edit_keep(struct line_edit *e, const char *text);
/* "3.1", or "" in a build without. Constant. */
const char *line_edit_version(void);

#endif
