/*
** passages_find.c - comparing: runs of words that quotations share lead from one to the
** other, and an alignment says whether they are the same passage; then all words without
** marks are looked up among longer runs.
*/
#include "base/alloc.h"
#include "base/error.h"
#include "base/sort.h"
#include "base/varint.h"
#include "count/passages.h"
#include "text/align.h"

#include <string.h>

enum { RUN = 3, MOST_LEADERS = 8, MOST_OFFSETS = 4096 };
#define HASH_FACTOR 0x9E3779B97F4A7C15u

struct member { /* a quotation that is long enough */
  uint32_t quote;
  uint32_t begin, count; /* its words in finding.words */
  uint32_t passage;      /* its leader, a member; later the number of the passage */
};

struct run { /* of words in a member */
  uint64_t hash;
  uint32_t member, at;
};

struct finding {
  const struct passages *p;
  const struct passages_query *query;
  const assay_allocator *alloc;
  struct passage_list *out;
  uint32_t *words; /* of all members */
  size_t word_count;
  struct member *members;
  size_t member_count;
  struct run *runs; /* of one length, in order */
  size_t run_count, run_cap;
  uint32_t *slots; /* runs by hash: index + 1 */
  size_t slot_count;
  uint8_t *marked; /* by word of the document: whether it stands in a quotation */
  size_t longest;  /* words of the longest document */
};

const char *passage_variant_name(enum passage_variant variant) {
  static const char *const names[] = {"same",  "punctuation", "brackets", "ellipsis",
                                      "piece", "words",       "unmarked"};
  return names[variant];
}

/* -- Members ------------------------------------------------------------------------ */

static assay_status find_members(struct finding *f, assay_error *err) {
  const struct passages *p = f->p;
  for (size_t i = 0; i < p->quote_count; i++) {
    if (p->quotes[i].words < f->query->min_words) continue;
    f->member_count++;
    f->word_count += p->quotes[i].words;
  }
  f->members = alloc_zero(f->alloc, f->member_count + 1, sizeof *f->members);
  f->words = alloc_zero(f->alloc, f->word_count + 1, sizeof *f->words);
  if (!f->members || !f->words) return error_memory(err, 0);
  uint32_t at = 0, member = 0;
  for (size_t i = 0; i < p->quote_count; i++) {
    const struct passage_quote *quote = &p->quotes[i];
    if (quote->words < f->query->min_words) continue;
    const uint32_t *words = p->words + p->documents[quote->document].words;
    f->members[member] = (struct member){(uint32_t)i, at, quote->words, member};
    for (uint32_t k = 0; k < quote->range_count; k++) {
      struct passage_range range = p->ranges[quote->ranges + k];
      for (uint32_t w = range.begin; w < range.end; w++) f->words[at++] = words[w];
    }
    member++;
  }
  return ASSAY_OK;
}

/* A hash of words that can be rolled on: the sum of codes times powers of a factor. */
static uint64_t hash_words(const uint32_t *words, size_t count) {
  uint64_t hash = 0;
  for (size_t i = 0; i < count; i++) hash = hash * HASH_FACTOR + words[i] + 1;
  return hash;
}

/* All runs of `length` words of the members, in order. */
static assay_status list_runs(struct finding *f, uint32_t length, assay_error *err) {
  void *runs = f->runs;
  if (!alloc_grow(f->alloc, &runs, &f->run_cap, f->word_count + 1, sizeof *f->runs))
    return error_memory(err, f->word_count * sizeof *f->runs);
  f->runs = runs;
  f->run_count = 0;
  for (uint32_t m = 0; m < f->member_count; m++)
    for (uint32_t at = 0; at + length <= f->members[m].count; at++)
      f->runs[f->run_count++] = (struct run){
          hash_words(f->words + f->members[m].begin + at, length), m, at};
  return ASSAY_OK;
}

/* A table of the runs; of equal ones the first is there. */
static assay_status enter_runs(struct finding *f, uint32_t length, assay_error *err) {
  assay_status status = list_runs(f, length, err);
  if (status != ASSAY_OK) return status;
  alloc_free(f->alloc, f->slots, f->slot_count, sizeof *f->slots);
  f->slot_count = 64;
  while (f->slot_count < f->run_count * 2) f->slot_count *= 2;
  f->slots = alloc_zero(f->alloc, f->slot_count, sizeof *f->slots);
  if (!f->slots) return error_memory(err, 0);
  for (uint32_t i = 0; i < f->run_count; i++) {
    size_t slot = (size_t)(f->runs[i].hash >> 20) & (f->slot_count - 1);
    while (f->slots[slot] && f->runs[f->slots[slot] - 1].hash != f->runs[i].hash)
      slot = (slot + 1) & (f->slot_count - 1);
    if (!f->slots[slot]) f->slots[slot] = i + 1;
  }
  return ASSAY_OK;
}

static const struct run *find_run(const struct finding *f, uint64_t hash) {
  size_t slot = (size_t)(hash >> 20) & (f->slot_count - 1);
  for (; f->slots[slot]; slot = (slot + 1) & (f->slot_count - 1))
    if (f->runs[f->slots[slot] - 1].hash == hash) return &f->runs[f->slots[slot] - 1];
  return NULL;
}

/* -- Which are of one passage ------------------------------------------------------- */

/* The longest run of words that are the same. */
static size_t longest_run(const struct alignment *a) {
  size_t longest = 0;
  for (size_t i = 0; i < a->count; i++) {
    size_t words = a->steps[i].quote.end - a->steps[i].quote.begin;
    if (a->steps[i].kind == ALIGN_SAME && words > longest) longest = words;
  }
  return longest;
}

static bool is_alike(const struct finding *f, const struct run *a, const struct run *b) {
  const struct member *x = &f->members[a->member], *y = &f->members[b->member];
  const uint32_t *left = f->words + x->begin, *right = f->words + y->begin;
  struct alignment alignment;
  if (memcmp(left + a->at, right + b->at, RUN * sizeof *left) != 0) return false;
  struct align_words first = {left, NULL, x->count}, second = {right, NULL, y->count};
  if (x->count <= y->count)
    align_from(&alignment, &first, &second, a->at, b->at);
  else
    align_from(&alignment, &second, &first, b->at, a->at);
  size_t shorter = x->count < y->count ? x->count : y->count;
  bool most = alignment.same * 5 >= shorter * 3;
  return (most && longest_run(&alignment) > RUN) || alignment.same * 5 > shorter * 4;
}

/* Leaders of a run of words: the first few of passages that have it, as runs. */
struct leaders {
  uint32_t runs[MOST_LEADERS];
  uint32_t count;
};

struct joining {
  struct finding *f;
  struct leaders *leaders; /* by the first run of its hash */
  uint32_t *first_run;     /* by member: its first run */
  uint32_t *tried;         /* by member: the one + 1 that it was compared with last */
};

/* Looks for a passage that a member is like; true when there is one. */
static bool join(struct joining *j, uint32_t member) {
  struct finding *f = j->f;
  uint32_t count = f->members[member].count;
  for (uint32_t at = 0; at + RUN <= count; at++) {
    const struct run *run = &f->runs[j->first_run[member] + at];
    const struct leaders *leaders = &j->leaders[find_run(f, run->hash) - f->runs];
    for (uint32_t k = 0; k < leaders->count; k++) {
      const struct run *leader = &f->runs[leaders->runs[k]];
      if (j->tried[leader->member] == member + 1) continue;
      j->tried[leader->member] = member + 1;
      if (!is_alike(f, run, leader)) continue;
      f->members[member].passage = leader->member;
      return true;
    }
  }
  return false;
}

static void lead(struct joining *j, uint32_t member) {
  struct finding *f = j->f;
  for (uint32_t at = 0; at + RUN <= f->members[member].count; at++) {
    uint32_t index = j->first_run[member] + at;
    struct leaders *leaders = &j->leaders[find_run(f, f->runs[index].hash) - f->runs];
    if (leaders->count < MOST_LEADERS) leaders->runs[leaders->count++] = index;
  }
}

static int compare_lengths(const void *a, const void *b, void *ctx) {
  const struct finding *f = ctx;
  const uint32_t *x = a, *y = b;
  uint32_t left = f->members[*x].count, right = f->members[*y].count;
  if (left != right) return left > right ? -1 : 1;
  return *x < *y ? -1 : *x > *y;
}

/* The longest quotations lead passages; each other one goes to a passage whose leader it
** is like. What is like another one only by way of a third is not of its passage. */
static assay_status join_members(struct finding *f, assay_error *err) {
  size_t n = f->member_count + 1, runs = 0;
  assay_status status = enter_runs(f, RUN, err);
  if (status != ASSAY_OK) return status;
  struct joining j = {.f = f};
  j.leaders = alloc_zero(f->alloc, f->run_count + 1, sizeof *j.leaders);
  j.first_run = alloc_zero(f->alloc, n, sizeof *j.first_run);
  j.tried = alloc_zero(f->alloc, n, sizeof *j.tried);
  uint32_t *order = alloc_zero(f->alloc, n, sizeof *order);
  if (!j.leaders || !j.first_run || !j.tried || !order) status = error_memory(err, 0);
  for (uint32_t m = 0; status == ASSAY_OK && m < f->member_count; m++) {
    order[m] = m;
    j.first_run[m] = (uint32_t)runs;
    runs += f->members[m].count + 1 - RUN;
  }
  if (status == ASSAY_OK)
    status = sort_items(order, f->member_count, sizeof *order, compare_lengths, f,
                        f->alloc, err);
  for (size_t i = 0; status == ASSAY_OK && i < f->member_count; i++)
    if (!join(&j, order[i])) lead(&j, order[i]);
  alloc_free(f->alloc, order, n, sizeof *order);
  alloc_free(f->alloc, j.tried, n, sizeof *j.tried);
  alloc_free(f->alloc, j.first_run, n, sizeof *j.first_run);
  alloc_free(f->alloc, j.leaders, f->run_count + 1, sizeof *j.leaders);
  return status;
}

/* Numbers the passages by first appearance. */
static assay_status number_passages(struct finding *f, assay_error *err) {
  struct passage_list *out = f->out;
  void *passages = NULL;
  size_t n = f->member_count + 1;
  uint32_t *number = alloc_resize(f->alloc, NULL, 0, n, sizeof *number);
  if (!number) return error_memory(err, 0);
  memset(number, 0xFF, n * sizeof *number);
  for (uint32_t m = 0; m < f->member_count; m++) {
    uint32_t leader = f->members[m].passage;
    if (number[leader] == TABLE_NONE) number[leader] = (uint32_t)out->count++;
  }
  for (uint32_t m = 0; m < f->member_count; m++)
    f->members[m].passage = number[f->members[m].passage];
  alloc_free(f->alloc, number, n, sizeof *number);
  if (!alloc_grow(&out->alloc, &passages, &out->cap, out->count + 1,
                  sizeof *out->passages))
    return error_memory(err, 0);
  out->passages = passages;
  memset(out->passages, 0, out->cap * sizeof *out->passages);
  return ASSAY_OK;
}

/* -- Forms -------------------------------------------------------------------------- */

struct form {     /* a text of a passage */
  uint64_t words; /* a hash of them */
  uint32_t passage, text, member;
  uint32_t count, same_words; /* quotations with this text; with these words */
  bool altered;               /* the text has brackets or an ellipsis */
};

static bool holds(assay_str text, const char *piece) {
  size_t len = strlen(piece);
  for (size_t i = 0; i + len <= text.len; i++)
    if (memcmp(text.ptr + i, piece, len) == 0) return true;
  return false;
}

static bool has_ellipsis(assay_str text) {
  return holds(text, "...") || holds(text, "\xE2\x80\xA6") || holds(text, ". . .");
}

static bool has_brackets(assay_str text) {
  return holds(text, "[") && !holds(text, "[.") && !holds(text, "[\xE2\x80\xA6");
}

static int compare_forms(const void *a, const void *b, void *ctx) {
  const struct form *x = a, *y = b;
  (void)ctx;
  if (x->passage != y->passage) return x->passage < y->passage ? -1 : 1;
  if (x->words != y->words) return x->words < y->words ? -1 : 1;
  if (x->text != y->text) return x->text < y->text ? -1 : 1;
  return x->member < y->member ? -1 : x->member > y->member;
}

/* More quotations with its words, then with its text; then one that is not altered, then
** the longest, then the first. */
static bool is_commoner(const struct finding *f, const struct form *a,
                        const struct form *b) {
  if (a->same_words != b->same_words) return a->same_words > b->same_words;
  if (a->count != b->count) return a->count > b->count;
  if (a->altered != b->altered) return b->altered;
  uint32_t left = f->members[a->member].count, right = f->members[b->member].count;
  return left != right ? left > right : a->member < b->member;
}

/* Sorts the members by passage, words and text, and counts equal ones: *count forms. */
static assay_status list_forms(const struct finding *f, struct form *forms, size_t *count,
                               assay_error *err) {
  for (uint32_t m = 0; m < f->member_count; m++) {
    const struct member *member = &f->members[m];
    uint32_t text = f->p->quotes[member->quote].text;
    assay_str written = table_key(&f->p->texts, text);
    forms[m] = (struct form){.words = hash_words(f->words + member->begin, member->count),
                             .passage = member->passage,
                             .text = text,
                             .member = m,
                             .count = 1,
                             .altered = has_brackets(written) || has_ellipsis(written)};
  }
  assay_status status = sort_items(forms, f->member_count, sizeof *forms, compare_forms,
                                   NULL, f->alloc, err);
  *count = 0;
  for (size_t i = 0; status == ASSAY_OK && i < f->member_count; i++) {
    struct form *last = *count > 0 ? &forms[*count - 1] : NULL;
    if (last && last->passage == forms[i].passage && last->text == forms[i].text)
      last->count++;
    else
      forms[(*count)++] = forms[i];
  }
  for (size_t i = 0, end; i < *count; i = end) {
    uint32_t same = 0;
    for (end = i; end < *count && forms[end].passage == forms[i].passage &&
                  forms[end].words == forms[i].words;
         end++)
      same += forms[end].count;
    for (size_t k = i; k < end; k++) forms[k].same_words = same;
  }
  return status;
}

/* Counts the forms of each passage, and keeps the commonest. by_passage gets a member
** that has it. */
static assay_status find_forms(struct finding *f, uint32_t *by_passage,
                               assay_error *err) {
  size_t count = 0, n = f->member_count;
  struct form *forms = alloc_zero(f->alloc, n + 1, sizeof *forms);
  if (!forms) return error_memory(err, 0);
  assay_status status = list_forms(f, forms, &count, err);
  for (size_t i = 0, best = 0; i < count; i++) {
    struct passage *passage = &f->out->passages[forms[i].passage];
    if (passage->variants++ == 0 || is_commoner(f, &forms[i], &forms[best])) best = i;
    passage->text = forms[best].text;
    by_passage[forms[i].passage] = forms[best].member;
  }
  alloc_free(f->alloc, forms, n + 1, sizeof *forms);
  return status;
}

/* Whether the words stand among the others as they are, within the first few thousand. */
static bool is_piece(const uint32_t *words, size_t count, const uint32_t *of,
                     size_t of_count) {
  for (size_t i = 0; i + count <= of_count && i < MOST_OFFSETS; i++)
    if (memcmp(words, of + i, count * sizeof *words) == 0) return true;
  return false;
}

static enum passage_variant variant_of(const struct finding *f, uint32_t member,
                                       uint32_t common) {
  const struct member *a = &f->members[member], *b = &f->members[common];
  const struct passage_quote *quote = &f->p->quotes[a->quote];
  const uint32_t *x = f->words + a->begin, *y = f->words + b->begin;
  assay_str text = table_key(&f->p->texts, quote->text);
  if (quote->text == f->p->quotes[b->quote].text) return VARIANT_SAME;
  if (a->count == b->count && memcmp(x, y, a->count * sizeof *x) == 0)
    return VARIANT_PUNCTUATION;
  if (has_brackets(text)) return VARIANT_BRACKETS;
  if (has_ellipsis(text)) return VARIANT_ELLIPSIS;
  if (a->count < b->count ? is_piece(x, a->count, y, b->count)
                          : is_piece(y, b->count, x, a->count))
    return VARIANT_PIECE;
  return VARIANT_WORDS;
}

/* -- Places ------------------------------------------------------------------------- */

static assay_status add_place(struct finding *f, struct passage_place place,
                              assay_error *err) {
  struct passage_list *out = f->out;
  void *places = out->places;
  if (!alloc_grow(&out->alloc, &places, &out->place_cap, out->place_count + 1,
                  sizeof *out->places))
    return error_memory(err, 0);
  out->places = places;
  out->places[out->place_count++] = place;
  return ASSAY_OK;
}

/* last_document: by passage, the document + 1 that quoted it last. */
static assay_status add_quotations(struct finding *f, uint32_t *last_document,
                                   assay_error *err) {
  uint32_t *common = alloc_zero(f->alloc, f->out->count + 1, sizeof *common);
  assay_status status = common ? find_forms(f, common, err) : error_memory(err, 0);
  for (uint32_t m = 0; status == ASSAY_OK && m < f->member_count; m++) {
    const struct passage_quote *quote = &f->p->quotes[f->members[m].quote];
    uint32_t index = f->members[m].passage;
    struct passage *passage = &f->out->passages[index];
    struct passage_place place = {.document = quote->document,
                                  .passage = index,
                                  .variant = variant_of(f, m, common[index]),
                                  .first = quote->first,
                                  .last = quote->last,
                                  .line = quote->line,
                                  .text = quote->text,
                                  .speaker = quote->speaker};
    passage->quotations++;
    passage->documents += last_document[index] != quote->document + 1;
    last_document[index] = quote->document + 1;
    status = add_place(f, place, err);
  }
  alloc_free(f->alloc, common, f->out->count + 1, sizeof *common);
  return status;
}

/* -- The same words without marks --------------------------------------------------- */

static void mark_quotes(struct finding *f, uint32_t document) {
  const struct passages *p = f->p;
  memset(f->marked, 0, p->documents[document].word_count);
  size_t end = document + 1u < p->document_count ? p->documents[document + 1].quotes
                                                 : p->quote_count;
  for (size_t i = p->documents[document].quotes; i < end; i++)
    for (uint32_t k = 0; k < p->quotes[i].range_count; k++) {
      struct passage_range range = p->ranges[p->quotes[i].ranges + k];
      memset(f->marked + range.begin, 1, range.end - range.begin);
    }
}

/* Words from `at` on that go on as the run's member does; 0 when it was another run. */
static uint32_t run_length(const struct finding *f, const struct run *run,
                           const uint32_t *words, uint32_t at, uint32_t count) {
  const struct member *member = &f->members[run->member];
  const uint32_t *own = f->words + member->begin;
  uint32_t length = 0;
  while (at + length < count && run->at + length < member->count &&
         !f->marked[at + length] && words[at + length] == own[run->at + length])
    length++;
  return length < f->query->unmarked_words ? 0 : length;
}

/* Looks up all words of a document that stand without marks. A document that quotes a
** passage may repeat it: quoted_by, by passage, is stamped with the document + 1. */
static assay_status find_unmarked(struct finding *f, uint32_t document,
                                  const uint32_t *quoted_by, assay_error *err) {
  const struct passage_document *d = &f->p->documents[document];
  if (d->word_count == 0) return ASSAY_OK;
  const uint32_t *words = f->p->words + d->words;
  uint32_t length = f->query->unmarked_words, clear = 0;
  uint64_t hash = 0, top = 1;
  for (uint32_t i = 0; i < length; i++) top *= HASH_FACTOR;
  for (uint32_t i = 0; i < d->word_count; i++) {
    clear = f->marked[i] ? 0 : clear + 1;
    hash = clear == 0 ? 0 : hash * HASH_FACTOR + words[i] + 1;
    if (clear > length) hash -= top * ((uint64_t)words[i - length] + 1);
    if (clear < length) continue;
    const struct run *run = find_run(f, hash);
    uint32_t at = i + 1 - length;
    uint32_t found = run ? run_length(f, run, words, at, d->word_count) : 0;
    if (found == 0) continue;
    uint32_t passage = f->members[run->member].passage;
    if (quoted_by[passage] != document + 1) {
      struct passage_place place = {.document = document,
                                    .passage = passage,
                                    .variant = VARIANT_UNMARKED,
                                    .text = TABLE_NONE,
                                    .speaker = TABLE_NONE,
                                    .words = {at, at + found}};
      assay_status status = add_place(f, place, err);
      if (status != ASSAY_OK) return status;
      f->out->passages[passage].unmarked++;
    }
    i = at + found - 1;
    clear = 0;
    hash = 0;
  }
  return ASSAY_OK;
}

/* Bytes and lines of the places of one document, from `first` on. */
static void locate(struct finding *f, size_t first) {
  if (first == f->out->place_count) return;
  const struct passage_document *d = &f->p->documents[f->out->places[first].document];
  size_t at = (size_t)d->places, next = first;
  uint32_t byte = 0, line = 1;
  for (uint32_t word = 0; next < f->out->place_count && word < d->word_count; word++) {
    struct passage_place *place = &f->out->places[next];
    uint64_t before = varint_get(f->p->places.data, &at);
    if (before & 1) line += (uint32_t)varint_get(f->p->places.data, &at);
    byte += (uint32_t)(before >> 1);
    if (word == place->words.begin) {
      place->first = byte;
      place->line = line;
    }
    byte += (uint32_t)varint_get(f->p->places.data, &at);
    if (word + 1 == place->words.end) {
      place->last = byte;
      next++;
    }
  }
}

/* For each document: which passages it quotes, stamped in `quoted_by`. */
static assay_status add_unmarked(struct finding *f, uint32_t *quoted_by,
                                 assay_error *err) {
  assay_status status = enter_runs(f, f->query->unmarked_words, err);
  uint32_t member = 0;
  for (uint32_t i = 0; i < f->p->document_count; i++)
    if (f->p->documents[i].word_count > f->longest)
      f->longest = f->p->documents[i].word_count;
  f->marked = alloc_zero(f->alloc, f->longest + 1, 1);
  if (!f->marked) return error_memory(err, f->longest);
  memset(quoted_by, 0, (f->out->count + 1) * sizeof *quoted_by);
  for (uint32_t i = 0; status == ASSAY_OK && i < f->p->document_count; i++) {
    size_t first = f->out->place_count;
    for (; member < f->member_count; member++) {
      if (f->p->quotes[f->members[member].quote].document != i) break;
      quoted_by[f->members[member].passage] = i + 1;
    }
    mark_quotes(f, i);
    status = find_unmarked(f, i, quoted_by, err);
    if (status == ASSAY_OK) locate(f, first);
  }
  return status;
}

/* -- The list ----------------------------------------------------------------------- */

static int compare_passages(const void *a, const void *b, void *ctx) {
  const struct passage *x = a, *y = b;
  (void)ctx;
  if (x->documents != y->documents) return x->documents > y->documents ? -1 : 1;
  if (x->quotations != y->quotations) return x->quotations > y->quotations ? -1 : 1;
  if (x->unmarked != y->unmarked) return x->unmarked > y->unmarked ? -1 : 1;
  return x->begin < y->begin ? -1 : x->begin > y->begin;
}

/* Leaves out passages of too few documents, and puts the rest in order; numbers: by
** passage before, its place in the list, or TABLE_NONE. passage.begin is the number. */
static assay_status order_passages(struct finding *f, uint32_t *numbers,
                                   assay_error *err) {
  struct passage_list *out = f->out;
  size_t kept = 0;
  for (size_t i = 0; i < out->count; i++) {
    struct passage passage = out->passages[i];
    numbers[i] = TABLE_NONE;
    passage.begin = i;
    if (passage.end >= f->query->min_documents) out->passages[kept++] = passage;
  }
  out->count = kept;
  assay_status status = sort_items(out->passages, kept, sizeof *out->passages,
                                   compare_passages, NULL, &out->alloc, err);
  for (size_t i = 0; i < kept; i++) numbers[out->passages[i].begin] = (uint32_t)i;
  return status;
}

/* Counts, in passage.end, the documents that quote a passage or have it without marks. */
static void count_documents(struct finding *f, uint32_t *last_document) {
  memset(last_document, 0, (f->out->count + 1) * sizeof *last_document);
  for (size_t i = 0; i < f->out->count; i++)
    f->out->passages[i].end = f->out->passages[i].documents;
  for (size_t i = 0; i < f->out->place_count; i++) {
    const struct passage_place *place = &f->out->places[i];
    if (place->variant != VARIANT_UNMARKED) continue;
    if (last_document[place->passage] == place->document + 1) continue;
    last_document[place->passage] = place->document + 1;
    f->out->passages[place->passage].end++;
  }
}

static int compare_places(const void *a, const void *b, void *ctx) {
  const struct passage_place *x = a, *y = b;
  (void)ctx;
  return x->passage < y->passage ? -1 : x->passage > y->passage;
}

static assay_status order_places(struct finding *f, const uint32_t *numbers,
                                 assay_error *err) {
  struct passage_list *out = f->out;
  size_t kept = 0, at = 0;
  for (size_t i = 0; i < out->place_count; i++) {
    struct passage_place place = out->places[i];
    place.passage = numbers[place.passage];
    if (place.passage != TABLE_NONE) out->places[kept++] = place;
  }
  out->place_count = kept;
  assay_status status = sort_items(out->places, kept, sizeof *out->places, compare_places,
                                   NULL, &out->alloc, err); /* stable */
  for (size_t i = 0; i < out->count; i++) {
    out->passages[i].begin = at;
    while (at < kept && out->places[at].passage == i) at++;
    out->passages[i].end = at;
  }
  return status;
}

static assay_status find_all(struct finding *f, assay_error *err) {
  assay_status status = find_members(f, err);
  if (status == ASSAY_OK) status = join_members(f, err);
  if (status == ASSAY_OK) status = number_passages(f, err);
  if (status != ASSAY_OK) return status;
  size_t count = f->out->count + 1;
  uint32_t *by_passage = alloc_zero(f->alloc, count, sizeof *by_passage);
  status = by_passage ? add_quotations(f, by_passage, err) : error_memory(err, 0);
  if (status == ASSAY_OK && f->query->unmarked_words > 0)
    status = add_unmarked(f, by_passage, err);
  if (status == ASSAY_OK) {
    count_documents(f, by_passage);
    status = order_passages(f, by_passage, err);
  }
  if (status == ASSAY_OK) status = order_places(f, by_passage, err);
  alloc_free(f->alloc, by_passage, count, sizeof *by_passage);
  return status;
}

assay_status passages_find(const struct passages *p, const struct passages_query *query,
                           struct passage_list *out, assay_error *err) {
  struct passage_list list = {.alloc = p->alloc};
  struct finding f = {.p = p, .query = query, .alloc = &p->alloc, .out = &list};
  if (query->min_words < RUN ||
      (query->unmarked_words > 0 && query->unmarked_words < RUN))
    return error_set(err, ASSAY_EARG, "passages have %d words or more", RUN);
  assay_status status = find_all(&f, err);
  alloc_free(f.alloc, f.marked, f.longest + 1, 1);
  alloc_free(f.alloc, f.slots, f.slot_count, sizeof *f.slots);
  alloc_free(f.alloc, f.runs, f.run_cap, sizeof *f.runs);
  alloc_free(f.alloc, f.words, f.word_count + 1, sizeof *f.words);
  alloc_free(f.alloc, f.members, f.member_count + 1, sizeof *f.members);
  if (status == ASSAY_OK)
    *out = list;
  else
    passages_free_list(&list);
  return status;
}

void passages_free_list(struct passage_list *list) {
  alloc_free(&list->alloc, list->places, list->place_cap, sizeof *list->places);
  alloc_free(&list->alloc, list->passages, list->cap, sizeof *list->passages);
  memset(list, 0, sizeof *list);
}
