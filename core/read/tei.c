/*
** tei.c - TEI P5 and P4: one document for each TEI element, or, split, for each of its
** outermost divs. The header gives the fields; README.md in this folder lists what of the
** text is kept. tei_header.c reads headers and lists of people.
*/
#include "base/alloc.h"
#include "base/error.h"
#include "read/flow.h"
#include "read/properties.h"
#include "read/reader.h"
#include "read/tei_header.h"
#include "read/xml_events.h"

#include <stdio.h>
#include <string.h>

/* -- Elements ------------------------------------------------------------------------ */

enum element {
  OTHER = 0,
  APP,
  BLOCK, /* a blank line before and after */
  BREAK, /* of a page or column; no text */
  CELL,
  CHOICE,
  CIT,
  CORPUS,
  DIV,
  HEAD,
  HEADER,
  LB,
  LEFT_OUT,    /* with all that is in it */
  LESS_CHOSEN, /* left out in a choice, kept elsewhere */
  LINE,        /* a line of its own */
  PARAGRAPH,   /* a block that sets a quotation around it apart */
  PEOPLE,      /* read for names only */
  PRE,
  Q,
  QUOTE,
  RDG,
  ROLE,
  ROW,
  SP,
  SPEAKER,
  TABLE,
  TEI,
  TEXT,
  VERSE, /* a line that sets a quotation around it apart */
  WORD
};

static const struct xml_name elements[] = {
    {"TEI", TEI},
    {"TEI.2", TEI},
    {"ab", PARAGRAPH},
    {"abbr", LESS_CHOSEN},
    {"addrLine", LINE},
    {"address", BLOCK},
    {"app", APP},
    {"argument", BLOCK},
    {"back", BLOCK},
    {"body", BLOCK},
    {"byline", BLOCK},
    {"castItem", LINE},
    {"castList", BLOCK},
    {"cb", BREAK},
    {"cell", CELL},
    {"choice", CHOICE},
    {"cit", CIT},
    {"closer", BLOCK},
    {"dateline", BLOCK},
    {"del", LEFT_OUT},
    {"div", DIV},
    {"div0", DIV},
    {"div1", DIV},
    {"div2", DIV},
    {"div3", DIV},
    {"div4", DIV},
    {"div5", DIV},
    {"div6", DIV},
    {"div7", DIV},
    {"docAuthor", BLOCK},
    {"docDate", BLOCK},
    {"docImprint", BLOCK},
    {"docTitle", BLOCK},
    {"eg", PRE},
    {"epigraph", CIT},
    {"facsimile", LEFT_OUT},
    {"figDesc", LEFT_OUT},
    {"figure", BLOCK},
    {"front", BLOCK},
    {"fw", LEFT_OUT},
    {"gb", BREAK},
    {"group", BLOCK},
    {"head", HEAD},
    {"imprimatur", BLOCK},
    {"index", LEFT_OUT},
    {"interp", LEFT_OUT},
    {"interpGrp", LEFT_OUT},
    {"item", LINE},
    {"l", VERSE},
    {"lb", LB},
    {"lg", BLOCK},
    {"list", BLOCK},
    {"milestone", BREAK},
    {"note", LEFT_OUT},
    {"noteGrp", LEFT_OUT},
    {"opener", BLOCK},
    {"orig", LESS_CHOSEN},
    {"p", PARAGRAPH},
    {"pb", BREAK},
    {"postscript", BLOCK},
    {"q", Q},
    {"quote", QUOTE},
    {"rdg", RDG},
    {"rdgGrp", RDG},
    {"role", ROLE},
    {"row", ROW},
    {"said", Q},
    {"salute", BLOCK},
    {"sic", LESS_CHOSEN},
    {"signed", BLOCK},
    {"sourceDoc", LEFT_OUT},
    {"sp", SP},
    {"span", LEFT_OUT},
    {"spanGrp", LEFT_OUT},
    {"speaker", SPEAKER},
    {"stage", BLOCK},
    {"standOff", PEOPLE},
    {"surplus", LEFT_OUT},
    {"table", TABLE},
    {"teiCorpus", CORPUS},
    {"teiCorpus.2", CORPUS},
    {"teiHeader", HEADER},
    {"text", TEXT},
    {"titlePage", BLOCK},
    {"titlePart", BLOCK},
    {"trailer", BLOCK},
    {"u", SP},
    {"w", WORD},
};

/* -- State --------------------------------------------------------------------------- */

struct open_element {
  uint8_t element;
  bool chosen; /* CHOICE, APP: one of it has been taken */
  bool marked; /* a mark was opened for it */
};

struct part {               /* what a document is called within its file */
  char id[128];             /* xml:id or n of the text or div; "" */
  uint32_t text, div, rest; /* its number, 0: it is none */
};

struct tei {
  assay_allocator alloc;
  const struct read_options *options;
  struct xml *xml;
  struct record *record; /* that is being filled */
  struct flow flow;
  struct tei_people people;
  struct tei_header header;
  struct record corpus_fields, text_fields; /* of a teiCorpus, of its TEI */
  struct buffer who, name;
  struct open_element open[XML_DEPTH_LIMIT + 1]; /* from 1 on */
  uint32_t depth;
  uint32_t skip;      /* depth of an element that is left out with all in it, or 0 */
  uint32_t header_at; /* depth of one that tei_header reads, or 0 */
  uint32_t text_at;   /* depth of the outermost text, or 0 */
  uint32_t div_at;    /* depth of the outermost div, or 0 */
  struct part part,
      next_part; /* of the record that is being filled, of the one after it */
  uint32_t text_count, div_count, rest_count; /* so far; the last two of this text */
  bool in_corpus;
  bool after_speaker; /* what is spoken goes on the speaker's line */
  bool after_word;    /* a <w> has just ended */
  bool ready;         /* the record is complete */
  bool began;         /* a TEI element was seen */
  size_t speaker_at;  /* where the text of a speaker begins */
  size_t role_at;
  size_t unknown; /* entities */
};

static assay_status text_status(struct tei *t, assay_error *err) {
  if (t->record->text.failed == ASSAY_OK) return ASSAY_OK;
  return buffer_status(&t->record->text, "text of a document", err);
}

static int parent_of(const struct tei *t) {
  return t->depth > 1 ? t->open[t->depth - 1].element : OTHER;
}

static struct part new_part(const struct tei *t, const char **attributes) {
  struct part part = {.text = t->text_count};
  const char *id = xml_attribute(attributes, "id");
  if (!id) id = xml_attribute(attributes, "n");
  snprintf(part.id, sizeof part.id, "%s", id ? id : "");
  return part;
}

/* -- Quotations ---------------------------------------------------------------------- */

/* The names that a who attribute leads to; borrowed until the next call. */
static assay_str speaker_of(struct tei *t, const char **attributes) {
  const char *who = xml_attribute(attributes, "who");
  buffer_clear(&t->who);
  if (who) tei_people_resolve(&t->people, who, &t->who);
  return buffer_str(&t->who);
}

static bool is_inline(int parent) {
  switch (parent) {
  case CORPUS:
  case TEI:
  case TEXT:
  case DIV:
  case BLOCK:
  case CIT:
  case SP:
    return false;
  default:
    return true;
  }
}

static void open_quote(struct tei *t, int element, const char **attributes) {
  const char *rend = xml_attribute(attributes, "rend");
  if (!rend) rend = xml_attribute(attributes, "rendition");
  bool inside = is_inline(parent_of(t));
  if (parent_of(t) == CIT && t->depth > 2) /* of a cit within a paragraph */
    inside = is_inline(t->open[t->depth - 2].element);
  bool apart = (rend && strstr(rend, "block")) || (element == QUOTE && !inside);
  if (apart || !inside) flow_block(&t->flow);
  flow_open(&t->flow, apart ? RECORD_BLOCK_QUOTE : RECORD_QUOTE,
            speaker_of(t, attributes), apart ? FLOW_AS_IT_IS : FLOW_DRAW_MARKS);
  t->open[t->depth].marked = true;
  t->open[t->depth].chosen = apart || !inside;
}

/* A paragraph or line of verse begins: a quotation that begins with it is set apart, and
** what a speaker says goes on his line. */
static void begin_paragraph(struct tei *t, bool line) {
  int parent = parent_of(t);
  if (parent == QUOTE)
    flow_make_block_quote(&t->flow);
  else
    (void)flow_quote_is_block(&t->flow);
  if (t->after_speaker)
    flow_space(&t->flow);
  else if (line)
    flow_line(&t->flow);
  else
    flow_block(&t->flow);
  t->after_speaker = false;
}

/* -- Speeches ------------------------------------------------------------------------ */

static void open_speech(struct tei *t, const char **attributes) {
  flow_block(&t->flow);
  (void)speaker_of(t, attributes);
  t->after_speaker = false;
  buffer_clear(&t->name);
  buffer_add_str(&t->name, buffer_str(&t->who));
}

/* The words begin: with the first thing in a speech that is no speaker. */
static void begin_speech(struct tei *t) {
  struct open_element *speech = &t->open[t->depth - 1];
  if (speech->marked || speech->element != SP) return;
  flow_open(&t->flow, RECORD_QUOTE, buffer_str(&t->name), FLOW_AS_IT_IS);
  speech->marked = true;
}

static void close_speaker(struct tei *t) {
  struct buffer *text = &t->record->text;
  if (t->speaker_at >= text->len) return;
  while (flow_take_back(&t->flow, ".:,")) continue;
  if (t->name.len == 0 && t->speaker_at < text->len) {
    assay_str name = {text->data + t->speaker_at, text->len - t->speaker_at};
    while (name.len > 0 && (unsigned char)name.ptr[0] <= ' ') name.ptr++, name.len--;
    buffer_add_str(&t->name, name);
  }
  t->flow.gap = FLOW_JOINED;
  flow_literal(&t->flow, ":");
  flow_space(&t->flow);
  t->after_speaker = true;
}

/* -- Opening ------------------------------------------------------------------------- */

static void open_break(struct tei *t, bool line, const char **attributes) {
  const char *how = xml_attribute(attributes, "break");
  if (how && strcmp(how, "no") == 0) {
    (void)flow_take_back(&t->flow, "-");
    flow_join(&t->flow);
  } else if (line) {
    flow_line(&t->flow);
  }
}

/* Of a choice or an apparatus one is kept: returns whether this one. */
static bool is_chosen(struct tei *t, int element) {
  struct open_element *parent = &t->open[t->depth - 1];
  if (t->depth < 2 || (parent->element != CHOICE && parent->element != APP)) return true;
  if (parent->element == CHOICE && element == LESS_CHOSEN) return false;
  if (parent->chosen) return false;
  parent->chosen = true;
  return true;
}

static void open_block(struct tei *t, int element, const char **attributes) {
  assay_str nobody = {"", 0};
  struct flow *f = &t->flow;
  switch (element) {
  case BLOCK:
  case DIV:
  case CIT:
    flow_block(f);
    break;
  case TABLE:
    flow_table(f);
    break;
  case ROW:
    flow_row(f);
    break;
  case CELL:
    flow_cell(f);
    break;
  case LINE:
    flow_line(f);
    break;
  case PARAGRAPH:
    begin_paragraph(t, false);
    break;
  case VERSE:
    begin_paragraph(t, true);
    break;
  case HEAD:
    flow_block(f);
    flow_open(f, RECORD_HEADING, nobody, FLOW_AS_IT_IS);
    break;
  case PRE:
    flow_block(f);
    f->preformatted++;
    break;
  case Q:
  case QUOTE:
    open_quote(t, element, attributes);
    break;
  case SP:
    open_speech(t, attributes);
    break;
  case SPEAKER:
    t->speaker_at = t->record->text.len;
    break;
  case LB:
    open_break(t, true, attributes);
    break;
  case BREAK:
    open_break(t, false, attributes);
    break;
  case WORD:
    if (t->after_word) flow_space(f);
    break;
  default:
    break;
  }
}

/* An element within the text. */
static void open_in_text(struct tei *t, int element, const char **attributes) {
  if (element == LEFT_OUT || element == PEOPLE || !is_chosen(t, element)) {
    t->skip = t->depth;
    return;
  }
  if (element != SPEAKER && element != OTHER && element != BREAK && element != LB &&
      parent_of(t) == SP)
    begin_speech(t);
  if (element == ROLE) {
    const char *id = xml_attribute(attributes, "id");
    t->role_at = t->record->text.len;
    buffer_clear(&t->name);
    if (id) buffer_add_text(&t->name, id);
  }
  open_block(t, element, attributes);
  t->after_word = false;
}

/* Split: an outermost div begins a document, and ends what came before it. */
static void open_div(struct tei *t, const char **attributes) {
  if (t->div_at > 0) return;
  t->div_at = t->depth;
  if (!t->options || !t->options->split) return;
  struct part part = new_part(t, attributes);
  part.div = ++t->div_count;
  if (t->record->text.len > 0) {
    t->next_part = part;
    t->ready = true;
    xml_pause(t->xml);
  } else {
    t->part = part;
  }
}

static assay_status open_header(struct tei *t, int element, assay_error *err) {
  bool of_corpus = element == HEADER && parent_of(t) == CORPUS;
  (void)err;
  t->header_at = t->depth;
  tei_header_begin(&t->header, element != HEADER ? NULL
                               : of_corpus       ? &t->corpus_fields
                                                 : &t->text_fields);
  return ASSAY_OK;
}

static void open_document(struct tei *t, const char **attributes) {
  const char *lang = xml_attribute(attributes, "lang");
  t->text_count++;
  t->div_count = t->rest_count = 0;
  t->began = true;
  record_clear(&t->text_fields);
  if (lang) /* the header comes first if it has one */
    (void)record_add_field(&t->text_fields, str_from("xml:lang"), str_from(lang), true,
                           NULL);
  t->part = new_part(t, attributes);
}

static assay_status on_open(void *ctx, const char *name, const char **attributes,
                            assay_error *err) {
  struct tei *t = ctx;
  int element;
  name = xml_local(name);
  element = xml_find(elements, sizeof elements / sizeof *elements, name);
  t->open[++t->depth] = (struct open_element){.element = (uint8_t)element};
  if (t->header_at > 0) return tei_header_open(&t->header, name, attributes, err);
  if (t->skip > 0) return ASSAY_OK;
  if (element == CORPUS) t->in_corpus = true;
  if (element == HEADER || (element == PEOPLE && t->text_at == 0))
    return open_header(t, element, err);
  if (t->text_at == 0) {
    if (element == TEI) open_document(t, attributes);
    if (element == LEFT_OUT) t->skip = t->depth;
    if (element == TEXT) t->text_at = t->depth;
    return ASSAY_OK;
  }
  if (element == DIV) open_div(t, attributes);
  if (!t->ready) open_in_text(t, element, attributes);
  return text_status(t, err);
}

/* -- Closing ------------------------------------------------------------------------- */

static assay_status close_role(struct tei *t, assay_error *err) {
  struct buffer *text = &t->record->text;
  if (t->role_at >= text->len) return ASSAY_OK;
  assay_str name = {text->data + t->role_at, text->len - t->role_at};
  while (name.len > 0 && (unsigned char)name.ptr[0] <= ' ') name.ptr++, name.len--;
  return tei_people_add(&t->people, buffer_str(&t->name), name, err);
}

static assay_status close_in_text(struct tei *t, const struct open_element *closed,
                                  assay_error *err) {
  struct flow *f = &t->flow;
  t->after_word = closed->element == WORD;
  switch (closed->element) {
  case BLOCK:
  case DIV:
  case CIT:
  case PARAGRAPH:
    flow_block(f);
    break;
  case TABLE:
    flow_table(f);
    break;
  case LINE:
  case VERSE:
    flow_line(f);
    break;
  case HEAD:
    flow_close(f);
    flow_block(f);
    break;
  case PRE:
    f->preformatted--;
    flow_block(f);
    break;
  case Q:
  case QUOTE:
    flow_close(f);
    if (closed->chosen) flow_block(f);
    break;
  case SP:
    if (closed->marked) flow_close(f);
    flow_block(f);
    t->after_speaker = false;
    break;
  case SPEAKER:
    close_speaker(t);
    break;
  case ROLE:
    return close_role(t, err);
  default:
    break;
  }
  return ASSAY_OK;
}

static void end_record(struct tei *t) {
  if (t->record->text.len == 0) return;
  t->ready = true;
  xml_pause(t->xml);
}

static assay_status on_close(void *ctx, const char *name, assay_error *err) {
  struct tei *t = ctx;
  struct open_element closed = t->open[t->depth];
  assay_status status = ASSAY_OK;
  (void)name;
  if (t->header_at == t->depth && t->header_at > 0) {
    status = tei_header_end(&t->header, err);
    t->header_at = 0;
  } else if (t->header_at > 0) {
    status = tei_header_close(&t->header, err);
  } else if (t->skip == t->depth) {
    t->skip = 0;
  } else if (t->skip == 0 && t->text_at > 0 && !t->ready) {
    status = close_in_text(t, &closed, err);
  }
  if (t->text_at == t->depth) t->text_at = 0;
  if (t->div_at == t->depth) {
    t->div_at = 0;
    if (t->options && t->options->split && !t->ready) end_record(t);
  }
  if (closed.element == TEI && t->skip == 0 && !t->ready) {
    t->ready = true;
    xml_pause(t->xml);
  }
  t->depth--;
  return status == ASSAY_OK ? text_status(t, err) : status;
}

static assay_status on_text(void *ctx, assay_str text, assay_error *err) {
  struct tei *t = ctx;
  if (t->header_at > 0) return tei_header_text(&t->header, text, err);
  if (t->skip > 0 || t->text_at == 0) return ASSAY_OK;
  int element = t->open[t->depth].element;
  if (element == SP || element == CHOICE || element == APP) {
    /* White space between the parts of these is no text. */
    size_t i = 0;
    while (i < text.len && (unsigned char)text.ptr[i] <= ' ') i++;
    if (i == text.len) return ASSAY_OK;
  }
  if (element == SP && !t->open[t->depth].marked) {
    t->depth++; /* as begin_speech sees it from within */
    begin_speech(t);
    t->depth--;
  }
  flow_text(&t->flow, text);
  t->after_word = false;
  return text_status(t, err);
}

static assay_status on_entity(void *ctx, assay_str name, assay_error *err) {
  struct tei *t = ctx;
  t->unknown++;
  assay_status status = on_text(ctx, str_from("&"), err);
  if (status == ASSAY_OK) status = on_text(ctx, name, err);
  return status == ASSAY_OK ? on_text(ctx, str_from(";"), err) : status;
}

/* -- Records ------------------------------------------------------------------------- */

static assay_status add_fields(struct record *out, const struct record *from,
                               assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < from->field_count && status == ASSAY_OK; i++) {
    const struct record_field *field = &from->fields[i];
    assay_str name = field->name;
    if (str_equal(name, str_from("xml:lang"))) continue;
    status = record_add_field(out, name, field->value, field->is_text, err);
  }
  for (size_t i = 0; i < from->field_count && status == ASSAY_OK; i++)
    if (str_equal(from->fields[i].name, str_from("xml:lang")))
      status = record_add_field(out, str_from("language"), from->fields[i].value, true,
                                err);
  return status;
}

/* In a corpus, or split, each document has a name of its own. */
static assay_status add_part(struct tei *t, struct record *out, assay_error *err) {
  char name[256], text[32] = "";
  const struct part *part = &t->part;
  bool split = t->options && t->options->split;
  int len = 0;
  if (!t->in_corpus && !split) return ASSAY_OK;
  if (t->in_corpus && split) snprintf(text, sizeof text, "text-%u-", part->text);
  if (part->id[0])
    len = snprintf(name, sizeof name, "%s", part->id);
  else if (!split)
    len = snprintf(name, sizeof name, "text-%u", part->text);
  else if (part->div > 0)
    len = snprintf(name, sizeof name, "%sdiv-%u", text, part->div);
  else
    len = snprintf(name, sizeof name, "%srest-%u", text, ++t->rest_count);
  return record_set_part(out, (assay_str){name, len > 0 ? (size_t)len : 0}, err);
}

static assay_status finish_record(struct tei *t, struct record *out, assay_error *err) {
  assay_status status = flow_finish(&t->flow, err);
  if (status == ASSAY_OK) status = add_fields(out, &t->text_fields, err);
  if (status == ASSAY_OK) status = add_fields(out, &t->corpus_fields, err);
  if (status == ASSAY_OK && t->unknown > 0)
    status = record_warn(out, err, "%zu unknown entities were left as they are",
                         t->unknown);
  t->unknown = 0;
  return status;
}

/* The next record with text, or any if the file has but one. */
static assay_status run(struct tei *t, struct reading *r, struct record *out, bool *more,
                        assay_error *err) {
  bool goes_on = true, alone = !t->in_corpus && t->text_count == 0;
  assay_status status = ASSAY_OK;
  t->part = t->next_part;
  t->next_part = (struct part){.text = t->text_count};
  t->record = out;
  t->ready = t->after_speaker = t->after_word = false;
  flow_start(&t->flow, out, &t->alloc);
  t->flow.drop_soft_hyphens = t->options && t->options->clean;
  while (status == ASSAY_OK && goes_on && !t->ready) {
    status = xml_run(t->xml, r->stream, &goes_on, err);
    if (goes_on && out->text.len == 0 && (t->in_corpus || !alone)) t->ready = false;
  }
  xml_declared(t->xml, &out->decoding);
  if (status == ASSAY_OK && (out->text.len > 0 || (t->ready && alone))) {
    status = finish_record(t, out, err);
    if (status == ASSAY_OK) status = add_part(t, out, err);
    *more = status == ASSAY_OK;
  }
  flow_free(&t->flow);
  return status;
}

static assay_status next(struct reading *r, struct record *out, bool *more,
                         assay_error *err) {
  struct tei *t = r->state;
  *more = false;
  if (r->done) return ASSAY_OK;
  assay_status status = run(t, r, out, more, err);
  if (status == ASSAY_OK && *more) return ASSAY_OK;
  r->done = true;
  if (status == ASSAY_OK && !t->began)
    return error_set(err, ASSAY_EFORMAT, "is not TEI: it has no TEI element");
  return status;
}

/* -- Reader -------------------------------------------------------------------------- */

static void close_tei(struct reading *r) {
  struct tei *t = r->state;
  if (!t) return;
  xml_close(t->xml);
  tei_header_free(&t->header);
  tei_people_free(&t->people);
  record_free(&t->corpus_fields);
  record_free(&t->text_fields);
  buffer_free(&t->who);
  buffer_free(&t->name);
  alloc_free(&r->alloc, t, 1, sizeof *t);
  r->state = NULL;
}

static assay_status open_tei(struct reading *r, assay_error *err) {
  struct tei *t = alloc_zero(&r->alloc, 1, sizeof *t);
  if (!t) return error_memory(err, sizeof *t);
  struct xml_handler handler = {t, on_open, on_close, on_text, on_entity};
  enum encoding wanted = r->options ? r->options->encoding : ENCODING_AUTO;
  r->state = t;
  t->alloc = r->alloc;
  t->options = r->options;
  tei_people_init(&t->people, &t->alloc);
  tei_header_init(&t->header, &t->people, &t->alloc);
  record_init(&t->corpus_fields, 0, &t->alloc);
  record_init(&t->text_fields, 0, &t->alloc);
  buffer_init(&t->who, &t->alloc, 1 << 16);
  buffer_init(&t->name, &t->alloc, 1 << 16);
  assay_status status = xml_open(&t->xml, &handler,
                                 wanted == ENCODING_AUTO ? NULL : encoding_name(wanted),
                                 &t->alloc, err);
  if (status != ASSAY_OK) close_tei(r);
  return status;
}

/* Whether the bytes begin with the name of a root and something after it. */
static bool is_root(assay_str s) {
  static const char *const roots[] = {"TEI", "TEI.2", "teiCorpus", "teiCorpus.2"};
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
    const size_t len = strlen(roots[i]);
    if (s.len <= len || memcmp(s.ptr, roots[i], len) != 0) continue;
    const char after = s.ptr[len];
    if (after == ' ' || after == '>' || after == '\n' || after == '\r' || after == '\t')
      return true;
  }
  return false;
}

/* Whether a root begins in the head of a file, behind each mark: '<', or the ':' of a
** namespace. */
static bool has_root(assay_str head, char mark) {
  while (head.len > 0) {
    const char *found = memchr(head.ptr, mark, head.len);
    if (!found) return false;
    const size_t used = (size_t)(found - head.ptr) + 1;
    head = (assay_str){head.ptr + used, head.len - used};
    if (is_root(head)) return true;
  }
  return false;
}

static int sniff(assay_str head, assay_str name) {
  (void)name;
  if (head.len >= 3 && memcmp(head.ptr, "\xEF\xBB\xBF", 3) == 0)
    head.ptr += 3, head.len -= 3;
  if (!has_root(head, '<') && !has_root(head, ':')) return 0;
  return head.ptr[0] == '<' ? 100 : 90;
}

const struct reader reader_tei = {.name = "tei",
                                  .extensions = ".tei",
                                  .package = XML_PACKAGE,
                                  .sniff = sniff,
                                  .open = open_tei,
                                  .next = next,
                                  .close = close_tei};
