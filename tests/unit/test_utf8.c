/* test_utf8.c - well-formed sequences of each row of Unicode's table 3-7, everything
** that is not one, and the practice of maximal subparts. */
#include "text/utf8.h"
#include "unit.h"

START_TEST(first_and_last_of_each_row) {
  static const struct {
    uint32_t cp;
    const char *bytes;
  } rows[] = {{0x01, "\x01"},
              {0x7F, "\x7F"},
              {0x80, "\xC2\x80"},
              {0x7FF, "\xDF\xBF"},
              {0x800, "\xE0\xA0\x80"},
              {0xFFF, "\xE0\xBF\xBF"},
              {0x1000, "\xE1\x80\x80"},
              {0xCFFF, "\xEC\xBF\xBF"},
              {0xD000, "\xED\x80\x80"},
              {0xD7FF, "\xED\x9F\xBF"},
              {0xE000, "\xEE\x80\x80"},
              {0xFFFF, "\xEF\xBF\xBF"},
              {0x10000, "\xF0\x90\x80\x80"},
              {0x3FFFF, "\xF0\xBF\xBF\xBF"},
              {0x40000, "\xF1\x80\x80\x80"},
              {0xFFFFF, "\xF3\xBF\xBF\xBF"},
              {0x100000, "\xF4\x80\x80\x80"},
              {0x10FFFF, "\xF4\x8F\xBF\xBF"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    size_t len = strlen(rows[i].bytes);
    uint32_t cp;
    char out[4];
    bool broken = false;
    ck_assert_uint_eq(utf8_decode(rows[i].bytes, rows[i].bytes + len, &cp, &broken), len);
    ck_assert_uint_eq(cp, rows[i].cp);
    ck_assert(!broken);
    ck_assert_uint_eq(utf8_encode(rows[i].cp, out), len);
    ck_assert_mem_eq(out, rows[i].bytes, len);
  }
}
END_TEST

START_TEST(every_scalar_value_comes_back) {
  for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
    if (cp >= 0xD800 && cp <= 0xDFFF) continue;
    char bytes[4];
    uint32_t back = UINT32_MAX;
    bool broken = false;
    size_t len = utf8_encode(cp, bytes);
    if (utf8_decode(bytes, bytes + len, &back, &broken) != len || back != cp || broken)
      ck_abort_msg("U+%04X", cp);
    if (utf8_valid_prefix((assay_str){bytes, len}) != len) ck_abort_msg("U+%04X", cp);
    for (size_t cut = 1; cut < len; cut++) {
      broken = false;
      if (utf8_decode(bytes, bytes + cut, &back, &broken) != cut || !broken)
        ck_abort_msg("U+%04X cut to %zu bytes", cp, cut);
    }
  }
}
END_TEST

/* Repairs and compares; the replacement is written as ~ in `expected`. */
static void check_repair(assay_str bytes, const char *expected) {
  struct buffer out;
  size_t replaced = 0, wanted = 0;
  char shown[64];
  size_t len = 0;
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
  utf8_repair(bytes, &out, &replaced);
  for (size_t i = 0; i < out.len; i++) {
    ck_assert_uint_lt(len, sizeof shown);
    if (out.len - i >= 3 && memcmp(out.data + i, "\xEF\xBF\xBD", 3) == 0) {
      shown[len++] = '~';
      i += 2;
    } else {
      shown[len++] = out.data[i];
    }
  }
  ck_str(((assay_str){shown, len}), expected);
  for (const char *p = expected; *p; p++) wanted += *p == '~';
  ck_assert_uint_eq(replaced, wanted);
  ck_assert_uint_eq(utf8_valid_prefix(buffer_str(&out)), out.len);
  buffer_free(&out);
}

START_TEST(unicode_table_3_8) {
  check_repair(S("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"), "a~~~b~c~~d");
}
END_TEST

START_TEST(what_is_not_well_formed) {
  check_repair(S("\xC0\xAF"), "~~");                     /* overlong / */
  check_repair(S("\xC1\xBF"), "~~");                     /* overlong U+007F */
  check_repair(S("\xE0\x80\xAF"), "~~~");                /* overlong / */
  check_repair(S("\xE0\x9F\xBF"), "~~~");                /* overlong U+07FF */
  check_repair(S("\xF0\x8F\xBF\xBF"), "~~~~");           /* overlong U+FFFF */
  check_repair(S("\xED\xA0\x80"), "~~~");                /* surrogate U+D800 */
  check_repair(S("\xED\xBF\xBF"), "~~~");                /* surrogate U+DFFF */
  check_repair(S("\xED\xA0\x81\xED\xB0\x80"), "~~~~~~"); /* a pair of them */
  check_repair(S("\xF4\x90\x80\x80"), "~~~~");           /* above U+10FFFF */
  check_repair(S("\xF5\x80\x80\x80"), "~~~~");
  check_repair(S("\xF8\x88\x80\x80\x80"), "~~~~~"); /* five bytes, once allowed */
  check_repair(S("\xFE\xFF"), "~~");
  check_repair(S("\x80"), "~");
  check_repair(S("\xBF\xBF"), "~~");
  check_repair(S("x\xC3"), "x~");
  check_repair(S("x\xE2\x82"), "x~");
  check_repair(S("x\xF0\x9F\x98"), "x~");
  check_repair(S("\xE2\x82x"), "~x");
  check_repair(S("\xF0\x9F\x98\xC3\xA9"), "~\xC3\xA9");
  check_repair(S("\xC3\xC3\xA9"), "~\xC3\xA9");
  check_repair(S(""), "");
}
END_TEST

START_TEST(valid_prefix_stops_at_the_first_break) {
  ck_assert_uint_eq(utf8_valid_prefix(S("")), 0);
  ck_assert_uint_eq(utf8_valid_prefix(S("a\0b")), 3);
  ck_assert_uint_eq(utf8_valid_prefix(S("caf\xC3\xA9")), 5);
  ck_assert_uint_eq(utf8_valid_prefix(S("caf\xC3")), 3);
  /* at every place relative to the eight bytes that are looked at together */
  char text[40];
  for (size_t at = 0; at < sizeof text; at++) {
    memset(text, 'a', sizeof text);
    text[at] = (char)0x80;
    ck_assert_uint_eq(utf8_valid_prefix((assay_str){text, sizeof text}), at);
    if (at + 1 == sizeof text) break;
    text[at] = (char)0xC3;
    text[at + 1] = (char)0xA9;
    ck_assert_uint_eq(utf8_valid_prefix((assay_str){text, sizeof text}), sizeof text);
  }
}
END_TEST

START_TEST(broken_is_left_alone_when_nothing_is) {
  uint32_t cp;
  bool broken = true;
  const char *text = "a";
  ck_assert_uint_eq(utf8_decode(text, text + 1, &cp, &broken), 1);
  ck_assert(broken);
}
END_TEST

START_TEST(previous_steps_over_whole_characters) {
  assay_str s = S("a\u00E9\u20AC\U0001F600");
  ck_assert_uint_eq(utf8_previous(s, s.len), 6);
  ck_assert_uint_eq(utf8_previous(s, 6), 3);
  ck_assert_uint_eq(utf8_previous(s, 3), 1);
  ck_assert_uint_eq(utf8_previous(s, 1), 0);
}
END_TEST

START_TEST(repair_honours_the_ceiling) {
  struct buffer out;
  size_t replaced;
  assay_error err;
  buffer_init(&out, NULL, 4);
  utf8_repair(S("ab\x80"), &out, &replaced);
  ck_assert_int_eq(buffer_status(&out, "text", &err), ASSAY_ELIMIT);
  buffer_free(&out);
}
END_TEST

static assay_status repair_some(const assay_allocator *a, assay_error *err) {
  struct buffer out;
  size_t replaced;
  buffer_init(&out, a, BUFFER_NO_CEILING);
  for (int i = 0; i < 100; i++) utf8_repair(S("ab\x80 and so on"), &out, &replaced);
  assay_status status = buffer_status(&out, "text", err);
  buffer_free(&out);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(repair_some);
}
END_TEST

/* Every path says what the reference says, wherever in its blocks a sequence stands, and
** however the text ends. */
START_TEST(paths_agree) {
  static const char *const sequences[] = {"\xC3\xA9",
                                          "\xE2\x80\x99",
                                          "\xF0\x9F\x98\x80",
                                          "\xC3",
                                          "\xC3(",
                                          "\x80",
                                          "\xC0\x80",
                                          "\xC1\xBF",
                                          "\xE0\x9F\xBF",
                                          "\xE0\xA0\x80",
                                          "\xED\x9F\xBF",
                                          "\xED\xA0\x80",
                                          "\xEF\xBF\xBF",
                                          "\xE2\x80",
                                          "\xE2(\x80",
                                          "\xF0\x8F\xBF\xBF",
                                          "\xF0\x90\x80\x80",
                                          "\xF4\x8F\xBF\xBF",
                                          "\xF4\x90\x80\x80",
                                          "\xF5\x80\x80\x80",
                                          "\xF8\x88\x80\x80\x80",
                                          "\xFF",
                                          "\xF0\x9F\x98",
                                          "\xC3\xA9\xA9",
                                          "\xE2\x80\x99\x80",
                                          "\xF0\x9F\x98\x80\x80"};
  for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
    for (size_t at = 0; at < 140; at++)
      for (size_t after = 0; after < 140; after += 7) {
        char text[300];
        size_t length = strlen(sequences[i]);
        memset(text, 'a', sizeof text);
        memcpy(text + at, sequences[i], length);
        assay_str s = {text, at + length + after};
        size_t expected = utf8_valid_prefix_by(CPU_SCALAR, s);
        ck_assert(expected == s.len || (expected >= at && expected < at + length));
        for (int path = 1; path < CPU_PATHS; path++) {
          if (!cpu_can((enum cpu_path)path)) continue;
          ck_assert_msg(utf8_valid_prefix_by((enum cpu_path)path, s) == expected,
                        "%s: sequence %zu at %zu", cpu_name((enum cpu_path)path), i, at);
        }
      }
}
END_TEST

/* A long text of every code point, cut at every length around the end of a block. */
START_TEST(paths_agree_on_all_of_unicode) {
  static char text[4 * 0x110000];
  size_t len = 0;
  for (uint32_t cp = 0; cp < 0x110000; cp++)
    if (cp < 0xD800 || cp > 0xDFFF) len += utf8_encode(cp, text + len);
  for (int path = 0; path < CPU_PATHS; path++) {
    if (!cpu_can((enum cpu_path)path)) continue;
    for (size_t less = 0; less < 70; less++) {
      size_t part = len - less, tail = less % 4; /* the last ones have four bytes */
      size_t expected = tail == 0 ? part : part - (4 - tail);
      ck_assert_uint_eq(
          utf8_valid_prefix_by((enum cpu_path)path, (assay_str){text, part}), expected);
    }
  }
}
END_TEST

UNIT_MAIN("utf8", first_and_last_of_each_row, every_scalar_value_comes_back,
          unicode_table_3_8, what_is_not_well_formed,
          valid_prefix_stops_at_the_first_break, broken_is_left_alone_when_nothing_is,
          previous_steps_over_whole_characters, repair_honours_the_ceiling,
          out_of_memory_leaves_nothing, paths_agree, paths_agree_on_all_of_unicode)
