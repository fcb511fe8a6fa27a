#ifndef ASSAY_CLI_MESSAGES_H
#define ASSAY_CLI_MESSAGES_H
/*
** messages.h - one line each on standard error.
** Control characters, bidirectional controls and broken UTF-8 in a message are shown as
** \xNN or \u{...}, so that the name of a file can neither move the cursor nor pretend to
** be a second message.
*/
#include "assay.h"
#include "base/buffer.h"

/* "WHO: text", who being "assay" or "assay terms". */
void message_line(const char *who, const char *format, ...) ASSAY_PRINTF(2, 3);
/* "  text": goes on about the message above. */
void message_more(const char *format, ...) ASSAY_PRINTF(1, 2);
/* "WHO: source:line: message"; an empty source and line 0 are left out. The lines of the
** message after the first (source excerpt, caret, suggestion) are printed as they are. */
void message_error(const char *who, const assay_error *err);
/* The line alone: what a script prints. */
void message_plain(assay_str line);
/* Appends text made visible. Line breaks are escaped too; a tab is kept. */
void message_escape(struct buffer *out, assay_str text);

#endif
