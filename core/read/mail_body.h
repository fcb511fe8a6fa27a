#ifndef ASSAY_READ_MAIL_BODY_H
#define ASSAY_READ_MAIL_BODY_H
/*
** mail_body.h - a mail as a record: its header as fields, what people wrote as text.
*/
#include "read/reader.h"

/* Most parts inside one another, and most parts of a mail. */
#define MAIL_DEPTH 16
#define MAIL_PARTS 1000

/* Fills the record from a whole mail, lines ended with LF: the fields subject, from, to,
** date (YYYY-MM-DD) and message-id, and the text: plain text where there is some, else
** the text of the HTML, all such parts one after the other. Attachments are counted in a
** warning. r lends its options and allocator. Fails with ASSAY_ENOMEM, or ASSAY_ELIMIT by
** the record's ceiling. */
assay_status mail_fill(struct reading *r, assay_str mail, struct record *out,
                       assay_error *err);

#endif
