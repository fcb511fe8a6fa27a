#ifndef ASSAY_READ_STYLE_NAMES_H
#define ASSAY_READ_STYLE_NAMES_H
/*
** style_names.h - what the paragraph styles of word processors mean, by their names in
** English and in what translated programs write.
*/
#include "assay.h"

enum style_kind {
  STYLE_UNKNOWN = 0, /* ask the style that it is based on */
  STYLE_PLAIN,
  STYLE_HEADING, /* also title and subtitle */
  STYLE_QUOTE    /* a quotation set apart */
};

/* "heading 1", "Heading_20_1", "Intense Quote", "Block Text", "Zitat", in any case. */
enum style_kind style_kind_of(assay_str name);

#endif
