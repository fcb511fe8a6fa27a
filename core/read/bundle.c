/*
** bundle.c - takes the wanted members of a zip archive, once from front to back.
*/
#include "read/bundle.h"

#include "base/alloc.h"
#include "base/error.h"

#include <string.h>

void bundle_init(struct bundle *b, const assay_allocator *alloc) {
  memset(b, 0, sizeof *b);
  b->alloc = *alloc;
  table_init(&b->names, alloc);
}

void bundle_close(struct bundle *b) {
  for (size_t i = 0; i < b->count; i++) buffer_free(&b->parts[i]);
  alloc_free(&b->alloc, b->parts, b->cap, sizeof *b->parts);
  table_free(&b->names);
  b->parts = NULL;
  b->count = b->cap = 0;
}

/* Room for one more part under a name that is new. */
static assay_status add_part(struct bundle *b, assay_str name, size_t limit,
                             assay_error *err) {
  void *parts = b->parts;
  uint32_t id;
  if (!alloc_grow(&b->alloc, &parts, &b->cap, b->count + 1, sizeof *b->parts))
    return error_memory(err, 0);
  b->parts = parts;
  assay_status status = table_intern(&b->names, name, &id, err);
  if (status == ASSAY_OK) buffer_init(&b->parts[b->count++], &b->alloc, limit);
  return status;
}

static assay_status take_part(struct bundle *b, struct archive_members *zip,
                              const struct archive_member *member, size_t *left,
                              assay_error *err) {
  struct stream *stream = NULL;
  if (member->encrypted)
    return error_set(err, ASSAY_EFORMAT, "is encrypted: save it without a password");
  assay_status status = add_part(b, member->name, *left, err);
  if (status == ASSAY_OK) status = archive_member_stream(zip, &stream, err);
  if (status == ASSAY_OK) status = stream_take(stream, &b->parts[b->count - 1], err);
  stream_close(stream);
  if (status == ASSAY_OK) *left -= b->parts[b->count - 1].len;
  return status;
}

/* A stream that remembers how it began: libarchive does not say what a file is. */
struct begun {
  struct stream base;
  struct stream *inner;
  char head[4];
  size_t len;
};

static assay_status begun_pull(struct stream *s, assay_str *bytes, assay_error *err) {
  struct begun *b = (struct begun *)s;
  assay_status status = stream_pull(b->inner, bytes, err);
  for (size_t i = 0; status == ASSAY_OK && i < bytes->len && b->len < 4; i++)
    b->head[b->len++] = bytes->ptr[i];
  return status;
}

/* Why a file that is no zip archive cannot be read, where we can tell. */
static assay_status explain(const struct begun *b, assay_status status,
                            assay_error *err) {
  if (status != ASSAY_EFORMAT) return status;
  if (b->len == 4 && memcmp(b->head, "\xD0\xCF\x11\xE0", 4) == 0)
    return error_set(
        err, ASSAY_EFORMAT,
        "is encrypted, or an old Office file: save it as a new one without a "
        "password");
  if (b->len < 2 || memcmp(b->head, "PK", 2) != 0)
    return error_set(err, ASSAY_EFORMAT, "is no zip archive, as its format should be");
  return status;
}

assay_status bundle_read(struct bundle *b, struct stream *zip, bundle_wanted *wanted,
                         size_t limit, assay_error *err) {
  struct archive_members *archive = NULL;
  struct archive_member member;
  struct begun begun = {.base = {.pull = begun_pull}, .inner = zip};
  bool more = true;
  size_t left = limit > 0 && limit < BUNDLE_LIMIT ? limit : BUNDLE_LIMIT;
  assay_status status = archive_open(&archive, &begun.base, NULL, &b->alloc, err);
  while (status == ASSAY_OK) {
    status = archive_next(archive, &member, &more, err);
    if (status != ASSAY_OK || !more) break;
    if (member.is_file && wanted(member.name) &&
        table_find(&b->names, member.name) == TABLE_NONE)
      status = take_part(b, archive, &member, &left, err);
  }
  archive_close(archive);
  return explain(&begun, status, err);
}

bool bundle_find(const struct bundle *b, assay_str name, assay_str *out) {
  uint32_t id = table_find(&b->names, name);
  if (id == TABLE_NONE) return false;
  *out = buffer_str(&b->parts[id]);
  return true;
}

bool bundle_is_zip(assay_str head) {
  return head.len >= 4 && memcmp(head.ptr, "PK\3\4", 4) == 0;
}

bool bundle_mentions(assay_str head, const char *name) {
  size_t len = strlen(name);
  for (size_t i = 0; i + len <= head.len; i++)
    if (head.ptr[i] == name[0] && memcmp(head.ptr + i, name, len) == 0) return true;
  return false;
}

bool bundle_name_ends(assay_str name, const char *lower_case_ending) {
  size_t len = strlen(lower_case_ending);
  if (name.len < len) return false;
  for (size_t i = 0; i < len; i++) {
    char c = name.ptr[name.len - len + i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if (c != lower_case_ending[i]) return false;
  }
  return true;
}
