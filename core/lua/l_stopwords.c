/*
** l_stopwords.c - lists of stop words as Lua sets of keys: ours by name, and the words
** of a text that somebody else has read.
*/
#include "base/stable_hash.h"
#include "base/table.h"
#include "lua/binding.h"
#include "text/stopwords.h"
#include "text/utf8.h"
#include "text/vocabulary.h"

#include <inttypes.h>
#include <stdio.h>

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Words with blanks between them; a line that begins with # is none. */
static bool next_word(assay_str text, size_t *at, assay_str *word) {
  while (*at < text.len) {
    bool begins_line = *at == 0 || text.ptr[*at - 1] == '\n';
    size_t begin = *at;
    if (text.ptr[begin] == '#' && begins_line) {
      while (*at < text.len && text.ptr[*at] != '\n') ++*at;
    } else if (is_blank(text.ptr[begin])) {
      ++*at;
    } else {
      while (*at < text.len && !is_blank(text.ptr[*at])) ++*at;
      *word = (assay_str){text.ptr + begin, *at - begin};
      return true;
    }
  }
  return false;
}

/* Pushes true for the key of each word. The keys are those of the session, so that they
** meet the words that are counted. */
static void push_set(lua_State *L, assay_str text) {
  assay_vocabulary *vocabulary = session_of(L)->vocabulary;
  assay_str word;
  assay_error err;
  lua_newtable(L);
  struct buffer *key = push_buffer(L);
  for (size_t at = 0; next_word(text, &at, &word);) {
    buffer_clear(key);
    if (vocabulary_key(vocabulary, word, key, &err) != ASSAY_OK) raise(L, &err);
    push_str(L, buffer_str(key));
    lua_pushboolean(L, 1);
    lua_rawset(L, -4);
  }
  lua_pop(L, 1);
}

/* assay.stopwords(name): the set, and the stamp of the list. */
int text_stopwords(lua_State *L) {
  const struct stopwords *list;
  char stamp[STOPWORDS_STAMP_SIZE];
  assay_error err;
  if (stopwords_find(check_str(L, 1), &list, &err) != ASSAY_OK) return raise(L, &err);
  push_set(L, list->words);
  stopwords_stamp(list, stamp);
  lua_pushstring(L, stamp);
  return 2;
}

void push_stopwords(lua_State *L, assay_str text) {
  char stamp[STOPWORDS_STAMP_SIZE];
  assay_error err;
  if (utf8_valid_prefix(text) != text.len) {
    error_set(&err, ASSAY_EFORMAT, "the list of stop words is not valid UTF-8");
    raise(L, &err);
  }
  push_set(L, text);
  snprintf(stamp, sizeof stamp, "file:%016" PRIx64, stable_hash(text));
  lua_pushstring(L, stamp);
}
