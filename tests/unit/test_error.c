/* test_error.c - messages fit, are cleared first, and are cut between characters. */
#include "base/error.h"
#include "unit.h"

START_TEST(setting_clears_what_was_there) {
  assay_error err;
  memset(&err, 0x55, sizeof err);
  ck_assert_int_eq(error_set(&err, ASSAY_EIO, "cannot open '%s'", "x.txt"), ASSAY_EIO);
  ck_assert_int_eq(err.status, ASSAY_EIO);
  ck_assert_str_eq(err.message, "cannot open 'x.txt'");
  ck_assert_str_eq(err.source, "");
  ck_assert_uint_eq(err.line, 0);
  ck_assert_uint_eq(err.offset, 0);
}
END_TEST

START_TEST(an_offset_is_kept) {
  assay_error err;
  ck_assert_int_eq(error_at(&err, ASSAY_EPATTERN, 4294967296u, "at %d", 7),
                   ASSAY_EPATTERN);
  ck_assert_uint_eq(err.offset, 4294967296u);
  ck_assert_str_eq(err.message, "at 7");
}
END_TEST

START_TEST(nobody_need_listen) {
  ck_assert_int_eq(error_set(NULL, ASSAY_EARG, "%d", 1), ASSAY_EARG);
  ck_assert_int_eq(error_at(NULL, ASSAY_EARG, 1, "%d", 1), ASSAY_EARG);
  ck_assert_int_eq(error_memory(NULL, 1), ASSAY_ENOMEM);
  error_name_source(NULL, S("x"));
}
END_TEST

START_TEST(memory_errors_say_how_much) {
  assay_error err;
  ck_assert_int_eq(error_memory(&err, 0), ASSAY_ENOMEM);
  ck_assert_str_eq(err.message, "out of memory");
  ck_assert_int_eq(error_memory(&err, 4096), ASSAY_ENOMEM);
  ck_assert_str_eq(err.message, "out of memory (4096 bytes asked for)");
}
END_TEST

START_TEST(a_long_message_is_cut) {
  assay_error err;
  char text[2000];
  memset(text, 'x', sizeof text);
  error_set(&err, ASSAY_EARG, "%.*s", (int)sizeof text, text);
  ck_assert_uint_eq(strlen(err.message), sizeof err.message - 1);
  error_set(&err, ASSAY_EARG, "%.*s", (int)sizeof err.message - 1, text);
  ck_assert_uint_eq(strlen(err.message), sizeof err.message - 1);
}
END_TEST

/* Failed while half a character was left at the end. */
START_TEST(a_long_message_is_cut_between_characters) {
  assay_error err;
  char text[1000] = "";
  for (size_t pad = 0; pad < 4; pad++) { /* U+1F54A, four bytes, at every phase */
    memset(text, 'x', pad);
    for (size_t i = pad; i + 4 < sizeof text; i += 4)
      memcpy(text + i, "\xF0\x9F\x95\x8A", 4);
    error_set(&err, ASSAY_EARG, "%s", text);
    size_t len = strlen(err.message);
    ck_assert_uint_eq((len - pad) % 4, 0);
    ck_assert_uint_gt(len, sizeof err.message - 1 - 4);
    ck_assert_mem_eq(err.message, text, len);
  }
}
END_TEST

START_TEST(a_character_that_just_fits_stays) {
  assay_error err;
  char text[sizeof err.message] = "";
  memset(text, 'x', sizeof text - 1);
  memcpy(text + sizeof text - 3, "\xC3\xA9", 2);
  error_set(&err, ASSAY_EARG, "%s", text);
  ck_assert_str_eq(err.message, text);
}
END_TEST

START_TEST(the_first_source_stays) {
  assay_error err;
  error_set(&err, ASSAY_EIO, "x");
  error_name_source(&err, (assay_str){NULL, 0});
  ck_assert_str_eq(err.source, "");
  error_name_source(&err, S("lee.txt"));
  error_name_source(&err, S("carr.txt"));
  ck_assert_str_eq(err.source, "lee.txt");
}
END_TEST

START_TEST(a_long_source_is_cut_between_characters) {
  assay_error err;
  char name[600];
  memset(name, 'x', sizeof name);
  error_set(&err, ASSAY_EIO, "x");
  error_name_source(&err, (assay_str){name, 256});
  ck_assert_uint_eq(strlen(err.source), 255);
  error_set(&err, ASSAY_EIO, "x");
  error_name_source(&err, (assay_str){name, 255});
  ck_assert_uint_eq(strlen(err.source), 255);
  for (size_t i = 0; i < sizeof name; i += 2) memcpy(name + i, "\xC3\xA9", 2);
  error_set(&err, ASSAY_EIO, "x");
  error_name_source(&err, (assay_str){name, sizeof name});
  ck_assert_uint_eq(strlen(err.source), 254);
}
END_TEST

START_TEST(every_status_has_a_name) {
  static const struct {
    assay_status status;
    const char *name;
  } cases[] = {{ASSAY_OK, "ok"},
               {ASSAY_ENOMEM, "out of memory"},
               {ASSAY_EIO, "input or output failed"},
               {ASSAY_EFORMAT, "wrong format"},
               {ASSAY_EARG, "wrong argument"},
               {ASSAY_EPATTERN, "wrong pattern"},
               {ASSAY_ESCRIPT, "script failed"},
               {ASSAY_ELIMIT, "limit reached"},
               {ASSAY_ECANCELLED, "cancelled"},
               {(assay_status)-99, "unknown status"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    ck_assert_str_eq(assay_status_name(cases[i].status), cases[i].name);
}
END_TEST

UNIT_MAIN("error", setting_clears_what_was_there, an_offset_is_kept, nobody_need_listen,
          memory_errors_say_how_much, a_long_message_is_cut,
          a_long_message_is_cut_between_characters, a_character_that_just_fits_stays,
          the_first_source_stays, a_long_source_is_cut_between_characters,
          every_status_has_a_name)
