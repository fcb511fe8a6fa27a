#ifndef ASSAY_BASE_METER_H
#define ASSAY_BASE_METER_H
/*
** meter.h - an allocator that counts, for objects whose owner may use only so much. Many
** meters write into one account; an object that leaves its owner takes its meter along,
** which from then on only waits for the last block to be freed.
** A meter's blocks may be had and given back by any thread; the rest is for one thread at
** a time.
*/
#include "assay.h"

#include <stdatomic.h>

struct meter_account {
  size_t most;         /* bytes in all; SIZE_MAX: no limit */
  size_t own;          /* bytes that the owner counts itself, without a meter */
  atomic_llong used;   /* bytes by meters; less than 0 when old blocks were freed */
  atomic_bool refused; /* something was, at least once */
  const struct meter_account *beside; /* what is used there counts here, too: the owner
                                      ** shares it with others. NULL: nothing */
  /* Asked before a large block is given; true: it is refused, as time is over. May be
  ** NULL. */
  bool (*is_over)(void *ctx);
  void *ctx;
};

struct meter;

/* May `bytes` more be used? */
bool meter_allows(const struct meter_account *account, size_t bytes);
/* Was something refused, here or in the account beside? */
bool meter_refused(const struct meter_account *account);
/* A meter that writes into the account, or, for NULL, into none. NULL when out of memory.
** Owned: meter_release. */
struct meter *meter_new(struct meter_account *account);
/* What is used from now on counts in that account; what was used before does not. */
void meter_attach(struct meter *meter, struct meter_account *account);
/* What it counted in its account is taken out, and nothing counts any more. NULL: nothing
** happens. */
void meter_detach(struct meter *meter);
/* Detaches and lets go: it is freed with the last of its blocks. May be NULL. */
void meter_release(struct meter *meter);
/* Valid while the meter is held, or one of its blocks is there. NULL: malloc. */
assay_allocator meter_allocator(struct meter *meter);
/* For work that is long without taking memory, at intervals: is the owner's time over?
** Then something counts as refused, and the work fails as when there is no memory. False
** for an allocator that is not a meter's. */
bool meter_is_over(const assay_allocator *allocator);

#endif
