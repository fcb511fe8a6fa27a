#ifndef ASSAY_BASE_VARINT_H
#define ASSAY_BASE_VARINT_H
/*
** varint.h - integers in as few bytes as they need: 7 bits a byte, lowest first, the high
** bit on all but the last. Signed ones are zigzagged.
*/
#include "assay.h"
#include "base/buffer.h"

void varint_put(struct buffer *b, uint64_t value);
void varint_put_signed(struct buffer *b, int64_t value);
/* Reads at data[*at] and moves *at past it; the bytes must come from varint_put. */
uint64_t varint_get(const char *data, size_t *at);
int64_t varint_get_signed(const char *data, size_t *at);

#endif
