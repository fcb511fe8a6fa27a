/*
** ngram_store.c - queues of pages. A page begins with the number of bytes in it; entries
** do not cross pages. Of an entry there is a byte for what is as in the entry before on
** the page; then what is not: both orders in a byte, numbers and words as varints.
*/
#include "count/ngram_store.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/varint.h"

#include <string.h>

enum {
  PAGE_HEAD = 4,
  MOST_ENTRY = 2 + 2 * 10 + 5 * ASSAY_NGRAM_MAX,
  SHARED_WORDS = 15,     /* bits of the first byte: how many words, */
  SAME_ORDER = 1 << 5,   /* the order, and no others, */
  SAME_COUNT = 1 << 6,   /* and the count are as before; */
  ALL_DIFFERENT = 1 << 7 /* there are as many documents as the count */
};

assay_status ngram_store_init(struct ngram_store *s, const assay_allocator *alloc,
                              size_t queues, size_t memory, assay_error *err) {
  memset(s, 0, sizeof *s);
  s->alloc = *alloc;
  s->file.fd = -1;
  s->queue_count = queues;
  s->most_kept = memory / STORE_PAGE;
  s->queues = alloc_zero(alloc, queues, sizeof *s->queues);
  return s->queues ? ASSAY_OK : error_memory(err, queues * sizeof *s->queues);
}

void ngram_store_free(struct ngram_store *s) {
  for (size_t i = 0; s->queues && i < s->queue_count; i++) {
    struct store_queue *q = &s->queues[i];
    alloc_free(&s->alloc, q->pages, q->page_cap, sizeof *q->pages);
    alloc_free(&s->alloc, q->last, STORE_PAGE, 1);
  }
  for (size_t i = 0; i < s->kept_count; i++)
    alloc_free(&s->alloc, s->kept[i], STORE_PAGE, 1);
  alloc_free(&s->alloc, s->kept, s->kept_cap, sizeof *s->kept);
  alloc_free(&s->alloc, s->queues, s->queue_count, sizeof *s->queues);
  scratch_close(&s->file);
  s->queues = NULL;
  s->kept = NULL;
  s->kept_count = 0;
}

static assay_status store_file_page(struct ngram_store *s, struct store_queue *q,
                                    assay_error *err) {
  assay_status status = ASSAY_OK;
  if (s->file.fd < 0) status = scratch_open(&s->file, err);
  if (status == ASSAY_OK)
    status = scratch_write(&s->file, (uint64_t)s->filed * STORE_PAGE,
                           (assay_str){q->last, STORE_PAGE}, err);
  return status;
}

/* Puts the last page of a queue away, in memory while there is room. */
static assay_status store_close_page(struct ngram_store *s, struct store_queue *q,
                                     assay_error *err) {
  const uint32_t used = (uint32_t)q->used;
  void *pages = q->pages, *kept = s->kept;
  memcpy(q->last, &used, sizeof used);
  memset(q->last + used, 0, STORE_PAGE - used);
  if (!alloc_grow(&s->alloc, &pages, &q->page_cap, q->page_count + 1, sizeof *q->pages))
    return error_memory(err, 0);
  q->pages = pages;
  if (s->kept_count < s->most_kept && s->filed == 0) {
    if (!alloc_grow(&s->alloc, &kept, &s->kept_cap, s->kept_count + 1, sizeof *s->kept))
      return error_memory(err, 0);
    s->kept = kept;
    q->pages[q->page_count++] = (uint32_t)s->kept_count;
    s->kept[s->kept_count++] = q->last;
    q->last = NULL;
    return ASSAY_OK;
  }
  if (s->filed >= UINT32_MAX - s->kept_count)
    return error_set(err, ASSAY_ELIMIT, "a temporary file is limited to 32 TiB");
  assay_status status = store_file_page(s, q, err);
  if (status != ASSAY_OK) return status;
  q->pages[q->page_count++] = (uint32_t)s->kept_count + s->filed++;
  q->used = PAGE_HEAD;
  return ASSAY_OK;
}

static size_t put_number(char *out, uint64_t value) {
  size_t len = 0;
  for (; value >= 0x80; value >>= 7) out[len++] = (char)(value | 0x80);
  out[len++] = (char)value;
  return len;
}

/* Before the first entry of a page. */
static void state_clear(struct store_state *state) {
  state->word_count = state->n = 0;
  state->count = 1;
}

/* Writes an entry behind those of the page. No two have the same words, so that a longest
** one shares less than all. */
static void put_entry(struct store_queue *q, const struct ngram_entry *entry,
                      const uint32_t *words) {
  struct store_state *state = &q->state;
  char *out = q->last + q->used;
  uint32_t shared = 0;
  while (shared < state->word_count && shared < entry->to && shared < SHARED_WORDS &&
         state->words[shared] == words[shared])
    shared++;
  unsigned head = shared;
  if (entry->n == state->n && entry->to == entry->n) head |= SAME_ORDER;
  if (entry->count == state->count) head |= SAME_COUNT;
  if (entry->documents == entry->count) head |= ALL_DIFFERENT;
  size_t len = 0;
  out[len++] = (char)head;
  if (!(head & SAME_ORDER)) out[len++] = (char)((entry->n - 1) | (entry->to - 1) << 4);
  if (!(head & SAME_COUNT)) len += put_number(out + len, entry->count);
  if (!(head & ALL_DIFFERENT)) len += put_number(out + len, entry->documents);
  for (uint32_t i = shared; i < entry->to; i++) {
    const uint32_t before = i == shared && i < state->word_count ? state->words[i] : 0;
    len += put_number(out + len, (uint32_t)(words[i] - before));
    state->words[i] = words[i];
  }
  state->word_count = entry->to;
  state->n = entry->n;
  state->count = entry->count;
  q->used += len;
}

assay_status ngram_store_put(struct ngram_store *s, size_t queue,
                             const struct ngram_entry *entry, const uint32_t *words,
                             assay_error *err) {
  struct store_queue *q = &s->queues[queue];
  if (q->last && q->used + MOST_ENTRY > STORE_PAGE) {
    assay_status status = store_close_page(s, q, err);
    if (status != ASSAY_OK) return status;
  }
  if (!q->last) {
    q->last = alloc_bytes(&s->alloc, STORE_PAGE);
    if (!q->last) return error_memory(err, STORE_PAGE);
    q->used = PAGE_HEAD;
  }
  if (q->used == PAGE_HEAD) state_clear(&q->state);
  put_entry(q, entry, words);
  return ASSAY_OK;
}

assay_status ngram_store_finish(struct ngram_store *s, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < s->queue_count && status == ASSAY_OK; i++) {
    struct store_queue *q = &s->queues[i];
    if (!q->last) continue;
    if (q->used > PAGE_HEAD) status = store_close_page(s, q, err);
    alloc_free(&s->alloc, q->last, STORE_PAGE, 1);
    q->last = NULL;
  }
  return status;
}

static assay_status load_page(const struct ngram_store *s, struct store_reader *r,
                              assay_error *err) {
  const uint32_t page = s->queues[r->queue].pages[r->page];
  assay_status status = ASSAY_OK;
  if (page < s->kept_count)
    memcpy(r->data, s->kept[page], STORE_PAGE);
  else
    status = scratch_read(&s->file, (uint64_t)(page - s->kept_count) * STORE_PAGE,
                          r->data, STORE_PAGE, err);
  if (status == ASSAY_OK) r->loaded = true;
  return status;
}

static void take_entry(struct store_reader *r, struct ngram_entry *out) {
  struct store_state *state = &r->state;
  if (r->at == PAGE_HEAD) state_clear(state);
  const unsigned head = (unsigned char)r->data[r->at++];
  const uint32_t shared = head & SHARED_WORDS;
  out->at = 0;
  out->n = out->to = state->n;
  if (!(head & SAME_ORDER)) {
    const unsigned orders = (unsigned char)r->data[r->at++];
    out->n = (orders & 15u) + 1;
    out->to = (orders >> 4) + 1;
  }
  out->count = head & SAME_COUNT ? state->count : varint_get(r->data, &r->at);
  out->documents = head & ALL_DIFFERENT ? out->count : varint_get(r->data, &r->at);
  for (uint32_t i = shared; i < out->to; i++) {
    const bool differs = i == shared && i < state->word_count;
    const uint32_t before = differs ? state->words[i] : 0;
    state->words[i] = before + (uint32_t)varint_get(r->data, &r->at);
  }
  state->word_count = out->to;
  state->n = out->n;
  state->count = out->count;
}

bool ngram_store_next(const struct ngram_store *s, struct store_reader *r,
                      struct ngram_entry *out, assay_status *status, assay_error *err) {
  uint32_t used = 0;
  for (;;) {
    if (r->loaded) {
      memcpy(&used, r->data, sizeof used);
      if (r->at == 0) r->at = PAGE_HEAD;
      if (r->at < used) break;
      r->loaded = false;
      r->page++;
      r->at = 0;
    }
    while (r->queue < s->queue_count && r->page >= s->queues[r->queue].page_count) {
      r->queue++;
      r->page = 0;
    }
    if (r->queue >= s->queue_count) return false;
    *status = load_page(s, r, err);
    if (*status != ASSAY_OK) return false;
  }
  take_entry(r, out);
  return true;
}
