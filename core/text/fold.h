#ifndef ASSAY_TEXT_FOLD_H
#define ASSAY_TEXT_FOLD_H
/*
** fold.h - keys for comparing words. Folding makes keys; it never changes a text.
** Full case folding and canonical composition (NFC) through utf8proc, so that canonically
** equivalent words that differ in case at most have one key; and for what typists and
** printers do differently:
** - apostrophes U+2018 U+2019 U+02B9 U+02BB U+02BC U+FF07 become U+0027 (the modifier
**   letters stand for it in transliterations: "Rus'", "Hawai'i");
** - hyphens U+2010 U+2011 U+FE63 U+FF0D become U+002D;
** - soft hyphens U+00AD go.
** Accents stay. Folding a key gives the same key.
*/
#include "assay.h"
#include "base/buffer.h"

/* Appends the folded form of valid UTF-8 to out. Pure ASCII takes no library call.
** Fails only as buffer_status says (memory, ceiling). */
assay_status fold_key(assay_str word, struct buffer *out, assay_error *err);
/* Version of utf8proc's Unicode data. Constant. */
const char *fold_unicode_version(void);
/* Columns a text takes on a terminal: East Asian wide 2, marks 0. */
size_t text_width(assay_str text);

#endif
