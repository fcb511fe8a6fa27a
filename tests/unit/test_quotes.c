/* test_quotes.c - the public function: parts, parents, order, caching, memory, floods. */
#include "quote_cases.h"

#include <stdlib.h>

START_TEST(a_text_without_quotations_has_none) {
  assay_document *d = case_document("’Twas the powers’ fault in the ’30s, wasn't it?");
  size_t count = 9;
  case_quotes(d, &count);
  ck_assert_uint_eq(count, 0);
  assay_document_free(d);
  d = case_document("");
  case_quotes(d, &count);
  ck_assert_uint_eq(count, 0);
  assay_document_free(d);
}
END_TEST

START_TEST(a_broken_quotation_is_one_with_parts) {
  assay_document *d = case_document(
      "‘The roads’, Olga Marden remarks, ‘were bad in winter’. So it was.");
  size_t count;
  const assay_quote *q = case_quotes(d, &count);
  ck_assert_uint_eq(count, 1);
  ck_assert_uint_eq(q->part_count, 2);
  ck_str(case_part(d, q, 0), "The roads");
  ck_str(case_part(d, q, 1), "were bad in winter");
  ck_str(q->speaker, "Olga Marden");
  assay_document_free(d);
}
END_TEST

START_TEST(nested_quotations_know_their_parent) {
  assay_document *d = case_document(
      "Pym wrote ‘no’. ‘When Crale said “we shall go”, all left,’ claims Olga Marden.");
  size_t count;
  const assay_quote *q = case_quotes(d, &count);
  ck_assert_uint_eq(count, 3);
  ck_assert_int_eq(q[0].parent, -1);
  ck_assert_int_eq(q[1].parent, -1);
  ck_assert_int_eq(q[2].parent, 1);
  ck_assert_int_eq(q[2].kind, ASSAY_QUOTE_NESTED);
  ck_str(q[1].speaker, "Olga Marden");
  ck_str(q[2].speaker, "Crale");
  assay_document_free(d);
}
END_TEST

START_TEST(mention_and_cue_are_slices_of_the_text) {
  assay_document *d = case_document("“Too late,” wrote the historian Olga Marden.");
  size_t count;
  const assay_quote *q = case_quotes(d, &count);
  const char *text = assay_document_text(d).ptr;
  ck_assert_uint_eq(count, 1);
  ck_str(((assay_str){text + q->mention.begin, q->mention.end - q->mention.begin}),
         "historian Olga Marden");
  ck_str(((assay_str){text + q->cue.begin, q->cue.end - q->cue.begin}), "wrote");
  ck_str(q->speaker, "Olga Marden");
  assay_document_free(d);
}
END_TEST

START_TEST(the_second_call_gives_the_same_array) {
  assay_document *d = case_document("Marden calls it ‘a bitter cup’.");
  size_t count;
  const assay_quote *first = case_quotes(d, &count);
  ck_assert_ptr_eq(case_quotes(d, &count), first);
  assay_document_free(d);
}
END_TEST

static const char some[] =
    "PYM: Yes.\nCRALE: No.\n\nIn the words of Olga Marden, ‘a “bitter” cup’;\n"
    "‘Well’, Marden adds, ‘not quite’.[1] She was early, says Pym:\n\n    Snow fell.\n\n"
    "[1] Olga Marden, On War.";

static assay_status quote_some(const assay_allocator *a, assay_error *err) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.allocator = *a;
  assay_document *d;
  assay_status status = assay_document_new(&d, &options, S("some"), S(some), err);
  if (status != ASSAY_OK) return status;
  const assay_quote *quotes;
  size_t count = 77;
  status = assay_document_quotes(d, &quotes, &count, err);
  if (status != ASSAY_OK) ck_assert_uint_eq(count, 77);
  assay_document_free(d);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(quote_some);
}
END_TEST

/* Must end, with no more quotations than marks, and with parts inside the text. */
static void check_flood(const char *unit, size_t times) {
  size_t len = strlen(unit), count;
  char *text = malloc(len * times + 1);
  ck_assert_ptr_nonnull(text);
  for (size_t i = 0; i < times; i++) memcpy(text + i * len, unit, len);
  text[len * times] = '\0';
  assay_document *d = case_document(text);
  const assay_quote *q = case_quotes(d, &count);
  ck_assert_uint_le(count, len * times);
  for (size_t i = 0; i < count; i++) {
    ck_assert_int_lt(q[i].parent, (int32_t)i);
    for (uint32_t k = 0; k < q[i].part_count; k++) {
      ck_assert_uint_lt(q[i].parts[k].begin, q[i].parts[k].end);
      ck_assert_uint_le(q[i].parts[k].end, len * times);
    }
  }
  assay_document_free(d);
  free(text);
}

START_TEST(floods_end) {
  static const char *const units[] = {"“",
                                      "‘a’ ",
                                      "\"a\" ",
                                      "“a ‘b’ c” ",
                                      "A: b\n",
                                      "x:\n\n  y\n\n",
                                      "‘a’, said Lee, ",
                                      "Lee Lee ‘a’ ",
                                      "[1] ‘a’[1]\n",
                                      "“a\n\n",
                                      "and ‘a’ for B, ",
                                      "(‘a’ (B 1999)) ",
                                      "> x:\n"};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) check_flood(units[i], 20000);
}
END_TEST

UNIT_MAIN("quotes", a_text_without_quotations_has_none,
          a_broken_quotation_is_one_with_parts, nested_quotations_know_their_parent,
          mention_and_cue_are_slices_of_the_text, the_second_call_gives_the_same_array,
          out_of_memory_leaves_nothing, floods_end)
