/* fuzz_term.c - the first line is a search term, the rest a text to search. */
#include "assay.h"
#include "fuzz.h"

static void check_hit(const assay_hit *hit, assay_tokens tokens, size_t from) {
  FUZZ_CHECK(hit->tokens.begin >= from && hit->tokens.begin < hit->tokens.end);
  FUZZ_CHECK(hit->tokens.end <= tokens.count);
  FUZZ_CHECK(hit->bytes.begin == tokens.begin[hit->tokens.begin]);
  FUZZ_CHECK(hit->bytes.end == tokens.end[hit->tokens.end - 1]);
}

static void search(const assay_pattern *pattern, const assay_document *document) {
  assay_matcher *matcher;
  FUZZ_CHECK(assay_matcher_new(&matcher, pattern, assay_document_vocabulary(document),
                               NULL, NULL) == ASSAY_OK);
  assay_tokens tokens = assay_document_tokens(document);
  assay_hit hit = {{0, 0}, {0, 0}};
  bool found = true;
  while (found) {
    size_t from = hit.tokens.end;
    FUZZ_CHECK(assay_matcher_next(matcher, document, from, &hit, &found, NULL) ==
               ASSAY_OK);
    if (found) check_hit(&hit, tokens, from);
  }
  assay_matcher_free(matcher);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  assay_str rest = fuzz_str(data, size);
  struct buffer source = fuzz_utf8(fuzz_first_line(&rest)), text = fuzz_utf8(rest);
  assay_pattern *pattern = NULL;
  assay_document *document = NULL;
  assay_error err;
  assay_str name = {"fuzz", 4};
  assay_status status = assay_pattern_new(&pattern, buffer_str(&source), NULL, NULL,
                                          &err);
  if (status != ASSAY_OK) {
    FUZZ_CHECK(status == ASSAY_EPATTERN || status == ASSAY_ELIMIT);
    FUZZ_CHECK(!pattern && err.offset <= source.len && err.message[0] != '\0');
  } else if (assay_document_new(&document, NULL, name, buffer_str(&text), NULL) ==
             ASSAY_OK) {
    FUZZ_CHECK(assay_pattern_form(pattern).len > 0);
    search(pattern, document);
  }
  assay_document_free(document);
  assay_pattern_free(pattern);
  buffer_free(&text);
  buffer_free(&source);
  return 0;
}
