/*
** passage.c - cutting a passage into pieces. A full stop ends a sentence unless it stands
** after an initial or an abbreviation, or a small letter follows.
*/
#include "quote/passage.h"

#include "base/alloc.h"
#include "base/error.h"
#include "quote/footnotes.h"
#include "quote/lexicon_text.h"
#include "quote/names.h"
#include "text/unicode.h"
#include "text/utf8.h"

#include <string.h>

enum { MEMO_BITS_LEAST = 6, MEMO_BITS_MOST = 13 };

void passage_init(struct passage *p, assay_str text, const assay_allocator *alloc) {
  memset(p, 0, sizeof *p);
  p->alloc = alloc_or_default(alloc);
  p->text = text;
}

void passage_free(struct passage *p) {
  alloc_free(&p->alloc, p->items, p->cap, sizeof *p->items);
  alloc_free(&p->alloc, p->memo, p->memo ? (size_t)1 << p->memo_bits : 0,
             sizeof *p->memo);
  p->items = NULL;
  p->memo = NULL;
  p->count = p->cap = 0;
}

/* A memo as large as the text is worth. */
static bool passage_remember(struct passage *p) {
  if (p->memo) return true;
  p->memo_bits = MEMO_BITS_LEAST;
  while (p->memo_bits < MEMO_BITS_MOST && p->text.len >> (p->memo_bits + 3) > 0)
    p->memo_bits++;
  p->memo = alloc_zero(&p->alloc, (size_t)1 << p->memo_bits, sizeof *p->memo);
  return p->memo != NULL;
}

/* Room for one more piece, which is counted when it is whole; NULL when out of memory. */
static struct piece *passage_room(struct passage *p) {
  if (p->count == p->cap) {
    void *items = p->items;
    if (!alloc_grow(&p->alloc, &items, &p->cap, p->count + 1, sizeof *p->items))
      return NULL;
    p->items = items;
  }
  return &p->items[p->count];
}

static uint32_t char_at(assay_str text, size_t at, size_t *len) {
  uint32_t cp = ' ';
  *len = 1;
  if (at < text.len && (unsigned char)text.ptr[at] < 0x80)
    return (unsigned char)text.ptr[at];
  if (at < text.len) *len = utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
  return cp;
}

/* 1 for ASCII letters and digits. */
static const unsigned char ascii_word[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1,
    ['7'] = 1, ['8'] = 1, ['9'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1,
    ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1,
    ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1,
    ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1,
    ['Z'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1,
    ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1,
    ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1,
    ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1};

static bool is_ascii_word(unsigned char c) {
  return ascii_word[c] != 0;
}

static bool is_apostrophe(uint32_t cp) {
  return cp == '\'' || cp == 0x2019;
}

static bool is_word_char(uint32_t cp) {
  if (cp < 0x80) return is_ascii_word((unsigned char)cp);
  enum char_class class = unicode_class(cp);
  if (raised_digit(cp) >= 0) return false; /* refers to a note */
  return class == CHAR_LETTER || class == CHAR_DIGIT;
}

/* End of the word that begins at `at`; apostrophes and hyphens join letters. */
static size_t word_end(assay_str text, size_t at, size_t limit) {
  while (at < limit) {
    size_t len, next;
    while (at < limit && is_ascii_word((unsigned char)text.ptr[at])) at++;
    if (at >= limit) break;
    uint32_t cp = char_at(text, at, &len);
    if (!is_word_char(cp)) {
      if (!is_apostrophe(cp) && cp != '-' && cp != 0x2010) break;
      if (at + len >= limit || !is_word_char(char_at(text, at + len, &next))) break;
    }
    at += len;
  }
  return at;
}

/* Leaves out 's, or the apostrophe after a final s; returns where reading goes on. */
static size_t strip_possessive(assay_str text, struct piece *piece, size_t limit) {
  static const char *const endings[] = {"'s", "\xE2\x80\x99s"};
  size_t end = piece->end;
  if (text.ptr[end - 1] != 's') return end;
  for (size_t i = 0; i < 2; i++) {
    size_t len = strlen(endings[i]);
    if (end - piece->begin > len && memcmp(text.ptr + end - len, endings[i], len) == 0) {
      piece->possessive = true;
      piece->end = (uint32_t)(end - len);
      return end;
    }
  }
  size_t len;
  if (end < limit && is_apostrophe(char_at(text, end, &len))) {
    piece->possessive = true;
    return end + len;
  }
  return end;
}

enum { INVERTED_REACH = 6 }; /* no such word is shorter: "dit-il" */

/* The n bytes at `at`, 1 to 8, as a number. */
static uint64_t bytes_at(assay_str text, size_t at, size_t n) {
  uint64_t bytes = 0;
  if (text.len - at < sizeof bytes) {
    memcpy(&bytes, text.ptr + at, n);
    return bytes;
  }
  memcpy(&bytes, text.ptr + at, sizeof bytes);
  static const union {
    unsigned char byte[16];
    uint64_t words[2];
  } ones = {{255, 255, 255, 255, 255, 255, 255, 255}};
  uint64_t mask;
  memcpy(&mask, ones.byte + sizeof bytes - n, sizeof mask);
  return bytes & mask;
}

/* Sets the flags of a word. Most words are short and come again soon. */
static void set_flags(struct passage *p, struct piece *piece) {
  size_t begin = piece->begin, len = piece->end - begin;
  assay_str word = {p->text.ptr + begin, len};
  if (len == 0 || len > 2 * sizeof(uint64_t)) {
    piece->flags = lexicon_look(p->lexicon, word).flags;
    piece->fresh = true;
    return;
  }
  uint64_t head = bytes_at(p->text, begin, len < 8 ? len : 8);
  uint64_t tail = len > 8 ? bytes_at(p->text, begin + 8, len - 8) : 0;
  uint64_t hash = (head ^ tail * 0xC2B2AE3D27D4EB4Fu) * 0x9E3779B97F4A7C15u;
  size_t slot = hash >> (64 - p->memo_bits);
  struct word_memo *memo = &p->memo[slot], *other = &p->memo[slot ^ 1];
  if (memo->head != head || memo->tail != tail) {
    if (other->head == head && other->tail == tail) {
      piece->flags = other->flags;
      return;
    }
    *other = *memo; /* the older of the two is forgotten */
    memo->flags = lexicon_look(p->lexicon, word).flags;
    memo->head = head;
    memo->tail = tail;
    piece->fresh = true;
  }
  piece->flags = memo->flags;
}

/* "demanda-t-il", "dit-elle": the pronoun is a word of its own. Returns where the verb
** ends, and in *next where the pronoun begins; 0 for other words. */
static size_t inverted_verb(const struct passage *p, size_t begin, size_t end,
                            size_t *next) {
  static const char *const endings[] = {"-t-il", "-t-elle", "-t-on", "-il",
                                        "-elle", "-on",     "-ils",  "-elles"};
  const char *last = p->text.ptr + end;
  if (end - begin < INVERTED_REACH ||
      (last[-3] != '-' && last[-4] != '-' && last[-5] != '-' && last[-6] != '-'))
    return 0;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t len = strlen(endings[i]);
    if (end - begin <= len || memcmp(p->text.ptr + end - len, endings[i], len) != 0)
      continue;
    assay_str verb = {p->text.ptr + begin, end - begin - len};
    if (!(lexicon_look(p->lexicon, verb).flags & LEX_VERB)) return 0;
    size_t skipped = i < 3 ? 3 : 1;
    *next = end - len + skipped;
    return end - len;
  }
  return 0;
}

/* "l'historien": the bytes of the article that is a word of its own, or 0. */
static size_t elided_article(assay_str text, size_t at, size_t end) {
  size_t len, next;
  if ((text.ptr[at] | 32) != 'l' || end - at < 4) return 0;
  if (!is_apostrophe(char_at(text, at + 1, &len))) return 0;
  uint32_t cp = char_at(text, at + 1 + len, &next);
  if (text.ptr[at] == 'L' && !unicode_is_lower(cp)) return 0; /* "L'Ouverture" */
  return 1 + len;
}

static size_t read_word(struct passage *p, size_t at, size_t limit, struct piece *piece) {
  size_t len, end = at;
  uint32_t first = char_at(p->text, at, &len);
  bool digits = first < 0x80 ? first >= '0' && first <= '9'
                             : unicode_class(first) == CHAR_DIGIT;
  piece->type = digits ? PIECE_NUMBER : PIECE_WORD;
  while (end < limit && is_ascii_word((unsigned char)p->text.ptr[end])) end++;
  unsigned char next_byte = end < limit ? (unsigned char)p->text.ptr[end] : ' ';
  bool plain = next_byte < 0x80 && next_byte != '\'' && next_byte != '-';
  if (!plain) end = word_end(p->text, end, limit);
  size_t article = plain ? 0 : elided_article(p->text, at, end);
  if (article > 0) {
    piece->end = (uint32_t)(at + 1);
    piece->flags = LEX_DETERMINER | LEX_FUNCTION;
    return at + article;
  }
  piece->end = (uint32_t)end;
  piece->capital = first < 0x80 ? first >= 'A' && first <= 'Z' : unicode_is_upper(first);
  size_t pronoun, verb = plain ? 0 : inverted_verb(p, at, end, &pronoun);
  if (verb > 0) {
    piece->end = (uint32_t)verb;
    assay_str word = {p->text.ptr + at, verb - at};
    piece->flags = lexicon_look(p->lexicon, word).flags;
    return pronoun;
  }
  size_t next = strip_possessive(p->text, piece, limit);
  if (!digits) set_flags(p, piece);
  piece->initial = piece->capital && piece->end == at + len && next < limit &&
                   p->text.ptr[next] == '.';
  return next;
}

/* Whether the stop at `at` ends a sentence: what follows is not a small letter. */
static bool ends_sentence(const struct passage *p, size_t at, size_t limit) {
  const struct piece *last = p->count > 0 ? &p->items[p->count - 1] : NULL;
  if (p->text.ptr[at] == '.' && last && last->end == at &&
      (last->initial || (last->flags & LEX_ABBREVIATION)))
    return false;
  size_t len = 1;
  at++;
  if (at < limit && is_word_char(char_at(p->text, at, &len))) return false;
  while (at < limit && char_at(p->text, at, &len) <= ' ') at += len;
  return at >= limit || !unicode_is_lower(char_at(p->text, at, &len));
}

/* [12] as a reference to a note; 0 when it is none. */
static size_t read_note(const struct passage *p, size_t at, size_t limit,
                        struct piece *piece) {
  size_t i = at + 1;
  uint32_t number = 0;
  while (i < limit && p->text.ptr[i] >= '0' && p->text.ptr[i] <= '9' && i - at < 5)
    number = number * 10 + (uint32_t)(p->text.ptr[i++] - '0');
  if (i == at + 1 || i >= limit || p->text.ptr[i] != ']') return 0;
  piece->type = PIECE_NOTE;
  piece->index = number;
  return i + 1;
}

static size_t read_raised_note(const struct passage *p, size_t at, size_t limit,
                               struct piece *piece) {
  size_t len;
  for (int digit; at < limit; at += len) {
    digit = raised_digit(char_at(p->text, at, &len));
    if (digit < 0) break;
    piece->index = piece->index * 10 % 100000 + (uint32_t)digit;
  }
  piece->type = PIECE_NOTE;
  return at;
}

static size_t read_punctuation(struct passage *p, size_t at, size_t limit,
                               struct piece *piece) {
  size_t len, note = 0;
  uint32_t cp = char_at(p->text, at, &len);
  piece->type = PIECE_OTHER;
  switch (cp) {
  case ',':
    piece->type = PIECE_COMMA;
    break;
  case ':':
    piece->type = PIECE_COLON;
    break;
  case ';':
    piece->type = PIECE_SEMICOLON;
    break;
  case '[':
    note = read_note(p, at, limit, piece);
    if (note) return note;
    piece->type = PIECE_OPEN;
    break;
  case '(':
    piece->type = PIECE_OPEN;
    break;
  case ')':
  case ']':
    piece->type = PIECE_CLOSE;
    break;
  case '.':
  case '!':
  case '?':
    if (ends_sentence(p, at, limit)) piece->type = PIECE_STOP;
    break;
  case 0x2013:
  case 0x2014:
  case 0x2015:
    piece->type = PIECE_DASH;
    break;
  case '-':
    if (at + 1 < limit && p->text.ptr[at + 1] == '-')
      piece->type = PIECE_DASH, len = 2;
    else if (at > 0 && p->text.ptr[at - 1] == ' ')
      piece->type = PIECE_DASH;
    break;
  default:
    if (raised_digit(cp) >= 0) return read_raised_note(p, at, limit, piece);
    break;
  }
  return at + len;
}

static struct piece quote_piece(assay_str text, const struct draft *d, size_t index) {
  struct piece piece = {.begin = d->begin, .end = d->end, .index = (uint32_t)index};
  piece.type = PIECE_QUOTE;
  char last = text.ptr[d->inner_end - 1];
  piece.terminal = last == '.' || last == '?' || last == '!';
  return piece;
}

/* Skips space; true when a blank line was in it. */
static bool skip_space(const struct passage *p, size_t *at, size_t limit) {
  int lines = 0;
  if (*at < limit && p->text.ptr[*at] == ' ') ++*at;
  if (*at < limit && ascii_word[(unsigned char)p->text.ptr[*at]]) return false;
  while (*at < limit) {
    size_t len;
    uint32_t cp = char_at(p->text, *at, &len);
    if (cp > ' ' && cp < 0x80) break;
    if (cp > ' ' && unicode_class(cp) != CHAR_SPACE) break;
    lines += cp == '\n';
    *at += len;
  }
  return lines > 1;
}

assay_status passage_read(struct passage *p, uint32_t begin, uint32_t end,
                          const struct drafts *drafts, size_t from, int32_t parent,
                          assay_error *err) {
  size_t at = begin, draft = from, ahead = from;
  bool starts = true;
  if (!passage_remember(p)) return error_memory(err, sizeof *p->memo << p->memo_bits);
  p->count = 0;
  p->begin = begin;
  for (;;) {
    bool blank = skip_space(p, &at, end);
    if (at >= end || p->count >= PASSAGE_LIMIT) break;
    if (draft < drafts->count && (draft == ahead || drafts->items[draft].begin < at)) {
      while (draft < drafts->count &&
             (drafts->items[draft].begin < at || drafts->items[draft].parent != parent) &&
             drafts->items[draft].begin < end)
        draft++;
      ahead = SIZE_MAX;
    }
    struct piece *piece = passage_room(p);
    if (!piece) return error_memory(err, 0);
    *piece = (struct piece){.begin = (uint32_t)at, .starts = starts};
    if (blank && p->count > 0 && p->items[p->count - 1].type != PIECE_COLON) {
      piece->end = piece->begin;
      piece->type = PIECE_STOP;
    } else if (draft < drafts->count && drafts->items[draft].begin == at) {
      *piece = quote_piece(p->text, &drafts->items[draft], draft);
      at = piece->end;
    } else {
      size_t len;
      bool word = is_word_char(char_at(p->text, at, &len));
      at = word ? read_word(p, at, end, piece) : read_punctuation(p, at, end, piece);
      if (!word) piece->end = (uint32_t)at;
    }
    starts = piece->type == PIECE_STOP || (piece->type == PIECE_QUOTE && piece->terminal);
    p->count++;
    if (blank && piece->type == PIECE_STOP) starts = true;
  }
  p->end = (uint32_t)at;
  p->next_draft = draft;
  names_join(p);
  return ASSAY_OK;
}
