#ifndef ASSAY_TEXT_FOLD_H
#define ASSAY_TEXT_FOLD_H
/*
** fold.h - keys for comparing words. Folding makes keys; it never changes a text.
** What is done is asked for by enum assay_fold (assay.h). Every folding but none makes
** canonically equivalent words one key (NFC), and for what typists and printers do
** differently:
** - apostrophes U+2018 U+2019 U+02B9 U+02BB U+02BC U+FF07 become U+0027 (the modifier
**   letters stand for it in transliterations: "Rus'", "Hawai'i");
** - hyphens U+2010 U+2011 U+FE63 U+FF0D become U+002D;
** - soft hyphens U+00AD go, and narrow no-break spaces U+202F, which UAX #29 takes for a
**   part of the word or number that they touch.
** Folding a key gives the same key.
*/
#include "assay.h"
#include "base/buffer.h"

/* Beside enum assay_fold: what a tokenizer that joins words over line ends needs. A
** hyphen or soft hyphen with the line end after it, and the blanks around that, goes
** first, also when nothing else is folded. */
#define FOLD_LINES (1u << 8)

/* Appends the folded form of valid UTF-8 to out; fold is of enum assay_fold and
** FOLD_LINES. Marks that ASSAY_FOLD_MARKS removes are those of combining class 1, 10
** to 36, and 200 up: accents, Hebrew and Arabic points; not what makes another letter
** in Kana, Indic scripts or Thai. Pure ASCII takes no library call, mostly. Fails only
** as buffer_status says (memory, ceiling). */
assay_status fold_word(assay_str word, uint32_t fold, struct buffer *out,
                       assay_error *err);
/* The same with ASSAY_FOLD_DEFAULT: case and composition; accents stay. */
assay_status fold_key(assay_str word, struct buffer *out, assay_error *err);
/* Version of utf8proc's Unicode data, and of the library. Constant. */
const char *fold_unicode_version(void);
const char *fold_library_version(void);
/* Columns a text takes on a terminal: East Asian wide 2, marks 0. */
size_t text_width(assay_str text);

#endif
