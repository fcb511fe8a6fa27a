/*
** kinds.c - integer weights for and against "somebody's words", and the words that
** announce something else.
*/
#include "quote/kinds.h"

#include "quote/lexicon.h"
#include "text/unicode.h"
#include "text/utf8.h"

enum { SHORT_WORDS = 4, SLOGAN_WORDS = 12, SHAPE_WORDS = 64, LITTLE_WORD = 4 };

const char kind_rule_announced[] = "announced";

void shape_read(assay_str s, struct shape *out) {
  struct shape shape = {0};
  bool lower_word = false;
  for (size_t at = 0; at < s.len && shape.words < SHAPE_WORDS;) {
    uint32_t cp;
    size_t begin = at;
    at += utf8_decode(s.ptr + at, s.ptr + s.len, &cp, NULL);
    if (unicode_class(cp) != CHAR_LETTER && unicode_class(cp) != CHAR_DIGIT) continue;
    bool upper = unicode_is_upper(cp) || unicode_class(cp) == CHAR_DIGIT;
    while (at < s.len) {
      size_t len = utf8_decode(s.ptr + at, s.ptr + s.len, &cp, NULL);
      if (unicode_class(cp) != CHAR_LETTER && unicode_class(cp) != CHAR_DIGIT &&
          cp != '\'' && cp != 0x2019)
        break;
      at += len;
    }
    assay_str word = {s.ptr + begin, at - begin};
    if (shape.words++ == 0) shape.capital = upper;
    if (!upper && word.len >= LITTLE_WORD) lower_word = true;
    uint32_t verbal = LEX_BE | LEX_HAVE | LEX_MODAL | LEX_VERB;
    if (lexicon_find(word).flags & verbal) shape.has_verb = true;
  }
  shape.title_case = shape.words >= 2 && shape.capital && !lower_word;
  char last = s.len > 0 ? s.ptr[s.len - 1] : ' ';
  shape.terminal = last == '.' || last == '?' || last == '!';
  *out = shape;
}

static bool has(const struct scene *s, size_t i, uint32_t flags) {
  return i < s->passage->count && (s->passage->items[i].flags & flags) != 0;
}

/* The piece before the quotation that counts: commas and "of", "as" are passed over. */
static size_t announcer(const struct scene *s) {
  size_t i = s->quote;
  while (i > s->from) {
    uint8_t type = s->passage->items[i - 1].type;
    if (type != PIECE_COMMA && !cue_word_is(s->passage, i - 1, "of")) break;
    i--;
  }
  return i;
}

/* "Lee's phrase", "her own cool phrase". */
static bool is_possessed(const struct scene *s, size_t i) {
  while (i > s->from && s->passage->items[i - 1].type == PIECE_WORD &&
         !s->passage->items[i - 1].possessive &&
         !has(s, i - 1, LEX_POSSESSIVE | LEX_DETERMINER | LEX_PREPOSITION | LEX_FUNCTION))
    i--;
  return i > s->from &&
         (has(s, i - 1, LEX_POSSESSIVE) || s->passage->items[i - 1].possessive);
}

/* "the words 'x' and 'y'": the second is a term too. */
static bool follows_term(const struct scene *s) {
  size_t i = s->quote;
  while (i > s->from && i + 3 > s->quote &&
         (s->passage->items[i - 1].type == PIECE_COMMA || has(s, i - 1, LEX_CONJUNCTION)))
    i--;
  if (i == s->quote || i == s->from || s->passage->items[i - 1].type != PIECE_QUOTE)
    return false;
  const struct draft *d = &s->drafts->items[s->passage->items[i - 1].index];
  return d->kind == ASSAY_QUOTE_TERM && d->rule == kind_rule_announced;
}

int kind_announced(const struct scene *s, const struct shape *shape) {
  if (shape->words <= SHORT_WORDS && follows_term(s)) return ASSAY_QUOTE_TERM;
  size_t i = announcer(s);
  if (i == s->from) return -1;
  const struct piece *w = &s->passage->items[i - 1];
  if (w->type == PIECE_NAME && w->possessive && shape->title_case && shape->words > 2)
    return ASSAY_QUOTE_TITLE;
  if (w->type != PIECE_WORD) return -1;
  if (cue_word_is(s->passage, i - 1, "or") && i - 1 > s->from && i == s->quote &&
      s->passage->items[i - 2].type == PIECE_COMMA && !shape->capital &&
      shape->words <= SHORT_WORDS)
    return ASSAY_QUOTE_TERM; /* "the party line, or 'x'," */
  if ((w->flags & LEX_WORK) && shape->capital && (shape->title_case || !shape->has_verb))
    return ASSAY_QUOTE_TITLE;
  if (is_possessed(s, i - 1)) return -1;
  if ((w->flags & LEX_SLOGAN) != 0 && shape->words <= SLOGAN_WORDS)
    return ASSAY_QUOTE_SLOGAN;
  if ((w->flags & LEX_TERM) != 0 && shape->words <= SHORT_WORDS) return ASSAY_QUOTE_TERM;
  return -1;
}

/* A quotation that no clause reports: which of its looks weigh more? */
static assay_quote_kind kind_alone(const struct scene *s, const struct shape *shape) {
  int utterance = 0;
  const struct piece *before = s->quote > s->from ? &s->passage->items[s->quote - 1]
                                                  : NULL;
  if (shape->terminal || s->open_ended) utterance += 3;
  if (shape->capital) utterance += 1;
  if (shape->words > SHORT_WORDS) utterance += 2;
  if (shape->words > SLOGAN_WORDS) utterance += 2;
  if (shape->has_verb) utterance += 1;
  if (!before) utterance += 2;
  if (before && before->type == PIECE_WORD) utterance -= 2;
  if (before && (before->flags & LEX_DETERMINER)) utterance -= 2;
  if (shape->title_case && !shape->terminal)
    return shape->words <= SLOGAN_WORDS && utterance < 5 ? ASSAY_QUOTE_SLOGAN
                                                         : ASSAY_QUOTE_TITLE;
  if (utterance >= 4) return ASSAY_QUOTE_DIRECT;
  return shape->words <= SHORT_WORDS ? ASSAY_QUOTE_TERM : ASSAY_QUOTE_MIXED;
}

assay_quote_kind kind_decide(const struct scene *s, const struct shape *shape,
                             const struct finding *finding) {
  if (s->drafts->items[s->passage->items[s->quote].index].parent >= 0)
    return ASSAY_QUOTE_NESTED;
  int announced = kind_announced(s, shape);
  if (announced >= 0 && !finding) return (assay_quote_kind)announced;
  if (!finding) return kind_alone(s, shape);
  const struct piece *before = s->quote > 0 ? &s->passage->items[s->quote - 1] : NULL;
  bool set_off = !before || before->type == PIECE_STOP || before->type == PIECE_COLON ||
                 (before->type == PIECE_COMMA && shape->capital) ||
                 before->type == PIECE_QUOTE || s->quote == s->from ||
                 cue_word_is(s->passage, s->quote - 1, "that");
  if (set_off && (shape->words > 2 || shape->terminal || s->open_ended))
    return ASSAY_QUOTE_DIRECT;
  return shape->capital && shape->terminal ? ASSAY_QUOTE_DIRECT : ASSAY_QUOTE_MIXED;
}
