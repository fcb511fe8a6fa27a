/*
** rules.c - the order of the rules. What follows a quotation directly is the surest sign,
** then what leads up to it, then a citation behind it.
*/
#include "quote/rules.h"

#include "quote/lexicon.h"

enum { SENTENCE_REACH = 96 }; /* pieces to either side */

static quote_rule *const rules[] = {
    rule_pattern,          /* the patterns of lexicon.txt and of the user */
    rule_according_after,  /* 'x', according to Lee */
    rule_verb_name_after,  /* 'x', argues Lee */
    rule_verb_adjacent,    /* Lee said 'x' */
    rule_name_verb_after,  /* 'x', Lee argues */
    rule_passive_after,    /* 'x', described by Lee */
    rule_verb_final,       /* Lee hat es als 'x' bezeichnet */
    rule_phrase_after,     /* 'x', as Lee puts it; 'x', in the words of Lee */
    rule_before,           /* everything that leads up to it: see rules_before.c */
    rule_author_date,      /* 'x' (Lee 1987, p. 12) */
    rule_signature_after,  /* 'x' - Lee */
    rule_before_semicolon, /* the same beyond a semicolon: 'x'; it was 'y' */
    rule_possessor,        /* Lee's 'x' */
};

/* Where the sentence of piece q begins: after a stop, or after a quotation that ends a
** sentence and is followed by a capital. */
static size_t sentence_begin(const struct passage *p, size_t q) {
  size_t i = q, stop = q > SENTENCE_REACH ? q - SENTENCE_REACH : 0;
  while (i > stop) {
    const struct piece *w = &p->items[i - 1];
    if (w->type == PIECE_STOP) break;
    if (w->type == PIECE_QUOTE && w->terminal && i < q && p->items[i].capital) break;
    i--;
  }
  return i;
}

static size_t sentence_end(const struct passage *p, size_t q) {
  size_t i = q + 1;
  size_t stop = p->count - i > SENTENCE_REACH ? i + SENTENCE_REACH : p->count;
  while (i < stop && p->items[i].type != PIECE_STOP) i++;
  return i;
}

void scene_set(struct scene *scene, const struct passage *p, const struct drafts *drafts,
               size_t quote) {
  const struct draft *d = &drafts->items[p->items[quote].index];
  scene->passage = p;
  scene->drafts = drafts;
  scene->quote = quote;
  scene->from = sentence_begin(p, quote);
  scene->to = sentence_end(p, quote);
  char last = p->text.ptr[d->inner_end - 1];
  bool dash = d->inner_end - d->inner_begin > 3 &&
              (unsigned char)p->text.ptr[d->inner_end - 3] == 0xE2 &&
              (unsigned char)p->text.ptr[d->inner_end - 2] == 0x80;
  scene->open_ended = last == ',' || last == '?' || last == '!' || last == '-' || dash;
  size_t i = quote + 1;
  while (i < p->count && p->items[i].type == PIECE_NOTE) i++;
  scene->comma_after = i < p->count && (p->items[i].type == PIECE_COMMA ||
                                        p->items[i].type == PIECE_DASH);
  if (scene->comma_after && i + 1 < p->count && p->items[i].type == PIECE_COMMA &&
      p->items[i + 1].type == PIECE_DASH)
    i++; /* «...», — сказал Ли */
  scene->after = scene->comma_after ? i + 1 : i;
}

bool rules_apply(const struct scene *scene, struct finding *out) {
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if (rules[i](scene, out)) return true;
  return false;
}
