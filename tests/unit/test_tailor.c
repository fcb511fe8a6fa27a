/* test_tailor.c - runs the tables of core/text/README.md, every line; kinds, limits and
** memory by hand. */
#include "base/buffer.h"
#include "base/file.h"
#include "base/table.h"
#include "text/dictionary.h"
#include "text/rule.h"
#include "text/stem.h"
#include "text/tailor.h"
#include "text/tokenizer.h"
#include "unit.h"

#include <stdio.h>

/* -- The page ------------------------------------------------------------------------ */

static const struct {
  const char *name, *bytes;
} signs[] = {
    {"[LF]", "\n"},        {"[SHY]", "\u00AD"},  {"[NBSP]", "\u00A0"},
    {"[NNBSP]", "\u202F"}, {"[NBHY]", "\u2011"}, {"[ZWJ]", "\u200D"},
};

static bool begins(assay_str s, const char *with) {
  return s.len >= strlen(with) && memcmp(s.ptr, with, strlen(with)) == 0;
}

/* Appends s with its signs by name as what they stand for. */
static void add_plain(struct buffer *out, assay_str s) {
  while (s.len > 0) {
    size_t taken = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs && taken == 0; i++) {
      if (!begins(s, signs[i].name)) continue;
      buffer_add_text(out, signs[i].bytes);
      taken = strlen(signs[i].name);
    }
    if (taken == 0) buffer_add_char(out, s.ptr[0]);
    s.ptr += taken ? taken : 1;
    s.len -= taken ? taken : 1;
  }
}

/* The next `...` of a cell, or false. */
static bool next_quoted(assay_str *cell, assay_str *out) {
  const char *open = cell->len > 0 ? memchr(cell->ptr, '`', cell->len) : NULL;
  if (!open) return false;
  size_t left = cell->len - (size_t)(open + 1 - cell->ptr);
  const char *close = memchr(open + 1, '`', left);
  ck_assert_ptr_nonnull(close);
  *out = (assay_str){open + 1, (size_t)(close - open - 1)};
  cell->len -= (size_t)(close + 1 - cell->ptr);
  cell->ptr = close + 1;
  return true;
}

/* "join=hyphens elide fold=none" as options; false when this build cannot do it. */
static bool read_options(assay_str rule, assay_tokenizer_options *o) {
  bool can = true;
  while (rule.len > 0) {
    size_t len = 0;
    while (len < rule.len && rule.ptr[len] != ' ') len++;
    assay_str part = {rule.ptr, len}, value = {rule.ptr + 5, len - 5};
    assay_error err;
    assay_status status = ASSAY_OK;
    if (begins(part, "join=")) {
      status = rule_read_join(value, &o->cut, &err);
    } else if (begins(part, "fold=")) {
      status = rule_read_fold(value, &o->fold, &err);
    } else if (begins(part, "stem=")) {
      o->stem = value;
      can &= stem_count() > 0;
    } else if (str_equal(part, S("elide"))) {
      o->cut |= ASSAY_SPLIT_ELISIONS;
    } else if (str_equal(part, S("dictionary"))) {
      o->cut |= ASSAY_CUT_DICTIONARY;
      can &= dictionary_version()[0] != '\0';
    } else {
      ck_abort_msg("no such rule: %.*s", (int)part.len, part.ptr);
    }
    if (status != ASSAY_OK) ck_abort_msg("%s", err.message);
    len += len < rule.len;
    rule.ptr += len;
    rule.len -= len;
  }
  return can;
}

static void join_tokens(const assay_document *d, bool keys, struct buffer *out) {
  assay_tokens t = assay_document_tokens(d);
  const char *text = assay_document_text(d).ptr;
  for (size_t i = 0; i < t.count; i++) {
    assay_str token = {text + t.begin[i], t.end[i] - t.begin[i]};
    if (keys) token = assay_vocabulary_term(assay_document_vocabulary(d), t.term[i]);
    buffer_add_str(out, token);
    buffer_add_char(out, '|');
  }
}

/* One line of a table: its cells, and whether the last one has keys. */
static bool run_line(assay_str rule, assay_str text_cell, assay_str expected, bool keys) {
  struct buffer text, want, got;
  assay_str quoted = {NULL, 0};
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  if (next_quoted(&rule, &quoted) && !read_options(quoted, &options)) return false;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  buffer_init(&want, NULL, BUFFER_NO_CEILING);
  buffer_init(&got, NULL, BUFFER_NO_CEILING);
  ck_assert(next_quoted(&text_cell, &quoted));
  add_plain(&text, quoted);
  while (next_quoted(&expected, &quoted)) {
    add_plain(&want, quoted);
    buffer_add_char(&want, '|');
  }
  assay_tokenizer *tokenizer;
  assay_document *d;
  assay_document_options with = ASSAY_DOCUMENT_OPTIONS_INIT;
  ck_assert_int_eq(assay_tokenizer_new(&tokenizer, &options, NULL), ASSAY_OK);
  with.tokenizer = tokenizer;
  ck_assert_int_eq(assay_document_new(&d, &with, S("x"), buffer_str(&text), NULL),
                   ASSAY_OK);
  join_tokens(d, keys, &got);
  if (!str_equal(buffer_str(&got), buffer_str(&want)))
    ck_abort_msg("%.*s: got '%.*s', expected '%.*s'", (int)text.len, text.data,
                 (int)got.len, got.data, (int)want.len, want.data);
  assay_document_free(d);
  assay_tokenizer_free(tokenizer);
  buffer_free(&got);
  buffer_free(&want);
  buffer_free(&text);
  return true;
}

/* Cells between bars; no example holds a bar. */
static size_t cells_of(assay_str line, assay_str cells[3]) {
  size_t count = 0, from = 1;
  if (line.len < 2 || line.ptr[0] != '|') return 0;
  for (size_t i = 1; i < line.len; i++) {
    if (line.ptr[i] != '|') continue;
    if (count < 3) cells[count] = (assay_str){line.ptr + from, i - from};
    count++;
    from = i + 1;
  }
  return count;
}

START_TEST(the_page_is_right) {
  struct buffer page;
  size_t lines = 0, skipped = 0;
  enum { OUTSIDE, TOKENS, KEYS } table = OUTSIDE;
  buffer_init(&page, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(
      file_read(ASSAY_SOURCE_DIR "/core/text/README.md", 1 << 20, &page, NULL), ASSAY_OK);
  for (size_t at = 0; at < page.len;) {
    const char *end = memchr(page.data + at, '\n', page.len - at);
    assay_str line = {page.data + at, (size_t)(end - page.data) - at}, cells[3];
    at += line.len + 1;
    if (str_equal(line, S("| asked for | text | tokens |"))) {
      table = TOKENS;
    } else if (str_equal(line, S("| asked for | text | keys |"))) {
      table = KEYS;
    } else if (line.len == 0) {
      table = OUTSIDE;
    } else if (table != OUTSIDE && !begins(line, "|---")) {
      ck_assert_msg(cells_of(line, cells) == 3, "%.*s", (int)line.len, line.ptr);
      if (run_line(cells[0], cells[1], cells[2], table == KEYS))
        lines++;
      else
        skipped++;
    }
  }
  ck_assert_uint_ge(lines, 50);
  ck_assert_uint_le(skipped, 4);
  buffer_free(&page);
}
END_TEST

/* -- By hand ------------------------------------------------------------------------- */

static const char letters[] = "wnpseUETM"; /* by assay_token_kind */

/* "kind:token|..." */
static const char *cut(uint32_t bits, assay_str text) {
  static char out[512];
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  assay_tokenizer *tokenizer;
  struct token_columns t;
  size_t len = 0;
  options.cut = bits;
  tokens_init(&t, NULL);
  ck_assert_int_eq(assay_tokenizer_new(&tokenizer, &options, NULL), ASSAY_OK);
  ck_assert_int_eq(tokenizer_cut(tokenizer, text, &t, NULL), ASSAY_OK);
  out[0] = '\0';
  for (size_t i = 0; i < t.count; i++)
    len += (size_t)snprintf(out + len, sizeof out - len, "%c:%.*s|", letters[t.kind[i]],
                            (int)(t.end[i] - t.begin[i]), text.ptr + t.begin[i]);
  tokens_free(&t);
  assay_tokenizer_free(tokenizer);
  return out;
}

START_TEST(kinds_follow_the_rules) {
  ck_assert_str_eq(cut(ASSAY_JOIN_WEB, S("http://a.b c@d.org #e @f 1")),
                   "U:http://a.b|E:c@d.org|T:#e|M:@f|n:1|");
  ck_assert_str_eq(cut(ASSAY_JOIN_WEB, S("#a's #b:c")), "T:#a|w:'s|T:#b|w::c|");
  ck_assert_str_eq(cut(ASSAY_JOIN_NUMBERS, S("1 000 $5 6%")), "n:1 000|n:$5|n:6%|");
  ck_assert_str_eq(cut(ASSAY_JOIN_APOSTROPHES, S("'90 '90s")), "n:'90|w:'90s|");
  ck_assert_str_eq(cut(ASSAY_JOIN_HYPHENS, S("1-2-a 20-year")),
                   "n:1|p:-|w:2-a|w:20-year|");
  ck_assert_str_eq(cut(ASSAY_SPLIT_ELISIONS, S("qu'un")), "w:qu'|w:un|");
}
END_TEST

START_TEST(what_is_nearly_a_rule_is_none) {
  ck_assert_str_eq(cut(ASSAY_JOIN_WEB, S("http:// ftp www. wwwx @ # @, a@b.c")),
                   "w:http|p::|p:/|p:/|w:ftp|w:www|p:.|w:wwwx|p:@|p:#|p:@|p:,|w:a|p:@|"
                   "w:b.c|");
  ck_assert_str_eq(cut(ASSAY_JOIN_NUMBERS, S("1  000 1000 000 $ 5 %6")),
                   "n:1|n:000|n:1000|n:000|s:$|n:5|p:%|n:6|");
  ck_assert_str_eq(cut(ASSAY_JOIN_LINES, S("a-b c- \xC2\xA0\nd 1-\ne")),
                   "w:a|p:-|w:b|w:c|p:-|w:d|n:1|p:-|w:e|");
  ck_assert_str_eq(cut(ASSAY_JOIN_APOSTROPHES, S("it's 'em' cats'\n\ndogs")),
                   "w:it's|w:'em|p:'|w:cats|p:'|w:dogs|");
  ck_assert_str_eq(cut(ASSAY_JOIN_ABBREVIATIONS, S("Mr.Lee etc..")),
                   "w:Mr.Lee|w:etc|p:.|p:.|");
  ck_assert_str_eq(cut(~0u >> 24, S("")), "");
}
END_TEST

/* Elisions make room once, from the back; tokens before and after are as they were. */
START_TEST(many_elisions) {
  enum { TIMES = 3000 };
  static char text[TIMES * 12];
  for (size_t i = 0; i < TIMES; i++) memcpy(text + i * 12, "d'l'or, mot ", 12);
  struct token_columns t;
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  assay_tokenizer *tokenizer;
  options.cut = ASSAY_SPLIT_ELISIONS;
  tokens_init(&t, NULL);
  ck_assert_int_eq(assay_tokenizer_new(&tokenizer, &options, NULL), ASSAY_OK);
  ck_assert_int_eq(tokenizer_cut(tokenizer, (assay_str){text, sizeof text}, &t, NULL),
                   ASSAY_OK);
  ck_assert_uint_eq(t.count, TIMES * 5);
  static const uint32_t begins_at[] = {0, 2, 4, 6, 8}, ends_at[] = {2, 4, 6, 7, 11};
  for (size_t i = 0; i < t.count; i++) {
    ck_assert_uint_eq(t.begin[i], i / 5 * 12 + begins_at[i % 5]);
    ck_assert_uint_eq(t.end[i], i / 5 * 12 + ends_at[i % 5]);
  }
  tokens_free(&t);
  assay_tokenizer_free(tokenizer);
}
END_TEST

/* A megabyte of what each rule looks for must not take more than linear time. */
START_TEST(hostile_texts_take_linear_time) {
  static const char *const units[] = {"a-",  "'",    "l'",       "1 000 ",  "a.",
                                      "@",   "a@",   "#a",       "http://", "www.",
                                      "-\n", "a-\n", "\u2019s ", "("};
  enum { SIZE = 1 << 20 };
  char *text = malloc(SIZE);
  ck_assert_ptr_nonnull(text);
  for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
    size_t len = strlen(units[u]), filled = 0;
    for (; filled + len <= SIZE; filled += len) memcpy(text + filled, units[u], len);
    assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
    assay_tokenizer *tokenizer;
    struct token_columns t;
    options.cut = 0xFF;
    tokens_init(&t, NULL);
    ck_assert_int_eq(assay_tokenizer_new(&tokenizer, &options, NULL), ASSAY_OK);
    ck_assert_int_eq(tokenizer_cut(tokenizer, (assay_str){text, filled}, &t, NULL),
                     ASSAY_OK);
    uint32_t last = 0;
    for (size_t i = 0; i < t.count; i++) {
      if (t.begin[i] < last || t.end[i] <= t.begin[i]) ck_abort_msg("token %zu", i);
      last = t.end[i];
    }
    if (last > filled) ck_abort_msg("%s", units[u]);
    tokens_free(&t);
    assay_tokenizer_free(tokenizer);
  }
  free(text);
}
END_TEST

static assay_status cut_some(const assay_allocator *a, assay_error *err) {
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  options.allocator = *a;
  options.cut = 0xFF;
  assay_tokenizer *tokenizer = NULL;
  struct token_columns t;
  tokens_init(&t, a);
  assay_status status = assay_tokenizer_new(&tokenizer, &options, err);
  if (status == ASSAY_OK)
    status = tokenizer_cut(
        tokenizer, S("l'un d'un \u6771\u4EAC\u306B @a s'il 1 000 a-b U.S."), &t, err);
  tokens_free(&t);
  assay_tokenizer_free(tokenizer);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(cut_some);
}
END_TEST

UNIT_MAIN("tailor", the_page_is_right, kinds_follow_the_rules,
          what_is_nearly_a_rule_is_none, many_elisions, hostile_texts_take_linear_time,
          out_of_memory_leaves_nothing)
