#ifndef ASSAY_BASE_CREW_H
#define ASSAY_BASE_CREW_H
/*
** crew.h - threads that do one job after the other, each in independent pieces. What a
** piece gives must not depend on the worker that does it. After a job the threads stay
** awake for the next one, for two milliseconds, and then they end: to wake a processor
** takes longer than many a job.
*/
#include "assay.h"

enum { CREW_MOST = 64 };

struct crew;

/* Of so many workers, CREW_MOST at most; the calling thread is one of them, the others
** start when there is work. NULL is a crew of that one alone, and what comes for a size
** of 0 or 1, or without memory. Owned. */
struct crew *crew_new(size_t size);
void crew_free(struct crew *crew);
size_t crew_size(const struct crew *crew);

/* Does piece number `piece`; worker is below crew_size, and no two pieces of one worker
** are done at a time: arrays by worker need no lock. */
typedef assay_status crew_job(void *ctx, size_t worker, size_t piece, assay_error *err);

/* Does pieces 0..count-1 in the order of their numbers, as workers become free, and
** returns when all are done. If no other thread can be started, or the crew is at work,
** the calling thread does them all. Where pieces fail no more are begun, and the failure
** of the first one by number is returned. */
assay_status crew_run(struct crew *crew, size_t count, crew_job *job, void *ctx,
                      assay_error *err);

#endif
