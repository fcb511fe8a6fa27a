/* test_broken.c - one file of each format, cut off and with bits flipped, through the
 * whole stack: each version is read, or named with a reason, and what is read is valid
 * UTF-8. Where a library is missing the reason is its package. */
#include "archive_bytes.h"
#include "corpus/corpus.h"
#include "corpus/document.h"
#include "read/archive.h"
#include "read/reader.h"
#include "read/xml_events.h"
#include "temp_folder.h"
#include "text/utf8.h"

enum { CUTS = 40, FLIPS = 120 };

static struct temp temp;

struct told {
  size_t documents, failures, notes;
};

static void check_document(const char *path, const assay_document *d) {
  assay_str text = assay_document_text(d);
  ck_assert_msg(utf8_valid_prefix(text) == text.len, "%s: not valid UTF-8", path);
  ck_assert_msg(strncmp(assay_document_name(d).ptr, path, strlen(path)) == 0,
                "%s: the document is called %s", path, assay_document_name(d).ptr);
}

static void read_shard(const struct corpus *c, size_t index, const char *path,
                       struct told *told) {
  struct corpus_shard *shard;
  struct corpus_found found;
  assay_error err;
  ck_assert_int_eq(corpus_shard_open(&shard, c, index, NULL, NULL), ASSAY_OK);
  for (bool more = true; more;) {
    memset(&err, 0, sizeof err);
    if (corpus_shard_next(shard, &found, &more, &err) != ASSAY_OK) {
      ck_assert_msg(strncmp(err.source, path, strlen(path)) == 0, "%s: names '%s'", path,
                    err.source);
      ck_assert_msg(err.message[0] != '\0', "%s: no reason", path);
      told->failures++;
    }
    if (found.note.len > 0) told->notes++;
    if (found.document) {
      check_document(path, found.document);
      told->documents++;
    }
    assay_document_free(found.document);
    ck_assert_msg(told->documents + told->failures < 1000, "%s: has no end", path);
  }
  corpus_shard_close(shard);
}

static struct told read_file(const char *path, assay_str bytes) {
  struct told told = {0, 0, 0};
  struct corpus *c;
  FILE *f = fopen(path, "wb");
  ck_assert_ptr_nonnull(f);
  ck_assert_uint_eq(fwrite(bytes.ptr, 1, bytes.len, f), bytes.len);
  ck_assert_int_eq(fclose(f), 0);
  ck_assert_int_eq(corpus_open(&c, NULL, &path, 1, NULL), ASSAY_OK);
  corpus_notes(c, &told.notes);
  for (size_t i = 0; i < corpus_shard_count(c); i++) read_shard(c, i, path, &told);
  corpus_free(c);
  return told;
}

static void check_version(const char *path, assay_str bytes, const char *what,
                          size_t at) {
  struct told told = read_file(path, bytes);
  ck_assert_msg(told.documents + told.failures + told.notes > 0,
                "%s, %s at byte %zu: lost without a word", path, what, at);
}

static void check_cut(const char *path, assay_str bytes, size_t cuts) {
  size_t step = bytes.len / cuts + 1;
  for (size_t len = 0; len < bytes.len; len += step)
    check_version(path, (assay_str){bytes.ptr, len}, "cut off", len);
}

static void check_flipped(const char *path, assay_str bytes, size_t flips) {
  char *copy = malloc(bytes.len);
  uint32_t random = 1;
  ck_assert_ptr_nonnull(copy);
  memcpy(copy, bytes.ptr, bytes.len);
  for (size_t i = 0; i < flips; i++) {
    random = random * 1664525u + 1013904223u;
    size_t at = (size_t)(random >> 8) % bytes.len;
    char bit = (char)(1 << (random & 7));
    copy[at] ^= bit;
    check_version(path, (assay_str){copy, bytes.len}, "a bit flipped", at);
    if (i % 8 != 7) copy[at] ^= bit; /* some damage stays, and adds up */
  }
  free(copy);
}

/* Libraries that a format needs. */
enum { NOTHING = 0, ARCHIVES = 1, XML = 2, HTML = 4 };

static bool is_built(int needs) {
  if ((needs & ARCHIVES) && archive_library_version()[0] == '\0') return false;
  if ((needs & XML) && xml_library_version()[0] == '\0') return false;
  return !(needs & HTML) || !reader_html.package;
}

static void check_format(const char *path, assay_str bytes, int needs) {
  bool readable = is_built(needs);
  struct told whole = read_file(path, bytes);
  ck_assert_msg(readable ? whole.documents > 0 && whole.failures == 0
                         : whole.documents == 0 && whole.failures > 0,
                "%s: %zu documents, %zu failures", path, whole.documents, whole.failures);
  check_cut(path, bytes, CUTS);
  check_flipped(path, bytes, FLIPS);
}

#define PAGE                                                                             \
  "<!doctype html><html lang=en><head><meta charset=utf-8><title>T</title></head>"       \
  "<body><nav>x</nav><p>She said \"no\" &amp; <q>left</q>.</p><table><tr><td>a<td>b"     \
  "</table></body></html>"
#define MAIL                                                                             \
  "From: Kim <kim@example.org>\nSubject: =?utf-8?q?caf=C3=A9?=\n"                        \
  "Date: Mon, 3 May 1937 10:00:00 +0000\nMIME-Version: 1.0\n"                            \
  "Content-Type: multipart/alternative; boundary=xx\n\n--xx\n"                           \
  "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: "            \
  "quoted-printable\n\nA caf=E9 =\nand peace.\n--xx\nContent-Type: text/html\n"          \
  "Content-Transfer-Encoding: base64\n\nPHA+UGVhY2UuPC9wPg==\n--xx--\n"

/* As S, for constants. */
#define T(literal)                                                                       \
  { literal, sizeof(literal) - 1 }

static const struct {
  const char *path;
  assay_str bytes;
  int needs;
} plain_formats[] = {
    {"a.txt", T("\xEF\xBB\xBFPeace, and caf\xC3\xA9s.\r\nMore.\n"), NOTHING},
    {"b.txt", T("\xFF\xFEP\0e\0a\0c\0e\0.\0\n\0"), NOTHING},
    {"a.md", T("---\nauthor: Kim\nyear: 1937\n---\n# One\n\nText *here*.\n"), NOTHING},
    {"a.html", T(PAGE), HTML},
    {"a.rtf",
     T("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}{\\info{\\title T}}\\f0 Peace "
       "\\'e9t\\u233?\\par{\\footnote n}\\trowd a\\cell b\\cell\\row}"),
     NOTHING},
    {"a.xml", T("<?xml version=\"1.0\"?><r><p>One &#233;</p><p a='b'>Two</p></r>"), XML},
    {"tei.xml",
     T("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt>"
       "<title>T</title></titleStmt></fileDesc></teiHeader><text><body><div><p>One <q "
       "who=\"#k\">two</q> th<lb break=\"no\"/>ree</p></div></body></text></TEI>"),
     XML},
    {"a.csv", T("id,text,year\n1,\"One, \"\"two\"\"\nthree\",1937\n2,Four,1938\n"),
     NOTHING},
    {"a.tsv", T("id\ttext\n1\tOne two\n2\tFour\n"), NOTHING},
    {"a.json", T("[{\"text\":\"One \\u00e9\",\"n\":1},{\"text\":\"Two\",\"a\":[1,2]}]"),
     NOTHING},
    {"a.jsonl", T("{\"text\":\"One\",\"n\":{\"a\":1}}\n{\"text\":\"Two\"}\n"), NOTHING},
    {"a.eml", T(MAIL), NOTHING},
    {"a.mbox", T("From kim Mon May  3 10:00:00 1937\n" MAIL), NOTHING},
    {"a.vrt",
     T("<doc id=\"1\" "
       "year=\"1937\">\n<p>\n<s>\nThe\tthe\tDT\ncats\tcat\tNNS\n<g/>\n.\t.\t.\n"
       "</s>\n</p>\n</doc>\n"),
     NOTHING},
    {"a.conllu",
     T("# newdoc id = d\n# text = Cats sleep.\n1\tCats\tcat\tNOUN\t_\t_\t2\tnsubj\t_\t_\n"
       "2\tsleep\tsleep\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t_\t_\t2\t"
       "punct\t_\t_\n\n"),
     NOTHING},
};

START_TEST(each_format) {
  temp_enter(&temp);
  check_format(plain_formats[_i].path, plain_formats[_i].bytes, plain_formats[_i].needs);
  temp_leave(&temp);
}
END_TEST

static struct buffer zip;

static void check_zip(const char *path, int needs) {
  zip_end(&zip);
  check_format(path, buffer_str(&zip), needs);
}

START_TEST(a_docx) {
  temp_enter(&temp);
  buffer_init(&zip, NULL, BUFFER_NO_CEILING);
  zip_add(&zip, "[Content_Types].xml", 0,
          S("<Types "
            "xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"));
  zip_add(
      &zip, "word/document.xml", 0,
      S("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/"
        "main\"><w:body><w:p><w:r><w:t>Peace.</w:t></w:r></w:p></w:body></w:document>"));
  check_zip("a.docx", ARCHIVES | XML);
  buffer_free(&zip);
  temp_leave(&temp);
}
END_TEST

START_TEST(an_odt) {
  temp_enter(&temp);
  buffer_init(&zip, NULL, BUFFER_NO_CEILING);
  zip_add(&zip, "mimetype", 0, S("application/vnd.oasis.opendocument.text"));
  zip_add(
      &zip, "content.xml", 0,
      S("<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:"
        "office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">"
        "<office:body><office:text><text:p>Peace.</text:p></office:text></office:body>"
        "</office:document-content>"));
  check_zip("a.odt", ARCHIVES | XML);
  buffer_free(&zip);
  temp_leave(&temp);
}
END_TEST

START_TEST(an_epub) {
  temp_enter(&temp);
  buffer_init(&zip, NULL, BUFFER_NO_CEILING);
  zip_add(&zip, "mimetype", 0, S("application/epub+zip"));
  zip_add(
      &zip, "META-INF/container.xml", 0,
      S("<container><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>"));
  zip_add(&zip, "p.opf", 0,
          S("<package><metadata><title>T</title></metadata><manifest><item id=\"a\" "
            "href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine>"
            "<itemref idref=\"a\"/></spine></package>"));
  zip_add(&zip, "a.xhtml", 0, S(PAGE));
  check_zip("a.epub", ARCHIVES | XML | HTML);
  buffer_free(&zip);
  temp_leave(&temp);
}
END_TEST

START_TEST(archives) {
  struct buffer tar;
  temp_enter(&temp);
  buffer_init(&zip, NULL, BUFFER_NO_CEILING);
  zip_add(&zip, "a/1.txt", 0, S("One."));
  zip_add(&zip, "a/2.jsonl", 0, S("{\"text\":\"Two\"}\n"));
  check_zip("a.zip", ARCHIVES);
  buffer_init(&tar, NULL, BUFFER_NO_CEILING);
  tar_add(&tar, "a/1.txt", '0', S("One."), 4);
  tar_add(&tar, "a/in.zip", '0', buffer_str(&zip), zip.len);
  tar_end(&tar);
  check_format("a.tar", buffer_str(&tar), ARCHIVES);
  buffer_free(&tar);
  buffer_free(&zip);
  temp_leave(&temp);
}
END_TEST

START_TEST(packed_files) {
  static const struct {
    const char *path;
    const char *bytes;
    size_t len;
  } packed[] = {{"a.txt.gz", gz_bytes, sizeof gz_bytes - 1},
                {"a.txt.bz2", bz2_bytes, sizeof bz2_bytes - 1},
                {"a.txt.xz", xz_bytes, sizeof xz_bytes - 1},
                {"a.txt.zst", zst_bytes, sizeof zst_bytes - 1}};
  temp_enter(&temp);
  check_format(packed[_i].path, (assay_str){packed[_i].bytes, packed[_i].len}, ARCHIVES);
  temp_leave(&temp);
}
END_TEST

static const char pdf[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
    "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 40>>stream\nBT /F 12 Tf 20 200 Td (First page) Tj ET \n"
    "endstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "trailer<</Root 1 0 R/Size 6>>\n%%EOF\n";

/* A process for each: few of them. Without pdftotext the reason is its package. */
START_TEST(a_pdf) {
  temp_enter(&temp);
  check_version("a.pdf", S(pdf), "nothing", 0);
  check_cut("a.pdf", S(pdf), 8);
  check_flipped("a.pdf", S(pdf), 16);
  temp_leave(&temp);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("broken");
  TCase *tests = tcase_create("broken");
  tcase_set_timeout(tests, 120);
  tcase_add_loop_test(tests, each_format, 0,
                      (int)(sizeof plain_formats / sizeof *plain_formats));
  tcase_add_test(tests, a_docx);
  tcase_add_test(tests, an_odt);
  tcase_add_test(tests, an_epub);
  tcase_add_test(tests, archives);
  tcase_add_loop_test(tests, packed_files, 0, 4);
  tcase_add_test(tests, a_pdf);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
