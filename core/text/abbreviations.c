/*
** abbreviations.c - looks words up in the tables of abbreviations_table.c, for the rules
** of sentences_rules.c. Small letters are those of the languages' own alphabets.
*/
#include "text/abbreviations.h"

#include "text/utf8.h"

#include <string.h>

/* ASCII, Latin-1 and Cyrillic, as abbreviations_generate.lua does it. */
static uint32_t letter_lower(uint32_t cp) {
  if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) ||
      (cp >= 0x410 && cp <= 0x42F))
    return cp + 0x20;
  return cp >= 0x400 && cp <= 0x40F ? cp + 0x50 : cp;
}

/* The key of a word, and whether its first letter is a capital; 0 when it is too long. */
static size_t make_key(assay_str word, char key[ABBREVIATION_LONGEST + 4],
                       bool *capital) {
  size_t len = 0;
  *capital = false;
  for (size_t at = 0; at < word.len && len <= ABBREVIATION_LONGEST;) {
    uint32_t cp;
    size_t step = utf8_decode(word.ptr + at, word.ptr + word.len, &cp, NULL);
    uint32_t small = letter_lower(cp);
    if (at == 0) *capital = small != cp;
    if (cp != ' ' && cp != 0xA0 && cp != 0x202F) len += utf8_encode(small, key + len);
    at += step;
  }
  return len <= ABBREVIATION_LONGEST ? len : 0;
}

/* As strcmp of a NUL-terminated text of a table and a key. */
static int compare(const char *text, const char *key, size_t len) {
  int order = strncmp(text, key, len);
  return order != 0 ? order : text[len] != '\0';
}

enum abbreviation_rule abbreviation_find(assay_str word, enum language language) {
  char key[ABBREVIATION_LONGEST + 4];
  bool capital;
  size_t len = make_key(word, key, &capital), low = 0, high = abbreviation_count;
  if (len == 0) return ABBREVIATION_NONE;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare(abbreviation_table[middle].text, key, len) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < abbreviation_count; low++) {
    const struct abbreviation *entry = &abbreviation_table[low];
    if (compare(entry->text, key, len) != 0) break;
    if ((entry->languages >> language & 1) && (capital || !entry->capital))
      return (enum abbreviation_rule)entry->rule;
  }
  return ABBREVIATION_NONE;
}

bool abbreviation_starts(assay_str word, enum language language) {
  size_t low = 0, high = starter_count;
  if (word.len == 0 || word.len > ABBREVIATION_LONGEST) return false;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = compare(starter_table[middle].text, word.ptr, word.len);
    if (order == 0) return (starter_table[middle].languages >> language & 1) != 0;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}
