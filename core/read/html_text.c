/*
** html_text.c - gumbo's tree, walked without recursion, as text.
** Gumbo asks for memory and cannot hear no. So it gets its memory from a list of blocks
** that is freed as a whole, and a refusal jumps out of it.
*/
#include "read/html_text.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "read/html_scan.h"
#include "read/properties.h"

#include <string.h>

#ifdef ASSAY_GUMBO

#include <gumbo.h>
#include <setjmp.h>

const char *html_library_version(void) {
  return ASSAY_GUMBO; /* gumbo itself does not say */
}

/* -- Memory -------------------------------------------------------------------------- */

struct block { /* before each piece of memory that gumbo has */
  struct block *previous, *next;
  size_t size; /* with this header */
  size_t unused;
};

struct heap {
  assay_allocator alloc;
  struct block *first;
  size_t used, limit;
  assay_status failed;
  jmp_buf refuse;
  GumboOptions options;
  GumboOutput *output;
};

static void *heap_take(void *ctx, size_t size) {
  struct heap *heap = ctx;
  struct block *block = NULL;
  if (size > heap->limit - heap->used) {
    heap->failed = ASSAY_ELIMIT;
  } else {
    block = alloc_bytes(&heap->alloc, size + sizeof *block);
    if (!block) heap->failed = ASSAY_ENOMEM;
  }
  if (!block) longjmp(heap->refuse, 1);
  *block = (struct block){NULL, heap->first, size + sizeof *block, 0};
  if (heap->first) heap->first->previous = block;
  heap->first = block;
  heap->used += size;
  return block + 1;
}

static void heap_give(void *ctx, void *ptr) {
  struct heap *heap = ctx;
  if (!ptr) return;
  struct block *block = (struct block *)ptr - 1;
  if (block->previous)
    block->previous->next = block->next;
  else
    heap->first = block->next;
  if (block->next) block->next->previous = block->previous;
  heap->used -= block->size - sizeof *block;
  alloc_free(&heap->alloc, block, block->size, 1);
}

static void heap_free(struct heap *heap) {
  while (heap->first) heap_give(heap, heap->first + 1);
}

static assay_status parse(struct heap *heap, assay_str page, assay_error *err) {
  heap->options = kGumboDefaultOptions;
  heap->options.allocator = heap_take;
  heap->options.deallocator = heap_give;
  heap->options.userdata = heap;
  heap->options.max_errors = 0;
  if (setjmp(heap->refuse) == 0) {
    heap->output = gumbo_parse_with_options(&heap->options, page.ptr, page.len);
    return ASSAY_OK;
  }
  if (heap->failed == ASSAY_ENOMEM) return error_memory(err, 0);
  return error_set(
      err, ASSAY_ELIMIT,
      "its tags, once repaired, need more memory than the limit of %zu bytes",
      heap->limit);
}

/* -- Attributes ---------------------------------------------------------------------- */

static const char *attribute(const GumboNode *node, const char *name) {
  const GumboAttribute *found = gumbo_get_attribute(&node->v.element.attributes, name);
  return found ? found->value : NULL;
}

static bool contains(const char *text, const char *part) {
  size_t len = strlen(part);
  for (; text && *text; text++) {
    size_t i = 0;
    while (i < len && (text[i] | 0x20) == part[i]) i++;
    if (i == len) return true;
  }
  return false;
}

static bool is_hidden(const GumboNode *node) {
  const char *style = attribute(node, "style");
  if (attribute(node, "hidden")) return true;
  return style && (contains(style, "display:none") || contains(style, "display: none"));
}

/* -- What is left out ---------------------------------------------------------------- */

static bool is_never_text(const GumboNode *node) {
  switch (node->v.element.tag) {
  case GUMBO_TAG_SCRIPT:
  case GUMBO_TAG_STYLE:
  case GUMBO_TAG_TEMPLATE:
  case GUMBO_TAG_HEAD:
  case GUMBO_TAG_IFRAME:
  case GUMBO_TAG_OBJECT:
  case GUMBO_TAG_SVG:
  case GUMBO_TAG_CANVAS:
  case GUMBO_TAG_AUDIO:
  case GUMBO_TAG_VIDEO:
  case GUMBO_TAG_SELECT:
  case GUMBO_TAG_DATALIST:
  case GUMBO_TAG_NOFRAMES:
  case GUMBO_TAG_NOEMBED:
  case GUMBO_TAG_RP:
  case GUMBO_TAG_RT:
    return true;
  default:
    return is_hidden(node);
  }
}

static bool is_tag(const GumboNode *node, GumboTag tag) {
  return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag;
}

/* A header or footer is the page's own unless it is one of something on the page. */
static bool is_of_page(const GumboNode *node) {
  for (const GumboNode *n = node->parent; n; n = n->parent)
    if (is_tag(n, GUMBO_TAG_ARTICLE) || is_tag(n, GUMBO_TAG_MAIN) ||
        is_tag(n, GUMBO_TAG_SECTION) || is_tag(n, GUMBO_TAG_BLOCKQUOTE))
      return false;
  return true;
}

static bool has_navigation_role(const GumboNode *node) {
  static const char *const roles[] = {"navigation",    "banner", "contentinfo",
                                      "complementary", "search", "dialog",
                                      "alertdialog",   "menu",   "menubar"};
  const char *role = attribute(node, "role");
  for (size_t i = 0; role && i < sizeof roles / sizeof *roles; i++)
    if (strcmp(role, roles[i]) == 0) return true;
  return false;
}

static bool is_cookie_note(const GumboNode *node) {
  const char *id = attribute(node, "id"), *class = attribute(node, "class");
  GumboTag tag = node->v.element.tag;
  if (tag != GUMBO_TAG_DIV && tag != GUMBO_TAG_SECTION && tag != GUMBO_TAG_P)
    return false;
  return contains(id, "cookie") || contains(class, "cookie-") ||
         contains(id, "consent-") || contains(class, "consent-banner");
}

static bool is_furniture(const GumboNode *node) {
  switch (node->v.element.tag) {
  case GUMBO_TAG_NAV:
  case GUMBO_TAG_ASIDE:
  case GUMBO_TAG_NOSCRIPT:
  case GUMBO_TAG_BUTTON:
  case GUMBO_TAG_MENU:
    return true;
  case GUMBO_TAG_HEADER:
  case GUMBO_TAG_FOOTER:
    return is_of_page(node);
  case GUMBO_TAG_BODY:
  case GUMBO_TAG_HTML:
  case GUMBO_TAG_MAIN:
    return false;
  default:
    return has_navigation_role(node) || is_cookie_note(node);
  }
}

/* -- What is written ----------------------------------------------------------------- */

enum shape {
  INLINE = 0,
  LINE,
  BLOCK,
  QUOTE,
  BLOCK_QUOTE,
  HEADING,
  PRE,
  TABLE,
  ROW,
  CELL
};

static enum shape shape_of(GumboTag tag) {
  switch (tag) {
  case GUMBO_TAG_LI:
  case GUMBO_TAG_DT:
  case GUMBO_TAG_DD:
  case GUMBO_TAG_OPTION:
  case GUMBO_TAG_LEGEND:
    return LINE;
  case GUMBO_TAG_ADDRESS:
  case GUMBO_TAG_ARTICLE:
  case GUMBO_TAG_ASIDE:
  case GUMBO_TAG_CAPTION:
  case GUMBO_TAG_CENTER:
  case GUMBO_TAG_DETAILS:
  case GUMBO_TAG_DIV:
  case GUMBO_TAG_DL:
  case GUMBO_TAG_FIELDSET:
  case GUMBO_TAG_FIGCAPTION:
  case GUMBO_TAG_FIGURE:
  case GUMBO_TAG_FOOTER:
  case GUMBO_TAG_FORM:
  case GUMBO_TAG_HEADER:
  case GUMBO_TAG_HGROUP:
  case GUMBO_TAG_HR:
  case GUMBO_TAG_MAIN:
  case GUMBO_TAG_NAV:
  case GUMBO_TAG_OL:
  case GUMBO_TAG_P:
  case GUMBO_TAG_SECTION:
  case GUMBO_TAG_SUMMARY:
  case GUMBO_TAG_UL:
    return BLOCK;
  case GUMBO_TAG_Q:
    return QUOTE;
  case GUMBO_TAG_BLOCKQUOTE:
    return BLOCK_QUOTE;
  case GUMBO_TAG_H1:
  case GUMBO_TAG_H2:
  case GUMBO_TAG_H3:
  case GUMBO_TAG_H4:
  case GUMBO_TAG_H5:
  case GUMBO_TAG_H6:
    return HEADING;
  case GUMBO_TAG_PRE:
  case GUMBO_TAG_LISTING:
  case GUMBO_TAG_XMP:
  case GUMBO_TAG_PLAINTEXT:
  case GUMBO_TAG_TEXTAREA:
    return PRE;
  case GUMBO_TAG_TABLE:
    return TABLE;
  case GUMBO_TAG_TR:
    return ROW;
  case GUMBO_TAG_TD:
  case GUMBO_TAG_TH:
    return CELL;
  default:
    return INLINE;
  }
}

static void open_element(struct flow *f, GumboTag tag) {
  assay_str nobody = {"", 0};
  switch (shape_of(tag)) {
  case INLINE:
    if (tag == GUMBO_TAG_BR) flow_break(f);
    break;
  case LINE:
    flow_line(f);
    break;
  case BLOCK:
    flow_block(f);
    break;
  case QUOTE:
    flow_open(f, RECORD_QUOTE, nobody, FLOW_DRAW_MARKS);
    break;
  case BLOCK_QUOTE:
    flow_block(f);
    flow_open(f, RECORD_BLOCK_QUOTE, nobody, FLOW_AS_IT_IS);
    break;
  case HEADING:
    flow_block(f);
    flow_open(f, RECORD_HEADING, nobody, FLOW_AS_IT_IS);
    break;
  case PRE:
    flow_block(f);
    f->preformatted++;
    break;
  case TABLE:
    flow_table(f);
    break;
  case ROW:
    flow_row(f);
    break;
  case CELL:
    flow_cell(f);
    break;
  }
}

static void close_element(struct flow *f, GumboTag tag) {
  switch (shape_of(tag)) {
  case INLINE:
  case ROW:
  case CELL:
    break;
  case LINE:
    flow_line(f);
    break;
  case BLOCK:
    flow_block(f);
    break;
  case QUOTE:
    flow_close(f);
    break;
  case BLOCK_QUOTE:
  case HEADING:
    flow_close(f);
    flow_block(f);
    break;
  case PRE:
    f->preformatted--;
    flow_block(f);
    break;
  case TABLE:
    flow_table(f);
    break;
  }
}

/* -- The walk ------------------------------------------------------------------------ */

struct walk {
  struct flow *flow;
  const struct html_options *options;
  size_t *removed;
};

/* Returns whether to go on with its children. */
static bool enter(struct walk *w, const GumboNode *node) {
  switch (node->type) {
  case GUMBO_NODE_TEXT:
  case GUMBO_NODE_WHITESPACE:
  case GUMBO_NODE_CDATA:
    flow_literal(w->flow, node->v.text.text);
    return false;
  case GUMBO_NODE_ELEMENT:
    if (is_never_text(node)) return false;
    if (w->options->clean && is_furniture(node)) {
      ++*w->removed;
      return false;
    }
    open_element(w->flow, node->v.element.tag);
    return true;
  default:
    return false;
  }
}

static const GumboNode *child(const GumboNode *node, size_t i) {
  const GumboVector *children = &node->v.element.children;
  return i < children->length ? children->data[i] : NULL;
}

static void walk(struct walk *w, const GumboNode *root) {
  const GumboNode *node = root;
  while (node) {
    const GumboNode *next = NULL;
    bool inside = enter(w, node);
    if (inside) next = child(node, 0);
    while (!next) { /* up until there is a sibling */
      if (inside) close_element(w->flow, node->v.element.tag);
      if (node == root) return;
      next = child(node->parent, node->index_within_parent + 1);
      if (next) break;
      node = node->parent;
      inside = true;
    }
    node = next;
  }
}

/* -- Fields -------------------------------------------------------------------------- */

/* In the order in which they count: the first of a field stays. */
static const struct {
  const char *meta, *field;
  enum property_kind kind;
} metas[] = {
    {"dc.title", "title", PROPERTY_TEXT},
    {"dcterms.title", "title", PROPERTY_TEXT},
    {"author", "author", PROPERTY_TEXT},
    {"dc.creator", "author", PROPERTY_TEXT},
    {"dcterms.creator", "author", PROPERTY_TEXT},
    {"article:author", "author", PROPERTY_TEXT},
    {"citation_author", "author", PROPERTY_TEXT},
    {"article:published_time", "date", PROPERTY_DATE},
    {"datepublished", "date", PROPERTY_DATE},
    {"date", "date", PROPERTY_DATE},
    {"dc.date", "date", PROPERTY_DATE},
    {"dc.date.issued", "date", PROPERTY_DATE},
    {"dcterms.date", "date", PROPERTY_DATE},
    {"dcterms.created", "date", PROPERTY_DATE},
    {"pubdate", "date", PROPERTY_DATE},
    {"citation_publication_date", "date", PROPERTY_DATE},
    {"description", "description", PROPERTY_TEXT},
    {"dc.description", "description", PROPERTY_TEXT},
    {"og:description", "description", PROPERTY_TEXT},
    {"keywords", "keywords", PROPERTY_TEXT},
    {"dc.subject", "subject", PROPERTY_TEXT},
    {"dc.publisher", "publisher", PROPERTY_TEXT},
    {"og:site_name", "publisher", PROPERTY_TEXT},
    {"dc.language", "language", PROPERTY_TEXT},
    {"og:title", "title", PROPERTY_TEXT},
};

static bool same(const char *given, const char *lower_case) {
  for (; *given && *lower_case; given++, lower_case++) {
    char c = *given >= 'A' && *given <= 'Z' ? (char)(*given - 'A' + 'a') : *given;
    if (c != *lower_case) return false;
  }
  return *given == *lower_case;
}

static assay_status add_meta(struct record *record, const GumboNode *head, size_t which,
                             assay_error *err) {
  const GumboNode *node;
  for (size_t i = 0; (node = child(head, i)) != NULL; i++) {
    if (!is_tag(node, GUMBO_TAG_META)) continue;
    const char *name = attribute(node, "name"), *content = attribute(node, "content");
    if (!name) name = attribute(node, "property");
    if (!name) name = attribute(node, "itemprop");
    if (name && content && same(name, metas[which].meta))
      return properties_add(record, metas[which].field, metas[which].kind,
                            str_from(content), err);
  }
  return ASSAY_OK;
}

static assay_status add_title(struct record *record, const GumboNode *head,
                              assay_error *err) {
  const GumboNode *node;
  for (size_t i = 0; (node = child(head, i)) != NULL; i++) {
    const GumboNode *text = is_tag(node, GUMBO_TAG_TITLE) ? child(node, 0) : NULL;
    if (text && text->type == GUMBO_NODE_TEXT)
      return properties_add(record, "title", PROPERTY_TEXT, str_from(text->v.text.text),
                            err);
  }
  return ASSAY_OK;
}

static assay_status add_fields(struct record *record, const GumboNode *root,
                               assay_error *err) {
  const GumboNode *node;
  assay_status status = ASSAY_OK;
  const char *lang = attribute(root, "lang");
  for (size_t i = 0; (node = child(root, i)) != NULL; i++) {
    if (!is_tag(node, GUMBO_TAG_HEAD)) continue;
    status = add_title(record, node, err);
    for (size_t m = 0; m < sizeof metas / sizeof *metas && status == ASSAY_OK; m++)
      status = add_meta(record, node, m, err);
  }
  if (status == ASSAY_OK && lang)
    status = properties_add(record, "language", PROPERTY_TEXT, str_from(lang), err);
  return status;
}

/* -- All of it ----------------------------------------------------------------------- */

/* What would take gumbo a time that grows with the square of the page. */
static assay_status check_limits(assay_str page, assay_error *err) {
  struct html_measure measure;
  if (page.len > HTML_PAGE_LIMIT)
    return error_set(err, ASSAY_ELIMIT, "a page of more than the limit of %zu bytes",
                     HTML_PAGE_LIMIT);
  html_measure(page, &measure);
  if (measure.depth >= HTML_DEPTH_LIMIT)
    return error_set(err, ASSAY_ELIMIT, "elements are nested deeper than the limit of %d",
                     HTML_DEPTH_LIMIT);
  if (measure.attributes > HTML_ATTRIBUTE_LIMIT)
    return error_set(err, ASSAY_ELIMIT,
                     "an element has more attributes than the limit of %d",
                     HTML_ATTRIBUTE_LIMIT);
  return ASSAY_OK;
}

assay_status html_write(struct flow *f, assay_str page,
                        const struct html_options *options, size_t *removed,
                        assay_error *err) {
  struct walk w = {f, options, removed};
  assay_status status = check_limits(page, err);
  if (status != ASSAY_OK) return status;
  struct heap *heap = alloc_zero(&f->alloc, 1, sizeof *heap);
  if (!heap) return error_memory(err, sizeof *heap);
  heap->alloc = f->alloc;
  heap->limit = HTML_MEMORY_BASE + HTML_MEMORY_RATIO * page.len;
  status = parse(heap, page, err);
  if (status == ASSAY_OK && options->fields)
    status = add_fields(f->record, heap->output->root, err);
  if (status == ASSAY_OK) walk(&w, heap->output->root);
  heap_free(heap);
  alloc_free(&f->alloc, heap, 1, sizeof *heap);
  return status;
}

#else

const char *html_library_version(void) {
  return "";
}

assay_status html_write(struct flow *f, assay_str page,
                        const struct html_options *options, size_t *removed,
                        assay_error *err) {
  (void)f, (void)page, (void)options, (void)removed;
  return error_set(err, ASSAY_EFORMAT, "this build cannot read HTML (install %s)",
                   HTML_PACKAGE);
}

#endif
