/* test_varint.c - LEB128 and zigzag: known bytes, edges, round trips. */
#include "base/varint.h"
#include "unit.h"

static void check_bytes(uint64_t value, const char *bytes, size_t len) {
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  varint_put(&b, value);
  ck_assert_uint_eq(b.len, len);
  ck_assert_mem_eq(b.data, bytes, len);
  size_t at = 0;
  ck_assert_uint_eq(varint_get(b.data, &at), value);
  ck_assert_uint_eq(at, len);
  buffer_free(&b);
}

/* 624485 is the example of the DWARF standard, 7.6. */
START_TEST(known_bytes) {
  check_bytes(0, "\x00", 1);
  check_bytes(1, "\x01", 1);
  check_bytes(127, "\x7F", 1);
  check_bytes(128, "\x80\x01", 2);
  check_bytes(300, "\xAC\x02", 2);
  check_bytes(16383, "\xFF\x7F", 2);
  check_bytes(16384, "\x80\x80\x01", 3);
  check_bytes(624485, "\xE5\x8E\x26", 3);
  check_bytes(UINT32_MAX, "\xFF\xFF\xFF\xFF\x0F", 5);
  check_bytes(UINT64_MAX, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 10);
}
END_TEST

static void check_signed(int64_t value, const char *bytes, size_t len) {
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  varint_put_signed(&b, value);
  ck_assert_uint_eq(b.len, len);
  ck_assert_mem_eq(b.data, bytes, len);
  size_t at = 0;
  ck_assert_int_eq(varint_get_signed(b.data, &at), value);
  ck_assert_uint_eq(at, len);
  buffer_free(&b);
}

START_TEST(small_negative_numbers_are_short) {
  check_signed(0, "\x00", 1);
  check_signed(-1, "\x01", 1);
  check_signed(1, "\x02", 1);
  check_signed(-2, "\x03", 1);
  check_signed(63, "\x7E", 1);
  check_signed(-64, "\x7F", 1);
  check_signed(64, "\x80\x01", 2);
  check_signed(INT64_MAX, "\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 10);
  check_signed(INT64_MIN, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 10);
}
END_TEST

START_TEST(values_follow_one_another) {
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  for (unsigned shift = 0; shift < 64; shift++) {
    uint64_t power = UINT64_C(1) << shift;
    varint_put(&b, power - 1);
    varint_put(&b, power);
    varint_put_signed(&b, -(int64_t)(power >> 1));
  }
  ck_assert_int_eq(buffer_status(&b, "the numbers", NULL), ASSAY_OK);
  size_t at = 0;
  for (unsigned shift = 0; shift < 64; shift++) {
    uint64_t power = UINT64_C(1) << shift;
    ck_assert_uint_eq(varint_get(b.data, &at), power - 1);
    ck_assert_uint_eq(varint_get(b.data, &at), power);
    ck_assert_int_eq(varint_get_signed(b.data, &at), -(int64_t)(power >> 1));
  }
  ck_assert_uint_eq(at, b.len);
  buffer_free(&b);
}
END_TEST

static assay_status put_some(const assay_allocator *a, assay_error *err) {
  struct buffer b;
  buffer_init(&b, a, BUFFER_NO_CEILING);
  for (uint64_t i = 0; i < 100; i++) varint_put(&b, UINT64_MAX - i);
  assay_status status = buffer_status(&b, "the numbers", err);
  if (status == ASSAY_OK) ck_assert_uint_eq(b.len, 1000);
  buffer_free(&b);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(put_some);
}
END_TEST

UNIT_MAIN("varint", known_bytes, small_negative_numbers_are_short,
          values_follow_one_another, out_of_memory_leaves_nothing)
