/*
** fields.c - a short list, searched from the front: documents have a dozen fields.
*/
#include "corpus/fields.h"

#include "base/error.h"
#include "base/table.h"

#include <string.h>

void fields_init(struct fields *f, struct arena *arena) {
  memset(f, 0, sizeof *f);
  f->arena = arena;
}

const struct value *fields_find(const struct fields *f, assay_str name) {
  for (size_t i = 0; i < f->count; i++)
    if (str_equal(f->items[i].name, name)) return &f->items[i].value;
  return NULL;
}

static bool fields_grow(struct fields *f) {
  if (f->count < f->cap) return true;
  size_t cap = f->cap > 0 ? 2 * f->cap : 8;
  struct own_field *items = arena_alloc(f->arena, cap, sizeof *items);
  if (!items) return false;
  if (f->count > 0) memcpy(items, f->items, f->count * sizeof *items);
  f->items = items;
  f->cap = cap;
  return true;
}

static assay_status fields_append(struct fields *f, assay_str name, struct value value,
                                  assay_error *err) {
  if (!fields_grow(f)) return error_memory(err, 0);
  struct own_field field = {arena_copy(f->arena, name), value};
  if (value.kind == VALUE_TEXT) field.value.text = arena_copy(f->arena, value.text);
  if (!field.name.ptr || (value.kind == VALUE_TEXT && !field.value.text.ptr))
    return error_memory(err, 0);
  f->items[f->count++] = field;
  return ASSAY_OK;
}

assay_status fields_add(struct fields *f, assay_str name, assay_str value, bool is_text,
                        assay_error *err) {
  char day[10];
  bool is_date;
  name = metadata_trim(name);
  value = metadata_trim(value);
  if (name.len == 0 || value.len == 0 || fields_find(f, name)) return ASSAY_OK;
  struct value typed = {VALUE_TEXT, value, 0, 0};
  if (!is_text) typed = metadata_type(value, day, &is_date);
  return fields_append(f, name, typed, err);
}

/* When a file was written says nothing of the year that its text is of. */
static bool gives_year(const struct own_field *field, int parts[3]) {
  if (str_equal(field->name, str_from("created")) ||
      str_equal(field->name, str_from("modified")))
    return false;
  return field->value.kind == VALUE_TEXT &&
         metadata_date_parts(field->value.text, &parts[0], &parts[1], &parts[2]);
}

assay_status fields_derive(struct fields *f, assay_error *err) {
  static const char *const names[] = {"year", "decade", "month"};
  int parts[3];
  size_t i = 0;
  while (i < f->count && !gives_year(&f->items[i], parts)) i++;
  if (i == f->count) return ASSAY_OK;
  for (int k = 0; k < 3; k++) {
    struct value value = {.kind = VALUE_INTEGER, .integer = parts[k]};
    if (fields_find(f, str_from(names[k]))) continue;
    assay_status status = fields_append(f, str_from(names[k]), value, err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

assay_status fields_copy(struct fields *f, const struct fields *from, assay_error *err) {
  for (size_t i = 0; i < from->count; i++) {
    assay_status status = fields_append(f, from->items[i].name, from->items[i].value,
                                        err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}
