#ifndef ASSAY_READ_DATA_HEAD_H
#define ASSAY_READ_DATA_HEAD_H
/*
** data_head.h - a table or JSON that lies among texts: is it texts, too, or data about
** the others? Its first bytes tell.
*/
#include "assay.h"

/* The delimiter of what looks like a table of texts: the first line names a column of
** texts and another one, and the second line has the delimiter, too. 0: it does not. */
char data_head_delimiter(assay_str head);
/* Does the head of a table name a column of texts (text, content, body, ...), and none of
** documents (file, filename, path, doc, document)? */
bool data_head_table(assay_str head);
/* The same for JSON and JSONL: its keys whose values are strings. */
bool data_head_json(assay_str head);

#endif
