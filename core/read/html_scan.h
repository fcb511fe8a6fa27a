#ifndef ASSAY_READ_HTML_SCAN_H
#define ASSAY_READ_HTML_SCAN_H
/*
** html_scan.h - what must be known about a page before it is parsed: its encoding, and
** that its tags do not nest too deep. Looks at bytes only.
*/
#include "assay.h"
#include "text/encoding.h"

/* Makes a page UTF-8, in place: wanted, else by its byte order mark, else as a meta in
** its first 4096 bytes declares, else as text/encoding.h decides. A page in one of the
** encodings of code_page.h or multibyte.h leaves how->encoding ENCODING_AUTO, as the
** ladder has no name for it; a declaration that nobody knows counts for nothing. Fails as
** encoding_to_utf8 does. */
assay_status html_decode(struct buffer *page, enum encoding wanted, struct decoding *how,
                         assay_error *err);
/* The encoding that a meta declares, by its name; empty: none. Borrowed from page. */
assay_str html_charset(assay_str page);

struct html_measure {
  size_t depth; /* most elements that are open at a time, or a little more; those that
                     ** end by themselves, such as <p> and <li>, do not count */
  size_t attributes; /* most attributes of an element */
};
/* Stops where the depth reaches 8192. */
void html_measure(assay_str page, struct html_measure *out);

/* In a page that begins as XML does, makes blanks of <title/>, <script .../> and the
** like, in place: read as HTML they would swallow what follows. */
void html_blank_empty(struct buffer *page);

/* Whether a file begins like a page: 0..100. */
int html_sniff(assay_str head);

#endif
