/*
** quality.c - counting what misreading leaves behind. Only ASCII is looked at: the signs
** of bad recognition are the same in every language written with it.
*/
#include "corpus/quality.h"

static bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

static bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* A digit between letters, or behind a small one at the end: "l1fe", "peac3". */
static bool has_digit_inside(assay_str word) {
  for (size_t i = 1; i < word.len; i++)
    if (is_digit(word.ptr[i]) && is_lower(word.ptr[i - 1]) &&
        (i + 1 == word.len || is_lower(word.ptr[i + 1])))
      return true;
  return false;
}

/* "thE", "warS": the last letter alone is a capital. */
static bool ends_in_capital(assay_str word) {
  return word.len >= 3 && is_upper(word.ptr[word.len - 1]) &&
         is_lower(word.ptr[word.len - 2]) && is_lower(word.ptr[0]);
}

/* A lone small consonant; "s" and "t" are what is left of "'s" and "'t". */
static bool is_lone_consonant(assay_str word) {
  if (word.len != 1 || !is_lower(word.ptr[0])) return false;
  for (const char *c = "aeiouysxt"; *c; c++)
    if (*c == word.ptr[0]) return false;
  return true;
}

size_t quality_misread(const assay_document *d) {
  size_t count = 0;
  for (size_t i = 0; i < d->token_count; i++) {
    if (d->kind[i] != ASSAY_TOKEN_WORD) continue;
    assay_str word = document_slice(d, (assay_span){d->begin[i], d->end[i]});
    count += has_digit_inside(word) || ends_in_capital(word) || is_lone_consonant(word);
  }
  return count;
}
