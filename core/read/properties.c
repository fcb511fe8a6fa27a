/*
** properties.c - the text of known elements as fields of a record.
*/
#include "read/properties.h"

#include "base/table.h"
#include "read/xml_events.h"

#include <string.h>

enum { VALUE_LIMIT = 1 << 20 };

struct properties {
  struct record *record;
  const struct property *known;
  size_t count;
  const struct property *open; /* the one whose text is being read */
  uint32_t depth, open_depth;
  struct buffer value;
};

static const struct property *find(const struct properties *p, const char *name) {
  for (size_t i = 0; i < p->count; i++)
    if (strcmp(p->known[i].element, name) == 0) return &p->known[i];
  return NULL;
}

static assay_str trim(assay_str s) {
  while (s.len > 0 && (unsigned char)s.ptr[0] <= ' ') s.ptr++, s.len--;
  while (s.len > 0 && (unsigned char)s.ptr[s.len - 1] <= ' ') s.len--;
  return s;
}

/* "2021-05-01T10:00" without its time. */
static assay_str day_of(assay_str s) {
  if (s.len > 10 && s.ptr[4] == '-' && s.ptr[7] == '-' &&
      (s.ptr[10] == 'T' || s.ptr[10] == ' '))
    s.len = 10;
  return s;
}

assay_status properties_add(struct record *record, const char *field,
                            enum property_kind kind, assay_str value, assay_error *err) {
  value = trim(value);
  if (kind == PROPERTY_DATE) value = day_of(value);
  return record_add_field(record, str_from(field), value, kind == PROPERTY_TEXT, err);
}

static assay_status on_open(void *ctx, const char *name, const char **attributes,
                            assay_error *err) {
  struct properties *p = ctx;
  (void)attributes, (void)err;
  p->depth++;
  if (p->open) return ASSAY_OK;
  p->open = find(p, xml_local(name));
  p->open_depth = p->depth;
  buffer_clear(&p->value);
  return ASSAY_OK;
}

static assay_status on_text(void *ctx, assay_str text, assay_error *err) {
  struct properties *p = ctx;
  if (!p->open) return ASSAY_OK;
  buffer_add_str(&p->value, text);
  return buffer_status(&p->value, "a property", err);
}

static assay_status on_close(void *ctx, const char *name, assay_error *err) {
  struct properties *p = ctx;
  const struct property *closed = p->open;
  (void)name;
  if (p->depth-- != p->open_depth || !closed) return ASSAY_OK;
  p->open = NULL;
  return properties_add(p->record, closed->field, closed->kind, buffer_str(&p->value),
                        err);
}

assay_status properties_read(struct record *record, assay_str xml,
                             const struct property *known, size_t count,
                             const assay_allocator *alloc, assay_error *err) {
  assay_error why;
  struct properties p = {.record = record, .known = known, .count = count};
  struct xml_handler handler = {&p, on_open, on_close, on_text, NULL};
  buffer_init(&p.value, alloc, VALUE_LIMIT);
  assay_status status = xml_parse_bytes(xml, &handler, alloc, &why);
  buffer_free(&p.value);
  if (status == ASSAY_OK) return ASSAY_OK;
  if (status != ASSAY_ENOMEM)
    return record_warn(record, err, "properties could not be read: %s", why.message);
  if (err) *err = why;
  return status;
}
