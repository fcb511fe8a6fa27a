/*
** rules_pattern.c - the rules that are written as words, in lexicon.txt or by a user. A
** pattern is looked for where its first own word stands in the sentence, and matched from
** left to right; a gap takes as few words as possible.
*/
#include "quote/lexicon_text.h"
#include "quote/rules.h"

#include <string.h>

enum {
  GAP = 12,
  NAME_PIECES = 8,
  ANCHORS = 6 /* looked at in one sentence, so that a text of them stays quick */
};

struct attempt {
  const struct scene *scene;
  struct finding *out;
  bool named;
  bool gapped; /* a second gap is not allowed to multiply the work */
};

static bool next_word(const char **at, assay_str *word) {
  while (**at == ' ' || **at == '\t') ++*at;
  word->ptr = *at;
  while (**at && **at != ' ' && **at != '\t') ++*at;
  word->len = (size_t)(*at - word->ptr);
  return word->len > 0;
}

static bool is(assay_str s, const char *text) {
  return s.len == strlen(text) && memcmp(s.ptr, text, s.len) == 0;
}

static bool same_word(const struct passage *p, const struct piece *piece,
                      assay_str word) {
  char a[LEXICON_FORM], b[LEXICON_FORM];
  assay_str own = {p->text.ptr + piece->begin, piece->end - piece->begin};
  size_t n = lexicon_fold(own, a);
  return n > 0 && lexicon_fold(word, b) == n && memcmp(a, b, n) == 0;
}

static bool is_colon(const struct piece *piece, assay_str word) {
  return (piece->type == PIECE_COMMA && is(word, ",")) ||
         (piece->type == PIECE_COLON && is(word, ":")) ||
         (piece->type == PIECE_SEMICOLON && is(word, ";")) ||
         (piece->type == PIECE_DASH && is(word, "-"));
}

static bool is_mark(char c) {
  return c == ',' || c == ':' || c == ';' || c == '-' || c == '(' || c == ')';
}

static bool may_be_skipped(const struct piece *piece) {
  return piece->type != PIECE_QUOTE && piece->type != PIECE_STOP;
}

/* Matches the rest of a pattern from piece i on. Recursion is as deep as a pattern has
** words, at most LEXICON_PATTERN_WORDS, and branches only at its first gap. */
static bool match(struct attempt *a, const char *rest, size_t i) {
  const struct scene *s = a->scene;
  const struct passage *p = s->passage;
  assay_str word;
  if (!next_word(&rest, &word)) return true;
  if (is(word, "...")) {
    size_t reach = a->gapped ? i : i + GAP;
    a->gapped = true;
    for (size_t k = i; k <= reach; k++) {
      if (match(a, rest, k)) return true;
      if (k >= s->to || !may_be_skipped(&p->items[k])) break;
    }
    return false;
  }
  if (i >= p->count || i >= s->to) return false;
  const struct piece *piece = &p->items[i];
  if (is(word, "QUOTE")) return i == s->quote && match(a, rest, i + 1);
  if (is(word, "NAME")) {
    struct who who;
    if (!cue_noun_phrase(p, i, &who) || !match(a, rest, who.end)) return false;
    a->out->who = who;
    a->named = true;
    return true;
  }
  if (piece->type == PIECE_WORD || piece->type == PIECE_NAME)
    return same_word(p, piece, word) && match(a, rest, i + 1);
  return is_colon(piece, word) && match(a, rest, i + 1);
}

static bool is_anchor(const struct lexicon_pattern *pattern, assay_str word) {
  char own[LEXICON_FORM];
  size_t n = lexicon_fold(word, own);
  return n > 0 && n == strlen(pattern->anchor) && memcmp(own, pattern->anchor, n) == 0;
}

/* How many own words follow the anchor in its pattern: "palabras de" after "en". */
static size_t words_after_anchor(const struct lexicon_pattern *pattern) {
  const char *at = pattern->text;
  size_t words = 0;
  bool seen = false;
  for (assay_str word; next_word(&at, &word);) {
    bool own = !is(word, "NAME") && !is(word, "QUOTE") && !is(word, "...") &&
               !is_mark(*word.ptr);
    if (seen && !own) break;
    words += seen;
    seen |= is_anchor(pattern, word);
  }
  return words;
}

static bool try_at(const struct scene *s, const struct lexicon_pattern *pattern,
                   size_t start, size_t anchor, struct finding *out) {
  struct attempt a = {s, out, false, false};
  if (!match(&a, pattern->text, start) || !a.named) return false;
  if (strcmp(pattern->rule, "for-x") == 0 && /* "für Paris war es ..." */
      (s->passage->items[out->who.piece].flags & LEX_PLACE))
    return false;
  out->rule = pattern->rule;
  out->weight = 1;
  out->cue.begin = s->passage->items[anchor].begin;
  out->cue.end = s->passage->items[anchor + words_after_anchor(pattern)].end;
  return true;
}

/* Tries a pattern whose own word stands at piece `anchor`. */
static bool try_pattern(const struct scene *s, const struct lexicon_pattern *pattern,
                        size_t anchor, struct finding *out) {
  assay_str first;
  const char *text = pattern->text;
  next_word(&text, &first);
  if (is(first, "QUOTE"))
    return anchor > s->quote && try_at(s, pattern, s->quote, anchor, out);
  if (anchor > s->quote) return false;
  if (!is(first, "NAME")) return try_at(s, pattern, anchor, anchor, out);
  size_t stop = anchor > s->from + NAME_PIECES ? anchor - NAME_PIECES : s->from;
  for (size_t start = anchor; start-- > stop;) {
    if (!may_be_skipped(&s->passage->items[start])) return false;
    if (try_at(s, pattern, start, anchor, out)) return true;
  }
  return false;
}

static bool try_list(const struct scene *s, const struct lexicon_pattern *list,
                     size_t count, size_t i, struct finding *out) {
  const struct piece *piece = &s->passage->items[i];
  char word[LEXICON_FORM];
  assay_str own = {s->passage->text.ptr + piece->begin, piece->end - piece->begin};
  if (lexicon_fold(own, word) == 0) return false;
  for (size_t k = 0; k < count; k++)
    if (*list[k].anchor == *word && strcmp(list[k].anchor, word) == 0 &&
        try_pattern(s, &list[k], i, out))
      return true;
  return false;
}

bool rule_pattern(const struct scene *s, struct finding *out) {
  const struct lexicon *own = s->passage->lexicon;
  size_t anchors = 0;
  for (size_t i = s->from; i < s->to && anchors < ANCHORS; i++) {
    if (!(s->passage->items[i].flags & LEX_ANCHOR)) continue;
    anchors++;
    if (own && try_list(s, own->patterns, own->pattern_count, i, out)) return true;
    if (try_list(s, lexicon_patterns, lexicon_pattern_count, i, out)) return true;
  }
  return false;
}
