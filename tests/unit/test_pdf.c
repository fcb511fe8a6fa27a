/* test_pdf.c - PDF through pdftotext: skipped where that is not installed. */
#include "markup.h"

#include <stdio.h>

static bool is_installed(void) {
  FILE *pipe = popen("pdftotext -v 2>&1; pdfinfo -v 2>&1", "r");
  char line[256] = "";
  size_t len = pipe ? fread(line, 1, sizeof line - 1, pipe) : 0;
  if (pipe) pclose(pipe);
  line[len] = '\0';
  return strstr(line, "pdftotext version") && strstr(line, "pdfinfo version");
}

/* A document of two pages; what finds no table of its objects makes one. */
static const char pdf[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
    "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 40>>stream\nBT /F 12 Tf 20 200 Td (First page) Tj ET \n"
    "endstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "6 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 7 0 R"
    "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "7 0 obj<</Length 40>>stream\nBT /F 12 Tf 20 200 Td (Second one) Tj ET \n"
    "endstream endobj\n"
    "8 0 obj<</Title(T)/Author(Kim Lee)/CreationDate(D:19991231100000Z)>>endobj\n"
    "trailer<</Root 1 0 R/Info 8 0 R/Size 9>>\n%%EOF\n";

static void check_pdf(assay_str bytes, const char *expected) {
  markup_check((struct reading_case){.reader = &reader_pdf, .bytes = bytes}, expected);
}

START_TEST(pages_and_properties) {
  struct buffer out;
  if (!is_installed()) return;
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
  reading_run(&(struct reading_case){.reader = &reader_pdf, .bytes = S(pdf)}, NULL,
              markup_write, &out);
  buffer_add_char(&out, '\0');
  const char *found = strstr(out.data, "First page\n\n\fSecond one|pages=2");
  ck_assert_msg(found == out.data, "got %s", out.data);
  ck_assert_ptr_nonnull(strstr(out.data, "|title=T|author=Kim Lee|created=1999-12-31"));
  buffer_free(&out);
}
END_TEST

START_TEST(what_is_wrong) {
  if (!is_installed()) return;
  struct buffer out;
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
  reading_run(&(struct reading_case){.reader = &reader_pdf, .bytes = S("%PDF-1.4 no")},
              NULL, markup_write, &out);
  buffer_add_char(&out, '\0');
  ck_assert_msg(strncmp(out.data, "! 0: pdftotext cannot read it: ", 31) == 0, "%s",
                out.data);
  buffer_free(&out);
}
END_TEST

START_TEST(cut_off) {
  if (!is_installed()) return;
  for (size_t i = 0; i < 8; i++)
    reading_run(&(struct reading_case){.reader = &reader_pdf,
                                       .bytes = {pdf, (sizeof pdf - 1) * i / 8}},
                NULL, reading_look, NULL);
}
END_TEST

START_TEST(without_the_program) {
  char path[4096];
  const char *old = getenv("PATH");
  snprintf(path, sizeof path, "%s", old ? old : "");
  setenv("PATH", "/nonexistent", 1);
  check_pdf(S(pdf), "! 0: PDF is read by the program pdftotext, which is not installed "
                    "(install poppler-utils)\n");
  setenv("PATH", path, 1);
}
END_TEST

START_TEST(sniffing) {
  ck_assert_int_eq(reader_pdf.sniff(S("%PDF-1.4"), S("x")), 100);
  ck_assert_int_eq(reader_pdf.sniff(S("garbage %PDF-1.4"), S("x")), 80);
  ck_assert_int_eq(reader_pdf.sniff(S("PDF-1.4"), S("x.pdf")), 0);
}
END_TEST

UNIT_MAIN("pdf", pages_and_properties, what_is_wrong, cut_off, without_the_program,
          sniffing)
