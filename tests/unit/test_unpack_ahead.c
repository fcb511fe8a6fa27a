/* test_unpack_ahead.c - a stream through a thread gives what it gives without. */
#include "read/unpack_ahead.h"

#include "base/alloc.h"
#include "base/error.h"
#include "unit.h"

#include <string.h>

enum { MIB = 1024 * 1024 };

/* Counts from 0, in pieces of a size, and then ends or fails. */
struct counting {
  struct stream base;
  size_t at, end, piece;
  bool fails;
  char *bytes;
};

static assay_status counting_pull(struct stream *s, assay_str *bytes, assay_error *err) {
  struct counting *c = (struct counting *)s;
  size_t len = c->end - c->at < c->piece ? c->end - c->at : c->piece;
  if (len == 0 && c->fails) return error_set(err, ASSAY_EFORMAT, "it ends in the middle");
  for (size_t i = 0; i < len; i++) c->bytes[i] = (char)((c->at + i) % 251);
  c->at += len;
  *bytes = (assay_str){c->bytes, len};
  return ASSAY_OK;
}

static assay_status counting_take(struct stream *s, struct buffer *out,
                                  assay_error *err) {
  assay_str bytes = {"", 1};
  assay_status status = ASSAY_OK;
  while (status == ASSAY_OK && bytes.len > 0) {
    status = counting_pull(s, &bytes, err);
    if (status == ASSAY_OK) buffer_add_str(out, bytes);
  }
  return status;
}

static struct counting counting(size_t end, size_t piece, bool fails) {
  return (struct counting){{.pull = counting_pull}, 0, end, piece, fails, malloc(piece)};
}

static void check_bytes(assay_str bytes, size_t from) {
  size_t same = 0;
  while (same < bytes.len && (unsigned char)bytes.ptr[same] == (from + same) % 251)
    same++;
  ck_assert_uint_eq(same, bytes.len);
}

static void check_pulled(size_t end, size_t piece, bool fails) {
  struct counting under = counting(end, piece, fails);
  struct stream *stream;
  assay_str bytes = {"", 1};
  assay_error err = {0};
  size_t at = 0;
  assay_status status = unpack_ahead(&stream, &under.base, NULL, &err);
  ck_assert_int_eq(status, ASSAY_OK);
  for (;;) {
    status = stream_pull(stream, &bytes, &err);
    if (status != ASSAY_OK || bytes.len == 0) break;
    check_bytes(bytes, at);
    at += bytes.len;
  }
  ck_assert_uint_eq(at, end);
  for (int again = 0; again < 3; again++) {
    ck_assert_int_eq(status, fails ? ASSAY_EFORMAT : ASSAY_OK);
    if (fails) ck_assert_str_eq(err.message, "it ends in the middle");
    ck_assert_uint_eq(bytes.len, 0);
    memset(&err, 0, sizeof err);
    status = stream_pull(stream, &bytes, &err);
  }
  stream_close(stream);
  free(under.bytes);
}

START_TEST(what_comes_is_the_same) {
  static const size_t ends[] = {0, 1, MIB, MIB + 1, 5 * MIB + 7};
  for (size_t i = 0; i < 5; i++)
    for (int fails = 0; fails < 2; fails++) {
      check_pulled(ends[i], 1000, fails);
      check_pulled(ends[i], 3 * MIB, fails); /* larger than a piece of the ring */
    }
}
END_TEST

START_TEST(what_is_left_can_be_taken) {
  for (int direct = 0; direct < 2; direct++)
    for (size_t first = 0; first < 3; first++) {
      struct counting under = counting(4 * MIB, 100000, false);
      struct stream *stream;
      struct buffer out;
      assay_str bytes;
      if (direct) under.base.take = counting_take;
      buffer_init(&out, NULL, BUFFER_NO_CEILING);
      ck_assert_int_eq(unpack_ahead(&stream, &under.base, NULL, NULL), ASSAY_OK);
      for (size_t i = 0; i < 10 * first; i++) { /* at 20 there is a thread */
        ck_assert_int_eq(stream_pull(stream, &bytes, NULL), ASSAY_OK);
        buffer_add_str(&out, bytes);
      }
      ck_assert_int_eq(stream_take(stream, &out, NULL), ASSAY_OK);
      ck_assert_uint_eq(out.len, 4 * MIB);
      check_bytes(buffer_str(&out), 0);
      ck_assert_int_eq(stream_pull(stream, &bytes, NULL), ASSAY_OK);
      ck_assert_uint_eq(bytes.len, 0);
      stream_close(stream);
      buffer_free(&out);
      free(under.bytes);
    }
}
END_TEST

START_TEST(it_can_be_closed_in_the_middle) {
  for (size_t pulls = 0; pulls < 30; pulls++) {
    struct counting under = counting(100 * (size_t)MIB, 100000, false);
    struct stream *stream;
    assay_str bytes;
    ck_assert_int_eq(unpack_ahead(&stream, &under.base, NULL, NULL), ASSAY_OK);
    for (size_t i = 0; i < pulls; i++)
      ck_assert_int_eq(stream_pull(stream, &bytes, NULL), ASSAY_OK);
    stream_close(stream);
    ck_assert_uint_lt(under.at, 10 * MIB);
    free(under.bytes);
  }
}
END_TEST

/* Without memory for the ring it goes on without a thread. */
static assay_status pull_some(const assay_allocator *a, assay_error *err) {
  struct counting under = counting(2 * MIB, 100000, false);
  struct stream *stream = NULL;
  assay_str bytes = {"", 1};
  size_t at = 0;
  assay_status status = unpack_ahead(&stream, &under.base, a, err);
  while (status == ASSAY_OK && bytes.len > 0) {
    status = stream_pull(stream, &bytes, err);
    at += bytes.len;
  }
  if (status == ASSAY_OK) ck_assert_uint_eq(at, 2 * MIB);
  stream_close(stream);
  free(under.bytes);
  return status;
}

START_TEST(without_memory_there_is_no_thread) {
  for (size_t fail_at = 1; fail_at < 8; fail_at++) {
    struct failing f = {.fail_at = fail_at};
    assay_allocator a = failing_allocator(&f);
    assay_error err;
    assay_status status = pull_some(&a, &err);
    ck_assert_int_eq(status, fail_at == 1 ? ASSAY_ENOMEM : ASSAY_OK);
    ck_assert_uint_eq(f.live_blocks, 0);
  }
}
END_TEST

UNIT_MAIN("unpack_ahead", what_comes_is_the_same, what_is_left_can_be_taken,
          it_can_be_closed_in_the_middle, without_memory_there_is_no_thread)
