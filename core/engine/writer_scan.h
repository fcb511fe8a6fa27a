#ifndef ASSAY_ENGINE_WRITER_SCAN_H
#define ASSAY_ENGINE_WRITER_SCAN_H
/*
** writer_scan.h - writing a text as it is, which most texts are, in one pass that looks
** at eight bytes at a time for what a format has to write otherwise. Only for the
** writers of the formats.
*/
#include "engine/writer_private.h"

#include <string.h>

#define SCAN_EACH 0x0101010101010101u /* times a byte: that byte eight times */
#define SCAN_HIGHS (SCAN_EACH * 0x80)

/* Not 0 if one of eight bytes is that byte. */
static inline uint64_t scan_byte(uint64_t eight, char byte) {
  const uint64_t v = eight ^ SCAN_EACH * (unsigned char)byte;
  return (v - SCAN_EACH) & ~v & SCAN_HIGHS;
}

/* Not 0 if one of them is below U+0020: tabs, line breaks and other controls. */
static inline uint64_t scan_control(uint64_t eight) {
  return (eight - SCAN_EACH * ' ') & ~eight & SCAN_HIGHS;
}

/* Not 0 if one of them is 0xC2 or 0xE2, which begin U+0085, U+2028 and U+2029. They
** differ in one bit. */
static inline uint64_t scan_break(uint64_t eight) {
  return scan_byte(eight & ~(SCAN_EACH * (0xC2 ^ 0xE2)), '\xC2');
}

/* What a format has to write otherwise: not 0 if it is among eight bytes. A blank never
** is: blanks stand for what a short text has less than eight. */
typedef uint64_t scan_special(uint64_t eight);

static inline uint64_t scan_copy_eight(char *to, const char *from) {
  uint64_t eight;
  memcpy(&eight, from, sizeof eight);
  memcpy(to, &eight, sizeof eight);
  return eight;
}

static inline uint64_t scan_copy_four(char *to, const char *from) {
  uint32_t four;
  memcpy(&four, from, sizeof four);
  memcpy(to, &four, sizeof four);
  return four;
}

/* Copies a text and returns whether something in it is special. The last eight bytes, or
** four, are copied from the end, so that some may be copied twice. */
static inline uint64_t scan_copy(char *to, assay_str text, scan_special *special) {
  const size_t len = text.len;
  uint64_t found = 0, last = SCAN_EACH * ' ';
  if (len >= 8) {
    for (size_t i = 0; i + 8 < len; i += 8)
      found |= special(scan_copy_eight(to + i, text.ptr + i));
    last = scan_copy_eight(to + len - 8, text.ptr + len - 8);
  } else if (len >= 4) {
    last = scan_copy_four(to, text.ptr) << 32;
    last |= scan_copy_four(to + len - 4, text.ptr + len - 4);
  } else {
    for (size_t i = 0; i < len; i++) {
      to[i] = text.ptr[i];
      last = last << 8 | (unsigned char)text.ptr[i];
    }
  }
  return found | special(last);
}

enum { SCAN_PART = WRITER_PIECE / 4 };

/* Writes a text that has nothing special in it; otherwise writes nothing and returns
** false. A long one is copied to the room only to be looked at. */
static inline bool writer_put_plain(struct writer *w, assay_str text,
                                    scan_special *special) {
  for (size_t at = 0; at < text.len; at += SCAN_PART) {
    const size_t left = text.len - at;
    const assay_str part = {text.ptr + at, left < SCAN_PART ? left : SCAN_PART};
    if (scan_copy(writer_room(w, part.len), part, special) != 0) return false;
  }
  if (text.len <= SCAN_PART)
    w->used += text.len;
  else
    writer_put_str(w, text);
  return true;
}

#endif
