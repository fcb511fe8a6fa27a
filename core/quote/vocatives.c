/*
** vocatives.c - a name between punctuation marks, in one pass over the bytes.
*/
#include "quote/vocatives.h"

#include "quote/lexicon.h"

#include <string.h>

enum { VOCATIVE_WORDS = 3, VOCATIVE_BYTES = 48 };

static bool is_letter(assay_str s, size_t at) {
  if (at >= s.len) return false;
  unsigned char c = (unsigned char)s.ptr[at];
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

static bool is_capital(assay_str s, size_t at) {
  return at < s.len && s.ptr[at] >= 'A' && s.ptr[at] <= 'Z';
}

static size_t word_end(assay_str s, size_t at) {
  while (is_letter(s, at) || (at < s.len && s.ptr[at] == '-' && is_letter(s, at + 1)))
    at++;
  return at;
}

/* Whether a letter, or a letter and a hyphen, stands before `at`. */
static bool is_inside_word(assay_str s, size_t at) {
  if (at > 1 && s.ptr[at - 1] == '-') at--;
  return at > 0 && is_letter(s, at - 1);
}

static size_t skip_space(assay_str s, size_t at) {
  while (at < s.len && (unsigned char)s.ptr[at] <= ' ') at++;
  return at;
}

static assay_str slice(assay_str s, size_t begin, size_t end) {
  assay_str part = {s.ptr + begin, end - begin};
  return part;
}

/* The end of the capitalised words at `at`; a title's full stop belongs to them. */
static size_t name_end(assay_str s, size_t at) {
  size_t end = at;
  for (int words = 0; words < VOCATIVE_WORDS && is_capital(s, at); words++) {
    end = word_end(s, at);
    size_t next = end;
    bool stop = next < s.len && s.ptr[next] == '.';
    if (stop && (lexicon_find(slice(s, at, end)).flags & LEX_TITLE)) next++;
    at = skip_space(s, next);
    if (at == next) break;
  }
  return end;
}

static bool is_boundary(char c) {
  return c == ',' || c == '.' || c == '!' || c == '?' || c == ';' || c == ':';
}

/* The last byte before `at` that is no space; 0 at the beginning. */
static char byte_before(assay_str s, size_t at) {
  while (at > 0 && (unsigned char)s.ptr[at - 1] <= ' ') at--;
  return at > 0 ? s.ptr[at - 1] : 0;
}

/* "dear Lucy", "my Lucy", "Oh Lucy". */
static bool follows_endearment(assay_str s, size_t at) {
  static const char *const words[] = {"dear", "dearest", "darling", "oh",  "ah",
                                      "o",    "old",     "well",    "yes", "no"};
  while (at > 0 && (unsigned char)s.ptr[at - 1] <= ' ') at--;
  size_t end = at;
  while (at > 0 && is_letter(s, at - 1)) at--;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t len = strlen(words[i]);
    if (end - at == len && (s.ptr[at] | 32) == words[i][0] &&
        memcmp(s.ptr + at + 1, words[i] + 1, len - 1) == 0)
      return true;
  }
  return false;
}

static bool is_called(assay_str s, size_t begin, size_t end) {
  char before = byte_before(s, begin);
  size_t next = skip_space(s, end);
  char after = next < s.len ? s.ptr[next] : 0;
  if (after && !is_boundary(after)) return false;
  if (before == ',' || follows_endearment(s, begin)) return true;
  bool starts = before == 0 || is_boundary(before);
  return starts && (after == ',' || after == '!' || after == '?' || after == 0);
}

/* A word that may be a name nobody has used before. */
static bool may_be_new(assay_str s, size_t begin, size_t end) {
  if (byte_before(s, begin) != ',' || end - begin <= 2) return false;
  uint32_t flags = lexicon_find(slice(s, begin, end)).flags;
  return (flags & ~(uint32_t)(LEX_MALE | LEX_FEMALE)) == 0;
}

static assay_status look_up(struct people *people, assay_str s, size_t begin, size_t end,
                            uint32_t *person, assay_error *err) {
  assay_str name = slice(s, begin, end);
  *person = people_find_name(people, name);
  if (*person == PERSON_NONE && may_be_new(s, begin, end)) {
    assay_status status = people_add_called(people, name, person, err);
    if (status != ASSAY_OK) return status;
  }
  if (*person != PERSON_NONE) *person = people_resolve(people, *person);
  return ASSAY_OK;
}

assay_status vocatives_find(struct people *people, assay_str s, uint32_t out[VOCATIVES],
                            uint32_t *count, assay_error *err) {
  uint32_t n = 0;
  for (size_t at = 0; at < s.len && n < VOCATIVES;) {
    while (at < s.len && (unsigned char)(s.ptr[at] - 'A') >= 26) at++;
    if (at == s.len) break;
    if (is_inside_word(s, at)) {
      at++;
      continue;
    }
    size_t end = name_end(s, at);
    if (end - at < VOCATIVE_BYTES && is_called(s, at, end)) {
      uint32_t person, i = 0;
      assay_status status = look_up(people, s, at, end, &person, err);
      if (status != ASSAY_OK) return status;
      while (i < n && out[i] != person) i++;
      if (person != PERSON_NONE && i == n) out[n++] = person;
    }
    at = end;
  }
  *count = n;
  return ASSAY_OK;
}
