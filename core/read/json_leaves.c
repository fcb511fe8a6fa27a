/*
** json_leaves.c - paths are kept in one buffer: a container adds its key, its end cuts it
** off again. Most leaves are members of the outermost object, whose keys are not copied.
*/
#include "read/json_leaves.h"

#include <string.h>

void json_leaves_init(struct json_leaves *l, const assay_allocator *alloc) {
  buffer_init(&l->path, alloc, JSON_PATH_LIMIT);
  json_leaves_start(l, (assay_str){"", 0});
}

void json_leaves_free(struct json_leaves *l) {
  buffer_free(&l->path);
}

void json_leaves_start(struct json_leaves *l, assay_str object) {
  json_start(&l->json, object);
  buffer_clear(&l->path);
  l->arrays = 0;
}

static void add_key(struct json_leaves *l, const struct json_event *event) {
  if (l->path.len > 0) buffer_add_char(&l->path, '.');
  if (event->key_escaped)
    json_unescape(event->key, &l->path);
  else
    buffer_add_str(&l->path, event->key);
}

static void give(struct json_leaves *l, const struct json_event *event, size_t outside,
                 struct json_leaf *leaf) {
  leaf->kind = event->kind;
  leaf->text = event->kind == JSON_TRUE    ? (assay_str){"true", 4}
               : event->kind == JSON_FALSE ? (assay_str){"false", 5}
                                           : event->text;
  leaf->escaped = event->escaped;
  leaf->in_array = l->arrays > 0;
  if (event->has_key && outside == 0 && !event->key_escaped) {
    leaf->path = event->key;
    return;
  }
  if (event->has_key) add_key(l, event);
  leaf->path = buffer_str(&l->path);
  l->path.len = outside; /* what is behind stays where it is until the next leaf */
}

assay_status json_leaves_next(struct json_leaves *l, struct json_leaf *leaf,
                              assay_error *err) {
  for (;;) {
    struct json_event event;
    size_t outside = l->path.len;
    assay_status status = json_next(&l->json, &event, err);
    if (status != ASSAY_OK) return status;
    switch (event.kind) {
    case JSON_OBJECT:
    case JSON_ARRAY:
      l->path_len[l->json.depth] = outside;
      l->arrays += event.kind == JSON_ARRAY;
      if (event.has_key) add_key(l, &event);
      break;
    case JSON_OBJECT_END:
    case JSON_ARRAY_END:
      l->path.len = l->path_len[l->json.depth + 1];
      l->arrays -= event.kind == JSON_ARRAY_END;
      break;
    case JSON_NULL:
      break;
    default:
      give(l, &event, outside, leaf);
      return buffer_status(&l->path, "a path of keys", err);
    }
    status = buffer_status(&l->path, "a path of keys", err);
    if (status != ASSAY_OK) return status;
  }
}
