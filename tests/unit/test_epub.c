/* test_epub.c - books of two chapters, written by hand. */
#include "markup.h"
#include "zip_file.h"

static struct zip_file zip;

static const char container[] = "<container><rootfiles><rootfile "
                                "full-path=\"OPS/book.opf\"/></rootfiles></container>";

static const char package[] =
    "<package><metadata><dc:title>T</dc:title><dc:creator>Kim</dc:creator>"
    "<dc:date>1999-12-31T00:00:00Z</dc:date><dc:language>en</dc:language></metadata>"
    "<manifest><item id=\"nav\" href=\"nav.xhtml\" properties=\"nav\" "
    "media-type=\"application/xhtml+xml\"/>"
    "<item id=\"two\" href=\"text/two%20.xhtml\" media-type=\"application/xhtml+xml\"/>"
    "<item id=\"one\" href=\"../OPS/./one.xhtml#x\" "
    "media-type=\"application/xhtml+xml\"/>"
    "<item id=\"pic\" href=\"cover.svg\" media-type=\"image/svg+xml\"/></manifest>"
    "<spine><itemref idref=\"pic\"/><itemref idref=\"nav\"/><itemref idref=\"one\"/>"
    "<itemref idref=\"two\"/></spine></package>";

static assay_str book(const char *opf) {
  memset(&zip, 0, sizeof zip);
  zip_add(&zip, "mimetype", "application/epub+zip");
  zip_add(&zip, "OPS/text/two .xhtml", "<html><body><p>Second.</p></body></html>");
  zip_add(&zip, "OPS/book.opf", opf);
  zip_add(&zip, "OPS/nav.xhtml", "<html><body>Contents</body></html>");
  zip_add(&zip, "OPS/one.xhtml",
          "<?xml version=\"1.0\"?><html><head><title/></head><body><h1>One</h1><p>First"
          "<q>a</q></p></body></html>");
  zip_add(&zip, "META-INF/container.xml", container);
  return zip_end(&zip);
}

START_TEST(in_the_order_of_the_spine) {
  MARKUP_NEEDS(reader_epub);
  markup_check((struct reading_case){.reader = &reader_epub, .bytes = book(package)},
               "[head: One]\n\nFirst\u201C[q: a]\u201D\n\nSecond.|title=T|author=Kim"
               "|date=1999-12-31|language=en\n");
}
END_TEST

START_TEST(a_chapter_is_a_document) {
  MARKUP_NEEDS(reader_epub);
  markup_check((struct reading_case){.reader = &reader_epub,
                                     .bytes = book(package),
                                     .split = true},
               "chapter-1|[head: One]\n\nFirst\u201C[q: a]\u201D|title=T|author=Kim"
               "|date=1999-12-31|language=en\n"
               "chapter-2|Second.|title=T|author=Kim|date=1999-12-31|language=en\n");
}
END_TEST

START_TEST(what_is_wrong) {
  MARKUP_NEEDS(reader_epub);
  markup_check(
      (struct reading_case){.reader = &reader_epub,
                            .bytes = book("<package><manifest><item id='a' "
                                          "href='../../../etc/passwd'/>"
                                          "<item id='b' href='text/two%20.xhtml'/>"
                                          "</manifest><spine><itemref idref='a'/>"
                                          "<itemref idref='b'/><itemref idref='c'/>"
                                          "</spine></package>")},
      "Second.|? 2 chapters of the book could not be read: not there\n");
  markup_check((struct reading_case){.reader = &reader_epub, .bytes = book("<package/>")},
               "");
  memset(&zip, 0, sizeof zip);
  zip_add(&zip, "mimetype", "application/epub+zip");
  markup_check((struct reading_case){.reader = &reader_epub, .bytes = zip_end(&zip)}, "");
}
END_TEST

static void says(const char *expected, assay_str bytes) {
  struct reading_case c = {.reader = &reader_epub, .bytes = bytes};
  struct pieces pieces = pieces_of(bytes, 0);
  struct read_options options = {.encoding = ENCODING_AUTO};
  struct failing never = {.fail_at = 0};
  assay_error err;
  struct reading r = {.reader = c.reader,
                      .options = &options,
                      .alloc = failing_allocator(&never),
                      .stream = &pieces.base};
  ck_assert_int_eq(r.reader->open(&r, &err), ASSAY_EFORMAT);
  ck_assert_str_eq(err.message, expected);
  stream_close(&pieces.base);
}

START_TEST(why_it_cannot_be_opened) {
  MARKUP_NEEDS(reader_epub);
  says("the book's spine names no chapter", book("<package/>"));
  memset(&zip, 0, sizeof zip);
  zip_add(&zip, "mimetype", "application/epub+zip");
  says("no book in this zip archive: META-INF/container.xml is missing", zip_end(&zip));
  memset(&zip, 0, sizeof zip);
  zip_add(&zip, "META-INF/container.xml", container);
  says("the package file 'OPS/book.opf' of the book is missing", zip_end(&zip));
  memset(&zip, 0, sizeof zip);
  zip_add(&zip, "META-INF/rights.xml", "<a/>");
  says("is protected by its publisher", zip_end(&zip));
}
END_TEST

START_TEST(damage) {
  MARKUP_NEEDS(reader_epub);
  markup_survives((struct reading_case){
      .reader = &reader_epub, .bytes = book(package), .split = true});
}
END_TEST

static assay_status read_all(const assay_allocator *alloc, assay_error *err) {
  struct reading_case c = {.reader = &reader_epub,
                           .bytes = {(const char *)zip.data, zip.len}};
  (void)err;
  return reading_run(&c, alloc, reading_look, NULL);
}

START_TEST(failing_memory) {
  MARKUP_NEEDS(reader_epub);
  (void)book(package);
  unit_fail_each(read_all);
}
END_TEST

UNIT_MAIN("epub", in_the_order_of_the_spine, a_chapter_is_a_document, what_is_wrong,
          why_it_cannot_be_opened, damage, failing_memory)
