/*
** dictionary.c - finds the runs that a dictionary has to cut, and puts its words in the
** place of their tokens. Called by tailoring.
*/
#include "text/dictionary.h"

#include "base/error.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "text/words.h"

#include <string.h>

/* First and last letters of the scripts, ascending. */
static const struct {
  uint32_t first, last;
} scripts[] = {
    {0x0E01, 0x0E4E},   {0x0E81, 0x0EDF}, {0x1000, 0x109F}, {0x1780, 0x17D3},
    {0x3005, 0x3007},   {0x3021, 0x3029}, {0x3031, 0x3035}, {0x3038, 0x303C},
    {0x3041, 0x309F},   {0x30A1, 0x30FF}, {0x31F0, 0x31FF}, {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},   {0xF900, 0xFAFF}, {0xFF66, 0xFF9F}, {0x1B000, 0x1B16F},
    {0x20000, 0x3FFFD},
};

static bool is_of_scripts(uint32_t cp) {
  size_t low = 0, high = sizeof scripts / sizeof *scripts;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (scripts[middle].last < cp)
      low = middle + 1;
    else
      high = middle;
  }
  return low < sizeof scripts / sizeof *scripts && cp >= scripts[low].first;
}

/* All of it, marks and format characters apart. */
static bool is_run_token(assay_str text, const struct token_columns *t, size_t i) {
  size_t at = t->begin[i], end = t->end[i];
  if ((unsigned char)text.ptr[at] < 0xE0 || t->kind[i] != ASSAY_TOKEN_WORD) return false;
  if (end - at > DICTIONARY_RUN_LIMIT) return false;
  for (bool first = true; at < end; first = false) {
    uint32_t cp;
    at += utf8_decode(text.ptr + at, text.ptr + end, &cp, NULL);
    if (is_of_scripts(cp)) continue;
    enum char_class class = unicode_class(cp);
    if (first || (class != CHAR_MARK && class != CHAR_OTHER)) return false;
  }
  return true;
}

static bool has_script_between(assay_str text, size_t at, size_t end) {
  for (; at < end; at++) {
    uint32_t cp;
    const unsigned char c = (unsigned char)text.ptr[at];
    if (c < 0xE0 || c == 0xE2) continue;
    utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
    if (is_of_scripts(cp)) return true;
  }
  return false;
}

/* Whether there is a character of the scripts. Most texts have none, which many bytes at
** a time can tell: no lead byte of three or four bytes but that of U+2000 to U+2FFF. */
static bool has_script(assay_str text) {
  enum { PIECE = 1024 };
  for (size_t at = 0; at < text.len; at += PIECE) {
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    const size_t length = text.len - at < PIECE ? text.len - at : PIECE;
    uint8_t found = 0;
    for (size_t i = 0; i < length; i++) found |= (p[i] >= 0xE0) & (p[i] != 0xE2);
    if (found && has_script_between(text, at, at + length)) return true;
  }
  return false;
}

static size_t run_end(assay_str text, const struct token_columns *t, size_t i) {
  uint32_t begin = t->begin[i];
  do i++;
  while (i < t->count && t->begin[i] == t->end[i - 1] &&
         t->end[i] - begin <= DICTIONARY_RUN_LIMIT && is_run_token(text, t, i));
  return i;
}

static assay_status add_words(struct dictionary *d, assay_str text, uint32_t begin,
                              uint32_t end, struct token_columns *out, assay_error *err) {
  assay_str run = {text.ptr + begin, end - begin};
  assay_status status = dictionary_set(d, run, err);
  size_t from = 0, to;
  while (status == ASSAY_OK && dictionary_next(d, &to)) {
    assay_str word = {run.ptr + from, to - from};
    bool space;
    assay_token_kind kind = words_kind(word, &space);
    if (!tokens_add(out, begin + from, begin + to, kind)) return error_memory(err, 0);
    from = to;
  }
  return status;
}

static bool copy_tokens(const struct token_columns *from, size_t first, size_t end,
                        struct token_columns *out) {
  size_t count = end - first, at = out->count;
  if (count == 0) return true;
  if (!tokens_reserve(out, count)) return false;
  memcpy(out->begin + at, from->begin + first, count * sizeof *out->begin);
  memcpy(out->end + at, from->end + first, count * sizeof *out->end);
  memcpy(out->kind + at, from->kind + first, count * sizeof *out->kind);
  out->count += count;
  return true;
}

static assay_status cut_runs(struct dictionary *d, assay_str text, size_t first,
                             const struct token_columns *t, struct token_columns *out,
                             assay_error *err) {
  size_t copied = 0;
  for (size_t i = first; i < t->count;) {
    if (!is_run_token(text, t, i)) {
      i++;
      continue;
    }
    size_t end = run_end(text, t, i);
    if (!copy_tokens(t, copied, i, out)) return error_memory(err, 0);
    assay_status status = add_words(d, text, t->begin[i], t->end[end - 1], out, err);
    if (status != ASSAY_OK) return status;
    i = copied = end;
  }
  return copy_tokens(t, copied, t->count, out) ? ASSAY_OK : error_memory(err, 0);
}

assay_status dictionary_cut(assay_str text, struct token_columns *t, assay_error *err) {
  size_t first = 0;
  if (!has_script(text)) return ASSAY_OK;
  while (first < t->count && !is_run_token(text, t, first)) first++;
  if (first == t->count || !dictionary_version()[0]) return ASSAY_OK;
  struct dictionary *d = NULL;
  struct token_columns out;
  tokens_init(&out, &t->alloc);
  assay_status status = dictionary_open(&d, &t->alloc, err);
  if (status == ASSAY_OK && !tokens_reserve(&out, t->count))
    status = error_memory(err, 0);
  if (status == ASSAY_OK) status = cut_runs(d, text, first, t, &out, err);
  if (status == ASSAY_OK) {
    struct token_columns old = *t;
    *t = out;
    out = old;
  }
  tokens_free(&out);
  dictionary_close(d);
  return status;
}
