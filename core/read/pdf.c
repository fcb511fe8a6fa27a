/*
** pdf.c - PDF through `pdftotext`, and `pdfinfo` for its properties, both of
** poppler-utils: programs of their own, so that what a broken file does to them stays
** there. What they say is read by pdf_output.c.
*/
#include "base/error.h"
#include "base/process.h"
#include "read/pdf_output.h"
#include "read/reader.h"

#include <string.h>

#define PDF_LIMIT ((size_t)1 << 30)      /* bytes of a file */
#define PDF_TEXT_LIMIT ((size_t)1 << 30) /* bytes of its text */
#define PDF_MEMORY ((uint64_t)2 << 30)   /* of the program */

enum { PDF_SECONDS = 120, PDF_CPU_SECONDS = 60, INFO_LIMIT = 1 << 20 };

static const struct process_limits limits = {PDF_SECONDS, PDF_CPU_SECONDS, PDF_MEMORY};

/* -- Text ---------------------------------------------------------------------------- */

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

/* -- Properties ---------------------------------------------------------------------- */

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
  if (status == ASSAY_OK && usable) status = pdf_add_info(out, buffer_str(&info), err);
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
  if (status == ASSAY_OK) status = pdf_add_text(out, buffer_str(&text), err);
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
