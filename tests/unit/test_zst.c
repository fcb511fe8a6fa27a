/* test_zst.c - frames made byte by byte (RFC 8878): blocks that are stored or of one
** byte. Skipped in a build without libzstd. */
#include "read/zst.h"

#include "record_check.h"
#include "unit.h"

#define NEEDS_ZSTD                                                                       \
  if (zst_library_version()[0] == '\0') return

enum { STORED = 0, ONE_BYTE = 1, BLOCK_MOST = 128 * 1024, WINDOW = 0x70 /* 16 MiB */ };

/* The head of a frame; window is its descriptor; declared: what it says that it unpacks
** to, -1: nothing. */
static void add_head(struct buffer *out, unsigned char window, int64_t declared) {
  buffer_add(out, "\x28\xB5\x2F\xFD", 4);
  buffer_add_char(out, declared < 0 ? '\0' : '\xC0');
  buffer_add_char(out, (char)window);
  for (int i = 0; declared >= 0 && i < 8; i++)
    buffer_add_char(out, (char)(declared >> 8 * i & 0xFF));
}

static void add_block(struct buffer *out, int kind, bool last, uint32_t size) {
  uint32_t head = (uint32_t)last | (uint32_t)kind << 1 | size << 3;
  for (int i = 0; i < 3; i++) buffer_add_char(out, (char)(head >> 8 * i & 0xFF));
}

static void add_stored(struct buffer *out, const char *text, bool last) {
  add_block(out, STORED, last, (uint32_t)strlen(text));
  buffer_add_text(out, text);
}

static void add_run(struct buffer *out, char byte, uint32_t count, bool last) {
  add_block(out, ONE_BYTE, last, count);
  buffer_add_char(out, byte);
}

static assay_status unpack(assay_str packed, size_t piece, bool take,
                           const assay_allocator *a, struct buffer *out,
                           assay_error *err) {
  struct pieces pieces = pieces_of(packed, piece);
  struct stream *stream = NULL;
  assay_str bytes = {"", 1};
  assay_status status = zst_unpack(&stream, &pieces.base, NULL, a, err);
  if (status == ASSAY_OK && take) status = stream_take(stream, out, err);
  while (status == ASSAY_OK && !take && bytes.len > 0) {
    status = stream_pull(stream, &bytes, err);
    if (status == ASSAY_OK) buffer_add_str(out, bytes);
  }
  if (stream && status != ASSAY_OK && status != ASSAY_ENOMEM && out->failed == ASSAY_OK) {
    assay_error again;
    ck_assert_int_eq(stream_pull(stream, &bytes, &again), status);
    ck_assert_str_eq(again.message, err->message);
  }
  stream_close(stream);
  stream_close(&pieces.base);
  return status == ASSAY_OK ? buffer_status(out, "what is unpacked", err) : status;
}

static void check(const struct buffer *packed, const char *expected) {
  static const size_t sizes[] = {0, 1, 7};
  for (size_t i = 0; i < 6; i++) {
    struct buffer out;
    assay_error err;
    buffer_init(&out, NULL, BUFFER_NO_CEILING);
    ck_assert_msg(unpack(buffer_str(packed), sizes[i / 2], i % 2, NULL, &out, &err) ==
                      ASSAY_OK,
                  "%s", err.message);
    ck_str(buffer_str(&out), expected);
    buffer_free(&out);
  }
}

static void check_fails(const struct buffer *packed, assay_status status,
                        const char *message) {
  for (int take = 0; take < 2; take++) {
    struct buffer out;
    assay_error err;
    buffer_init(&out, NULL, BUFFER_NO_CEILING);
    ck_assert_int_eq(unpack(buffer_str(packed), 0, take, NULL, &out, &err), status);
    ck_assert_msg(strstr(err.message, message) != NULL, "%s", err.message);
    buffer_free(&out);
  }
}

START_TEST(frames_follow_one_another) {
  NEEDS_ZSTD;
  struct buffer packed;
  buffer_init(&packed, NULL, BUFFER_NO_CEILING);
  check(&packed, "");
  add_head(&packed, WINDOW, 14);
  add_stored(&packed, "peace ", false);
  add_stored(&packed, "in time ", true);
  check(&packed, "peace in time ");
  buffer_add(&packed, "\x50\x2A\x4D\x18\x03\0\0\0abc", 11); /* to be passed over */
  add_head(&packed, WINDOW, -1);
  add_run(&packed, 'z', 3, true);
  check(&packed, "peace in time zzz");
  buffer_free(&packed);
}
END_TEST

START_TEST(what_is_cut_off_or_broken_is_refused) {
  NEEDS_ZSTD;
  struct buffer packed;
  buffer_init(&packed, NULL, BUFFER_NO_CEILING);
  add_head(&packed, WINDOW, 9);
  add_stored(&packed, "peace", false);
  add_stored(&packed, " now", true);
  for (size_t len = 4; len < packed.len; len++) {
    struct buffer part = packed;
    part.len = len;
    check_fails(&part, ASSAY_EFORMAT, "the zst data are broken: they end in the middle");
  }
  buffer_add_text(&packed, "more text");
  check_fails(&packed, ASSAY_EFORMAT, "the zst data are broken: Unknown frame");
  buffer_clear(&packed);
  add_head(&packed, WINDOW, (int64_t)4 << 30);
  add_stored(&packed, "no four gigabytes", true);
  check_fails(&packed, ASSAY_EFORMAT, "the zst data are broken: ");
  buffer_free(&packed);
}
END_TEST

START_TEST(limits_are_named) {
  NEEDS_ZSTD;
  struct buffer packed, out;
  assay_error err;
  buffer_init(&packed, NULL, BUFFER_NO_CEILING);
  add_head(&packed, WINDOW, -1);
  for (int i = 0; i < 600; i++) add_run(&packed, 'a', BLOCK_MOST, i == 599);
  check_fails(&packed, ASSAY_ELIMIT, "unpacks to more than 200 times its size");
  buffer_init(&out, NULL, 1000);
  ck_assert_int_eq(unpack(buffer_str(&packed), 0, true, NULL, &out, &err), ASSAY_ELIMIT);
  ck_assert_str_eq(err.message, "a document is larger than its limit of 1000 bytes");
  buffer_free(&out);
  buffer_clear(&packed);
  add_head(&packed, 0xF0, -1); /* 1 TiB */
  add_stored(&packed, "far back", true);
  check_fails(&packed, ASSAY_ELIMIT, "the limit of 128 MiB");
  buffer_free(&packed);
}
END_TEST

static assay_status take_some(const assay_allocator *a, assay_error *err) {
  struct buffer packed, out;
  buffer_init(&packed, NULL, BUFFER_NO_CEILING);
  add_head(&packed, WINDOW, -1);
  add_run(&packed, 'a', 5000, false);
  add_run(&packed, 'b', 5000, true);
  buffer_init(&out, a, BUFFER_NO_CEILING);
  assay_status status = unpack(buffer_str(&packed), 3, true, a, &out, err);
  if (status == ASSAY_OK) ck_assert_uint_eq(out.len, 10000);
  buffer_clear(&out);
  if (status == ASSAY_OK) status = unpack(buffer_str(&packed), 3, false, a, &out, err);
  buffer_free(&out);
  buffer_free(&packed);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  NEEDS_ZSTD;
  unit_fail_each(take_some);
}
END_TEST

UNIT_MAIN("zst", frames_follow_one_another, what_is_cut_off_or_broken_is_refused,
          limits_are_named, out_of_memory_leaves_nothing)
