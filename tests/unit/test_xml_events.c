/* test_xml_events.c - expat on a short lead: encodings, entities, limits, pauses. */
#include "read/xml_events.h"

#include "base/alloc.h"
#include "markup.h"

#include <stdio.h>

static char heard[1 << 12];
static size_t heard_len;
static struct xml *pause_at_p; /* paused when a <p> ends */

static void hear(const char *before, assay_str s, const char *after) {
  int len = snprintf(heard + heard_len, sizeof heard - heard_len, "%s%.*s%s", before,
                     (int)s.len, s.ptr, after);
  ck_assert(len >= 0 && (size_t)len < sizeof heard - heard_len);
  heard_len += (size_t)len;
}

static assay_str str(const char *s) {
  return (assay_str){s, strlen(s)};
}

static assay_status on_open(void *ctx, const char *name, const char **attributes,
                            assay_error *err) {
  (void)ctx, (void)err;
  const char *id = xml_attribute(attributes, "id");
  hear("<", str(xml_local(name)), id ? " " : ">");
  if (id) hear("", str(id), ">");
  return ASSAY_OK;
}

static assay_status on_close(void *ctx, const char *name, assay_error *err) {
  (void)ctx, (void)err;
  hear("</", str(name), ">");
  if (pause_at_p && strcmp(name, "p") == 0) xml_pause(pause_at_p);
  return ASSAY_OK;
}

static assay_status on_text(void *ctx, assay_str text, assay_error *err) {
  (void)ctx, (void)err;
  hear("", text, "");
  return ASSAY_OK;
}

static assay_status on_entity(void *ctx, assay_str name, assay_error *err) {
  (void)ctx, (void)err;
  hear("{", name, "}");
  return ASSAY_OK;
}

static const struct xml_handler handler = {NULL, on_open, on_close, on_text, on_entity};

/* What was heard, or "line: why it failed". */
static const char *events(assay_str xml) {
  assay_allocator alloc = alloc_default();
  assay_error err;
  heard_len = 0;
  heard[0] = '\0';
  if (xml_parse_bytes(xml, &handler, &alloc, &err) != ASSAY_OK)
    snprintf(heard, sizeof heard, "%u: %s", err.line, err.message);
  return heard;
}

#define check_events(xml, expected) ck_assert_str_eq(events(S(xml)), expected)

START_TEST(elements_and_text) {
  MARKUP_NEEDS(reader_xml);
  check_events("<a><x:b xml:id='c'>d</x:b><e/></a>", "<a><b c>d</x:b><e></e></a>");
  check_events("<a><![CDATA[<b>]]><!-- c --><?d e?></a>", "<a><b></a>");
}
END_TEST

START_TEST(entities) {
  MARKUP_NEEDS(reader_xml);
  check_events("<a>&lt;&gt;&amp;&apos;&quot;&#65;&#x42;</a>", "<a><>&'\"AB</a>");
  check_events("<a>&eacute;&mdash;&nope;</a>", "<a>\u00E9\u2014{nope}</a>");
  check_events("<!DOCTYPE a SYSTEM 'nowhere.dtd'><a>&eacute;&nope;</a>",
               "<a>\u00E9{nope}</a>");
  check_events(
      "<!DOCTYPE a [<!ELEMENT a ANY><!ENTITY pic SYSTEM 'p.gif' NDATA gif>]><a/>",
      "<a></a>");
}
END_TEST

START_TEST(entities_of_its_own) {
  MARKUP_NEEDS(reader_xml);
  static const char laughs[] =
      "<!DOCTYPE a [\n<!ENTITY lol 'lol'><!ENTITY lol2 '&lol;&lol;'>]><a>&lol2;</a>";
  check_events(
      "<!DOCTYPE a [<!ENTITY x 'ex'><!ENTITY y '&#8212;'>]><a id='&x;'>&x;&y;</a>",
      "<a ex>ex\u2014</a>");
  ck_assert_str_eq(events(S(laughs)),
                   "2: declares the entity 'lol2', which is not just up to 256 bytes of "
                   "characters: not read (xmllint --noent writes entities out)");
  check_events("<!DOCTYPE a [<!ENTITY x '<b/>'>]><a>&x;</a>",
               "1: declares the entity 'x', which is not just up to 256 bytes of "
               "characters: not read (xmllint --noent writes entities out)");
  check_events("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>1&x;2</a>",
               "<a>1{x}2</a>");
  check_events("<!DOCTYPE a [<!ENTITY % x SYSTEM 'x'> %x;]><a/>", "<a></a>");
}
END_TEST

START_TEST(encodings) {
  MARKUP_NEEDS(reader_xml);
  check_events("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", "<a>\u00E9</a>");
  check_events("<?xml version='1.0' encoding='windows-1252'?><a>\x93</a>",
               "<a>\u201C</a>");
  check_events("<?xml version='1.0' encoding='koi8-r'?><a>\xC1</a>", "<a>\u0430</a>");
  check_events("\xFF\xFE<\0a\0>\0\xE9\0<\0/\0a\0>\0", "<a>\u00E9</a>");
  check_events("\xEF\xBB\xBF<a>\xC3\xA9</a>", "<a>\u00E9</a>");
  check_events("<?xml version='1.0' encoding='x-unheard'?><a/>",
               "1: not well-formed XML: its encoding is not known here");
  check_events(
      "<a>\xE9</a>",
      "1: not well-formed XML: an invalid token: a bare '&' or '<', or bytes that "
      "are not in the encoding declared");
}
END_TEST

START_TEST(what_is_wrong) {
  MARKUP_NEEDS(reader_xml);
  check_events("", "1: not well-formed XML: it ends before its root element does");
  check_events("<a>\n\n<b></a>",
               "3: not well-formed XML: an end tag that does not match its start tag");
  check_events("<a>", "1: not well-formed XML: it ends before its root element does");
  check_events("<a b='1' b='2'/>", "1: not well-formed XML: an attribute appears twice");
}
END_TEST

/* depth elements inside each other. */
static const char *nested(size_t depth) {
  assay_allocator alloc = alloc_default();
  char *xml = malloc(7 * depth);
  assay_error err;
  struct xml_handler silent = {NULL, NULL, NULL, NULL, NULL};
  for (size_t i = 0; i < depth; i++) {
    memcpy(xml + 3 * i, "<a>", 3);
    memcpy(xml + 3 * depth + 4 * i, "</a>", 4);
  }
  assay_status status = xml_parse_bytes((assay_str){xml, 7 * depth}, &silent, &alloc,
                                        &err);
  snprintf(heard, sizeof heard, "%s", status == ASSAY_OK ? "fine" : err.message);
  free(xml);
  return heard;
}

START_TEST(limits) {
  MARKUP_NEEDS(reader_xml);
  ck_assert_str_eq(nested(200), "fine");
  ck_assert_str_eq(nested(1000), "fine");
  ck_assert_str_eq(nested(1001), "elements are nested deeper than the limit of 1000");
  ck_assert_str_eq(nested(100000), "elements are nested deeper than the limit of 1000");

  char *many = malloc(20000);
  size_t len = 2;
  memcpy(many, "<a", 2);
  for (int i = 0; i < 1001; i++) len += (size_t)sprintf(many + len, " a%d='b'", i);
  memcpy(many + len, "/>", 2);
  ck_assert_str_eq(events((assay_str){many, len + 2}),
                   "1: an element has more attributes than the limit of 1000");
  free(many);
}
END_TEST

START_TEST(pauses) {
  MARKUP_NEEDS(reader_xml);
  assay_allocator alloc = alloc_default();
  static const size_t sizes[] = {0, 1, 5};
  for (size_t i = 0; i < 3; i++) {
    struct pieces pieces = pieces_of(S("<a><p>1</p><p/><p>2</p></a>"), sizes[i]);
    bool more = true;
    int count = 0;
    heard_len = 0;
    ck_assert_int_eq(xml_open(&pause_at_p, &handler, NULL, &alloc, NULL), ASSAY_OK);
    while (more) {
      ck_assert_int_eq(xml_run(pause_at_p, &pieces.base, &more, NULL), ASSAY_OK);
      if (more) hear("|", str(""), ""), count++;
    }
    ck_assert_int_eq(count, 3);
    ck_assert_str_eq(heard, "<a><p>1</p>|<p></p>|<p>2</p>|</a>");
    xml_close(pause_at_p);
    pause_at_p = NULL;
    stream_close(&pieces.base);
  }
}
END_TEST

START_TEST(names_are_found) {
  static const struct xml_name names[] = {{"a", 1}, {"b", 2}, {"bb", 3}};
  ck_assert_int_eq(xml_find(names, 3, "a"), 1);
  ck_assert_int_eq(xml_find(names, 3, "bb"), 3);
  ck_assert_int_eq(xml_find(names, 3, "c"), 0);
  ck_assert_int_eq(xml_find(names, 0, "a"), 0);
}
END_TEST

UNIT_MAIN("xml_events", elements_and_text, entities, entities_of_its_own, encodings,
          what_is_wrong, limits, pauses, names_are_found)
