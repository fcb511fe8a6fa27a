/*
** lexicon.c - looking words up. The table is generated; see lexicon.txt.
*/
#include "quote/lexicon.h"

#include <string.h>

enum { FORM_LIMIT = 32 }; /* no form in the table is longer */

static size_t fold_ascii(assay_str word, char out[FORM_LIMIT]) {
  if (word.len == 0 || word.len >= FORM_LIMIT) return 0;
  for (size_t i = 0; i < word.len; i++) {
    char c = word.ptr[i];
    out[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  out[word.len] = '\0';
  return word.len;
}

struct lexeme lexicon_find(assay_str word) {
  struct lexeme none = {NULL, 0};
  char form[FORM_LIMIT];
  if (fold_ascii(word, form) == 0) return none;
  size_t low = 0, high = lexicon_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(lexicon_table[middle].form, form);
    if (order == 0) return lexicon_table[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return none;
}

static bool is_listed(const char *const *list, size_t count, assay_str word) {
  char form[FORM_LIMIT];
  if (fold_ascii(word, form) == 0) return false;
  for (size_t i = 0; i < count; i++)
    if (strcmp(list[i], form) == 0) return true;
  return false;
}

bool lexicon_is_elision(assay_str word) {
  static const char *const list[] = {
      "tis",   "twas", "twere", "twill",  "twould", "twixt", "em",    "er",
      "cause", "bout", "round", "neath",  "til",    "till",  "n",     "gainst",
      "scuse", "cept", "fraid", "nother", "stead",  "tain",  "twasn", "tisn",
      "im",    "ere",  "ow",    "deed",   "pon",    "spose"};
  return is_listed(list, sizeof list / sizeof *list, word);
}

bool lexicon_is_clipped(assay_str word) {
  static const char *const list[] = {"o",  "an", "th",  "t",  "wi", "ha",  "mo",  "ol",
                                     "yo", "fo", "tha", "de", "po", "jes", "mus", "ag"};
  return is_listed(list, sizeof list / sizeof *list, word);
}
