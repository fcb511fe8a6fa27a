/*
** mail_body.c - the tree of parts of a mail (RFC 2046) and the text in its leaves.
*/
#include "read/mail_body.h"

#include "base/alloc.h"
#include "base/table.h"
#include "read/mail_header.h"
#include "read/readers.h"
#include "read/text_field.h"

#include <string.h>

struct mail {
  struct reading *r;
  struct record *out;
  struct buffer space; /* an unfolded header */
  struct buffer bytes; /* a decoded part */
  size_t parts, attachments, replaced;
  bool texts; /* has any part been added? */
};

struct entity { /* a mail, or a part of one */
  assay_str header, body;
};

static struct entity split_entity(assay_str bytes) {
  struct entity e = {{bytes.ptr, 0}, {bytes.ptr + bytes.len, 0}};
  for (size_t at = 0; at < bytes.len;) {
    const char *end = memchr(bytes.ptr + at, '\n', bytes.len - at);
    size_t next = end ? (size_t)(end - bytes.ptr) + 1 : bytes.len;
    bool empty = next - at == 1 || (next - at == 2 && bytes.ptr[at] == '\r');
    if (empty) {
      e.body = (assay_str){bytes.ptr + next, bytes.len - next};
      return e;
    }
    at = e.header.len = next;
  }
  return e;
}

/* -- Leaves ------------------------------------------------------------------------ */

/* The body without its transfer encoding, in m->bytes. */
static assay_status decode_transfer(struct mail *m, const struct entity *e,
                                    assay_error *err) {
  assay_str encoding = mail_header_find(e->header, "content-transfer-encoding",
                                        &m->space);
  encoding = mail_header_main(encoding);
  buffer_clear(&m->bytes);
  if (mail_header_equal(encoding, "base64"))
    mail_decode_base64(e->body, &m->bytes);
  else if (mail_header_equal(encoding, "quoted-printable"))
    mail_decode_quoted(e->body, false, &m->bytes);
  else
    buffer_add_str(&m->bytes, e->body);
  return buffer_status(&m->bytes, "a part of a mail", err);
}

/* Line ends become LF. */
static void normalise_lines(struct buffer *text) {
  size_t to = 0;
  for (size_t i = 0; i < text->len; i++) {
    if (text->data[i] == '\r' && i + 1 < text->len && text->data[i + 1] == '\n') continue;
    text->data[to++] = text->data[i];
  }
  text->len = to;
}

static void separate(struct mail *m) {
  struct buffer *text = &m->out->text;
  if (!m->texts || text->len == 0) return;
  if (text->data[text->len - 1] != '\n') buffer_add_char(text, '\n');
  buffer_add_char(text, '\n');
}

static assay_status copy_marks(struct mail *m, const struct record *from, size_t base,
                               assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < from->mark_count && status == ASSAY_OK; i++) {
    const struct record_mark *mark = &from->marks[i];
    status = record_add_mark(m->out, mark->kind, base + mark->begin, base + mark->end,
                             mark->who, err);
  }
  return status;
}

/* The HTML in m->bytes, by its reader. */
static assay_status read_html(struct mail *m, const struct reader *html,
                              struct record *found, assay_error *err) {
  struct read_options options = *m->r->options;
  struct stream *stream = NULL;
  bool more = false;
  options.encoding = ENCODING_UTF8;
  options.split = false;
  assay_status status = stream_of_bytes(&stream, buffer_str(&m->bytes), &m->r->alloc,
                                        err);
  if (status != ASSAY_OK) return status;
  struct reading inner = {.reader = html,
                          .options = &options,
                          .alloc = m->r->alloc,
                          .name = m->r->name,
                          .stream = stream};
  if (html->open) status = html->open(&inner, err);
  if (status == ASSAY_OK) {
    status = html->next(&inner, found, &more, err);
    if (html->close) html->close(&inner);
  }
  stream_close(stream);
  return status;
}

static assay_status add_html(struct mail *m, assay_error *err) {
  const struct reader *html = readers_by_name(m->r->options, str_from("html"));
  assay_error problem;
  struct record found;
  if (!html || !html->next)
    return record_warn(m->out, err,
                       "the text is HTML, which this build does not read%s%s",
                       html && html->package ? ": install " : "",
                       html && html->package ? html->package : "");
  record_init(&found, m->out->text.ceiling, &m->r->alloc);
  record_clear(&found);
  assay_status status = read_html(m, html, &found, &problem);
  if (status == ASSAY_OK) {
    separate(m);
    size_t base = m->out->text.len;
    buffer_add_str(&m->out->text, buffer_str(&found.text));
    m->texts = true;
    status = copy_marks(m, &found, base, err);
  } else if (status == ASSAY_ENOMEM) {
    error_memory(err, 0);
  } else {
    status = record_warn(m->out, err, "its HTML was left out: %s", problem.message);
  }
  record_free(&found);
  return status;
}

static assay_status add_text(struct mail *m, const struct entity *e, bool html,
                             assay_error *err) {
  bool known;
  assay_error problem;
  assay_status status = decode_transfer(m, e, err);
  if (status != ASSAY_OK) return status;
  assay_str type = mail_header_find(e->header, "content-type", &m->space);
  assay_str charset = mail_header_parameter(type, "charset");
  status = mail_charset_to_utf8(&m->bytes, charset, &known, &m->replaced, &problem);
  if (status == ASSAY_ENOMEM) return error_memory(err, 0);
  if (status != ASSAY_OK)
    return record_warn(m->out, err, "a part was left out: it %s", problem.message);
  if (!known) {
    status = record_warn(m->out, err, "the charset '%.*s' is not known: guessed",
                         (int)charset.len, charset.ptr);
    if (status != ASSAY_OK) return status;
  }
  if (known && charset.len > 0 && !m->out->decoding.decided_by)
    decoding_declare(&m->out->decoding, charset, "declared in the mail");
  normalise_lines(&m->bytes);
  if (html) return add_html(m, err);
  separate(m);
  buffer_add_str(&m->out->text, buffer_str(&m->bytes));
  m->texts = true;
  return buffer_status(&m->out->text, "the text", err);
}

/* -- Multiparts -------------------------------------------------------------------- */

struct cutter {
  assay_str body, boundary;
  size_t at; /* behind the boundary line that was found last */
  bool over;
};

/* Is the line at `at` "--boundary", or with "--" behind it the last one? */
static bool is_boundary(const struct cutter *c, size_t at, bool *last) {
  const char *p = c->body.ptr + at;
  size_t left = c->body.len - at, len = c->boundary.len;
  if (left < len + 2 || memcmp(p, "--", 2) != 0 ||
      memcmp(p + 2, c->boundary.ptr, len) != 0)
    return false;
  *last = left >= len + 4 && memcmp(p + 2 + len, "--", 2) == 0;
  p += 2 + len;
  for (left -= 2 + len; left > 0 && *p != '\n'; p++, left--)
    if (*p != ' ' && *p != '\t' && *p != '\r' && !*last) return false;
  return true;
}

/* Goes to the next boundary line; returns where the text before it ends. */
static size_t cutter_find(struct cutter *c) {
  size_t at = c->at;
  while (at < c->body.len) {
    const char *end = memchr(c->body.ptr + at, '\n', c->body.len - at);
    size_t next = end ? (size_t)(end - c->body.ptr) + 1 : c->body.len;
    bool last = false;
    if (is_boundary(c, at, &last)) {
      c->over = last;
      c->at = next;
      return at > 0 ? at - 1 : 0; /* the line end before belongs to the boundary */
    }
    at = next;
  }
  c->over = true;
  c->at = c->body.len;
  return c->body.len;
}

static bool cutter_next(struct cutter *c, assay_str *part) {
  if (c->over) return false;
  size_t begin = c->at, end = cutter_find(c);
  *part = (assay_str){c->body.ptr + begin, end > begin ? end - begin : 0};
  return end > begin || !c->over;
}

enum leaf { LEAF_TEXT, LEAF_HTML, LEAF_MULTIPART, LEAF_OTHER };

static enum leaf leaf_kind(struct mail *m, const struct entity *e) {
  assay_str disposition = mail_header_find(e->header, "content-disposition", &m->space);
  if (mail_header_equal(mail_header_main(disposition), "attachment")) return LEAF_OTHER;
  assay_str type = mail_header_find(e->header, "content-type", &m->space);
  type = mail_header_main(type);
  if (type.len == 0 || mail_header_equal(type, "text/plain") ||
      mail_header_equal(type, "text"))
    return LEAF_TEXT;
  if (mail_header_equal(type, "text/html")) return LEAF_HTML;
  assay_str family = {type.ptr, type.len < 10 ? type.len : 10};
  return mail_header_equal(family, "multipart/") ? LEAF_MULTIPART : LEAF_OTHER;
}

static assay_status add_entity(struct mail *m, const struct entity *e, size_t depth,
                               assay_error *err);

/* The boundary is copied: the header's space is used again for each part. */
static assay_status open_cutter(struct mail *m, const struct entity *e,
                                struct buffer *boundary, struct cutter *c,
                                assay_error *err) {
  assay_str type = mail_header_find(e->header, "content-type", &m->space);
  buffer_add_str(boundary, mail_header_parameter(type, "boundary"));
  *c = (struct cutter){e->body, buffer_str(boundary), 0, false};
  return buffer_status(boundary, "a boundary", err);
}

/* Which of the alternatives? The last with plain text, else the last with HTML, else the
** last multipart; *found false: none of these. */
static struct entity choose(struct mail *m, struct cutter c, bool *found) {
  struct entity best = {{"", 0}, {"", 0}};
  int score = 0;
  assay_str part;
  cutter_find(&c);
  for (size_t i = 0; i < MAIL_PARTS && cutter_next(&c, &part); i++) {
    struct entity e = split_entity(part);
    enum leaf kind = leaf_kind(m, &e);
    int value = kind == LEAF_TEXT && e.body.len > 0 ? 3
                : kind == LEAF_HTML                 ? 2
                : kind == LEAF_MULTIPART            ? 2
                                                    : 0;
    if (value < score || value == 0) continue;
    score = value;
    best = e;
  }
  *found = score > 0;
  return best;
}

static assay_status add_multipart(struct mail *m, const struct entity *e, size_t depth,
                                  assay_error *err) {
  struct buffer boundary;
  struct cutter c;
  buffer_init(&boundary, &m->r->alloc, BUFFER_NO_CEILING);
  assay_status status = open_cutter(m, e, &boundary, &c, err);
  assay_str type = mail_header_find(e->header, "content-type", &m->space), part;
  bool alternative = mail_header_equal(mail_header_main(type), "multipart/alternative");
  if (status == ASSAY_OK && boundary.len == 0) {
    status = add_text(m, e, false, err); /* no way to cut it */
  } else if (status == ASSAY_OK && alternative) {
    bool found;
    struct entity best = choose(m, c, &found);
    if (found) status = add_entity(m, &best, depth + 1, err);
  } else if (status == ASSAY_OK) {
    cutter_find(&c); /* what is before the first part is for old programs */
    while (status == ASSAY_OK && m->parts < MAIL_PARTS && cutter_next(&c, &part)) {
      struct entity inner = split_entity(part);
      status = add_entity(m, &inner, depth + 1, err);
    }
  }
  buffer_free(&boundary);
  return status;
}

/* Recursion is at most MAIL_DEPTH deep. */
static assay_status add_entity(struct mail *m, const struct entity *e, size_t depth,
                               assay_error *err) {
  enum leaf kind = leaf_kind(m, e);
  if (++m->parts == MAIL_PARTS)
    return record_warn(
        m->out, err, "more parts than the limit of %d: the rest is left out", MAIL_PARTS);
  if (m->parts > MAIL_PARTS) return ASSAY_OK;
  if (kind == LEAF_MULTIPART && depth == MAIL_DEPTH)
    return record_warn(
        m->out, err, "parts nested deeper than the limit of %d are left out", MAIL_DEPTH);
  if (kind == LEAF_MULTIPART) return add_multipart(m, e, depth, err);
  if (kind != LEAF_OTHER) return add_text(m, e, kind == LEAF_HTML, err);
  m->attachments++;
  return ASSAY_OK;
}

/* -- The header -------------------------------------------------------------------- */

static assay_status add_field(struct mail *m, assay_str header, const char *name,
                              assay_error *err) {
  assay_str value = mail_header_find(header, name, &m->space);
  char date[11];
  if (!value.ptr || value.len == 0) return ASSAY_OK;
  if (strcmp(name, "date") == 0) {
    if (mail_header_date(value, date)) value = (assay_str){date, 10};
  } else if (strcmp(name, "message-id") == 0 && value.len > 2 && value.ptr[0] == '<') {
    const char *end = memchr(value.ptr, '>', value.len);
    if (end) value = (assay_str){value.ptr + 1, (size_t)(end - value.ptr) - 1};
  }
  buffer_clear(&m->bytes);
  assay_status status = mail_header_decode(value, &m->bytes, err);
  if (status != ASSAY_OK) return status;
  return text_field_add(m->out, str_from(name), buffer_str(&m->bytes), false, err);
}

assay_status mail_fill(struct reading *r, assay_str mail, struct record *out,
                       assay_error *err) {
  static const char *const names[] = {"subject", "from", "to", "date", "message-id"};
  struct mail m = {.r = r, .out = out};
  struct entity e = split_entity(mail);
  assay_status status = ASSAY_OK;
  buffer_init(&m.space, &r->alloc, BUFFER_NO_CEILING);
  buffer_init(&m.bytes, &r->alloc, BUFFER_NO_CEILING);
  for (size_t i = 0; i < sizeof names / sizeof *names && status == ASSAY_OK; i++)
    status = add_field(&m, e.header, names[i], err);
  if (status == ASSAY_OK) status = add_entity(&m, &e, 0, err);
  if (status == ASSAY_OK && m.attachments > 0)
    status = record_warn(out, err, "%zu attachment%s not read", m.attachments,
                         m.attachments == 1 ? " was" : "s were");
  out->encoding = ENCODING_UTF8;
  if (!out->decoding.decided_by)
    decoding_declare(&out->decoding, str_from("utf-8"), "its format");
  out->decoding.replaced = m.replaced;
  buffer_free(&m.bytes);
  buffer_free(&m.space);
  return status;
}
