/*
** mail.c - mailboxes and single mails. In a mailbox a line "From somebody date" after an
** empty line begins a mail, and ">From " in a mail stands for "From ".
*/
#include "base/alloc.h"
#include "base/number.h"
#include "read/mail_body.h"
#include "read/mail_header.h"
#include "read/reader.h"

#include <string.h>

/* Most bytes of a mail with its attachments, and of a line. */
#define MAIL_LIMIT ((size_t)256 << 20)
#define LINE_LIMIT ((size_t)64 << 20)

struct mailbox {
  struct lines lines;
  struct buffer mail;
  size_t count;  /* of mails so far */
  uint64_t line; /* where the next one begins; 0: none was found yet */
};

/* -- mbox -------------------------------------------------------------------------- */

/* "From jane@example.org Mon Mar  4 10:00:00 1935": a time says that it is none of the
** text. */
static bool is_from_line(assay_str line) {
  if (line.len < 12 || memcmp(line.ptr, "From ", 5) != 0) return false;
  for (size_t i = 6; i + 2 < line.len; i++) {
    const char *p = line.ptr + i;
    if (*p == ':' && p[-1] >= '0' && p[-1] <= '9' && p[1] >= '0' && p[1] <= '9')
      return true;
  }
  return false;
}

static assay_str without_quote(assay_str line) {
  size_t marks = 0;
  while (marks < line.len && line.ptr[marks] == '>') marks++;
  bool quoted = marks > 0 && line.len - marks >= 5 &&
                memcmp(line.ptr + marks, "From ", 5) == 0;
  if (quoted) line.ptr++, line.len--;
  return line;
}

/* Collects the lines of a mail; *some: there was one. Line ends of CR LF are LF then. */
static assay_status collect(struct reading *r, bool *some, assay_error *err) {
  struct mailbox *s = r->state;
  bool empty = true; /* the line before */
  *some = s->line > 0;
  buffer_clear(&s->mail);
  for (;;) {
    assay_str line = {"", 0};
    bool more = false;
    assay_status status = lines_next(&s->lines, &line, &more, err);
    if (status == ASSAY_ELIMIT) s->mail.failed = status; /* goes on behind that line */
    if (status != ASSAY_OK && status != ASSAY_ELIMIT) return status;
    if (status == ASSAY_OK && !more) {
      r->done = true;
      return ASSAY_OK;
    }
    if (empty && is_from_line(line)) {
      bool first = s->line == 0;
      s->line = s->lines.number;
      if (!first) return ASSAY_OK;
      *some = true;
      continue;
    }
    empty = line.len == 0;
    if (!*some && !empty) { /* no From line: all of it is one mail */
      *some = true;
      s->line = s->lines.number;
    }
    line = without_quote(line);
    buffer_add_str(&s->mail, line);
    buffer_add_char(&s->mail, '\n');
  }
}

static assay_status mbox_next(struct reading *r, struct record *out, bool *more,
                              assay_error *err) {
  struct mailbox *s = r->state;
  char number[NUMBER_SIZE];
  bool some = false;
  *more = false;
  if (r->done) return ASSAY_OK;
  uint64_t line = s->line;
  assay_status status = collect(r, &some, err);
  if (status != ASSAY_OK || !some) return status;
  out->line = line > 0 ? line : 1;
  *more = true;
  size_t len = number_format_integer((int64_t)++s->count, number);
  status = record_set_part(out, (assay_str){number, len}, err);
  if (status == ASSAY_OK) status = buffer_status(&s->mail, "a mail", err);
  assay_str mail = buffer_str(&s->mail);
  if (mail.len > 0 && !r->done) mail.len--; /* the empty line before the next From */
  if (status == ASSAY_OK) status = mail_fill(r, mail, out, err);
  if (status != ASSAY_OK && err)
    err->line = out->line <= UINT32_MAX ? (uint32_t)out->line : 0;
  return status;
}

static void mail_close(struct reading *r) {
  struct mailbox *s = r->state;
  if (!s) return;
  buffer_free(&s->mail);
  lines_free(&s->lines);
  alloc_free(&r->alloc, s, 1, sizeof *s);
  r->state = NULL;
}

static assay_status mail_open(struct reading *r, assay_error *err) {
  struct mailbox *s = alloc_zero(&r->alloc, 1, sizeof *s);
  if (!s) return error_memory(err, sizeof *s);
  lines_start(&s->lines, r->stream, LINE_LIMIT, &r->alloc);
  buffer_init(&s->mail, &r->alloc, MAIL_LIMIT);
  r->state = s;
  return ASSAY_OK;
}

/* -- eml --------------------------------------------------------------------------- */

static assay_status eml_next(struct reading *r, struct record *out, bool *more,
                             assay_error *err) {
  struct mailbox *s = r->state;
  *more = false;
  if (r->done) return ASSAY_OK;
  r->done = true;
  assay_status status = reading_take_all(r, &s->mail, err);
  if (status == ASSAY_OK) status = mail_fill(r, buffer_str(&s->mail), out, err);
  *more = status == ASSAY_OK;
  return status;
}

/* -- Is it mail? ------------------------------------------------------------------- */

/* The name before the colon of a header line; empty: it is none. */
static assay_str header_name(assay_str line) {
  size_t len = 0;
  while (len < line.len && line.ptr[len] > ' ' && line.ptr[len] < 0x7F &&
         line.ptr[len] != ':')
    len++;
  return (assay_str){line.ptr, len < line.len && line.ptr[len] == ':' ? len : 0};
}

static bool is_known(assay_str name, const char *const *names) {
  for (; *names; names++)
    if (mail_header_equal(name, *names)) return true;
  return false;
}

/* 90: headers that only machines write; 60: From, To, Subject, as people write, too. */
static int header_score(assay_str head) {
  static const char *const machines[] = {"message-id",  "received",     "mime-version",
                                         "return-path", "delivered-to", "x-mailer",
                                         NULL};
  static const char *const people[] = {"from", "to", "subject", "date", NULL};
  size_t by_machines = 0, by_people = 0;
  for (size_t at = 0; at < head.len;) {
    const char *end = memchr(head.ptr + at, '\n', head.len - at);
    assay_str line = {head.ptr + at, (end ? (size_t)(end - head.ptr) : head.len) - at};
    at += line.len + 1;
    if (line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t') && at > line.len + 1)
      continue;
    assay_str name = header_name(line);
    if (name.len == 0) break;
    by_machines += is_known(name, machines);
    by_people += is_known(name, people);
  }
  if (by_machines > 0 && by_machines + by_people >= 3) return 90;
  return by_people >= 3 ? 60 : 0;
}

static int mbox_sniff(assay_str head, assay_str name) {
  const char *end = head.len > 0 ? memchr(head.ptr, '\n', head.len) : NULL;
  (void)name;
  if (!end || !is_from_line((assay_str){head.ptr, (size_t)(end - head.ptr)})) return 0;
  size_t used = (size_t)(end - head.ptr) + 1;
  return header_score((assay_str){end + 1, head.len - used}) > 0 ? 100 : 0;
}

static int eml_sniff(assay_str head, assay_str name) {
  (void)name;
  return header_score(head);
}

const struct reader reader_mbox = {.name = "mbox",
                                   .extensions = ".mbox .mbx",
                                   .sniff = mbox_sniff,
                                   .open = mail_open,
                                   .next = mbox_next,
                                   .close = mail_close};
const struct reader reader_eml = {.name = "eml",
                                  .extensions = ".eml",
                                  .sniff = eml_sniff,
                                  .open = mail_open,
                                  .next = eml_next,
                                  .close = mail_close};
