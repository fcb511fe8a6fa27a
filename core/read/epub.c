/*
** epub.c - books: META-INF/container.xml names the package file, its spine the chapters.
** The navigation document, a table of contents made by machine, is no chapter.
*/
#include "base/alloc.h"
#include "base/error.h"
#include "read/bundle.h"
#include "read/html_scan.h"
#include "read/html_text.h"
#include "read/properties.h"
#include "read/reader.h"
#include "read/xml_events.h"

#include <stdio.h>
#include <string.h>

enum { NAME_MOST = 4096 };

struct item {     /* of the manifest */
  assay_str href; /* as a name of the archive; in the arena */
  bool is_page, is_navigation;
};

struct epub {
  assay_allocator alloc;
  struct arena arena;
  struct bundle parts;
  assay_str package; /* name of the package file */
  struct table ids;  /* of the manifest: ids are indices into items */
  struct item *items;
  size_t item_count, item_cap;
  uint32_t *spine; /* indices into items */
  size_t spine_count, spine_cap;
  size_t next; /* of the spine */
  size_t missing;
  assay_error why; /* why the first of the chapters that could not be read could not */
};

/* -- Names --------------------------------------------------------------------------- */

static int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Drops the last folder of a path. */
static size_t up(const char *path, size_t len) {
  if (len > 0) len--;
  while (len > 0 && path[len - 1] != '/') len--;
  return len;
}

/* A reference from a file of the archive as a name of it: percent signs decoded, dots
** resolved, the fragment left out. Empty if it is too long or leads nowhere. */
static assay_str resolve(struct arena *arena, assay_str base, const char *href) {
  char path[NAME_MOST];
  size_t len = base.len;
  if (base.len + strlen(href) >= sizeof path) return (assay_str){"", 0};
  while (len > 0 && base.ptr[len - 1] != '/') len--;
  if (href[0] == '/') len = 0, href++;
  memcpy(path, base.ptr, len);
  while (*href && *href != '#') {
    if (strncmp(href, "./", 2) == 0 && (len == 0 || path[len - 1] == '/')) {
      href += 2;
    } else if (strncmp(href, "../", 3) == 0 && (len == 0 || path[len - 1] == '/')) {
      len = up(path, len);
      href += 3;
    } else if (*href == '%' && hex_value(href[1]) >= 0 && hex_value(href[2]) >= 0) {
      path[len++] = (char)(hex_value(href[1]) * 16 + hex_value(href[2]));
      href += 3;
    } else {
      path[len++] = *href++;
    }
  }
  return arena_copy(arena, (assay_str){path, len});
}

/* -- The package file ---------------------------------------------------------------- */

static assay_status on_container(void *ctx, const char *name, const char **attributes,
                                 assay_error *err) {
  struct epub *e = ctx;
  const char *path = xml_attribute(attributes, "full-path");
  if (strcmp(xml_local(name), "rootfile") != 0 || !path || e->package.len > 0)
    return ASSAY_OK;
  e->package = arena_copy(&e->arena, str_from(path));
  return e->package.ptr ? ASSAY_OK : error_memory(err, 0);
}

static bool has_word(const char *list, const char *word) {
  size_t len = strlen(word);
  for (const char *at = list; at && (at = strstr(at, word)) != NULL; at += len)
    if ((at == list || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0')) return true;
  return false;
}

static assay_status add_item(struct epub *e, const char **attributes, assay_error *err) {
  const char *id = xml_attribute(attributes, "id");
  const char *href = xml_attribute(attributes, "href");
  const char *type = xml_attribute(attributes, "media-type");
  void *items = e->items;
  uint32_t at;
  if (!id || !href || table_find(&e->ids, str_from(id)) != TABLE_NONE) return ASSAY_OK;
  if (!alloc_grow(&e->alloc, &items, &e->item_cap, e->item_count + 1, sizeof *e->items))
    return error_memory(err, 0);
  e->items = items;
  struct item item = {resolve(&e->arena, e->package, href), true, false};
  if (!item.href.ptr) return error_memory(err, 0);
  if (type) item.is_page = strstr(type, "html") != NULL || strstr(type, "xml") != NULL;
  if (type && strstr(type, "svg")) item.is_page = false;
  item.is_navigation = has_word(xml_attribute(attributes, "properties"), "nav");
  assay_status status = table_intern(&e->ids, str_from(id), &at, err);
  if (status == ASSAY_OK) e->items[e->item_count++] = item;
  return status;
}

static assay_status add_to_spine(struct epub *e, const char **attributes,
                                 assay_error *err) {
  const char *id = xml_attribute(attributes, "idref");
  uint32_t at = id ? table_find(&e->ids, str_from(id)) : TABLE_NONE;
  void *spine = e->spine;
  if (at == TABLE_NONE) {
    e->missing++;
    return ASSAY_OK;
  }
  if (!e->items[at].is_page || e->items[at].is_navigation) return ASSAY_OK;
  if (!alloc_grow(&e->alloc, &spine, &e->spine_cap, e->spine_count + 1, sizeof *e->spine))
    return error_memory(err, 0);
  e->spine = spine;
  e->spine[e->spine_count++] = at;
  return ASSAY_OK;
}

static assay_status on_package(void *ctx, const char *name, const char **attributes,
                               assay_error *err) {
  struct epub *e = ctx;
  name = xml_local(name);
  if (strcmp(name, "item") == 0) return add_item(e, attributes, err);
  if (strcmp(name, "itemref") == 0) return add_to_spine(e, attributes, err);
  return ASSAY_OK;
}

/* -- Opening ------------------------------------------------------------------------- */

static bool is_wanted(assay_str name) {
  static const char *const unwanted[] = {
      ".jpg", ".jpeg", ".png",   ".gif", ".svg", ".webp", ".css", ".ttf",
      ".otf", ".woff", ".woff2", ".js",  ".mp3", ".mp4",  ".ncx", ".smil"};
  for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
    if (bundle_name_ends(name, unwanted[i])) return false;
  return true;
}

static assay_status read_package(struct epub *e, assay_error *err) {
  assay_str xml;
  struct xml_handler handler = {e, on_container, NULL, NULL, NULL};
  if (!bundle_find(&e->parts, str_from("META-INF/container.xml"), &xml))
    return error_set(err, ASSAY_EFORMAT,
                     "no book in this zip archive: META-INF/container.xml is missing");
  assay_status status = xml_parse_bytes(xml, &handler, &e->alloc, err);
  if (status != ASSAY_OK) return status;
  if (!bundle_find(&e->parts, e->package, &xml))
    return error_set(err, ASSAY_EFORMAT, "the package file '%.*s' of the book is missing",
                     (int)(e->package.len < 200 ? e->package.len : 200), e->package.ptr);
  handler.open = on_package;
  status = xml_parse_bytes(xml, &handler, &e->alloc, err);
  if (status == ASSAY_OK && e->spine_count == 0)
    return error_set(err, ASSAY_EFORMAT, "the book's spine names no chapter");
  return status;
}

static void epub_free(struct epub *e) {
  assay_allocator alloc = e->alloc;
  alloc_free(&alloc, e->items, e->item_cap, sizeof *e->items);
  alloc_free(&alloc, e->spine, e->spine_cap, sizeof *e->spine);
  table_free(&e->ids);
  bundle_close(&e->parts);
  arena_free(&e->arena);
  alloc_free(&alloc, e, 1, sizeof *e);
}

static assay_status open_book(struct reading *r, assay_error *err) {
  struct epub *e = alloc_zero(&r->alloc, 1, sizeof *e);
  if (!e) return error_memory(err, sizeof *e);
  e->alloc = r->alloc;
  e->package = (assay_str){"", 0};
  arena_init(&e->arena, &e->alloc);
  bundle_init(&e->parts, &e->alloc);
  table_init(&e->ids, &e->alloc);
  assay_status status = bundle_read(&e->parts, r->stream, is_wanted, 0, err);
  if (status == ASSAY_OK &&
      bundle_find(&e->parts, str_from("META-INF/rights.xml"), &(assay_str){NULL, 0}))
    status = error_set(err, ASSAY_EFORMAT, "is protected by its publisher");
  if (status == ASSAY_OK) status = read_package(e, err);
  if (status == ASSAY_OK)
    r->state = e;
  else
    epub_free(e);
  return status;
}

static void close_book(struct reading *r) {
  if (r->state) epub_free(r->state);
  r->state = NULL;
}

/* -- Chapters ------------------------------------------------------------------------ */

static const struct property properties[] = {
    {"title", "title", PROPERTY_TEXT},
    {"creator", "author", PROPERTY_TEXT},
    {"date", "date", PROPERTY_DATE},
    {"language", "language", PROPERTY_TEXT},
    {"publisher", "publisher", PROPERTY_TEXT},
    {"subject", "subject", PROPERTY_TEXT},
    {"description", "description", PROPERTY_TEXT},
};

/* One chapter; one that cannot be read is counted, and the rest goes on. */
static assay_status write_chapter(struct epub *e, struct flow *f, const struct item *item,
                                  const struct html_options *options, size_t *removed,
                                  assay_error *err) {
  struct buffer page;
  struct decoding how;
  assay_error why = {0};
  assay_str bytes = {NULL, 0};
  if (!bundle_find(&e->parts, item->href, &bytes)) {
    e->missing++;
    return ASSAY_OK;
  }
  buffer_init(&page, &e->alloc, HTML_PAGE_LIMIT);
  buffer_add_str(&page, bytes);
  assay_status status = buffer_status(&page, "a chapter", &why);
  if (status == ASSAY_OK) status = html_decode(&page, ENCODING_AUTO, &how, &why);
  if (status == ASSAY_OK) {
    html_blank_empty(&page);
    flow_block(f);
    status = html_write(f, buffer_str(&page), options, removed, &why);
    flow_block(f);
  }
  buffer_free(&page);
  if (status == ASSAY_ENOMEM) {
    if (err) *err = why;
    return status;
  }
  if (status != ASSAY_OK && e->missing++ == 0) e->why = why;
  return ASSAY_OK;
}

static assay_status finish_record(struct epub *e, struct record *out, size_t removed,
                                  assay_error *err) {
  assay_str xml;
  assay_status status = ASSAY_OK;
  if (bundle_find(&e->parts, e->package, &xml))
    status = properties_read(out, xml, properties, sizeof properties / sizeof *properties,
                             &e->alloc, err);
  if (status == ASSAY_OK && removed > 0)
    status = record_warn(out, err, "%zu parts of the pages' navigation were left out",
                         removed);
  if (status == ASSAY_OK && e->missing > 0)
    status = record_warn(out, err, "%zu chapters of the book could not be read: %s",
                         e->missing, e->why.message[0] ? e->why.message : "not there");
  e->missing = 0;
  return status;
}

static assay_status next(struct reading *r, struct record *out, bool *more,
                         assay_error *err) {
  struct epub *e = r->state;
  struct html_options options = {r->options && r->options->clean, false};
  bool split = r->options && r->options->split;
  size_t removed = 0;
  *more = false;
  if (e->next >= e->spine_count) return ASSAY_OK;
  struct flow flow;
  flow_start(&flow, out, &e->alloc);
  flow.drop_soft_hyphens = options.clean;
  assay_status status = ASSAY_OK;
  while (e->next < e->spine_count && status == ASSAY_OK) {
    status = write_chapter(e, &flow, &e->items[e->spine[e->next++]], &options, &removed,
                           err);
    if (split && out->text.len > 0) break;
  }
  if (status == ASSAY_OK) status = flow_finish(&flow, err);
  flow_free(&flow);
  if (status == ASSAY_OK && split) {
    char part[48];
    int len = snprintf(part, sizeof part, "chapter-%zu", e->next);
    status = record_set_part(out, (assay_str){part, len > 0 ? (size_t)len : 0}, err);
  }
  if (status == ASSAY_OK) status = finish_record(e, out, removed, err);
  *more = status == ASSAY_OK;
  return status;
}

/* -- Reader -------------------------------------------------------------------------- */

static int sniff(assay_str head, assay_str name) {
  if (!bundle_is_zip(head)) return 0;
  if (bundle_mentions(head, "application/epub+zip")) return 100;
  return bundle_name_ends(name, ".epub") ? 60 : 0;
}

#ifdef ASSAY_GUMBO
#define EPUB_PACKAGE BUNDLE_PACKAGE
#else
#define EPUB_PACKAGE "libgumbo-dev"
#endif

const struct reader reader_epub = {.name = "epub",
                                   .extensions = ".epub",
                                   .package = EPUB_PACKAGE,
                                   .sniff = sniff,
                                   .open = open_book,
                                   .next = next,
                                   .close = close_book};
