#ifndef ASSAY_READ_JSON_LEAVES_H
#define ASSAY_READ_JSON_LEAVES_H
/*
** json_leaves.h - the strings, numbers and truth values of JSON, with their paths:
** {"a": {"b": 1}, "c": ["x", "y"]} has "a.b" 1, "c" "x", "c" "y".
*/
#include "read/json.h"

/* Longest path, in bytes. */
#define JSON_PATH_LIMIT 1024

struct json_leaf {
  assay_str path;      /* borrowed until the next leaf */
  enum json_kind kind; /* JSON_END: there are no more; never a container or null */
  assay_str text;      /* as it is written: "true", a number, a string */
  bool escaped;        /* a string with backslashes */
  bool in_array;       /* another one may have this path */
};

struct json_leaves {
  struct json json;
  struct buffer path;
  size_t path_len[JSON_DEPTH + 1]; /* of the container at each depth */
  size_t arrays;                   /* that are open */
};

void json_leaves_init(struct json_leaves *l, const assay_allocator *alloc);
void json_leaves_free(struct json_leaves *l);
/* object: a JSON text, borrowed. */
void json_leaves_start(struct json_leaves *l, assay_str object);
/* Fails as json_next does, and with ASSAY_ELIMIT for JSON_PATH_LIMIT. */
assay_status json_leaves_next(struct json_leaves *l, struct json_leaf *leaf,
                              assay_error *err);

#endif
