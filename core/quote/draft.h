#ifndef ASSAY_QUOTE_DRAFT_H
#define ASSAY_QUOTE_DRAFT_H
/*
** draft.h - a quotation while it is being made: found, nested, attributed, classified.
*/
#include "assay.h"

enum draft_origin { DRAFT_MARKS, DRAFT_BLOCK, DRAFT_DIALOGUE, DRAFT_INDIRECT };

enum draft_who { /* how the clause of a quotation names the speaker */
                 DRAFT_WHO_NONE = 0,
                 DRAFT_WHO_NAME,
                 DRAFT_WHO_PRONOUN,
                 DRAFT_WHO_NOMINAL,  /* "his host": perhaps one who has a name */
                 DRAFT_WHO_SOMEBODY, /* "a voice" */
                 DRAFT_WHO_FIRST     /* "I" */
};

struct draft {
  uint32_t begin, end;             /* marks included */
  uint32_t inner_begin, inner_end; /* the words */
  int32_t parent;                  /* index of the draft around it, or -1 */
  int32_t part_of;                 /* index of the draft it continues, or -1; while drafts
                                   ** are unsorted DRAFT_CONTINUES: the one before it */
  uint8_t origin;                  /* enum draft_origin */
  uint8_t who;                     /* enum draft_who */
  uint8_t gender;                  /* of the pronoun or noun, enum person_gender */
  bool closed;
  bool said;       /* somebody's words; see kinds_settle */
  bool by_mention; /* nobody in the register: the mention itself is the speaker */
  assay_quote_kind kind;
  float confidence;
  assay_span mention, cue;
  uint32_t person;  /* in the register of names, or PERSON_NONE */
  uint32_t partner; /* 1 + the person who says it with him, 0 for nobody */
  const char *rule;
  assay_str named; /* the speaker whom the file's markup names; empty: nobody */
};

struct drafts {
  assay_allocator alloc;
  struct draft *items; /* by begin, outer before inner */
  size_t count, cap;
};

#define PERSON_NONE UINT32_MAX
#define DRAFT_CONTINUES (-2)

void drafts_init(struct drafts *drafts, const assay_allocator *alloc);
void drafts_free(struct drafts *drafts);
/* Makes room for so many more. Fails with ASSAY_ENOMEM. */
assay_status drafts_reserve(struct drafts *drafts, size_t more, assay_error *err);
/* Appends; fails with ASSAY_ENOMEM. */
assay_status drafts_add(struct drafts *drafts, const struct draft *draft,
                        assay_error *err);
/* Sorts by begin and sets parents; a draft that crosses another is dropped. */
assay_status drafts_nest(struct drafts *drafts, assay_error *err);

#endif
