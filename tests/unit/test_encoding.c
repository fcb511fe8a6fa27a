/* test_encoding.c - the ladder rung by rung, on bytes written out here. */
#include "text/encoding.h"

#include "text/utf8.h"
#include "unit.h"

#include <stdio.h>

static assay_status decode(assay_str bytes, enum encoding wanted, struct buffer *text,
                           struct decoding *how, assay_error *err) {
  buffer_init(text, NULL, BUFFER_NO_CEILING);
  buffer_add_str(text, bytes);
  return encoding_to_utf8(text, wanted, how, err);
}

/* `expected` is "encoding, how it was decided, replaced: text". */
static void check_as(assay_str bytes, enum encoding wanted, const char *expected) {
  struct buffer text;
  struct decoding how;
  assay_error err;
  char head[128];
  if (decode(bytes, wanted, &text, &how, &err) != ASSAY_OK)
    ck_abort_msg("%s", err.message);
  int len = snprintf(head, sizeof head, "%s, %s, %zu: ", encoding_name(how.encoding),
                     how.decided_by, how.replaced);
  struct buffer shown;
  buffer_init(&shown, NULL, BUFFER_NO_CEILING);
  buffer_add(&shown, head, (size_t)len);
  buffer_add_str(&shown, buffer_str(&text));
  ck_str(buffer_str(&shown), expected);
  buffer_free(&shown);
  buffer_free(&text);
}

static void check(assay_str bytes, const char *expected) {
  check_as(bytes, ENCODING_AUTO, expected);
}

static void check_refused(assay_str bytes, const char *message) {
  struct buffer text;
  struct decoding how = {
      .encoding = ENCODING_LATIN1, .decided_by = "untouched", .replaced = 77};
  assay_error err;
  ck_assert_int_eq(decode(bytes, ENCODING_AUTO, &text, &how, &err), ASSAY_EFORMAT);
  ck_assert_str_eq(err.message, message);
  ck_assert_str_eq(how.decided_by, "untouched");
  ck_assert(text.len == bytes.len && memcmp(text.data, bytes.ptr, bytes.len) == 0);
  buffer_free(&text);
}

START_TEST(utf8) {
  check(S(""), "utf-8, valid UTF-8, 0: ");
  check(S("peace"), "utf-8, valid UTF-8, 0: peace");
  check(S("caf\xC3\xA9"), "utf-8, valid UTF-8, 0: caf\u00E9");
  check(S("\xEF\xBB\xBF"
          "caf\xC3\xA9"),
        "utf-8, byte order mark, 0: caf\u00E9");
  check(S("\xEF\xBB\xBF"), "utf-8, byte order mark, 0: ");
  check(S("\xEF\xBB\xBF"
          "a\xFF"),
        "utf-8, byte order mark, 1: a\uFFFD");
  check(S("a\r\nb\rc\nd"), "utf-8, valid UTF-8, 0: a\r\nb\rc\nd");
}
END_TEST

START_TEST(nearly_utf8_is_repaired) {
  check(S("\xC3\xA9\xC3\xA8 and \xFF"),
        "utf-8, mostly valid UTF-8, 1: \u00E9\u00E8 and \uFFFD");
  check(S("\xE2\x80\x9Cyes\xE2\x80"), "utf-8, mostly valid UTF-8, 1: \u201Cyes\uFFFD");
}
END_TEST

START_TEST(windows_1252) {
  check(S("caf\xE9"), "windows-1252, not valid UTF-8, 0: caf\u00E9");
  check(S("\x93yes\x94 \x96 \x80 5"),
        "windows-1252, not valid UTF-8, 0: \u201Cyes\u201D \u2013 \u20AC 5");
  check(S("\x9F\xFF"), "windows-1252, not valid UTF-8, 0: \u0178\u00FF");
  /* the holes */
  check(S("\x81\x8D\x8F\x90\x9D"), "windows-1252, not valid UTF-8, 0: "
                                   "\xC2\x81\xC2\x8D\xC2\x8F\xC2\x90\xC2\x9D");
  /* one accident that is valid UTF-8 among three that are not */
  check(S("\xC3\xA9 \xE9t\xE9 \xE0"),
        "windows-1252, not valid UTF-8, 0: \u00C3\u00A9 \u00E9t\u00E9 \u00E0");
}
END_TEST

START_TEST(utf16_with_mark) {
  check(S("\xFF\xFE"
          "H\0i\0\xE9\0"),
        "utf-16le, byte order mark, 0: Hi\u00E9");
  check(S("\xFE\xFF\0H\0i\x20\x19"), "utf-16be, byte order mark, 0: Hi\u2019");
  check(S("\xFF\xFE"), "utf-16le, byte order mark, 0: ");
  check(S("\xFF\xFE\x3D\xD8\x00\xDE"), "utf-16le, byte order mark, 0: \U0001F600");
  check(S("\xFE\xFF\xD8\x3D\xDE\x00"), "utf-16be, byte order mark, 0: \U0001F600");
}
END_TEST

START_TEST(utf16_without_mark) {
  check(S("H\0i\0"), "utf-16le, NUL bytes, 0: Hi");
  check(S("\0H\0i"), "utf-16be, NUL bytes, 0: Hi");
  check(S("a\0\r\0\n\0\x19\x20"), "utf-16le, NUL bytes, 0: a\r\n\u2019");
  /* Cyrillic: only the spaces have NULs */
  check(S("\x34\x04\x30\x04 \0\x38\x04 \0\x3D\x04\x35\x04\x42\x04.\0"),
        "utf-16le, NUL bytes, 0: \u0434\u0430 \u0438 \u043D\u0435\u0442.");
}
END_TEST

START_TEST(broken_utf16_is_counted) {
  check(S("\xFF\xFE"
          "a\0\x3D\xD8"
          "b\0"),
        "utf-16le, byte order mark, 1: a\uFFFD"
        "b");
  check(S("\xFF\xFE\x00\xDE"
          "b\0"),
        "utf-16le, byte order mark, 1: \uFFFD"
        "b");
  check(S("\xFF\xFE"
          "a\0\x3D\xD8"),
        "utf-16le, byte order mark, 1: a\uFFFD");
  check(S("\xFF\xFE\x3D\xD8\x3D\xD8\x00\xDE"),
        "utf-16le, byte order mark, 1: \uFFFD\U0001F600");
  check(S("\xFF\xFE"
          "a\0b"),
        "utf-16le, byte order mark, 1: a\uFFFD");
}
END_TEST

START_TEST(signatures_are_named) {
  check_refused(S("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), "looks binary (PNG image)");
  check_refused(S("PK\3\4\x14\0\6\0"), "looks binary (zip archive, perhaps a .docx)");
  check_refused(S("\x7F"
                  "ELF\2\1\1\0"),
                "looks binary (ELF program)");
  check_refused(S("%PDF-1.7\n"), "looks binary (PDF document)");
  check_refused(S("\x1F\x8B\x08\0\0\0\0\0"), "looks binary (gzip archive)");
  check_refused(S("\xFF\xD8\xFF\xE0\0\x10JFIF"), "looks binary (JPEG image)");
  check_refused(S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
                "looks binary (old Office document, perhaps a .doc)");
  check_refused(S("BZh91AY&SY"), "looks binary (bzip2 archive)");
  check_refused(S("\xEF\xBB\xBF%PDF-1.4"), "looks binary (PDF document)");
  check(S("BZhanged"), "utf-8, valid UTF-8, 0: BZhanged");
  check_refused(S("\xFF\xFE\0\0a\0\0\0"), "is UTF-32, which is not read; make it UTF-8");
}
END_TEST

START_TEST(binary_by_its_bytes) {
  check_refused(S("\1\0\0\0\2\0\0\0\3\0\0\0"), "looks binary (9 NUL bytes)");
  check_refused(S("some\0text\0with\0NULs"), "looks binary (3 NUL bytes)");
  check_refused(S("\xEF\xBB\xBF\0\0\0"), "looks binary (3 NUL bytes)");
  check_refused(S("\1\2\3\4\5 noise"), "looks binary (5 of 11 bytes are controls)");
}
END_TEST

START_TEST(odd_but_text) {
  struct buffer text;
  struct decoding how;
  ck_assert_int_eq(decode(S("before\0after it"), ENCODING_AUTO, &text, &how, NULL),
                   ASSAY_OK);
  ck_assert_int_eq(how.encoding, ENCODING_UTF8);
  ck_assert_uint_eq(text.len, 15);
  buffer_free(&text);
  check(S("\f\v\t\r\n\x1A\x1B"), "utf-8, valid UTF-8, 0: \f\v\t\r\n\x1A\x1B");
  check(S("bell\a"), "utf-8, valid UTF-8, 0: bell\a");
}
END_TEST

START_TEST(what_is_asked_for_is_done) {
  check_as(S("caf\xC3\xA9"), ENCODING_LATIN1,
           "iso-8859-1, asked for, 0: caf\u00C3\u00A9");
  check_as(S("\x93"), ENCODING_LATIN1, "iso-8859-1, asked for, 0: \xC2\x93");
  check_as(S("\x93"), ENCODING_WINDOWS_1252, "windows-1252, asked for, 0: \u201C");
  check_as(S("caf\xE9s"), ENCODING_UTF8, "utf-8, asked for, 1: caf\uFFFDs");
  check_as(S("\xEF\xBB\xBF"
             "a"),
           ENCODING_UTF8, "utf-8, asked for, 0: a");
  check_as(S("\x2D\x4E"), ENCODING_UTF16LE, "utf-16le, asked for, 0: \u4E2D");
  check_as(S("\xFE\xFF\x4E\x2D"), ENCODING_UTF16BE, "utf-16be, asked for, 0: \u4E2D");
  check_as(S("%PDF-\1\2\3\4\5\6"), ENCODING_UTF8,
           "utf-8, asked for, 0: %PDF-\1\2\3\4\5\6");
}
END_TEST

START_TEST(names) {
  enum encoding encoding = ENCODING_AUTO;
  ck_assert(encoding_from_name(S("Latin1"), &encoding));
  ck_assert_int_eq(encoding, ENCODING_LATIN1);
  ck_assert(encoding_from_name(S("ISO-8859-1"), &encoding));
  ck_assert_int_eq(encoding, ENCODING_LATIN1);
  ck_assert(encoding_from_name(S("CP1252"), &encoding));
  ck_assert_int_eq(encoding, ENCODING_WINDOWS_1252);
  ck_assert(encoding_from_name(S("auto"), &encoding));
  ck_assert_int_eq(encoding, ENCODING_AUTO);
  encoding = ENCODING_UTF8;
  ck_assert(!encoding_from_name(S("utf-7"), &encoding));
  ck_assert(!encoding_from_name(S(""), &encoding));
  ck_assert_int_eq(encoding, ENCODING_UTF8);
  for (int e = ENCODING_AUTO; e <= ENCODING_LATIN1; e++) {
    const char *name = encoding_name((enum encoding)e);
    ck_assert(encoding_from_name((assay_str){name, strlen(name)}, &encoding));
    ck_assert_int_eq((int)encoding, e);
  }
}
END_TEST

START_TEST(the_ceiling_is_kept) {
  struct buffer text;
  struct decoding how;
  assay_error err;
  buffer_init(&text, NULL, 6);
  buffer_add(&text, "\x93\x94\x93", 3); /* nine bytes as UTF-8 */
  ck_assert_int_eq(encoding_to_utf8(&text, ENCODING_AUTO, &how, &err), ASSAY_ELIMIT);
  ck_assert_str_eq(err.message, "text as UTF-8 is larger than its limit of 6 bytes");
  ck_str(buffer_str(&text), "\x93\x94\x93");
  buffer_free(&text);
}
END_TEST

static assay_status decode_some(const assay_allocator *a, assay_error *err) {
  static const assay_str samples[] = {
      {"caf\xE9 \x93", 6}, {"\xC3\xA9\xFF", 3}, {"H\0i\0", 4}};
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < 3 && status == ASSAY_OK; i++) {
    struct buffer text;
    struct decoding how;
    buffer_init(&text, a, BUFFER_NO_CEILING);
    buffer_add_str(&text, samples[i]);
    status = buffer_status(&text, "text", err);
    if (status == ASSAY_OK) status = encoding_to_utf8(&text, ENCODING_AUTO, &how, err);
    buffer_free(&text);
  }
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(decode_some);
}
END_TEST

/* -- Long texts are converted by pieces; these straddle their ends ------------------- */

static void put_unit(struct buffer *out, uint32_t unit, bool big) {
  char bytes[2] = {(char)(unit & 0xFF), (char)(unit >> 8)};
  if (big) buffer_add(out, bytes + 1, 1);
  buffer_add(out, bytes, big ? 1 : 2);
}

static void put_point(struct buffer *out, uint32_t cp) {
  char bytes[4];
  buffer_add(out, bytes, utf8_encode(cp, bytes));
}

START_TEST(long_utf_16) {
  static const uint32_t points[] = {'a', 0xE9, 0x2019, 0x1F600, 0x10FFFF};
  for (int big = 0; big <= 1; big++)
    for (size_t start = 0; start < 40; start++) { /* ASCII before moves the rest */
      struct buffer wide, expected, text;
      struct decoding how;
      buffer_init(&wide, NULL, BUFFER_NO_CEILING);
      buffer_init(&expected, NULL, BUFFER_NO_CEILING);
      for (size_t i = 0; i < 3000; i++) {
        bool plain = i < start || i / 50 % 2 == 0; /* runs of ASCII, runs of others */
        uint32_t cp = plain ? 'b' : points[i % 5];
        put_point(&expected, cp);
        if (cp >= 0x10000) put_unit(&wide, 0xD800 + ((cp - 0x10000) >> 10), big);
        put_unit(&wide, cp >= 0x10000 ? 0xDC00 + (cp & 0x3FF) : cp, big);
      }
      enum encoding encoding = big ? ENCODING_UTF16BE : ENCODING_UTF16LE;
      ck_assert_int_eq(decode(buffer_str(&wide), encoding, &text, &how, NULL), ASSAY_OK);
      ck_assert_uint_eq(text.len, expected.len);
      ck_assert_mem_eq(text.data, expected.data, text.len);
      ck_assert_uint_eq(how.replaced, 0);
      buffer_free(&wide);
      buffer_free(&expected);
      buffer_free(&text);
    }
}
END_TEST

/* Every unit a lone high surrogate: each piece ends inside a pair that is none. */
START_TEST(long_broken_utf_16) {
  struct buffer wide, text;
  struct decoding how;
  buffer_init(&wide, NULL, BUFFER_NO_CEILING);
  for (size_t i = 0; i < 5000; i++) put_unit(&wide, 0xD800, false);
  buffer_add_char(&wide, 'x');
  ck_assert_int_eq(decode(buffer_str(&wide), ENCODING_UTF16LE, &text, &how, NULL),
                   ASSAY_OK);
  ck_assert_uint_eq(how.replaced, 5001);
  ck_assert_uint_eq(text.len, 3 * 5001);
  buffer_free(&wide);
  buffer_free(&text);
}
END_TEST

START_TEST(long_single_bytes) {
  struct buffer bytes, latin, windows, text;
  struct decoding how;
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  buffer_init(&latin, NULL, BUFFER_NO_CEILING);
  buffer_init(&windows, NULL, BUFFER_NO_CEILING);
  for (size_t i = 0; i < 5000; i++) {
    unsigned char c = i / 37 % 2 ? 'c' : (unsigned char)(i % 3 == 0 ? 0x93 : 0xE9);
    buffer_add_char(&bytes, (char)c);
    put_point(&latin, c);
    put_point(&windows, c == 0x93 ? 0x201C : c);
  }
  ck_assert_int_eq(decode(buffer_str(&bytes), ENCODING_LATIN1, &text, &how, NULL),
                   ASSAY_OK);
  ck_assert_uint_eq(text.len, latin.len);
  ck_assert_mem_eq(text.data, latin.data, latin.len);
  buffer_free(&text);
  ck_assert_int_eq(decode(buffer_str(&bytes), ENCODING_WINDOWS_1252, &text, &how, NULL),
                   ASSAY_OK);
  ck_assert_uint_eq(text.len, windows.len);
  ck_assert_mem_eq(text.data, windows.data, windows.len);
  buffer_free(&text);
  buffer_free(&bytes);
  buffer_free(&latin);
  buffer_free(&windows);
}
END_TEST

/* A euro sign, or two bytes of one, at every place near 16 KiB, where a look ends. */
START_TEST(long_utf_8) {
  enum { NEAR = 16 * 1024, LENGTH = 3 * NEAR };
  struct decoding how;
  struct buffer text;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  for (int broken = 0; broken < 2; broken++)
    for (size_t at = NEAR - 5; at < NEAR + 5; at++) {
      buffer_clear(&text);
      for (size_t i = 0; i < LENGTH; i++) buffer_add_char(&text, 'a');
      memcpy(text.data + at, "\xE2\x82\xAC", broken ? 2 : 3);
      memcpy(text.data + 2 * at, "\xE2\x82\xAC", 3);
      ck_assert_int_eq(encoding_to_utf8(&text, ENCODING_AUTO, &how, NULL), ASSAY_OK);
      ck_assert_str_eq(how.decided_by, broken ? "mostly valid UTF-8" : "valid UTF-8");
      ck_assert_uint_eq(how.replaced, broken ? 1 : 0);
      ck_assert_uint_eq(text.len, broken ? LENGTH + 1 : LENGTH);
    }
  buffer_free(&text);
}
END_TEST

UNIT_MAIN("encoding", utf8, long_utf_8, nearly_utf8_is_repaired, windows_1252,
          utf16_with_mark, utf16_without_mark, broken_utf16_is_counted,
          signatures_are_named, binary_by_its_bytes, odd_but_text,
          what_is_asked_for_is_done, names, the_ceiling_is_kept,
          out_of_memory_leaves_nothing, long_utf_16, long_broken_utf_16,
          long_single_bytes)
