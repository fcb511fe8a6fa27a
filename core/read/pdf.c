/*
** pdf.c - PDF through `pdftotext`, and `pdfinfo` for its properties, both of
** poppler-utils: programs of their own, so that what a broken file does to them stays
** there.
** A form feed begins each page but the first, after a blank line: page n of the file is
** what comes after n - 1 of them.
*/
#include "base/error.h"
#include "base/process.h"
#include "base/table.h"
#include "read/properties.h"
#include "read/reader.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

#define PDF_LIMIT ((size_t)1 << 30)      /* bytes of a file */
#define PDF_TEXT_LIMIT ((size_t)1 << 30) /* bytes of its text */
#define PDF_MEMORY ((uint64_t)2 << 30)   /* of the program */

enum { PDF_SECONDS = 120, PDF_CPU_SECONDS = 60, INFO_LIMIT = 1 << 20 };

static const struct process_limits limits = {PDF_SECONDS, PDF_CPU_SECONDS, PDF_MEMORY};

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

/* How the program ended, as an error; ASSAY_OK where it ended well. */
static assay_status judge(const struct process_result *how, assay_error *err) {
  const char *complaint = how->complaint;
  if (how->timed_out)
    return error_set(err, ASSAY_ELIMIT, "pdftotext took longer than the limit of %d s",
                     PDF_SECONDS);
  if (how->exit_status == 3)
    return error_set(err, ASSAY_EFORMAT,
                     "its author does not allow its text to be taken");
  if (strstr(complaint, "Incorrect password"))
    return error_set(err, ASSAY_EFORMAT, "is encrypted: save it without a password");
  if (how->signal != 0)
    return error_set(err, ASSAY_ELIMIT,
                     "pdftotext was ended by signal %d; its limits are %d s of processor "
                     "time and %llu MiB of memory",
                     how->signal, PDF_CPU_SECONDS,
                     (unsigned long long)(PDF_MEMORY >> 20));
  if (how->exit_status == 127)
    return error_set(err, ASSAY_EIO, "pdftotext cannot be run (install poppler-utils)");
  if (how->exit_status != 0)
    return error_set(err, ASSAY_EFORMAT, "pdftotext cannot read it: %s",
                     complaint[0] ? complaint : "it does not say why");
  return ASSAY_OK;
}

static assay_status run_pdftotext(assay_str pdf, struct buffer *text,
                                  struct process_result *how, assay_error *err) {
  static const char *const arguments[] = {"pdftotext", "-enc", "UTF-8", "-", "-", NULL};
  bool missing;
  assay_status status = process_run(arguments, pdf, &limits, text, how, &missing, err);
  if (missing)
    return error_set(err, ASSAY_EIO,
                     "PDF is read by the program pdftotext, which is not installed "
                     "(install poppler-utils)");
  return status == ASSAY_OK ? judge(how, err) : status;
}

static assay_status add_text(struct record *out, assay_str text, assay_error *err) {
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

/* Best effort: a PDF without properties is a PDF. */
static assay_status add_properties(struct record *out, assay_str pdf, assay_error *err) {
  static const char *const arguments[] = {"pdfinfo", "-isodates", "-enc",
                                          "UTF-8",   "-",         NULL};
  struct process_result how;
  struct buffer info;
  bool missing;
  buffer_init(&info, &out->arena.alloc, INFO_LIMIT);
  assay_status status = process_run(arguments, pdf, &limits, &info, &how, &missing, err);
  bool usable = status == ASSAY_OK && !how.timed_out && how.exit_status == 0;
  if (status != ASSAY_ENOMEM) status = ASSAY_OK;
  for (size_t at = 0; usable && at < info.len && status == ASSAY_OK;) {
    const char *feed = memchr(info.data + at, '\n', info.len - at);
    size_t end = feed ? (size_t)(feed - info.data) : info.len;
    status = add_line(out, (assay_str){info.data + at, end - at}, err);
    at = end + 1;
  }
  buffer_free(&info);
  return status;
}

/* -- Reader -------------------------------------------------------------------------- */

/* Readers of PDF accept bytes before the header. */
static int sniff(assay_str head, assay_str name) {
  (void)name;
  for (size_t i = 0; i + 5 <= head.len && i < 1024; i++)
    if (head.ptr[i] == '%' && memcmp(head.ptr + i, "%PDF-", 5) == 0)
      return i == 0 ? 100 : 80;
  return 0;
}

static assay_status next(struct reading *r, struct record *out, bool *more,
                         assay_error *err) {
  struct buffer pdf, text;
  struct process_result how;
  *more = false;
  if (r->done) return ASSAY_OK;
  r->done = true;
  buffer_init(&pdf, &r->alloc, PDF_LIMIT);
  buffer_init(&text, &r->alloc, PDF_TEXT_LIMIT);
  assay_status status = reading_take_all(r, &pdf, err);
  if (status == ASSAY_OK) status = run_pdftotext(buffer_str(&pdf), &text, &how, err);
  if (status == ASSAY_OK) status = add_text(out, buffer_str(&text), err);
  if (status == ASSAY_OK && how.complaint[0])
    status = record_warn(out, err, "pdftotext says: %s", how.complaint);
  if (status == ASSAY_OK) status = add_properties(out, buffer_str(&pdf), err);
  buffer_free(&text);
  buffer_free(&pdf);
  *more = status == ASSAY_OK;
  return status;
}

const struct reader reader_pdf = {
    .name = "pdf", .extensions = ".pdf", .sniff = sniff, .next = next};
