/* test_xml.c - any XML as text. */
#include "markup.h"

static void check_xml(const char *xml, const char *expected) {
  markup_check((struct reading_case){.reader = &reader_xml,
                                     .bytes = (assay_str){xml, strlen(xml)}},
               expected);
}

START_TEST(elements_alone_stand_apart) {
  MARKUP_NEEDS(reader_xml);
  check_xml("<doc><row><name>Kim</name><town>Bern</town></row>\n<row>\n<name>Lee</name>"
            "</row></doc>",
            "Kim\n\nBern\n\nLee|root=doc\n");
}
END_TEST

START_TEST(elements_in_text_do_not) {
  MARKUP_NEEDS(reader_xml);
  check_xml("<a:doc><p>One <b>two</b>, <i>three</i>.</p><p><b>Four</b> five</p>"
            "<p><b>si</b>x</p></a:doc>",
            "One two, three.\n\nFour five\n\nsix|root=doc\n");
}
END_TEST

START_TEST(sniffing) {
  assay_str none = {"", 0};
  ck_assert_int_eq(reader_xml.sniff(S("<?xml version='1.0'?><a/>"), none), 80);
  ck_assert_int_eq(reader_xml.sniff(S("\xFF\xFE<\0?\0x\0m\0l\0"), none), 80);
  ck_assert_int_eq(reader_xml.sniff(S("<a/>"), none), 0);
}
END_TEST

static const char some_xml[] = "<?xml version='1.0' encoding='iso-8859-2'?>\n"
                               "<a b='c'><d>e \xB1 &eacute;&what;</d><f><g>h</g></f></a>";
static const struct reading_case some = {.reader = &reader_xml,
                                         .bytes = {some_xml, sizeof some_xml - 1}};

START_TEST(damage) {
  MARKUP_NEEDS(reader_xml);
  reading_survives(some);
}
END_TEST

static assay_status read_some(const assay_allocator *alloc, assay_error *err) {
  (void)err;
  return reading_run(&some, alloc, reading_look, NULL);
}

START_TEST(failing_memory) {
  MARKUP_NEEDS(reader_xml);
  unit_fail_each(read_some);
}
END_TEST

UNIT_MAIN("xml", elements_alone_stand_apart, elements_in_text_do_not, sniffing, damage,
          failing_memory)
