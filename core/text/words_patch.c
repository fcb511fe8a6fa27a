/*
** words_patch.c - characters beyond ASCII in a block of 64 bytes. Each is looked up, or
** all of one lead byte at once, and its bits set; what depends on neighbours (signs
** between letters or digits, marks, joiners, Hebrew before a quotation mark) is settled
** afterwards. Flags and rarities stop the block.
*/
#include "text/words_patch.h"

#include "text/unicode.h"

#include <stddef.h>
#if defined __SSE2__
#include <emmintrin.h>
#endif

/* What a character does to the masks. */
enum action {
  ACT_STOP = 0,
  ACT_SPACE, /* no token, joins nothing */
  ACT_LETTER,
  ACT_HEBREW, /* a letter, but see WB7a to WB7c */
  ACT_DIGIT,
  ACT_UNDERLINE,
  ACT_KANA,
  ACT_WORD,   /* a word of its own: ideographs, hiragana, Thai */
  ACT_NUMBER, /* a number of its own: superscripts, fractions */
  ACT_SYMBOL,
  ACT_SIGN,  /* a pictograph that is a symbol by itself: (c), TM, arrows */
  ACT_EMOJI, /* one that is an emoji; ACT_SIGN + 1 */
  ACT_PUNCTUATION,
  ACT_MARK,                  /* WB4: belongs to what is before it */
  ACT_LETTER_MARK,           /* the same, and makes a word of it: vowel signs */
  ACT_JOINER,                /* U+200D: a mark, and WB3c */
  ACT_SETS,                  /* those before only set their bits */
  ACT_MID_LETTER = ACT_SETS, /* WB6, WB7 */
  ACT_MID_NUMBER,            /* WB11, WB12 */
  ACT_MID_EITHER             /* all four */
};

/* By word break class, what the character is, and whether it is a pictograph. What is
** not here stops the block: regional indicators, letters that are no letters. */
#define KEY(word_break, class) ((word_break) | (class) << 5)
#define PICTOGRAPH (8 << 5)
static const uint8_t action_by_key[512] = {
    [KEY(WB_OTHER, CHAR_OTHER)] = ACT_SPACE,
    [KEY(WB_OTHER, CHAR_SPACE)] = ACT_SPACE,
    [KEY(WB_NEWLINE, CHAR_OTHER)] = ACT_SPACE,
    [KEY(WB_NEWLINE, CHAR_SPACE)] = ACT_SPACE,
    [KEY(WB_WSEGSPACE, CHAR_SPACE)] = ACT_SPACE,
    [KEY(WB_ALETTER, CHAR_LETTER)] = ACT_LETTER,
    [KEY(WB_HEBREW_LETTER, CHAR_LETTER)] = ACT_HEBREW,
    [KEY(WB_NUMERIC, CHAR_DIGIT)] = ACT_DIGIT,
    [KEY(WB_EXTENDNUMLET, CHAR_PUNCTUATION)] = ACT_UNDERLINE,
    [KEY(WB_KATAKANA, CHAR_LETTER)] = ACT_KANA,
    [KEY(WB_OTHER, CHAR_LETTER)] = ACT_WORD,
    [KEY(WB_OTHER, CHAR_DIGIT)] = ACT_NUMBER,
    [KEY(WB_OTHER, CHAR_SYMBOL)] = ACT_SYMBOL,
    [KEY(WB_OTHER, CHAR_SYMBOL) | PICTOGRAPH] = ACT_EMOJI,
    [KEY(WB_OTHER, CHAR_PUNCTUATION)] = ACT_PUNCTUATION,
    [KEY(WB_EXTEND, CHAR_MARK)] = ACT_MARK,
    [KEY(WB_EXTEND, CHAR_OTHER)] = ACT_MARK,
    [KEY(WB_EXTEND, CHAR_SYMBOL)] = ACT_MARK,
    [KEY(WB_FORMAT, CHAR_OTHER)] = ACT_MARK,
    [KEY(WB_EXTEND, CHAR_LETTER)] = ACT_LETTER_MARK,
    [KEY(WB_ZWJ, CHAR_OTHER)] = ACT_JOINER,
    [KEY(WB_MIDLETTER, CHAR_PUNCTUATION)] = ACT_MID_LETTER,
    [KEY(WB_MIDNUM, CHAR_PUNCTUATION)] = ACT_MID_NUMBER,
    [KEY(WB_MIDNUMLET, CHAR_PUNCTUATION)] = ACT_MID_EITHER,
};

struct character {
  uint64_t bits;
  unsigned at, length;
  enum action action;
};

struct patch {
  const unsigned char *p;
  struct block *block;
  uint64_t set[ACT_SETS]; /* by action: what was found so far, ASCII included */
};

static inline enum action action_of(uint32_t cp) {
  uint16_t record = unicode_record(cp);
  unsigned key = (record & 31u) | (record >> 9 & 15u) << 5;
  unsigned action = action_by_key[key];
  /* As in words.c: below U+2600 stand the pictographs that texts use as plain signs. No
  ** branch: emoji and their marks alternate as they like. */
  return (enum action)(action - ((action == ACT_EMOJI) & (cp < 0x2600)));
}

/* The character of valid UTF-8 at byte `at`; false when it does not end in the block. */
static inline bool character_at(const unsigned char *p, unsigned at,
                                struct character *c) {
  unsigned lead = p[at];
  uint32_t cp;
  c->at = at;
  c->length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (at + c->length > 64) return false;
  if (lead < 0xE0)
    cp = (lead & 31u) << 6 | (p[at + 1] & 63u);
  else if (lead < 0xF0)
    cp = (lead & 15u) << 12 | (p[at + 1] & 63u) << 6 | (p[at + 2] & 63u);
  else
    cp = (lead & 7u) << 18 | (p[at + 1] & 63u) << 12 | (p[at + 2] & 63u) << 6 |
         (p[at + 3] & 63u);
  c->bits = ((UINT64_C(1) << c->length) - 1) << at;
  c->action = cp <= 0x10FFFF ? action_of(cp) : ACT_STOP;
  return true;
}

static bool bit_at(uint64_t mask, unsigned at) {
  return (mask >> at & 1) != 0;
}

static uint64_t any_letter(const struct patch *patch) {
  return patch->set[ACT_LETTER] | patch->set[ACT_HEBREW];
}

static uint64_t any_mark(const struct patch *patch) {
  return patch->set[ACT_MARK] | patch->set[ACT_LETTER_MARK] | patch->set[ACT_JOINER];
}

/* Whether the character from byte `at` has the action, ACT_LETTER or ACT_DIGIT. False
** also leaves *sure false when that cannot be said. */
static bool follows(const struct patch *patch, unsigned at, enum action wanted,
                    bool *sure) {
  struct character next;
  *sure = false;
  if (at >= 64) return false;
  if (patch->p[at] >= 0x80) {
    if (!character_at(patch->p, at, &next)) return false;
    *sure = next.action != ACT_MARK && next.action != ACT_LETTER_MARK &&
            next.action != ACT_JOINER && next.action != ACT_STOP;
    return next.action == wanted || (wanted == ACT_LETTER && next.action == ACT_HEBREW);
  }
  *sure = true;
  return bit_at(patch->set[wanted], at);
}

/* What a middle sign stands after, marks hidden: ACT_LETTER, ACT_DIGIT, or neither. */
static enum action stands_after(const struct patch *patch, unsigned at) {
  uint64_t before = ~any_mark(patch) & ((UINT64_C(1) << at) - 1);
  if (before == 0) return ACT_PUNCTUATION;
  unsigned base = 63u ^ (unsigned)__builtin_clzll(before);
  return bit_at(any_letter(patch), base)       ? ACT_LETTER
         : bit_at(patch->set[ACT_DIGIT], base) ? ACT_DIGIT
                                               : ACT_PUNCTUATION;
}

/* WB6, WB7, WB11, WB12: between two letters or two digits the sign is one of them. False
** when that cannot be said. */
static bool take_middle(struct patch *patch, const struct character *c) {
  enum action as = stands_after(patch, c->at);
  if (as == ACT_LETTER && c->action == ACT_MID_NUMBER) as = ACT_PUNCTUATION;
  if (as == ACT_DIGIT && c->action == ACT_MID_LETTER) as = ACT_PUNCTUATION;
  if (as != ACT_PUNCTUATION) {
    bool sure, joined = follows(patch, c->at + c->length, as, &sure);
    if (!sure) return false;
    if (joined) patch->block->tail |= c->bits;
    if (!joined) as = ACT_PUNCTUATION;
  }
  patch->set[as] |= c->bits;
  return true;
}

static void stop_at(struct block *b, uint64_t trouble) {
  if (trouble == 0) return;
  unsigned at = (unsigned)__builtin_ctzll(trouble);
  if (at < b->known) b->known = at;
}

/* Leads of two and three bytes whose characters are all alike, so that nobody need look
** at the rest: Latin, Cyrillic, Arabic and Hangul letters; ideographs. */
static const uint8_t action_by_lead[256] = {
    [0xC4] = ACT_LETTER, [0xC5] = ACT_LETTER, [0xC6] = ACT_LETTER, [0xC7] = ACT_LETTER,
    [0xC8] = ACT_LETTER, [0xC9] = ACT_LETTER, [0xCA] = ACT_LETTER, [0xD0] = ACT_LETTER,
    [0xD1] = ACT_LETTER, [0xD3] = ACT_LETTER, [0xDA] = ACT_LETTER, [0xE5] = ACT_WORD,
    [0xE6] = ACT_WORD,   [0xE7] = ACT_WORD,   [0xE8] = ACT_WORD,   [0xE9] = ACT_WORD,
    [0xEB] = ACT_LETTER, [0xEC] = ACT_LETTER};

/* Which of the 64 bytes are c. */
static inline uint64_t bytes_equal(const unsigned char *p, unsigned char c) {
  uint64_t mask = 0;
#if defined __SSE2__
  __m128i wanted = _mm_set1_epi8((char)c);
  for (unsigned at = 0; at < 64; at += 16) {
    __m128i same = _mm_cmpeq_epi8(_mm_loadu_si128((const void *)(p + at)), wanted);
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(same) << at;
  }
#else
  for (unsigned at = 0; at < 64; at++) mask |= (uint64_t)(p[at] == c) << at;
#endif
  return mask;
}

/* All characters of one lead at once; returns where they are. */
static inline uint64_t collect_lead(struct patch *patch, unsigned char lead,
                                    enum action action) {
  uint64_t same = bytes_equal(patch->p, lead), bits = same | same << 1;
  if (lead >= 0xE0) bits |= same << 2;
  patch->set[action] |= bits;
  stop_at(patch->block, same & ~(~UINT64_C(0) >> (lead < 0xE0 ? 1 : 2))); /* not whole */
  return same;
}

/* Looks all characters up, and returns the middle signs, which come later. */
static uint64_t collect(struct patch *patch) {
  struct block *b = patch->block;
  uint64_t middles = 0;
  for (uint64_t leads = b->high & ~b->tail; leads;) {
    struct character c;
    unsigned at = (unsigned)__builtin_ctzll(leads);
    unsigned char lead = patch->p[at];
    enum action all = (enum action)action_by_lead[lead];
    if (all != ACT_STOP) {
      leads &= ~collect_lead(patch, lead, all);
      continue;
    }
    leads &= leads - 1;
    bool whole = character_at(patch->p, at, &c);
    if (!whole || c.action == ACT_STOP) {
      stop_at(b, UINT64_C(1) << at);
      break;
    }
    if (c.action < ACT_SETS)
      patch->set[c.action] |= c.bits;
    else
      middles |= UINT64_C(1) << at;
  }
  return middles;
}

static void settle_middles(struct patch *patch, uint64_t middles) {
  for (; middles; middles &= middles - 1) {
    struct character c;
    if (!character_at(patch->p, (unsigned)__builtin_ctzll(middles), &c)) return;
    if (take_middle(patch, &c)) continue;
    stop_at(patch->block, middles & -middles);
    return;
  }
}

/* Adds to *set the marks that follow its characters; an addition carries through a run
** of ones, and what it changed is where it went. Returns the marks that were taken. */
static uint64_t take_marks(uint64_t *set, uint64_t marks) {
  uint64_t first = *set << 1 & marks;
  uint64_t taken = ((first + marks) ^ marks) & marks;
  *set |= taken;
  return taken;
}

/* WB4. After a letter or kana a mark is one of them; after a word of one character, or an
** emoji, it is part of it. Elsewhere it may change the kind of a token, or make one: the
** block stops. So it does before an emoji that would become a word. */
static void settle_marks(struct patch *patch) {
  static const enum action bearers[] = {ACT_LETTER, ACT_HEBREW, ACT_WORD, ACT_KANA};
  uint64_t marks = any_mark(patch), left = marks;
  if (marks == 0) return;
  for (size_t i = 0; i < sizeof bearers / sizeof *bearers; i++)
    left &= ~take_marks(&patch->set[bearers[i]], marks);
  uint64_t on_emoji = take_marks(&patch->set[ACT_EMOJI], left);
  left &= ~(on_emoji & ~patch->set[ACT_LETTER_MARK]);
  patch->block->tail |= marks;
  stop_at(patch->block, left);
}

/* WB3c: an emoji after a joiner goes with it. */
static void settle_joiners(struct patch *patch) {
  uint64_t after = patch->set[ACT_JOINER] << 1 & ~patch->set[ACT_JOINER];
  if (after == 0) return;
  patch->block->tail |= after & patch->set[ACT_EMOJI];
  stop_at(patch->block, after & patch->set[ACT_SIGN]);
}

/* WB7a to WB7c begin with a Hebrew letter, marks hidden, and a quotation mark. */
static void settle_hebrew(struct patch *patch) {
  uint64_t hebrew = patch->set[ACT_HEBREW];
  for (uint64_t ends = hebrew << 1 & ~hebrew; ends; ends &= ends - 1) {
    unsigned at = (unsigned)__builtin_ctzll(ends);
    unsigned char c = patch->p[at];
    if (c != '"' && c != '\'') continue;
    stop_at(patch->block, UINT64_C(1) << at);
    return;
  }
}

void words_patch(const char *p, struct block *b) {
  struct patch patch = {.p = (const unsigned char *)p, .block = b};
  uint64_t *set = patch.set;
  set[ACT_LETTER] = b->letter;
  set[ACT_DIGIT] = b->digit;
  set[ACT_UNDERLINE] = b->underline;
  set[ACT_SYMBOL] = b->symbol;
  settle_middles(&patch, collect(&patch));
  settle_marks(&patch);
  settle_joiners(&patch);
  settle_hebrew(&patch);
  b->letter = any_letter(&patch);
  b->digit = set[ACT_DIGIT];
  b->underline = set[ACT_UNDERLINE];
  b->kana = set[ACT_KANA];
  b->as_word = set[ACT_WORD];
  b->as_number = set[ACT_NUMBER];
  b->as_emoji = set[ACT_EMOJI];
  b->symbol = set[ACT_SYMBOL] | set[ACT_SIGN];
  b->token |= b->letter | b->digit | b->underline | b->kana | b->as_word | b->as_number |
              b->as_emoji | b->symbol | set[ACT_PUNCTUATION];
}
