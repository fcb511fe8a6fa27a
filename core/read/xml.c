/*
** xml.c - any XML: the text of its elements. No schema is known, so an element stands
** apart if nothing but white space is between it and what its parent has before and after
** it: <row><name>, but not <p>a <b>.
*/
#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "read/flow.h"
#include "read/reader.h"
#include "read/xml_events.h"

#include <string.h>

struct walk {
  struct record *record;
  struct flow flow;
  bool mixed[XML_DEPTH_LIMIT + 2]; /* the element at that depth has text of its own */
  uint32_t depth;
  bool ended;  /* an element of an unmixed one has just ended */
  bool spaced; /* and white space came after it */
  size_t unknown;
};

static bool is_blank(assay_str s) {
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] > ' ') return false;
  return true;
}

static assay_status on_open(void *ctx, const char *name, const char **attributes,
                            assay_error *err) {
  struct walk *w = ctx;
  assay_status status = ASSAY_OK;
  (void)attributes;
  if (w->depth == 0)
    status = record_add_field(w->record, str_from("root"), str_from(xml_local(name)),
                              true, err);
  if (!w->mixed[w->depth]) flow_block(&w->flow);
  w->ended = false;
  w->mixed[++w->depth] = false;
  return status;
}

static assay_status on_close(void *ctx, const char *name, assay_error *err) {
  struct walk *w = ctx;
  (void)name, (void)err;
  if (w->ended) flow_block(&w->flow);
  w->depth--;
  w->ended = !w->mixed[w->depth];
  w->spaced = false;
  return ASSAY_OK;
}

static assay_status on_text(void *ctx, assay_str text, assay_error *err) {
  struct walk *w = ctx;
  if (w->ended && is_blank(text)) {
    w->spaced = true;
    return ASSAY_OK;
  }
  if (w->ended && w->spaced) flow_space(&w->flow); /* text after all: <p><b>a</b> b */
  w->ended = false;
  if (!w->mixed[w->depth] && !is_blank(text)) w->mixed[w->depth] = true;
  flow_text(&w->flow, text);
  if (w->record->text.failed == ASSAY_OK) return ASSAY_OK;
  return buffer_status(&w->record->text, "text of a document", err);
}

static assay_status on_entity(void *ctx, assay_str name, assay_error *err) {
  struct walk *w = ctx;
  w->unknown++;
  assay_status status = on_text(ctx, str_from("&"), err);
  if (status == ASSAY_OK) status = on_text(ctx, name, err);
  return status == ASSAY_OK ? on_text(ctx, str_from(";"), err) : status;
}

/* -- Reader -------------------------------------------------------------------------- */

static int sniff(assay_str head, assay_str name) {
  (void)name;
  if (head.len >= 3 && memcmp(head.ptr, "\xEF\xBB\xBF", 3) == 0)
    head.ptr += 3, head.len -= 3;
  if (head.len >= 5 && memcmp(head.ptr, "<?xml", 5) == 0) return 80;
  bool little = head.len >= 10 && memcmp(head.ptr, "\xFF\xFE<\0?\0x\0", 8) == 0;
  bool big = head.len >= 10 && memcmp(head.ptr, "\xFE\xFF\0<\0?\0x", 8) == 0;
  return little || big ? 80 : 0;
}

static assay_status parse(struct walk *w, struct reading *r, assay_error *err) {
  struct xml *x = NULL;
  bool more;
  struct xml_handler handler = {w, on_open, on_close, on_text, on_entity};
  enum encoding wanted = r->options ? r->options->encoding : ENCODING_AUTO;
  const char *encoding = wanted == ENCODING_AUTO ? NULL : encoding_name(wanted);
  assay_status status = xml_open(&x, &handler, encoding, &r->alloc, err);
  if (status == ASSAY_OK) status = xml_run(x, r->stream, &more, err);
  if (status == ASSAY_OK) xml_declared(x, &w->record->decoding);
  xml_close(x);
  if (status == ASSAY_OK) status = flow_finish(&w->flow, err);
  if (status == ASSAY_OK && w->unknown > 0)
    status = record_warn(w->record, err, "%zu unknown entities were left as they are",
                         w->unknown);
  return status;
}

static assay_status next(struct reading *r, struct record *out, bool *more,
                         assay_error *err) {
  *more = false;
  if (r->done) return ASSAY_OK;
  r->done = true;
  struct walk *w = alloc_zero(&r->alloc, 1, sizeof *w);
  if (!w) return error_memory(err, sizeof *w);
  w->record = out;
  flow_start(&w->flow, out, &r->alloc);
  assay_status status = parse(w, r, err);
  flow_free(&w->flow);
  alloc_free(&r->alloc, w, 1, sizeof *w);
  *more = status == ASSAY_OK;
  return status;
}

const struct reader reader_xml = {.name = "xml",
                                  .extensions = ".xml",
                                  .package = XML_PACKAGE,
                                  .sniff = sniff,
                                  .next = next};
