/* test_messages.c - nothing in a file's name can move the cursor. */
#include "cli/messages.h"
#include "unit.h"

static void ck_escaped(assay_str text, const char *expected) {
  struct buffer out;
  buffer_init(&out, NULL, 1000);
  message_escape(&out, text);
  ck_str(buffer_str(&out), expected);
  buffer_free(&out);
}

START_TEST(plain_text_stays) {
  ck_escaped(S("essays/07 \xC3\xA9t\xC3\xA9.txt"), "essays/07 \xC3\xA9t\xC3\xA9.txt");
  ck_escaped(S("a\tb"), "a\tb");
  ck_escaped(S("\xE4\xB8\xAD"), "\xE4\xB8\xAD");
  ck_escaped(S(""), "");
}
END_TEST

START_TEST(controls_become_visible) {
  ck_escaped(S("a\x1b[2Jb"), "a\\x1B[2Jb");
  ck_escaped(S("a\nassay: all is well"), "a\\nassay: all is well");
  ck_escaped(S("a\r\0b\x7f"), "a\\x0D\\x00b\\x7F");
  ck_escaped(S("\xC2\x9B"
               "31m"),
             "\\u{9B}31m");
}
END_TEST

START_TEST(text_that_runs_backwards_becomes_visible) {
  ck_escaped(S("evil\xE2\x80\xAEtxt.exe"), "evil\\u{202E}txt.exe");
  ck_escaped(S("\xE2\x81\xA6"), "\\u{2066}");
  ck_escaped(S("\xE2\x80\x93"), "\xE2\x80\x93"); /* a dash */
}
END_TEST

START_TEST(broken_bytes_become_visible) {
  ck_escaped(S("caf\xE9.txt"), "caf\\xE9.txt");
  ck_escaped(S("\xE2\x82"), "\\xE2\\x82");
}
END_TEST

UNIT_MAIN("messages", plain_text_stays, controls_become_visible,
          text_that_runs_backwards_becomes_visible, broken_bytes_become_visible)
