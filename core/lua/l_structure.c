/*
** l_structure.c - what a document is made of besides words: paragraphs, as a reader sees
** them, and the headings and sections that its format marks. Methods of documents and
** hits; l_document.c and l_hit.c list them.
*/
#include "corpus/document.h"
#include "lua/binding.h"
#include "quote/paragraphs.h"

static assay_str text_of(const assay_document *d) {
  assay_str text = {d->text.data, d->text.len};
  return text;
}

static int push_piece(lua_State *L, const assay_document *d, assay_span bytes) {
  push_str(L, document_slice(d, bytes));
  push_span(L, bytes);
  return 3;
}

static lua_Integer upvalue_integer(lua_State *L, int i) {
  return lua_tointeger(L, lua_upvalueindex(i));
}

static void set_upvalue(lua_State *L, int i, size_t value) {
  lua_pushinteger(L, (lua_Integer)value);
  lua_replace(L, lua_upvalueindex(i));
}

/* A closure over the document at 1 and a place in it. */
static int push_walk(lua_State *L, lua_CFunction next) {
  check_document(L, 1);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next, 2);
  return 1;
}

/* Without the white space of its first line, as sentences have none. */
static assay_span paragraph_span(assay_str text, const struct paragraph *paragraph) {
  assay_span bytes = {paragraph->begin, paragraph->end};
  while (bytes.begin < bytes.end && (unsigned char)text.ptr[bytes.begin] <= ' ')
    bytes.begin++;
  while (bytes.begin < bytes.end && (unsigned char)text.ptr[bytes.end - 1] <= ' ')
    bytes.end--;
  return bytes;
}

/* upvalues: 1 the document, 2 where to go on */
static int next_paragraph(lua_State *L) {
  assay_document *d = check_document(L, lua_upvalueindex(1));
  struct paragraphs it;
  struct paragraph paragraph;
  paragraphs_start(&it, text_of(d));
  it.at = (size_t)upvalue_integer(L, 2);
  if (!paragraphs_next(&it, &paragraph)) return 0;
  set_upvalue(L, 2, it.at);
  return push_piece(L, d, paragraph_span(it.text, &paragraph));
}

/* doc:paragraphs(): for text, first, last in doc:paragraphs() */
int document_paragraphs(lua_State *L) {
  return push_walk(L, next_paragraph);
}

/* doc:paragraph_count(): without a copy of any. */
int document_paragraph_count(lua_State *L) {
  struct paragraphs it;
  struct paragraph paragraph;
  lua_Integer count = 0;
  paragraphs_start(&it, text_of(check_document(L, 1)));
  while (paragraphs_next(&it, &paragraph)) count++;
  lua_pushinteger(L, count);
  return 1;
}

/* The next heading at or behind mark *i, which moves past it. */
static bool next_mark(const assay_document *d, size_t *i, assay_span *bytes) {
  size_t count;
  const struct record_mark *marks = document_marks(d, &count);
  while (*i < count && marks[*i].kind != RECORD_HEADING) ++*i;
  if (*i >= count) return false;
  bytes->begin = marks[*i].begin;
  bytes->end = marks[*i].end;
  ++*i;
  return true;
}

/* upvalues: 1 the document, 2 the next mark */
static int next_heading(lua_State *L) {
  assay_document *d = check_document(L, lua_upvalueindex(1));
  size_t i = (size_t)upvalue_integer(L, 2);
  assay_span bytes;
  if (!next_mark(d, &i, &bytes)) return 0;
  set_upvalue(L, 2, i);
  return push_piece(L, d, bytes);
}

/* doc:headings(): for text, first, last in doc:headings() */
int document_headings(lua_State *L) {
  return push_walk(L, next_heading);
}

/* The text under a heading, without the white space around it. */
static assay_span trimmed(const assay_document *d, uint32_t begin, uint32_t end) {
  struct paragraph all = {.begin = begin, .end = end};
  return paragraph_span(text_of(d), &all);
}

static bool is_markup(char c) {
  return c == '#' || c == ' ' || c == '\t';
}

/* Where the line of a heading begins or ends, if it has nothing but Markdown's marks. */
static uint32_t line_begin_of(assay_str text, uint32_t at) {
  uint32_t begin = at;
  while (begin > 0 && is_markup(text.ptr[begin - 1])) begin--;
  return begin == 0 || text.ptr[begin - 1] == '\n' ? begin : at;
}

static uint32_t line_end_of(assay_str text, uint32_t at) {
  uint32_t end = at;
  while (end < text.len && is_markup(text.ptr[end])) end++;
  return end == text.len || text.ptr[end] == '\n' || text.ptr[end] == '\r' ? end : at;
}

/* upvalues: 1 the document, 2 the mark of its heading plus 1, or 0 for what stands before
** all headings, which counts only when it is not blank */
static int next_section(lua_State *L) {
  assay_document *d = check_document(L, lua_upvalueindex(1));
  size_t i = (size_t)upvalue_integer(L, 2);
  assay_span heading = {0, 0}, following;
  if (i > 0) {
    i--;
    if (!next_mark(d, &i, &heading)) return 0;
  }
  set_upvalue(L, 2, i + 1);
  uint32_t end = (uint32_t)d->text.len;
  if (next_mark(d, &i, &following)) end = line_begin_of(text_of(d), following.begin);
  uint32_t begin = heading.end > 0 ? line_end_of(text_of(d), heading.end) : 0;
  assay_span body = trimmed(d, begin < end ? begin : end, end);
  if (heading.end == 0 && body.begin == body.end) return next_section(L);
  push_str(L, document_slice(d, heading));
  return 1 + push_piece(L, d, body);
}

/* doc:sections(): for heading, text, first, last in doc:sections() */
int document_sections(lua_State *L) {
  return push_walk(L, next_section);
}

/* hit:paragraph(): the paragraph that it begins in. */
int hit_paragraph(lua_State *L) {
  struct hit_handle *handle = class_check(L, 1, &hit_class);
  const assay_document *d = document_of(L, 1);
  struct paragraphs it;
  struct paragraph paragraph = {.begin = 0};
  paragraphs_start(&it, text_of(d));
  while (paragraphs_next(&it, &paragraph))
    if (paragraph.end > handle->hit.bytes.begin) break;
  push_str(L, document_slice(d, paragraph_span(it.text, &paragraph)));
  return 1;
}
