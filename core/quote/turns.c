/*
** turns.c - reading a paragraph as a turn of a conversation.
*/
#include "quote/turns.h"

#include "quote/cues.h"
#include "quote/lexicon.h"

enum { BEAT_REACH = 40, SUBJECT_AT = 3 };

static const struct draft *draft_at(const struct passage *p, const struct drafts *drafts,
                                    size_t i) {
  return &drafts->items[p->items[i].index];
}

static bool is_i(const struct passage *p, size_t i) {
  return p->items[i].capital && cue_word_is(p, i, "i");
}

/* Where the subject of a clause stands: first in it, or after "and", "when", "then". */
static bool is_subject_place(const struct passage *p, size_t i) {
  if (p->items[i].possessive) return false;
  if (i == 0 || p->items[i].starts) return true;
  const struct piece *before = &p->items[i - 1];
  if (before->type != PIECE_WORD)
    return before->type != PIECE_NAME && before->type != PIECE_OPEN;
  return (before->flags & (LEX_CONJUNCTION | LEX_FUNCTION | LEX_ADVERB | LEX_ROLE)) &&
         !(before->flags & LEX_PREPOSITION);
}

assay_status turns_note_names(struct dialogue *dialogue, const struct passage *p,
                              assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < p->count && status == ASSAY_OK; i++) {
    struct mention mention = {.begin = p->items[i].begin, .person = PERSON_NONE};
    if (p->items[i].type == PIECE_NAME) {
      mention.person = p->items[i].index;
    } else if (p->items[i].flags & LEX_PRONOUN) {
      if (is_i(p, i)) mention.person = PERSON_FIRST;
      if (cue_word_is(p, i, "he")) mention.person = PERSON_HE;
      if (cue_word_is(p, i, "she")) mention.person = PERSON_SHE;
    }
    if (mention.person == PERSON_NONE) continue;
    mention.subject = is_subject_place(p, i);
    status = dialogue_mention(dialogue, &mention, err);
  }
  return status;
}

static uint8_t gender_of_flags(uint32_t flags) {
  if (flags & LEX_MALE) return flags & LEX_FEMALE ? GENDER_UNKNOWN : GENDER_MALE;
  return flags & LEX_FEMALE ? GENDER_FEMALE : GENDER_UNKNOWN;
}

/* The clause of one quotation, if it tells more than the turn knows already. */
static void turn_hear(struct turn *turn, const struct draft *d, uint32_t index) {
  if (turn->evidence == TURN_CERTAIN || d->who == DRAFT_WHO_NONE) return;
  if (d->who == DRAFT_WHO_NAME || d->who == DRAFT_WHO_FIRST ||
      d->who == DRAFT_WHO_SOMEBODY) {
    turn->evidence = TURN_CERTAIN;
    turn->speaker = d->who == DRAFT_WHO_FIRST ? PERSON_FIRST
                    : d->person != PERSON_NONE && d->who == DRAFT_WHO_NAME
                        ? d->person
                        : PERSON_UNNAMED + index;
    return;
  }
  if (turn->evidence != TURN_SILENT) return;
  turn->evidence = d->who == DRAFT_WHO_PRONOUN ? TURN_PRONOUN : TURN_NOMINAL;
  turn->gender = d->gender;
}

/* The subject of the narration in [from, to), when it stands near its beginning. */
static bool beat_read(struct turn *turn, struct people *people, const struct passage *p,
                      size_t from, size_t to) {
  struct who who;
  while (from < to && is_i(p, from)) {
    turn->beat = PERSON_FIRST;
    return true;
  }
  if (!cue_main_subject(p, from, to, &who) || who.piece > from + SUBJECT_AT) return false;
  const struct piece *piece = &p->items[who.piece];
  if (who.type == WHO_NAME) {
    uint32_t person = people_find(people, p, who.piece);
    if (person == PERSON_NONE || people->items[person].place) return false;
    turn->beat = people_resolve(people, person);
    return true;
  }
  if (who.type == WHO_PRONOUN && is_i(p, who.piece)) {
    turn->beat = PERSON_FIRST;
    return true;
  }
  turn->beat_gender = gender_of_flags(piece->flags);
  return turn->beat_gender != GENDER_UNKNOWN;
}

/* "Lucy looked up. 'x'" or "'x' Lucy looked up." */
static bool beat_beside(struct turn *turn, struct people *people, const struct passage *p,
                        size_t quote) {
  size_t from = quote, to = quote;
  if (from > 0 && p->items[from - 1].type == PIECE_STOP) to = --from;
  while (from > 0 && from + BEAT_REACH > quote && p->items[from - 1].type != PIECE_STOP &&
         p->items[from - 1].type != PIECE_QUOTE)
    from--;
  if (from < to && beat_read(turn, people, p, from, to)) return true;
  from = to = quote + 1;
  while (to < p->count && to < quote + BEAT_REACH && p->items[to].type != PIECE_STOP &&
         p->items[to].type != PIECE_QUOTE)
    to++;
  return from < to && beat_read(turn, people, p, from, to);
}

static assay_status turn_address(struct turn *turn, struct people *people,
                                 const struct passage *p, const struct draft *d,
                                 assay_error *err) {
  assay_str words = {p->text.ptr + d->inner_begin, d->inner_end - d->inner_begin};
  uint32_t called[VOCATIVES];
  uint32_t n = 0;
  assay_status status = vocatives_find(people, words, called, &n, err);
  for (uint32_t i = 0; i < n && turn->addressed_count < VOCATIVES; i++)
    turn->addressed[turn->addressed_count++] = called[i];
  return status;
}

static bool is_utterance(const struct passage *p, const struct drafts *drafts, size_t i) {
  if (p->items[i].type != PIECE_QUOTE) return false;
  const struct draft *d = draft_at(p, drafts, i);
  return d->origin == DRAFT_MARKS &&
         (d->kind == ASSAY_QUOTE_DIRECT || d->who != DRAFT_WHO_NONE);
}

assay_status turns_add(struct dialogue *dialogue, struct people *people,
                       const struct passage *p, const struct drafts *drafts,
                       bool adjacent, assay_error *err) {
  struct turn turn = {.speaker = PERSON_NONE, .beat = PERSON_NONE, .adjacent = adjacent};
  bool any = false;
  for (size_t i = 0; i < p->count; i++) {
    if (!is_utterance(p, drafts, i)) continue;
    const struct draft *d = draft_at(p, drafts, i);
    if (!any) turn.first = p->items[i].index;
    any = true;
    turn.last = p->items[i].index + 1;
    turn_hear(&turn, d, p->items[i].index);
    assay_status status = turn_address(&turn, people, p, d, err);
    if (status != ASSAY_OK) return status;
  }
  if (!any) return ASSAY_OK;
  turn.begin = p->begin;
  turn.end = p->end;
  turn.opens = p->items[0].type == PIECE_QUOTE;
  for (size_t i = 0; i < p->count && turn.evidence == TURN_SILENT; i++)
    if (is_utterance(p, drafts, i) && beat_beside(&turn, people, p, i)) break;
  return dialogue_turn(dialogue, &turn, err);
}
