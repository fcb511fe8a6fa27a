/* test_decode.c - a stream made UTF-8: the same as the whole text at once, whatever the
** pieces. */
#include "read/decode.h"

#include "record_check.h"
#include "unit.h"

struct decoded {
  struct buffer text;
  struct decoding how;
  assay_status status;
};

static struct decoded decode(assay_str bytes, enum encoding wanted, size_t piece) {
  struct decoded d;
  struct pieces pieces = pieces_of(bytes, piece);
  struct stream *stream;
  assay_error err;
  buffer_init(&d.text, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(decode_open(&stream, &pieces.base, wanted, &d.how, NULL, &err),
                   ASSAY_OK);
  for (;;) {
    assay_str got;
    d.status = stream_pull(stream, &got, &err);
    if (d.status != ASSAY_OK || got.len == 0) break;
    ck_assert_msg(record_is_valid(got), "a piece is no UTF-8");
    buffer_add_str(&d.text, got);
  }
  stream_close(stream);
  stream_close(&pieces.base);
  return d;
}

/* `head` once, `body` until it is long, `tail`: decoded in pieces as it is at once. */
static void check(assay_str head, assay_str body, assay_str tail, enum encoding expected,
                  size_t replaced) {
  static const size_t pieces[] = {0, 1, 3, 4096, 65537};
  struct buffer bytes, whole;
  struct decoding how;
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  buffer_init(&whole, NULL, BUFFER_NO_CEILING);
  buffer_add_str(&bytes, head);
  while (body.len > 0 && bytes.len < DECODE_HEAD + 5000) buffer_add_str(&bytes, body);
  buffer_add_str(&bytes, tail);
  buffer_add_str(&whole, buffer_str(&bytes));
  ck_assert_int_eq(encoding_to_utf8(&whole, expected, &how, NULL), ASSAY_OK);
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    struct decoded d = decode(buffer_str(&bytes), ENCODING_AUTO, pieces[i]);
    ck_assert_int_eq(d.status, ASSAY_OK);
    ck_assert_int_eq(d.how.encoding, expected);
    ck_assert_uint_eq(d.how.replaced, replaced);
    ck_assert_uint_eq(d.text.len, whole.len);
    if (whole.len > 0) ck_assert_mem_eq(d.text.data, whole.data, whole.len);
    buffer_free(&d.text);
  }
  buffer_free(&whole);
  buffer_free(&bytes);
}

START_TEST(long_streams) {
  assay_str none = S("");
  check(S("x"), S("caf\xC3\xA9 \xF0\x9F\x98\x80 "), none, ENCODING_UTF8, 0);
  check(S("\xEF\xBB\xBF"), S("caf\xC3\xA9 "), S("\xC3"), ENCODING_UTF8, 1);
  check(none, S("caf\xC3\xA9 "), S("\xE9 x \xFF\xFE"), ENCODING_UTF8, 3);
  check(none, S("caf\xE9 \x93x\x94 "), none, ENCODING_WINDOWS_1252, 0);
  check(S("\xFF\xFE"), S("a\0\xE9\0\x3D\xD8\0\xDE"), S("b\0"), ENCODING_UTF16LE, 0);
  check(S("\xFE\xFF"), S("\0a\0\xE9\xD8\x3D\xDE\0"), S("\xD8"), ENCODING_UTF16BE, 1);
  check(none, S("a\0 \0b\0c\0"),
        S("\xFF\xFE"
          "d\0"),
        ENCODING_UTF16LE, 0);
}
END_TEST

START_TEST(what_the_head_leaves_open) {
  check(S(""), S("ASCII for long. "), S("caf\xE9 \x93x\x94"), ENCODING_WINDOWS_1252, 0);
  check(S(""), S("ASCII for long. "), S("caf\xC3\xA9 \xE9"), ENCODING_UTF8, 1);
  check(S(""), S("ASCII for long. "), S("caf\xC3\xA9"), ENCODING_UTF8, 0);
}
END_TEST

START_TEST(short_streams) {
  check(S(""), S(""), S(""), ENCODING_UTF8, 0);
  check(S("caf\xE9"), S(""), S(""), ENCODING_WINDOWS_1252, 0);
  check(S("\xFF\xFE"), S(""), S("a\0"), ENCODING_UTF16LE, 0);
  struct decoded d = decode(S("\x89PNG\r\n\x1A\n"), ENCODING_AUTO, 0);
  ck_assert_int_eq(d.status, ASSAY_EFORMAT);
  buffer_free(&d.text);
  d = decode(S("caf\xE9"), ENCODING_LATIN1, 2);
  ck_str(buffer_str(&d.text), "caf\xC3\xA9");
  buffer_free(&d.text);
}
END_TEST

static assay_status decode_some(const assay_allocator *a, assay_error *err) {
  static char bytes[DECODE_HEAD + 100];
  struct decoding how;
  struct stream *stream;
  memset(bytes, 'a', sizeof bytes);
  bytes[sizeof bytes - 2] = '\xE9';
  struct pieces pieces = pieces_of((assay_str){bytes, sizeof bytes}, 30000);
  assay_status status = decode_open(&stream, &pieces.base, ENCODING_AUTO, &how, a, err);
  if (status != ASSAY_OK) return status;
  assay_str got = {"", 1};
  while (status == ASSAY_OK && got.len > 0) status = stream_pull(stream, &got, err);
  stream_close(stream);
  stream_close(&pieces.base);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(decode_some);
}
END_TEST

UNIT_MAIN("decode", long_streams, what_the_head_leaves_open, short_streams,
          out_of_memory_leaves_nothing)
