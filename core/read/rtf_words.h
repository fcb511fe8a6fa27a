#ifndef ASSAY_READ_RTF_WORDS_H
#define ASSAY_READ_RTF_WORDS_H
/*
** rtf_words.h - the control words that rtf.c knows, and what numbers in RTF stand for.
** For rtf.c alone: the names are short.
*/
#include "assay.h"

enum rtf_word {
  UNKNOWN = 0,
  ANSI_CPG,
  AUTHOR,
  BULLET,
  CELL,
  COMPANY,
  CREATED,
  DAY,
  EM_DASH,
  EM_SPACE,
  EN_DASH,
  EN_SPACE,
  FONT,
  FONT_CHARSET,
  FONT_TABLE,
  FOOTNOTE,
  INTABLE,
  KEYWORDS,
  LEFT_OUT,
  LEFT_DOUBLE,
  LEFT_SINGLE,
  LINE,
  MAC,
  MONTH,
  OUTLINE,
  PAGE,
  PAR,
  PARD,
  PC,
  PCA,
  PLAIN,
  RIGHT_DOUBLE,
  RIGHT_SINGLE,
  ROW,
  SECTION,
  SUBJECT,
  TAB,
  TITLE,
  UNICODE,
  UNICODE_COUNT,
  VANISH,
  YEAR,
  INFO
};

/* UNKNOWN for any other; without backslash and number. */
enum rtf_word rtf_find_word(const char *name);
/* \fcharsetN as a code page; 0 says nothing, as does that of a symbol font. */
uint16_t rtf_charset_page(int charset);
/* The code point of a word that is a character, or 0. */
uint32_t rtf_character(enum rtf_word word);

#endif
