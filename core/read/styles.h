#ifndef ASSAY_READ_STYLES_H
#define ASSAY_READ_STYLES_H
/*
** styles.h - the paragraph styles of one document, docx or odt: what each of them means,
** by its name, its outline level or the style that it is based on.
*/
#include "base/table.h"
#include "read/style_names.h"

struct style {
  uint32_t parent; /* an id, or TABLE_NONE */
  enum style_kind kind;
};

struct styles {
  assay_allocator alloc;
  struct table ids;
  struct style *items;
  size_t count, cap;
  uint32_t open; /* the one that is being read, or TABLE_NONE */
};

void styles_init(struct styles *s, const assay_allocator *alloc);
void styles_free(struct styles *s);
/* Adds the styles of word/styles.xml, or of an OpenDocument's styles.xml or content.xml.
** What is not well-formed leaves the styles that come before; only ASSAY_ENOMEM fails. */
assay_status styles_read(struct styles *s, assay_str xml, assay_error *err);
/* By a style's id (docx) or name (odt); STYLE_PLAIN if it is not known. */
enum style_kind styles_kind(const struct styles *s, const char *id);

#endif
