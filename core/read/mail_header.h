#ifndef ASSAY_READ_MAIL_HEADER_H
#define ASSAY_READ_MAIL_HEADER_H
/*
** mail_header.h - the header of a mail or of a part of one (RFC 5322, 2045, 2047).
*/
#include "assay.h"
#include "base/buffer.h"

/* The value of the first header of that name (lower case, without ':'), unfolded, blanks
** around it cut, raw; ptr NULL: there is none. Borrowed from *space where it was folded,
** else from the header; *space is cleared first. header: the lines before the first empty
** one, ended with LF or CR LF. */
assay_str mail_header_find(assay_str header, const char *name, struct buffer *space);
/* The parameter of a value like `text/plain; charset="utf-8"`, quotes taken away; empty:
** there is none. Borrowed. The name in lower case. */
assay_str mail_header_parameter(assay_str value, const char *name);
/* `text/plain` of it. */
assay_str mail_header_main(assay_str value);
/* Equal whatever the case; word is in lower case. */
bool mail_header_equal(assay_str value, const char *word);

/* Appends a raw value as UTF-8, its encoded words decoded: =?iso-8859-1?Q?caf=E9?=.
** Bytes beyond ASCII outside them are UTF-8 where they are valid, else Windows-1252. */
assay_status mail_header_decode(assay_str value, struct buffer *out, assay_error *err);
/* "Mon, 4 Mar 1935 10:00:00 +0100" as 1935-03-04; false where it is no date. The day is
** the writer's. */
bool mail_header_date(assay_str value, char out[11]);

/* Makes bytes of a charset UTF-8, in place. *known false: the name is not, and the ladder
** decided. *replaced grows. Fails with ASSAY_EFORMAT where they look binary. */
assay_status mail_charset_to_utf8(struct buffer *text, assay_str charset, bool *known,
                                  size_t *replaced, assay_error *err);
/* Appends. What is not of the alphabet is skipped; '=' at the end of a line and lone '='
** are as they should be. */
void mail_decode_base64(assay_str text, struct buffer *out);
/* header: the Q of encoded words, where _ is a blank. */
void mail_decode_quoted(assay_str text, bool header, struct buffer *out);

#endif
