/* test_mail.c - mails and mailboxes as documents. */
#include "reading.h"

#include "read/mail_body.h"

static void eml(assay_str bytes, const char *expected) {
  reading_check((struct reading_case){.reader = &reader_eml, .bytes = bytes}, expected);
}

static void mbox(assay_str bytes, const char *expected) {
  reading_check((struct reading_case){.reader = &reader_mbox, .bytes = bytes}, expected);
}

START_TEST(a_plain_mail) {
  eml(S("From: Jane <j@x.org>\r\nTo: =?iso-8859-1?Q?Andr=E9?= <a@x.org>\r\n"
        "Subject: Re:\r\n peace\r\nDate: Mon, 4 Mar 1935 10:00:00 -0500\r\n"
        "Message-ID: <1@x.org>\r\n\r\nHello.\r\n> quoted\r\n"),
      "|Hello.\n> quoted\n|subject=Re: peace|from=Jane <j@x.org>|to=Andr\xC3\xA9 "
      "<a@x.org>|date=1935-03-04|message-id=1@x.org\n");
  eml(S("Subject: x\n\n"), "||subject=x\n");
  eml(S("Subject: x"), "||subject=x\n");
  eml(S(""), "|\n");
  eml(S("Date: some day\n\nx"), "|x|date=some day\n");
}
END_TEST

START_TEST(encodings_of_the_body) {
  eml(S("Content-Type: text/plain; charset=iso-8859-1\n"
        "Content-Transfer-Encoding: quoted-printable\n\ncaf=E9=\n!"),
      "|caf\xC3\xA9!\n");
  eml(S("Content-Type: text/plain; charset=\"UTF-8\"\n"
        "Content-Transfer-Encoding: base64\n\nY2Fmw6kNCg==\n"),
      "|caf\xC3\xA9\n\n");
  eml(S("Content-Type: text/plain; charset=x-none\n\ncaf\xE9"),
      "|caf\xC3\xA9|? the charset 'x-none' is not known: guessed\n");
  eml(S("Content-Type: text/plain; charset=us-ascii\n\n\x93x\x94"),
      "|\xE2\x80\x9Cx\xE2\x80\x9D\n");
}
END_TEST

static const char parts[] =
    "Subject: s\nContent-Type: multipart/mixed; boundary=\"=b\"\n\nfor old programs\n"
    "--=b\nContent-Type: multipart/alternative; boundary=c\n\n"
    "--c\n\nplain\n--c\nContent-Type: text/html\n\n<p>html</p>\n--c--\n"
    "--=b\nContent-Type: image/png\n\nxxxx\n"
    "--=b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=x\n\nno\n"
    "--=b\nContent-Type: text/plain\n\nthe end\n--=b--\nbehind\n";

START_TEST(parts_of_a_mail) {
  eml(S(parts), "|plain\n\nthe end|subject=s|? 2 attachments were not read\n");
  eml(S("Content-Type: multipart/mixed\n\ntext"), "|text\n");
  eml(S("Content-Type: multipart/mixed; boundary=b\n\n--b\n\ncut"), "|cut\n");
  eml(S("Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n\nx\n--b--"), "|x\n");
}
END_TEST

START_TEST(mailboxes) {
  mbox(S("From a@x Mon Mar  4 10:00:00 1935\nSubject: one\n\n>From me\n>>From you\n\n"
         "From here to there\n\nFrom b@x Mon Mar  4 10:00:00 1935\nSubject: two\n\nb\n"),
       "1|From me\n>From you\n\nFrom here to there\n|subject=one\n2|b\n|subject=two\n");
  mbox(S("Subject: one\n\na\n"), "1|a\n|subject=one\n");
  mbox(S("\n\n"), "");
  mbox(S(""), "");
}
END_TEST

START_TEST(parts_have_limits) {
  struct buffer mail, out;
  buffer_init(&mail, NULL, BUFFER_NO_CEILING);
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
  for (int i = 0; i < 200; i++)
    buffer_addf(&mail, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
  eml(buffer_str(&mail), "||? parts nested deeper than the limit of 16 are left out\n");
  buffer_clear(&mail);
  buffer_add_text(&mail, "Content-Type: multipart/mixed; boundary=b\n\n");
  for (int i = 0; i < 3000; i++) buffer_add_text(&mail, "--b\nContent-Type: a/b\n\nx\n");
  eml(buffer_str(&mail), "||? more parts than the limit of 1000: the rest is left out|? "
                         "998 attachments were not read\n");
  buffer_free(&mail);
  buffer_free(&out);
}
END_TEST

START_TEST(what_it_looks_like) {
  ck_assert_int_eq(
      reader_mbox.sniff(S("From a@x Mon Mar  4 10:00:00 1935\nFrom: a\nTo: b\nDate: c\n"),
                        S("")),
      100);
  ck_assert_int_eq(reader_mbox.sniff(S("From here to there\n"), S("")), 0);
  ck_assert_int_eq(
      reader_eml.sniff(S("Received: x\n y\nFrom: a\nMessage-Id: b\n\ntext"), S("")), 90);
  ck_assert_int_eq(reader_eml.sniff(S("Dear Sir,\nFrom: a\nTo: b\nSubject: c"), S("")),
                   0);
  ck_assert_int_eq(reader_eml.sniff(S(""), S("")), 0);
}
END_TEST

static const char box[] =
    "From a@x Mon Mar  4 10:00:00 1935\nSubject: =?utf-8?B?w4A=?= b\n"
    "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\n"
    "Content-Transfer-Encoding: base64\n\nw4A=\n--b--\n\n"
    "From b@x Mon Mar  4 10:00:00 1935\nX: y\n\n=C3\n";

START_TEST(damaged_files) {
  reading_survives((struct reading_case){.reader = &reader_mbox, .bytes = S(box)});
  reading_survives((struct reading_case){.reader = &reader_eml, .bytes = S(parts)});
}
END_TEST

static assay_status read_box(const assay_allocator *a, assay_error *err) {
  struct reading_case c = {.reader = &reader_mbox, .bytes = S(box), .piece = 9};
  (void)err;
  return reading_run(&c, a, NULL, NULL);
}

static assay_status read_parts(const assay_allocator *a, assay_error *err) {
  struct reading_case c = {.reader = &reader_eml, .bytes = S(parts)};
  (void)err;
  return reading_run(&c, a, NULL, NULL);
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(read_box);
  unit_fail_each(read_parts);
}
END_TEST

UNIT_MAIN("mail", a_plain_mail, encodings_of_the_body, parts_of_a_mail, mailboxes,
          parts_have_limits, what_it_looks_like, damaged_files,
          out_of_memory_leaves_nothing)
