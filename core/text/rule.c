/*
** rule.c - one table of names for the command line and for stamps. Called by tokenizers
** and by the options of the command line.
*/
#include "text/rule.h"

#include "base/error.h"
#include "base/suggest.h"
#include "base/table.h"
#include "text/dictionary.h"
#include "text/fold.h"
#include "text/stem.h"

struct bit_name {
  const char *name;
  uint32_t bit;
};

static const struct bit_name joins[] = {
    {"hyphens", ASSAY_JOIN_HYPHENS}, {"apostrophes", ASSAY_JOIN_APOSTROPHES},
    {"numbers", ASSAY_JOIN_NUMBERS}, {"abbreviations", ASSAY_JOIN_ABBREVIATIONS},
    {"lines", ASSAY_JOIN_LINES},     {"web", ASSAY_JOIN_WEB},
};
static const struct bit_name folds[] = {
    {"nfc", ASSAY_FOLD_NFC},         {"case", ASSAY_FOLD_CASE},
    {"turkish", ASSAY_FOLD_TURKISH}, {"marks", ASSAY_FOLD_MARKS},
    {"nfkc", ASSAY_FOLD_NFKC},       {"none", ASSAY_FOLD_NONE},
};
enum { JOINS = sizeof joins / sizeof *joins, FOLDS = sizeof folds / sizeof *folds };

/* -- Reading ------------------------------------------------------------------------- */

static assay_status unknown_name(assay_str name, const struct bit_name *names,
                                 size_t count, assay_error *err) {
  assay_str candidates[8];
  struct buffer list;
  for (size_t i = 0; i < count; i++) candidates[i] = str_from(names[i].name);
  int len = name.len < 40 ? (int)name.len : 40;
  int nearest = suggest_nearest(name, candidates, count);
  if (nearest >= 0)
    return error_set(err, ASSAY_EARG, "there is no '%.*s', did you mean '%s'?", len,
                     name.ptr, names[nearest].name);
  buffer_init(&list, NULL, 512);
  for (size_t i = 0; i < count; i++) {
    if (i > 0) buffer_add_text(&list, i + 1 < count ? ", " : " and ");
    buffer_add_text(&list, names[i].name);
  }
  assay_str all = buffer_str(&list);
  error_set(err, ASSAY_EARG, "there is no '%.*s'; there are %.*s", len, name.ptr,
            (int)all.len, all.ptr);
  buffer_free(&list);
  return ASSAY_EARG;
}

static assay_str trimmed(assay_str s) {
  while (s.len > 0 && s.ptr[0] == ' ') s.ptr++, s.len--;
  while (s.len > 0 && s.ptr[s.len - 1] == ' ') s.len--;
  return s;
}

/* Sets the bits of the names in a list; *empty when one of them stands for no bit. */
static assay_status read_names(assay_str list, const struct bit_name *names, size_t count,
                               uint32_t *bits, bool *empty, assay_error *err) {
  for (size_t at = 0; at <= list.len;) {
    size_t end = at, i = 0;
    while (end < list.len && list.ptr[end] != ',') end++;
    assay_str name = trimmed((assay_str){list.ptr + at, end - at});
    while (i < count && !str_equal(name, str_from(names[i].name))) i++;
    if (i == count) return unknown_name(name, names, count, err);
    *bits |= names[i].bit;
    *empty |= names[i].bit == 0;
    at = end + 1;
  }
  return ASSAY_OK;
}

assay_status rule_read_join(assay_str list, uint32_t *cut, assay_error *err) {
  uint32_t bits = 0;
  bool empty = false;
  assay_status status = read_names(list, joins, JOINS, &bits, &empty, err);
  if (status == ASSAY_OK) *cut |= bits;
  return status;
}

assay_status rule_read_fold(assay_str list, uint32_t *fold, assay_error *err) {
  uint32_t bits = 0;
  bool empty = false;
  assay_status status = read_names(list, folds, FOLDS, &bits, &empty, err);
  if (status != ASSAY_OK) return status;
  if (empty && bits != 0) return error_set(err, ASSAY_EARG, "'none' stands alone");
  *fold = bits;
  return ASSAY_OK;
}

assay_status rule_read_language(assay_str code, enum language *out, assay_error *err) {
  if (language_parse(code, out)) return ASSAY_OK;
  return error_set(err, ASSAY_EARG,
                   "there are no rules for sentences of '%.*s', only for en, de, fr, es, "
                   "it, pt, nl, ru, and und for none",
                   (int)code.len, code.ptr);
}

/* -- Checking ------------------------------------------------------------------------ */

static uint32_t all_bits(const struct bit_name *names, size_t count) {
  uint32_t bits = 0;
  for (size_t i = 0; i < count; i++) bits |= names[i].bit;
  return bits;
}

assay_status rule_check(const assay_tokenizer_options *o, struct key_rule *keys,
                        assay_error *err) {
  uint32_t cuts = all_bits(joins, JOINS) | ASSAY_SPLIT_ELISIONS | ASSAY_CUT_DICTIONARY;
  struct key_rule rule = {o->fold, NULL};
  if (o->cut & ~cuts)
    return error_set(err, ASSAY_EARG, "tokenizer options have unknown cuts 0x%x",
                     o->cut & ~cuts);
  if (o->fold & ~all_bits(folds, FOLDS))
    return error_set(err, ASSAY_EARG, "tokenizer options have unknown foldings 0x%x",
                     o->fold & ~all_bits(folds, FOLDS));
  if (o->regex.len > 0 && o->cut != 0)
    return error_set(err, ASSAY_EARG,
                     "tokens by a regular expression are neither joined nor split");
  if (rule.fold != ASSAY_FOLD_NONE) rule.fold |= ASSAY_FOLD_NFC;
  if (rule.fold & ASSAY_FOLD_TURKISH) rule.fold |= ASSAY_FOLD_CASE;
  if (o->stem.len > 0) {
    if (!(rule.fold & ASSAY_FOLD_CASE))
      return error_set(err, ASSAY_EARG,
                       "stemming needs words in small letters: fold case");
    assay_status status = stem_language(o->stem, &rule.stem, err);
    if (status != ASSAY_OK) return status;
  }
  if (o->cut & ASSAY_JOIN_LINES) rule.fold |= FOLD_LINES;
  *keys = rule;
  return ASSAY_OK;
}

/* -- Writing ------------------------------------------------------------------------- */

static void write_names(const struct bit_name *names, size_t count, uint32_t bits,
                        struct buffer *out) {
  bool first = true;
  for (size_t i = 0; i < count; i++) {
    if (!(bits & names[i].bit)) continue;
    if (!first) buffer_add_char(out, ',');
    buffer_add_text(out, names[i].name);
    first = false;
  }
}

static void write_fold(uint32_t fold, struct buffer *out) {
  fold &= ~FOLD_LINES;
  if (fold == ASSAY_FOLD_DEFAULT) return;
  buffer_add_text(out, " fold=");
  if (fold == ASSAY_FOLD_NONE) buffer_add_text(out, "none");
  if (fold & ~(uint32_t)ASSAY_FOLD_NFC) fold &= ~(uint32_t)ASSAY_FOLD_NFC;
  if (fold & ASSAY_FOLD_TURKISH) fold &= ~(uint32_t)ASSAY_FOLD_CASE;
  write_names(folds, FOLDS, fold, out);
}

void rule_write(const assay_tokenizer_options *o, const struct key_rule *keys,
                struct buffer *out) {
  buffer_add_text(out, o->regex.len > 0 ? "regex" : "word/1");
  if (o->cut & all_bits(joins, JOINS)) {
    buffer_add_text(out, " join=");
    write_names(joins, JOINS, o->cut, out);
  }
  if (o->cut & ASSAY_SPLIT_ELISIONS) buffer_add_text(out, " elide");
  if ((o->cut & ASSAY_CUT_DICTIONARY) && dictionary_version()[0])
    buffer_addf(out, " dictionary=%s", dictionary_version());
  write_fold(keys->fold, out);
  if (keys->stem) buffer_addf(out, " stem=%s", keys->stem);
  if (o->language.len > 0)
    buffer_addf(out, " language=%.*s", (int)o->language.len, o->language.ptr);
  if (o->regex.len == 0) return;
  buffer_add_char(out, ':');
  buffer_add_str(out, o->regex);
}
