#ifndef ASSAY_READ_CODE_PAGE_H
#define ASSAY_READ_CODE_PAGE_H
/*
** code_page.h - single-byte encodings that a file may declare (RTF's \ansicpg, an HTML
** page's charset, an XML declaration), beyond those that the ladder guesses. By the
** numbers that Windows gives them; the Asian ones of two bytes are not here.
*/
#include "assay.h"
#include "base/buffer.h"

/* The code points of bytes 80 to FF, U+FFFD where there is none; NULL for a page that is
** not known. Constant. */
const uint16_t *code_page_find(uint32_t number);
/* "windows-1251", "cp1251", "ISO-8859-2", "KOI8-R", in any case: 1251 and so on. Latin-1
** is Windows-1252, as on the web. 0: not known. */
uint32_t code_page_from_name(assay_str name);
/* Appends; *replaced grows by the bytes that stand for nothing. Check buffer_status. */
void code_page_to_utf8(const uint16_t *high, assay_str bytes, struct buffer *out,
                       size_t *replaced);

#endif
