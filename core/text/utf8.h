#ifndef ASSAY_TEXT_UTF8_H
#define ASSAY_TEXT_UTF8_H
/*
** utf8.h - decoding, encoding, validating and repairing UTF-8.
** Broken input is cut by Unicode's "maximal subpart" practice (Unicode 15, 3.9): each
** longest prefix of a well-formed sequence, or one byte, becomes one U+FFFD.
*/
#include "assay.h"
#include "base/buffer.h"
#include "text/cpu.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* Decodes the code point at p < end and returns its length in bytes, 1..4. A broken
** sequence gives UTF8_REPLACEMENT and the length of its maximal subpart, and sets
** *broken, which is not touched otherwise and may be NULL. */
size_t utf8_decode(const char *p, const char *end, uint32_t *cp, bool *broken);
/* Writes cp as 1..4 bytes and returns their number; cp must be a scalar value. */
static inline size_t utf8_encode(uint32_t cp, char out[4]);
/* Length of the longest valid prefix of s: s.len when all of it is valid. */
size_t utf8_valid_prefix(assay_str s);
/* The same by a path that cpu_can. */
size_t utf8_valid_prefix_by(enum cpu_path path, assay_str s);
/* Appends s to out with U+FFFD for what is broken; *replaced counts them. Check
** buffer_status afterwards. */
void utf8_repair(assay_str s, struct buffer *out, size_t *replaced);
/* Start of the code point before `at` (at > 0) in valid UTF-8. */
size_t utf8_previous(assay_str s, size_t at);

/* -- Inside: inline, as converting text does little else ----------------------------- */

static inline char utf8_continuation(uint32_t cp) {
  return (char)(0x80 | (cp & 0x3F));
}

static inline size_t utf8_encode(uint32_t cp, char out[4]) {
  if (cp < 0x80) {
    out[0] = (char)cp;
    return 1;
  }
  if (cp < 0x800) {
    out[0] = (char)(0xC0 | cp >> 6);
    out[1] = utf8_continuation(cp);
    return 2;
  }
  if (cp < 0x10000) {
    out[0] = (char)(0xE0 | cp >> 12);
    out[1] = utf8_continuation(cp >> 6);
    out[2] = utf8_continuation(cp);
    return 3;
  }
  out[0] = (char)(0xF0 | cp >> 18);
  out[1] = utf8_continuation(cp >> 12);
  out[2] = utf8_continuation(cp >> 6);
  out[3] = utf8_continuation(cp);
  return 4;
}

#endif
