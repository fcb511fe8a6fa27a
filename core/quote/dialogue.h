#ifndef ASSAY_QUOTE_DIALOGUE_H
#define ASSAY_QUOTE_DIALOGUE_H
/*
** dialogue.h - who speaks in a conversation: the turns of a text, each with what its
** paragraph says about its speaker, and the cheapest sequence of speakers through all of
** them. A clause with a name is taken as it is; a pronoun narrows the choice down by
** gender; everything else (who acts beside the words, who is addressed, who spoke two
** turns ago) is a cost. Answers of this kind are guesses and have low confidence.
*/
#include "quote/draft.h"
#include "quote/people.h"
#include "quote/vocatives.h"

#define PERSON_FIRST 0x7FFFFFFFu /* the narrator who says "I" */
#define PERSON_HE 0x7FFFFFFEu    /* in mentions: the man spoken of */
#define PERSON_SHE 0x7FFFFFFDu
#define PERSON_UNNAMED 0x80000000u /* added to a draft's index: "a voice" */

struct mention { /* a name in the narration */
  uint32_t begin;
  uint32_t person; /* as people_add numbered it, or PERSON_FIRST, _HE, _SHE */
  bool subject;    /* where the subject of a clause stands */
};

enum turn_evidence { TURN_SILENT, TURN_PRONOUN, TURN_NOMINAL, TURN_CERTAIN };

struct turn { /* a paragraph with somebody's words */
  uint32_t begin, end;
  uint32_t first, last; /* its drafts of the outermost level, half-open, others between */
  uint32_t speaker;     /* TURN_CERTAIN: a person; else PERSON_NONE */
  uint32_t beat;        /* who acts beside the words, or PERSON_NONE */
  uint8_t evidence;     /* enum turn_evidence */
  uint8_t gender;       /* of the pronoun or noun, enum person_gender */
  uint8_t beat_gender;  /* "He smiled." beside the words */
  bool opens;           /* it begins with the words */
  bool adjacent;        /* no other paragraph lies between it and the turn before */
  uint32_t addressed[VOCATIVES]; /* people called by name in the words */
  uint32_t addressed_count;
};

struct dialogue {
  assay_allocator alloc;
  struct mention *mentions; /* by begin */
  size_t mention_count, mention_cap;
  struct turn *turns; /* by begin */
  size_t turn_count, turn_cap;
};

void dialogue_init(struct dialogue *dialogue, const assay_allocator *alloc);
void dialogue_free(struct dialogue *dialogue);
/* Appends. Fail with ASSAY_ENOMEM. */
assay_status dialogue_mention(struct dialogue *dialogue, const struct mention *mention,
                              assay_error *err);
assay_status dialogue_turn(struct dialogue *dialogue, const struct turn *turn,
                           assay_error *err);
/* Names the speakers of all turns, and gives them to their drafts. people must be
** complete. Fails with ASSAY_ENOMEM. */
assay_status dialogue_solve(struct dialogue *dialogue, struct drafts *drafts,
                            struct people *people, assay_error *err);

#endif
