/*
** kinds.c - integer weights for and against "somebody's words", and the words that
** announce something else.
*/
#include "quote/kinds.h"

#include "quote/lexicon.h"
#include "text/unicode.h"
#include "text/utf8.h"

#include <string.h>

enum { SHORT_WORDS = 4, SLOGAN_WORDS = 12, SHAPE_WORDS = 64, LITTLE_WORD = 4 };
enum { REPORT_REACH = 48 }; /* pieces to either side */

const char kind_rule_announced[] = "announced";

/* What stands at a byte of a word or beside one. */
enum letter { LETTER_NONE, LETTER_SMALL, LETTER_CAPITAL, LETTER_APOSTROPHE };

/* The letter at `at`; figures count as capitals. *len is how many bytes it takes. */
static enum letter letter_at(assay_str s, size_t at, size_t *len) {
  unsigned char c = (unsigned char)s.ptr[at];
  *len = 1;
  if (c < 0x80) {
    if ((unsigned char)(c - 'a') < 26) return LETTER_SMALL;
    if ((unsigned char)(c - 'A') < 26 || (unsigned char)(c - '0') < 10)
      return LETTER_CAPITAL;
    return c == '\'' ? LETTER_APOSTROPHE : LETTER_NONE;
  }
  uint32_t cp;
  *len = utf8_decode(s.ptr + at, s.ptr + s.len, &cp, NULL);
  if (cp == 0x2019) return LETTER_APOSTROPHE;
  enum char_class class = unicode_class(cp);
  if (class == CHAR_DIGIT) return LETTER_CAPITAL;
  if (class != CHAR_LETTER) return LETTER_NONE;
  return unicode_is_upper(cp) ? LETTER_CAPITAL : LETTER_SMALL;
}

/* The first letter of the words. */
static enum letter first_letter(assay_str s) {
  size_t len;
  for (size_t at = 0; at < s.len; at += len) {
    enum letter letter = letter_at(s, at, &len);
    if (letter == LETTER_SMALL || letter == LETTER_CAPITAL) return letter;
  }
  return LETTER_NONE;
}

bool shape_is_capital(assay_str words) {
  return first_letter(words) == LETTER_CAPITAL;
}

/* The word at *at or after it, and its first letter. */
static bool next_word(assay_str s, size_t *at, assay_str *word, enum letter *first) {
  size_t len, end = *at;
  while (end < s.len) {
    size_t begin = end;
    *first = letter_at(s, begin, &len);
    end += len;
    if (*first != LETTER_SMALL && *first != LETTER_CAPITAL) continue;
    while (end < s.len && letter_at(s, end, &len) != LETTER_NONE) end += len;
    *word = (assay_str){s.ptr + begin, end - begin};
    *at = end;
    return true;
  }
  return false;
}

static bool ends_with(assay_str s, const char *end) {
  size_t len = strlen(end);
  return s.len >= len && memcmp(s.ptr + s.len - len, end, len) == 0;
}

void shape_read(assay_str s, struct shape *out) {
  struct shape shape = {.text = s};
  assay_str word;
  enum letter first;
  bool lower_word = false;
  for (size_t at = 0; shape.words < SHAPE_WORDS && next_word(s, &at, &word, &first);) {
    if (shape.words++ == 0) shape.capital = first == LETTER_CAPITAL;
    if (first == LETTER_SMALL && word.len >= LITTLE_WORD) lower_word = true;
    if (lower_word && shape.words > SLOGAN_WORDS) break; /* more words change nothing */
  }
  shape.title_case = shape.words >= 2 && shape.capital && !lower_word;
  char last = s.len > 0 ? s.ptr[s.len - 1] : ' ';
  shape.exclaims = last == '?' || last == '!' || ends_with(s, "\xEF\xBC\x9F") ||
                   ends_with(s, "\xEF\xBC\x81"); /* full width */
  shape.terminal = last == '.' || ends_with(s, "\xE3\x80\x82") || shape.exclaims;
  *out = shape;
}

bool shape_has_verb(const struct shape *shape) {
  const uint32_t verbal = LEX_BE | LEX_HAVE | LEX_MODAL | LEX_VERB;
  assay_str word;
  enum letter first;
  size_t words = 0;
  for (size_t at = 0; words < SHAPE_WORDS; words++) {
    if (!next_word(shape->text, &at, &word, &first)) return false;
    if (lexicon_find(word).flags & verbal) return true;
  }
  return false;
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
  const uint32_t announces = LEX_TERM | LEX_WORK | LEX_SLOGAN;
  bool noun = w->type == PIECE_NAME && !w->possessive && (w->flags & announces) != 0;
  if (w->type != PIECE_WORD && !noun) return -1;
  if (cue_word_is(s->passage, i - 1, "or") && i - 1 > s->from && i == s->quote &&
      s->passage->items[i - 2].type == PIECE_COMMA && !shape->capital &&
      shape->words <= SHORT_WORDS)
    return ASSAY_QUOTE_TERM; /* "the party line, or 'x'," */
  if ((w->flags & LEX_WORK) && shape->capital &&
      (shape->title_case || !shape_has_verb(shape)))
    return ASSAY_QUOTE_TITLE;
  if (is_possessed(s, i - 1)) return -1;
  if ((w->flags & LEX_SLOGAN) != 0 && shape->words <= SLOGAN_WORDS)
    return ASSAY_QUOTE_SLOGAN;
  if ((w->flags & LEX_TERM) != 0 && shape->words <= SHORT_WORDS) return ASSAY_QUOTE_TERM;
  return -1;
}

/* Moods and little words that say "this is somebody else's claim": "er sei", "selon". */
static bool is_report_word(const struct passage *p, size_t i) {
  static const char *const words[] = {
      "sei",          "seien",           "habe",         "werde",
      "k\xC3\xB6nne", "m\xC3\xBCsse",    "solle",        "wolle",
      "gebe",         "d\xC3\xBCrfe",    "laut",         "zufolge",
      "selon",        "d\'apr\xC3\xA8s", "seg\xC3\xBAn", "secondo"};
  for (size_t w = 0; w < sizeof words / sizeof *words; w++)
    if (cue_word_is(p, i, words[w])) return true;
  return false;
}

/* Whether the sentence of the quotation reports what somebody said, somewhere. */
static bool is_reported(const struct scene *s) {
  const struct passage *p = s->passage;
  size_t from = s->from, to = s->to;
  if (s->quote > from + REPORT_REACH) from = s->quote - REPORT_REACH;
  if (to > s->quote + REPORT_REACH) to = s->quote + REPORT_REACH;
  for (size_t i = from; i < to; i++) {
    if (p->items[i].type != PIECE_WORD) continue;
    if (is_report_word(p, i)) return true;
    if ((p->items[i].flags & LEX_VERB) && cue_is_verb(p, i)) return true;
  }
  return false;
}

/* "sees it as 'x'", "ihn als 'x'": what somebody takes a thing for. */
static bool is_after_as(const struct scene *s) {
  static const char *const words[] = {"as", "als", "comme", "como", "come"};
  for (size_t w = 0; s->quote > s->from && w < sizeof words / sizeof *words; w++)
    if (cue_word_is(s->passage, s->quote - 1, words[w])) return true;
  return false;
}

/* "die Zeitung 'X'", "the ship 'X'": a capital directly after a noun, or after the
** article of a phrase without a verb, makes a name; the speaker himself is none. */
static bool is_apposed(const struct scene *s, const struct shape *shape,
                       const struct who *speaker) {
  if (shape->words > SLOGAN_WORDS) return false; /* a sentence, not a name */
  if (!shape->capital || shape->terminal || shape_has_verb(shape) || s->quote == s->from)
    return false;
  const struct piece *w = &s->passage->items[s->quote - 1];
  bool speaks = speaker && s->quote > speaker->piece && s->quote <= speaker->end;
  return w->type == PIECE_NAME && !w->possessive && !speaks;
}

/* "die 'Neue Rechte'", "vom 'X'": where nouns and what belongs to a name have capitals,
** the definite article leads to a name. */
static bool is_name_after_article(const struct scene *s, const struct shape *shape) {
  static const char *const words[] = {"der", "die", "das", "den",  "dem", "des",
                                      "zum", "zur", "vom", "beim", "im"};
  if (!shape->capital || shape->terminal || shape_has_verb(shape) || s->quote == s->from)
    return false;
  for (size_t w = 0; w < sizeof words / sizeof *words; w++)
    if (cue_word_is(s->passage, s->quote - 1, words[w])) return true;
  return false;
}

/* "the poet of "The Culprit Fay."": after a preposition a stop within the marks, where
** the printer puts all stops, makes no sentence of a title. */
static bool is_work_after_preposition(const struct scene *s, const struct shape *shape) {
  return s->quote > s->from && shape->title_case && shape->terminal && !shape->exclaims &&
         !shape_has_verb(shape) && has(s, s->quote - 1, LEX_PREPOSITION);
}

/* "die Firma 'x'", "des Stamms 'x'": article, noun and at once a short fragment, which so
** is what the noun is called. */
static bool is_called(const struct scene *s, const struct shape *shape) {
  if (shape->words > SHORT_WORDS || shape->terminal || shape_has_verb(shape))
    return false;
  if (s->quote < s->from + 2) return false;
  const struct piece *noun = &s->passage->items[s->quote - 1];
  return noun->type == PIECE_NAME && !noun->possessive && !noun->plural &&
         has(s, s->quote - 2, LEX_DETERMINER);
}

/* ", genannt 'X'", "nennt sich 'X'", "nennt man 'X'": what everybody calls it. */
static bool is_named(const struct scene *s, const struct shape *shape,
                     const struct finding *finding) {
  const struct passage *p = s->passage;
  size_t q = s->quote;
  assay_str cue = {p->text.ptr + finding->cue.begin,
                   finding->cue.end - finding->cue.begin};
  if (!shape->capital || shape->terminal || q < s->from + 2) return false;
  if (!(lexicon_find(cue).flags & LEX_NAMING)) return false;
  bool participle = p->items[q - 1].begin == finding->cue.begin &&
                    ((p->items[q - 1].flags & LEX_PARTICIPLE) ||
                     cue_word_is(p, q - 1, "genannt")) &&
                    p->items[q - 2].type == PIECE_COMMA;
  return participle || cue_word_is(p, q - 1, "sich") ||
         cue_word_is(p, finding->who.piece, "man");
}

/* A word of a language that writes its nouns with capitals stands before the quotation.
** */
static bool follows_german(const struct scene *s) {
  static const char *const words[] = {"als",   "ein",   "eine",  "einen",
                                      "einem", "einer", "eines", "wegen"};
  for (size_t w = 0; s->quote > s->from && w < sizeof words / sizeof *words; w++)
    if (cue_word_is(s->passage, s->quote - 1, words[w])) return true;
  return false;
}

/* One word with an inner capital, figure or stop, such as a product or an address has. */
static bool is_label(const struct scene *s) {
  const struct piece *quote = &s->passage->items[s->quote];
  const struct draft *d = &s->drafts->items[quote->index];
  const char *p = s->passage->text.ptr;
  bool label = false, small = false;
  for (uint32_t i = d->inner_begin; i < d->inner_end; i++) {
    bool last = i + 1 == d->inner_end;
    if ((unsigned char)p[i] <= ' ' || p[i] == '-') return false;
    if (small && ((p[i] >= 'A' && p[i] <= 'Z') || (p[i] >= '0' && p[i] <= '9') ||
                  (p[i] == '.' && !last)))
      label = true;
    small = p[i] >= 'a' && p[i] <= 'z';
  }
  return label;
}

/* "laut 'X'", "wie 'X' berichtet": not words, but a source. */
static bool is_source(const struct scene *s) {
  static const char *const before[] = {"laut", "selon", "seg\xC3\xBAn", "secondo"};
  static const char *const as[] = {"wie", "as", "comme", "como", "come"};
  const struct passage *p = s->passage;
  size_t q = s->quote;
  if (q == s->from) return false;
  for (size_t i = 0; i < sizeof before / sizeof *before; i++)
    if (cue_word_is(p, q - 1, before[i])) return true;
  if (q > s->from + 1 && cue_word_is(p, q - 1, "to") &&
      cue_word_is(p, q - 2, "according"))
    return true;
  if (q + 1 >= s->to || !cue_is_verb(p, q + 1)) return false;
  for (size_t i = 0; i < sizeof as / sizeof *as; i++)
    if (cue_word_is(p, q - 1, as[i])) return true;
  return false;
}

/* "(short: 'x')": a gloss in brackets. */
static bool is_gloss(const struct scene *s, const struct shape *shape) {
  const struct piece *w = s->passage->items;
  size_t i = s->quote;
  if (shape->words > SHORT_WORDS || shape->terminal || i == s->from) return false;
  if (w[i - 1].type != PIECE_COLON) return false;
  for (size_t n = 0; i > s->from && n < SHORT_WORDS; n++, i--)
    if (w[i - 1].type == PIECE_OPEN) return true;
  return false;
}

/* "'x'-sensors": part of a compound word. */
static bool is_in_compound(const struct scene *s) {
  assay_str text = s->passage->text;
  size_t at = s->passage->items[s->quote].end;
  uint32_t cp;
  if (at + 1 >= text.len || text.ptr[at] != '-') return false;
  utf8_decode(text.ptr + at + 1, text.ptr + text.len, &cp, NULL);
  return unicode_class(cp) == CHAR_LETTER;
}

/* Set off as an utterance is: it opens its sentence, and punctuation ends it, or it is
** the whole of it. */
static bool is_turn(const struct scene *s, const struct shape *shape) {
  if (s->quote != s->from) return false;
  bool alone = s->to == s->quote + 1;
  return shape->terminal || s->open_ended || s->comma_after || alone;
}

/* U+300A and U+3008 open the titles of works. */
static bool is_in_title_marks(const struct scene *s) {
  const struct piece *quote = &s->passage->items[s->quote];
  const char *p = s->passage->text.ptr + quote->begin;
  return quote->end - quote->begin > 3 && p[0] == '\xE3' && p[1] == '\x80' &&
         (p[2] == '\x8A' || p[2] == '\x88');
}

/* In Chinese and Japanese, which put no space between words: a colon or a verb of saying
** right before the marks, or the particle of speech right behind them. */
static bool is_said_in_cjk(const struct scene *s) {
  static const char *const before[] = {"\xEF\xBC\x9A", "\xE8\xAF\xB4", "\xE8\xAA\xAA",
                                       "\xE9\x81\x93", "\xE6\x9B\xB0", "\xE4\xBA\x91"};
  const struct piece *quote = &s->passage->items[s->quote];
  assay_str text = s->passage->text, head = {text.ptr, quote->begin};
  for (size_t i = 0; i < sizeof before / sizeof *before; i++)
    if (ends_with(head, before[i])) return true;
  return text.len - quote->end >= 3 &&
         memcmp(text.ptr + quote->end, "\xE3\x81\xA8", 3) == 0; /* to */
}

/* A quotation that no clause reports: which of its looks weigh more? */
static assay_quote_kind kind_alone(const struct scene *s, const struct shape *shape) {
  int utterance = 0;
  if (is_in_title_marks(s) || is_source(s)) return ASSAY_QUOTE_TITLE;
  if (is_turn(s, shape) || is_said_in_cjk(s)) return ASSAY_QUOTE_DIRECT;
  const struct piece *before = s->quote > s->from ? &s->passage->items[s->quote - 1]
                                                  : NULL;
  bool woven = before && (before->type == PIECE_WORD || before->type == PIECE_NAME);
  if (is_apposed(s, shape, NULL)) return ASSAY_QUOTE_TITLE;
  if (is_name_after_article(s, shape) || is_called(s, shape) || is_label(s) ||
      is_work_after_preposition(s, shape))
    return ASSAY_QUOTE_TITLE;
  if (is_in_compound(s) || is_gloss(s, shape)) return ASSAY_QUOTE_TERM;
  if (shape->exclaims) utterance += 2;
  if (shape->terminal || (s->open_ended && !woven)) utterance += 3;
  if (shape->capital) utterance += 1;
  if (shape->words > SHORT_WORDS) utterance += 2;
  if (shape->words > SLOGAN_WORDS) utterance += 2;
  if (shape_has_verb(shape)) utterance += 1;
  if (!before) utterance += 2;
  if (before && before->type == PIECE_COLON) utterance += 3;
  if (woven) utterance -= 2;
  if (before && (before->flags & LEX_DETERMINER)) utterance -= 2;
  if (shape->title_case && !shape->terminal)
    return shape->words <= SLOGAN_WORDS && utterance < 5 ? ASSAY_QUOTE_SLOGAN
                                                         : ASSAY_QUOTE_TITLE;
  if (utterance >= 4) return ASSAY_QUOTE_DIRECT;
  if (shape->words > SHORT_WORDS) return ASSAY_QUOTE_MIXED;
  if (shape->capital) /* of a noun it says nothing, where all nouns have one */
    return follows_german(s) && is_reported(s) ? ASSAY_QUOTE_MIXED : ASSAY_QUOTE_TERM;
  bool reported = shape->words > 1 || is_after_as(s) || is_reported(s);
  return reported ? ASSAY_QUOTE_MIXED : ASSAY_QUOTE_TERM;
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
  bool turn = s->quote == s->from &&
              finding->cue.begin >= s->passage->items[s->quote].end;
  if (is_source(s) || is_work_after_preposition(s, shape)) return ASSAY_QUOTE_TITLE;
  if (is_gloss(s, shape)) return ASSAY_QUOTE_TERM;
  if (set_off && (turn || shape->words > 2 || shape->terminal || s->open_ended))
    return ASSAY_QUOTE_DIRECT;
  if (is_apposed(s, shape, &finding->who) || is_name_after_article(s, shape) ||
      is_label(s) || is_named(s, shape, finding))
    return ASSAY_QUOTE_TITLE;
  return shape->capital && shape->terminal ? ASSAY_QUOTE_DIRECT : ASSAY_QUOTE_MIXED;
}

/* -- What the whole text says about its marks ------------------------------------ */

enum manner { MANNER_PLAIN, MANNER_DIALOGUE, MANNER_FRAGMENTS };
enum {
  DIALOGUE_LEAST = 8,
  DIALOGUE_SHARE = 4,
  FRAGMENTS_LEAST = 3,
  CUE_GAP = 2,
  LITTLE_GAP = 8,
  MENTION_GAP = 24
};

static bool is_set_apart(const struct draft *d) {
  return d->kind == ASSAY_QUOTE_TERM || d->kind == ASSAY_QUOTE_TITLE ||
         d->kind == ASSAY_QUOTE_SLOGAN;
}

/* How a text uses its marks: mostly for dialogue, or for fragments with a speaker, as
** essays do; then what stands alone in marks there is more likely words, too. */
static enum manner manner_of(const struct drafts *drafts) {
  size_t utterances = 0, fragments = 0, alone = 0;
  for (size_t i = 0; i < drafts->count; i++) {
    const struct draft *d = &drafts->items[i];
    if (d->parent >= 0 || d->part_of >= 0 || d->origin != DRAFT_MARKS) continue;
    if (d->kind == ASSAY_QUOTE_DIRECT) utterances++;
    if (d->kind == ASSAY_QUOTE_MIXED && d->mention.begin < d->mention.end) fragments++;
    if (is_set_apart(d) && d->rule != kind_rule_announced) alone++;
  }
  if (utterances >= DIALOGUE_LEAST && utterances >= DIALOGUE_SHARE * fragments)
    return MANNER_DIALOGUE;
  return fragments >= FRAGMENTS_LEAST && fragments >= alone ? MANNER_FRAGMENTS
                                                            : MANNER_PLAIN;
}

static bool begins_small(const struct draft *d, assay_str text) {
  uint32_t cp;
  utf8_decode(text.ptr + d->inner_begin, text.ptr + text.len, &cp, NULL);
  return unicode_is_lower(cp);
}

static bool is_word_byte(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* "ha detto 'x'": a reporting verb is the word before the marks. */
static bool follows_verb(const struct draft *d, assay_str text) {
  uint32_t end = d->begin;
  while (end > 0 && (unsigned char)text.ptr[end - 1] <= ' ') end--;
  size_t begin = end, at = end;
  for (uint32_t cp; at > 0 && end - at < LEXICON_FORM; begin = at) {
    size_t before = utf8_previous(text, at);
    utf8_decode(text.ptr + before, text.ptr + text.len, &cp, NULL);
    if (unicode_class(cp) != CHAR_LETTER) break;
    at = before;
  }
  assay_str word = {text.ptr + begin, end - begin};
  return (lexicon_find(word).flags & LEX_VERB) != 0;
}

/* One small word in marks within a quotation, reported by nobody. */
static bool is_inner_term(const struct draft *d, assay_str text) {
  assay_str words = {text.ptr + d->inner_begin, d->inner_end - d->inner_begin};
  struct shape shape;
  if (d->kind != ASSAY_QUOTE_NESTED || d->mention.begin < d->mention.end) return false;
  shape_read(words, &shape);
  return shape.words < 2 && !shape.terminal && begins_small(d, text) &&
         !follows_verb(d, text);
}

/* Part of the writer's sentence: a word leads up to it, and no punctuation ends it, as it
** ends what people say in a dialogue. */
static bool is_woven(const struct draft *d, assay_str text) {
  uint32_t before = d->begin;
  while (before > 0 && (unsigned char)text.ptr[before - 1] <= ' ') before--;
  return before > 0 && is_word_byte(text.ptr[before - 1]) &&
         is_word_byte(text.ptr[d->inner_end - 1]) && d->end < text.len &&
         text.ptr[d->end] != ',';
}

static bool is_said(const struct draft *d, assay_str text, enum manner manner) {
  struct shape shape;
  if (d->rule == kind_rule_announced)
    return d->kind == ASSAY_QUOTE_TERM && manner != MANNER_DIALOGUE;
  if (is_set_apart(d)) return manner == MANNER_FRAGMENTS && d->kind != ASSAY_QUOTE_TITLE;
  if (manner == MANNER_PLAIN) return !is_inner_term(d, text);
  if (manner == MANNER_FRAGMENTS) return true;
  if (d->kind == ASSAY_QUOTE_NESTED) return false;
  if (d->kind != ASSAY_QUOTE_MIXED) return true;
  bool after_cue = d->cue.end <= d->begin && d->cue.begin < d->cue.end &&
                   d->begin - d->cue.end <= CUE_GAP;
  assay_str cue = {text.ptr + d->cue.begin, d->cue.end - d->cue.begin};
  uint32_t verb = lexicon_find(cue).flags;
  if (verb & LEX_NAMING) return false; /* what she called "nerves" */
  bool before_cue = d->cue.begin >= d->end && d->cue.begin - d->end <= MENTION_GAP;
  if (before_cue && !(verb & LEX_WEAK) && text.ptr[d->inner_end - 1] == ',')
    return true;                                    /* and "so it was," said he */
  if (after_cue && !(verb & LEX_WEAK)) return true; /* He said "Morning" and went in */
  if (is_woven(d, text)) return false;
  if (after_cue) return true;
  assay_str words = {text.ptr + d->inner_begin, d->inner_end - d->inner_begin};
  shape_read(words, &shape);
  return shape.words > SHORT_WORDS || shape.exclaims;
}

/* Whether nothing but "and", "or" or a comma stands between two fragments. */
static bool is_coordinated(const struct draft *a, const struct draft *b, assay_str text) {
  static const char *const words[] = {"and", "or", "und", "oder", "et",      "ou",
                                      "y",   "o",  "e",   ",",    "\xD0\xB8"};
  size_t begin = a->end, end = b->begin;
  if (begin >= end || end - begin > LITTLE_GAP || a->parent != b->parent) return false;
  while (begin < end && text.ptr[begin] == ' ') begin++;
  while (end > begin && text.ptr[end - 1] == ' ') end--;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (end - begin == strlen(words[i]) &&
        memcmp(text.ptr + begin, words[i], end - begin) == 0)
      return true;
  return false;
}

/* "'absichtlicher' oder 'mutwilliger' ...": when one of them is said, so is the other. */
static void share_said(struct draft *to, const struct draft *from, assay_str text) {
  if (to->said || !from->said || to->kind != ASSAY_QUOTE_TERM ||
      to->rule == kind_rule_announced || from->rule == kind_rule_announced ||
      !begins_small(to, text) || !begins_small(from, text))
    return;
  to->said = true;
  to->kind = ASSAY_QUOTE_MIXED;
}

void kinds_settle(struct drafts *drafts, assay_str text) {
  enum manner manner = manner_of(drafts);
  struct draft *d = drafts->items;
  for (size_t i = 0; i < drafts->count; i++) d[i].said = is_said(&d[i], text, manner);
  for (size_t i = 0; i + 1 < drafts->count; i++)
    if (is_coordinated(&d[i], &d[i + 1], text)) share_said(&d[i + 1], &d[i], text);
  for (size_t i = drafts->count; i-- > 1;)
    if (is_coordinated(&d[i - 1], &d[i], text)) share_said(&d[i - 1], &d[i], text);
}
