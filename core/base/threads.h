#ifndef ASSAY_BASE_THREADS_H
#define ASSAY_BASE_THREADS_H
/*
** threads.h - independent pieces of one job on several threads, from begin to end of a
** call. What a job gives must not depend on the worker that does it.
*/
#include "assay.h"

enum { THREADS_MOST = 64 };

/* Does job number `job`; worker is below `threads`, and no two jobs of one worker run at
** a time: arrays by worker need no lock. */
typedef assay_status thread_job(void *ctx, size_t worker, size_t job, assay_error *err);

/* Does jobs 0..jobs-1 in the order of their numbers, as workers become free, and returns
** when all are done. The calling thread is one of the workers; if no other thread can be
** started it does them all. threads: 0 and 1 mean the calling thread alone. Where jobs
** fail no more are begun, and the failure of the first one by number is returned. */
assay_status threads_run(size_t threads, size_t jobs, thread_job *job, void *ctx,
                         assay_error *err);

#endif
