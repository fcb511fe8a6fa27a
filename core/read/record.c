/*
** record.c - filling a record. Strings go into its arena, so that clearing one is cheap
** and a reader frees nothing.
*/
#include "read/record.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

/* Most fields, and warnings that are kept, of one document. */
enum { FIELDS_MOST = 4096, WARNINGS_MOST = 32 };

void record_init(struct record *r, size_t limit, const assay_allocator *alloc) {
  memset(r, 0, sizeof *r);
  arena_init(&r->arena, alloc);
  buffer_init(&r->text, alloc, limit);
}

void record_free(struct record *r) {
  const assay_allocator *alloc = &r->arena.alloc;
  alloc_free(alloc, r->fields, r->field_cap, sizeof *r->fields);
  alloc_free(alloc, r->marks, r->mark_cap, sizeof *r->marks);
  alloc_free(alloc, r->tokens, r->token_cap, sizeof *r->tokens);
  alloc_free(alloc, r->warnings, r->warning_cap, sizeof *r->warnings);
  alloc_free(alloc, r->removed, r->removed_cap, sizeof *r->removed);
  buffer_free(&r->text);
  arena_free(&r->arena);
}

void record_clear(struct record *r) {
  arena_clear(&r->arena);
  buffer_clear(&r->text);
  r->part = (assay_str){"", 0};
  r->line = 0;
  r->encoding = ENCODING_AUTO;
  memset(&r->decoding, 0, sizeof r->decoding);
  r->field_count = r->mark_count = r->token_count = r->warning_count = 0;
  r->removed_count = 0;
  r->has_tokens = false;
}

/* A copy in the arena; "" stays "". */
static bool record_copy(struct record *r, assay_str s, assay_str *out) {
  *out = (assay_str){"", 0};
  if (s.len == 0) return true;
  *out = arena_copy(&r->arena, s);
  return out->ptr != NULL;
}

assay_status record_set_part(struct record *r, assay_str part, assay_error *err) {
  assay_str copy;
  if (!record_copy(r, part, &copy)) return error_memory(err, part.len);
  r->part = copy;
  return ASSAY_OK;
}

assay_status record_add_field(struct record *r, assay_str name, assay_str value,
                              bool is_text, assay_error *err) {
  struct record_field field = {.is_text = is_text};
  if (name.len == 0 || value.len == 0) return ASSAY_OK;
  for (size_t i = 0; i < r->field_count; i++)
    if (str_equal(r->fields[i].name, name)) return ASSAY_OK;
  if (r->field_count >= FIELDS_MOST)
    return error_set(err, ASSAY_ELIMIT, "more than %d fields in a document", FIELDS_MOST);
  void *fields = r->fields;
  if (!alloc_grow(&r->arena.alloc, &fields, &r->field_cap, r->field_count + 1,
                  sizeof *r->fields))
    return error_memory(err, 0);
  r->fields = fields;
  if (!record_copy(r, name, &field.name) || !record_copy(r, value, &field.value))
    return error_memory(err, value.len);
  r->fields[r->field_count++] = field;
  return ASSAY_OK;
}

static assay_status check_span(size_t begin, size_t end, assay_error *err) {
  if (begin <= end && end < UINT32_MAX) return ASSAY_OK;
  return error_set(err, ASSAY_ELIMIT, "a mark from byte %zu to %zu", begin, end);
}

assay_status record_add_mark(struct record *r, enum record_mark_kind kind, size_t begin,
                             size_t end, assay_str who, assay_error *err) {
  struct record_mark mark = {.kind = kind};
  void *marks = r->marks;
  assay_status status = check_span(begin, end, err);
  if (status != ASSAY_OK) return status;
  if (!alloc_grow(&r->arena.alloc, &marks, &r->mark_cap, r->mark_count + 1,
                  sizeof *r->marks))
    return error_memory(err, 0);
  r->marks = marks;
  if (!record_copy(r, who, &mark.who)) return error_memory(err, who.len);
  mark.begin = (uint32_t)begin;
  mark.end = (uint32_t)end;
  r->marks[r->mark_count++] = mark;
  return ASSAY_OK;
}

assay_status record_add_token(struct record *r, size_t begin, size_t end, assay_str lemma,
                              assay_str tag, assay_error *err) {
  struct record_token token;
  void *tokens = r->tokens;
  assay_status status = check_span(begin, end, err);
  if (status != ASSAY_OK) return status;
  if (!alloc_grow(&r->arena.alloc, &tokens, &r->token_cap, r->token_count + 1,
                  sizeof *r->tokens))
    return error_memory(err, 0);
  r->tokens = tokens;
  if (!record_copy(r, lemma, &token.lemma) || !record_copy(r, tag, &token.tag))
    return error_memory(err, lemma.len);
  token.begin = (uint32_t)begin;
  token.end = (uint32_t)end;
  r->tokens[r->token_count++] = token;
  r->has_tokens = true;
  return ASSAY_OK;
}

assay_status record_add_removed(struct record *r, uint64_t line, assay_str text,
                                const char *reason, assay_error *err) {
  struct record_removed one = {.line = line, .reason = reason};
  void *removed = r->removed;
  if (!alloc_grow(&r->arena.alloc, &removed, &r->removed_cap, r->removed_count + 1,
                  sizeof one))
    return error_memory(err, 0);
  r->removed = removed;
  if (!record_copy(r, text, &one.text)) return error_memory(err, text.len);
  r->removed[r->removed_count++] = one;
  return ASSAY_OK;
}

assay_status record_warn(struct record *r, assay_error *err, const char *format, ...) {
  char message[512];
  void *warnings = r->warnings;
  if (r->warning_count >= WARNINGS_MOST) return ASSAY_OK;
  va_list args;
  va_start(args, format);
  int len = vsnprintf(message, sizeof message, format, args);
  va_end(args);
  if (len < 0) return ASSAY_OK;
  assay_str whole = {message, (size_t)len};
  if (whole.len >= sizeof message) {
    whole.len = sizeof message - 1;
    whole.len = utf8_valid_prefix(whole); /* no half character at the end */
  }
  if (!alloc_grow(&r->arena.alloc, &warnings, &r->warning_cap, r->warning_count + 1,
                  sizeof *r->warnings))
    return error_memory(err, 0);
  r->warnings = warnings;
  assay_str copy;
  if (!record_copy(r, whole, &copy)) return error_memory(err, 0);
  r->warnings[r->warning_count++] = copy;
  return ASSAY_OK;
}
