/*
** dialogue.c - the cheapest sequence of speakers, by dynamic programming over pairs of
** speakers: a turn's cost depends on who spoke in the last turn and in the one before.
** The costs are small whole numbers set by hand; time and memory are linear in the turns.
*/
#include "quote/dialogue.h"

#include "base/alloc.h"
#include "base/error.h"
#include "quote/confidence.h"

#include <string.h>

enum {
  CANDIDATES = 6, /* people who may speak in one turn */
  LATELY = 10,    /* people lately named or heard */
  AHEAD = 3,      /* turns looked ahead for somebody who is about to be named */
  NARRATOR_VOTES = 3
};

enum cost {                      /* of one sign that somebody else speaks */
            COST_SAME_AGAIN = 7, /* paragraphs change the speaker */
            COST_AGAIN_LATER =
                2,           /* ... but not with a paragraph of narration between them */
            COST_THIRD = 3,  /* neither of the last two speakers */
            COST_CALLED = 9, /* his own name is called */
            COST_NOT_CALLED = 2,  /* somebody else was called in the turn before */
            COST_GENDER = 30,     /* "she said" of Mr Pym */
            COST_GENDER_OPEN = 1, /* "she said" of somebody unknown */
            COST_BEAT = 6,        /* somebody else acts beside the words */
            COST_BEAT_GENDER = 8,
            COST_NAMED_BESIDE = 2,    /* "he said to Lucy" */
            COST_NEVER_HEARD = 3,     /* no clause of the text names him as a speaker */
            COST_NOT_CALLED_BACK = 1, /* the answer calls somebody else */
            COST_AGE = 1,             /* for each who was named more lately */
            COST_AGE_PRONOUN = 2
};

struct candidates {
  uint32_t people[CANDIDATES];
  int32_t cost[CANDIDATES];
  uint8_t count;
};

struct lately {
  uint32_t people[LATELY]; /* newest first */
  bool subject[LATELY];    /* when last named, he was the subject */
  size_t count;
};

void dialogue_init(struct dialogue *dialogue, const assay_allocator *alloc) {
  memset(dialogue, 0, sizeof *dialogue);
  dialogue->alloc = alloc_or_default(alloc);
}

void dialogue_free(struct dialogue *dialogue) {
  const assay_allocator *a = &dialogue->alloc;
  alloc_free(a, dialogue->mentions, dialogue->mention_cap, sizeof(struct mention));
  alloc_free(a, dialogue->turns, dialogue->turn_cap, sizeof(struct turn));
}

assay_status dialogue_mention(struct dialogue *dialogue, const struct mention *mention,
                              assay_error *err) {
  void *items = dialogue->mentions;
  if (!alloc_grow(&dialogue->alloc, &items, &dialogue->mention_cap,
                  dialogue->mention_count + 1, sizeof *mention))
    return error_memory(err, 0);
  dialogue->mentions = items;
  dialogue->mentions[dialogue->mention_count++] = *mention;
  return ASSAY_OK;
}

assay_status dialogue_turn(struct dialogue *dialogue, const struct turn *turn,
                           assay_error *err) {
  void *items = dialogue->turns;
  if (!alloc_grow(&dialogue->alloc, &items, &dialogue->turn_cap, dialogue->turn_count + 1,
                  sizeof *turn))
    return error_memory(err, 0);
  dialogue->turns = items;
  dialogue->turns[dialogue->turn_count++] = *turn;
  return ASSAY_OK;
}

/* -- Who may speak ---------------------------------------------------------------------
 */

static void lately_push(struct lately *lately, uint32_t person, bool subject) {
  size_t i = 0;
  while (i < lately->count && lately->people[i] != person) i++;
  if (i == lately->count && lately->count < LATELY) lately->count++;
  if (i == LATELY) i--;
  for (; i > 0; i--) {
    lately->people[i] = lately->people[i - 1];
    lately->subject[i] = lately->subject[i - 1];
  }
  lately->people[0] = person;
  lately->subject[0] = subject;
}

static bool is_person(const struct people *people, uint32_t person) {
  if (person == PERSON_FIRST) return true;
  if (person >= people->count) return false;
  const struct person *p = &people->items[person];
  if (p->place || (p->clauses == 0 && p->gender == GENDER_UNKNOWN)) return false;
  return p->spoke || (p->proved && !person_is_institution(p));
}

static uint8_t gender_of(const struct people *people, uint32_t person) {
  return person < people->count ? people->items[person].gender : GENDER_UNKNOWN;
}

static int32_t gender_cost(const struct people *people, uint32_t person, uint8_t gender,
                           int32_t mismatch) {
  if (gender == GENDER_UNKNOWN) return 0;
  if (person == PERSON_FIRST) return mismatch; /* he would say "I" */
  uint8_t own = gender_of(people, person);
  if (own == GENDER_UNKNOWN) return COST_GENDER_OPEN;
  return own == gender ? 0 : mismatch;
}

static bool is_addressed(const struct turn *turn, uint32_t person) {
  for (uint32_t i = 0; i < turn->addressed_count; i++)
    if (turn->addressed[i] == person) return true;
  return false;
}

/* What a turn by itself says against a person; `age` people were named more lately. */
static int32_t turn_cost(const struct people *people, const struct turn *turn,
                         uint32_t person, size_t age) {
  bool pronoun = turn->evidence == TURN_PRONOUN;
  int32_t cost = (int32_t)(age < 5 ? age : 5) * (pronoun ? COST_AGE_PRONOUN : COST_AGE);
  if (turn->evidence != TURN_SILENT)
    cost += gender_cost(people, person, turn->gender, COST_GENDER);
  else
    cost += gender_cost(people, person, turn->beat_gender, COST_BEAT_GENDER);
  if (turn->evidence == TURN_SILENT && turn->beat != PERSON_NONE && turn->beat != person)
    cost += COST_BEAT;
  if (turn->evidence == TURN_PRONOUN && person == PERSON_FIRST) cost += COST_GENDER;
  if (person < people->count)
    cost += people->items[person].clauses > 1 ? 0 : COST_NEVER_HEARD;
  if (is_addressed(turn, person)) cost += COST_CALLED;
  return cost;
}

static void candidate_add(struct candidates *c, const struct people *people,
                          const struct turn *turn, uint32_t person, size_t age) {
  if (c->count == CANDIDATES) return;
  for (uint8_t i = 0; i < c->count; i++)
    if (c->people[i] == person) return;
  c->people[c->count] = person;
  c->cost[c->count++] = turn_cost(people, turn, person, age);
}

static void candidates_set(struct candidates *c, const struct dialogue *dialogue,
                           const struct people *people, const struct lately *lately,
                           size_t t) {
  const struct turn *turn = &dialogue->turns[t];
  c->count = 0;
  if (turn->evidence == TURN_CERTAIN) {
    c->people[0] = turn->speaker;
    c->cost[0] = 0;
    c->count = 1;
    return;
  }
  if (turn->beat != PERSON_NONE && is_person(people, turn->beat))
    candidate_add(c, people, turn, turn->beat, 0);
  for (size_t i = 0; i < lately->count && c->count < CANDIDATES - 2; i++)
    if (is_person(people, lately->people[i]))
      candidate_add(c, people, turn, lately->people[i], i + !lately->subject[i]);
  for (size_t k = 0; k < 2; k++) { /* called by name just before, or by the answer */
    size_t i = k == 0 ? t - 1 : t + 1;
    if (i >= dialogue->turn_count) continue;
    const struct turn *other = &dialogue->turns[i];
    for (uint32_t j = 0; j < other->addressed_count; j++)
      if (is_person(people, other->addressed[j]))
        candidate_add(c, people, turn, other->addressed[j], 1);
  }
  for (size_t i = t + 1; i < dialogue->turn_count && i <= t + AHEAD; i++) {
    const struct turn *next = &dialogue->turns[i];
    if (!next->adjacent) break;
    if (next->evidence == TURN_CERTAIN && is_person(people, next->speaker))
      candidate_add(c, people, turn, next->speaker, 2);
  }
  if (c->count == 0) {
    c->people[0] = PERSON_NONE;
    c->cost[0] = 0;
    c->count = 1;
  }
}

/* -- The cheapest sequence -------------------------------------------------------------
 */

struct step { /* one turn of the search */
  struct candidates candidates;
  uint8_t back[CANDIDATES][CANDIDATES]; /* [before][now]: the one before before */
};

/* What speaks against `now` after `before`; *third if `now` did not speak before him. */
static int32_t change_cost(const struct dialogue *dialogue, size_t t, uint32_t before,
                           uint32_t now, int32_t *third) {
  const struct turn *turn = &dialogue->turns[t], *last = &dialogue->turns[t - 1];
  bool certain = turn->evidence == TURN_CERTAIN;
  int32_t cost = 0;
  *third = 0;
  if (now == PERSON_NONE) return 1;
  if (now == before)
    cost += turn->adjacent && turn->opens ? COST_SAME_AGAIN : COST_AGAIN_LATER;
  else if (turn->adjacent)
    *third = COST_THIRD;
  if (!certain && turn->adjacent && last->addressed_count > 0 && !is_addressed(last, now))
    cost += COST_NOT_CALLED;
  const struct turn *next = t + 1 < dialogue->turn_count ? turn + 1 : turn;
  if (!certain && next != turn && next->adjacent && next->addressed_count > 0 &&
      !is_addressed(next, now))
    cost += COST_NOT_CALLED_BACK;
  return cost;
}

struct search {
  int32_t cost[CANDIDATES][CANDIDATES]; /* [before][now] */
};

static void search_step(const struct dialogue *dialogue, struct step *steps, size_t t,
                        struct search *search) {
  const struct candidates *now = &steps[t].candidates, *before = &steps[t - 1].candidates;
  const struct candidates *first = t > 1 ? &steps[t - 2].candidates : NULL;
  const uint8_t earlier_count = first ? first->count : 1;
  struct search next;
  memset(&next, 0, sizeof next);
  for (uint8_t j = 0; j < before->count; j++)
    for (uint8_t k = 0; k < now->count; k++) {
      int32_t best = INT32_MAX, third;
      uint8_t from = 0;
      int32_t change = change_cost(dialogue, t, before->people[j], now->people[k],
                                   &third);
      for (uint8_t i = 0; i < earlier_count; i++) {
        uint32_t earlier = first ? first->people[i] : PERSON_NONE;
        int32_t cost = search->cost[i][j] + (now->people[k] == earlier ? 0 : third);
        if (cost >= best) continue;
        best = cost;
        from = i;
      }
      next.cost[j][k] = best + change + now->cost[k];
      steps[t].back[j][k] = from;
    }
  /* Costs are compared, never shown: keep them small. */
  int32_t least = INT32_MAX;
  for (uint8_t j = 0; j < before->count; j++)
    for (uint8_t k = 0; k < now->count; k++)
      if (next.cost[j][k] < least) least = next.cost[j][k];
  for (uint8_t j = 0; j < before->count; j++)
    for (uint8_t k = 0; k < now->count; k++) search->cost[j][k] = next.cost[j][k] - least;
}

static void search_run(const struct dialogue *dialogue, struct step *steps) {
  struct search search;
  size_t n = dialogue->turn_count;
  memset(&search, 0, sizeof search);
  for (uint8_t k = 0; k < steps[0].candidates.count; k++)
    search.cost[0][k] = steps[0].candidates.cost[k];
  for (size_t t = 1; t < n; t++) search_step(dialogue, steps, t, &search);
  uint8_t j = 0, k = 0;
  uint8_t rows = n > 1 ? steps[n - 2].candidates.count : 1;
  for (uint8_t a = 0; a < rows; a++)
    for (uint8_t b = 0; b < steps[n - 1].candidates.count; b++)
      if (search.cost[a][b] < search.cost[j][k]) j = a, k = b;
  for (size_t t = n; t-- > 0;) {
    dialogue->turns[t].speaker = steps[t].candidates.people[k];
    if (t == 0) break;
    uint8_t i = steps[t].back[j][k];
    k = j;
    j = i;
  }
}

/* "He" speaks on of the man who was last the subject, or else last named. */
static void lately_renew(struct lately *lately, const struct people *people,
                         uint8_t gender) {
  size_t best = SIZE_MAX;
  for (size_t i = 0; i < lately->count; i++) {
    if (gender_of(people, lately->people[i]) != gender) continue;
    if (lately->subject[i] || best == SIZE_MAX) {
      best = i;
      if (lately->subject[i]) break;
    }
  }
  if (best != SIZE_MAX) lately_push(lately, lately->people[best], true);
}

static void mentions_until(const struct dialogue *dialogue, struct people *people,
                           size_t *at, uint32_t end, struct lately *lately) {
  for (; *at < dialogue->mention_count && dialogue->mentions[*at].begin < end; ++*at) {
    const struct mention *mention = &dialogue->mentions[*at];
    uint32_t person = mention->person;
    if (person == PERSON_HE || person == PERSON_SHE) {
      lately_renew(lately, people, person == PERSON_HE ? GENDER_MALE : GENDER_FEMALE);
      continue;
    }
    if (person < people->count) person = people_resolve(people, person);
    if (is_person(people, person)) lately_push(lately, person, mention->subject);
  }
}

static void steps_prepare(const struct dialogue *dialogue, struct people *people,
                          struct step *steps) {
  struct lately lately = {.count = 0};
  size_t mention = 0;
  for (size_t t = 0; t < dialogue->turn_count; t++) {
    const struct turn *turn = &dialogue->turns[t];
    mentions_until(dialogue, people, &mention, turn->begin, &lately);
    candidates_set(&steps[t].candidates, dialogue, people, &lately, t);
    mentions_until(dialogue, people, &mention, turn->end, &lately);
    if (turn->evidence == TURN_CERTAIN && is_person(people, turn->speaker))
      lately_push(&lately, turn->speaker, true);
  }
}

/* -- Giving the answers to the drafts --------------------------------------------------
 */

static void draft_answer(struct draft *d, const struct turn *turn,
                         const struct draft *witness) {
  uint32_t person = turn->speaker;
  bool implicit = d->who == DRAFT_WHO_NONE;
  if (implicit) {
    d->rule = turn->evidence != TURN_SILENT ? "same-turn"
              : turn->beat == person        ? "action-beat"
                                            : "conversation";
    d->confidence = confidence_of(d->rule,
                                  witness ? witness->who : (uint8_t)DRAFT_WHO_NAME);
    if (witness) d->mention = witness->mention;
  } else {
    d->confidence = confidence_of(d->rule, d->who);
  }
  if (person < PERSON_FIRST) {
    d->person = person;
    d->by_mention = false;
  }
}

/* The draft of the turn whose clause told most. */
static const struct draft *turn_witness(const struct drafts *drafts,
                                        const struct turn *turn) {
  for (uint32_t i = turn->first; i < turn->last; i++)
    if (drafts->items[i].who != DRAFT_WHO_NONE && drafts->items[i].parent < 0)
      return &drafts->items[i];
  return NULL;
}

static void turn_answer(struct drafts *drafts, const struct turn *turn) {
  if (turn->speaker == PERSON_NONE) return;
  const struct draft *witness = turn_witness(drafts, turn);
  for (uint32_t i = turn->first; i < turn->last; i++) {
    struct draft *d = &drafts->items[i];
    if (d->parent >= 0 || d->part_of >= 0) continue;
    if (d->who == DRAFT_WHO_NAME || d->who == DRAFT_WHO_FIRST) continue;
    if (d->kind != ASSAY_QUOTE_DIRECT && d->who == DRAFT_WHO_NONE) continue;
    draft_answer(d, turn, witness);
  }
}

/* The name by which others call whoever says "I", from the turns beside his. */
static uint32_t narrator_name(const struct dialogue *dialogue, uint32_t *votes,
                              size_t people) {
  uint32_t best = PERSON_NONE, second = 0;
  for (size_t t = 0; t < dialogue->turn_count; t++) {
    const struct turn *turn = &dialogue->turns[t];
    if (turn->evidence == TURN_CERTAIN && turn->speaker == PERSON_FIRST) continue;
    bool beside = false;
    for (size_t k = t > 0 ? t - 1 : 0; k <= t + 1 && k < dialogue->turn_count; k++)
      beside |= dialogue->turns[k].evidence == TURN_CERTAIN &&
                dialogue->turns[k].speaker == PERSON_FIRST;
    for (uint32_t i = 0; beside && i < turn->addressed_count; i++)
      votes[turn->addressed[i]]++;
  }
  for (uint32_t i = 0; i < people; i++) {
    if (best == PERSON_NONE || votes[i] > votes[best]) {
      second = best == PERSON_NONE ? 0 : votes[best];
      best = i;
    } else if (votes[i] > second) {
      second = votes[i];
    }
  }
  if (best == PERSON_NONE || votes[best] < NARRATOR_VOTES || votes[best] < 2 * second)
    return PERSON_NONE;
  return best;
}

/* Gives the narrator his name wherever he speaks or acts. */
static assay_status name_narrator(struct dialogue *dialogue, struct people *people,
                                  struct drafts *drafts, assay_error *err) {
  if (people->count == 0) return ASSAY_OK;
  uint32_t *votes = alloc_zero(&dialogue->alloc, people->count, sizeof *votes);
  if (!votes) return error_memory(err, people->count * sizeof *votes);
  uint32_t name = narrator_name(dialogue, votes, people->count);
  alloc_free(&dialogue->alloc, votes, people->count, sizeof *votes);
  if (name == PERSON_NONE) return ASSAY_OK;
  people->items[name].clauses += NARRATOR_VOTES;
  people->items[name].spoke = true;
  for (size_t t = 0; t < dialogue->turn_count; t++) {
    struct turn *turn = &dialogue->turns[t];
    if (turn->speaker == PERSON_FIRST) turn->speaker = name;
    if (turn->beat == PERSON_FIRST) turn->beat = name;
  }
  for (size_t i = 0; i < dialogue->mention_count; i++)
    if (dialogue->mentions[i].person == PERSON_FIRST) dialogue->mentions[i].person = name;
  for (size_t i = 0; i < drafts->count; i++) {
    struct draft *d = &drafts->items[i];
    if (d->who != DRAFT_WHO_FIRST || d->parent >= 0) continue;
    d->person = name;
    d->confidence = confidence_of(d->rule, d->who);
  }
  return ASSAY_OK;
}

assay_status dialogue_solve(struct dialogue *dialogue, struct drafts *drafts,
                            struct people *people, assay_error *err) {
  size_t n = dialogue->turn_count, opening = 0;
  for (size_t t = 0; t < n; t++) opening += dialogue->turns[t].opens;
  if (opening < 2 || opening * 2 < n) return ASSAY_OK; /* not a text of conversations */
  assay_status status = name_narrator(dialogue, people, drafts, err);
  if (status != ASSAY_OK) return status;
  struct step *steps = alloc_zero(&dialogue->alloc, n, sizeof *steps);
  if (!steps) return error_memory(err, n * sizeof *steps);
  steps_prepare(dialogue, people, steps);
  search_run(dialogue, steps);
  for (size_t t = 0; t < n; t++) turn_answer(drafts, &dialogue->turns[t]);
  alloc_free(&dialogue->alloc, steps, n, sizeof *steps);
  return ASSAY_OK;
}
