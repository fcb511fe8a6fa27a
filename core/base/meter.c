/*
** meter.c - each block holds its meter, and so does whoever made it: the last one frees
** it. Blocks are counted apart from bytes, because a block may grow.
*/
#include "base/meter.h"

#include "base/alloc.h"

enum { LARGE = 1 << 14 }; /* bytes; asking the clock costs nothing beside such a block */

struct meter {
  struct meter_account *account; /* NULL: none */
  atomic_llong counted;          /* in that account */
  atomic_size_t holders;
};

static size_t used_by_meters(const struct meter_account *account) {
  const long long used = atomic_load_explicit(&account->used, memory_order_relaxed);
  return used > 0 ? (size_t)used : 0;
}

bool meter_allows(const struct meter_account *account, size_t bytes) {
  size_t all = account->own + used_by_meters(account);
  if (account->beside) all += used_by_meters(account->beside);
  return all <= account->most && bytes <= account->most - all;
}

bool meter_refused(const struct meter_account *account) {
  return atomic_load(&account->refused) ||
         (account->beside && atomic_load(&account->beside->refused));
}

struct meter *meter_new(struct meter_account *account) {
  assay_allocator a = alloc_default();
  struct meter *meter = alloc_zero(&a, 1, sizeof *meter);
  if (!meter) return NULL;
  meter->account = account;
  atomic_init(&meter->counted, 0);
  atomic_init(&meter->holders, 1);
  return meter;
}

static void let_go(struct meter *meter) {
  assay_allocator a = alloc_default();
  if (atomic_fetch_sub(&meter->holders, 1) == 1) alloc_free(&a, meter, 1, sizeof *meter);
}

void meter_attach(struct meter *meter, struct meter_account *account) {
  if (!meter) return;
  meter_detach(meter);
  meter->account = account;
}

void meter_detach(struct meter *meter) {
  if (!meter || !meter->account) return;
  atomic_fetch_sub(&meter->account->used, atomic_exchange(&meter->counted, 0));
  meter->account = NULL;
}

void meter_release(struct meter *meter) {
  if (!meter) return;
  meter_detach(meter);
  let_go(meter);
}

static bool time_is_over(const struct meter_account *account) {
  return account->is_over && account->is_over(account->ctx);
}

static bool refuses(struct meter_account *account, size_t more, size_t size) {
  bool over = size >= LARGE && time_is_over(account);
  if (over || !meter_allows(account, more)) atomic_store(&account->refused, true);
  return over || !meter_allows(account, more);
}

static void count(struct meter *meter, size_t old, size_t size) {
  const long long change = (long long)size - (long long)old;
  if (!meter->account) return;
  atomic_fetch_add_explicit(&meter->counted, change, memory_order_relaxed);
  atomic_fetch_add_explicit(&meter->account->used, change, memory_order_relaxed);
}

static void *meter_resize(void *ctx, void *ptr, size_t old_size, size_t new_size) {
  struct meter *meter = ctx;
  assay_allocator a = alloc_default();
  size_t old = ptr ? old_size : 0;
  if (new_size > old && meter->account &&
      refuses(meter->account, new_size - old, new_size))
    return NULL;
  void *moved = a.resize(a.ctx, ptr, old, new_size);
  if (!moved && new_size > 0) return NULL;
  count(meter, old, new_size);
  if (!ptr && new_size > 0) atomic_fetch_add(&meter->holders, 1);
  if (ptr && new_size == 0) let_go(meter);
  return moved;
}

assay_allocator meter_allocator(struct meter *meter) {
  assay_allocator a = {meter_resize, meter};
  return meter ? a : alloc_default();
}

bool meter_is_over(const assay_allocator *allocator) {
  if (allocator->resize != meter_resize) return false;
  struct meter_account *account = ((struct meter *)allocator->ctx)->account;
  if (!account || !time_is_over(account)) return false;
  atomic_store(&account->refused, true);
  return true;
}
