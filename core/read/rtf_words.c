/*
** rtf_words.c - tables: control words in byte order, character sets, characters.
*/
#include "read/rtf_words.h"

#include <string.h>

static const struct {
  const char *name;
  enum rtf_word word;
} words[] = {
    {"annotation", LEFT_OUT},
    {"ansicpg", ANSI_CPG},
    {"atnauthor", LEFT_OUT},
    {"atnid", LEFT_OUT},
    {"atrfend", LEFT_OUT},
    {"atrfstart", LEFT_OUT},
    {"author", AUTHOR},
    {"bkmkend", LEFT_OUT},
    {"bkmkstart", LEFT_OUT},
    {"bullet", BULLET},
    {"cell", CELL},
    {"colorschememapping", LEFT_OUT},
    {"colortbl", LEFT_OUT},
    {"company", COMPANY},
    {"creatim", CREATED},
    {"datastore", LEFT_OUT},
    {"deleted", VANISH},
    {"do", LEFT_OUT},
    {"dy", DAY},
    {"emdash", EM_DASH},
    {"emspace", EM_SPACE},
    {"endash", EN_DASH},
    {"enspace", EN_SPACE},
    {"f", FONT},
    {"fcharset", FONT_CHARSET},
    {"filetbl", LEFT_OUT},
    {"fldinst", LEFT_OUT},
    {"fonttbl", FONT_TABLE},
    {"footer", LEFT_OUT},
    {"footerf", LEFT_OUT},
    {"footerl", LEFT_OUT},
    {"footerr", LEFT_OUT},
    {"footnote", FOOTNOTE},
    {"ftncn", LEFT_OUT},
    {"ftnsep", LEFT_OUT},
    {"ftnsepc", LEFT_OUT},
    {"generator", LEFT_OUT},
    {"header", LEFT_OUT},
    {"headerf", LEFT_OUT},
    {"headerl", LEFT_OUT},
    {"headerr", LEFT_OUT},
    {"info", INFO},
    {"intbl", INTABLE},
    {"keywords", KEYWORDS},
    {"latentstyles", LEFT_OUT},
    {"ldblquote", LEFT_DOUBLE},
    {"line", LINE},
    {"listoverridetable", LEFT_OUT},
    {"listpicture", LEFT_OUT},
    {"listtable", LEFT_OUT},
    {"listtext", LEFT_OUT},
    {"lquote", LEFT_SINGLE},
    {"mac", MAC},
    {"mmath", LEFT_OUT},
    {"mo", MONTH},
    {"nestcell", CELL},
    {"nestrow", ROW},
    {"nonshppict", LEFT_OUT},
    {"objdata", LEFT_OUT},
    {"outlinelevel", OUTLINE},
    {"page", PAGE},
    {"par", PAR},
    {"pard", PARD},
    {"pc", PC},
    {"pca", PCA},
    {"pict", LEFT_OUT},
    {"plain", PLAIN},
    {"pntext", LEFT_OUT},
    {"private", LEFT_OUT},
    {"rdblquote", RIGHT_DOUBLE},
    {"revtbl", LEFT_OUT},
    {"row", ROW},
    {"rquote", RIGHT_SINGLE},
    {"rsidtbl", LEFT_OUT},
    {"rxe", LEFT_OUT},
    {"sect", SECTION},
    {"shppict", LEFT_OUT},
    {"shprslt", LEFT_OUT},
    {"sn", LEFT_OUT},
    {"sp", LEFT_OUT},
    {"stylesheet", LEFT_OUT},
    {"subject", SUBJECT},
    {"sv", LEFT_OUT},
    {"tab", TAB},
    {"tc", LEFT_OUT},
    {"tcn", LEFT_OUT},
    {"themedata", LEFT_OUT},
    {"title", TITLE},
    {"u", UNICODE},
    {"uc", UNICODE_COUNT},
    {"v", VANISH},
    {"xe", LEFT_OUT},
    {"xmlnstbl", LEFT_OUT},
    {"yr", YEAR},
};

enum rtf_word rtf_find_word(const char *name) {
  size_t low = 0, high = sizeof words / sizeof *words;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(words[middle].name, name);
    if (order == 0) return words[middle].word;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return UNKNOWN;
}

uint16_t rtf_charset_page(int charset) {
  switch (charset) {
  case 77:
    return 10000;
  case 161:
    return 1253;
  case 162:
    return 1254;
  case 163:
    return 1258;
  case 177:
    return 1255;
  case 178:
    return 1256;
  case 186:
    return 1257;
  case 204:
    return 1251;
  case 222:
    return 874;
  case 238:
    return 1250;
  case 128:
    return 932;
  case 129:
    return 949;
  case 134:
    return 936;
  case 136:
    return 950;
  case 254:
    return 437;
  case 255:
    return 850;
  default:
    return 0;
  }
}

uint32_t rtf_character(enum rtf_word word) {
  switch (word) {
  case BULLET:
    return 0x2022;
  case EM_DASH:
    return 0x2014;
  case EM_SPACE:
    return 0x2003;
  case EN_DASH:
    return 0x2013;
  case EN_SPACE:
    return 0x2002;
  case LEFT_DOUBLE:
    return 0x201C;
  case LEFT_SINGLE:
    return 0x2018;
  case RIGHT_DOUBLE:
    return 0x201D;
  case RIGHT_SINGLE:
    return 0x2019;
  default:
    return 0;
  }
}
