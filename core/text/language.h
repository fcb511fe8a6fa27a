#ifndef ASSAY_TEXT_LANGUAGE_H
#define ASSAY_TEXT_LANGUAGE_H
/*
** language.h - the languages whose sentences have rules of their own, and a guess.
** The guess counts function words in at most four samples of the text, from its begin to
** three quarters of it; the same text gives the same answer, and what is doubtful, short
** or of another language gives LANGUAGE_UND.
*/
#include "assay.h"

enum language {
  LANGUAGE_UND = 0, /* not known */
  LANGUAGE_EN,
  LANGUAGE_DE,
  LANGUAGE_FR,
  LANGUAGE_ES,
  LANGUAGE_IT,
  LANGUAGE_PT,
  LANGUAGE_NL,
  LANGUAGE_RU
};
#define LANGUAGE_COUNT 9

/* "und", "en", ...: the codes of ISO 639-1, and BCP 47's for unknown. */
const char *language_code(enum language language);
/* From a code in small letters; false, *out untouched, for one that is not here. */
bool language_parse(assay_str code, enum language *out);
/* text must be valid UTF-8. Takes some 20 microseconds at most, however long it is. */
enum language language_guess(assay_str text);

/* -- Inside ------------------------------------------------------------------------- */

/* Candidates: the languages above, then neighbours that might be taken for them (see
** language_generate.lua, which made the table). */
#define LANGUAGE_CANDIDATES 18

struct function_word {
  char text[16];  /* NULs after it; in byte order */
  uint32_t whose; /* bit 1 << candidate */
};
extern const struct function_word language_words[];
extern const size_t language_word_count;

#endif
