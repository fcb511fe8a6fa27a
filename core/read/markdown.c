/*
** markdown.c - Markdown, read as it is written: its marks are few, and a word is a word
** with or without asterisks. With `split`, each heading begins a document.
*/
#include "base/alloc.h"
#include "base/error.h"
#include "base/number.h"
#include "read/front_matter.h"
#include "read/reader.h"

#include <string.h>

struct markdown {
  struct buffer text; /* of the whole file */
  struct decoding decoding;
  size_t at, parts;
  uint64_t line; /* of `at` */
};

static assay_status markdown_open(struct reading *r, assay_error *err) {
  struct markdown *m = alloc_zero(&r->alloc, 1, sizeof *m);
  if (!m) return error_memory(err, sizeof *m);
  size_t limit = r->options->text_limit;
  buffer_init(&m->text, &r->alloc, limit > 0 ? limit : UINT32_MAX - 1);
  m->line = 1;
  assay_status status = reading_take_all(r, &m->text, err);
  if (status == ASSAY_OK)
    status = encoding_to_utf8(&m->text, r->options->encoding, &m->decoding, err);
  if (status != ASSAY_OK) {
    buffer_free(&m->text);
    alloc_free(&r->alloc, m, 1, sizeof *m);
    return status;
  }
  r->state = m;
  return ASSAY_OK;
}

static void markdown_close(struct reading *r) {
  struct markdown *m = r->state;
  if (!m) return;
  buffer_free(&m->text);
  alloc_free(&r->alloc, m, 1, sizeof *m);
}

static size_t line_end(assay_str text, size_t at) {
  const char *end = memchr(text.ptr + at, '\n', text.len - at);
  return end ? (size_t)(end - text.ptr) + 1 : text.len;
}

/* One to six '#' and a blank. */
static bool is_heading(assay_str line) {
  size_t marks = 0;
  while (marks < line.len && line.ptr[marks] == '#') marks++;
  return marks >= 1 && marks <= 6 && marks < line.len &&
         (line.ptr[marks] == ' ' || line.ptr[marks] == '\t');
}

/* ``` or ~~~ opens and closes a block of code, where '#' means nothing. */
static bool is_fence(assay_str line) {
  return line.len >= 3 &&
         (memcmp(line.ptr, "```", 3) == 0 || memcmp(line.ptr, "~~~", 3) == 0);
}

/* Where the part that begins at `at` ends: before the next heading. */
static size_t part_end(assay_str text, size_t at, uint64_t *lines) {
  bool code = false;
  for (size_t begin = at; begin < text.len; ++*lines) {
    size_t end = line_end(text, begin);
    assay_str line = {text.ptr + begin, end - begin};
    if (is_fence(line)) code = !code;
    if (begin > at && !code && is_heading(line)) return begin;
    begin = end;
  }
  return text.len;
}

/* What a heading's line, [begin, end) of the text, says: without marks and blanks. */
static assay_span heading_text(assay_str text, size_t begin, size_t end) {
  while (begin < end && text.ptr[begin] == '#') begin++;
  while (begin < end && (text.ptr[begin] == ' ' || text.ptr[begin] == '\t')) begin++;
  while (end > begin && memchr(" \t\r\n#", text.ptr[end - 1], 5)) end--;
  return (assay_span){(uint32_t)begin, (uint32_t)end};
}

static assay_status mark_heading(struct record *out, assay_span bytes, assay_error *err) {
  const assay_str nobody = {"", 0};
  if (bytes.begin == bytes.end) return ASSAY_OK;
  return record_add_mark(out, RECORD_HEADING, bytes.begin, bytes.end, nobody, err);
}

/* Of a part, which begins with its only one. */
static assay_status add_heading(struct record *out, assay_error *err) {
  assay_str text = buffer_str(&out->text);
  if (!is_heading(text)) return ASSAY_OK;
  assay_span bytes = heading_text(text, 0, line_end(text, 0));
  assay_str title = {text.ptr + bytes.begin, bytes.end - bytes.begin};
  if (title.len == 0) return ASSAY_OK;
  assay_status status = record_add_field(out, (assay_str){"heading", 7}, title, true,
                                         err);
  return status == ASSAY_OK ? mark_heading(out, bytes, err) : status;
}

/* Of a whole file. */
static assay_status mark_headings(struct record *out, assay_error *err) {
  assay_str text = buffer_str(&out->text);
  assay_status status = ASSAY_OK;
  bool code = false;
  for (size_t begin = 0, end; begin < text.len && status == ASSAY_OK; begin = end) {
    end = line_end(text, begin);
    assay_str line = {text.ptr + begin, end - begin};
    if (is_fence(line)) code = !code;
    if (!code && is_heading(line))
      status = mark_heading(out, heading_text(text, begin, end), err);
  }
  return status;
}

/* Every part has the fields of the front matter; the first begins behind it. */
static assay_status add_front_matter(struct markdown *m, struct record *out,
                                     assay_error *err) {
  size_t length;
  assay_status status = front_matter_take(buffer_str(&m->text), out, &length, err);
  for (; status == ASSAY_OK && m->at < length; m->at++)
    m->line += m->text.data[m->at] == '\n';
  return status;
}

static assay_status markdown_part(struct markdown *m, struct record *out,
                                  assay_error *err) {
  char name[NUMBER_SIZE];
  assay_str text = buffer_str(&m->text);
  assay_status status = add_front_matter(m, out, err);
  if (status != ASSAY_OK) return status;
  out->line = m->line;
  size_t begin = m->at, end = part_end(text, begin, &m->line);
  buffer_add(&out->text, text.ptr + begin, end - begin);
  m->at = end;
  status = buffer_status(&out->text, "a document", err);
  if (status != ASSAY_OK) return status;
  size_t len = number_format_integer((int64_t)++m->parts, name);
  status = record_set_part(out, (assay_str){name, len}, err);
  return status == ASSAY_OK ? add_heading(out, err) : status;
}

static assay_status markdown_next(struct reading *r, struct record *out, bool *more,
                                  assay_error *err) {
  struct markdown *m = r->state;
  *more = false;
  if (r->done) return ASSAY_OK;
  out->encoding = ENCODING_UTF8;
  out->decoding = m->decoding;
  assay_status status = ASSAY_OK;
  if (r->options->split) {
    status = markdown_part(m, out, err);
    r->done = m->at >= m->text.len;
  } else { /* the text changes hands */
    struct buffer given = out->text;
    out->text = m->text;
    m->text = given;
    r->done = true;
    status = front_matter_cut(out, err);
    if (status == ASSAY_OK) status = mark_headings(out, err);
  }
  *more = status == ASSAY_OK;
  return status;
}

const struct reader reader_markdown = {.name = "markdown",
                                       .extensions = ".md .markdown",
                                       .open = markdown_open,
                                       .next = markdown_next,
                                       .close = markdown_close};
