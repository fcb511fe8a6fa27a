/* test_indirect.c - reported clauses: their words, who says them, and what is none. */
#include "quote_cases.h"
#include "unit.h"

#include <stdio.h>

/* Writes the reported clauses, one a line, with their speakers. */
static void read_reports(const char *text, char *out, size_t size) {
  assay_document *d = case_document(text);
  const assay_quote *quotes;
  size_t count, n = 0;
  ck_assert_int_eq(assay_document_reports(d, &quotes, &count, NULL), ASSAY_OK);
  out[0] = '\0';
  for (size_t i = 0; i < count; i++) {
    if (quotes[i].kind != ASSAY_QUOTE_INDIRECT) continue;
    assay_str words = case_part(d, &quotes[i], 0);
    n += (size_t)snprintf(out + n, size - n, "%s%.*s (%.*s)", n == 0 ? "" : "|",
                          (int)words.len, words.ptr, (int)quotes[i].speaker.len,
                          quotes[i].speaker.ptr);
  }
  assay_document_free(d);
}

static void check(const char *text, const char *expected) {
  char out[1024];
  read_reports(text, out, sizeof out);
  ck_assert_msg(strcmp(out, expected) == 0, "got      %s\nexpected %s", out, expected);
}

START_TEST(that_leads_to_a_clause) {
  check("Stephen Lee argues that the League failed (Lee 1987, p. 12). It went on.",
        "the League failed (Stephen Lee)");
  check("Lee claims that it was late, but Kim stayed.", "it was late (Lee)");
  check("He said he would not go.", "he would not go ()");
  check("Kim never claimed that it was so.", "");
}
END_TEST

START_TEST(sources_lead_to_their_sentence) {
  check("According to Robert Service, the plan was mad.",
        "the plan was mad (Robert Service)");
  check("The plan was mad, according to Service.", "The plan was mad (Service)");
}
END_TEST

START_TEST(other_languages) {
  check("Lee sagt, dass die Lage ernst ist.", "die Lage ernst ist (Lee)");
  check("Lee behauptet, die Liga sei gescheitert.", "die Liga sei gescheitert (Lee)");
  check("Selon Martin, le plan est fou.", "le plan est fou (Martin)");
  check("Lee affirme que la paix est perdue.", "la paix est perdue (Lee)");
  check("Петров сказал, что мир потерян.", "мир потерян (Петров)");
}
END_TEST

/* Reports stand among the quotations, whose list without them is as it was. */
START_TEST(quotations_stay) {
  assay_document *d = case_document(
      "Lee says that “it is ‘so’ bad”. Kim argues that it is not.");
  const assay_quote *quotes, *all;
  size_t count, all_count;
  ck_assert_int_eq(assay_document_quotes(d, &quotes, &count, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_document_reports(d, &all, &all_count, NULL), ASSAY_OK);
  ck_assert_uint_eq(count, 2);
  ck_assert_int_eq(quotes[1].parent, 0);
  ck_assert_uint_eq(all_count, 3);
  ck_assert_int_eq(all[1].parent, 0);
  ck_assert_int_eq(all[2].kind, ASSAY_QUOTE_INDIRECT);
  assay_document_free(d);
}
END_TEST

static assay_status report_some(const assay_allocator *alloc, assay_error *err) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  assay_document *d;
  const assay_quote *quotes;
  size_t count;
  options.allocator = *alloc;
  assay_status status = assay_document_new(&d, &options, S("x"),
                                           S("Lee says that it is “so”."), err);
  if (status != ASSAY_OK) return status;
  status = assay_document_reports(d, &quotes, &count, err);
  assay_document_free(d);
  return status;
}

START_TEST(memory_may_run_out) {
  unit_fail_each(report_some);
}
END_TEST

UNIT_MAIN("indirect", that_leads_to_a_clause, sources_lead_to_their_sentence,
          other_languages, quotations_stay, memory_may_run_out)
