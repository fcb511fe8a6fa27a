/*
** stopwords.c - looking up lists and words in the generated table. Called by the Lua
** binding.
*/
#include "text/stopwords.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/stable_hash.h"
#include "base/suggest.h"
#include "base/table.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool same_name(assay_str a, const char *b) {
  return suggest_distance(a, str_from(b), 0) == 0; /* ASCII letters in any case */
}

static assay_status unknown_list(assay_str name, assay_error *err) {
  struct buffer codes;
  buffer_init(&codes, NULL, 1024);
  for (size_t i = 0; i < stopwords_total; i++) {
    if (i > 0) buffer_add_text(&codes, ", ");
    buffer_add_text(&codes, stopwords_table[i].code);
  }
  assay_str known = buffer_str(&codes);
  error_set(err, ASSAY_EARG, "there is no list of stop words '%.*s'; there are %.*s",
            name.len < 40 ? (int)name.len : 40, name.ptr, (int)known.len, known.ptr);
  buffer_free(&codes);
  return ASSAY_EARG;
}

assay_status stopwords_find(assay_str name, const struct stopwords **out,
                            assay_error *err) {
  for (size_t i = 0; i < stopwords_total; i++) {
    const struct stopwords *list = &stopwords_table[i];
    if (!same_name(name, list->code) && !same_name(name, list->name)) continue;
    *out = list;
    return ASSAY_OK;
  }
  return unknown_list(name, err);
}

bool stopwords_next(const struct stopwords *list, size_t *at, assay_str *word) {
  if (*at >= list->words.len) return false;
  const char *begin = list->words.ptr + *at;
  const char *end = memchr(begin, '\n', list->words.len - *at);
  word->ptr = begin;
  word->len = (size_t)(end - begin);
  *at += word->len + 1;
  return true;
}

void stopwords_stamp(const struct stopwords *list, char out[STOPWORDS_STAMP_SIZE]) {
  snprintf(out, STOPWORDS_STAMP_SIZE, "%s/%d:%016" PRIx64, list->code, STOPWORDS_VERSION,
           stable_hash(list->words));
}
