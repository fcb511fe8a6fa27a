#ifndef ASSAY_ENGINE_MAPPING_H
#define ASSAY_ENGINE_MAPPING_H
/*
** mapping.h - the first half of a run: documents to accumulators, in threads.
*/
#include "engine/run.h"
#include "engine/worker.h"

/* How many threads so many shards are worth. */
size_t mapping_threads(const struct run_options *options, size_t shards);
/* Maps the share of the options. main is open, and calls new(); *out is empty but for its
** arena. What a failure leaves in *out is to be freed. */
assay_status mapping_run(struct shared_run *shared, struct worker *main,
                         struct run_mapped *out, assay_error *err);

#endif
