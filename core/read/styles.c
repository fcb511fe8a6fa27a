/*
** styles.c - <w:style> and <style:style>, which differ in names only.
*/
#include "read/styles.h"

#include "base/alloc.h"
#include "base/error.h"
#include "read/xml_events.h"

#include <string.h>

enum { BASED_ON_MOST = 16 }; /* styles between one and what it means */

void styles_init(struct styles *s, const assay_allocator *alloc) {
  memset(s, 0, sizeof *s);
  s->alloc = *alloc;
  s->open = TABLE_NONE;
  table_init(&s->ids, alloc);
}

void styles_free(struct styles *s) {
  alloc_free(&s->alloc, s->items, s->cap, sizeof *s->items);
  s->items = NULL;
  table_free(&s->ids);
}

static assay_status find_or_add(struct styles *s, const char *id, uint32_t *out,
                                assay_error *err) {
  void *items = s->items;
  if (!alloc_grow(&s->alloc, &items, &s->cap, s->count + 1, sizeof *s->items))
    return error_memory(err, 0);
  s->items = items;
  assay_status status = table_intern(&s->ids, str_from(id), out, err);
  if (status == ASSAY_OK && *out == s->count)
    s->items[s->count++] = (struct style){TABLE_NONE, STYLE_UNKNOWN};
  return status;
}

static void learn_name(struct styles *s, const char *name) {
  struct style *style = &s->items[s->open];
  if (name && style->kind == STYLE_UNKNOWN) style->kind = style_kind_of(str_from(name));
}

static assay_status learn_parent(struct styles *s, const char *id, assay_error *err) {
  uint32_t parent = 0;
  if (!id) return ASSAY_OK;
  assay_status status = find_or_add(s, id, &parent, err);
  if (status == ASSAY_OK) s->items[s->open].parent = parent;
  return status;
}

static assay_status begin_style(struct styles *s, const char **attributes,
                                assay_error *err) {
  const char *id = xml_attribute(attributes, "styleId");
  const char *name = xml_attribute(attributes, "name");
  if (!id) id = name;
  if (!id) return ASSAY_OK;
  assay_status status = find_or_add(s, id, &s->open, err);
  if (status != ASSAY_OK) return status;
  learn_name(s, xml_attribute(attributes, "display-name"));
  if (name) learn_name(s, name);
  return learn_parent(s, xml_attribute(attributes, "parent-style-name"), err);
}

static assay_status on_open(void *ctx, const char *name, const char **attributes,
                            assay_error *err) {
  struct styles *s = ctx;
  name = xml_local(name);
  if (strcmp(name, "style") == 0) return begin_style(s, attributes, err);
  if (s->open == TABLE_NONE) return ASSAY_OK;
  if (strcmp(name, "name") == 0) learn_name(s, xml_attribute(attributes, "val"));
  if (strcmp(name, "basedOn") == 0)
    return learn_parent(s, xml_attribute(attributes, "val"), err);
  if (strcmp(name, "outlineLvl") == 0 && s->items[s->open].kind == STYLE_UNKNOWN) {
    const char *level = xml_attribute(attributes, "val");
    if (level && strcmp(level, "9") != 0) s->items[s->open].kind = STYLE_HEADING;
  }
  return ASSAY_OK;
}

static assay_status on_close(void *ctx, const char *name, assay_error *err) {
  struct styles *s = ctx;
  (void)err;
  if (strcmp(xml_local(name), "style") == 0) s->open = TABLE_NONE;
  return ASSAY_OK;
}

assay_status styles_read(struct styles *s, assay_str xml, assay_error *err) {
  struct xml_handler handler = {s, on_open, on_close, NULL, NULL};
  assay_error why;
  assay_status status = xml_parse_bytes(xml, &handler, &s->alloc, &why);
  s->open = TABLE_NONE;
  if (status != ASSAY_ENOMEM) return ASSAY_OK;
  if (err) *err = why;
  return status;
}

enum style_kind styles_kind(const struct styles *s, const char *id) {
  uint32_t at = table_find(&s->ids, str_from(id));
  if (at == TABLE_NONE) {
    enum style_kind kind = style_kind_of(str_from(id));
    return kind == STYLE_UNKNOWN ? STYLE_PLAIN : kind;
  }
  for (int i = 0; i < BASED_ON_MOST && at != TABLE_NONE; i++) {
    if (s->items[at].kind != STYLE_UNKNOWN) return s->items[at].kind;
    at = s->items[at].parent;
  }
  return STYLE_PLAIN;
}
