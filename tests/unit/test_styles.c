/* test_styles.c - what paragraph styles mean, by name and by the style they are
** based on. */
#include "read/styles.h"

#include "base/alloc.h"
#include "read/reader.h"
#include "unit.h"

START_TEST(names) {
  ck_assert_int_eq(style_kind_of(S("heading 1")), STYLE_HEADING);
  ck_assert_int_eq(style_kind_of(S("Heading_20_12")), STYLE_HEADING);
  ck_assert_int_eq(style_kind_of(S("\u00FCberschrift 2")), STYLE_HEADING);
  ck_assert_int_eq(style_kind_of(S("Title")), STYLE_HEADING);
  ck_assert_int_eq(style_kind_of(S("Intense Quote")), STYLE_QUOTE);
  ck_assert_int_eq(style_kind_of(S("Intensives Zitat")), STYLE_QUOTE);
  ck_assert_int_eq(style_kind_of(S("Normal")), STYLE_PLAIN);
  ck_assert_int_eq(style_kind_of(S("My own")), STYLE_UNKNOWN);
  ck_assert_int_eq(style_kind_of(S("")), STYLE_UNKNOWN);
}
END_TEST

static const char sheet[] = "<w:styles><w:style w:styleId='A'><w:name "
                            "w:val='Mine'/><w:basedOn w:val='B'/></w:style>"
                            "<w:style w:styleId='B'><w:name w:val='Quote'/></w:style>"
                            "<w:style w:styleId='L1'><w:basedOn w:val='L2'/></w:style>"
                            "<w:style w:styleId='L2'><w:basedOn w:val='L1'/></w:style>"
                            "<w:style w:styleId='O'><w:pPr><w:outlineLvl "
                            "w:val='0'/></w:pPr></w:style></w:styles>";

START_TEST(chains) {
  assay_allocator alloc = alloc_default();
  struct styles styles;
  if (reader_xml.package) return;
  styles_init(&styles, &alloc);
  ck_assert_int_eq(styles_read(&styles, S(sheet), NULL), ASSAY_OK);
  ck_assert_int_eq(styles_kind(&styles, "A"), STYLE_QUOTE);
  ck_assert_int_eq(styles_kind(&styles, "B"), STYLE_QUOTE);
  ck_assert_int_eq(styles_kind(&styles, "L1"), STYLE_PLAIN);
  ck_assert_int_eq(styles_kind(&styles, "O"), STYLE_HEADING);
  ck_assert_int_eq(styles_kind(&styles, "Heading1"), STYLE_HEADING);
  ck_assert_int_eq(styles_kind(&styles, "nowhere"), STYLE_PLAIN);
  styles_free(&styles);
}
END_TEST

static assay_status read_sheet(const assay_allocator *alloc, assay_error *err) {
  struct styles styles;
  styles_init(&styles, alloc);
  assay_status status = styles_read(&styles, S(sheet), err);
  styles_free(&styles);
  return status;
}

START_TEST(failing_memory) {
  if (reader_xml.package) return;
  unit_fail_each(read_sheet);
}
END_TEST

UNIT_MAIN("styles", names, chains, failing_memory)
