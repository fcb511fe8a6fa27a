/*
** tei_header.c - where in a teiHeader the title, the author and the others are.
** The date is that of the text: when it was written, else its first edition, else its
** source, else this edition.
*/
#include "read/tei_header.h"

#include "base/alloc.h"
#include "base/error.h"
#include "read/properties.h"
#include "read/xml_events.h"

#include <string.h>

enum { VALUE_LIMIT = 1 << 16 };

/* -- People -------------------------------------------------------------------------- */

void tei_people_init(struct tei_people *p, const assay_allocator *alloc) {
  memset(p, 0, sizeof *p);
  arena_init(&p->arena, alloc);
  table_init(&p->ids, alloc);
}

void tei_people_free(struct tei_people *p) {
  alloc_free(&p->arena.alloc, p->names, p->cap, sizeof *p->names);
  p->names = NULL;
  table_free(&p->ids);
  arena_free(&p->arena);
}

assay_status tei_people_add(struct tei_people *p, assay_str id, assay_str name,
                            assay_error *err) {
  void *names = p->names;
  uint32_t at;
  if (id.len == 0 || name.len == 0 || table_find(&p->ids, id) != TABLE_NONE)
    return ASSAY_OK;
  if (!alloc_grow(&p->arena.alloc, &names, &p->cap, p->count + 1, sizeof *p->names))
    return error_memory(err, 0);
  p->names = names;
  assay_str copy = arena_copy(&p->arena, name);
  if (!copy.ptr) return error_memory(err, name.len);
  assay_status status = table_intern(&p->ids, id, &at, err);
  if (status == ASSAY_OK) p->names[p->count++] = copy;
  return status;
}

void tei_people_resolve(const struct tei_people *p, const char *who, struct buffer *out) {
  for (const char *at = who; *at;) {
    size_t len = strcspn(at, " \t\n");
    assay_str id = {at, len};
    at += len + strspn(at + len, " \t\n");
    if (id.len > 0 && id.ptr[0] == '#') id.ptr++, id.len--;
    if (id.len == 0) continue;
    uint32_t found = table_find(&p->ids, id);
    if (out->len > 0) buffer_add_text(out, ", ");
    buffer_add_str(out, found == TABLE_NONE ? id : p->names[found]);
  }
}

/* -- Elements ------------------------------------------------------------------------ */

enum element {
  OTHER = 0,
  AUTHOR,
  BIBL,
  CREATION,
  DATE,
  IDNO,
  LANGUAGE,
  NAME,
  PERSON,
  PERS_NAME,
  PUBLICATION,
  PUBLISHER,
  SOURCE,
  TERM,
  TEXT_CLASS,
  TITLE,
  TITLE_STMT
};

static const struct xml_name elements[] = {
    {"author", AUTHOR},
    {"authority", PUBLISHER},
    {"bibl", BIBL},
    {"biblFull", BIBL},
    {"biblStruct", BIBL},
    {"creation", CREATION},
    {"date", DATE},
    {"distributor", PUBLISHER},
    {"idno", IDNO},
    {"language", LANGUAGE},
    {"name", NAME},
    {"persName", PERS_NAME},
    {"person", PERSON},
    {"personGrp", PERSON},
    {"publicationStmt", PUBLICATION},
    {"publisher", PUBLISHER},
    {"sourceDesc", SOURCE},
    {"term", TERM},
    {"textClass", TEXT_CLASS},
    {"title", TITLE},
    {"titleStmt", TITLE_STMT},
};

static bool is_in(const struct tei_header *h, int element) {
  uint32_t depth = h->depth < TEI_HEADER_DEPTH ? h->depth : TEI_HEADER_DEPTH;
  for (uint32_t i = 0; i < depth; i++)
    if (h->open[i] == element) return true;
  return false;
}

void tei_header_init(struct tei_header *h, struct tei_people *people,
                     const assay_allocator *alloc) {
  memset(h, 0, sizeof *h);
  h->alloc = *alloc;
  h->people = people;
  buffer_init(&h->value, alloc, VALUE_LIMIT);
  buffer_init(&h->author, alloc, VALUE_LIMIT);
  buffer_init(&h->keywords, alloc, VALUE_LIMIT);
  buffer_init(&h->person, alloc, VALUE_LIMIT);
}

void tei_header_free(struct tei_header *h) {
  buffer_free(&h->value);
  buffer_free(&h->author);
  buffer_free(&h->keywords);
  buffer_free(&h->person);
}

void tei_header_begin(struct tei_header *h, struct record *fields) {
  h->fields = fields;
  h->depth = h->collecting = 0;
  h->first_edition = false;
  h->date_len = 0;
  h->date_rank = 100;
  buffer_clear(&h->author);
  buffer_clear(&h->keywords);
}

static assay_status add(struct tei_header *h, const char *field, enum property_kind kind,
                        assay_str value, assay_error *err) {
  return h->fields ? properties_add(h->fields, field, kind, value, err) : ASSAY_OK;
}

assay_status tei_header_end(struct tei_header *h, assay_error *err) {
  assay_status status = add(h, "author", PROPERTY_TEXT, buffer_str(&h->author), err);
  if (status == ASSAY_OK)
    status = add(h, "date", PROPERTY_DATE, (assay_str){h->date, h->date_len}, err);
  if (status == ASSAY_OK)
    status = add(h, "keywords", PROPERTY_TEXT, buffer_str(&h->keywords), err);
  h->fields = NULL;
  return status;
}

/* -- Dates --------------------------------------------------------------------------- */

static int date_rank(const struct tei_header *h) {
  if (is_in(h, CREATION)) return 0;
  if (is_in(h, SOURCE)) return h->first_edition ? 1 : 2;
  return is_in(h, PUBLICATION) ? 3 : 100;
}

static void offer_date(struct tei_header *h, assay_str value, int rank) {
  while (value.len > 0 && (unsigned char)value.ptr[0] <= ' ') value.ptr++, value.len--;
  if (rank >= h->date_rank || value.len == 0 || value.len > sizeof h->date) return;
  memcpy(h->date, value.ptr, value.len);
  h->date_len = value.len;
  h->date_rank = rank;
}

/* What the attributes say counts for more than what is written. */
static void begin_date(struct tei_header *h, const char **attributes) {
  static const char *const names[] = {"when", "from", "notBefore", "when-iso", "value"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *value = xml_attribute(attributes, names[i]);
    if (!value || !value[0]) continue;
    offer_date(h, str_from(value), date_rank(h));
    h->collecting = 0;
    return;
  }
}

/* -- Events -------------------------------------------------------------------------- */

static bool is_wanted(const struct tei_header *h, int element) {
  switch (element) {
  case TITLE:
  case AUTHOR:
    return is_in(h, TITLE_STMT);
  case DATE:
    return date_rank(h) < 100;
  case PUBLISHER:
  case IDNO:
    return is_in(h, PUBLICATION);
  case TERM:
    return is_in(h, TEXT_CLASS);
  case PERS_NAME:
  case NAME:
    return h->person.len > 0;
  default:
    return false;
  }
}

assay_status tei_header_open(struct tei_header *h, const char *name,
                             const char **attributes, assay_error *err) {
  int element = xml_find(elements, sizeof elements / sizeof *elements, name);
  const char *value;
  if (h->depth < TEI_HEADER_DEPTH) h->open[h->depth] = (uint8_t)element;
  h->depth++;
  if (h->collecting > 0) return ASSAY_OK;
  if (element == PERSON) {
    value = xml_attribute(attributes, "id");
    buffer_clear(&h->person);
    if (value) buffer_add_text(&h->person, value);
  } else if (element == BIBL) {
    value = xml_attribute(attributes, "type");
    h->first_edition = value && strcmp(value, "firstEdition") == 0;
  } else if (element == LANGUAGE) {
    value = xml_attribute(attributes, "ident");
    if (!value) value = xml_attribute(attributes, "id");
    if (value) return add(h, "language", PROPERTY_TEXT, str_from(value), err);
  }
  if (!is_wanted(h, element)) return ASSAY_OK;
  h->collecting = h->depth;
  h->wanted = (uint8_t)element;
  buffer_clear(&h->value);
  if (element == DATE) begin_date(h, attributes);
  return ASSAY_OK;
}

assay_status tei_header_text(struct tei_header *h, assay_str text, assay_error *err) {
  if (h->collecting == 0) return ASSAY_OK;
  for (size_t i = 0; i < text.len && h->value.failed == ASSAY_OK; i++) {
    bool space = (unsigned char)text.ptr[i] <= ' ';
    bool after_space = h->value.len == 0 || h->value.data[h->value.len - 1] == ' ';
    if (!space || !after_space) buffer_add_char(&h->value, space ? ' ' : text.ptr[i]);
  }
  return buffer_status(&h->value, "a field of the TEI header", err);
}

static void join(struct buffer *list, assay_str value) {
  if (value.len > 0 && list->len > 0) buffer_add_text(list, "; ");
  buffer_add_str(list, value);
}

static assay_status take_value(struct tei_header *h, assay_error *err) {
  assay_str value = buffer_str(&h->value);
  while (value.len > 0 && value.ptr[value.len - 1] == ' ') value.len--;
  switch (h->wanted) {
  case TITLE:
    return add(h, "title", PROPERTY_TEXT, value, err);
  case PUBLISHER:
    return add(h, "publisher", PROPERTY_TEXT, value, err);
  case IDNO:
    return add(h, "idno", PROPERTY_TEXT, value, err);
  case AUTHOR:
    join(&h->author, value);
    return buffer_status(&h->author, "authors in the TEI header", err);
  case TERM:
    join(&h->keywords, value);
    return buffer_status(&h->keywords, "terms in the TEI header", err);
  case DATE:
    offer_date(h, value, date_rank(h));
    return ASSAY_OK;
  case PERS_NAME:
  case NAME:
    return tei_people_add(h->people, buffer_str(&h->person), value, err);
  default:
    return ASSAY_OK;
  }
}

assay_status tei_header_close(struct tei_header *h, assay_error *err) {
  assay_status status = ASSAY_OK;
  if (h->depth == 0) return ASSAY_OK;
  if (h->collecting == h->depth) {
    status = take_value(h, err);
    h->collecting = 0;
  }
  h->depth--;
  if (h->depth < TEI_HEADER_DEPTH && h->open[h->depth] == PERSON)
    buffer_clear(&h->person);
  if (h->depth < TEI_HEADER_DEPTH && h->open[h->depth] == BIBL) h->first_edition = false;
  return status;
}
