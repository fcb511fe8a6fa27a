/*
** form_table.c - slots of one number each, which is written at once: who finds it finds
** all that was written before.
*/
#include "text/form_table.h"

#include "base/alloc.h"
#include "base/table.h"

#include <string.h>

enum { FIRST_SLOTS = 64 };

struct form {
  const char *text;
  uint32_t length, term;
};

void form_table_init(struct form_table *t, const assay_allocator *alloc) {
  memset(t, 0, sizeof *t);
  t->alloc = alloc_or_default(alloc);
  stable_list_init(&t->forms, sizeof(struct form), alloc);
}

static size_t slots_size(size_t count) {
  return sizeof(struct form_slots) + count * sizeof(uint64_t);
}

static void slots_free(struct form_table *t, struct form_slots *slots) {
  if (slots) alloc_free(&t->alloc, slots, slots_size(slots->count), 1);
}

void form_table_free(struct form_table *t) {
  struct form_slots *slots = t->slots;
  while (slots) {
    struct form_slots *older = slots->older;
    slots_free(t, slots);
    slots = older;
  }
  t->slots = NULL;
  stable_list_free(&t->forms);
}

/* The search begins where the half of the hash says that slots keep: growing needs no
** form. */
uint32_t form_table_find(const struct form_table *t, assay_str form) {
  const struct form_slots *slots = atomic_load_explicit(&t->slots, memory_order_acquire);
  if (!slots) return UINT32_MAX;
  const uint32_t tag = (uint32_t)(table_hash(form) >> 32);
  for (size_t i = tag & (slots->count - 1);; i = (i + 1) & (slots->count - 1)) {
    const uint64_t slot = atomic_load_explicit(&slots->slots[i], memory_order_acquire);
    if (slot == 0) return UINT32_MAX;
    if (slot >> 32 != tag) continue;
    const struct form *found = stable_list_at(&t->forms, (uint32_t)slot - 1);
    const assay_str text = {found->text, found->length};
    if (str_equal(text, form)) return found->term;
  }
}

static void put(struct form_slots *t, uint64_t slot) {
  size_t i = (size_t)(slot >> 32) & (t->count - 1);
  while (atomic_load_explicit(&t->slots[i], memory_order_relaxed) != 0)
    i = (i + 1) & (t->count - 1);
  atomic_store_explicit(&t->slots[i], slot, memory_order_release);
}

static bool grow(struct form_table *t) {
  struct form_slots *old = t->slots, *grown = NULL;
  const size_t count = old ? old->count * 2 : FIRST_SLOTS;
  if (count < SIZE_MAX / sizeof(uint64_t) / 2)
    grown = alloc_zero(&t->alloc, slots_size(count), 1);
  if (!grown) return false;
  grown->count = count;
  for (size_t i = 0; old && i < old->count; i++)
    if (old->slots[i] != 0) put(grown, old->slots[i]);
  if (t->shared)
    grown->older = old;
  else
    slots_free(t, old);
  atomic_store_explicit(&t->slots, grown, memory_order_release);
  return true;
}

bool form_table_reserve(struct form_table *t) {
  const size_t used = stable_list_count(&t->forms);
  const struct form_slots *slots = t->slots;
  if ((!slots || used * 2 >= slots->count) && !grow(t)) return false;
  return stable_list_reserve(&t->forms) != NULL;
}

void form_table_add(struct form_table *t, assay_str form, uint32_t term) {
  struct form *added = stable_list_reserve(&t->forms);
  *added = (struct form){form.ptr, (uint32_t)form.len, term};
  stable_list_push(&t->forms);
  const uint64_t tag = table_hash(form) >> 32;
  put(t->slots, tag << 32 | stable_list_count(&t->forms));
}
