#ifndef ASSAY_TEXT_WORDS_BLOCK_H
#define ASSAY_TEXT_WORDS_BLOCK_H
/*
** words_block.h - UAX #29 on 64 bytes at once: one bit a byte, one mask a class.
** The vector paths (words_sse2.c, words_avx2.c, words_avx512.c, words_neon.c) differ in
** how they make the masks of ASCII and in how they write tokens; the rules are here.
**
** A block begins where a segment begins and is given up before its last bytes: it is cut
** at the last place that is a boundary whatever follows, and the next block begins there.
** So no block knows of another, and nothing is carried over. What the masks do not
** understand (words_patch.h) ends a block early; when a block gets nowhere, the reference
** in words.c takes the segments up to the trouble.
*/
#include "text/tokens.h"
#include "text/words_cut.h"
#include "text/words_patch.h"

#include <string.h>

#define ALWAYS_INLINE inline __attribute__((always_inline))

/* What the rules say of a block: bit i of each mask is about the place before byte i. */
struct block_tokens {
  uint64_t starts, ends;        /* a token begins, a token ends here */
  uint64_t kind0, kind1, kind2; /* at ends: the bits of the token's kind */
  unsigned cut; /* tokens are complete up to here; 0: the block got nowhere */
};

/* Fills the masks of struct block for ASCII; 64 bytes are readable at p. */
typedef void block_classify(const char *p, struct block *b);
/* Appends the tokens; there is room for 64 more, all of which may be written to. */
typedef void block_emit(const struct block_tokens *t, uint32_t base,
                        struct token_columns *out);

static ALWAYS_INLINE unsigned lowest_bit(uint64_t mask) {
  return (unsigned)__builtin_ctzll(mask);
}

static ALWAYS_INLINE unsigned highest_bit(uint64_t mask) {
  return 63u ^ (unsigned)__builtin_clzll(mask);
}

/* The bits below n <= 64. */
static ALWAYS_INLINE uint64_t bits_below(unsigned n) {
  return n >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << n) - 1;
}

/* All places that a bit of `from` reaches by walking upward through bits of `through`,
** its own included, and the place after each walk: an addition carries through a run of
** ones, and what it changed is where it went. */
static ALWAYS_INLINE uint64_t walk(uint64_t from, uint64_t through) {
  return (((from & through) + through) ^ through) | from;
}

/* The bytes before which there is no boundary, though the byte may be a token's.
** WB6, WB7, WB11, WB12: a middle sign between two letters, or two digits, is one of them.
** WB5, WB8, WB9, WB10, WB13a, WB13b: letters, digits and underlines join one another.
** WB13, WB13a, WB13b: kana join kana, and underlines on either side.
** WB4 and the inside of characters: `tail`. */
static ALWAYS_INLINE uint64_t block_joined(struct block *b) {
  uint64_t in_word = b->mid_letter & b->letter << 1 & b->letter >> 1;
  uint64_t in_number = b->mid_number & b->digit << 1 & b->digit >> 1;
  uint64_t run = b->letter | b->digit | b->underline | in_word | in_number;
  uint64_t kana = (b->kana & (b->kana | b->underline) << 1) |
                  (b->underline & b->kana << 1);
  return (run & run << 1) | kana | b->tail;
}

/* The last place up to which the tokens are certain. A boundary between a token and white
** space is certain; one within white space is not, as a mark after it makes it a segment
** with that mark (WB3d, WB4), which may be a token. Certain too is the beginning of a
** token two bytes before what is not known: the token's first character is looked at with
** the one after it, no further. */
static ALWAYS_INLINE unsigned block_cut_at(const struct block *b, uint64_t starts) {
  uint64_t certain = b->white & b->token << 1 & bits_below(b->known);
  if (b->known >= 2) certain |= starts & bits_below(b->known - 1);
  return certain ? highest_bit(certain) : 0;
}

/* A token holds a letter if its end is reached from one by walking through its bytes. */
static ALWAYS_INLINE struct block_tokens block_solve(struct block *b) {
  struct block_tokens t;
  uint64_t joined = block_joined(b);
  uint64_t word = walk((b->letter | b->kana | b->as_word) << 1, joined);
  uint64_t number = walk((b->digit | b->as_number) << 1, joined);
  uint64_t emoji = walk(b->as_emoji << 1, joined);
  t.starts = b->token & ~joined;
  t.ends = b->token << 1 & ~joined;
  t.kind0 = ~word & (number | b->symbol << 1); /* ASSAY_TOKEN_NUMBER, .._SYMBOL: 1, 3 */
  t.kind1 = ~(word | number | emoji);          /* ASSAY_TOKEN_PUNCTUATION: 2 */
  t.kind2 = emoji & ~word;                     /* ASSAY_TOKEN_EMOJI: 4 */
  t.cut = block_cut_at(b, t.starts);
  return t;
}

/* The plain way to write the tokens of a block. */
static ALWAYS_INLINE void block_emit_plain(const struct block_tokens *t, uint32_t base,
                                           struct token_columns *out) {
  uint32_t *begin = out->begin + out->count, *end = out->end + out->count;
  uint8_t *kind = out->kind + out->count;
  size_t n = 0;
  for (uint64_t s = t->starts, e = t->ends; s != 0; s &= s - 1, e &= e - 1, n++) {
    unsigned at = lowest_bit(e);
    begin[n] = base + lowest_bit(s);
    end[n] = base + at;
    kind[n] = (uint8_t)((t->kind0 >> at & 1) | (t->kind1 >> at & 1) << 1 |
                        (t->kind2 >> at & 1) << 2);
  }
  out->count += n;
}

/* A text on its way through the blocks. */
struct block_cutter {
  assay_str text;
  size_t at;       /* where the next block begins: at a boundary, or in a long word */
  size_t open;     /* where that long word begins; SIZE_MAX: there is none */
  size_t patience; /* bytes the reference goes on for when a block got nowhere */
};

/* Gives the token that was added as number `first` its beginning, if that lies before. */
static ALWAYS_INLINE void block_close(struct block_cutter *c, struct token_columns *out,
                                      size_t first) {
  if (c->open == SIZE_MAX) return;
  out->begin[first] = (uint32_t)c->open;
  c->open = SIZE_MAX;
}

/* Where a block gets nowhere the next ones may not either (emoji, long words): the
** reference keeps going for longer each time, until a block is of use again. */
static inline bool block_give_up(struct block_cutter *c, unsigned known,
                                 struct token_columns *out) {
  size_t until = c->at + known + 1 + c->patience, first = out->count;
  c->patience = c->patience < 2048 ? 2 * c->patience + 16 : 4096;
  bool done = words_cut_scalar(c->text, &c->at, until, out);
  block_close(c, out, first);
  return done;
}

/* A block that is all one word: the next one begins with the last letter or kana of it,
** which says of the word all that the rules ask for. False when there is none. */
static inline bool block_leave_open(struct block_cutter *c, const struct block *b) {
  uint64_t letters = (b->letter | b->kana) & ~b->tail & bits_below(b->known - 1);
  if (b->known < 32 || letters < UINT64_C(1) << 16) return false;
  if (c->open == SIZE_MAX) c->open = c->at;
  c->at += highest_bit(letters);
  return true;
}

/* One block: moves `at` past what was cut. False when out of memory. */
static ALWAYS_INLINE bool block_step(struct block_cutter *c, struct token_columns *out,
                                     block_classify *classify, block_emit *emit) {
  char last[64];
  const char *p = c->text.ptr + c->at;
  size_t left = c->text.len - c->at;
  if (left < sizeof last) { /* the end of a text is like a control character */
    memset(last, 0, sizeof last);
    memcpy(last, p, left);
    p = last;
  }
  struct block b;
  classify(p, &b);
  b.known = 64;
  b.kana = b.as_word = b.as_number = b.as_emoji = 0;
  if (b.high) words_patch(p, &b);
  struct block_tokens t = block_solve(&b);
  if (t.cut > left) t.cut = (unsigned)left;
  if (t.cut == 0) return block_leave_open(c, &b) || block_give_up(c, b.known, out);
  t.starts &= bits_below(t.cut);
  t.ends &= bits_below(t.cut + 1); /* cut < 64: the last byte begins nothing certain */
  size_t first = out->count;
  emit(&t, (uint32_t)c->at, out);
  block_close(c, out, first);
  c->at += t.cut;
  if (t.cut >= 32) c->patience = 0;
  return true;
}

/* Room for what the rest of the text will hold, if it is like that before, and a little
** more: one move for most texts, and hardly a page too many. */
static inline bool block_make_room(const struct block_cutter *c,
                                   struct token_columns *out, size_t before) {
  double done = (double)c->at + 1, left = (double)(c->text.len - c->at);
  double more = (double)(out->count - before) / done * left * 1.03;
  return tokens_reserve(out, (size_t)more + 64);
}

static ALWAYS_INLINE bool block_cut_text(assay_str text, struct token_columns *out,
                                         block_classify *classify, block_emit *emit) {
  struct block_cutter cutter = {text, 0, SIZE_MAX, 0};
  size_t before = out->count;
  while (cutter.at < text.len) {
    if (out->cap - out->count < 64 && !block_make_room(&cutter, out, before))
      return false;
    if (!block_step(&cutter, out, classify, emit)) return false;
  }
  return true;
}

#endif
