/*
** test_codec.c - the pieces of encoded accumulators, byte by byte, and what is refused.
*/
#include "count/codec.h"

#include "base/stable_hash.h"
#include "base/varint.h"
#include "count/accumulator.h"
#include "count/counter.h"
#include "count/crc32c.h"
#include "unit.h"

/* The check value of RFC 3720, appendix B.4, and the sums of 32 equal or rising bytes
** there. */
START_TEST(checksums_are_those_of_rfc_3720) {
  char bytes[32] = {0};
  ck_assert_uint_eq(crc32c(S("123456789")), 0xE3069283);
  ck_assert_uint_eq(crc32c(S("")), 0);
  ck_assert_uint_eq(crc32c((assay_str){bytes, 32}), 0x8A9136AA);
  memset(bytes, 0xFF, sizeof bytes);
  ck_assert_uint_eq(crc32c((assay_str){bytes, 32}), 0x62A8AB43);
  for (int i = 0; i < 32; i++) bytes[i] = (char)i;
  ck_assert_uint_eq(crc32c((assay_str){bytes, 32}), 0x46DD794E);
}
END_TEST

/* The sum of one byte from the polynomial, bit by bit. */
START_TEST(the_table_of_checksums_is_right) {
  for (uint32_t byte = 0; byte < 256; byte++) {
    char c = (char)byte;
    uint32_t crc = UINT32_MAX ^ byte;
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0x82F63B78 : 0);
    ck_assert_uint_eq(crc32c((assay_str){&c, 1}), ~crc);
  }
}
END_TEST

/* FNV-1a of "" and "a" are published; what finishing makes of them must never change. */
START_TEST(the_stable_hash_is_stable) {
  ck_assert(stable_hash_add(STABLE_HASH_START, S("")) == 0xCBF29CE484222325u);
  ck_assert(stable_hash_add(STABLE_HASH_START, S("a")) == 0xAF63DC4C8601EC8Cu);
  ck_assert(stable_hash_add(STABLE_HASH_START, S("foobar")) == 0x85944171F73967E8u);
  ck_assert(stable_hash_add_number(STABLE_HASH_START, 0x7261626F6F66u) ==
            stable_hash_add(STABLE_HASH_START, S("foobar\0\0")));
  ck_assert(stable_hash_finish(0) == 0);
  ck_assert(stable_hash_finish(1) == 0xB456BCFC34C2CB2Cu);
}
END_TEST

static struct codec_reader reader(assay_str bytes) {
  return (struct codec_reader){.data = bytes.ptr, .len = bytes.len, .what = "thing"};
}

static void check_bytes(const struct buffer *b, assay_str expected) {
  ck_assert_uint_eq(b->len, expected.len);
  ck_assert_mem_eq(b->data, expected.ptr, expected.len);
}

START_TEST(numbers_are_little_endian) {
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  codec_put_fixed32(&b, 0x12345678);
  codec_put_fixed64(&b, 0x0102030405060708);
  codec_put_double(&b, 1.0); /* 0x3FF0000000000000 */
  codec_put_str(&b, S("abc"));
  check_bytes(&b, S("\x78\x56\x34\x12"
                    "\x08\x07\x06\x05\x04\x03\x02\x01"
                    "\0\0\0\0\0\0\xF0\x3F"
                    "\x03"
                    "abc"));
  struct codec_reader in = reader(buffer_str(&b));
  ck_assert_uint_eq(codec_take_fixed32(&in), 0x12345678);
  ck_assert_uint_eq(codec_take_fixed64(&in), 0x0102030405060708);
  ck_assert_double_eq(codec_take_finite(&in), 1.0);
  ck_str(codec_take_str(&in), "abc");
  ck_assert_int_eq(codec_status(&in, NULL), ASSAY_OK);
  ck_assert_uint_eq(in.at, in.len);
  buffer_free(&b);
}
END_TEST

START_TEST(varints_come_back) {
  static const uint64_t values[] = {
      0, 1, 127, 128, 16383, UINT32_MAX, (uint64_t)1 << 63, UINT64_MAX};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    struct buffer b;
    buffer_init(&b, NULL, BUFFER_NO_CEILING);
    varint_put(&b, values[i]);
    varint_put_signed(&b, (int64_t)values[i]);
    struct codec_reader in = reader(buffer_str(&b));
    ck_assert(codec_take_varint(&in) == values[i]);
    ck_assert(codec_take_signed(&in) == (int64_t)values[i]);
    ck_assert_ptr_null(in.why);
    buffer_free(&b);
  }
}
END_TEST

static void check_refused(struct codec_reader *in, const char *why) {
  assay_error err;
  char expected[120] = "these bytes are no encoded thing: ";
  strncat(expected, why, 80);
  ck_assert_int_eq(codec_status(in, &err), ASSAY_EFORMAT);
  ck_assert_str_eq(err.message, expected);
  ck_assert_uint_eq(err.offset, in->at);
}

START_TEST(a_varint_is_written_one_way) {
  static const struct {
    assay_str bytes;
    const char *why;
  } cases[] = {{{"", 0}, "they end too early"},
               {{"\x80", 1}, "they end too early"},
               {{"\x80\x00", 2}, "a number is longer than it need be"},
               {{"\xFF\x80\x00", 3}, "a number is longer than it need be"},
               {{"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02", 10},
                "a number has more than 64 bits"},
               {{"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x81\x01", 11},
                "a number has more than 64 bits"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct codec_reader in = reader(cases[i].bytes);
    ck_assert_uint_eq(codec_take_varint(&in), 0);
    check_refused(&in, cases[i].why);
  }
}
END_TEST

START_TEST(counts_and_lengths_are_not_trusted) {
  struct codec_reader in = reader(S("\x05"
                                    "abcde"));
  ck_assert_uint_eq(codec_take_count(&in, 1), 5);
  in = reader(S("\x05"
                "abcde"));
  ck_assert_uint_eq(codec_take_count(&in, 2), 0);
  check_refused(&in, "a count is larger than the bytes can hold");
  in = reader(S("\x06"
                "abcde"));
  ck_assert_uint_eq(codec_take_str(&in).len, 0);
  check_refused(&in, "they end too early");
  in = reader(S("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"));
  ck_assert_uint_eq(codec_take_str(&in).len, 0);
  check_refused(&in, "they end too early");
  in = reader(S("\x07"));
  ck_assert_uint_eq(codec_take_up_to(&in, 6), 0);
  check_refused(&in, "a number is too large");
}
END_TEST

START_TEST(doubles_may_have_to_be_finite) {
  struct codec_reader in = reader(S("\0\0\0\0\0\0\xF0\x7F"));
  ck_assert_double_eq(codec_take_finite(&in), 0);
  check_refused(&in, "a number is not finite");
  in = reader(S("\0\0\0\0\0\0\0\x80"));
  ck_assert_double_eq(codec_take_finite(&in), 0);
  check_refused(&in, "a number is -0");
}
END_TEST

START_TEST(the_first_failure_is_kept) {
  struct codec_reader in = reader(S("\x01"));
  codec_take_fixed32(&in);
  ck_assert_uint_eq(codec_take_byte(&in), 0);
  codec_expect(&in, false, "something else");
  check_refused(&in, "they end too early");
}
END_TEST

/* README.md has these bytes as its example. */
START_TEST(a_counter_is_encoded_as_documented) {
  struct counter *c = NULL;
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(counter_new(&c, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(counter_add(c, S("war"), 3, NULL), ASSAY_OK);
  ck_assert_int_eq(counter_add(c, S("oil"), -1, NULL), ASSAY_OK);
  struct accumulator a = {&counter_class, c};
  ck_assert_int_eq(accumulator_encode(&a, &b, NULL), ASSAY_OK);
  ck_assert_uint_eq(b.len, 16 + 11 + 4);
  b.len -= 4;
  check_bytes(&b, S("ASSY\x01\x01\0\0\x0B\0\0\0\0\0\0\0"
                    "\x02"
                    "\x03oil\x01"
                    "\x03war\x06"));
  ck_assert_uint_eq(codec_load32(b.data + b.len), crc32c(buffer_str(&b)));
  counter_free(c);
  buffer_free(&b);
}
END_TEST

/* Frames the payload of a counter, with one byte of the header changed. */
static const char *refusal(assay_str payload, size_t change, char to) {
  static assay_error err;
  struct buffer b;
  struct accumulator out = {NULL, NULL};
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  buffer_add_str(&b, S("ASSY\x01\x01\0\0"));
  codec_put_fixed64(&b, payload.len);
  if (change < b.len) b.data[change] = to;
  buffer_add_str(&b, payload);
  codec_put_fixed32(&b, crc32c(buffer_str(&b)));
  assay_status status = accumulator_decode(&out, buffer_str(&b), NULL, NULL, &err);
  buffer_free(&b);
  if (status == ASSAY_OK) counter_free(out.object);
  ck_assert(status == ASSAY_OK || status == ASSAY_EFORMAT);
  const char *why = strstr(err.message, ": ");
  return status == ASSAY_OK ? "" : why + 2;
}

START_TEST(headers_and_payloads_are_checked) {
  enum { NOTHING = 99 };
  ck_assert_str_eq(refusal(S("\0"), NOTHING, 0), "");
  ck_assert_str_eq(refusal(S("\0"), 0, 'B'), "they do not begin with 'ASSY'");
  ck_assert_str_eq(refusal(S("\0"), 4, 0), "they are of an unknown kind");
  ck_assert_str_eq(refusal(S("\0"), 4, 99), "they are of an unknown kind");
  ck_assert_str_eq(refusal(S("\0"), 5, 2), "they are of an unknown version");
  ck_assert_str_eq(refusal(S("\0"), 6, 1), "a reserved byte is not 0");
  ck_assert_str_eq(refusal(S("\0"), 8, 2), "they end too early");
  ck_assert_str_eq(refusal(S("\0"), 15, (char)0xFF), "they end too early");
  ck_assert_str_eq(refusal(S("\0\0"), NOTHING, 0), "they say more than they hold");
  ck_assert_str_eq(refusal(S(""), NOTHING, 0), "they end too early");
  ck_assert_str_eq(refusal(S("\x02\x01"
                             "b\0\x01"
                             "a\0"),
                           NOTHING, 0),
                   "the keys are not sorted");
  ck_assert_str_eq(refusal(S("\x02\x01"
                             "a\0\x01"
                             "a\0"),
                           NOTHING, 0),
                   "the keys are not sorted");
  ck_assert_str_eq(refusal(S("\x02\x01"
                             "a\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"
                             "\x01"
                             "b\x02"),
                           NOTHING, 0),
                   "the total is beyond 64 bits");
}
END_TEST

/* a + c is beyond 64 bits, a + c - b is not: the order of the keys must not matter. */
START_TEST(totals_may_leave_64_bits_on_the_way) {
  struct counter *c = NULL;
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(counter_new(&c, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(counter_add(c, S("a"), INT64_MAX, NULL), ASSAY_OK);
  ck_assert_int_eq(counter_add(c, S("z"), -10, NULL), ASSAY_OK);
  ck_assert_int_eq(counter_add(c, S("c"), 9, NULL), ASSAY_OK);
  struct accumulator a = {&counter_class, c}, again = {NULL, NULL};
  ck_assert_int_eq(accumulator_encode(&a, &b, NULL), ASSAY_OK);
  ck_assert_int_eq(accumulator_decode(&again, buffer_str(&b), NULL, NULL, NULL),
                   ASSAY_OK);
  ck_assert(counter_equal(c, again.object));
  counter_free(c);
  counter_free(again.object);
  buffer_free(&b);
}
END_TEST

UNIT_MAIN("codec", checksums_are_those_of_rfc_3720, the_table_of_checksums_is_right,
          the_stable_hash_is_stable, numbers_are_little_endian, varints_come_back,
          a_varint_is_written_one_way, counts_and_lengths_are_not_trusted,
          doubles_may_have_to_be_finite, the_first_failure_is_kept,
          a_counter_is_encoded_as_documented, headers_and_payloads_are_checked,
          totals_may_leave_64_bits_on_the_way)
