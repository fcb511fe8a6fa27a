/*
** stem.c - the only file that knows libstemmer. ASSAY_STEMMER is set by CMake where it
** was found. Called by keys.c, once per word form.
*/
#include "text/stem.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/suggest.h"
#include "base/table.h"

#include <limits.h>
#include <string.h>

/* The languages of Snowball 2.2, and the two older algorithms for one of them. */
static const struct {
  const char *name, *code;
} languages[] = {
    {"arabic", "ar"},     {"armenian", "hy"},   {"basque", "eu"},    {"catalan", "ca"},
    {"danish", "da"},     {"dutch", "nl"},      {"english", "en"},   {"finnish", "fi"},
    {"french", "fr"},     {"german", "de"},     {"greek", "el"},     {"hindi", "hi"},
    {"hungarian", "hu"},  {"indonesian", "id"}, {"irish", "ga"},     {"italian", "it"},
    {"lithuanian", "lt"}, {"nepali", "ne"},     {"norwegian", "no"}, {"porter", "porter"},
    {"portuguese", "pt"}, {"romanian", "ro"},   {"russian", "ru"},   {"serbian", "sr"},
    {"spanish", "es"},    {"swedish", "sv"},    {"tamil", "ta"},     {"turkish", "tr"},
    {"yiddish", "yi"},
};
enum { LANGUAGE_TOTAL = sizeof languages / sizeof *languages };

#ifdef ASSAY_STEMMER
#include <libstemmer.h>

struct stemmer {
  assay_allocator alloc;
  struct sb_stemmer *snowball;
};

/* Whether the library that is there has the language. */
static bool has_language(const char *name) {
  for (const char **have = sb_stemmer_list(); *have; have++)
    if (strcmp(*have, name) == 0) return true;
  return false;
}

assay_status stemmer_new(struct stemmer **out, const char *language,
                         const assay_allocator *alloc, assay_error *err) {
  struct stemmer *s = alloc_zero(alloc, 1, sizeof *s);
  if (!s) return error_memory(err, sizeof *s);
  s->alloc = *alloc;
  s->snowball = sb_stemmer_new(language, "UTF_8");
  if (!s->snowball) {
    stemmer_free(s);
    return error_memory(err, 0);
  }
  *out = s;
  return ASSAY_OK;
}

void stemmer_free(struct stemmer *s) {
  if (!s) return;
  assay_allocator a = s->alloc;
  sb_stemmer_delete(s->snowball);
  alloc_free(&a, s, 1, sizeof *s);
}

static bool is_letters(const char *word, size_t len) {
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)word[i];
    if (c < 0x80 && c != '\'' && c != '-' && !((c | 32) >= 'a' && (c | 32) <= 'z'))
      return false;
  }
  return true;
}

assay_status stemmer_apply(struct stemmer *s, struct buffer *key, size_t from,
                           assay_error *err) {
  size_t len = key->len - from;
  if (len == 0 || len > INT_MAX || !is_letters(key->data + from, len)) return ASSAY_OK;
  const unsigned char *word = (const unsigned char *)key->data + from;
  const unsigned char *stem = sb_stemmer_stem(s->snowball, word, (int)len);
  if (!stem) return error_memory(err, len);
  int stem_len = sb_stemmer_length(s->snowball);
  key->len = from;
  buffer_add(key, (const char *)stem, (size_t)stem_len);
  return buffer_status(key, "stemmed word", err);
}

#else

static bool has_language(const char *name) {
  (void)name;
  return false;
}

assay_status stemmer_new(struct stemmer **out, const char *language,
                         const assay_allocator *alloc, assay_error *err) {
  (void)alloc;
  const char *none = NULL;
  *out = NULL;
  return stem_language(str_from(language), &none, err);
}

void stemmer_free(struct stemmer *s) {
  (void)s;
}

assay_status stemmer_apply(struct stemmer *s, struct buffer *key, size_t from,
                           assay_error *err) {
  (void)s, (void)key, (void)from, (void)err;
  return ASSAY_OK;
}

#endif

size_t stem_count(void) {
  size_t count = 0;
  for (size_t i = 0; i < LANGUAGE_TOTAL; i++) count += has_language(languages[i].name);
  return count;
}

/* ASCII letters in any case. */
static bool same_name(assay_str a, const char *b) {
  return suggest_distance(a, str_from(b), 0) == 0;
}

static assay_status unknown_language(assay_str name, assay_error *err) {
  struct buffer list;
  buffer_init(&list, NULL, 2048);
  for (size_t i = 0; i < LANGUAGE_TOTAL; i++) {
    if (!has_language(languages[i].name)) continue;
    if (list.len > 0) buffer_add_text(&list, ", ");
    buffer_add_text(&list, languages[i].name);
  }
  assay_str known = buffer_str(&list);
  error_set(err, ASSAY_EARG, "there is no stemmer for '%.*s'; there are %.*s",
            name.len < 40 ? (int)name.len : 40, name.ptr, (int)known.len, known.ptr);
  buffer_free(&list);
  return ASSAY_EARG;
}

assay_status stem_language(assay_str name, const char **out, assay_error *err) {
  if (stem_count() == 0)
    return error_set(
        err, ASSAY_EARG,
        "this build has no stemmers: install libstemmer-dev and build again");
  for (size_t i = 0; i < LANGUAGE_TOTAL; i++) {
    if (!same_name(name, languages[i].name) && !same_name(name, languages[i].code))
      continue;
    if (!has_language(languages[i].name)) break;
    *out = languages[i].name;
    return ASSAY_OK;
  }
  return unknown_language(name, err);
}
