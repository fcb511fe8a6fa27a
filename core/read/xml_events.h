#ifndef ASSAY_READ_XML_EVENTS_H
#define ASSAY_READ_XML_EVENTS_H
/*
** xml_events.h - XML as a stream of elements opening, text, and elements closing. The
** only file that knows expat; a build without it fails with ASSAY_EFORMAT.
**
** No document type definition and no file that an entity names is read. What can be
** referred to are the entities of XML, characters by number, the names of HTML 4
** (&eacute;), which need no declaration here, and entities that the document declares as
** up to XML_ENTITY_LIMIT bytes of characters. One that declares others, which could grow
** or hold markup, is refused.
** Encodings: UTF-8, UTF-16, Latin-1 and those of code_page.h, by mark or declaration.
*/
#include "read/stream.h"
#include "text/encoding.h"

#define XML_DEPTH_LIMIT 1000     /* elements inside each other */
#define XML_ATTRIBUTE_LIMIT 1000 /* of one element */
#define XML_ENTITY_LIMIT 256     /* bytes that an entity stands for */

/* Debian's package if the build lacks it, or NULL. */
#ifdef ASSAY_EXPAT
#define XML_PACKAGE NULL
#else
#define XML_PACKAGE "libexpat1-dev"
#endif

/* "2.5.0"; "" in a build without. Constant. */
const char *xml_library_version(void);

/* What happens. Names are as they are written, "w:p"; attributes are pairs of name and
** value, then NULL; all is valid UTF-8 and borrowed until the function returns. A status
** other than ASSAY_OK ends the parse with it. Any function may be NULL. */
struct xml_handler {
  void *ctx;
  assay_status (*open)(void *ctx, const char *name, const char **attributes,
                       assay_error *err);
  assay_status (*close)(void *ctx, const char *name, assay_error *err);
  assay_status (*text)(void *ctx, assay_str text, assay_error *err);
  /* An entity that nobody knows, without & and ;. NULL: it is left out. */
  assay_status (*entity)(void *ctx, assay_str name, assay_error *err);
};

struct xml;

/* encoding: NULL as the document says, or a name that overrules it. The handler is
** copied. Owned: xml_close. */
assay_status xml_open(struct xml **out, const struct xml_handler *handler,
                      const char *encoding, const assay_allocator *alloc,
                      assay_error *err);
void xml_close(struct xml *x);
/* Parses until the stream ends, *more false, or until a handler has called xml_pause,
** *more true: the next call goes on from there, with the same stream. Fails with
** ASSAY_EFORMAT and err->line, "not well-formed: mismatched tag"; ASSAY_ELIMIT; or what
** the stream or a handler fails with. A parse that has failed is over. */
assay_status xml_run(struct xml *x, struct stream *stream, bool *more, assay_error *err);
/* From within a handler: one more may still be called, for the end of an empty
** element. */
void xml_pause(struct xml *x);
/* Notes the encoding that the document declares; leaves *how alone where it declares
** none. */
void xml_declared(const struct xml *x, struct decoding *how);
/* Line of the document where the parse is, from 1. */
uint64_t xml_line(const struct xml *x);
/* All of a document that is in memory. */
assay_status xml_parse_bytes(assay_str bytes, const struct xml_handler *handler,
                             const assay_allocator *alloc, assay_error *err);

/* The name without its prefix: "p" of "w:p". */
const char *xml_local(const char *name);
/* The value of an attribute by its local name, NULL if there is none. */
const char *xml_attribute(const char **attributes, const char *local_name);

/* Names that a reader knows, in byte order, for xml_find; numbers are above 0. */
struct xml_name {
  const char *name;
  int number;
};
/* 0: not among them. */
int xml_find(const struct xml_name *names, size_t count, const char *name);

#endif
