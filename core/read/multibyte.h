#ifndef ASSAY_READ_MULTIBYTE_H
#define ASSAY_READ_MULTIBYTE_H
/*
** multibyte.h - declared encodings that need more than a table: Shift JIS, EUC-JP, GBK,
** GB18030, Big5, EUC-KR and others that the C library's iconv knows.
*/
#include "assay.h"
#include "base/buffer.h"

/* Appends bytes of an encoding as UTF-8; *known is false, and nothing done, where the
** system does not have it. What is broken becomes U+FFFD, and *replaced grows. Fails as
** out does. */
assay_status multibyte_to_utf8(assay_str encoding, assay_str bytes, struct buffer *out,
                               size_t *replaced, bool *known, assay_error *err);

#endif
