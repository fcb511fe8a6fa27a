/*
** tailor_apostrophes.c - apostrophes at the edges of words, and elided words. What is an
** apostrophe and what a closing quotation mark is a guess by the rules below; which words
** are elided is a list.
*/
#include "text/tailor.h"

#include "base/error.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* -- Words that lost their beginning or their end ------------------------------------ */

/* English, and few: 'cause and 'round would take words from quotations. */
static const char *const shortened[] = {"em",    "gainst", "mongst", "n",     "neath",
                                        "nuff",  "til",    "till",   "tis",   "twas",
                                        "tween", "twere",  "twill",  "twixt", "twould"};

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* 30 or 30s */
static bool is_decade(assay_str s) {
  if (s.len != 2 && !(s.len == 3 && s.ptr[2] == 's')) return false;
  return is_digit(s.ptr[0]) && is_digit(s.ptr[1]);
}

static bool is_shortened(assay_str s) {
  return is_decade(s) || tailor_in_list(s, shortened, COUNT(shortened));
}

/* The Soviets', goin': words that an apostrophe may end. */
static bool may_end(assay_str word) {
  char last = word.ptr[word.len - 1];
  if (last == 's' || last == 'S') return true;
  return word.len > 3 && memcmp(word.ptr + word.len - 2, "in", 2) == 0;
}

/* A line without anything between the two tokens. */
static bool is_paragraph_end(assay_str text, uint32_t begin, uint32_t end) {
  size_t lines = 0;
  for (uint32_t i = begin; i < end; i++) lines += text.ptr[i] == '\n';
  return lines > 1;
}

/* Whether a mark opens a quotation: U+2018, or ' before and not after something. */
static bool opens(assay_str text, const struct token_columns *t, size_t i) {
  assay_str mark = tailor_text(text, t, i);
  if (mark.len == 3 && memcmp(mark.ptr, "\u2018", 3) == 0) return true;
  return mark.len == 1 && mark.ptr[0] == '\'' && !tailor_touches(t, i) &&
         tailor_touches(t, i + 1);
}

/* 'tis, 'n': the tokens of a shortened word whose apostrophe stands at i, after no word;
** 0 for none. */
static size_t shortened_at(assay_str text, const struct token_columns *t, size_t i,
                           bool after_word) {
  if (after_word || !tailor_touches(t, i + 1) || !tailor_is_running(t, i + 1)) return 0;
  if (!tailor_is_apostrophe(tailor_text(text, t, i))) return 0;
  assay_str word = tailor_text(text, t, i + 1);
  if (!is_shortened(word)) return 0;
  bool both = word.len == 1 && tailor_touches(t, i + 2) &&
              tailor_is_apostrophe(tailor_text(text, t, i + 2));
  return both ? 3 : 2;
}

/* Soviets' plan: a word, the apostrophe, white space, a word. */
static bool ends_shortened(assay_str text, const struct token_columns *t, size_t i) {
  return tailor_is_word(t, i) && tailor_touches(t, i + 1) &&
         tailor_is_apostrophe(tailor_text(text, t, i + 1)) &&
         may_end(tailor_text(text, t, i)) && !tailor_touches(t, i + 2) &&
         tailor_is_running(t, i + 2) &&
         !is_paragraph_end(text, t->end[i + 1], t->begin[i + 2]);
}

void tailor_attach(assay_str text, struct token_columns *t) {
  size_t out = 0, next;
  bool open = false, after_word = false; /* a quotation; what touches is a word */
  for (size_t i = 0; i < t->count; i = next, out++) {
    uint8_t kind = t->kind[i];
    next = i + 1;
    if (!tailor_touches(t, i)) after_word = false;
    if (open && i > 0 && is_paragraph_end(text, t->end[i - 1], t->begin[i])) open = false;
    if (kind == ASSAY_TOKEN_PUNCTUATION) {
      size_t tokens = shortened_at(text, t, i, after_word);
      if (tokens > 0) {
        kind = t->kind[i + 1];
        next = i + tokens;
      } else if (opens(text, t, i)) {
        open = true;
      } else if (tailor_is_apostrophe(tailor_text(text, t, i))) {
        open = false;
      }
    } else if (!open && ends_shortened(text, t, i)) {
      next = i + 2;
    }
    after_word = kind <= ASSAY_TOKEN_NUMBER;
    uint32_t begin = t->begin[i], end = t->end[next - 1];
    t->begin[out] = begin;
    t->end[out] = end;
    t->kind[out] = kind;
  }
  t->count = out;
}

/* -- Elisions ------------------------------------------------------------------------ */

/* French, Italian, Catalan and Occitan: articles, pronouns, prepositions and conjunctions
** that lose their last vowel before another. Not aujourd'hui, prud'homme, entr'acte. */
static const char *const elided[] = {
    "all",   "anch",  "bell",  "c",      "coll",  "com",    "cos",    "d",      "dagl",
    "dall",  "degl",  "dell",  "dov",    "gl",    "j",      "jusqu",  "l",      "lorsqu",
    "m",     "mezz",  "n",     "negl",   "nell",  "null",   "presqu", "puisqu", "qu",
    "quand", "quant", "quell", "quelqu", "quest", "quoiqu", "s",      "sant",   "senz",
    "sott",  "sugl",  "sull",  "t",      "tutt",  "un",     "v"};
#define ELIDED_LONGEST 6

/* Bytes of the elided word and its apostrophe at the begin of s, when something follows;
** otherwise 0. */
static size_t elision_of(assay_str s) {
  size_t letters = 0;
  while (letters < s.len && letters <= ELIDED_LONGEST &&
         ((s.ptr[letters] | 32) >= 'a' && (s.ptr[letters] | 32) <= 'z'))
    letters++;
  if (letters == 0 || letters >= s.len) return 0;
  size_t mark = s.ptr[letters] == '\'' ? 1 : 3;
  if (letters + mark >= s.len) return 0;
  assay_str word = {s.ptr, letters}, apostrophe = {s.ptr + letters, mark};
  if (!tailor_is_apostrophe(apostrophe)) return 0;
  return tailor_in_list(word, elided, COUNT(elided)) ? letters + mark : 0;
}

#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (b))

/* Whether one of eight bytes is zero. */
static bool has_zero(uint64_t bytes) {
  return ((bytes - EACH_BYTE(1)) & ~bytes & EACH_BYTE(0x80)) != 0;
}

/* False when no apostrophe is among the first bytes of token i, for most words at
** once. */
static bool may_elide(assay_str text, const struct token_columns *t, size_t i) {
  uint64_t bytes;
  if (t->kind[i] != ASSAY_TOKEN_WORD || t->end[i] - t->begin[i] < 3) return false;
  if (text.len - t->begin[i] < sizeof bytes) return true;
  memcpy(&bytes, text.ptr + t->begin[i], sizeof bytes);
  return has_zero(bytes ^ EACH_BYTE('\'')) || has_zero(bytes ^ EACH_BYTE(0xE2));
}

static size_t count_elisions(assay_str word) {
  size_t count = 0;
  for (size_t cut; (cut = elision_of(word)) > 0; count++) {
    word.ptr += cut;
    word.len -= cut;
  }
  return count;
}

/* l' before what is no letter, as in dell'800 or l'"ombre": one token with its mark. */
static size_t join_elided(assay_str text, const struct token_columns *t, size_t first,
                          uint8_t *kind) {
  size_t mark = first + 1;
  if (*kind != ASSAY_TOKEN_WORD || !tailor_touches(t, mark)) return mark;
  if (!tailor_touches(t, mark + 1)) return mark;
  if (!tailor_is_apostrophe(tailor_text(text, t, mark))) return mark;
  return tailor_in_list(tailor_text(text, t, first), elided, COUNT(elided)) ? mark + 1
                                                                            : mark;
}

assay_status tailor_elide(assay_str text, struct token_columns *t, assay_error *err) {
  tailor_join(join_elided, text, t);
  size_t more = 0;
  for (size_t i = 0; i < t->count; i++)
    if (may_elide(text, t, i)) more += count_elisions(tailor_text(text, t, i));
  if (more == 0) return ASSAY_OK;
  if (!tokens_reserve(t, more)) return error_memory(err, 0);
  size_t out = t->count + more;
  for (size_t i = t->count; i-- > 0 && out > i + 1;) {
    uint8_t kind = t->kind[i];
    assay_str word = tailor_text(text, t, i);
    size_t cuts = may_elide(text, t, i) ? count_elisions(word) : 0;
    uint32_t begin = t->begin[i], end = t->end[i];
    out -= cuts + 1;
    for (size_t cut = 0; cut <= cuts; cut++) {
      assay_str rest = {text.ptr + begin, end - begin};
      uint32_t stop = cut < cuts ? begin + (uint32_t)elision_of(rest) : end;
      t->begin[out + cut] = begin;
      t->end[out + cut] = stop;
      t->kind[out + cut] = kind;
      begin = stop;
    }
  }
  t->count += more;
  return ASSAY_OK;
}
