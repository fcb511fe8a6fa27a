#ifndef ASSAY_READ_HTML_TEXT_H
#define ASSAY_READ_HTML_TEXT_H
/*
** html_text.h - one HTML page to text, marks and fields; for the reader of HTML, and for
** the chapters of an epub. The only file that knows gumbo.
*/
#include "read/flow.h"

#define HTML_DEPTH_LIMIT 4096                /* elements that are open at a time */
#define HTML_ATTRIBUTE_LIMIT 2048            /* of one element */
#define HTML_PAGE_LIMIT ((size_t)1 << 30)    /* bytes of a page */
#define HTML_MEMORY_BASE ((size_t)256 << 20) /* bytes that a page's tree may have ... */
#define HTML_MEMORY_RATIO 64                 /* ... and so many for each byte of it */

/* Debian's package if the build lacks it, or NULL. */
#ifdef ASSAY_GUMBO
#define HTML_PACKAGE NULL
#else
#define HTML_PACKAGE "libgumbo-dev"
#endif

/* "0.10.1"; "" in a build without. Constant. */
const char *html_library_version(void);

struct html_options {
  bool clean;  /* leave out navigation, page header and footer, asides, dialogs */
  bool fields; /* title, meta and lang become fields of the flow's record */
};

/* Writes a page that is valid UTF-8 to the flow, after what is there. *removed grows by
** the parts that cleaning left out. Fails with ASSAY_ELIMIT and the limit above that the
** page passes, ASSAY_ENOMEM, or ASSAY_EFORMAT in a build without gumbo. */
assay_status html_write(struct flow *f, assay_str page,
                        const struct html_options *options, size_t *removed,
                        assay_error *err);

#endif
