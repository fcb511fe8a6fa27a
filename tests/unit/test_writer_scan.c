/*
** test_writer_scan.c - what must not stand in a value as it is, is found wherever it is.
*/
#include "engine/writer.h"
#include "unit.h"

#include "base/buffer.h"

static bool collect(void *ctx, assay_str bytes) {
  buffer_add_str(ctx, bytes);
  return true;
}

static void check(struct report *report, enum format format, const char *expected) {
  const struct writer_options options = {.format = format};
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(report_write(report, &options, collect, &b, NULL), ASSAY_OK);
  buffer_add_char(&b, '\0');
  ck_assert_str_eq(b.data, expected);
  ck_assert_uint_eq(b.len, strlen(expected) + 1);
  buffer_free(&b);
}

/* A line of one text that is `len` times "x", but `odd` at a place before len. */
static void check_odd(enum format format, size_t len, size_t place, const char *odd,
                      const char *head, const char *before, const char *expected_odd,
                      const char *after) {
  struct buffer text, expected;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  buffer_init(&expected, NULL, BUFFER_NO_CEILING);
  buffer_add_text(&expected, head);
  buffer_add_text(&expected, before);
  for (size_t i = 0; i < len; i++) {
    buffer_add_text(&text, i == place ? odd : "x");
    buffer_add_text(&expected, i == place ? expected_odd : "x");
  }
  buffer_add_text(&expected, after);
  buffer_add_char(&expected, '\0');
  const assay_str names[] = {S("t"), S("n")};
  struct rows *rows = NULL;
  struct report *report = NULL;
  ck_assert_int_eq(rows_new(&rows, names, 2, NULL, NULL), ASSAY_OK);
  struct cell cells[] = {{.kind = CELL_TEXT, .text = buffer_str(&text)},
                         {.kind = CELL_INTEGER, .integer = 12345}};
  ck_assert_int_eq(rows_add(rows, cells, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(report_new(&report, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(report_add_table(report, S(""), rows, NULL, NULL), ASSAY_OK);
  check(report, format, expected.data);
  report_free(report);
  buffer_free(&text);
  buffer_free(&expected);
}

static void check_odd_everywhere(size_t len, size_t place) {
  const char *md = "| t | n |\n| --- | ---: |\n";
  check_odd(FORMAT_TSV, len, place, "a\tb", "t\tn\n", "", "a b", "\t12345\n");
  check_odd(FORMAT_TSV, len, place, "a\xC2\x85", "t\tn\n", "", "a ", "\t12345\n");
  check_odd(FORMAT_TSV, len, place, "a\xE2\x80\xA8", "t\tn\n", "", "a ", "\t12345\n");
  check_odd(FORMAT_TSV, len, place, "\xC3\xA4", "t\tn\n", "", "\xC3\xA4", "\t12345\n");
  check_odd(FORMAT_TSV, len, place, "\xE2\x80\x99", "t\tn\n", "", "\xE2\x80\x99",
            "\t12345\n");
  check_odd(FORMAT_CSV, len, place, "\t!;'", "t,n\n", "", "\t!;'", ",12345\n");
  check_odd(FORMAT_CSV, len, place, ",", "t,n\n", "\"", ",", "\",12345\n");
  check_odd(FORMAT_CSV, len, place, "\"", "t,n\n", "\"", "\"\"", "\",12345\n");
  check_odd(FORMAT_CSV, len, place, "\n", "t,n\n", "\"", "\n", "\",12345\n");
  check_odd(FORMAT_CSV, len, place, "\r", "t,n\n", "\"", "\r", "\",12345\n");
  check_odd(FORMAT_JSONL, len, place, "\"", "", "{\"t\":\"", "\\\"", "\",\"n\":12345}\n");
  check_odd(FORMAT_JSONL, len, place, "\\", "", "{\"t\":\"", "\\\\", "\",\"n\":12345}\n");
  check_odd(FORMAT_JSONL, len, place, "\x01", "", "{\"t\":\"", "\\u0001",
            "\",\"n\":12345}\n");
  check_odd(FORMAT_JSONL, len, place, "\x80", "", "{\"t\":\"", "\xEF\xBF\xBD",
            "\",\"n\":12345}\n");
  check_odd(FORMAT_MD, len, place, "|", md, "| ", "\\|", " | 12345 |\n");
  check_odd(FORMAT_MD, len, place, "~", md, "| ", "\\~", " | 12345 |\n");
  check_odd(FORMAT_MD, len, place, "a\nb", md, "| ", "a b", " | 12345 |\n");
}

/* Texts are looked at in eights, fours and single bytes: nothing is overlooked anywhere.
** */
START_TEST(one_odd_character_anywhere) {
  for (size_t len = 1; len <= 26; len++)
    for (size_t place = 0; place < len; place++) check_odd_everywhere(len, place);
}
END_TEST

START_TEST(long_texts_are_as_short_ones) {
  static const size_t lengths[] = {16383, 16384, 16385, 65535, 65536, 65537, 200000};
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    check_odd_everywhere(lengths[i], lengths[i] - 1);
    check_odd(FORMAT_CSV, lengths[i], lengths[i], "", "t,n\n", "", "", ",12345\n");
    check_odd(FORMAT_TSV, lengths[i], lengths[i], "", "t\tn\n", "", "", "\t12345\n");
    check_odd(FORMAT_JSONL, lengths[i], lengths[i], "", "", "{\"t\":\"", "",
              "\",\"n\":12345}\n");
  }
}
END_TEST

UNIT_MAIN("writer_scan", one_odd_character_anywhere, long_texts_are_as_short_ones)
