/* test_html.c - pages to text, marks and fields. */
#include "markup.h"

#include "read/html_scan.h"

static void check_page(const char *page, const char *expected) {
  markup_check((struct reading_case){.reader = &reader_html,
                                     .bytes = (assay_str){page, strlen(page)}},
               expected);
}

static void check_clean(const char *page, const char *expected) {
  markup_check((struct reading_case){.reader = &reader_html,
                                     .bytes = (assay_str){page, strlen(page)},
                                     .clean = true},
               expected);
}

START_TEST(blocks_and_lines) {
  MARKUP_NEEDS(reader_html);
  check_page("<p>One\n  <b>two</b>.<p>Three<br>four<div>five</div>six",
             "One two.\n\nThree\nfour\n\nfive\n\nsix\n");
  check_page("<h1>Title </h1>text<ul><li>a<li>b <i>c</i></ul>more",
             "[head: Title]\n\ntext\n\na\nb c\n\nmore\n");
  check_page("<pre>\n a\n   b</pre>c", " a\n   b\n\nc\n");
  check_page("a<br><br>b", "a\n\nb\n");
  check_page("caf&eacute;&nbsp;&#8212;&amp;", "caf\u00E9\u00A0\u2014&\n");
  check_page("<ruby>\u6F22<rp>(</rp><rt>kan</rt></ruby>", "\u6F22\n");
}
END_TEST

START_TEST(tables) {
  MARKUP_NEEDS(reader_html);
  check_page("x<table><tr><th>a<th>b<tr><td><p>1</p><td>2</table>y",
             "x\n\na\tb\n1\t2\n\ny\n");
}
END_TEST

START_TEST(quotations) {
  MARKUP_NEEDS(reader_html);
  check_page("He said <q>yes <q>no</q></q>.",
             "He said \u201C[q: yes \u2018[q: no]\u2019]\u201D.\n");
  check_page("He said <q>\u00ABoui\u00BB</q>.", "He said \u00AB[q: oui]\u00BB.\n");
  check_page("a<blockquote><p>b<p>c</blockquote>d", "a\n\n[block: b\n\nc]\n\nd\n");
}
END_TEST

START_TEST(what_is_no_text) {
  MARKUP_NEEDS(reader_html);
  check_page("a<script>if (1<2) x</script><style>p{}</style><template>t</template>"
             "<noscript>b</noscript><p hidden>c<p style='display: none'>d<p>e<!-- f -->"
             "<select><option>g</select><svg><text>h</text></svg>",
             "ab\n\ne\n");
}
END_TEST

START_TEST(cleaning) {
  MARKUP_NEEDS(reader_html);
  static const char page[] =
      "<header>top</header><nav>menu</nav><div role=dialog>cookies?</div><main>"
      "<article><header>By Lee</header>te\u00ADxt</article></main><aside>ads</aside>"
      "<div id=cookie-bar>ok</div><footer>end</footer>";
  check_clean(page, "By Lee\n\ntext|? 6 parts of the page's navigation were left out\n");
  check_page(page,
             "top\n\nmenu\n\ncookies?\n\nBy Lee\n\nte\u00ADxt\n\nads\n\nok\n\nend\n");
}
END_TEST

START_TEST(fields) {
  MARKUP_NEEDS(reader_html);
  check_page("<html lang=en-GB><head><title> A\n title </title>"
             "<meta name=Author content='Kim Lee'><meta name=description content=about>"
             "<meta property='article:published_time' content='2021-05-01T10:00:00Z'>"
             "<meta name=DC.publisher content=Press></head><body>x",
             "x|title=A\n title|author=Kim Lee|date=2021-05-01|description=about|"
             "publisher=Press|language=en-GB\n");
}
END_TEST

START_TEST(encodings) {
  MARKUP_NEEDS(reader_html);
  check_page("<meta charset=iso-8859-2>\xB1\xE6", "\u0105\u0107\n");
  check_page("<meta http-equiv=content-type content='text/html; charset=windows-1251'>"
             "\xEF\xF0",
             "\u043F\u0440\n");
  check_page("<meta charset=Shift_JIS>\x83\x41\x81", "\u30A2\uFFFD\n");
  check_page("<meta charset=euc-kr>\xB0\xA1", "\uAC00\n");
  check_page("<meta charset=x-unheard-of>\xE9", "\u00E9\n");
  check_page("<meta charset=latin1>\x93\xE9\x94", "\u201C\u00E9\u201D\n");
  check_page("<meta charset=utf-8>\xC3\xA9", "\u00E9\n");
  check_page("<meta charset=utf-8>\xE9", "\u00E9\n");
  check_page("\xEF\xBB\xBF<meta charset=latin1>\xC3\xA9", "\u00E9\n");
  markup_check((struct reading_case){.reader = &reader_html,
                                     .bytes = S("\xFF\xFE<\0p\0>\0\xE9\0")},
               "\u00E9\n");
}
END_TEST

START_TEST(empty_elements_of_xhtml) {
  MARKUP_NEEDS(reader_html);
  check_page("<?xml version='1.0'?><html xmlns='x'><head><title/><script src='a'/></head>"
             "<body>text</body></html>",
             "text\n");
}
END_TEST

/* n times a tag, then text. */
static assay_str repeated(const char *tag, size_t n) {
  size_t len = strlen(tag);
  char *page = malloc(n * len + 5);
  for (size_t i = 0; i < n; i++) memcpy(page + i * len, tag, len);
  memcpy(page + n * len, "text", 5);
  return (assay_str){page, n * len + 4};
}

static void check_repeated(const char *tag, size_t n, const char *expected) {
  assay_str page = repeated(tag, n);
  struct buffer out;
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
  struct reading_case c = {.reader = &reader_html, .bytes = page};
  reading_run(&c, NULL, markup_write, &out);
  ck_str(buffer_str(&out), expected);
  buffer_free(&out);
  free((void *)(uintptr_t)page.ptr);
}

START_TEST(depth) {
  MARKUP_NEEDS(reader_html);
  check_repeated("<div>", 200, "text\n");
  check_repeated("<div><p><span>", 1000, "text\n");
  check_repeated("<p><a><li>", 30000, "text\n");
  check_repeated("<div>", 100000,
                 "! 0: elements are nested deeper than the limit of 4096\n");
  check_repeated("<b id=1><i>", 100000,
                 "! 0: elements are nested deeper than the limit of 4096\n");
}
END_TEST

START_TEST(nothing_hides_depth) {
  MARKUP_NEEDS(reader_html);
  static const char *const before[] = {"<a b=c=\">", "<!-->",        "<!--->",
                                       "<!----!>",   "<svg><title>", "<a b = \"x\">",
                                       "<a =\"x>",   "<a b='\"'>",   "<math><style>"};
  for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
    assay_str deep = repeated("<div>", 50000);
    size_t len = strlen(before[i]);
    char *page = malloc(len + deep.len);
    memcpy(page, before[i], len);
    memcpy(page + len, deep.ptr, deep.len);
    struct html_measure measure;
    html_measure((assay_str){page, len + deep.len}, &measure);
    ck_assert_msg(measure.depth > 4096, "%s hides it", before[i]);
    free(page);
    free((void *)(uintptr_t)deep.ptr);
  }
}
END_TEST

START_TEST(attributes_have_a_limit) {
  MARKUP_NEEDS(reader_html);
  char *page = malloc(40000);
  size_t len = 2;
  memcpy(page, "<b", 2);
  for (int i = 0; i < 2049; i++) len += (size_t)sprintf(page + len, " a%d=b", i);
  memcpy(page + len, ">x", 3);
  check_page(page, "! 0: an element has more attributes than the limit of 2048\n");
  free(page);
}
END_TEST

START_TEST(sniffing) {
  assay_str none = {"", 0};
  if (reader_html.package) return;
  ck_assert_int_eq(reader_html.sniff(S("\n<!DOCTYPE HTML><p>"), none), 100);
  ck_assert_int_eq(reader_html.sniff(S("\xFF\xFE<\0h\0t\0m\0l\0>\0"), none), 100);
  ck_assert_int_ge(reader_html.sniff(S("<?xml version='1.0'?><html>"), none), 90);
  ck_assert_int_eq(reader_html.sniff(S("<?xml version='1.0'?><doc>"), none), 0);
  ck_assert_int_eq(reader_html.sniff(S("text with <html> in it"), none), 0);
}
END_TEST

static const char some_html[] =
    "<html lang=en><head><title>T</title><meta name=author content=A></head>"
    "<body><h1>H</h1><p>a <q>b</q> &eacute;<table><tr><td>c<td>d</table>"
    "<blockquote>e</blockquote><pre>f</pre><script>g</script></body></html>";
static const struct reading_case whole = {.reader = &reader_html,
                                          .bytes = {some_html, sizeof some_html - 1}};

START_TEST(damage) {
  MARKUP_NEEDS(reader_html);
  markup_survives(whole);
}
END_TEST

static assay_status read_whole(const assay_allocator *alloc, assay_error *err) {
  assay_status status = reading_run(&whole, alloc, reading_look, NULL);
  (void)err;
  return status;
}

START_TEST(failing_memory) {
  MARKUP_NEEDS(reader_html);
  unit_fail_each(read_whole);
}
END_TEST

UNIT_MAIN("html", blocks_and_lines, tables, quotations, what_is_no_text, cleaning, fields,
          encodings, empty_elements_of_xhtml, depth, nothing_hides_depth,
          attributes_have_a_limit, sniffing, damage, failing_memory)
