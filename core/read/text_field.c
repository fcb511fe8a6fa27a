/*
** text_field.c - the usual names of what holds the text in tables and JSON.
*/
#include "read/text_field.h"

#include "base/error.h"
#include "base/suggest.h"

#include <string.h>

/* The most usual first. */
static const char *const usual[] = {
    "text",        "fulltext", "content",   "contents",  "body",      "transcript",
    "speech",      "article",  "message",   "tweet",     "comment",   "review",
    "post",        "story",    "letter",    "essay",     "lyrics",    "poem",
    "abstract",    "summary",  "answer",    "paragraph", "sentence",  "quote",
    "description", "rawtext",  "plaintext", "cleantext", "texte",     "texto",
    "testo",       "tekst",    "inhalt",    "contenu",   "contenido",
};
enum { USUAL = sizeof usual / sizeof *usual };

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_usual(assay_str name, const char *word) {
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i];
    if (c == ' ' || c == '-' || c == '_') continue;
    if (*word == '\0' || lower(c) != *word) return false;
    word++;
  }
  return *word == '\0';
}

unsigned text_field_rank(assay_str name) {
  for (unsigned i = 0; i < USUAL; i++)
    if (is_usual(name, usual[i])) return USUAL - i;
  return 0;
}

bool text_field_equal(assay_str a, assay_str b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++)
    if (lower(a.ptr[i]) != lower(b.ptr[i])) return false;
  return true;
}

assay_status text_field_add(struct record *out, assay_str name, assay_str value,
                            bool is_text, assay_error *err) {
  if (value.len <= TEXT_FIELD_VALUE_LIMIT)
    return record_add_field(out, name, value, is_text, err);
  return record_warn(out, err, "the value of '%.*s' is longer than %d bytes: no metadata",
                     (int)name.len, name.ptr, TEXT_FIELD_VALUE_LIMIT);
}

assay_status text_field_missing(assay_str wanted, const char *what,
                                const assay_str *names, size_t count, assay_error *err) {
  char list[320];
  size_t len = 0, shown = 0;
  for (; shown < count && len + names[shown].len + 2 < sizeof list - 4; shown++) {
    if (shown > 0) memcpy(list + len, ", ", 2), len += 2;
    memcpy(list + len, names[shown].ptr, names[shown].len);
    len += names[shown].len;
  }
  if (shown < count) {
    if (shown > 0) memcpy(list + len, ", ", 2), len += 2;
    memcpy(list + len, "..", 2), len += 2;
  }
  int near = suggest_nearest(wanted, names, count);
  assay_str best = near < 0 ? (assay_str){"", 0} : names[near];
  return error_set(err, ASSAY_EFORMAT, "there is no %s '%.*s' (%s%.*s%sthere are: %.*s)",
                   what, (int)wanted.len, wanted.ptr, near < 0 ? "" : "did you mean '",
                   (int)best.len, best.ptr, near < 0 ? "" : "'? ", (int)len, list);
}
