/*
** style_names.c - a list of names. Case differs for ASCII letters only.
*/
#include "read/style_names.h"

#include <string.h>

/* With a number behind it, or nothing. */
static const char *const headings[] = {
    "heading",
    "title",
    "subtitle",
    "\u00FCberschrift",
    "\u00DCberschrift",
    "titel",
    "untertitel",
    "titre",
    "sous-titre",
    "t\u00EDtulo",
    "subt\u00EDtulo",
    "titolo",
    "sottotitolo",
    "kop",
    "ondertitel",
    "rubrik",
    "overskrift",
    "otsikko",
    "nag\u0142\u00F3wek",
    "nadpis",
    "\u0437\u0430\u0433\u043E\u043B\u043E\u0432\u043E\u043A", /* Russian */
    "\u0417\u0430\u0433\u043E\u043B\u043E\u0432\u043E\u043A",
};

static const char *const quotes[] = {
    "quote",
    "quotations",
    "quotation",
    "intense quote",
    "block text",
    "blocktext",
    "block quote",
    "blockquote",
    "block quotation",
    "block quotations",
    "extract",
    "intensequote",
    "zitat",
    "intensives zitat",
    "blocktext zitat",
    "citation",
    "citation intense",
    "cita",
    "cita destacada",
    "citazione",
    "citazione intensa",
    "cita\u00E7\u00E3o",
    "cita\u00E7\u00E3o intensa",
    "citaat",
    "duidelijk citaat",
    "citat",
    "starkt citat",
    "st\u00E6rkt citat",
    "lainaus",
    "cytat",
    "cytat intensywny",
    "\u0426\u0438\u0442\u0430\u0442\u0430", /* Russian */
    "\u5F15\u7528",
    "\u5F15\u7528\u6587", /* Chinese, Japanese */
};

static const char *const plain[] = {"normal", "standard", "text body", "body text"};

static bool same(assay_str name, const char *known) {
  if (name.len != strlen(known)) return false;
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if (c != known[i]) return false;
  }
  return true;
}

static bool among(assay_str name, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (same(name, list[i])) return true;
  return false;
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* "heading 12" and "heading12" without the number. */
static assay_str without_number(assay_str name) {
  while (name.len > 0 && is_digit(name.ptr[name.len - 1])) name.len--;
  while (name.len > 0 && name.ptr[name.len - 1] == ' ') name.len--;
  return name;
}

/* OpenDocument writes what no name may hold as _20_. */
static assay_str plain_name(assay_str name, char *to, size_t room) {
  size_t len = 0;
  for (size_t i = 0; i < name.len && len < room; i++) {
    bool space = name.len - i >= 4 && memcmp(name.ptr + i, "_20_", 4) == 0;
    to[len++] = space ? ' ' : name.ptr[i];
    if (space) i += 3;
  }
  return (assay_str){to, len};
}

enum style_kind style_kind_of(assay_str name) {
  char space[64];
  if (name.len > sizeof space) return STYLE_UNKNOWN;
  name = plain_name(name, space, sizeof space);
  if (among(name, quotes, sizeof quotes / sizeof *quotes)) return STYLE_QUOTE;
  if (among(name, plain, sizeof plain / sizeof *plain)) return STYLE_PLAIN;
  name = without_number(name);
  if (among(name, headings, sizeof headings / sizeof *headings)) return STYLE_HEADING;
  return STYLE_UNKNOWN;
}
