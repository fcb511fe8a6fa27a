/* fuzz_where.c - a condition is refused at a place in it, or can be asked. */
#include "corpus/where.h"
#include "fuzz.h"

static struct value look_up(void *context, size_t field) {
  static const struct value values[] = {{VALUE_NONE, {NULL, 0}, 0, 0},
                                        {VALUE_INTEGER, {NULL, 0}, 1936, 0},
                                        {VALUE_NUMBER, {NULL, 0}, 0, 2.5},
                                        {VALUE_TEXT, {"1936-05-31", 10}, 0, 0},
                                        {VALUE_TEXT, {"Kim", 3}, 0, 0}};
  (void)context;
  return values[field % (sizeof values / sizeof *values)];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct where *w;
  struct where_search *s;
  assay_error err;
  size_t count;
  bool first = false, second = false;
  assay_status status = where_parse(&w, fuzz_str(data, size), NULL, &err);
  if (status != ASSAY_OK) {
    FUZZ_CHECK(status == ASSAY_EPATTERN || status == ASSAY_ELIMIT);
    FUZZ_CHECK(err.offset <= size && err.message[0]);
    return 0;
  }
  const assay_str *fields = where_fields(w, &count);
  FUZZ_CHECK(count > 0 && fields[0].len > 0);
  FUZZ_CHECK(where_check_fields(w, fields, count, NULL) == ASSAY_OK);
  FUZZ_CHECK(where_search_new(&s, w, NULL, &err) == ASSAY_OK);
  status = where_match(s, look_up, NULL, &first, &err);
  FUZZ_CHECK(status == ASSAY_OK || status == ASSAY_ELIMIT);
  FUZZ_CHECK(where_match(s, look_up, NULL, &second, &err) == status && first == second);
  where_search_free(s);
  where_free(w);
  return 0;
}
