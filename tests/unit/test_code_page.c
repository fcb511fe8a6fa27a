/* test_code_page.c - declared encodings by name and number, against Unicode's
** mappings. */
#include "read/code_page.h"

#include "base/alloc.h"
#include "text/utf8.h"
#include "unit.h"

static void check_bytes(const char *name, assay_str bytes, const char *expected,
                        size_t broken) {
  assay_allocator alloc = alloc_default();
  struct buffer out;
  size_t replaced = 0;
  const uint16_t *high = code_page_find(
      code_page_from_name((assay_str){name, strlen(name)}));
  ck_assert_msg(high != NULL, "%s", name);
  buffer_init(&out, &alloc, 1000);
  code_page_to_utf8(high, bytes, &out, &replaced);
  ck_str(buffer_str(&out), expected);
  ck_assert_uint_eq(replaced, broken);
  buffer_free(&out);
}

START_TEST(names_and_bytes) {
  check_bytes("windows-1250", S("a\xB9\xE6"), "a\u0105\u0107", 0);
  check_bytes("CP1251", S("\xEF\xF0z"), "\u043F\u0440z", 0);
  check_bytes("ISO_8859-2", S("\xB1"), "\u0105", 0);
  check_bytes("iso-8859-15", S("\xA4"), "\u20AC", 0);
  check_bytes("KOI8-R", S("\xC1\xC2"), "\u0430\u0431", 0);
  check_bytes("macintosh", S("\x8E"), "\u00E9", 0);
  check_bytes("ibm850", S("\x82"), "\u00E9", 0);
  check_bytes("latin1", S("\x93\x81"), "\u201C\xC2\x81", 0);
  check_bytes("windows-1253", S("\xC1\xD2"), "\u0391\uFFFD", 1);
}
END_TEST

START_TEST(what_is_not_known) {
  ck_assert_uint_eq(code_page_from_name(S("utf-8")), 0);
  ck_assert_uint_eq(code_page_from_name(S("")), 0);
  ck_assert_uint_eq(code_page_from_name(S("windows-")), 0);
  ck_assert_ptr_null(code_page_find(0));
  ck_assert_ptr_null(code_page_find(932));
}
END_TEST

UNIT_MAIN("code_page", names_and_bytes, what_is_not_known)
