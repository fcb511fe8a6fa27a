/* test_odt.c - OpenDocument texts, written by hand. */
#include "markup.h"
#include "zip_file.h"

static struct zip_file zip;

static const char styles[] =
    "<office:styles><style:style style:name=\"Quotations\" style:family=\"paragraph\"/>"
    "<style:style style:name=\"Heading_20_1\" style:display-name=\"Heading 1\"/>"
    "</office:styles>";

static const char meta[] =
    "<office:meta><dc:title>T</dc:title><meta:initial-creator>Kim</meta:initial-creator>"
    "<dc:creator>Lee</dc:creator><meta:creation-date>1999-12-31T10:00:00"
    "</meta:creation-date><dc:date>2001-01-01T00:00:00</dc:date></office:meta>";

static assay_str document(const char *body) {
  static char xml[1 << 15];
  memset(&zip, 0, sizeof zip);
  snprintf(xml, sizeof xml,
           "<office:document-content><office:automatic-styles><style:style "
           "style:name=\"P1\" style:parent-style-name=\"Quotations\"/>"
           "</office:automatic-styles><office:body><office:text>%s</office:text>"
           "</office:body></office:document-content>",
           body);
  zip_add(&zip, "mimetype", "application/vnd.oasis.opendocument.text");
  zip_add(&zip, "content.xml", xml);
  zip_add(&zip, "styles.xml", styles);
  return zip_end(&zip);
}

static void check_body(const char *body, const char *expected) {
  markup_check((struct reading_case){.reader = &reader_odt, .bytes = document(body)},
               expected);
}

START_TEST(paragraphs) {
  MARKUP_NEEDS(reader_odt);
  check_body("<text:h>Title</text:h><text:p>One <text:span>two</text:span></text:p>"
             "<text:p/>\n<text:p>a<text:s text:c=\"3\"/>b<text:tab/>c<text:line-break/>d"
             "</text:p>",
             "[head: Title]\n\nOne two\n\na b\tc\nd\n");
  check_body("<text:p text:style-name=\"P1\">a</text:p><text:p "
             "text:style-name=\"Quotations\">b</text:p><text:p>c</text:p>",
             "[block: a\n\nb]\n\nc\n");
  check_body("<text:list><text:list-item><text:p>a</text:p></text:list-item>"
             "<text:list-item><text:p>b</text:p></text:list-item></text:list>"
             "<text:p>c</text:p>",
             "a\nb\n\nc\n");
}
END_TEST

START_TEST(tables_and_notes) {
  MARKUP_NEEDS(reader_odt);
  check_body("<table:table><table:table-row><table:table-cell><text:p>a</text:p>"
             "</table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell>"
             "</table:table-row><table:table-row><table:table-cell><text:p>c</text:p>"
             "</table:table-cell></table:table-row></table:table>",
             "a\tb\nc\n");
  check_body("<text:p>a<text:note><text:note-citation>1</text:note-citation>"
             "<text:note-body><text:p>See</text:p><text:p>that</text:p></text:note-body>"
             "</text:note>.</text:p><text:p>b</text:p>",
             "a[1].\n\nb\n\n[1] See that\n");
}
END_TEST

START_TEST(what_is_no_text) {
  MARKUP_NEEDS(reader_odt);
  check_body("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
             "<text:p>a<office:annotation><text:p>b</text:p></office:annotation>"
             "<draw:frame><svg:title>c</svg:title></draw:frame></text:p>",
             "a\n");
}
END_TEST

START_TEST(properties_and_errors) {
  MARKUP_NEEDS(reader_odt);
  memset(&zip, 0, sizeof zip);
  zip_add(&zip, "mimetype", "application/vnd.oasis.opendocument.text");
  zip_add(&zip, "meta.xml", meta);
  zip_add(&zip, "content.xml", "<a><office:text><text:p>x</text:p></office:text></a>");
  markup_check((struct reading_case){.reader = &reader_odt, .bytes = zip_end(&zip)},
               "x|title=T|author=Kim|created=1999-12-31|modified=2001-01-01\n");
  memset(&zip, 0, sizeof zip);
  zip_add(&zip, "META-INF/manifest.xml", "<a><manifest:encryption-data/></a>");
  zip_add(&zip, "content.xml", "garbage");
  markup_check((struct reading_case){.reader = &reader_odt, .bytes = zip_end(&zip)},
               "! 0: is encrypted: save it without a password\n");
  memset(&zip, 0, sizeof zip);
  zip_add(&zip, "meta.xml", meta);
  markup_check((struct reading_case){.reader = &reader_odt, .bytes = zip_end(&zip)},
               "! 0: no document in this zip archive: content.xml is missing\n");
}
END_TEST

START_TEST(sniffing) {
  ck_assert_int_eq(reader_odt.sniff(document(""), S("x")), 100);
  ck_assert_int_eq(reader_odt.sniff(S("PK\3\4word/document.xml"), S("x")), 0);
}
END_TEST

static const char all[] =
    "<text:h>T</text:h><text:p text:style-name=\"P1\">a<text:note><text:note-body>"
    "<text:p>n</text:p></text:note-body></text:note></text:p><text:list><text:list-item>"
    "<text:p>b</text:p></text:list-item></text:list><table:table><table:table-row>"
    "<table:table-cell><text:p>c</text:p></table:table-cell></table:table-row>"
    "</table:table>";

START_TEST(damage) {
  MARKUP_NEEDS(reader_odt);
  markup_survives((struct reading_case){.reader = &reader_odt, .bytes = document(all)});
}
END_TEST

static assay_status read_all(const assay_allocator *alloc, assay_error *err) {
  struct reading_case c = {.reader = &reader_odt,
                           .bytes = {(const char *)zip.data, zip.len}};
  (void)err;
  return reading_run(&c, alloc, reading_look, NULL);
}

START_TEST(failing_memory) {
  MARKUP_NEEDS(reader_odt);
  (void)document(all);
  unit_fail_each(read_all);
}
END_TEST

UNIT_MAIN("odt", paragraphs, tables_and_notes, what_is_no_text, properties_and_errors,
          sniffing, damage, failing_memory)
