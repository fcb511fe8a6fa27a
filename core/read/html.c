/*
** html.c - the reader of HTML pages; html_text.c says what of a page is text.
*/
#include "base/error.h"
#include "read/html_scan.h"
#include "read/html_text.h"
#include "read/reader.h"

static int sniff(assay_str head, assay_str name) {
  (void)name;
  return html_sniff(head);
}

static assay_status write_page(struct reading *r, struct record *out, assay_str page,
                               assay_error *err) {
  struct flow flow;
  size_t removed = 0;
  struct html_options options = {r->options && r->options->clean, true};
  flow_start(&flow, out, &r->alloc);
  flow.drop_soft_hyphens = options.clean;
  assay_status status = html_write(&flow, page, &options, &removed, err);
  if (status == ASSAY_OK) status = flow_finish(&flow, err);
  flow_free(&flow);
  if (status == ASSAY_OK && removed > 0)
    status = record_warn(out, err, "%zu parts of the page's navigation were left out",
                         removed);
  return status;
}

static assay_status next(struct reading *r, struct record *out, bool *more,
                         assay_error *err) {
  struct buffer page;
  *more = false;
  if (r->done) return ASSAY_OK;
  r->done = true;
  buffer_init(&page, &r->alloc, HTML_PAGE_LIMIT);
  assay_status status = reading_take_all(r, &page, err);
  if (status == ASSAY_OK)
    status = html_decode(&page, r->options ? r->options->encoding : ENCODING_AUTO,
                         &out->decoding, err);
  if (status == ASSAY_OK) html_blank_empty(&page);
  if (status == ASSAY_OK) status = write_page(r, out, buffer_str(&page), err);
  buffer_free(&page);
  *more = status == ASSAY_OK;
  return status;
}

const struct reader reader_html = {.name = "html",
                                   .extensions = ".html .htm .xhtml .xht",
                                   .package = HTML_PACKAGE,
                                   .sniff = sniff,
                                   .next = next};
