/* test_rtf.c - Rich Text Format, written by hand. */
#include "markup.h"

static void check_rtf(const char *rtf, const char *expected) {
  markup_check((struct reading_case){.reader = &reader_rtf,
                                     .bytes = (assay_str){rtf, strlen(rtf)}},
               expected);
}

START_TEST(paragraphs) {
  check_rtf("{\\rtf1 One {\\b two}.\\par\nThree\\line four\\tab five\\par}",
            "One two.\n\nThree\nfour\tfive\n");
  check_rtf("{\\rtf1 a\\~b\\_c\\-d\\{\\}\\\\}", "a b\u2011c\u00ADd{}\\\n");
  check_rtf("{\\rtf1 a\\emdash b\\ldblquote c\\rdblquote\\rquote s}",
            "a\u2014b\u201Cc\u201D\u2019s\n");
}
END_TEST

START_TEST(code_pages) {
  check_rtf("{\\rtf1\\ansi caf\\'e9 \\'93x\\'94}", "caf\u00E9 \u201Cx\u201D\n");
  check_rtf("{\\rtf1\\ansi\\ansicpg1250 \\'b9\\'e6}", "\u0105\u0107\n");
  check_rtf("{\\rtf1\\ansi\\ansicpg1251 \\'ef\\'f0}", "\u043F\u0440\n");
  check_rtf("{\\rtf1\\mac \\'8e}", "\u00E9\n");
  check_rtf("{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}"
            "\\'e9{\\f1 \\'e9}\\'e9}",
            "\u00E9\u0439\u00E9\n");
  check_rtf("{\\rtf1\\ansi\\ansicpg932 a\\'83A\\'83\\'41\\'b1b}",
            "a\u30A2\u30A2\uFF71b\n");
  check_rtf("{\\rtf1{\\fonttbl{\\f1\\fcharset129 A;}}\\f1\\'b0\\'a1 {\\plain x}\\'b0}",
            "\uAC00 x\uFFFD\n");
  check_rtf("{\\rtf1\\ansicpg12345 a\\'e9}",
            "a\uFFFD|? 1 bytes are of a code page that is not known and became U+FFFD\n");
}
END_TEST

START_TEST(unicode) {
  check_rtf("{\\rtf1 \\u233?\\u8217'x}", "\u00E9\u2019x\n");
  check_rtf("{\\rtf1\\uc0 \\u233 x}", "\u00E9x\n");
  check_rtf("{\\rtf1\\uc2 \\u233\\'e9\\'e9x}", "\u00E9x\n");
  check_rtf("{\\rtf1 \\u-3913 ?\\u-10187?\\u-8896?}", "\uFFFD\U0001D540\n");
  check_rtf("{\\rtf1 \\u-10187?x\\u-8896?}", "\uFFFDx\uFFFD\n");
}
END_TEST

START_TEST(what_is_no_text) {
  check_rtf("{\\rtf1{\\fonttbl{\\f0 Times;}}{\\colortbl;\\red0;}{\\stylesheet{Normal;}}"
            "{\\*\\generator Word;}{\\header top}{\\footer 7}a{\\pict 0102}"
            "{\\object{\\*\\objdata 01}{\\result b}}{\\v hidden}{\\*\\unheard of it}c}",
            "abc\n");
  check_rtf("{\\rtf1 a{\\pict\\bin3 }}{}bc}", "abc\n");
  check_rtf("{\\rtf1{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt link}}}", "link\n");
}
END_TEST

START_TEST(properties) {
  check_rtf("{\\rtf1{\\info{\\title A \\'e9 title}{\\author Kim Lee}{\\operator Nobody}"
            "{\\creatim\\yr1999\\mo12\\dy31\\hr10\\min0}{\\revtim\\yr2001\\mo1\\dy1}}a}",
            "a|title=A \u00E9 title|author=Kim Lee|created=1999-12-31\n");
}
END_TEST

START_TEST(notes_and_tables) {
  check_rtf("{\\rtf1 Said Kim.{\\super 1{\\footnote\\pard{\\super 1} In a\\par book.}}"
            " More.}",
            "Said Kim.1[1] More.\n\n[1] 1 In a book.\n");
  check_rtf("{\\rtf1 x\\par\\trowd\\cellx1\\cellx2\\pard\\intbl a\\cell b\\cell\\row"
            "\\trowd\\pard\\intbl c\\cell d\\cell\\row\\pard y}",
            "x\n\na\tb\nc\td\ny\n");
  check_rtf("{\\rtf1{\\pard\\outlinelevel0 Title\\par}{\\pard a\\par}}",
            "[head: Title]\n\na\n");
}
END_TEST

START_TEST(what_is_wrong) {
  check_rtf("{\\rtf1 {a{b", "ab|? the file ends inside 3 groups: it is cut off\n");
  check_rtf("{\\rtf1 a}}}b", "ab\n");
  check_rtf("text", "! 0: is not RTF: it does not begin with {\\rtf\n");
}
END_TEST

START_TEST(depth) {
  static char deep[200000];
  memcpy(deep, "{\\rtf1 ", 7);
  memset(deep + 7, '{', 200);
  deep[207] = 'a';
  deep[208] = '\0';
  check_rtf(deep, "a|? the file ends inside 201 groups: it is cut off\n");
  memset(deep + 7, '{', 100000);
  check_rtf(deep, "! 0: groups are nested deeper than the limit of 1000\n");
}
END_TEST

static const char some_rtf[] =
    "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset238 A;}}{\\info{\\title T}"
    "{\\creatim\\yr1999\\mo1\\dy2}}{\\f0 caf\\'e9}\\u233?{\\footnote n}\\par"
    "\\trowd\\intbl a\\cell b\\cell\\row{\\outlinelevel0 H\\par}{\\*\\x y}{\\v z}}";
static const struct reading_case whole = {.reader = &reader_rtf,
                                          .bytes = {some_rtf, sizeof some_rtf - 1}};

START_TEST(damage) {
  reading_survives(whole);
}
END_TEST

static assay_status read_whole(const assay_allocator *alloc, assay_error *err) {
  (void)err;
  return reading_run(&whole, alloc, reading_look, NULL);
}

START_TEST(failing_memory) {
  unit_fail_each(read_whole);
}
END_TEST

UNIT_MAIN("rtf", paragraphs, code_pages, unicode, what_is_no_text, properties,
          notes_and_tables, what_is_wrong, depth, damage, failing_memory)
