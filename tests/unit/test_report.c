/* test_report.c - tables and notes keep their order; rows are never leaked. */
#include "engine/report.h"
#include "unit.h"

static const assay_str columns[] = {{"word", 4}, {"count", 5}};

static struct rows *new_rows(const assay_allocator *alloc) {
  struct rows *rows = NULL;
  return rows_new(&rows, columns, 2, alloc, NULL) == ASSAY_OK ? rows : NULL;
}

START_TEST(an_empty_report) {
  struct report *report = NULL;
  ck_assert_int_eq(report_new(&report, NULL, NULL), ASSAY_OK);
  ck_assert_uint_eq(report_table_count(report), 0);
  ck_assert_uint_eq(report_note_count(report), 0);
  report_free(report);
  report_free(NULL);
}
END_TEST

START_TEST(tables_keep_order_title_and_rows) {
  struct report *report = NULL;
  ck_assert_int_eq(report_new(&report, NULL, NULL), ASSAY_OK);
  struct rows *rows[20];
  char title[] = "table a";
  for (size_t i = 0; i < 20; i++) {
    rows[i] = new_rows(NULL);
    title[6] = (char)('a' + i);
    ck_assert_int_eq(report_add_table(report, S(title), rows[i], NULL, NULL), ASSAY_OK);
  }
  ck_assert_uint_eq(report_table_count(report), 20);
  ck_str(report_table(report, 0)->title, "table a");
  ck_str(report_table(report, 19)->title, "table t");
  for (size_t i = 0; i < 20; i++)
    ck_assert_ptr_eq(report_table(report, i)->rows, rows[i]);
  report_free(report);
}
END_TEST

START_TEST(styles_are_copied_or_plain) {
  struct report *report = NULL;
  ck_assert_int_eq(report_new(&report, NULL, NULL), ASSAY_OK);
  struct column_style styles[] = {{ALIGN_RIGHT, -1, true, false, false},
                                  {ALIGN_AUTO, 3, false, false, false}};
  ck_assert_int_eq(report_add_table(report, S("a"), new_rows(NULL), styles, NULL),
                   ASSAY_OK);
  styles[0].align = ALIGN_LEFT;
  ck_assert_int_eq(report_add_table(report, S("b"), new_rows(NULL), NULL, NULL),
                   ASSAY_OK);
  const struct column_style *given = report_table(report, 0)->styles;
  ck_assert_int_eq(given[0].align, ALIGN_RIGHT);
  ck_assert(given[0].keep_end);
  ck_assert_int_eq(given[1].decimals, 3);
  const struct column_style *plain = report_table(report, 1)->styles;
  for (size_t i = 0; i < 2; i++) {
    ck_assert_int_eq(plain[i].align, ALIGN_AUTO);
    ck_assert_int_eq(plain[i].decimals, -1);
    ck_assert(!plain[i].keep_end);
  }
  report_free(report);
}
END_TEST

START_TEST(notes_keep_order) {
  struct report *report = NULL;
  ck_assert_int_eq(report_new(&report, NULL, NULL), ASSAY_OK);
  char note[] = "note 0";
  for (size_t i = 0; i < 10; i++) {
    note[5] = (char)('0' + i);
    ck_assert_int_eq(report_add_note(report, S(note), NULL), ASSAY_OK);
  }
  ck_assert_uint_eq(report_note_count(report), 10);
  ck_str(report_note(report, 0), "note 0");
  ck_str(report_note(report, 9), "note 9");
  report_free(report);
}
END_TEST

static assay_status make_report(const assay_allocator *a, assay_error *err) {
  struct report *report = NULL;
  assay_status status = report_new(&report, a, err);
  for (int i = 0; i < 12 && status == ASSAY_OK; i++) {
    struct rows *rows = new_rows(a);
    status = rows ? report_add_table(report, S("a title"), rows, NULL, err)
                  : ASSAY_ENOMEM;
    if (status == ASSAY_OK) status = report_add_note(report, S("a note"), err);
  }
  report_free(report);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(make_report);
}
END_TEST

START_TEST(a_refused_table_leaves_the_report_as_it_was) {
  struct failing f = {0};
  assay_allocator a = failing_allocator(&f);
  struct report *report = NULL;
  ck_assert_int_eq(report_new(&report, &a, NULL), ASSAY_OK);
  struct rows *rows = new_rows(&a);
  f.fail_at = f.calls + 1;
  ck_assert_int_eq(report_add_table(report, S("a"), rows, NULL, NULL), ASSAY_ENOMEM);
  ck_assert_uint_eq(report_table_count(report), 0);
  ck_assert_int_eq(report_add_table(report, S("b"), new_rows(&a), NULL, NULL), ASSAY_OK);
  ck_str(report_table(report, 0)->title, "b");
  report_free(report);
  ck_assert_uint_eq(f.live_blocks, 0);
}
END_TEST

static assay_status add_unread(const assay_allocator *a, assay_error *err) {
  struct report *report;
  assay_status status = report_new(&report, a, err);
  if (status != ASSAY_OK) return status;
  status = report_add_unread(report, S("a.doc"), S("skipped: old"), err);
  if (status == ASSAY_OK) status = report_add_unread(report, S("b.pdf"), S("torn"), err);
  if (status == ASSAY_OK) {
    ck_assert_uint_eq(report_unread_count(report), 2);
    ck_str(report_unread(report, 0).file, "a.doc");
    ck_str(report_unread(report, 0).reason, "skipped: old");
    ck_str(report_unread(report, 1).file, "b.pdf");
  }
  report_free(report);
  return status;
}

START_TEST(what_was_not_read_is_kept) {
  unit_fail_each(add_unread);
}
END_TEST

UNIT_MAIN("report", what_was_not_read_is_kept, an_empty_report,
          tables_keep_order_title_and_rows, styles_are_copied_or_plain, notes_keep_order,
          out_of_memory_leaves_nothing, a_refused_table_leaves_the_report_as_it_was)
