/*
** odt.c - OpenDocument text: content.xml, meta.xml, and the styles of both style parts.
** Headers and footers are in styles.xml, so they are no text of the document.
*/
#include "base/alloc.h"
#include "base/error.h"
#include "read/bundle.h"
#include "read/flow.h"
#include "read/properties.h"
#include "read/reader.h"
#include "read/styles.h"
#include "read/xml_events.h"

#include <string.h>

enum element {
  OTHER = 0,
  BODY_TEXT,
  CELL,
  COVERED_CELL,
  HEADING,
  LEFT_OUT,
  LINE_BREAK,
  LIST_ITEM,
  NOTE,
  PARAGRAPH,
  ROW,
  SOFT_PAGE_BREAK,
  SPACE,
  TAB,
  TABLE,
  TEXT_BOX
};

/* With prefixes, which every program writes alike: text:p is not draw:p. */
static const struct xml_name elements[] = {
    {"draw:text-box", TEXT_BOX},
    {"office:annotation", LEFT_OUT},
    {"office:binary-data", LEFT_OUT},
    {"office:forms", LEFT_OUT},
    {"office:text", BODY_TEXT},
    {"svg:desc", LEFT_OUT},
    {"svg:title", LEFT_OUT},
    {"table:covered-table-cell", COVERED_CELL},
    {"table:table", TABLE},
    {"table:table-cell", CELL},
    {"table:table-row", ROW},
    {"text:h", HEADING},
    {"text:line-break", LINE_BREAK},
    {"text:list-item", LIST_ITEM},
    {"text:note", NOTE},
    {"text:note-citation", LEFT_OUT},
    {"text:p", PARAGRAPH},
    {"text:ruby-text", LEFT_OUT},
    {"text:s", SPACE},
    {"text:soft-page-break", SOFT_PAGE_BREAK},
    {"text:tab", TAB},
    {"text:tracked-changes", LEFT_OUT},
};

struct odt {
  assay_allocator alloc;
  struct record *record;
  struct flow flow;
  struct bundle parts;
  struct styles styles;
  uint8_t open[XML_DEPTH_LIMIT + 1]; /* elements from the root on */
  uint32_t depth;
  uint32_t skip;       /* depth of an element that is left out with all in it, or 0 */
  uint32_t body;       /* depth of office:text, or 0 */
  uint32_t paragraphs; /* open, one in another in a text box or note */
  uint32_t lists;      /* items open */
  bool quoting;        /* a RECORD_BLOCK_QUOTE is open, perhaps of many paragraphs */
  bool heading;        /* a RECORD_HEADING is open */
};

static void end_quote(struct odt *o) {
  if (o->quoting) flow_close(&o->flow);
  o->quoting = false;
}

static void begin_paragraph(struct odt *o, int element, const char **attributes) {
  const char *name = xml_attribute(attributes, "style-name");
  enum style_kind style = name ? styles_kind(&o->styles, name) : STYLE_PLAIN;
  assay_str nobody = {"", 0};
  if (element == HEADING) style = STYLE_HEADING;
  if (o->lists > 0)
    flow_line(&o->flow);
  else
    flow_block(&o->flow);
  if (o->paragraphs++ > 0 || o->flow.in_note > 0) return;
  if (style != STYLE_QUOTE) end_quote(o);
  if (style == STYLE_QUOTE && !o->quoting) {
    flow_open(&o->flow, RECORD_BLOCK_QUOTE, nobody, FLOW_AS_IT_IS);
    o->quoting = true;
  } else if (style == STYLE_HEADING) {
    flow_open(&o->flow, RECORD_HEADING, nobody, FLOW_AS_IT_IS);
    o->heading = true;
  }
}

static void end_paragraph(struct odt *o) {
  if (o->paragraphs > 0) o->paragraphs--;
  if (o->paragraphs == 0 && o->flow.in_note == 0 && o->heading) {
    flow_close(&o->flow);
    o->heading = false;
  }
  if (o->lists > 0)
    flow_line(&o->flow);
  else
    flow_block(&o->flow);
}

static void open_element(struct odt *o, int element, const char **attributes) {
  switch (element) {
  case PARAGRAPH:
  case HEADING:
    begin_paragraph(o, element, attributes);
    break;
  case LIST_ITEM:
    if (o->lists++ == 0) flow_line(&o->flow);
    break;
  case SPACE:
    flow_space(&o->flow);
    break;
  case TAB:
    flow_tab(&o->flow);
    break;
  case LINE_BREAK:
    flow_break(&o->flow);
    break;
  case NOTE:
    flow_note(&o->flow);
    break;
  case TEXT_BOX:
    flow_block(&o->flow);
    break;
  case TABLE:
    if (o->paragraphs == 0) end_quote(o);
    flow_table(&o->flow);
    break;
  case ROW:
    flow_row(&o->flow);
    break;
  case CELL:
  case COVERED_CELL:
    flow_cell(&o->flow);
    break;
  default:
    break;
  }
}

static void close_element(struct odt *o, int element) {
  switch (element) {
  case PARAGRAPH:
  case HEADING:
    end_paragraph(o);
    break;
  case LIST_ITEM:
    if (o->lists > 0) o->lists--;
    if (o->lists == 0) flow_line(&o->flow);
    break;
  case NOTE:
    flow_note_end(&o->flow);
    break;
  case TEXT_BOX:
    flow_block(&o->flow);
    break;
  case TABLE:
    flow_table(&o->flow);
    break;
  default:
    break;
  }
}

static assay_status on_open(void *ctx, const char *name, const char **attributes,
                            assay_error *err) {
  struct odt *o = ctx;
  int element = xml_find(elements, sizeof elements / sizeof *elements, name);
  (void)err;
  o->open[++o->depth] = (uint8_t)element;
  if (o->skip > 0) return ASSAY_OK;
  if (element == LEFT_OUT) o->skip = o->depth;
  if (element == BODY_TEXT && o->body == 0) o->body = o->depth;
  if (o->body > 0) open_element(o, element, attributes);
  return ASSAY_OK;
}

static assay_status on_close(void *ctx, const char *name, assay_error *err) {
  struct odt *o = ctx;
  (void)name, (void)err;
  if (o->skip == o->depth)
    o->skip = 0;
  else if (o->skip == 0 && o->body > 0)
    close_element(o, o->open[o->depth]);
  if (o->body == o->depth) o->body = 0;
  o->depth--;
  return ASSAY_OK;
}

static assay_status on_text(void *ctx, assay_str text, assay_error *err) {
  struct odt *o = ctx;
  if (o->skip > 0 || o->paragraphs == 0 || o->body == 0) return ASSAY_OK;
  flow_text(&o->flow, text);
  if (o->record->text.failed == ASSAY_OK) return ASSAY_OK;
  return buffer_status(&o->record->text, "text of a document", err);
}

/* -- Parts --------------------------------------------------------------------------- */

static bool is_wanted(assay_str name) {
  return str_equal(name, str_from("content.xml")) ||
         str_equal(name, str_from("meta.xml")) ||
         str_equal(name, str_from("styles.xml")) ||
         str_equal(name, str_from("META-INF/manifest.xml"));
}

static const struct property properties[] = {
    {"title", "title", PROPERTY_TEXT},
    {"initial-creator", "author", PROPERTY_TEXT},
    {"creator", "author", PROPERTY_TEXT},
    {"creation-date", "created", PROPERTY_DATE},
    {"date", "modified", PROPERTY_DATE},
    {"keyword", "keywords", PROPERTY_TEXT},
    {"subject", "subject", PROPERTY_TEXT},
    {"description", "description", PROPERTY_TEXT},
    {"language", "language", PROPERTY_TEXT},
};

static assay_status read_content(struct odt *o, struct record *out, bool clean,
                                 assay_str xml, assay_error *err) {
  struct xml_handler handler = {o, on_open, on_close, on_text, NULL};
  flow_start(&o->flow, out, &o->alloc);
  o->flow.drop_soft_hyphens = clean;
  o->record = out;
  assay_status status = xml_parse_bytes(xml, &handler, &o->alloc, err);
  if (status == ASSAY_OK) status = flow_finish(&o->flow, err);
  flow_free(&o->flow);
  return status;
}

static assay_status read_document(struct odt *o, struct reading *r, struct record *out,
                                  assay_error *err) {
  assay_str content, xml;
  bool clean = r->options && r->options->clean;
  assay_status status = bundle_read(&o->parts, r->stream, is_wanted, 0, err);
  if (status != ASSAY_OK) return status;
  if (!bundle_find(&o->parts, str_from("content.xml"), &content))
    return error_set(err, ASSAY_EFORMAT,
                     "no document in this zip archive: content.xml is missing");
  if (bundle_find(&o->parts, str_from("META-INF/manifest.xml"), &xml) &&
      bundle_mentions(xml, "encryption-data"))
    return error_set(err, ASSAY_EFORMAT, "is encrypted: save it without a password");
  if (bundle_find(&o->parts, str_from("styles.xml"), &xml))
    status = styles_read(&o->styles, xml, err);
  if (status == ASSAY_OK) status = styles_read(&o->styles, content, err);
  if (status == ASSAY_OK) status = read_content(o, out, clean, content, err);
  if (status == ASSAY_OK && bundle_find(&o->parts, str_from("meta.xml"), &xml))
    status = properties_read(out, xml, properties, sizeof properties / sizeof *properties,
                             &o->alloc, err);
  return status;
}

/* -- Reader -------------------------------------------------------------------------- */

static int sniff(assay_str head, assay_str name) {
  if (!bundle_is_zip(head)) return 0;
  if (bundle_mentions(head, "application/vnd.oasis.opendocument.text")) return 100;
  return bundle_name_ends(name, ".odt") || bundle_name_ends(name, ".ott") ? 60 : 0;
}

static assay_status next(struct reading *r, struct record *out, bool *more,
                         assay_error *err) {
  *more = false;
  if (r->done) return ASSAY_OK;
  r->done = true;
  struct odt *o = alloc_zero(&r->alloc, 1, sizeof *o);
  if (!o) return error_memory(err, sizeof *o);
  o->alloc = r->alloc;
  bundle_init(&o->parts, &o->alloc);
  styles_init(&o->styles, &o->alloc);
  assay_status status = read_document(o, r, out, err);
  styles_free(&o->styles);
  bundle_close(&o->parts);
  alloc_free(&r->alloc, o, 1, sizeof *o);
  *more = status == ASSAY_OK;
  return status;
}

const struct reader reader_odt = {.name = "odt",
                                  .extensions = ".odt .ott",
                                  .package = BUNDLE_PACKAGE,
                                  .sniff = sniff,
                                  .next = next};
