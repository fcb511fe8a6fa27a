#ifndef ASSAY_READ_PDF_OUTPUT_H
#define ASSAY_READ_PDF_OUTPUT_H
/*
** pdf_output.h - what the programs that read a PDF print, as a record. Any bytes will do.
*/
#include "read/record.h"

/* The output of `pdftotext -enc UTF-8`. A form feed begins each page but the first, after
** a blank line: page n of the file is what comes after n - 1 of them. Sets the text, its
** encoding and the field pages; a PDF without text gets a warning. */
assay_status pdf_add_text(struct record *out, assay_str text, assay_error *err);
/* The output of `pdfinfo -isodates -enc UTF-8`, as fields. */
assay_status pdf_add_info(struct record *out, assay_str info, assay_error *err);

#endif
