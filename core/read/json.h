#ifndef ASSAY_READ_JSON_H
#define ASSAY_READ_JSON_H
/*
** json.h - the values of a JSON text (RFC 8259), one after the other. Nothing is built
** and nothing is allocated: strings are borrowed as they are written, and unescaped by
** who wants them.
**
** Strict but for one thing that other programs write: NaN, Infinity and -Infinity are
** taken for null.
*/
#include "assay.h"
#include "base/buffer.h"

/* Most arrays and objects inside one another. */
#define JSON_DEPTH 256

enum json_kind {
  JSON_END = 0, /* the value is over; at the outermost level only */
  JSON_OBJECT,
  JSON_OBJECT_END,
  JSON_ARRAY,
  JSON_ARRAY_END,
  JSON_STRING,
  JSON_NUMBER,
  JSON_TRUE,
  JSON_FALSE,
  JSON_NULL
};

struct json_event {
  enum json_kind kind;
  bool has_key;              /* a member of an object: `key` */
  bool key_escaped, escaped; /* has backslashes: json_unescape */
  assay_str key;             /* borrowed from the text, without its quotes */
  assay_str text;            /* of a string, without its quotes, or of a number */
};

struct json { /* set by json_start; read `at` and `depth` only */
  assay_str text;
  size_t at;    /* behind the event that was given last */
  size_t depth; /* containers that are open */
  uint64_t is_object[JSON_DEPTH / 64];
  bool first; /* nothing in the innermost container yet */
  bool ended; /* the outermost value is complete */
};

/* text: valid UTF-8, borrowed. */
void json_start(struct json *j, assay_str text);
/* Fails with ASSAY_EFORMAT "JSON ends in the middle", "a ',' or a '}' is missing", ...,
** err->offset being the place in the text, or ASSAY_ELIMIT for JSON_DEPTH. After JSON_END
** there may be more text, at j->at. */
assay_status json_next(struct json *j, struct json_event *event, assay_error *err);
/* Reads to the end of the container that was given last. */
assay_status json_skip(struct json *j, assay_error *err);
/* Appends a string without its escapes. Half of a surrogate pair becomes U+FFFD. */
void json_unescape(assay_str escaped, struct buffer *out);

#endif
