/*
** attribution.c - two passes over the passages of a text: the first registers names, the
** second asks the rules about each quotation, resolves surnames and pronouns, and lets
** neighbours help each other (broken quotations, turns of a dialogue).
*/
#include "quote/attribution.h"

#include "quote/confidence.h"
#include "quote/dialogue.h"
#include "quote/footnotes.h"
#include "quote/kinds.h"
#include "quote/lexicon.h"
#include "quote/paragraphs.h"
#include "quote/rules.h"
#include "quote/topics.h"
#include "quote/turns.h"

#include <string.h>

enum { JOIN_REACH = 14, NAMED_REACH = 48 };

struct attribution {
  struct drafts *drafts;
  struct people *people;
  struct footnotes notes;
  struct passage passage;
  struct passage note; /* for reading one note */
  struct topics topics;
  struct dialogue dialogue;
  uint32_t clock; /* the number of pieces read before this passage, and 1 */
  bool gap;       /* a paragraph without quotations was passed over */
  assay_error *err;
};

static const struct draft *draft_of(const struct attribution *a, size_t piece) {
  return &a->drafts->items[a->passage.items[piece].index];
}

/* -- People lately spoken of -----------------------------------------------------------
 */

/* Behind a name: a verb, an auxiliary, or a comma. */
static bool is_predicate(const struct passage *p, size_t i) {
  size_t v = cue_skip_adverbs(p, i);
  return v < p->count && (v > i || p->items[v].type == PIECE_COMMA ||
                          (p->items[v].flags & (LEX_VERB | LEX_BE)) != 0);
}

/* "In The Long Road, Lee attacked": a comma, the name, and a verb; "Lee and Pym have":
** the second of two. */
static bool is_clause_subject(const struct passage *p, size_t i) {
  if (i < 2 || i + 1 >= p->count) return false;
  if (cue_word_is(p, i - 1, "and"))
    return p->items[i - 2].type == PIECE_NAME && (p->items[i + 1].flags & LEX_HAVE) &&
           (i < 3 || !(p->items[i - 3].flags & LEX_PREPOSITION));
  size_t v = cue_skip_adverbs(p, i + 1);
  return p->items[i - 1].type == PIECE_COMMA && v < p->count &&
         (v > i + 1 || (p->items[v].flags & (LEX_VERB | LEX_BE)) != 0) &&
         p->items[v].type == PIECE_WORD;
}

/* "Lee's book is recent.": the owner of what begins a sentence. */
static bool is_subject_owner(const struct passage *p, size_t i) {
  return (i == 0 || p->items[i - 1].type == PIECE_STOP) && i + 1 < p->count &&
         (p->items[i + 1].flags & (LEX_WORK | LEX_NOUN)) != 0;
}

/* A name that is the topic of its clause: no preposition before it, no 's. */
static void recent_note(struct attribution *a, size_t i) {
  const struct passage *p = &a->passage;
  struct who who;
  if (p->items[i].type != PIECE_NAME) return;
  if (p->items[i].possessive && !is_subject_owner(p, i)) return;
  size_t from = i;
  while (from > 0 && from + 4 > i && p->items[from - 1].type != PIECE_STOP &&
         p->items[from - 1].type != PIECE_QUOTE)
    from--;
  if (i > 0 && (p->items[i - 1].flags & LEX_FUNCTION) &&
      !(p->items[i - 1].flags & LEX_CONJUNCTION))
    return; /* a clause within the clause: "that Lee ..." */
  if (!is_clause_subject(p, i) &&
      (!cue_main_subject(p, from, i + 1, &who) || who.piece != i))
    return;
  uint32_t person = people_find(a->people, p, i);
  if (person == PERSON_NONE || a->people->items[person].place) return;
  person = people_resolve(a->people, person);
  if (a->people->items[person].proved ||
      (is_predicate(p, i + 1) && people_is_likely(a->people, person)))
    topics_push(&a->topics, person, a->clock + (uint32_t)i);
}

/* -- One quotation ------------------------------------------------------------------- */

/* "They", after "Lee and Pym have studied it". */
static bool settle_two(struct attribution *a, struct draft *d, uint32_t now) {
  uint32_t first, second;
  if (!topics_pair(&a->topics, now, &first, &second)) return false;
  d->person = first;
  d->partner = 1 + second;
  return true;
}

/* The nearest name before the pronoun that fits it, whatever its clause does with it. */
static uint32_t named_before(const struct attribution *a, const struct passage *p,
                             size_t piece, uint32_t flags) {
  if (!(flags & (LEX_MALE | LEX_FEMALE))) return PERSON_NONE;
  for (size_t i = piece; i > 0 && i + NAMED_REACH > piece; i--) {
    if (p->items[i - 1].type != PIECE_NAME) continue;
    uint32_t person = people_find(a->people, p, i - 1);
    if (person == PERSON_NONE) continue;
    person = people_resolve(a->people, person);
    const struct person *found = &a->people->items[person];
    if (!found->place && people_is_likely(a->people, person) &&
        person_fits(found, flags) > 0)
      return person;
  }
  return PERSON_NONE;
}

static void settle_pronoun(struct attribution *a, struct draft *d,
                           const struct passage *p, size_t piece, uint32_t now) {
  uint32_t flags = p->items[piece].flags;
  if (flags & LEX_FIRST_PERSON) return;
  bool two = cue_word_is(p, piece, "they") || cue_word_is(p, piece, "their");
  if (two && settle_two(a, d, now)) return;
  d->person = topics_find(&a->topics, a->people, flags, now);
  if (d->person == PERSON_NONE) d->person = named_before(a, p, piece, flags);
}

/* "the latter", "the author": a noun that stands for one lately named. */
static uint32_t stand_in(const struct attribution *a, const struct passage *p,
                         const struct who *who, uint32_t now) {
  static const char *const writers[] = {"author", "historian", "writer", "scholar"};
  if (who->end != who->piece + 2 || !cue_word_is(p, who->piece, "the"))
    return PERSON_NONE;
  size_t noun = who->piece + 1;
  if (cue_word_is(p, noun, "latter")) return topics_nth(&a->topics, 0, now);
  if (cue_word_is(p, noun, "former")) return topics_nth(&a->topics, 1, now);
  for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
    if (cue_word_is(p, noun, writers[i])) return topics_nth(&a->topics, 0, now);
  return PERSON_NONE;
}

/* The speaker whom a name tells, or two of them. */
static void settle_name(struct attribution *a, struct draft *d, const struct passage *p,
                        const struct who *who) {
  size_t names[2], n = cue_people(p, who, names);
  uint32_t person = n > 0 ? people_find(a->people, p, names[0]) : PERSON_NONE;
  uint32_t other = n > 1 ? people_find(a->people, p, names[1]) : PERSON_NONE;
  if (person == PERSON_NONE || (n > 1 && other == PERSON_NONE)) {
    d->by_mention = true;
    return;
  }
  d->person = people_resolve(a->people, person);
  if (n > 1) d->partner = 1 + people_resolve(a->people, other);
  a->people->items[d->person].clauses++;
  if (a->people->items[person].ambiguous) d->confidence *= CONFIDENCE_AMBIGUOUS;
  if (!a->people->items[d->person].proved) d->confidence *= CONFIDENCE_UNPROVED;
}

static uint8_t gender_of(uint32_t flags) {
  if (flags & LEX_MALE) return flags & LEX_FEMALE ? GENDER_UNKNOWN : GENDER_MALE;
  return flags & LEX_FEMALE ? GENDER_FEMALE : GENDER_UNKNOWN;
}

/* How the clause names the speaker, for the turns of a conversation. */
static void set_who(struct draft *d, const struct passage *p, const struct who *who) {
  uint32_t flags = p->items[who->piece].flags;
  uint32_t head = p->items[who->end - 1].flags;
  if (who->type == WHO_NAME) {
    d->who = DRAFT_WHO_NAME;
  } else if (who->type == WHO_PRONOUN) {
    d->who = flags & LEX_FIRST_PERSON ? DRAFT_WHO_FIRST : DRAFT_WHO_PRONOUN;
    d->gender = gender_of(flags);
  } else {
    bool known = cue_word_is(p, who->piece, "the") || (flags & LEX_POSSESSIVE);
    d->who = known ? DRAFT_WHO_NOMINAL : DRAFT_WHO_SOMEBODY;
    d->gender = gender_of(head);
  }
}

/* Writes a finding about draft d, made in passage p, into d. */
static void settle(struct attribution *a, struct draft *d, const struct passage *p,
                   const struct finding *finding) {
  const struct who *who = &finding->who;
  d->rule = finding->rule;
  d->cue = finding->cue;
  d->mention = who->mention;
  set_who(d, p, who);
  d->confidence = confidence_of(d->rule, d->who) * finding->weight;
  if (!d->closed) d->confidence *= CONFIDENCE_UNCLOSED;
  uint32_t now = a->clock + (uint32_t)(p == &a->passage ? who->piece : p->count);
  d->partner = 0;
  if (who->type == WHO_PRONOUN) {
    settle_pronoun(a, d, p, who->piece, now);
  } else if (who->type == WHO_NOMINAL) {
    d->person = stand_in(a, p, who, now);
    d->by_mention = d->person == PERSON_NONE;
  } else {
    settle_name(a, d, p, who);
  }
  if (d->confidence < CONFIDENCE_LEAST) d->confidence = CONFIDENCE_LEAST;
  if (d->person == PERSON_NONE) return;
  a->people->items[d->person].spoke = true;
  if (a->people->items[d->person].proved) topics_push(&a->topics, d->person, now);
}

/* The author whom the note behind the quotation names, if it begins with a name. */
static assay_status ask_footnote(struct attribution *a, size_t quote, struct draft *d) {
  const struct passage *p = &a->passage;
  size_t i = quote + 1;
  while (i < p->count && i < quote + 3 && p->items[i].type != PIECE_NOTE &&
         (p->items[i].type == PIECE_STOP || p->items[i].type == PIECE_COMMA))
    i++;
  if (i >= p->count || p->items[i].type != PIECE_NOTE) return ASSAY_OK;
  const struct footnote *note = footnotes_get(&a->notes, p->items[i].index,
                                              p->items[i].end);
  if (!note) return ASSAY_OK;
  struct drafts none = {.count = 0};
  assay_status status = passage_read(&a->note, note->begin, note->end, &none, 0, -1,
                                     a->err);
  if (status != ASSAY_OK || a->note.count == 0) return status;
  struct finding finding = {.rule = "note", .weight = 1};
  if (a->note.items[0].type != PIECE_NAME || !cue_noun_phrase(&a->note, 0, &finding.who))
    return ASSAY_OK;
  finding.cue.begin = p->items[i].begin;
  finding.cue.end = p->items[i].end;
  settle(a, d, &a->note, &finding);
  return ASSAY_OK;
}

static assay_str inner_text(const struct attribution *a, const struct draft *d) {
  assay_str s = {a->passage.text.ptr + d->inner_begin, d->inner_end - d->inner_begin};
  return s;
}

/* A citation behind the quotation tells who "she" is. */
static void cite(struct attribution *a, const struct scene *scene, struct draft *d) {
  struct finding finding;
  if (d->person != PERSON_NONE && d->confidence > 0.85F) return;
  if (!rule_author_date(scene, &finding)) return;
  assay_span mention = d->mention, cue = d->cue;
  const char *rule = d->rule;
  settle(a, d, &a->passage, &finding);
  d->mention = mention;
  d->cue = cue;
  d->rule = rule;
}

/* "Newspapers christened it the 'x'": everybody's name for a thing is nobody's words. */
static bool is_naming(const struct attribution *a, const struct finding *finding,
                      size_t quote) {
  const struct passage *p = &a->passage;
  assay_str cue = {p->text.ptr + finding->cue.begin,
                   finding->cue.end - finding->cue.begin};
  if (finding->who.type == WHO_PRONOUN && cue_word_is(p, finding->who.piece, "it") &&
      topics_find(&a->topics, a->people, 0, UINT32_MAX) == PERSON_NONE)
    return true; /* "it says" */
  return finding->who.type == WHO_NOMINAL && quote > 0 &&
         (p->items[quote - 1].flags & LEX_DETERMINER) &&
         (lexicon_find(cue).flags & LEX_NAMING);
}

/* "Suddenly the man said", "Liking her, she said": a capital that only the head of the
** sentence gave, and behind it no clause but another noun phrase. */
static bool is_no_name(const struct attribution *a, const struct finding *finding) {
  const struct passage *p = &a->passage;
  const struct piece *name = &p->items[finding->who.piece];
  if (finding->who.type != WHO_NAME || !name->starts || name->plural) return false;
  uint32_t person = people_find(a->people, p, finding->who.piece);
  if (person == PERSON_NONE || a->people->items[people_resolve(a->people, person)].proved)
    return false;
  const struct piece *next = name + 1;
  const uint32_t phrase = LEX_DETERMINER | LEX_POSSESSIVE;
  return finding->who.piece + 1 < p->count && next->type == PIECE_WORD &&
         !name->possessive && (next->flags & phrase) && !(next->flags & LEX_RELATIVE);
}

/* "The phrase 'x' was coined by Lee": a term, but his. */
static bool is_coined(const struct scene *scene) {
  struct finding finding;
  if (rule_before(scene, &finding) && finding.who.type == WHO_NAME &&
      scene->passage->text.len - finding.cue.begin > 4 &&
      memcmp(scene->passage->text.ptr + finding.cue.begin, "coin", 4) == 0)
    return true; /* "Lee has coined the phrase 'x'" */
  return (rule_pattern(scene, &finding) || rule_phrase_after(scene, &finding)) &&
         strcmp(finding.rule, "coined-by") == 0;
}

static assay_status attribute(struct attribution *a, size_t quote) {
  struct draft *d = &a->drafts->items[a->passage.items[quote].index];
  struct scene scene;
  struct shape shape;
  struct finding finding;
  if (d->origin == DRAFT_DIALOGUE) return ASSAY_OK;
  scene_set(&scene, &a->passage, a->drafts, quote);
  if (d->part_of >= 0) {
    cite(a, &scene, &a->drafts->items[d->part_of]);
    return ASSAY_OK;
  }
  shape_read(inner_text(a, d), &shape);
  bool announced = kind_announced(&scene, &shape) >= 0 &&
                   !rule_author_date(&scene, &finding) && !is_coined(&scene);
  bool answered = !announced && rules_apply(&scene, &finding) &&
                  !is_naming(a, &finding, quote) && !is_no_name(a, &finding);
  if (announced && d->origin == DRAFT_MARKS) d->rule = kind_rule_announced;
  if (answered) settle(a, d, &a->passage, &finding);
  if (answered && finding.who.type != WHO_NAME) cite(a, &scene, d);
  assay_status status = ASSAY_OK;
  if (!answered || finding.who.type == WHO_NOMINAL) status = ask_footnote(a, quote, d);
  bool named = d->mention.begin < d->mention.end;
  if (d->origin == DRAFT_MARKS)
    d->kind = kind_decide(&scene, &shape, named ? &finding : NULL);
  if (!named) d->confidence = d->closed ? 0.8F : 0.3F;
  return status;
}

/* -- Neighbours ---------------------------------------------------------------------- */

static void copy_speaker(struct draft *to, const struct draft *from, const char *rule) {
  to->person = from->person;
  to->partner = from->partner;
  to->by_mention = from->by_mention;
  to->mention = from->mention;
  to->cue = from->cue;
  to->rule = rule;
  to->confidence = from->confidence * CONFIDENCE_COPIED;
}

static bool begins_small(const struct attribution *a, const struct draft *d) {
  return !shape_is_capital(inner_text(a, d));
}

static bool is_clause_rule(const struct draft *d) {
  return strcmp(d->rule, "verb-name-after") == 0 ||
         strcmp(d->rule, "name-verb-after") == 0;
}

/* "'The League', Lee remarks, 'was asked'": the second part goes on with the first. */
static void join_parts(struct attribution *a, size_t quote) {
  const struct passage *p = &a->passage;
  size_t index = p->items[quote].index;
  struct draft *d = &a->drafts->items[index];
  if (!is_clause_rule(d) || d->cue.begin < d->end) return;
  size_t i = quote + 1;
  while (i < p->count && i < quote + JOIN_REACH && p->items[i].type != PIECE_QUOTE &&
         p->items[i].type != PIECE_STOP && p->items[i].type != PIECE_COLON)
    i++;
  if (i >= p->count || p->items[i].type != PIECE_QUOTE || i == quote + 1) return;
  uint8_t before = p->items[i - 1].type;
  struct draft *next = &a->drafts->items[p->items[i].index];
  bool parts = before == PIECE_COMMA || before == PIECE_DASH || before == PIECE_SEMICOLON;
  if (!parts || !begins_small(a, next)) return;
  next->part_of = d->part_of >= 0 ? d->part_of : (int32_t)index;
}

static bool has_speaker(const struct draft *d) {
  return d->mention.begin < d->mention.end;
}

/* A whole utterance after another one in the same paragraph has the same speaker. */
static void same_turn(struct attribution *a, size_t quote, const struct draft *before) {
  struct draft *d = &a->drafts->items[a->passage.items[quote].index];
  if (has_speaker(d) || d->part_of >= 0 || d->kind != ASSAY_QUOTE_DIRECT) return;
  if (before && has_speaker(before) && before->kind == ASSAY_QUOTE_DIRECT)
    copy_speaker(d, before, "same-turn");
}

/* "Lee looked up. 'Who is it?'": the subject of the sentence before. */
static void after_action(struct attribution *a, size_t quote) {
  const struct passage *p = &a->passage;
  struct draft *d = &a->drafts->items[p->items[quote].index];
  if (has_speaker(d) || d->part_of >= 0 || d->kind != ASSAY_QUOTE_DIRECT) return;
  if (quote < 2 || p->items[quote - 1].type != PIECE_STOP) return;
  struct finding finding = {.rule = "after-action", .weight = 1};
  size_t from = quote - 1;
  while (from > 0 && from + 32 > quote && p->items[from - 1].type != PIECE_STOP) from--;
  if (!cue_main_subject(p, from, quote - 1, &finding.who)) return;
  if (finding.who.piece > from + 2 || is_no_name(a, &finding)) return;
  uint32_t flags = p->items[finding.who.piece].flags;
  if (finding.who.type == WHO_NAME ? (flags & LEX_PLACE) != 0
                                   : !(flags & (LEX_MALE | LEX_FEMALE)))
    return;
  settle(a, d, p, &finding);
}

/* "'a' and 'b', according to Lee": what follows the last holds for the first too. */
static void share_backwards(struct attribution *a, size_t quote) {
  const struct passage *p = &a->passage;
  struct draft *d = &a->drafts->items[p->items[quote].index];
  size_t i = quote + 1;
  if (has_speaker(d) || d->part_of >= 0) return;
  while (i < p->count && i < quote + 4 &&
         (p->items[i].type == PIECE_COMMA || (p->items[i].flags & LEX_CONJUNCTION)))
    i++;
  if (i == quote + 1 || i >= p->count || p->items[i].type != PIECE_QUOTE) return;
  const struct draft *next = draft_of(a, i);
  if (!has_speaker(next) || next->cue.begin < next->end) return;
  copy_speaker(d, next, "carry-back");
  d->kind = ASSAY_QUOTE_MIXED;
}

/* -- Passages ------------------------------------------------------------------------ */

static assay_status attribute_passage(struct attribution *a) {
  const struct passage *p = &a->passage;
  const struct draft *before = NULL;
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < p->count && status == ASSAY_OK; i++) {
    recent_note(a, i);
    if (p->items[i].type != PIECE_QUOTE) continue;
    status = attribute(a, i);
    same_turn(a, i, before);
    after_action(a, i);
    if (has_speaker(draft_of(a, i))) join_parts(a, i);
    if (draft_of(a, i)->part_of < 0) before = draft_of(a, i);
  }
  for (size_t i = p->count; i-- > 0;)
    if (p->items[i].type == PIECE_QUOTE) share_backwards(a, i);
  a->clock += (uint32_t)p->count;
  return status;
}

static assay_status register_passage(struct attribution *a) {
  assay_status status = people_add(a->people, &a->passage, a->err);
  if (status != ASSAY_OK) return status;
  people_hear_pronouns(a->people, &a->passage);
  return turns_note_names(&a->dialogue, &a->passage, a->err);
}

static assay_status take_turn(struct attribution *a) {
  bool adjacent = !a->gap;
  a->gap = false;
  return turns_add(&a->dialogue, a->people, &a->passage, a->drafts, adjacent, a->err);
}

struct reader { /* paragraphs joined where a quotation or a colon joins them */
  struct paragraphs it;
  struct paragraph next;
  bool any;
  size_t draft; /* the first draft that was not passed yet */
};

static bool ends_with_colon(assay_str text, uint32_t begin, uint32_t end) {
  while (end > begin && (unsigned char)text.ptr[end - 1] <= ' ') end--;
  return end > begin && text.ptr[end - 1] == ':';
}

static bool reader_next(struct reader *r, const struct drafts *drafts, assay_str text,
                        struct paragraph *out) {
  if (!r->any) return false;
  *out = r->next;
  r->any = paragraphs_next(&r->it, &r->next);
  while (r->any) {
    while (r->draft < drafts->count && drafts->items[r->draft].end <= out->end)
      r->draft++;
    bool inside = r->draft < drafts->count && drafts->items[r->draft].begin < out->end;
    bool leads = r->draft < drafts->count &&
                 drafts->items[r->draft].begin < r->next.end &&
                 ends_with_colon(text, out->begin, out->end);
    if (!inside && !leads) break;
    out->end = r->next.end;
    r->any = paragraphs_next(&r->it, &r->next);
  }
  return true;
}

typedef assay_status passage_step(struct attribution *a);

/* Runs the step on every passage; with quotations only when `quoted`. */
static assay_status each_passage(struct attribution *a, bool quoted, passage_step *step) {
  struct reader r = {.draft = 0};
  struct paragraph paragraph;
  assay_str text = a->passage.text;
  size_t first = 0;
  assay_status status = ASSAY_OK;
  paragraphs_start(&r.it, text);
  r.any = paragraphs_next(&r.it, &r.next);
  while (status == ASSAY_OK && reader_next(&r, a->drafts, text, &paragraph)) {
    while (first < a->drafts->count && a->drafts->items[first].end <= paragraph.begin)
      first++;
    bool has = first < a->drafts->count && a->drafts->items[first].begin < paragraph.end;
    if (quoted && !has) {
      a->gap = true;
      continue;
    }
    uint32_t at = paragraph.begin;
    size_t next = first;
    while (status == ASSAY_OK && at < paragraph.end) {
      status = passage_read(&a->passage, at, paragraph.end, a->drafts, next, -1, a->err);
      at = a->passage.end;
      next = a->passage.next_draft;
      if (status == ASSAY_OK) status = step(a);
    }
    if (status == ASSAY_OK && quoted) status = take_turn(a);
  }
  return status;
}

/* Quotations within quotations: the outer one is their passage. */
static assay_status attribute_nested(struct attribution *a) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i + 1 < a->drafts->count && status == ASSAY_OK; i++) {
    const struct draft *d = &a->drafts->items[i];
    if (a->drafts->items[i + 1].parent != (int32_t)i) continue;
    uint32_t at = d->inner_begin, end = d->inner_end;
    size_t next = i + 1;
    while (status == ASSAY_OK && at < end) {
      status = passage_read(&a->passage, at, end, a->drafts, next, (int32_t)i, a->err);
      at = a->passage.end;
      next = a->passage.next_draft;
      if (status == ASSAY_OK) status = attribute_passage(a);
    }
  }
  return status;
}

assay_status attribution_run(struct drafts *drafts, struct people *people, assay_str text,
                             const struct lexicon *lexicon, assay_error *err) {
  struct attribution a = {.drafts = drafts, .people = people, .clock = 1, .err = err};
  footnotes_init(&a.notes, &drafts->alloc);
  dialogue_init(&a.dialogue, &drafts->alloc);
  passage_init(&a.passage, text, &drafts->alloc);
  passage_init(&a.note, text, &drafts->alloc);
  a.passage.lexicon = a.note.lexicon = lexicon;
  assay_status status = footnotes_find(&a.notes, text, err);
  if (status == ASSAY_OK) status = each_passage(&a, false, register_passage);
  if (status == ASSAY_OK) people_settle_genders(people);
  if (status == ASSAY_OK) status = each_passage(&a, true, attribute_passage);
  if (status == ASSAY_OK) status = dialogue_solve(&a.dialogue, drafts, people, err);
  if (status == ASSAY_OK) status = attribute_nested(&a);
  passage_free(&a.note);
  passage_free(&a.passage);
  dialogue_free(&a.dialogue);
  footnotes_free(&a.notes);
  return status;
}
