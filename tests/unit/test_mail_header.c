/* test_mail_header.c - headers of mails: folded, encoded, dated; transfer encodings. */
#include "read/mail_header.h"

#include "unit.h"

#include <stdio.h>

static const char header[] =
    "Subject: one\r\nX-Long:  a\r\n\tb\r\n  c \r\nsubject: two\r\n"
    "Content-Type: TEXT/Plain; format=flowed;\r\n"
    " charset=\"utf-8\" ; x=y\r\nnonsense\r\nEmpty:\r\n";

static const char *find(const char *name) {
  static char out[128];
  struct buffer space;
  buffer_init(&space, NULL, BUFFER_NO_CEILING);
  assay_str value = mail_header_find(S(header), name, &space);
  if (value.ptr) snprintf(out, sizeof out, "%.*s", (int)value.len, value.ptr);
  bool found = value.ptr != NULL;
  buffer_free(&space);
  return found ? out : NULL;
}

START_TEST(headers_are_found) {
  ck_assert_str_eq(find("subject"), "one");
  ck_assert_str_eq(find("x-long"), "a b c");
  ck_assert_str_eq(find("empty"), "");
  ck_assert_ptr_null(find("nonsense"));
  ck_assert_ptr_null(find("sub"));
}
END_TEST

START_TEST(parameters) {
  assay_str value = S("TEXT/Plain; format=flowed; charset=\"utf; 8\" ; x=y ;z");
  ck_str(mail_header_main(value), "TEXT/Plain");
  ck_assert(mail_header_equal(mail_header_main(value), "text/plain"));
  ck_str(mail_header_parameter(value, "format"), "flowed");
  ck_str(mail_header_parameter(value, "charset"), "utf; 8");
  ck_str(mail_header_parameter(value, "x"), "y");
  ck_str(mail_header_parameter(value, "z"), "");
  ck_str(mail_header_parameter(S(""), "z"), "");
}
END_TEST

static const char *decode(assay_str value) {
  static char out[256];
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(mail_header_decode(value, &b, NULL), ASSAY_OK);
  snprintf(out, sizeof out, "%.*s", (int)b.len, b.data ? b.data : "");
  buffer_free(&b);
  return out;
}

/* The examples of RFC 2047, section 8, and some that are often seen. */
START_TEST(encoded_words) {
  ck_assert_str_eq(decode(S("=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>")),
                   "Keith Moore <moore@cs.utk.edu>");
  ck_assert_str_eq(decode(S("=?ISO-8859-1?Q?Andr=E9?= Pirard")), "Andr\xC3\xA9 Pirard");
  ck_assert_str_eq(decode(S("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= "
                            "=?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=")),
                   "If you can read this you understand the example.");
  ck_assert_str_eq(decode(S("(=?ISO-8859-1?Q?a?= b)")), "(a b)");
  ck_assert_str_eq(decode(S("(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)")), "(ab)");
  ck_assert_str_eq(decode(S("=?ISO-8859-1?Q?a_b?=")), "a b");
  ck_assert_str_eq(decode(S("=?utf-8?b?w4A=?=")), "\xC3\x80");
  ck_assert_str_eq(decode(S("=?utf-8?Q?=C3?= =?utf-8?Q?=A9?=")), "\xC3\xA9");
  ck_assert_str_eq(decode(S("=?windows-1252?q?=93x=94?=")), "\xE2\x80\x9Cx\xE2\x80\x9D");
  ck_assert_str_eq(decode(S("=?koi8-r?B?8NLJ18XU?=")),
                   "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82");
  ck_assert_str_eq(decode(S("=?utf-8*en?Q?x?=")), "x");
  ck_assert_str_eq(decode(S("=?utf-8?X?x?= =? =?a?b")), "=?utf-8?X?x?= =? =?a?b");
  ck_assert_str_eq(decode(S("caf\xC3\xA9")), "caf\xC3\xA9");
  ck_assert_str_eq(decode(S("caf\xE9")), "caf\xC3\xA9");
  ck_assert_str_eq(decode(S("")), "");
}
END_TEST

static const char *date(assay_str value) {
  static char out[11];
  return mail_header_date(value, out) ? out : NULL;
}

START_TEST(dates) {
  ck_assert_str_eq(date(S("Mon, 4 Mar 1935 10:00:00 -0500")), "1935-03-04");
  ck_assert_str_eq(date(S("24 December 2001 23:59 GMT")), "2001-12-24");
  ck_assert_str_eq(date(S("Thu, 04-Oct-2012 13:02:39 +0200")), "2012-10-04");
  ck_assert_str_eq(date(S("1 Jan 49")), "2049-01-01");
  ck_assert_str_eq(date(S("1 Jan 99")), "1999-01-01");
  ck_assert_str_eq(date(S("1 Jan 103")), "2003-01-01");
  ck_assert_ptr_null(date(S("")));
  ck_assert_ptr_null(date(S("yesterday")));
  ck_assert_ptr_null(date(S("99 Jan 1999")));
  ck_assert_ptr_null(date(S("1 Foo 1999")));
  ck_assert_ptr_null(date(S("1 Jan")));
}
END_TEST

static const char *transfer(assay_str text, int kind) {
  static char out[128];
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  if (kind == 'b')
    mail_decode_base64(text, &b);
  else
    mail_decode_quoted(text, kind == 'h', &b);
  snprintf(out, sizeof out, "%.*s", (int)b.len, b.data ? b.data : "");
  buffer_free(&b);
  return out;
}

START_TEST(transfer_encodings) {
  ck_assert_str_eq(transfer(S("SGVs\r\nbG8="), 'b'), "Hello");
  ck_assert_str_eq(transfer(S("SGVsbG8"), 'b'), "Hello");
  ck_assert_str_eq(transfer(S("YQ==YQ=="), 'b'), "aa");
  ck_assert_str_eq(transfer(S("****"), 'b'), "");
  ck_assert_str_eq(transfer(S("a=3Db=\nc=  \r\nd=\xC3=zz="), 'q'), "a=bcd=\xC3=zz");
  ck_assert_str_eq(transfer(S("a_b"), 'q'), "a_b");
  ck_assert_str_eq(transfer(S("a_b=5f"), 'h'), "a b_");
}
END_TEST

static assay_status decode_some(const assay_allocator *a, assay_error *err) {
  struct buffer b;
  buffer_init(&b, a, BUFFER_NO_CEILING);
  assay_status status = mail_header_decode(
      S("a =?koi8-r?B?8NLJ18XU?= b =?utf-8?Q?=C3=A9?="), &b, err);
  buffer_free(&b);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(decode_some);
}
END_TEST

UNIT_MAIN("mail_header", headers_are_found, parameters, encoded_words, dates,
          transfer_encodings, out_of_memory_leaves_nothing)
