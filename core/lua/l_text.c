/* l_text.c - words, sentences and keys of plain strings, without a document. */
#include "corpus/metadata.h"
#include "lua/binding.h"
#include "text/fold.h"
#include "text/graphemes.h"
#include "text/language.h"
#include "text/rule.h"
#include "text/sentences.h"
#include "text/stem.h"
#include "text/utf8.h"
#include "text/vocabulary.h"
#include "text/words.h"

#include <string.h>

static assay_str check_utf8(lua_State *L, int arg) {
  assay_str text = check_str(L, arg);
  luaL_argcheck(L, utf8_valid_prefix(text) == text.len, arg, "not valid UTF-8");
  return text;
}

/* assay.fold(text): the key under which a word is counted. */
int text_fold(lua_State *L) {
  assay_str text = check_utf8(L, 1);
  struct buffer *key = push_buffer(L);
  assay_error err;
  if (vocabulary_key(session_of(L)->vocabulary, text, key, &err) != ASSAY_OK)
    return raise(L, &err);
  push_str(L, buffer_str(key));
  return 1;
}

/* assay.normalize(text, fold): letters and accents composed, one apostrophe, one hyphen;
** and what `fold` names, as the option --fold does: "case,marks" */
int text_normalize(lua_State *L) {
  assay_str text = check_utf8(L, 1);
  uint32_t fold = ASSAY_FOLD_NFC;
  assay_error err;
  if (!lua_isnoneornil(L, 2) && rule_read_fold(check_str(L, 2), &fold, &err) != ASSAY_OK)
    return raise(L, &err);
  struct buffer *out = push_buffer(L);
  if (fold_word(text, fold, out, &err) != ASSAY_OK) return raise(L, &err);
  push_str(L, buffer_str(out));
  return 1;
}

/* -- Stems --------------------------------------------------------------------------- */

struct stemmer_handle {
  struct stemmer *stemmer;
};

static int stemmer_close(lua_State *L) {
  struct stemmer_handle *handle = lua_touserdata(L, 1);
  stemmer_free(handle->stemmer);
  handle->stemmer = NULL;
  return 0;
}

/* The state's stemmer of a language, made when it is first asked for; pushed. */
static struct stemmer *push_stemmer(lua_State *L, assay_str language) {
  static const struct class stemmer_class = {"stemmer", NULL, NULL, stemmer_close, NULL};
  const char *name;
  assay_error err;
  if (stem_language(language, &name, &err) != ASSAY_OK) raise(L, &err);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, name) == LUA_TUSERDATA)
    return ((struct stemmer_handle *)lua_touserdata(L, -1))->stemmer;
  lua_pop(L, 1);
  struct stemmer_handle *handle = lua_newuserdatauv(L, sizeof *handle, 0);
  assay_allocator memory = session_memory(L);
  handle->stemmer = NULL;
  class_define(L, &stemmer_class);
  class_set(L, &stemmer_class);
  if (stemmer_new(&handle->stemmer, name, &memory, &err) != ASSAY_OK) raise(L, &err);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, name);
  return handle->stemmer;
}

/* assay.stem(word, language): of its folded form */
int text_stem(lua_State *L) {
  assay_str word = check_utf8(L, 1), language = check_str(L, 2);
  struct stemmer *stemmer = push_stemmer(L, language);
  struct buffer *key = push_buffer(L);
  assay_error err;
  if (fold_key(word, key, &err) != ASSAY_OK ||
      stemmer_apply(stemmer, key, 0, &err) != ASSAY_OK)
    return raise(L, &err);
  push_str(L, buffer_str(key));
  return 1;
}

/* upvalues: 1 the text, 2 where to go on */
static int next_word(lua_State *L) {
  struct words it;
  struct word_segment segment;
  words_start(&it, check_str(L, lua_upvalueindex(1)));
  it.at = (size_t)lua_tointeger(L, lua_upvalueindex(2));
  do {
    if (!words_next(&it, &segment)) return 0;
  } while (segment.space || segment.kind > ASSAY_TOKEN_NUMBER);
  lua_pushinteger(L, (lua_Integer)segment.end);
  lua_replace(L, lua_upvalueindex(2));
  assay_str word = {it.text.ptr + segment.begin, segment.end - segment.begin};
  push_str(L, word);
  lua_pushinteger(L, (lua_Integer)segment.begin + 1);
  lua_pushinteger(L, (lua_Integer)segment.end);
  return 3;
}

/* upvalues: 1 the text, 2 where to go on, 3 its language */
static int next_sentence(lua_State *L) {
  struct sentences it;
  size_t begin, end;
  enum language language = (enum language)lua_tointeger(L, lua_upvalueindex(3));
  sentences_start_in(&it, check_str(L, lua_upvalueindex(1)), language);
  it.at = (size_t)lua_tointeger(L, lua_upvalueindex(2));
  do {
    if (!sentences_next(&it, &begin, &end)) return 0;
    lua_pushinteger(L, (lua_Integer)end);
    lua_replace(L, lua_upvalueindex(2));
    while (end > begin && (unsigned char)it.text.ptr[end - 1] <= ' ') end--;
    while (begin < end && (unsigned char)it.text.ptr[begin] <= ' ') begin++;
  } while (begin == end);
  assay_str sentence = {it.text.ptr + begin, end - begin};
  push_str(L, sentence);
  lua_pushinteger(L, (lua_Integer)begin + 1);
  lua_pushinteger(L, (lua_Integer)end);
  return 3;
}

/* assay.words(text): for word, first, last in assay.words(text) */
int text_words(lua_State *L) {
  check_utf8(L, 1);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_word, 2);
  return 1;
}

/* assay.sentences(text): for sentence, first, last in assay.sentences(text); without the
** white space around them, as doc:sentences() gives them. */
int text_sentences(lua_State *L) {
  assay_str text = check_utf8(L, 1);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushinteger(L, language_guess(text));
  lua_pushcclosure(L, next_sentence, 3);
  return 1;
}

/* upvalues: 1 the text, 2 where to go on */
static int next_grapheme(lua_State *L) {
  struct graphemes it;
  size_t begin, end;
  graphemes_start(&it, check_str(L, lua_upvalueindex(1)));
  it.at = (size_t)lua_tointeger(L, lua_upvalueindex(2));
  if (!graphemes_next(&it, &begin, &end)) return 0;
  lua_pushinteger(L, (lua_Integer)end);
  lua_replace(L, lua_upvalueindex(2));
  assay_str grapheme = {it.text.ptr + begin, end - begin};
  push_str(L, grapheme);
  lua_pushinteger(L, (lua_Integer)begin + 1);
  lua_pushinteger(L, (lua_Integer)end);
  return 3;
}

/* assay.graphemes(text): for letter, first, last in assay.graphemes(text) */
int text_graphemes(lua_State *L) {
  check_utf8(L, 1);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_grapheme, 2);
  return 1;
}

/* assay.language(text): "en", or "und" when it is not clear */
int text_language(lua_State *L) {
  lua_pushstring(L, language_code(language_guess(check_utf8(L, 1))));
  return 1;
}

/* assay.width(text): columns on a terminal */
int text_columns(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)text_width(check_utf8(L, 1)));
  return 1;
}

/* assay.trim(text): without the white space around it */
int text_trim(lua_State *L) {
  push_str(L, metadata_trim(check_str(L, 1)));
  return 1;
}

/* assay.split(text, separator): the list of what lies between the separators */
int text_split(lua_State *L) {
  assay_str text = check_str(L, 1), separator = check_str(L, 2);
  luaL_argcheck(L, separator.len > 0, 2, "a separator that is not empty");
  lua_Integer count = 0;
  size_t from = 0, compared = 0;
  lua_newtable(L);
  for (size_t i = 0; i + separator.len <= text.len;) {
    if (memcmp(text.ptr + i, separator.ptr, separator.len) != 0) {
      i++;
      compared += separator.len;
      if (compared > 1 << 20) session_tick(L), compared = 0;
      continue;
    }
    assay_str piece = {text.ptr + from, i - from};
    push_str(L, piece);
    lua_rawseti(L, -2, ++count);
    from = i += separator.len;
  }
  assay_str last = {text.ptr + from, text.len - from};
  push_str(L, last);
  lua_rawseti(L, -2, ++count);
  return 1;
}
