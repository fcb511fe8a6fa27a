/* test_clean.c - what --clean takes out of texts, and that it is told. */
#include "corpus/clean.h"

#include "unit.h"

#include <stdio.h>

struct result {
  struct buffer text, told;
};

static assay_status note(void *context, uint64_t line, assay_str text,
                         enum clean_reason reason, assay_error *err) {
  struct result *r = context;
  buffer_addf(&r->told, "%u %s: %.*s\n", (unsigned)line, clean_reason_name(reason),
              (int)text.len, text.ptr);
  return buffer_status(&r->told, "notes", err);
}

static assay_status clean(const struct clean_survey *survey, assay_str text,
                          const assay_allocator *a, struct result *out,
                          assay_error *err) {
  struct record record;
  record_init(&record, UINT32_MAX - 1, a);
  record_clear(&record);
  buffer_init(&out->text, a, BUFFER_NO_CEILING);
  buffer_init(&out->told, a, BUFFER_NO_CEILING);
  buffer_add_str(&record.text, text);
  assay_status status = buffer_status(&record.text, "text", err);
  if (status == ASSAY_OK)
    status = clean_record(survey, S("folder"), &record, note, out, err);
  buffer_add_str(&out->text, buffer_str(&record.text));
  if (status == ASSAY_OK) status = buffer_status(&out->text, "text", err);
  record_free(&record);
  return status;
}

static void result_free(struct result *r) {
  buffer_free(&r->text);
  buffer_free(&r->told);
}

static void check(const struct clean_survey *survey, assay_str text, const char *expected,
                  const char *told) {
  struct result r;
  ck_assert_int_eq(clean(survey, text, NULL, &r, NULL), ASSAY_OK);
  ck_str(buffer_str(&r.text), expected);
  ck_str(buffer_str(&r.told), told);
  result_free(&r);
}

static assay_status make_survey(struct clean_survey **out, const assay_allocator *a,
                                assay_error *err) {
  struct clean_survey *s, *other = NULL;
  assay_status status = clean_survey_new(&s, a, err);
  if (status != ASSAY_OK) return status;
  status = clean_survey_new(&other, a, err);
  if (status == ASSAY_OK)
    status = clean_survey_add(s, S("folder"), S("Join now!\n\nOne.\nmid\nx\n"), err);
  if (status == ASSAY_OK)
    status = clean_survey_add(s, S("folder"), S("Two.\n\nJoin now!\n\nJoin now!"), err);
  if (status == ASSAY_OK)
    status = clean_survey_add(other, S("folder"), S("Vol. 12\n\nThree.\n\nJoin now!\n"),
                              err);
  if (status == ASSAY_OK)
    status = clean_survey_add(other, S("elsewhere"), S("Three.\n\nOne.\nmid\nx\n"), err);
  if (status == ASSAY_OK) status = clean_survey_merge(s, other, err);
  clean_survey_free(other);
  if (status != ASSAY_OK)
    clean_survey_free(s);
  else
    *out = s;
  return status;
}

START_TEST(lines_of_many_documents_go) {
  struct clean_survey *s;
  ck_assert_int_eq(make_survey(&s, NULL, NULL), ASSAY_OK);
  check(s, S("A longer text.\n\n  Join now!\n\nOne.\n"), "A longer text.\n\nOne.\n",
        "3 in many documents: Join now!\n");
  check(s, S("A line\nJoin now!\nA line\n"), "A line\nJoin now!\nA line\n", "");
  check(s, S("Join now!\n\nA copy.\n"), "Join now!\n\nA copy.\n", "");
  clean_survey_free(s);
  check(NULL, S("A text.\n\nJoin now!\n"), "A text.\n\nJoin now!\n", "");
}
END_TEST

/* Pages of 20 lines with a head and a number. */
static void add_pages(struct buffer *out, int count) {
  for (int page = 1; page <= count; page++) {
    buffer_addf(out, "A HISTORY %d\n\n", page + 30);
    for (int line = 0; line < 20; line++)
      buffer_addf(out, "line %c of page %c\n", (char)('a' + line), (char)('a' + page));
    buffer_addf(out, "\n- %d -\n\n", page + 30);
  }
}

START_TEST(heads_and_page_numbers_go) {
  struct buffer pages;
  struct result r;
  buffer_init(&pages, NULL, BUFFER_NO_CEILING);
  add_pages(&pages, 4);
  ck_assert_int_eq(clean(NULL, buffer_str(&pages), NULL, &r, NULL), ASSAY_OK);
  buffer_add_char(&r.text, '\0');
  ck_assert_ptr_null(strstr(r.text.data, "HISTORY"));
  ck_assert_ptr_null(strstr(r.text.data, "- 3"));
  buffer_add_char(&r.told, '\0');
  ck_assert_ptr_null(strstr(r.told.data, "line"));
  ck_assert_ptr_nonnull(strstr(r.told.data, "1 running head: A HISTORY 31\n"));
  ck_assert_ptr_nonnull(strstr(r.told.data, "24 page number: - 31 -\n"));
  result_free(&r);
  buffer_clear(&pages);
  add_pages(&pages, 2);
  ck_assert_int_eq(clean(NULL, buffer_str(&pages), NULL, &r, NULL), ASSAY_OK);
  ck_assert_uint_eq(r.told.len, 0); /* too few to be sure */
  result_free(&r);
  buffer_free(&pages);
}
END_TEST

/* As pdftotext writes them: no empty line around a head, a form feed before all but the
** first. */
START_TEST(the_head_of_the_first_page_goes_as_well) {
  struct buffer pages;
  struct result r;
  buffer_init(&pages, NULL, BUFFER_NO_CEILING);
  for (int page = 1; page <= 4; page++) {
    if (page > 1) buffer_add_char(&pages, '\f');
    buffer_addf(&pages, "A HISTORY %d\n", page);
    for (int line = 0; line < 20; line++) buffer_addf(&pages, "line %d of it\n", line);
    buffer_add_text(&pages, "Printed in Leeds\n");
  }
  ck_assert_int_eq(clean(NULL, buffer_str(&pages), NULL, &r, NULL), ASSAY_OK);
  ck_assert_uint_gt(r.text.len, 0);
  ck_assert(memcmp(r.text.data, "line 0 of it\n", 13) == 0);
  buffer_add_char(&r.text, '\0');
  ck_assert_ptr_null(strstr(r.text.data, "HISTORY"));
  ck_assert_ptr_null(strstr(r.text.data, "Leeds"));
  buffer_add_char(&r.told, '\0');
  ck_assert_ptr_nonnull(strstr(r.told.data, "1 running head: A HISTORY 1\n"));
  ck_assert_ptr_nonnull(strstr(r.told.data, "88 running head: Printed in Leeds\n"));
  result_free(&r);
  buffer_free(&pages);
}
END_TEST

START_TEST(a_refrain_and_a_list_stay) {
  const char *poem = "Sing!\n\na\nb\n\nSing!\n\nc\nd\n\nSing!\n\ne\nf\n\nSing!\n";
  check(NULL, (assay_str){poem, strlen(poem)}, poem, "");
  const char *list = "1\n\n2\n\n3\n\n4\n\n1935\n\n1936\n";
  check(NULL, (assay_str){list, strlen(list)}, list, "");
}
END_TEST

START_TEST(words_are_joined) {
  check(NULL, S("collective secu-\nrity, and peace\n"),
        "collective security,\nand peace\n", "1 hyphen at line end: security\n");
  check(NULL, S("secu-\n  rity"), "security", "1 hyphen at line end: security\n");
  check(NULL, S("a well-\nknown and well-known man\n"),
        "a well-\nknown and well-known man\n", "");
  check(NULL, S("well-\nknown, wellknown, well-known\n"),
        "wellknown,\nwellknown, well-known\n", "1 hyphen at line end: wellknown\n");
  check(NULL, S("Anglo-\nFrench\n"), "Anglo-\nFrench\n", "");
  check(NULL, S("a -\nb\n"), "a -\nb\n", "");
  check(NULL, S("vis-a-\nvis x\n"), "vis-a-\nvis x\n", "");
  check(NULL, S("Secu-\nrity\n\nx-\n\ny"), "Security\n\nx-\n\ny",
        "1 hyphen at line end: Security\n");
  check(NULL, S("1930-\nand\n"), "1930-\nand\n", "");
}
END_TEST

START_TEST(marks_move_along) {
  struct record r;
  assay_str text = S("say \xE2\x80\x9Csecu-\nrity\xE2\x80\x9D now\n"), nobody = S("");
  record_init(&r, 1000, NULL);
  record_clear(&r);
  buffer_add_str(&r.text, text);
  record_add_mark(&r, RECORD_QUOTE, 4, 20, nobody, NULL);
  record_add_mark(&r, RECORD_QUOTE, 21, 24, nobody, NULL);
  ck_assert_int_eq(clean_record(NULL, nobody, &r, NULL, NULL, NULL), ASSAY_OK);
  ck_str(buffer_str(&r.text), "say \xE2\x80\x9Csecurity\xE2\x80\x9D\nnow\n");
  ck_assert_uint_eq(r.marks[0].begin, 4);
  ck_assert_uint_eq(r.marks[0].end, 18);
  ck_assert_uint_eq(r.marks[1].begin, 19);
  ck_assert_uint_eq(r.marks[1].end, 22);
  record_free(&r);
}
END_TEST

static assay_status clean_some(const assay_allocator *a, assay_error *err) {
  struct clean_survey *s = NULL;
  struct result r;
  assay_status status = make_survey(&s, a, err);
  if (status != ASSAY_OK) return status;
  status = clean(s, S("secu-\nrity\n\nJoin now!\n\nJoin now!\n"), a, &r, err);
  result_free(&r);
  clean_survey_free(s);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(clean_some);
}
END_TEST

UNIT_MAIN("clean", lines_of_many_documents_go, heads_and_page_numbers_go,
          the_head_of_the_first_page_goes_as_well, a_refrain_and_a_list_stay,
          words_are_joined, marks_move_along, out_of_memory_leaves_nothing)
