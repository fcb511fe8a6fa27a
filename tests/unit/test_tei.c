/* test_tei.c - TEI texts, corpora, headers, speeches. */
#include "markup.h"

#define TEI(header, text)                                                                \
  "<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader>" header     \
  "</teiHeader><text>" text "</text></TEI>"
#define BODY(body) TEI("", "<body>" body "</body>")

static void check_tei(const char *xml, const char *expected) {
  markup_check((struct reading_case){.reader = &reader_tei,
                                     .bytes = (assay_str){xml, strlen(xml)}},
               expected);
}

static void check_split(const char *xml, const char *expected) {
  markup_check((struct reading_case){.reader = &reader_tei,
                                     .bytes = (assay_str){xml, strlen(xml)},
                                     .split = true},
               expected);
}

START_TEST(text_of_a_body) {
  MARKUP_NEEDS(reader_tei);
  check_tei(
      BODY("<div><head>One</head><p>A <hi>b</hi>\n c</p><p>d</p><lg><l>e</l><l>f</l>"
           "</lg><list><item>g</item><item>h</item></list></div>"),
      "[head: One]\n\nA b c\n\nd\n\ne\nf\n\ng\nh\n");
  check_tei(BODY("<table><row><cell>a</cell><cell>b</cell></row><row><cell>c</cell></row>"
                 "</table>"),
            "a\tb\nc\n");
  check_tei(BODY("<p><s><w>The</w><w>dog</w><pc>.</pc></s></p>"), "The dog.\n");
}
END_TEST

START_TEST(what_is_no_text) {
  MARKUP_NEEDS(reader_tei);
  check_tei(BODY("<p>a<note>b</note> <fw>c</fw><pb n='2'/><figure><figDesc>d</figDesc>"
                 "</figure><del>e</del><index>f</index></p>"),
            "a\n");
  check_tei("<TEI><teiHeader/><facsimile><desc>x</desc></facsimile><text><body><p>a</p>"
            "</body></text></TEI>",
            "a\n");
}
END_TEST

START_TEST(lines_join) {
  MARKUP_NEEDS(reader_tei);
  check_tei(BODY("<p>secu\n<lb break='no'/>rity of<lb/>all</p>"), "security of\nall\n");
  check_tei(BODY("<p>secu-<lb break='no'/>\nrity</p>"), "security\n");
  check_tei(BODY("<p>secu\u00AD<pb break='no'/>rity</p>"), "security\n");
  check_tei(BODY("<p>secu-\n<lb/>rity</p>"), "secu-\nrity\n");
}
END_TEST

START_TEST(editors_choose) {
  MARKUP_NEEDS(reader_tei);
  check_tei(BODY("<p><choice><sic>teh</sic><corr>the</corr></choice> "
                 "<choice><abbr>Dr</abbr><expan>Doctor</expan></choice> "
                 "<choice><reg>love</reg><orig>loue</orig></choice> <sic>x</sic> "
                 "<abbr>Mr</abbr></p>"),
            "the Doctor love x Mr\n");
  check_tei(BODY("<p><app><lem>a</lem><rdg>b</rdg></app> <app><rdg>c</rdg><rdg>d</rdg>"
                 "</app> <choice><unclear>e</unclear><unclear>f</unclear></choice></p>"),
            "a c e\n");
}
END_TEST

START_TEST(quotations) {
  MARKUP_NEEDS(reader_tei);
  check_tei(
      BODY("<p>He said <q>yes</q>, \u201C<q>no</q>\u201D, <said who='#kim'>\u2018so"
           "\u2019</said>.</p>"),
      "He said \u201C[q: yes]\u201D, \u201C[q: no]\u201D, \u2018[q kim: so]\u2019.\n");
  check_tei(
      BODY("<p>a</p><quote><p>b</p></quote><cit><quote>c</quote><bibl>d</bibl></cit>"
           "<p>As <quote rend='block'>e</quote> f <cit><quote>g</quote></cit></p>"),
      "a\n\n[block: b]\n\n[block: c]\n\nd\n\nAs\n\n[block: e]\n\nf\n\n\u201C[q: g]"
      "\u201D\n");
  check_tei(BODY("<said who='#a #b'><p>c</p><p>d</p></said>"), "[q a, b: c\n\nd]\n");
}
END_TEST

START_TEST(people_have_names) {
  MARKUP_NEEDS(reader_tei);
  check_tei(
      TEI("<profileDesc><particDesc><listPerson><person xml:id='kim'><persName>"
          "<forename>Kim</forename> <surname>Lee</surname></persName></person>"
          "</listPerson></particDesc></profileDesc>",
          "<body><p><said who='#kim'>a</said> <said who='#lee'>b</said></p></body>"),
      "\u201C[q Kim Lee: a]\u201D \u201C[q lee: b]\u201D\n");
}
END_TEST

START_TEST(plays) {
  MARKUP_NEEDS(reader_tei);
  check_tei(
      TEI("", "<front><castList><castItem><role xml:id='ham'>Hamlet</role></castItem>"
              "</castList></front><body><sp who='#ham'><speaker>HAM.</speaker>\n<l>To be"
              "</l>\n<l>or not</l></sp><sp><speaker>GHOST</speaker><p>Swear.</p></sp>"
              "<stage>Exit</stage></body>"),
      "Hamlet\n\nHAM: [q Hamlet: To be\nor not]\n\nGHOST: [q GHOST: Swear.]\n\nExit\n");
}
END_TEST

START_TEST(headers) {
  MARKUP_NEEDS(reader_tei);
  check_tei(
      TEI("<fileDesc><titleStmt><title>A <hi>novel</hi></title><author>Kim</author>"
          "<author>Lee</author></titleStmt><publicationStmt><publisher>Press</publisher>"
          "<date>2020</date><idno>X1</idno></publicationStmt><sourceDesc><bibl>"
          "<title>Other</title><date>1890</date></bibl><bibl type='firstEdition'>"
          "<date when='1813-01-28'>long ago</date></bibl></sourceDesc></fileDesc>"
          "<profileDesc><langUsage><language ident='en'>English</language></langUsage>"
          "</profileDesc>",
          "<body><p>a</p></body>"),
      "a|title=A novel|publisher=Press|idno=X1|language=en|author=Kim; Lee"
      "|date=1813-01-28\n");
  check_tei("<TEI.2 lang='de'><teiHeader/><text><body><p>a</p></body></text></TEI.2>",
            "a|language=de\n");
}
END_TEST

START_TEST(corpora) {
  MARKUP_NEEDS(reader_tei);
  check_tei("<teiCorpus><teiHeader><fileDesc><titleStmt><title>All</title><author>Ed"
            "</author></titleStmt></fileDesc></teiHeader>"
            "<TEI xml:id='one'><teiHeader><fileDesc><titleStmt><title>First</title>"
            "</titleStmt></fileDesc></teiHeader><text><body><p>a</p></body></text></TEI>"
            "<TEI><teiHeader/><text><body><p>b</p></body></text></TEI></teiCorpus>",
            "one|a|title=First|author=Ed\ntext-2|b|title=All|author=Ed\n");
}
END_TEST

START_TEST(splitting) {
  MARKUP_NEEDS(reader_tei);
  check_split(
      TEI("<fileDesc><titleStmt><title>T</title></titleStmt></fileDesc>",
          "<front><p>f</p></front><body><div xml:id='c1'><p>a</p><div><p>b</p></div>"
          "</div><div/><div><p>c</p></div><p>d</p></body>"),
      "rest-1|f|title=T\nc1|a\n\nb|title=T\ndiv-3|c|title=T\nrest-2|d|title=T\n");
  check_split(BODY("<p>a</p>"), "rest-1|a\n");
}
END_TEST

START_TEST(entities_and_errors) {
  MARKUP_NEEDS(reader_tei);
  check_tei(BODY("<p>caf&eacute; &#8212; &amp; &what;</p>"),
            "caf\u00E9 \u2014 & &what;|? 1 unknown entities were left as they are\n");
  check_tei("<!DOCTYPE TEI [<!ENTITY a 'x'>]><TEI><text><p>&a;</p></text></TEI>", "x\n");
  check_tei(
      "<!DOCTYPE TEI [<!ENTITY a '<p>'>]><TEI><text><p>&a;</p></text></TEI>",
      "! 1: declares the entity 'a', which is not just up to 256 bytes of characters: "
      "not read (xmllint --noent writes entities out)\n");
  check_tei("<doc><p>a</p></doc>", "! 0: is not TEI: it has no TEI element\n");
  check_tei("<TEI><text><p>a\n</text></TEI>",
            "! 2: not well-formed XML: an end tag that does not match its start tag\n");
  check_tei("<TEI><teiHeader/><text/></TEI>", "\n");
}
END_TEST

START_TEST(sniffing) {
  assay_str none = {"", 0};
  ck_assert_int_eq(reader_tei.sniff(S("<?xml version='1.0'?>\n<TEI xmlns='x'>"), none),
                   100);
  ck_assert_int_eq(reader_tei.sniff(S("\xEF\xBB\xBF<tei:teiCorpus>"), none), 100);
  ck_assert_int_eq(reader_tei.sniff(S("<TEIHEADER>"), none), 0);
  ck_assert_int_lt(reader_tei.sniff(S("about the element <TEI> of TEI"), none), 100);
}
END_TEST

static const char some_tei[] = TEI(
    "<fileDesc><titleStmt><title>T</title></titleStmt></fileDesc><listPerson><person "
    "xml:id='k'><persName>K</persName></person></listPerson>",
    "<body><div><head>H</head><p>a <said who='#k'>b</said> <choice><sic>c</sic><corr>d"
    "</corr></choice></p><sp><speaker>S</speaker><l>e</l></sp><quote><p>f</p></quote>"
    "</div><div><p>g&eacute;<lb break='no'/>h</p></div></body>");
static const struct reading_case some = {
    .reader = &reader_tei, .bytes = {some_tei, sizeof some_tei - 1}, .split = true};

START_TEST(damage) {
  MARKUP_NEEDS(reader_tei);
  markup_survives(some);
}
END_TEST

static assay_status read_some(const assay_allocator *alloc, assay_error *err) {
  (void)err;
  return reading_run(&some, alloc, reading_look, NULL);
}

START_TEST(failing_memory) {
  MARKUP_NEEDS(reader_tei);
  unit_fail_each(read_some);
}
END_TEST

UNIT_MAIN("tei", text_of_a_body, what_is_no_text, lines_join, editors_choose, quotations,
          people_have_names, plays, headers, corpora, splitting, entities_and_errors,
          sniffing, damage, failing_memory)
