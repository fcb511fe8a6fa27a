#ifndef ASSAY_COUNT_CODEC_H
#define ASSAY_COUNT_CODEC_H
/*
** codec.h - the pieces of encoded accumulators, written to a buffer and taken from bytes
** that nobody vouches for. README.md has the forms, byte by byte.
** A reader remembers its first failure; further pieces are then 0 or empty, and
** codec_status says once what was wrong. There is one way to write a value: a varint that
** is longer than it need be is a failure.
** Bytes are in memory, or in a file of which the reader has a window (codec_window.h).
*/
#include "assay.h"
#include "base/buffer.h"

struct codec_window;

struct codec_reader {
  const char *data; /* nothing, where there is a window */
  size_t len, at;
  const char *what;            /* "counter": for the message */
  const char *why;             /* NULL: no failure yet */
  struct codec_window *window; /* NULL: all is in data */
  uint64_t
      memory; /* bytes for what is decoded, where its kind can keep to that; 0: any */
};

void codec_put_str(struct buffer *b, assay_str s); /* varint length, bytes */
void codec_put_double(struct buffer *b, double value);
void codec_put_fixed32(struct buffer *b, uint32_t value);
void codec_put_fixed64(struct buffer *b, uint64_t value);

unsigned codec_take_byte(struct codec_reader *in);
uint64_t codec_take_varint(struct codec_reader *in);
int64_t codec_take_signed(struct codec_reader *in);
/* A varint that is at most `most`. */
uint64_t codec_take_up_to(struct codec_reader *in, uint64_t most);
/* The number of things that follow, each of at least item_size bytes: never more than
** the bytes that are left can hold, so that memory may be reserved for it. */
size_t codec_take_count(struct codec_reader *in, size_t item_size);
/* Borrowed from the bytes; where there is a window, until the next call. */
assay_str codec_take_bytes(struct codec_reader *in, size_t len);
assay_str codec_take_str(struct codec_reader *in);
double codec_take_double(struct codec_reader *in); /* any bits */
/* A finite one that is not -0. */
double codec_take_finite(struct codec_reader *in);
uint32_t codec_take_fixed32(struct codec_reader *in);
uint64_t codec_take_fixed64(struct codec_reader *in);
/* Fails unless holds. */
void codec_expect(struct codec_reader *in, bool holds, const char *why);
/* ASSAY_OK, or ASSAY_EFORMAT with the offset of the failure, or what the window says. */
assay_status codec_status(const struct codec_reader *in, assay_error *err);

/* Little-endian numbers in memory. */
uint32_t codec_load32(const char *bytes);
uint64_t codec_load64(const char *bytes);
double codec_double(uint64_t bits);
uint64_t codec_bits(double value);

#endif
