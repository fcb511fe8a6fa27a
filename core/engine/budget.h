#ifndef ASSAY_ENGINE_BUDGET_H
#define ASSAY_ENGINE_BUDGET_H
/*
** budget.h - how the memory of a run is divided. While documents are mapped, each thread
** reads one and has n-grams of its own; when they are reported there is one of all, and
** no thread reads any more. What is not counted here (the program, scripts, vocabularies)
** stays below BUDGET_OVERHEAD in any usual run.
*/
#include "assay.h"
#include "corpus/corpus.h"

#define BUDGET_OVERHEAD ((uint64_t)64 << 20)

struct budget {
  size_t threads;     /* that there is memory for: no more than were asked for */
  uint64_t of_thread; /* bytes for the n-grams of each; 0: as many as they take */
  uint64_t of_report; /* bytes for those of all */
};

/* memory 0: no limit. ASSAY_ELIMIT when reading the largest document takes more: the
** message has the budget, and the document is the source. */
assay_status budget_divide(struct budget *out, uint64_t memory, size_t threads,
                           const struct corpus *corpus, assay_error *err);

#endif
