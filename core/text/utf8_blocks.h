#ifndef ASSAY_TEXT_UTF8_BLOCKS_H
#define ASSAY_TEXT_UTF8_BLOCKS_H
/*
** utf8_blocks.h - validating UTF-8 by the 64 bytes. What is wrong with two bytes that
** follow one another shows in three half bytes: both of the first, the high one of the
** second. Each half allows some of eight errors; what all three allow has happened. (The
** method is Keiser and Lemire's, "Validating UTF-8 in less than one instruction per
** byte", 2021.)
*/
#include <stddef.h>
#include <stdint.h>

/* The bytes at the front that stand in whole blocks of 64 without an error. The last
** character may go on after them, and may be wrong there. */
size_t utf8_good_blocks_avx2(const char *p, size_t len);
size_t utf8_good_blocks_avx512(const char *p, size_t len);
size_t utf8_good_blocks_neon(const char *p, size_t len);

/* The errors of two bytes. TWICE is none by itself: two continuation bytes are right when
** a lead of three or four bytes stands two or three before, and wrong otherwise; so it is
** held against where such leads are. It has the top bit, which a comparison sets too. */
enum {
  UTF8_CUT = 1,        /* a lead, then no continuation */
  UTF8_STRAY = 2,      /* ASCII, then a continuation */
  UTF8_LONG_2 = 4,     /* C0 C1: two bytes for what takes one */
  UTF8_LONG_3 = 8,     /* E0 80-9F */
  UTF8_SURROGATE = 16, /* ED A0-BF */
  UTF8_LONG_4 = 32,    /* F0 80-8F, and F5 to FF 80-8F, which are too large */
  UTF8_LARGE = 64,     /* F4 90-BF, F5 to FF 90-BF */
  UTF8_TWICE = 128,
  /* those that the high halves decide: any low half of the first byte has them */
  UTF8_ANY_LOW = UTF8_CUT | UTF8_STRAY | UTF8_TWICE
};

/* By the high half of the first byte. */
#define UTF8_ASCII_4 UTF8_STRAY, UTF8_STRAY, UTF8_STRAY, UTF8_STRAY
#define UTF8_FIRST_HIGH                                                                  \
  UTF8_ASCII_4, UTF8_ASCII_4, UTF8_TWICE, UTF8_TWICE, UTF8_TWICE, UTF8_TWICE,            \
      UTF8_CUT | UTF8_LONG_2, UTF8_CUT, UTF8_CUT | UTF8_LONG_3 | UTF8_SURROGATE,         \
      UTF8_CUT | UTF8_LONG_4 | UTF8_LARGE

/* By the low half of the first byte: 0 of C0, E0 and F0; 1 of C1; 4 of F4; D of ED; from
** 5 on those of F5 to FF. */
#define UTF8_OVER (UTF8_ANY_LOW | UTF8_LONG_4 | UTF8_LARGE)
#define UTF8_OVER_4 UTF8_OVER, UTF8_OVER, UTF8_OVER, UTF8_OVER
#define UTF8_FIRST_LOW                                                                   \
  UTF8_ANY_LOW | UTF8_LONG_2 | UTF8_LONG_3 | UTF8_LONG_4, UTF8_ANY_LOW | UTF8_LONG_2,    \
      UTF8_ANY_LOW, UTF8_ANY_LOW, UTF8_ANY_LOW | UTF8_LARGE, UTF8_OVER_4, UTF8_OVER_4,   \
      UTF8_OVER | UTF8_SURROGATE, UTF8_OVER, UTF8_OVER

/* By the high half of the second byte: 8, 9, A and B are continuations. */
#define UTF8_CUT_4 UTF8_CUT, UTF8_CUT, UTF8_CUT, UTF8_CUT
#define UTF8_CONTINUED (UTF8_STRAY | UTF8_LONG_2 | UTF8_TWICE)
#define UTF8_SECOND_HIGH                                                                 \
  UTF8_CUT_4, UTF8_CUT_4, UTF8_CONTINUED | UTF8_LONG_3 | UTF8_LONG_4,                    \
      UTF8_CONTINUED | UTF8_LONG_3 | UTF8_LARGE,                                         \
      UTF8_CONTINUED | UTF8_SURROGATE | UTF8_LARGE,                                      \
      UTF8_CONTINUED | UTF8_SURROGATE | UTF8_LARGE, UTF8_CUT_4

#endif
