/*
** budget.c - estimates from the sizes of the documents, before any is read.
*/
#include "engine/budget.h"

#include "base/error.h"

/* A document in memory takes its bytes some times: text, token columns, sentences. */
enum { DOCUMENT_TIMES = 6 };

static size_t largest_document(const struct corpus *corpus) {
  size_t largest = 0;
  for (size_t i = 1; i < corpus_count(corpus); i++)
    if (corpus_bytes_at_once(corpus, i) > corpus_bytes_at_once(corpus, largest))
      largest = i;
  return largest;
}

assay_status budget_divide(struct budget *out, uint64_t memory, size_t threads,
                           const struct corpus *corpus, assay_error *err) {
  *out = (struct budget){threads, 0, 0};
  if (memory == 0 || threads == 0) return ASSAY_OK;
  const size_t largest = largest_document(corpus);
  const uint64_t reading = corpus_bytes_at_once(corpus, largest) * DOCUMENT_TIMES;
  /* Half of it for reading, as long as that leaves one thread. */
  while (out->threads > 1 && out->threads * reading > memory / 2) out->threads--;
  if (reading > memory) {
    assay_status status = error_set(
        err, ASSAY_ELIMIT,
        "reading it takes about %llu bytes of memory, --memory allows %llu",
        (unsigned long long)reading, (unsigned long long)memory);
    error_name_source(err, corpus_name(corpus, largest));
    return status;
  }
  out->of_thread = (memory - out->threads * reading) / out->threads;
  out->of_report = memory;
  if (out->of_thread == 0) out->of_thread = 1;
  return ASSAY_OK;
}
