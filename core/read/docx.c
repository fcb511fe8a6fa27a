/*
** docx.c - Word documents: word/document.xml with the notes it refers to, and the
** properties of docProps. Headers, footers and comments are not text of the document.
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

/* -- Elements ------------------------------------------------------------------------ */

enum element {
  OTHER = 0,
  ALT_CHUNK,
  BR,
  CR,
  DEL,
  ENDNOTE,
  ENDNOTE_REFERENCE,
  FALLBACK,
  FOOTNOTE,
  FOOTNOTE_REFERENCE,
  MOVE_FROM,
  NO_BREAK_HYPHEN,
  NUM_PR,
  OUTLINE,
  P,
  P_PR,
  P_STYLE,
  R,
  RT,
  SDT_PR,
  SDT,
  SHOWING_PLACEHOLDER,
  SOFT_HYPHEN,
  SYM,
  T,
  TAB,
  TBL,
  TC,
  TR,
  TEXT_BOX,
  VANISH
};

static const struct xml_name elements[] = {
    {"Fallback", FALLBACK},
    {"altChunk", ALT_CHUNK},
    {"br", BR},
    {"cr", CR},
    {"del", DEL},
    {"endnote", ENDNOTE},
    {"endnoteReference", ENDNOTE_REFERENCE},
    {"footnote", FOOTNOTE},
    {"footnoteReference", FOOTNOTE_REFERENCE},
    {"moveFrom", MOVE_FROM},
    {"noBreakHyphen", NO_BREAK_HYPHEN},
    {"numPr", NUM_PR},
    {"outlineLvl", OUTLINE},
    {"p", P},
    {"pPr", P_PR},
    {"pStyle", P_STYLE},
    {"ptab", TAB},
    {"r", R},
    {"rt", RT},
    {"sdt", SDT},
    {"sdtPr", SDT_PR},
    {"showingPlcHdr", SHOWING_PLACEHOLDER},
    {"softHyphen", SOFT_HYPHEN},
    {"sym", SYM},
    {"t", T},
    {"tab", TAB},
    {"tbl", TBL},
    {"tc", TC},
    {"tr", TR},
    {"txbxContent", TEXT_BOX},
    {"vanish", VANISH},
};

/* -- State --------------------------------------------------------------------------- */

struct docx {
  assay_allocator alloc;
  struct record *record;
  struct flow flow;
  struct bundle parts;
  struct styles styles;
  struct record notes[2]; /* footnotes, endnotes: each a mark whose `who` is its id */
  size_t next_note[2];    /* where the next one is probably found */
  uint8_t open[XML_DEPTH_LIMIT + 1]; /* elements from the root on */
  uint32_t depth;
  uint32_t skip;           /* depth of an element that is left out with all in it, or 0 */
  uint32_t hidden_run;     /* depth of a run whose text is hidden, or 0 */
  uint32_t placeholder;    /* depth of a control that shows what to write there, or 0 */
  enum style_kind style;   /* of the paragraph */
  bool written;            /* the paragraph has text */
  bool listed, was_listed; /* the paragraph, and the one before, is an item of a list */
  bool quoting;            /* a RECORD_BLOCK_QUOTE is open, perhaps of many paragraphs */
  bool heading;            /* a RECORD_HEADING is open */
  uint32_t chunks;         /* documents of other formats inside this one */
  uint32_t unmapped;       /* characters of symbol fonts */
};

static bool is_off(const char **attributes) {
  const char *value = xml_attribute(attributes, "val");
  return value && (strcmp(value, "0") == 0 || strcmp(value, "false") == 0);
}

/* -- Paragraphs ---------------------------------------------------------------------- */

static void end_marks(struct docx *d, bool quote_too) {
  if (d->heading) flow_close(&d->flow);
  d->heading = false;
  if (d->quoting && quote_too) {
    flow_close(&d->flow);
    d->quoting = false;
  }
}

/* Text of a paragraph comes: what the paragraph is, is known now. */
static void begin_text(struct docx *d) {
  assay_str nobody = {"", 0};
  if (d->written) return;
  d->written = true;
  end_marks(d, d->style != STYLE_QUOTE);
  if (d->listed && d->was_listed)
    flow_line(&d->flow);
  else
    flow_block(&d->flow);
  d->was_listed = d->listed;
  if (d->style == STYLE_QUOTE && !d->quoting) {
    flow_open(&d->flow, RECORD_BLOCK_QUOTE, nobody, FLOW_AS_IT_IS);
    d->quoting = true;
  } else if (d->style == STYLE_HEADING) {
    flow_open(&d->flow, RECORD_HEADING, nobody, FLOW_AS_IT_IS);
    d->heading = true;
  }
}

static void begin_paragraph(struct docx *d) {
  flow_line(&d->flow);
  d->style = STYLE_PLAIN;
  d->written = d->listed = false;
}

static void add_text(struct docx *d, assay_str text) {
  if (text.len == 0) return;
  begin_text(d);
  flow_text(&d->flow, text);
}

/* A note that document.xml refers to by number, from footnotes.xml or endnotes.xml. */
static void add_note(struct docx *d, int which, const char *id) {
  const struct record *notes = &d->notes[which];
  size_t count = notes->mark_count;
  if (!id || d->flow.in_note > 0) return;
  for (size_t i = 0; i < count; i++) {
    size_t at = (d->next_note[which] + i) % count;
    const struct record_mark *note = &notes->marks[at];
    if (!str_equal(note->who, str_from(id))) continue;
    d->next_note[which] = at + 1;
    begin_text(d);
    flow_note(&d->flow);
    flow_text(&d->flow,
              (assay_str){notes->text.data + note->begin, note->end - note->begin});
    flow_note_end(&d->flow);
    return;
  }
}

/* "F0B7" of a symbol font means nothing without the font. */
static void add_symbol(struct docx *d, const char *hex) {
  if (!hex) return;
  d->unmapped++;
  begin_text(d);
  flow_literal(&d->flow, "\uFFFD");
}

/* -- Events -------------------------------------------------------------------------- */

static int parent_of(const struct docx *d) {
  return d->depth > 1 ? d->open[d->depth - 1] : OTHER;
}

static void open_in_run(struct docx *d, int element, const char **attributes) {
  switch (element) {
  case BR:
  case CR:
    if (d->written) flow_break(&d->flow);
    break;
  case TAB:
    if (d->written) flow_tab(&d->flow);
    break;
  case NO_BREAK_HYPHEN:
    add_text(d, str_from("\u2011"));
    break;
  case SOFT_HYPHEN:
    add_text(d, str_from("\u00AD"));
    break;
  case SYM:
    add_symbol(d, xml_attribute(attributes, "char"));
    break;
  case FOOTNOTE_REFERENCE:
    add_note(d, 0, xml_attribute(attributes, "id"));
    break;
  case ENDNOTE_REFERENCE:
    add_note(d, 1, xml_attribute(attributes, "id"));
    break;
  default:
    break;
  }
}

static void open_property(struct docx *d, int element, const char **attributes) {
  const char *value = xml_attribute(attributes, "val");
  switch (element) {
  case P_STYLE:
    if (value && !d->written) d->style = styles_kind(&d->styles, value);
    break;
  case OUTLINE:
    if (value && strcmp(value, "9") != 0 && !d->written) d->style = STYLE_HEADING;
    break;
  case NUM_PR:
    d->listed = true;
    break;
  case VANISH:
    /* Of a run, not of the mark at the end of a paragraph: r, rPr, vanish. */
    if (d->depth > 2 && d->open[d->depth - 2] == R && !is_off(attributes))
      d->hidden_run = d->depth - 2;
    break;
  case SHOWING_PLACEHOLDER:
    if (parent_of(d) == SDT_PR && !is_off(attributes)) d->placeholder = d->depth - 2;
    break;
  default:
    break;
  }
}

static void open_block(struct docx *d, int element, const char **attributes) {
  const char *id;
  switch (element) {
  case P:
    begin_paragraph(d);
    break;
  case TBL:
    end_marks(d, true);
    flow_table(&d->flow);
    break;
  case TR:
    flow_row(&d->flow);
    break;
  case TC:
    flow_cell(&d->flow);
    break;
  case TEXT_BOX:
    flow_block(&d->flow);
    break;
  case ALT_CHUNK:
    d->chunks++;
    break;
  case FOOTNOTE:
  case ENDNOTE:
    id = xml_attribute(attributes, "id");
    flow_block(&d->flow);
    flow_open(&d->flow, RECORD_HEADING, str_from(id ? id : ""), FLOW_AS_IT_IS);
    break;
  default:
    break;
  }
}

static assay_status on_open(void *ctx, const char *name, const char **attributes,
                            assay_error *err) {
  struct docx *d = ctx;
  int element = xml_find(elements, sizeof elements / sizeof *elements, xml_local(name));
  (void)err;
  d->open[++d->depth] = (uint8_t)element;
  if (d->skip > 0) return ASSAY_OK;
  if (element == DEL || element == MOVE_FROM || element == FALLBACK || element == RT ||
      (d->placeholder > 0 && element != SDT_PR && element != OTHER))
    d->skip = d->depth;
  else if (element == OTHER || element == T)
    return ASSAY_OK;
  else if (parent_of(d) == R && d->hidden_run == 0)
    open_in_run(d, element, attributes);
  open_property(d, element, attributes);
  open_block(d, element, attributes);
  return ASSAY_OK;
}

static void close_block(struct docx *d, int element) {
  switch (element) {
  case P:
    flow_line(&d->flow);
    break;
  case TBL:
    flow_table(&d->flow);
    d->was_listed = false;
    break;
  case TEXT_BOX:
    /* What the paragraph around it goes on with begins anew. */
    begin_paragraph(d);
    flow_block(&d->flow);
    break;
  case FOOTNOTE:
  case ENDNOTE:
    end_marks(d, true);
    flow_close(&d->flow);
    break;
  default:
    break;
  }
}

static assay_status on_close(void *ctx, const char *name, assay_error *err) {
  struct docx *d = ctx;
  int element = d->open[d->depth];
  (void)name, (void)err;
  if (d->skip == d->depth)
    d->skip = 0;
  else if (d->skip == 0)
    close_block(d, element);
  if (d->hidden_run == d->depth) d->hidden_run = 0;
  if (d->placeholder == d->depth) d->placeholder = 0;
  d->depth--;
  return ASSAY_OK;
}

static assay_status on_text(void *ctx, assay_str text, assay_error *err) {
  struct docx *d = ctx;
  if (d->open[d->depth] != T || d->skip > 0 || d->hidden_run > 0) return ASSAY_OK;
  add_text(d, text);
  if (d->record->text.failed == ASSAY_OK) return ASSAY_OK;
  return buffer_status(&d->record->text, "text of a document", err);
}

/* -- Parts --------------------------------------------------------------------------- */

static bool is_wanted(assay_str name) {
  static const char *const wanted[] = {
      "word/document.xml", "word/document2.xml", "word/styles.xml",  "word/footnotes.xml",
      "word/endnotes.xml", "docProps/core.xml",  "docProps/app.xml",
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    if (str_equal(name, str_from(wanted[i]))) return true;
  return false;
}

/* One part as text of a record; err names the part. */
static assay_status read_part(struct docx *d, const char *part, struct record *to,
                              bool clean, assay_error *err) {
  assay_str xml;
  struct xml_handler handler = {d, on_open, on_close, on_text, NULL};
  if (!bundle_find(&d->parts, str_from(part), &xml)) return ASSAY_OK;
  d->record = to;
  d->depth = d->skip = d->hidden_run = d->placeholder = 0;
  d->quoting = d->heading = d->was_listed = false;
  begin_paragraph(d);
  flow_start(&d->flow, to, &d->alloc);
  d->flow.drop_soft_hyphens = clean;
  assay_status status = xml_parse_bytes(xml, &handler, &d->alloc, err);
  if (status == ASSAY_OK) status = flow_finish(&d->flow, err);
  flow_free(&d->flow);
  return status;
}

static const struct property core_properties[] = {
    {"title", "title", PROPERTY_TEXT},       {"creator", "author", PROPERTY_TEXT},
    {"created", "created", PROPERTY_DATE},   {"modified", "modified", PROPERTY_DATE},
    {"keywords", "keywords", PROPERTY_TEXT}, {"subject", "subject", PROPERTY_TEXT},
    {"language", "language", PROPERTY_TEXT}, {"category", "category", PROPERTY_TEXT},
};

static const struct property app_properties[] = {
    {"Company", "publisher", PROPERTY_TEXT},
};

static assay_status add_properties(struct docx *d, struct record *out, assay_error *err) {
  assay_str xml;
  assay_status status = ASSAY_OK;
  if (bundle_find(&d->parts, str_from("docProps/core.xml"), &xml))
    status = properties_read(out, xml, core_properties,
                             sizeof core_properties / sizeof *core_properties, &d->alloc,
                             err);
  if (status == ASSAY_OK && bundle_find(&d->parts, str_from("docProps/app.xml"), &xml))
    status = properties_read(out, xml, app_properties,
                             sizeof app_properties / sizeof *app_properties, &d->alloc,
                             err);
  return status;
}

static assay_status read_document(struct docx *d, struct reading *r, struct record *out,
                                  assay_error *err) {
  static const char *const names[2] = {"word/document.xml", "word/document2.xml"};
  assay_str xml;
  bool clean = r->options && r->options->clean;
  assay_status status = bundle_read(&d->parts, r->stream, is_wanted, 0, err);
  int which = 0;
  while (status == ASSAY_OK && !bundle_find(&d->parts, str_from(names[which]), &xml))
    if (++which == 2)
      return error_set(err, ASSAY_EFORMAT,
                       "no document in this zip archive: word/document.xml is missing");
  if (status == ASSAY_OK && bundle_find(&d->parts, str_from("word/styles.xml"), &xml))
    status = styles_read(&d->styles, xml, err);
  if (status == ASSAY_OK)
    status = read_part(d, "word/footnotes.xml", &d->notes[0], clean, err);
  if (status == ASSAY_OK)
    status = read_part(d, "word/endnotes.xml", &d->notes[1], clean, err);
  if (status == ASSAY_OK) status = read_part(d, names[which], out, clean, err);
  if (status == ASSAY_OK) status = add_properties(d, out, err);
  if (status == ASSAY_OK && d->unmapped > 0)
    status = record_warn(out, err, "%u characters of symbol fonts became U+FFFD",
                         d->unmapped);
  if (status == ASSAY_OK && d->chunks > 0)
    status = record_warn(out, err, "%u documents inside the document were not read",
                         d->chunks);
  return status;
}

/* -- Reader -------------------------------------------------------------------------- */

static int sniff(assay_str head, assay_str name) {
  if (!bundle_is_zip(head)) return 0;
  if (bundle_mentions(head, "word/")) return 100;
  if (bundle_mentions(head, "xl/") || bundle_mentions(head, "ppt/")) return 0;
  return bundle_name_ends(name, ".docx") || bundle_name_ends(name, ".docm") ? 90 : 0;
}

static assay_status next(struct reading *r, struct record *out, bool *more,
                         assay_error *err) {
  *more = false;
  if (r->done) return ASSAY_OK;
  r->done = true;
  struct docx *d = alloc_zero(&r->alloc, 1, sizeof *d);
  if (!d) return error_memory(err, sizeof *d);
  d->alloc = r->alloc;
  bundle_init(&d->parts, &d->alloc);
  styles_init(&d->styles, &d->alloc);
  for (int i = 0; i < 2; i++) record_init(&d->notes[i], BUNDLE_LIMIT, &d->alloc);
  assay_status status = read_document(d, r, out, err);
  for (int i = 0; i < 2; i++) record_free(&d->notes[i]);
  styles_free(&d->styles);
  bundle_close(&d->parts);
  alloc_free(&r->alloc, d, 1, sizeof *d);
  *more = status == ASSAY_OK;
  return status;
}

const struct reader reader_docx = {.name = "docx",
                                   .extensions = ".docx .docm .dotx",
                                   .package = BUNDLE_PACKAGE,
                                   .sniff = sniff,
                                   .next = next};
