/*
** flow.c - text, gaps and marks. Knows no format: readers say what an element means.
*/
#include "read/flow.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

void flow_start(struct flow *f, struct record *record, const assay_allocator *alloc) {
  memset(f, 0, sizeof *f);
  f->alloc = *alloc;
  f->record = record;
  buffer_init(&f->notes, alloc, record->text.ceiling);
  record->encoding = ENCODING_UTF8;
}

void flow_free(struct flow *f) {
  alloc_free(&f->alloc, f->marks, f->mark_cap, sizeof *f->marks);
  alloc_free(&f->alloc, f->open, f->open_cap, sizeof *f->open);
  buffer_free(&f->notes);
  f->marks = NULL;
  f->open = NULL;
}

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* -- Gaps --------------------------------------------------------------------------- */

static void widen(struct flow *f, enum flow_gap gap) {
  if (f->in_note > 0)
    f->note_space = true;
  else if (f->gap < gap && !(f->joined && gap == FLOW_SPACE))
    f->gap = gap;
}

/* Tabs that no text came after are those of a line's end, unless a cell is open. */
static void end_line(struct flow *f, enum flow_gap gap) {
  if (f->cell_starts && f->in_note == 0) return;
  if (f->in_note == 0) f->tabs = 0;
  widen(f, gap);
}

void flow_space(struct flow *f) {
  widen(f, FLOW_SPACE);
}

void flow_line(struct flow *f) {
  end_line(f, FLOW_LINE);
}

void flow_block(struct flow *f) {
  end_line(f, FLOW_BLANK);
}

void flow_break(struct flow *f) {
  end_line(f, f->gap == FLOW_LINE ? FLOW_BLANK : FLOW_LINE);
}

void flow_tab(struct flow *f) {
  if (f->in_note > 0)
    f->note_space = true;
  else if (f->gap < FLOW_LINE && !f->cell_starts && f->record->text.len > 0)
    f->tabs++;
}

static void end_row(struct flow *f, enum flow_gap gap) {
  if (f->in_note > 0) {
    f->note_space = true;
    return;
  }
  f->cell_starts = f->row_begun = f->row_written = false;
  f->tabs = 0;
  widen(f, gap);
}

void flow_table(struct flow *f) {
  end_row(f, FLOW_BLANK);
}

/* What the last cell ended with does not set the next row apart. */
void flow_row(struct flow *f) {
  if (f->row_begun && f->in_note == 0) f->gap = FLOW_LINE;
  end_row(f, FLOW_LINE);
}

void flow_cell(struct flow *f) {
  f->note_space = true;
  if (f->in_note > 0) return;
  if (f->row_begun) {
    if (f->row_written) f->gap = FLOW_JOINED;
    f->tabs++;
  }
  f->row_begun = f->cell_starts = true;
}

/* Line feeds at the end of the text, 2 at most. */
static size_t line_feeds(const struct buffer *text) {
  size_t count = 0;
  while (count < 2 && count < text->len && text->data[text->len - 1 - count] == '\n')
    count++;
  return count;
}

static void write_gap(struct flow *f) {
  struct buffer *text = &f->record->text;
  size_t feeds = f->gap == FLOW_BLANK ? 2 : f->gap == FLOW_LINE ? 1 : 0;
  bool space = f->gap == FLOW_SPACE && f->tabs == 0;
  if (text->len > 0)
    for (size_t i = line_feeds(text); i < feeds; i++) buffer_add_char(text, '\n');
  if (text->len > 0 && space && !is_space(text->data[text->len - 1]))
    buffer_add_char(text, ' ');
  for (; f->tabs > 0; f->tabs--) buffer_add_char(text, '\t');
  f->gap = FLOW_JOINED;
  f->cell_starts = false;
  f->row_written = true;
}

/* -- Marks -------------------------------------------------------------------------- */

/* Length of a mark of quotation at the beginning of s, or 0. The apostrophe is none. */
static size_t mark_at(assay_str s) {
  uint32_t cp;
  if (s.len == 0) return 0;
  size_t len = utf8_decode(s.ptr, s.ptr + s.len, &cp, NULL);
  bool is_mark = cp == '"' || cp == 0xAB || cp == 0xBB ||
                 (cp >= 0x2018 && cp <= 0x201F) || cp == 0x2039 || cp == 0x203A ||
                 (cp >= 0x300C && cp <= 0x300F) || cp == '\'' || cp == '`';
  return is_mark ? len : 0;
}

static size_t mark_before(assay_str s) {
  if (s.len == 0) return 0;
  size_t at = utf8_previous(s, s.len);
  return mark_at((assay_str){s.ptr + at, s.len - at});
}

/* How many drawn quotations are open. */
static size_t drawn_depth(const struct flow *f) {
  size_t depth = 0;
  for (size_t i = 0; i < f->open_count; i++) depth += f->marks[f->open[i]].drawn;
  return depth;
}

/* Text comes next: the marks opened since the last one begin here. */
static void begin_marks(struct flow *f, assay_str next) {
  struct buffer *text = &f->record->text;
  for (size_t i = 0; i < f->open_count; i++) {
    struct flow_mark *mark = &f->marks[f->open[i]];
    if (mark->begun) continue;
    if (mark->draw && mark_at(next) == 0 && mark_before(buffer_str(text)) == 0) {
      buffer_add_text(text, drawn_depth(f) % 2 == 0 ? "\u201C" : "\u2018");
      mark->drawn = true;
    }
    mark->begin = text->len;
    mark->begun = true;
  }
}

/* Only marks on the top of the stack can be without text. */
static bool marks_wait(const struct flow *f) {
  return f->open_count > 0 && !f->marks[f->open[f->open_count - 1]].begun;
}

void flow_open(struct flow *f, enum record_mark_kind kind, assay_str who,
               enum flow_drawing drawing) {
  void *marks = f->marks, *open = f->open;
  if (f->failed != ASSAY_OK || f->in_note > 0) return;
  f->failed = ASSAY_ENOMEM;
  bool grown = alloc_grow(&f->alloc, &marks, &f->mark_cap, f->mark_count + 1,
                          sizeof *f->marks);
  f->marks = marks;
  if (!grown) return;
  grown = alloc_grow(&f->alloc, &open, &f->open_cap, f->open_count + 1, sizeof *f->open);
  f->open = open;
  if (!grown) return;
  if (who.len > 0) {
    who = arena_copy(&f->record->arena, who);
    if (!who.ptr) return;
  }
  f->failed = ASSAY_OK;
  f->open[f->open_count++] = f->mark_count;
  f->marks[f->mark_count++] = (struct flow_mark){
      .kind = kind, .who = who, .draw = drawing == FLOW_DRAW_MARKS};
}

/* Marks that the text has at both ends of a quotation are no part of the words. */
static void trim_marks(assay_str text, struct flow_mark *mark) {
  assay_str words = {text.ptr + mark->begin, mark->end - mark->begin};
  size_t first = mark_at(words), last = mark_before(words);
  if (first == 0 || last == 0 || first + last >= words.len) return;
  mark->begin += first;
  mark->end -= last;
}

void flow_close(struct flow *f) {
  struct buffer *text = &f->record->text;
  if (f->failed != ASSAY_OK || f->in_note > 0 || f->open_count == 0) return;
  struct flow_mark *mark = &f->marks[f->open[f->open_count - 1]];
  mark->end = text->len;
  if (mark->drawn) {
    mark->drawn = false; /* closed: it no longer counts as being open */
    buffer_add_text(text, drawn_depth(f) % 2 == 0 ? "\u201D" : "\u2019");
  } else if (mark->begun && mark->kind == RECORD_QUOTE && text->failed == ASSAY_OK) {
    trim_marks(buffer_str(text), mark);
  }
  f->open_count--;
  if (mark->begun && text->len > f->last_end) f->last_end = text->len;
}

bool flow_quote_is_block(struct flow *f) {
  if (f->in_note > 0 || !marks_wait(f)) return false;
  struct flow_mark *mark = &f->marks[f->open[f->open_count - 1]];
  if (mark->kind != RECORD_QUOTE) return false;
  mark->draw = false;
  return true;
}

void flow_make_block_quote(struct flow *f) {
  if (flow_quote_is_block(f))
    f->marks[f->open[f->open_count - 1]].kind = RECORD_BLOCK_QUOTE;
}

void flow_join(struct flow *f) {
  if (f->in_note > 0)
    f->note_space = false;
  else if (f->gap <= FLOW_SPACE)
    f->gap = FLOW_JOINED, f->joined = true;
}

bool flow_take_back(struct flow *f, const char *ascii) {
  struct buffer *text = &f->record->text;
  if (f->in_note > 0 || f->gap > FLOW_SPACE || text->failed != ASSAY_OK) return false;
  if (text->len == 0 || f->last_end == text->len || marks_wait(f)) return false;
  size_t at = utf8_previous(buffer_str(text), text->len), len = text->len - at;
  bool soft_hyphen = len == 2 && memcmp(text->data + at, "\u00AD", 2) == 0;
  if (!soft_hyphen && (len > 1 || !strchr(ascii, text->data[at]))) return false;
  if (f->open_count > 0 && f->marks[f->open[f->open_count - 1]].begin >= at) return false;
  text->len = at;
  return true;
}

/* -- Text --------------------------------------------------------------------------- */

static bool is_soft_hyphen(const char *p, const char *end) {
  return end - p >= 2 && (unsigned char)p[0] == 0xC2 && (unsigned char)p[1] == 0xAD;
}

static void begin_text(struct flow *f, const char *p, const char *end) {
  if (f->gap != FLOW_JOINED || f->cell_starts || f->tabs > 0) write_gap(f);
  f->joined = false;
  if (marks_wait(f)) begin_marks(f, (assay_str){p, (size_t)(end - p)});
}

/* One word and single spaces after it, as far as that goes; p is at no space. */
static const char *write_words(struct flow *f, const char *p, const char *end) {
  struct buffer *text = &f->record->text;
  if (!buffer_reserve(text, (size_t)(end - p))) return end;
  char *to = text->data + text->len;
  while (p < end) {
    if (!is_space(*p)) {
      if (f->drop_soft_hyphens && is_soft_hyphen(p, end))
        p += 2;
      else
        *to++ = *p++;
      continue;
    }
    if (p + 1 >= end || is_space(p[1])) break;
    *to++ = ' ';
    p++;
  }
  text->len = (size_t)(to - text->data);
  return p;
}

static void write_preformatted(struct flow *f, assay_str s) {
  const char *p = s.ptr, *end = s.ptr + s.len;
  if (s.len == 0) return;
  begin_text(f, p, end);
  if (!buffer_reserve(&f->record->text, s.len)) return;
  char *to = f->record->text.data + f->record->text.len;
  for (; p < end; p++) {
    if (*p != '\r')
      *to++ = *p;
    else if (p + 1 == end || p[1] != '\n')
      *to++ = '\n';
  }
  f->record->text.len = (size_t)(to - f->record->text.data);
}

static void write_note(struct flow *f, assay_str s) {
  for (const char *p = s.ptr, *end = s.ptr + s.len; p < end;) {
    const char *word = p;
    while (p < end && !is_space(*p)) p++;
    if (p > word) {
      if (f->note_space) buffer_add_char(&f->notes, ' ');
      buffer_add(&f->notes, word, (size_t)(p - word));
      f->note_space = false;
    }
    while (p < end && is_space(*p)) p++, f->note_space = true;
  }
}

void flow_note(struct flow *f) {
  char number[16];
  if (f->in_note++ > 0) return;
  int len = snprintf(number, sizeof number, "[%u]", ++f->note_count);
  f->in_note = 0;
  if (len > 0) flow_text(f, (assay_str){number, (size_t)len});
  f->in_note = 1;
  buffer_addf(&f->notes, "\n%s", number);
  f->note_space = true;
}

void flow_note_end(struct flow *f) {
  if (f->in_note > 0) f->in_note--;
}

void flow_text(struct flow *f, assay_str s) {
  const char *p = s.ptr, *end = s.ptr + s.len;
  if (f->in_note > 0) {
    write_note(f, s);
    return;
  }
  if (f->preformatted > 0) {
    write_preformatted(f, s);
    return;
  }
  while (p < end && f->record->text.failed == ASSAY_OK) {
    if (is_space(*p)) {
      while (p < end && is_space(*p)) p++;
      flow_space(f);
    } else {
      begin_text(f, p, end);
      p = write_words(f, p, end);
    }
  }
}

void flow_literal(struct flow *f, const char *nul_terminated) {
  flow_text(f, str_from(nul_terminated));
}

/* The notes come as they are: they begin with a line feed. */
static void write_notes(struct flow *f) {
  if (f->notes.len == 0) return;
  f->cell_starts = false;
  f->tabs = 0;
  f->gap = FLOW_BLANK;
  write_gap(f);
  buffer_add(&f->record->text, f->notes.data + 1, f->notes.len - 1);
}

assay_status flow_finish(struct flow *f, assay_error *err) {
  f->in_note = 0;
  while (f->open_count > 0 && f->failed == ASSAY_OK) flow_close(f);
  if (f->failed != ASSAY_OK) return error_memory(err, 0);
  write_notes(f);
  assay_status status = buffer_status(&f->notes, "notes of a document", err);
  if (status == ASSAY_OK)
    status = buffer_status(&f->record->text, "text of a document", err);
  for (size_t i = 0; i < f->mark_count && status == ASSAY_OK; i++) {
    const struct flow_mark *mark = &f->marks[i];
    if (mark->begun && mark->begin < mark->end)
      status = record_add_mark(f->record, mark->kind, mark->begin, mark->end, mark->who,
                               err);
  }
  return status;
}
