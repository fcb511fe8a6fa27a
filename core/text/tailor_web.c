/*
** tailor_web.c - addresses of pages and of people, tags and mentions. What begins one is
** known from a token or two; a byte is looked at a bounded number of times.
*/
#include "text/tailor.h"

#include "text/unicode.h"
#include "text/utf8.h"
#include "text/words.h"

#include <string.h>

enum { LOCAL_LONGEST = 64, DOMAIN_LONGEST = 255 }; /* of an e-mail address; RFC 5321 */

/* The first token from i on that does not begin before `end`: a token that the end of an
** address falls into belongs to it. */
static size_t token_after(const struct token_columns *t, size_t i, size_t end) {
  while (i < t->count && t->begin[i] < end) i++;
  return i;
}

static uint32_t point_at(assay_str text, size_t at, size_t *len) {
  uint32_t cp;
  *len = utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
  return cp;
}

/* -- Addresses of pages -------------------------------------------------------------- */

/* What no address holds: white space, quotation marks, brackets other than () and [],
** and the punctuation of other scripts. */
static bool ends_url(uint32_t cp) {
  if (cp < 0x80) return cp <= ' ' || cp == 0x7F || strchr("\"'<>\\^`{|}", (int)cp);
  enum char_class class = unicode_class(cp);
  return class == CHAR_SPACE || class == CHAR_PUNCTUATION || class == CHAR_OTHER;
}

/* Where an address that goes on at `at` ends, punctuation of the sentence left out. */
static size_t url_end(assay_str text, size_t at) {
  size_t begin = at, len;
  int round = 0, square = 0; /* brackets open */
  while (at < text.len && !ends_url(point_at(text, at, &len))) {
    round += text.ptr[at] == '(';
    round -= text.ptr[at] == ')';
    square += text.ptr[at] == '[';
    square -= text.ptr[at] == ']';
    at += len;
  }
  for (; at > begin; at--) {
    char c = text.ptr[at - 1];
    if (c == ')' && round < 0)
      round++;
    else if (c == ']' && square < 0)
      square++;
    else if (!strchr(".,;:!?*", c) || !c)
      break;
  }
  return at;
}

/* "http://", "www.x": the token after the address that begins with token i, or i. */
static size_t find_url(assay_str text, const struct token_columns *t, size_t i) {
  static const char *const schemes[] = {"ftp", "ftps", "http", "https"};
  static const char *const hosts[] = {"www"};
  assay_str word = tailor_text(text, t, i), www = {word.ptr, 3};
  size_t at = t->end[i];
  char first = (char)(word.ptr[0] | 32);
  if (first != 'h' && first != 'f' && first != 'w') return i;
  if (text.len - at > 3 && memcmp(text.ptr + at, "://", 3) == 0) {
    if (!tailor_in_list(word, schemes, sizeof schemes / sizeof *schemes)) return i;
    size_t end = url_end(text, at + 3);
    return end > at + 3 ? token_after(t, i, end) : i;
  }
  if (word.len < 5 || word.ptr[3] != '.' || !tailor_in_list(www, hosts, 1)) return i;
  return token_after(t, i, url_end(text, t->begin[i]));
}

/* -- Addresses of people ------------------------------------------------------------- */

static bool is_letter_or_digit(assay_str text, size_t at, size_t *len) {
  enum char_class class = unicode_class(point_at(text, at, len));
  return class == CHAR_LETTER || class == CHAR_DIGIT || class == CHAR_MARK;
}

/* Where the @ stands to which the name at `at` leads, or 0. */
static size_t find_at_sign(assay_str text, size_t at) {
  size_t begin = at, len;
  while (at < text.len && at - begin <= LOCAL_LONGEST) {
    if (text.ptr[at] == '@') return at > begin ? at : 0;
    if (strchr("._%+-", text.ptr[at]) && text.ptr[at])
      at++;
    else if (is_letter_or_digit(text, at, &len))
      at += len;
    else
      return 0;
  }
  return 0;
}

/* Where the domain at `at` ends, or 0: labels of letters, digits and hyphens, at least
** two and the last one of two letters or more. */
static size_t domain_end(assay_str text, size_t at) {
  size_t begin = at, len, label = at, dots = 0, good = 0, letters = 0;
  while (at < text.len && at - begin <= DOMAIN_LONGEST) {
    if (is_letter_or_digit(text, at, &len)) {
      letters += unicode_class(point_at(text, at, &len)) != CHAR_DIGIT;
      at += len;
      if (dots > 0 && letters >= 2) good = at;
    } else if (text.ptr[at] == '.' && at > label) {
      label = ++at;
      letters = 0;
      dots++;
    } else if (text.ptr[at] == '-' && at > label) {
      at++;
    } else {
      break;
    }
  }
  return good;
}

static size_t find_email(assay_str text, const struct token_columns *t, size_t i) {
  if (!tailor_touches(t, i + 1)) return i;
  size_t sign = find_at_sign(text, t->begin[i]);
  size_t end = sign > 0 ? domain_end(text, sign + 1) : 0;
  return end > 0 ? token_after(t, i, end) : i;
}

/* -- Tags and mentions --------------------------------------------------------------- */

/* Where the name ends that token i begins with: letters, digits, marks and underlines. */
static size_t name_end(assay_str text, const struct token_columns *t, size_t i) {
  size_t at = t->begin[i], len = 1;
  while (at < t->end[i] && (text.ptr[at] == '_' || is_letter_or_digit(text, at, &len)))
    at += text.ptr[at] == '_' ? 1 : len;
  return at;
}

static bool is_tag_sign(assay_str s) {
  return (s.len == 1 && s.ptr[0] == '#') ||
         (s.len == 3 && memcmp(s.ptr, "\uFF03", 3) == 0);
}

/* Whether the sign at i begins a tag or a mention; *kind says which. */
static bool begins_name(assay_str text, const struct token_columns *t, size_t i,
                        uint8_t *kind) {
  assay_str sign = tailor_text(text, t, i);
  if (is_tag_sign(sign))
    *kind = ASSAY_TOKEN_TAG;
  else if (sign.len == 1 && sign.ptr[0] == '@')
    *kind = ASSAY_TOKEN_MENTION;
  else
    return false;
  if (tailor_touches(t, i) &&
      (tailor_is_running(t, i - 1) || tailor_is(text, t, i - 1, '&')))
    return false;
  return tailor_touches(t, i + 1) && tailor_is_word(t, i + 1) &&
         name_end(text, t, i + 1) > t->begin[i + 1];
}

/* -- The stage ----------------------------------------------------------------------- */

struct writing {
  assay_str text;
  struct token_columns *t;
  size_t out;
  size_t at_sign; /* the first @ that is not behind us; text.len: none */
};

/* Whether an @ is near enough after `at` for an e-mail address to begin there. */
static bool is_near_at_sign(struct writing *w, size_t at) {
  if (w->at_sign < at) {
    const char *next = memchr(w->text.ptr + at, '@', w->text.len - at);
    w->at_sign = next ? (size_t)(next - w->text.ptr) : w->text.len;
  }
  return w->at_sign < w->text.len && w->at_sign - at <= LOCAL_LONGEST;
}

static void put(struct writing *w, uint32_t begin, uint32_t end, uint8_t kind) {
  w->t->begin[w->out] = begin;
  w->t->end[w->out] = end;
  w->t->kind[w->out++] = kind;
}

/* A tag or mention whose sign is token i; returns the token after it. The words that
** touch one another are those of scripts without spaces. What follows the name in its
** last token becomes a token: two were read, two are written. */
static size_t put_name(struct writing *w, size_t i, uint8_t kind) {
  struct token_columns *t = w->t;
  uint32_t begin = t->begin[i++];
  size_t stop = name_end(w->text, t, i);
  while (stop == t->end[i] && tailor_touches(t, i + 1) && tailor_is_running(t, i + 1))
    stop = name_end(w->text, t, ++i);
  uint32_t end = t->end[i];
  put(w, begin, (uint32_t)stop, kind);
  if (stop < end) {
    assay_str rest = {w->text.ptr + stop, end - stop};
    bool space;
    uint8_t rest_kind = (uint8_t)words_kind(rest, &space);
    put(w, (uint32_t)stop, end, rest_kind);
  }
  return i + 1;
}

static size_t put_next(struct writing *w, size_t i) {
  struct token_columns *t = w->t;
  uint8_t kind = t->kind[i];
  size_t next = i;
  if (kind <= ASSAY_TOKEN_NUMBER) {
    kind = ASSAY_TOKEN_URL;
    next = find_url(w->text, t, i);
    if (next == i && is_near_at_sign(w, t->begin[i])) {
      kind = ASSAY_TOKEN_EMAIL;
      next = find_email(w->text, t, i);
    }
    if (next == i) {
      kind = t->kind[i];
      next = i + 1;
    }
  } else if (kind != ASSAY_TOKEN_EMOJI && begins_name(w->text, t, i, &kind)) {
    return put_name(w, i, kind);
  } else {
    kind = t->kind[i];
    next = i + 1;
  }
  put(w, t->begin[i], t->end[next - 1], kind);
  return next;
}

void tailor_web(assay_str text, struct token_columns *t) {
  struct writing w = {text, t, 0, 0};
  for (size_t i = 0; i < t->count;) i = put_next(&w, i);
  t->count = w.out;
}
