#ifndef ASSAY_TEXT_ABBREVIATIONS_H
#define ASSAY_TEXT_ABBREVIATIONS_H
/*
** abbreviations.h - words after which a full stop may end no sentence, by language, and
** words that often begin one. The lists and how to change them: abbreviations.txt.
*/
#include "assay.h"
#include "text/language.h"

enum abbreviation_rule {
  ABBREVIATION_NONE = 0, /* not in the list */
  ABBREVIATION_ALWAYS,   /* no sentence ends here */
  ABBREVIATION_NAME,     /* one does only before a word that often begins one */
  ABBREVIATION_NUMBER,   /* none does before a digit: "no. 5", "He said no. Then" */
  ABBREVIATION_NUMERAL,  /* none before a digit or a Roman numeral: "vol. IV" */
  ABBREVIATION_PLACE,    /* none, unless a number comes before: "1990 г. Москва" */
  ABBREVIATION_END       /* one does unless a small letter follows: "300 a. C. La" */
};

/* No abbreviation or starter has more bytes; a longer word need not be looked up. */
#define ABBREVIATION_LONGEST 23

/* word as the text has it, without the last full stop: "Mr", "e.g", "z. B". Blanks after
** full stops inside it do not matter; in LANGUAGE_UND all languages count. */
enum abbreviation_rule abbreviation_find(assay_str word, enum language language);
/* Whether the word, in the case it stands in, often begins a sentence. */
bool abbreviation_starts(assay_str word, enum language language);

/* -- Inside: the tables, in byte order ---------------------------------------------- */

struct abbreviation {
  char text[ABBREVIATION_LONGEST + 1]; /* in small letters */
  uint16_t languages;                  /* bit 1 << enum language */
  uint8_t rule;                        /* enum abbreviation_rule */
  bool capital;                        /* matches only a word with a capital */
};
struct starter {
  char text[ABBREVIATION_LONGEST + 1];
  uint16_t languages;
};
extern const struct abbreviation abbreviation_table[];
extern const size_t abbreviation_count;
extern const struct starter starter_table[];
extern const size_t starter_count;

#endif
