#ifndef ASSAY_TEXT_UNICODE_H
#define ASSAY_TEXT_UNICODE_H
/*
** unicode.h - the character properties that segmentation and token kinds need.
** Tables: unicode_tables.c, generated from the Unicode Character Database by
** unicode_generate.lua; never edit them.
*/
#include <stdbool.h>
#include <stdint.h>

/* UAX #29, table 3, plus Extended_Pictographic as a flag of its own. */
enum word_break {
  WB_OTHER = 0,
  WB_CR,
  WB_LF,
  WB_NEWLINE,
  WB_EXTEND,
  WB_ZWJ,
  WB_REGIONAL,
  WB_FORMAT,
  WB_KATAKANA,
  WB_HEBREW_LETTER,
  WB_ALETTER,
  WB_SINGLE_QUOTE,
  WB_DOUBLE_QUOTE,
  WB_MIDNUMLET,
  WB_MIDLETTER,
  WB_MIDNUM,
  WB_NUMERIC,
  WB_EXTENDNUMLET,
  WB_WSEGSPACE
};

/* UAX #29, table 4. */
enum sentence_break {
  SB_OTHER = 0,
  SB_CR,
  SB_LF,
  SB_EXTEND,
  SB_SEP,
  SB_FORMAT,
  SB_SP,
  SB_LOWER,
  SB_UPPER,
  SB_OLETTER,
  SB_NUMERIC,
  SB_ATERM,
  SB_SCONTINUE,
  SB_STERM,
  SB_CLOSE
};

/* UAX #29, table 2, plus Extended_Pictographic, whose characters have no other class. */
enum grapheme_break {
  GB_OTHER = 0,
  GB_CR,
  GB_LF,
  GB_CONTROL,
  GB_EXTEND,
  GB_ZWJ,
  GB_REGIONAL,
  GB_PREPEND,
  GB_SPACING_MARK,
  GB_L,
  GB_V,
  GB_T,
  GB_LV,
  GB_LVT,
  GB_PICTOGRAPHIC
};

/* What a character makes of the token it stands in. */
enum char_class {
  CHAR_OTHER = 0,   /* controls, format characters, surrogates */
  CHAR_SPACE,       /* White_Space */
  CHAR_LETTER,      /* Alphabetic or Ideographic, numerals excepted */
  CHAR_DIGIT,       /* general category N* that is not Ideographic */
  CHAR_PUNCTUATION, /* P* */
  CHAR_SYMBOL,      /* S*, private use, and what this version leaves unassigned */
  CHAR_MARK         /* M* that is not Alphabetic: goes with what it stands on */
};

/* Everything at once: one look-up, then unicode_*_of. cp is at most 0x10FFFF. */
static inline uint16_t unicode_record(uint32_t cp);
static inline enum word_break unicode_word_break_of(uint16_t record);
static inline enum sentence_break unicode_sentence_break_of(uint16_t record);
static inline enum char_class unicode_class_of(uint16_t record);
static inline bool unicode_is_pictographic_of(uint16_t record);

static inline enum grapheme_break unicode_grapheme_break(uint32_t cp); /* own table */

enum word_break unicode_word_break(uint32_t cp);
enum sentence_break unicode_sentence_break(uint32_t cp);
enum char_class unicode_class(uint32_t cp);
bool unicode_is_pictographic(uint32_t cp); /* Extended_Pictographic */
bool unicode_is_upper(uint32_t cp);        /* Uppercase or general category Lt */
bool unicode_is_lower(uint32_t cp);        /* Lowercase */

extern const char unicode_tables_version[]; /* "15.0.0" */

/* -- Inside: two stages of 8-bit numbers lead to 16-bit records ------------------- */

#define UNICODE_BLOCK_SHIFT 7
extern const uint8_t unicode_stage1[];   /* code point / 128 -> block */
extern const uint8_t unicode_stage2[];   /* block * 128 + code point % 128 -> record */
extern const uint16_t unicode_records[]; /* bits: 0-4 word break, 5-8 sentence break,
                                         ** 9-11 class, 12 pictographic, 13 upper,
                                         ** 14 lower */

extern const uint8_t unicode_grapheme1[]; /* code point / 128 -> block */
extern const uint8_t unicode_grapheme2[]; /* block * 128 + code point % 128 -> class */

static inline enum grapheme_break unicode_grapheme_break(uint32_t cp) {
  uint32_t block = unicode_grapheme1[cp >> UNICODE_BLOCK_SHIFT];
  uint32_t at = cp & ((1u << UNICODE_BLOCK_SHIFT) - 1);
  return (enum grapheme_break)unicode_grapheme2[(block << UNICODE_BLOCK_SHIFT) + at];
}

static inline uint16_t unicode_record(uint32_t cp) {
  uint32_t block = unicode_stage1[cp >> UNICODE_BLOCK_SHIFT];
  uint32_t at = cp & ((1u << UNICODE_BLOCK_SHIFT) - 1);
  return unicode_records[unicode_stage2[(block << UNICODE_BLOCK_SHIFT) + at]];
}

static inline enum word_break unicode_word_break_of(uint16_t record) {
  return (enum word_break)(record & 31);
}

static inline enum sentence_break unicode_sentence_break_of(uint16_t record) {
  return (enum sentence_break)(record >> 5 & 15);
}

static inline enum char_class unicode_class_of(uint16_t record) {
  return (enum char_class)(record >> 9 & 7);
}

static inline bool unicode_is_pictographic_of(uint16_t record) {
  return (record >> 12 & 1) != 0;
}

#endif
