/*
** pdf_output.c - the text and the properties of a PDF, from what pdftotext and pdfinfo
** printed: programs that another one's broken file may have led astray.
*/
#include "read/pdf_output.h"

#include "base/table.h"
#include "read/properties.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

/* -- Text ---------------------------------------------------------------------------- */

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* pdftotext ends each page with a form feed. */
static size_t write_pages(assay_str text, struct buffer *out, bool *has_text) {
  size_t pages = 0;
  *has_text = false;
  for (size_t at = 0; at < text.len;) {
    const char *feed = memchr(text.ptr + at, '\f', text.len - at);
    size_t end = feed ? (size_t)(feed - text.ptr) : text.len, last = end;
    while (last > at && is_blank(text.ptr[last - 1])) last--;
    if (pages > 0 && *has_text) buffer_add_text(out, "\n\n");
    if (pages > 0) buffer_add_char(out, '\f');
    buffer_add(out, text.ptr + at, last - at);
    *has_text = *has_text || last > at;
    pages++;
    at = end + 1;
  }
  return pages;
}

assay_status pdf_add_text(struct record *out, assay_str text, assay_error *err) {
  bool has_text;
  char number[32];
  size_t replaced = 0;
  struct buffer repaired;
  buffer_init(&repaired, &out->arena.alloc, BUFFER_NO_CEILING);
  if (utf8_valid_prefix(text) < text.len) {
    utf8_repair(text, &repaired, &replaced);
    text = buffer_str(&repaired);
  }
  size_t pages = write_pages(text, &out->text, &has_text);
  assay_status status = buffer_status(&repaired, "text of a PDF", err);
  buffer_free(&repaired);
  if (status == ASSAY_OK) status = buffer_status(&out->text, "text of a PDF", err);
  out->encoding = ENCODING_UTF8;
  out->decoding.replaced = replaced;
  if (!has_text) out->text.len = 0;
  if (status == ASSAY_OK && !has_text)
    status = record_warn(out, err, "no text in this PDF: scanned pages?");
  int len = snprintf(number, sizeof number, "%zu", pages);
  if (status == ASSAY_OK && len > 0 && pages > 0)
    status = record_add_field(out, str_from("pages"), (assay_str){number, (size_t)len},
                              false, err);
  return status;
}

/* -- Properties ---------------------------------------------------------------------- */

static const struct {
  const char *label, *field;
  enum property_kind kind;
} labels[] = {
    {"Title:", "title", PROPERTY_TEXT},          {"Author:", "author", PROPERTY_TEXT},
    {"Subject:", "subject", PROPERTY_TEXT},      {"Keywords:", "keywords", PROPERTY_TEXT},
    {"CreationDate:", "created", PROPERTY_DATE}, {"ModDate:", "modified", PROPERTY_DATE},
};

static assay_status add_line(struct record *out, assay_str line, assay_error *err) {
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
    size_t len = strlen(labels[i].label);
    if (line.len <= len || memcmp(line.ptr, labels[i].label, len) != 0) continue;
    assay_str value = {line.ptr + len, line.len - len};
    if (utf8_valid_prefix(value) < value.len) return ASSAY_OK;
    return properties_add(out, labels[i].field, labels[i].kind, value, err);
  }
  return ASSAY_OK;
}

assay_status pdf_add_info(struct record *out, assay_str info, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t at = 0; at < info.len && status == ASSAY_OK;) {
    const char *feed = memchr(info.ptr + at, '\n', info.len - at);
    size_t end = feed ? (size_t)(feed - info.ptr) : info.len;
    status = add_line(out, (assay_str){info.ptr + at, end - at}, err);
    at = end + 1;
  }
  return status;
}
