/*
** unicode.c - character properties for callers that want one of them; loops over text
** look up the whole record (see unicode.h). The tables are in unicode_tables.c.
*/
#include "text/unicode.h"

#include "assay.h"

const char *assay_unicode_version(void) {
  return unicode_tables_version;
}

enum word_break unicode_word_break(uint32_t cp) {
  return unicode_word_break_of(unicode_record(cp));
}

enum sentence_break unicode_sentence_break(uint32_t cp) {
  return unicode_sentence_break_of(unicode_record(cp));
}

enum char_class unicode_class(uint32_t cp) {
  return unicode_class_of(unicode_record(cp));
}

bool unicode_is_pictographic(uint32_t cp) {
  return unicode_is_pictographic_of(unicode_record(cp));
}

bool unicode_is_upper(uint32_t cp) {
  return (unicode_record(cp) >> 13 & 1) != 0;
}

bool unicode_is_lower(uint32_t cp) {
  return (unicode_record(cp) >> 14 & 1) != 0;
}
