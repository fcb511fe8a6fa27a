/*
** xml_events.c - expat, kept on a short lead: no entities, no definitions, limits.
** Expat has its memory from malloc, as its hooks cannot be told which allocator to use.
*/
#include "read/xml_events.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"

#include <string.h>

const char *xml_local(const char *name) {
  const char *colon = strchr(name, ':');
  return colon ? colon + 1 : name;
}

int xml_find(const struct xml_name *names, size_t count, const char *name) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(names[middle].name, name);
    if (order == 0) return names[middle].number;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return 0;
}

const char *xml_attribute(const char **attributes, const char *local_name) {
  for (size_t i = 0; attributes[i]; i += 2)
    if (strcmp(xml_local(attributes[i]), local_name) == 0) return attributes[i + 1];
  return NULL;
}

assay_status xml_parse_bytes(assay_str bytes, const struct xml_handler *handler,
                             const assay_allocator *alloc, assay_error *err) {
  struct stream *stream = NULL;
  struct xml *x = NULL;
  bool more;
  assay_status status = stream_of_bytes(&stream, bytes, alloc, err);
  if (status == ASSAY_OK) status = xml_open(&x, handler, NULL, alloc, err);
  if (status == ASSAY_OK) status = xml_run(x, stream, &more, err);
  xml_close(x);
  stream_close(stream);
  return status;
}

#ifdef ASSAY_EXPAT

#include "read/code_page.h"
#include "read/entities.h"
#include "text/utf8.h"

#include <expat.h>

struct xml {
  assay_allocator alloc;
  struct xml_handler handler;
  XML_Parser parser;
  uint32_t depth;
  bool paused, ended;
  bool told;                /* somebody said which encoding it is */
  struct decoding declared; /* no decided_by: not */
  assay_str piece;          /* what expat did not get yet of the stream's last one */
  assay_status status;      /* of the handler or limit that stopped the parse */
  assay_error failure;
};

const char *xml_library_version(void) {
  const char *name = XML_ExpatVersion(); /* "expat_2.5.0" */
  const char *version = strchr(name, '_');
  return version ? version + 1 : name;
}

/* The first failure stops the parser; it may still call until it has stopped. */
static void stop(struct xml *x, assay_status status) {
  if (status == ASSAY_OK || x->status != ASSAY_OK) return;
  x->status = status;
  XML_StopParser(x->parser, XML_FALSE);
}

void xml_pause(struct xml *x) {
  if (x->paused || x->status != ASSAY_OK) return;
  x->paused = true;
  XML_StopParser(x->parser, XML_TRUE);
}

uint64_t xml_line(const struct xml *x) {
  return XML_GetCurrentLineNumber(x->parser);
}

/* -- What expat calls ---------------------------------------------------------------- */

static void XMLCALL on_open(void *ctx, const char *name, const char **attributes) {
  struct xml *x = ctx;
  if (x->status != ASSAY_OK) return;
  if (++x->depth > XML_DEPTH_LIMIT) {
    stop(x,
         error_set(&x->failure, ASSAY_ELIMIT,
                   "elements are nested deeper than the limit of %d", XML_DEPTH_LIMIT));
    return;
  }
  if (XML_GetSpecifiedAttributeCount(x->parser) > 2 * XML_ATTRIBUTE_LIMIT) {
    stop(x, error_set(&x->failure, ASSAY_ELIMIT,
                      "an element has more attributes than the limit of %d",
                      XML_ATTRIBUTE_LIMIT));
    return;
  }
  if (x->handler.open)
    stop(x, x->handler.open(x->handler.ctx, name, attributes, &x->failure));
}

static void XMLCALL on_close(void *ctx, const char *name) {
  struct xml *x = ctx;
  if (x->status != ASSAY_OK) return;
  x->depth--;
  if (x->handler.close) stop(x, x->handler.close(x->handler.ctx, name, &x->failure));
}

static void XMLCALL on_text(void *ctx, const char *text, int len) {
  struct xml *x = ctx;
  if (x->status != ASSAY_OK || !x->handler.text) return;
  stop(x, x->handler.text(x->handler.ctx, (assay_str){text, (size_t)len}, &x->failure));
}

/* What is not declared; as if there were a definition elsewhere. */
static void XMLCALL on_entity(void *ctx, const char *name, int is_parameter) {
  struct xml *x = ctx;
  if (x->status != ASSAY_OK || is_parameter) return;
  uint32_t cp = entity_find(str_from(name));
  char utf8[4];
  if (cp > 0)
    on_text(ctx, utf8, (int)utf8_encode(cp, utf8));
  else if (x->handler.entity)
    stop(x, x->handler.entity(x->handler.ctx, str_from(name), &x->failure));
}

/* A reference to a file: nothing is opened. */
static int XMLCALL on_external(XML_Parser parser, const char *names, const char *base,
                               const char *system_id, const char *public_id) {
  struct xml *x = XML_GetUserData(parser);
  (void)base, (void)system_id, (void)public_id;
  if (x->status == ASSAY_OK && names && x->handler.entity)
    stop(x, x->handler.entity(x->handler.ctx, str_from(names), &x->failure));
  return XML_STATUS_OK;
}

/* Entities that could grow or hold markup end the parse; short ones of characters do no
** harm, nor do those that are never read: of parameters, files and figures. */
static void XMLCALL on_declaration(void *ctx, const char *name, int is_parameter,
                                   const char *value, int value_len, const char *base,
                                   const char *system_id, const char *public_id,
                                   const char *notation) {
  struct xml *x = ctx;
  (void)base, (void)system_id, (void)public_id;
  if (notation || is_parameter || !value || x->status != ASSAY_OK) return;
  bool plain = value_len <= XML_ENTITY_LIMIT;
  for (int i = 0; i < value_len && plain; i++) plain = value[i] != '<' && value[i] != '&';
  if (plain) return;
  stop(x, error_set(&x->failure, ASSAY_EFORMAT,
                    "declares the entity '%.60s', which is not just up to %d bytes of "
                    "characters: not read (xmllint --noent writes entities out)",
                    name, XML_ENTITY_LIMIT));
}

static void XMLCALL on_xml(void *ctx, const char *version, const char *encoding,
                           int standalone) {
  struct xml *x = ctx;
  (void)version, (void)standalone;
  if (encoding && !x->told)
    decoding_declare(&x->declared, str_from(encoding), "declared");
}

static int XMLCALL on_encoding(void *ctx, const char *name, XML_Encoding *info) {
  (void)ctx;
  const uint16_t *high = code_page_find(code_page_from_name(str_from(name)));
  if (!high) return XML_STATUS_ERROR;
  for (int i = 0; i < 256; i++) {
    int cp = i < 0x80 ? i : high[i - 0x80];
    info->map[i] = cp == (int)UTF8_REPLACEMENT ? -1 : cp;
  }
  info->data = NULL;
  info->convert = NULL;
  info->release = NULL;
  return XML_STATUS_OK;
}

/* -- Parsing ------------------------------------------------------------------------- */

assay_status xml_open(struct xml **out, const struct xml_handler *handler,
                      const char *encoding, const assay_allocator *alloc,
                      assay_error *err) {
  struct xml *x = alloc_zero(alloc, 1, sizeof *x);
  if (!x) return error_memory(err, sizeof *x);
  x->alloc = *alloc;
  x->handler = *handler;
  x->parser = XML_ParserCreate(encoding);
  if (!x->parser) {
    xml_close(x);
    return error_memory(err, 0);
  }
  XML_SetUserData(x->parser, x);
  XML_SetElementHandler(x->parser, on_open, on_close);
  XML_SetCharacterDataHandler(x->parser, on_text);
  XML_SetSkippedEntityHandler(x->parser, on_entity);
  XML_SetEntityDeclHandler(x->parser, on_declaration);
  XML_SetExternalEntityRefHandler(x->parser, on_external);
  XML_SetXmlDeclHandler(x->parser, on_xml);
  x->told = encoding != NULL;
  if (encoding) decoding_declare(&x->declared, str_from(encoding), "asked for");
  XML_SetUnknownEncodingHandler(x->parser, on_encoding, NULL);
  XML_SetParamEntityParsing(x->parser, XML_PARAM_ENTITY_PARSING_NEVER);
  XML_UseForeignDTD(x->parser, XML_TRUE);
  *out = x;
  return ASSAY_OK;
}

void xml_declared(const struct xml *x, struct decoding *how) {
  if (x->declared.decided_by) *how = x->declared;
}

void xml_close(struct xml *x) {
  if (!x) return;
  if (x->parser) XML_ParserFree(x->parser);
  alloc_free(&x->alloc, x, 1, sizeof *x);
}

static const char *reason(enum XML_Error code) {
  switch (code) {
  case XML_ERROR_NO_ELEMENTS:
    return "it ends before its root element does";
  case XML_ERROR_INVALID_TOKEN:
    return "an invalid token: a bare '&' or '<', or bytes that are not in the encoding "
           "declared";
  case XML_ERROR_UNCLOSED_TOKEN:
    return "it ends inside a tag";
  case XML_ERROR_TAG_MISMATCH:
    return "an end tag that does not match its start tag";
  case XML_ERROR_DUPLICATE_ATTRIBUTE:
    return "an attribute appears twice";
  case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
    return "something comes after the end of the root element";
  case XML_ERROR_UNKNOWN_ENCODING:
    return "its encoding is not known here";
  case XML_ERROR_INCORRECT_ENCODING:
    return "it is not in the encoding that it declares";
  default:
    return XML_ErrorString(code);
  }
}

static assay_status parse_failed(struct xml *x, assay_error *err) {
  enum XML_Error code = XML_GetErrorCode(x->parser);
  uint64_t line = XML_GetCurrentLineNumber(x->parser);
  if (x->status == ASSAY_OK)
    x->status = code == XML_ERROR_NO_MEMORY
                    ? error_memory(&x->failure, 0)
                    : error_set(&x->failure, ASSAY_EFORMAT, "not well-formed XML: %s",
                                reason(code));
  if (x->failure.line == 0 && x->status != ASSAY_ENOMEM)
    x->failure.line = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
  if (err) *err = x->failure;
  return x->status;
}

enum { FEED_BYTES = 1 << 16 };

/* Gives expat the next bytes, always as many: what it says about a document that is wrong
** may depend on where its input is cut. */
static assay_status feed(struct xml *x, struct stream *stream, assay_error *err) {
  size_t len = 0;
  char *to = XML_GetBuffer(x->parser, FEED_BYTES);
  if (!to) return x->status = error_memory(err, FEED_BYTES);
  while (len < FEED_BYTES && !x->ended) {
    size_t some = FEED_BYTES - len;
    if (x->piece.len == 0) {
      assay_status status = stream_pull(stream, &x->piece, err);
      if (status != ASSAY_OK) return x->status = status;
      x->ended = x->piece.len == 0;
    }
    if (some > x->piece.len) some = x->piece.len;
    if (some > 0) memcpy(to + len, x->piece.ptr, some);
    len += some;
    x->piece.ptr += some;
    x->piece.len -= some;
  }
  if (XML_ParseBuffer(x->parser, (int)len, x->ended) == XML_STATUS_ERROR)
    return parse_failed(x, err);
  return ASSAY_OK;
}

assay_status xml_run(struct xml *x, struct stream *stream, bool *more, assay_error *err) {
  if (x->status != ASSAY_OK) {
    if (err) *err = x->failure;
    return x->status;
  }
  do {
    assay_status status = ASSAY_OK;
    if (x->paused) {
      x->paused = false;
      if (XML_ResumeParser(x->parser) == XML_STATUS_ERROR) status = parse_failed(x, err);
    } else if (x->ended) {
      break;
    } else {
      status = feed(x, stream, err);
    }
    if (status != ASSAY_OK) return status;
  } while (!x->paused);
  *more = x->paused;
  return ASSAY_OK;
}

#else

const char *xml_library_version(void) {
  return "";
}

assay_status xml_open(struct xml **out, const struct xml_handler *handler,
                      const char *encoding, const assay_allocator *alloc,
                      assay_error *err) {
  (void)out, (void)handler, (void)encoding, (void)alloc;
  return error_set(err, ASSAY_EFORMAT, "this build cannot read XML (install %s)",
                   XML_PACKAGE);
}

void xml_close(struct xml *x) {
  (void)x;
}

assay_status xml_run(struct xml *x, struct stream *stream, bool *more, assay_error *err) {
  (void)x, (void)stream, (void)more;
  return error_set(err, ASSAY_EFORMAT, "this build cannot read XML (install %s)",
                   XML_PACKAGE);
}

void xml_pause(struct xml *x) {
  (void)x;
}

uint64_t xml_line(const struct xml *x) {
  (void)x;
  return 0;
}

void xml_declared(const struct xml *x, struct decoding *how) {
  (void)x, (void)how;
}

#endif
