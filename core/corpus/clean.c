/*
** clean.c - lines that are no part of a text. A survey is a table of hashes of lines; the
** cleaning of a text is a list of cuts, so that what points into it can be moved along.
*/
#include "corpus/clean.h"

#include "base/alloc.h"
#include "base/sort.h"
#include "base/stable_hash.h"
#include "base/table.h"

#include <string.h>

enum { DOCUMENTS_LEAST = 3, DOCUMENTS_TENTH = 10, HEADS_LEAST = 4, PAGES_LEAST = 3 };

struct clean_survey {
  assay_allocator alloc;
  struct table lines;  /* keys: 8 bytes, the hash of folder and line */
  uint32_t *documents; /* by line: how many have it */
  uint32_t *last;      /* by line: the one that had it last, from 1 */
  size_t document_cap, last_cap;
  struct table folders;
  uint32_t *sizes; /* by folder: documents */
  size_t size_cap;
  uint32_t count; /* of documents */
};

struct line {
  uint32_t begin, end;             /* without its end, blanks around it cut */
  uint32_t whole_begin, whole_end; /* with both */
  uint64_t hash;                   /* 0: it cannot go */
  uint32_t page;                   /* of a number by itself; 0: it is none */
};

struct cut {
  uint32_t begin, end;
  uint32_t gone; /* bytes that earlier cuts took */
};

struct cleaning {
  assay_allocator alloc;
  struct record *record;
  struct line *lines;
  size_t line_count, line_cap;
  uint8_t *reasons; /* by line: 1 + enum clean_reason, or 0 */
  struct cut *cuts;
  size_t cut_count, cut_cap;
  struct table forms; /* words with a line end in them, joined and with their hyphens */
  bool *found;        /* by form: is it in the text, too? */
  size_t found_cap;
  clean_visit *visit;
  void *context;
};

const char *clean_reason_name(enum clean_reason reason) {
  static const char *const names[] = {"in many documents", "running head", "page number",
                                      "hyphen at line end"};
  return names[reason];
}

/* -- Lines ------------------------------------------------------------------------- */

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* FNV-1a of the line with every number as one digit. */
static uint64_t hash_line(assay_str line, assay_str folder) {
  uint64_t state = stable_hash_add(STABLE_HASH_START, folder);
  for (size_t i = 0; i < line.len; i++) {
    char c = line.ptr[i];
    if (is_digit(c) && i > 0 && is_digit(line.ptr[i - 1])) continue;
    if (is_digit(c)) c = '0';
    state = stable_hash_add(state, (assay_str){&c, 1});
  }
  uint64_t hash = stable_hash_finish(state);
  return hash == 0 ? 1 : hash;
}

/* The number of a line with nothing else but marks around it, "- 12 -"; 0: none. */
static uint32_t page_number(assay_str line) {
  uint32_t number = 0;
  size_t at = 0, digits = 0;
  while (at < line.len && strchr("-[( *.", line.ptr[at]) && line.ptr[at]) at++;
  for (; at < line.len && is_digit(line.ptr[at]) && digits < 5; at++, digits++)
    number = number * 10 + (uint32_t)(line.ptr[at] - '0');
  while (at < line.len && strchr("-]) *.", line.ptr[at]) && line.ptr[at]) at++;
  return at == line.len && digits > 0 ? number : 0;
}

static bool has_letter(assay_str line) {
  for (size_t i = 0; i < line.len; i++) {
    unsigned char c = (unsigned char)line.ptr[i];
    if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
  }
  return false;
}

static assay_status add_line(struct cleaning *c, struct line line, assay_error *err) {
  void *lines = c->lines;
  if (!alloc_grow(&c->alloc, &lines, &c->line_cap, c->line_count + 1, sizeof line))
    return error_memory(err, 0);
  c->lines = lines;
  c->lines[c->line_count++] = line;
  return ASSAY_OK;
}

static assay_status cut_lines(struct cleaning *c, assay_str text, assay_error *err) {
  for (size_t at = 0; at < text.len;) {
    const char *end = memchr(text.ptr + at, '\n', text.len - at);
    size_t next = end ? (size_t)(end - text.ptr) + 1 : text.len;
    size_t first = at, last = next;
    while (first < last && is_blank(text.ptr[first])) first++;
    while (last > first && is_blank(text.ptr[last - 1])) last--;
    struct line line = {.begin = (uint32_t)first,
                        .end = (uint32_t)last,
                        .whole_begin = (uint32_t)at,
                        .whole_end = (uint32_t)next};
    assay_status status = add_line(c, line, err);
    if (status != ASSAY_OK) return status;
    at = next;
  }
  return ASSAY_OK;
}

static bool is_empty(const struct cleaning *c, size_t line) {
  return c->lines[line].begin == c->lines[line].end;
}

static bool has_form_feed(const struct cleaning *c, assay_str text, size_t line) {
  const struct line *l = &c->lines[line];
  return memchr(text.ptr + l->whole_begin, '\f', l->whole_end - l->whole_begin) != NULL;
}

/* Hashes of the lines that can go: short ones that stand by themselves. Where form feeds
** cut pages, the first and the last line of the text are ends of pages, too. */
static void find_candidates(struct cleaning *c, assay_str text, assay_str folder) {
  bool paged = text.len > 0 && memchr(text.ptr, '\f', text.len);
  for (size_t i = 0; i < c->line_count; i++) {
    struct line *l = &c->lines[i];
    assay_str line = {text.ptr + l->begin, l->end - l->begin};
    bool above = i == 0 || is_empty(c, i - 1);
    bool below = i + 1 == c->line_count || is_empty(c, i + 1);
    bool page = has_form_feed(c, text, i) ||
                (i + 1 < c->line_count && has_form_feed(c, text, i + 1)) ||
                (paged && (i == 0 || i + 1 == c->line_count));
    bool alone = (above && below) || page;
    if (!alone || line.len == 0 || line.len > CLEAN_LINE_MOST) continue;
    l->page = page_number(line);
    if (has_letter(line)) l->hash = hash_line(line, folder);
  }
}

static void cleaning_free(struct cleaning *c) {
  alloc_free(&c->alloc, c->lines, c->line_cap, sizeof *c->lines);
  alloc_free(&c->alloc, c->reasons, c->line_count, sizeof *c->reasons);
  alloc_free(&c->alloc, c->cuts, c->cut_cap, sizeof *c->cuts);
  alloc_free(&c->alloc, c->found, c->found_cap, sizeof *c->found);
  table_free(&c->forms);
}

static void cleaning_init(struct cleaning *c, const assay_allocator *alloc) {
  memset(c, 0, sizeof *c);
  c->alloc = *alloc;
  table_init(&c->forms, alloc);
}

/* -- Survey ------------------------------------------------------------------------ */

assay_status clean_survey_new(struct clean_survey **out, const assay_allocator *alloc,
                              assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct clean_survey *s = alloc_zero(&a, 1, sizeof *s);
  if (!s) return error_memory(err, sizeof *s);
  s->alloc = a;
  table_init(&s->lines, &a);
  table_init(&s->folders, &a);
  *out = s;
  return ASSAY_OK;
}

void clean_survey_free(struct clean_survey *s) {
  if (!s) return;
  table_free(&s->lines);
  table_free(&s->folders);
  alloc_free(&s->alloc, s->documents, s->document_cap, sizeof *s->documents);
  alloc_free(&s->alloc, s->last, s->last_cap, sizeof *s->last);
  alloc_free(&s->alloc, s->sizes, s->size_cap, sizeof *s->sizes);
  assay_allocator alloc = s->alloc;
  alloc_free(&alloc, s, 1, sizeof *s);
}

/* Room for one more in an array of counts. */
static bool grow_counts(const struct clean_survey *s, uint32_t **counts, size_t *cap,
                        size_t used) {
  void *items = *counts;
  bool grown = alloc_grow(&s->alloc, &items, cap, used + 1, sizeof **counts);
  *counts = items;
  return grown;
}

/* Adds to the count of a line, unless the document had it already; a survey that is full
** counts no new ones. */
static assay_status count_line(struct clean_survey *s, assay_str key, uint32_t documents,
                               uint32_t document, assay_error *err) {
  uint32_t id = table_find(&s->lines, key);
  if (id == TABLE_NONE) {
    size_t count = s->lines.count;
    if (count >= CLEAN_SURVEY_MOST) return ASSAY_OK;
    if (!grow_counts(s, &s->documents, &s->document_cap, count) ||
        !grow_counts(s, &s->last, &s->last_cap, count))
      return error_memory(err, 0);
    assay_status status = table_intern(&s->lines, key, &id, err);
    if (status != ASSAY_OK) return status;
    s->documents[id] = s->last[id] = 0;
  }
  if (document > 0 && s->last[id] == document) return ASSAY_OK;
  s->last[id] = document;
  s->documents[id] += documents;
  return ASSAY_OK;
}

static assay_status count_folder(struct clean_survey *s, assay_str folder,
                                 uint32_t documents, assay_error *err) {
  uint32_t id = table_find(&s->folders, folder);
  if (id == TABLE_NONE) {
    size_t count = s->folders.count;
    if (!grow_counts(s, &s->sizes, &s->size_cap, count)) return error_memory(err, 0);
    assay_status status = table_intern(&s->folders, folder, &id, err);
    if (status != ASSAY_OK) return status;
    s->sizes[id] = 0;
  }
  s->sizes[id] += documents;
  return ASSAY_OK;
}

static assay_str hash_key(const uint64_t *hash) {
  return (assay_str){(const char *)hash, sizeof *hash};
}

assay_status clean_survey_add(struct clean_survey *s, assay_str folder, assay_str text,
                              assay_error *err) {
  struct cleaning c;
  cleaning_init(&c, &s->alloc);
  assay_status status = cut_lines(&c, text, err);
  if (status == ASSAY_OK) status = count_folder(s, folder, 1, err);
  s->count++;
  if (status == ASSAY_OK) find_candidates(&c, text, folder);
  for (size_t i = 0; i < c.line_count && status == ASSAY_OK; i++)
    if (c.lines[i].hash != 0)
      status = count_line(s, hash_key(&c.lines[i].hash), 1, s->count, err);
  cleaning_free(&c);
  return status;
}

assay_status clean_survey_merge(struct clean_survey *s, const struct clean_survey *more,
                                assay_error *err) {
  assay_status status = ASSAY_OK;
  for (uint32_t id = 0; id < more->lines.count && status == ASSAY_OK; id++)
    status = count_line(s, table_key(&more->lines, id), more->documents[id], 0, err);
  for (uint32_t id = 0; id < more->folders.count && status == ASSAY_OK; id++)
    status = count_folder(s, table_key(&more->folders, id), more->sizes[id], err);
  s->count += more->count;
  return status;
}

static bool is_repeated(const struct clean_survey *s, assay_str folder, uint64_t hash) {
  if (!s) return false;
  uint32_t line = table_find(&s->lines, hash_key(&hash));
  uint32_t of = table_find(&s->folders, folder);
  if (line == TABLE_NONE || of == TABLE_NONE) return false;
  return s->documents[line] >= DOCUMENTS_LEAST &&
         (uint64_t)s->documents[line] * DOCUMENTS_TENTH >= s->sizes[of];
}

/* -- Which lines go ---------------------------------------------------------------- */

static void mark(struct cleaning *c, size_t line, enum clean_reason reason) {
  if (c->reasons[line] == 0) c->reasons[line] = (uint8_t)(1 + reason);
}

/* Where half of a text or more is in other documents, they are copies of one another. */
static void find_repeated(struct cleaning *c, const struct clean_survey *survey,
                          assay_str folder) {
  size_t repeated = 0, all = 0;
  for (size_t i = 0; i < c->line_count; i++) {
    size_t bytes = c->lines[i].end - c->lines[i].begin;
    all += bytes;
    if (c->lines[i].hash == 0 || !is_repeated(survey, folder, c->lines[i].hash)) continue;
    mark(c, i, CLEAN_REPEATED);
    repeated += bytes;
  }
  if (2 * repeated >= all) memset(c->reasons, 0, c->line_count);
}

struct place { /* of a candidate */
  uint64_t hash;
  size_t line;
};

static int compare_places(const void *a, const void *b, void *context) {
  const struct place *x = a, *y = b;
  (void)context;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return x->line < y->line ? -1 : x->line > y->line;
}

/* The lines of one hash: a head when they are many and far enough apart. */
static void mark_heads(struct cleaning *c, const struct place *places, size_t count) {
  if (count < HEADS_LEAST) return;
  size_t span = places[count - 1].line - places[0].line;
  if (span < (count - 1) * CLEAN_PAGE_LINES) return;
  for (size_t i = 0; i < count; i++) mark(c, places[i].line, CLEAN_HEAD);
}

static assay_status find_heads(struct cleaning *c, assay_error *err) {
  struct place *places = alloc_zero(&c->alloc, c->line_count, sizeof *places);
  size_t count = 0;
  if (!places) return error_memory(err, 0);
  for (size_t i = 0; i < c->line_count; i++)
    if (c->lines[i].hash != 0) places[count++] = (struct place){c->lines[i].hash, i};
  assay_status status = ASSAY_OK;
  if (count > 0)
    status = sort_items(places, count, sizeof *places, compare_places, NULL, &c->alloc,
                        err);
  for (size_t from = 0, to; status == ASSAY_OK && from < count; from = to) {
    for (to = from; to < count && places[to].hash == places[from].hash;) to++;
    mark_heads(c, places + from, to - from);
  }
  alloc_free(&c->alloc, places, c->line_count, sizeof *places);
  return status;
}

/* Numbers by themselves that go up by one, a page apart. */
static void find_pages(struct cleaning *c) {
  size_t first = 0, last = 0, run = 0;
  for (size_t i = 0; i <= c->line_count; i++) {
    bool end = i == c->line_count;
    if (!end && c->lines[i].page == 0) continue;
    bool goes_on = !end && run > 0 && c->lines[i].page == c->lines[last].page + 1;
    if (!goes_on) {
      bool pages = run >= PAGES_LEAST && last - first >= (run - 1) * CLEAN_PAGE_LINES;
      for (size_t k = first; pages && k <= last; k++)
        if (c->lines[k].page > 0) mark(c, k, CLEAN_PAGE);
      first = i;
      run = 0;
    }
    last = i;
    run++;
  }
}

/* -- Cutting ----------------------------------------------------------------------- */

static assay_status add_cut(struct cleaning *c, size_t begin, size_t end,
                            assay_error *err) {
  void *cuts = c->cuts;
  if (!alloc_grow(&c->alloc, &cuts, &c->cut_cap, c->cut_count + 1, sizeof *c->cuts))
    return error_memory(err, 0);
  c->cuts = cuts;
  uint32_t gone = 0;
  if (c->cut_count > 0) {
    const struct cut *last = &c->cuts[c->cut_count - 1];
    gone = last->gone + last->end - last->begin;
  }
  c->cuts[c->cut_count++] = (struct cut){(uint32_t)begin, (uint32_t)end, gone};
  return ASSAY_OK;
}

static assay_status tell(struct cleaning *c, size_t line, assay_str text,
                         enum clean_reason reason, assay_error *err) {
  if (!c->visit) return ASSAY_OK;
  return c->visit(c->context, line + 1, text, reason, err);
}

static assay_status cut_line(struct cleaning *c, size_t i, assay_error *err) {
  const struct line *l = &c->lines[i];
  assay_str text = {c->record->text.data + l->begin, l->end - l->begin};
  enum clean_reason reason = (enum clean_reason)(c->reasons[i] - 1);
  assay_status status = tell(c, i, text, reason, err);
  return status == ASSAY_OK ? add_cut(c, l->whole_begin, l->whole_end, err) : status;
}

static bool is_small(char c) {
  return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_word_byte(char c) {
  return is_small(c) || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '\'';
}

struct hyphen {                  /* "secu-" LF "rity" */
  size_t begin, mark, next, end; /* of both parts */
};

static bool find_hyphen(const struct cleaning *c, size_t i, struct hyphen *h) {
  const char *text = c->record->text.data;
  if (i + 1 >= c->line_count || c->reasons[i + 1] != 0) return false;
  const struct line *a = &c->lines[i], *b = &c->lines[i + 1];
  if (a->end - a->begin < 3 || text[a->end - 1] != '-' || b->begin == b->end)
    return false;
  h->mark = h->begin = a->end - 1;
  while (h->begin > a->begin && is_word_byte(text[h->begin - 1])) h->begin--;
  h->next = h->end = b->begin;
  while (h->end < b->end && is_small(text[h->end])) h->end++;
  if (h->mark - h->begin < 2 || h->end - h->next < 2) return false;
  if (h->end < b->end && is_word_byte(text[h->end])) return false;
  for (size_t k = h->begin; k < h->mark; k++)
    if (!is_small(text[k]) && k > h->begin) return false;
  return true;
}

/* Longer words are not looked for. */
enum { WORD_MOST = 100 };

struct forms {
  char joined[2 * WORD_MOST], hyphened[2 * WORD_MOST + 1];
  size_t len; /* of joined; the other is one longer */
};

static bool make_forms(const struct cleaning *c, const struct hyphen *h,
                       struct forms *out) {
  const char *text = c->record->text.data;
  size_t first = h->mark - h->begin, second = h->end - h->next;
  if (first > WORD_MOST || second > WORD_MOST) return false;
  memcpy(out->joined, text + h->begin, first);
  memcpy(out->joined + first, text + h->next, second);
  memcpy(out->hyphened, text + h->begin, first + 1);
  memcpy(out->hyphened + first + 1, text + h->next, second);
  out->len = first + second;
  return true;
}

static assay_status collect_forms(struct cleaning *c, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < c->line_count && status == ASSAY_OK; i++) {
    struct hyphen h;
    struct forms forms;
    uint32_t id;
    if (c->reasons[i] != 0 || !find_hyphen(c, i, &h) || !make_forms(c, &h, &forms))
      continue;
    status = table_intern(&c->forms, (assay_str){forms.joined, forms.len}, &id, err);
    if (status == ASSAY_OK)
      status = table_intern(&c->forms, (assay_str){forms.hyphened, forms.len + 1}, &id,
                            err);
  }
  return status;
}

/* Which of the forms does the text have on one line? */
static assay_status look_for_forms(struct cleaning *c, assay_error *err) {
  assay_str text = buffer_str(&c->record->text);
  if (c->forms.count == 0) return ASSAY_OK;
  c->found = alloc_zero(&c->alloc, c->forms.count, sizeof *c->found);
  if (!c->found) return error_memory(err, 0);
  c->found_cap = c->forms.count;
  for (size_t at = 0; at < text.len;) {
    while (at < text.len && !is_word_byte(text.ptr[at])) at++;
    size_t begin = at;
    while (at < text.len && is_word_byte(text.ptr[at])) at++;
    uint32_t id = table_find(&c->forms, (assay_str){text.ptr + begin, at - begin});
    if (id != TABLE_NONE) c->found[id] = true;
  }
  return ASSAY_OK;
}

static bool has_form(const struct cleaning *c, const char *form, size_t len) {
  uint32_t id = table_find(&c->forms, (assay_str){form, len});
  return id != TABLE_NONE && c->found[id];
}

static assay_status join_hyphen(struct cleaning *c, size_t i, assay_error *err) {
  struct hyphen h;
  struct forms forms;
  char *text = c->record->text.data;
  if (!find_hyphen(c, i, &h) || !make_forms(c, &h, &forms)) return ASSAY_OK;
  if (!has_form(c, forms.joined, forms.len) && has_form(c, forms.hyphened, forms.len + 1))
    return ASSAY_OK;
  assay_str word = {forms.joined, forms.len};
  assay_status status = tell(c, i, word, CLEAN_JOINED, err);
  if (status == ASSAY_OK) status = add_cut(c, h.mark, h.next, err);
  /* The line ends behind the word now. */
  size_t blank = h.end;
  while (blank < c->lines[i + 1].end && !is_blank(text[blank])) blank++;
  if (status == ASSAY_OK && blank < c->lines[i + 1].end) text[blank] = '\n';
  return status;
}

/* An empty line behind lines that went, when there is one before them. */
static bool is_left_over(const struct cleaning *c, size_t i) {
  if (i == 0 || !is_empty(c, i) || c->reasons[i - 1] == 0) return false;
  size_t before = i;
  while (before > 0 && c->reasons[before - 1] != 0) before--;
  return before == 0 || is_empty(c, before - 1);
}

static assay_status find_cuts(struct cleaning *c, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < c->line_count && status == ASSAY_OK; i++) {
    const struct line *l = &c->lines[i];
    if (c->reasons[i] != 0)
      status = cut_line(c, i, err);
    else if (is_left_over(c, i))
      status = add_cut(c, l->whole_begin, l->whole_end, err);
    else
      status = join_hyphen(c, i, err);
  }
  return status;
}

/* Where a place of the old text is in the new one. */
static uint32_t moved(const struct cleaning *c, uint32_t place) {
  size_t low = 0, high = c->cut_count;
  while (low < high) { /* the first cut that begins at the place or behind it */
    size_t middle = low + (high - low) / 2;
    if (c->cuts[middle].begin < place)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0) return place;
  const struct cut *cut = &c->cuts[low - 1];
  uint32_t end = place < cut->end ? place : cut->end;
  return place - cut->gone - (end - cut->begin);
}

static void apply_cuts(struct cleaning *c) {
  struct record *r = c->record;
  for (size_t i = 0; i < r->mark_count; i++) {
    r->marks[i].begin = moved(c, r->marks[i].begin);
    r->marks[i].end = moved(c, r->marks[i].end);
  }
  size_t to = 0, from = 0;
  for (size_t i = 0; i <= c->cut_count; i++) {
    size_t stop = i < c->cut_count ? c->cuts[i].begin : r->text.len;
    memmove(r->text.data + to, r->text.data + from, stop - from);
    to += stop - from;
    if (i < c->cut_count) from = c->cuts[i].end;
  }
  r->text.len = to;
}

assay_status clean_record(const struct clean_survey *survey, assay_str folder,
                          struct record *record, clean_visit *visit, void *context,
                          assay_error *err) {
  struct cleaning c;
  assay_str text = buffer_str(&record->text);
  if (record->has_tokens || text.len == 0) return ASSAY_OK;
  cleaning_init(&c, &record->text.alloc);
  c.record = record;
  c.visit = visit;
  c.context = context;
  assay_status status = cut_lines(&c, text, err);
  if (status == ASSAY_OK) {
    c.reasons = alloc_zero(&c.alloc, c.line_count, sizeof *c.reasons);
    if (!c.reasons) status = error_memory(err, 0);
  }
  if (status == ASSAY_OK) {
    find_candidates(&c, text, folder);
    find_repeated(&c, survey, folder);
    find_pages(&c);
    status = find_heads(&c, err);
  }
  if (status == ASSAY_OK) status = collect_forms(&c, err);
  if (status == ASSAY_OK) status = look_for_forms(&c, err);
  if (status == ASSAY_OK) status = find_cuts(&c, err);
  if (status == ASSAY_OK && c.cut_count > 0) apply_cuts(&c);
  cleaning_free(&c);
  return status;
}
