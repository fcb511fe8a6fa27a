/*
** lua_lexer.c - Lua's words without their meaning. Broken input gives broken tokens, and
** an end.
*/
#include "engine/lua_lexer.h"

#include "base/table.h"

#include <string.h>

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_keyword(assay_str word) {
  static const char *const keywords[] = {
      "and",  "break", "do",    "else",   "elseif", "end",    "false", "for",
      "if",   "in",    "nil",   "not",    "or",     "repeat", "goto",  "function",
      "then", "true",  "local", "return", "until",  "while",  NULL};
  for (size_t i = 0; keywords[i]; i++)
    if (str_equal(word, str_from(keywords[i]))) return true;
  return false;
}

/* At "[": the number of '=' between two brackets, or -1 when it is no long bracket. */
static int long_level(const struct lexer *l) {
  const char *p = l->at + 1;
  while (p < l->end && *p == '=') p++;
  return p < l->end && *p == '[' ? (int)(p - l->at - 1) : -1;
}

static assay_str take_long(struct lexer *l, int level) {
  l->at += level + 2;
  const char *start = l->at;
  for (; l->at < l->end; l->at++) {
    if (*l->at == '\n') l->line++;
    if (*l->at != ']') continue;
    const char *p = l->at + 1;
    while (p < l->end && *p == '=') p++;
    if (p < l->end && *p == ']' && p - l->at - 1 == level) {
      assay_str text = {start, (size_t)(l->at - start)};
      l->at = p + 1;
      return text;
    }
  }
  return (assay_str){start, (size_t)(l->at - start)};
}

static assay_str take_quoted(struct lexer *l) {
  char quote = *l->at++;
  const char *start = l->at;
  while (l->at < l->end && *l->at != quote) {
    if (*l->at == '\\' && l->at + 1 < l->end) l->at++;
    if (*l->at == '\n') l->line++;
    l->at++;
  }
  assay_str text = {start, (size_t)(l->at - start)};
  if (l->at < l->end) l->at++;
  return text;
}

static void skip_blank(struct lexer *l) {
  while (l->at < l->end) {
    if (*l->at == '-' && l->at + 1 < l->end && l->at[1] == '-') {
      l->at += 2;
      int level = l->at < l->end && *l->at == '[' ? long_level(l) : -1;
      if (level >= 0)
        take_long(l, level);
      else
        while (l->at < l->end && *l->at != '\n') l->at++;
    } else if (*l->at == ' ' || (*l->at >= '\t' && *l->at <= '\r')) {
      if (*l->at++ == '\n') l->line++;
    } else {
      return;
    }
  }
}

/* 3, 0x.8p-3, 1e+5: letters, digits, dots, and a sign after an exponent. */
static void skip_number(struct lexer *l) {
  bool hex = l->at + 1 < l->end && *l->at == '0' && (l->at[1] | 32) == 'x';
  while (l->at < l->end && (is_letter(*l->at) || is_digit(*l->at) || *l->at == '.')) {
    bool exponent = (*l->at | 32) == (hex ? 'p' : 'e');
    l->at++;
    if (exponent && l->at < l->end && (*l->at == '+' || *l->at == '-')) l->at++;
  }
}

/* Only those of more than one sign that must not be taken for their first. */
static size_t operator_length(const struct lexer *l) {
  static const char *const longer[] = {
      "...", "..", "::", "==", "~=", "<=", ">=", "//", "<<", ">>", NULL};
  size_t left = (size_t)(l->end - l->at);
  for (size_t i = 0; longer[i]; i++) {
    size_t len = strlen(longer[i]);
    if (len <= left && memcmp(l->at, longer[i], len) == 0) return len;
  }
  return 1;
}

struct token lexer_next(struct lexer *l) {
  skip_blank(l);
  struct token t = {TOKEN_END, {l->at, 0}, l->line};
  if (l->at >= l->end) return t;
  char c = *l->at;
  int level = c == '[' ? long_level(l) : -1;
  t.kind = TOKEN_STRING;
  if (c == '"' || c == '\'') {
    t.text = take_quoted(l);
    return t;
  }
  if (level >= 0) {
    t.text = take_long(l, level);
    return t;
  }
  t.kind = TOKEN_OTHER;
  if (is_letter(c)) {
    while (l->at < l->end && (is_letter(*l->at) || is_digit(*l->at))) l->at++;
    t.text.len = (size_t)(l->at - t.text.ptr);
    t.kind = is_keyword(t.text) ? TOKEN_KEYWORD : TOKEN_NAME;
    return t;
  }
  bool number = is_digit(c) || (c == '.' && l->at + 1 < l->end && is_digit(l->at[1]));
  if (number)
    skip_number(l);
  else
    l->at += operator_length(l);
  t.text.len = (size_t)(l->at - t.text.ptr);
  return t;
}

struct lexer lexer_begin(assay_str source) {
  if (!source.ptr) source = str_from("");
  struct lexer l = {source.ptr, source.ptr + source.len, 1};
  if (source.len >= 3 && memcmp(source.ptr, "\xEF\xBB\xBF", 3) == 0) l.at += 3;
  if (l.at < l.end && *l.at == '#')
    while (l.at < l.end && *l.at != '\n') l.at++;
  return l;
}
