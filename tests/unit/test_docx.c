/* test_docx.c - Word documents, written by hand. */
#include "markup.h"
#include "zip_file.h"

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

static const char styles[] =
    "<w:styles " W "><w:style w:type=\"paragraph\" w:styleId=\"berschrift1\">"
    "<w:name w:val=\"heading 1\"/></w:style>"
    "<w:style w:styleId=\"Zitat\"><w:name w:val=\"Quote\"/></w:style>"
    "<w:style w:styleId=\"Mine\"><w:name w:val=\"My style\"/><w:basedOn w:val=\"Zitat\"/>"
    "</w:style></w:styles>";

static const char footnotes[] =
    "<w:footnotes " W "><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p/></w:footnote>"
    "<w:footnote w:id=\"2\"><w:p><w:r><w:t>First</w:t></w:r></w:p><w:p><w:r><w:t>note."
    "</w:t></w:r></w:p></w:footnote></w:footnotes>";

static const char endnotes[] =
    "<w:endnotes " W "><w:endnote w:id=\"1\"><w:p><w:r><w:t>At the end.</w:t></w:r></w:p>"
    "</w:endnote></w:endnotes>";

static const char core[] =
    "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\">"
    "<dc:title>A title</dc:title><dc:creator>Kim Lee</dc:creator>"
    "<dcterms:created>1999-12-31T10:00:00Z</dcterms:created></cp:coreProperties>";

static struct zip_file zip;

/* A document with that body. */
static assay_str document(const char *body) {
  static char xml[1 << 15];
  memset(&zip, 0, sizeof zip);
  snprintf(xml, sizeof xml,
           "<?xml version=\"1.0\"?><w:document " W " xmlns:mc=\"m\"><w:body>%s</w:body>"
           "</w:document>",
           body);
  zip_add(&zip, "[Content_Types].xml", "<Types/>");
  zip_add(&zip, "word/document.xml", xml);
  zip_add(&zip, "word/styles.xml", styles);
  zip_add(&zip, "word/footnotes.xml", footnotes);
  zip_add(&zip, "word/endnotes.xml", endnotes);
  return zip_end(&zip);
}

static void check_body(const char *body, const char *expected) {
  markup_check((struct reading_case){.reader = &reader_docx, .bytes = document(body)},
               expected);
}

#define P(runs) "<w:p>" runs "</w:p>"
#define R(inside) "<w:r>" inside "</w:r>"
#define T(text) R("<w:t xml:space=\"preserve\">" text "</w:t>")

START_TEST(paragraphs_and_runs) {
  MARKUP_NEEDS(reader_docx);
  check_body(P(T("One ") T("tw") T("o.")) P() P(T("Three")), "One two.\n\nThree\n");
  check_body(P(R("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>")), "a\tb\nc\n");
  check_body(P("<w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>" T("a")), "a\n");
  check_body(P(R("<w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/>"
                 "<w:t>c</w:t>")),
             "a\u2011b\u00ADc\n");
}
END_TEST

START_TEST(what_is_no_text) {
  MARKUP_NEEDS(reader_docx);
  check_body(
      P(T("a") "<w:del>" R("<w:delText>b</w:delText>") "</w:del><w:ins>" T(
          "c") "</w:ins><w:moveFrom>" T("d") "</w:moveFrom><w:moveTo>" T("e") "</"
                                                                              "w:"
                                                                              "moveTo>"),
      "ace\n");
  check_body(P(R("<w:fldChar w:fldCharType=\"begin\"/>")
                   R("<w:instrText>PAGE</w:instrText>") T("7")),
             "7\n");
  check_body(P(R("<w:rPr><w:vanish/></w:rPr><w:t>a</w:t>") T("b")
                   R("<w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>c</w:t>")),
             "bc\n");
  check_body("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" P(
                 T("Click here")) "</w:sdtContent></w:sdt>" P(T("a")),
             "a\n");
}
END_TEST

START_TEST(text_boxes_come_once) {
  MARKUP_NEEDS(reader_docx);
  check_body(
      P(R("<mc:AlternateContent><mc:Choice><w:txbxContent>" P(
          T("box")) "</w:txbxContent></"
                    "mc:Choice><mc:Fallback><w:txbxContent>" P(T("box")) "</"
                                                                         "w:"
                                                                         "txbxC"
                                                                         "onten"
                                                                         "t></"
                                                                         "mc:"
                                                                         "Fallb"
                                                                         "ack><"
                                                                         "/mc:"
                                                                         "Alter"
                                                                         "nateC"
                                                                         "onten"
                                                                         "t>") T("text")),
      "box\n\ntext\n");
}
END_TEST

START_TEST(styles_mean_something) {
  MARKUP_NEEDS(reader_docx);
  check_body(P("<w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr>" T("Title")) P(T("a"))
                 P("<w:pPr><w:pStyle w:val=\"Mine\"/></w:pPr>" T("b"))
                     P("<w:pPr><w:pStyle w:val=\"Zitat\"/></w:pPr>" T("c")) P(T("d")),
             "[head: Title]\n\na\n\n[block: b\n\nc]\n\nd\n");
  check_body(P("<w:pPr><w:numPr/></w:pPr>" T("a")) P("<w:pPr><w:numPr/></w:pPr>" T("b"))
                 P(T("c")),
             "a\nb\n\nc\n");
}
END_TEST

START_TEST(tables) {
  MARKUP_NEEDS(reader_docx);
  static const char first[] = "<w:tr><w:tc>" P(T("a")) "</w:tc><w:tc>" P(
      T("b")) "</w:tc></w:tr>";
  static const char second[] = "<w:tr><w:tc>" P() "</w:tc><w:tc>" P(
      T("c")) "</w:tc></w:tr>";
  char body[1024];
  snprintf(body, sizeof body, "%s<w:tbl>%s%s</w:tbl>%s", P(T("x")), first, second,
           P(T("y")));
  check_body(body, "x\n\na\tb\n\tc\n\ny\n");
}
END_TEST

START_TEST(notes) {
  MARKUP_NEEDS(reader_docx);
  check_body(P(T("Said Kim.") R("<w:footnoteReference w:id=\"2\"/>") T(" More")
                   R("<w:endnoteReference w:id=\"1\"/>") T(".")
                       R("<w:footnoteReference w:id=\"99\"/>")),
             "Said Kim.[1] More[2].\n\n[1] First note.\n[2] At the end.\n");
}
END_TEST

START_TEST(what_is_not_understood_is_said) {
  MARKUP_NEEDS(reader_docx);
  check_body(P(R("<w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/>") T("a")) "<w:altChunk/>",
             "\uFFFDa|? 1 characters of symbol fonts became U+FFFD"
             "|? 1 documents inside the document were not read\n");
}
END_TEST

START_TEST(properties) {
  MARKUP_NEEDS(reader_docx);
  memset(&zip, 0, sizeof zip);
  zip_add(&zip, "docProps/core.xml", core);
  zip_add(&zip, "word/document.xml",
          "<w:document " W "><w:body>" P(T("a")) "</w:body></w:document>");
  markup_check((struct reading_case){.reader = &reader_docx, .bytes = zip_end(&zip)},
               "a|title=A title|author=Kim Lee|created=1999-12-31\n");
}
END_TEST

START_TEST(what_is_wrong) {
  MARKUP_NEEDS(reader_docx);
  memset(&zip, 0, sizeof zip);
  zip_add(&zip, "word/other.xml", "<a/>");
  markup_check((struct reading_case){.reader = &reader_docx, .bytes = zip_end(&zip)},
               "! 0: no document in this zip archive: word/document.xml is missing\n");
  markup_check((struct reading_case){.reader = &reader_docx, .bytes = S("text")},
               "! 0: is no zip archive, as its format should be\n");
  markup_check((struct reading_case){.reader = &reader_docx,
                                     .bytes = S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old")},
               "! 0: is encrypted, or an old Office file: save it as a new one without a "
               "password\n");
  check_body("<w:p>",
             "! 1: not well-formed XML: an end tag that does not match its start "
             "tag\n");
}
END_TEST

START_TEST(sniffing) {
  assay_str bytes = document("");
  ck_assert_int_eq(reader_docx.sniff(bytes, S("x")), 100);
  ck_assert_int_eq(reader_docx.sniff(S("PK\3\4xl/workbook.xml"), S("x.docx")), 0);
  ck_assert_int_eq(reader_docx.sniff(S("text word/"), S("x.docx")), 0);
}
END_TEST

static const char all[] = P("<w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr>" T("Title"))
    P(T("a") R("<w:footnoteReference w:id=\"2\"/>"))
        P("<w:pPr><w:pStyle w:val=\"Zitat\"/></w:pPr>" T("c")) "<w:tbl><w:tr><w:tc>" P(
            T("a")) "</w:tc></w:tr></w:tbl>";

START_TEST(damage) {
  MARKUP_NEEDS(reader_docx);
  markup_survives((struct reading_case){.reader = &reader_docx, .bytes = document(all)});
}
END_TEST

static assay_status read_all(const assay_allocator *alloc, assay_error *err) {
  struct reading_case c = {
      .reader = &reader_docx,
      .bytes = {(const char *)zip.data, zip.len},
  };
  (void)err;
  return reading_run(&c, alloc, reading_look, NULL);
}

START_TEST(failing_memory) {
  MARKUP_NEEDS(reader_docx);
  (void)document(all);
  unit_fail_each(read_all);
}
END_TEST

UNIT_MAIN("docx", paragraphs_and_runs, what_is_no_text, text_boxes_come_once,
          styles_mean_something, tables, notes, what_is_not_understood_is_said,
          properties, what_is_wrong, sniffing, damage, failing_memory)
