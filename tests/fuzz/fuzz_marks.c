/*
** fuzz_marks.c - marks, pairs, and everything else that makes a span: marks are in order
** and on characters, pairs and drafts form a forest, problems are marks.
*/
#include "assay.h"
#include "fuzz.h"
#include "quote/pairing.h"
#include "quote/spans.h"
#include "text/utf8.h"

static assay_span span(uint32_t begin, uint32_t end) {
  assay_span s = {begin, end};
  return s;
}

static void check_pairs(assay_str text, const struct pairs *pairs) {
  for (size_t i = 0; i < pairs->count; i++) {
    const struct pair *pair = &pairs->items[i];
    FUZZ_CHECK(fuzz_is_span(text, span(pair->begin, pair->end)));
    FUZZ_CHECK(fuzz_is_span(text, span(pair->inner_begin, pair->inner_end)));
    FUZZ_CHECK(pair->begin <= pair->inner_begin && pair->inner_end <= pair->end);
    FUZZ_CHECK(i == 0 || pairs->items[i - 1].begin <= pair->begin);
    FUZZ_CHECK(pair->parent >= -1 && pair->parent < (int32_t)i);
    if (pair->parent >= 0) FUZZ_CHECK(pair->end <= pairs->items[pair->parent].end);
  }
  for (size_t i = 0; i < pairs->problem_count; i++) {
    const struct mark_problem *problem = &pairs->problems[i];
    FUZZ_CHECK(fuzz_is_span(text, span(problem->begin, problem->end)));
    FUZZ_CHECK(i == 0 || pairs->problems[i - 1].end <= problem->begin);
  }
}

static void check_marks(assay_str text) {
  struct marks marks;
  struct pairs pairs;
  marks_init(&marks, NULL);
  pairs_init(&pairs, NULL);
  FUZZ_CHECK(marks_find(&marks, text, NULL) == ASSAY_OK);
  for (size_t i = 0; i < marks.count; i++) {
    const struct mark *m = &marks.items[i];
    FUZZ_CHECK(fuzz_is_span(text, span(m->begin, m->end)) && m->begin < m->end);
    FUZZ_CHECK(i == 0 || marks.items[i - 1].end <= m->begin);
    FUZZ_CHECK((int)mark_family(m) < FAMILY_COUNT);
  }
  FUZZ_CHECK(pairs_find(&pairs, &marks, text, NULL) == ASSAY_OK);
  check_pairs(text, &pairs);
  pairs_free(&pairs);
  marks_free(&marks);
}

static void check_spans(assay_str text) {
  struct drafts drafts;
  drafts_init(&drafts, NULL);
  FUZZ_CHECK(spans_find(&drafts, text, NULL, NULL) == ASSAY_OK);
  for (size_t i = 0; i < drafts.count; i++) {
    const struct draft *d = &drafts.items[i];
    FUZZ_CHECK(fuzz_is_span(text, span(d->inner_begin, d->inner_end)));
    FUZZ_CHECK(d->inner_begin < d->inner_end);
    FUZZ_CHECK(d->parent >= -1 && d->parent < (int32_t)i);
    FUZZ_CHECK(d->part_of >= -1 && d->part_of < (int32_t)i);
    FUZZ_CHECK(i == 0 || drafts.items[i - 1].begin <= d->begin);
  }
  drafts_free(&drafts);
}

/* With reported clauses among them the list is still in order and a forest. */
static void check_reports(assay_str bytes) {
  assay_document *document;
  assay_str name = {"fuzz", 4};
  const assay_quote *quotes;
  size_t count;
  if (assay_document_new(&document, NULL, name, bytes, NULL) != ASSAY_OK) return;
  assay_str text = assay_document_text(document); /* without a byte order mark */
  FUZZ_CHECK(assay_document_reports(document, &quotes, &count, NULL) == ASSAY_OK);
  for (size_t i = 0; i < count; i++) {
    FUZZ_CHECK(quotes[i].part_count > 0 && fuzz_is_span(text, quotes[i].parts[0]));
    FUZZ_CHECK(i == 0 || quotes[i - 1].parts[0].begin <= quotes[i].parts[0].begin);
    FUZZ_CHECK(quotes[i].parent >= -1 && quotes[i].parent < (int32_t)i);
  }
  assay_document_free(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  assay_str text = fuzz_str(data, size);
  if (utf8_valid_prefix(text) != text.len) return 0;
  check_marks(text);
  check_spans(text);
  check_reports(text);
  return 0;
}
