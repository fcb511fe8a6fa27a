/*
** archive.c - the door to libarchive. It pulls packed bytes from a stream and gives
** members one after another; what they unpack to is counted against the limits all the
** time.
*/
#include "read/archive.h"

#include "base/alloc.h"
#include "base/error.h"
#include "read/zst.h"
#include "text/encoding.h"
#include "text/utf8.h"

#include <string.h>

#define NAME_LIMIT 4096u

/* -- What it is ---------------------------------------------------------------------- */

static bool has_at(assay_str head, size_t at, const char *bytes, size_t len) {
  return head.len >= at + len && memcmp(head.ptr + at, bytes, len) == 0;
}

/* tar before 1988 has no magic; its checksum tells it. */
static bool is_tar(assay_str head) {
  unsigned sum = 0, told = 0;
  if (has_at(head, 257, "ustar", 5)) return true;
  if (head.len < 512 || head.ptr[0] == '\0') return false;
  for (size_t i = 0; i < 512; i++)
    sum += i >= 148 && i < 156 ? ' ' : (unsigned char)head.ptr[i];
  size_t i = 148;
  while (i < 156 && head.ptr[i] == ' ') i++;
  size_t digits = i;
  for (; i < 156 && head.ptr[i] >= '0' && head.ptr[i] <= '7'; i++)
    told = told * 8 + (unsigned)(head.ptr[i] - '0');
  return i > digits && told == sum;
}

enum archive_kind archive_sniff(assay_str head, const char **format) {
  static const struct {
    const char *bytes;
    size_t len;
    enum archive_kind kind;
    const char *format;
  } signs[] = {
      {"PK\3\4", 4, ARCHIVE_MEMBERS, "zip"},
      {"PK\5\6", 4, ARCHIVE_MEMBERS, "zip"}, /* without a member */
      {"PK00PK\3\4", 8, ARCHIVE_MEMBERS, "zip"},
      {"\x1F\x8B\x08", 3, ARCHIVE_PACKED, "gz"},
      {"BZh", 3, ARCHIVE_PACKED, "bz2"},
      {"\xFD"
       "7zXZ\0",
       6, ARCHIVE_PACKED, "xz"},
      {"\x28\xB5\x2F\xFD", 4, ARCHIVE_PACKED, "zst"},
  };
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    if (!has_at(head, 0, signs[i].bytes, signs[i].len)) continue;
    /* "BZh" could be a word: a digit and the magic of a block or of the end follow. */
    if (signs[i].bytes[0] == 'B' && !has_at(head, 4, "1AY&SY", 6) &&
        !has_at(head, 4, "\x17rE8P\x90", 6))
      continue;
    *format = signs[i].format;
    return signs[i].kind;
  }
  if (!is_tar(head)) return ARCHIVE_NONE;
  *format = "tar";
  return ARCHIVE_MEMBERS;
}

#ifdef ASSAY_ARCHIVE

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

struct door {             /* what members and packed files share */
  struct archive *handle; /* libarchive's */
  struct stream *packed;
  struct unpack_meter meter;
  const char *what;    /* "zip", "gz", ... */
  assay_status failed; /* of the packed stream */
  assay_error err;
};

const char *archive_library_version(void) {
  return archive_version_string() + strlen("libarchive ");
}

/* -- Reading through libarchive ----------------------------------------------------- */

static la_ssize_t door_read(struct archive *handle, void *ctx, const void **out) {
  struct door *d = ctx;
  assay_str bytes = {NULL, 0};
  d->failed = stream_pull(d->packed, &bytes, &d->err);
  if (d->failed != ASSAY_OK) {
    archive_set_error(handle, -1, "%s", d->err.message);
    return -1;
  }
  d->meter.packed += bytes.len;
  *out = bytes.ptr;
  return (la_ssize_t)bytes.len;
}

/* "the zip archive is broken: Truncated ZIP file header" */
static assay_status door_fail(const struct door *d, assay_error *err) {
  if (d->failed != ASSAY_OK) {
    if (err) *err = d->err;
    return d->failed;
  }
  const char *reason = archive_error_string(d->handle);
  return error_set(err, ASSAY_EFORMAT, "the %s data are broken: %s", d->what,
                   reason ? reason : "no reason given");
}

static void door_close(struct door *d) {
  if (d->handle) archive_read_free(d->handle);
}

static assay_status door_open(struct door *d, struct stream *packed,
                              const struct archive_limits *limits, const char *what,
                              assay_error *err) {
  unpack_meter_init(&d->meter, limits);
  d->packed = packed;
  d->what = what;
  d->handle = archive_read_new();
  return d->handle ? ASSAY_OK : error_memory(err, 0);
}

/* Begins to read, once the formats are chosen. */
static assay_status door_begin(struct door *d, assay_error *err) {
  if (archive_read_open(d->handle, d, NULL, door_read, NULL) == ARCHIVE_OK)
    return ASSAY_OK;
  return door_fail(d, err);
}

/* The next block of the member or packed file. libarchive gives the places of blocks, for
** holes in sparse files; what is in a hole is left out. */
static assay_status door_pull(struct door *d, assay_str *bytes, assay_error *err) {
  const void *block = NULL;
  size_t len = 0;
  la_int64_t offset;
  *bytes = (assay_str){"", 0};
  for (;;) {
    int got = archive_read_data_block(d->handle, &block, &len, &offset);
    if (got == ARCHIVE_RETRY) continue;
    if (got == ARCHIVE_EOF) return ASSAY_OK;
    if (got != ARCHIVE_OK) return door_fail(d, err);
    if (len > 0) break;
  }
  *bytes = (assay_str){block, len};
  return unpack_meter_add(&d->meter, len, err);
}

/* -- Streams of one member, or of a packed file ------------------------------------- */

struct door_stream {
  struct stream base;
  assay_allocator alloc;
  struct door *door;
  bool owns_door;
  assay_status failed;
  assay_error err;
};

static assay_status door_stream_pull(struct stream *s, assay_str *bytes,
                                     assay_error *err) {
  struct door_stream *d = (struct door_stream *)s;
  if (d->failed == ASSAY_OK) d->failed = door_pull(d->door, bytes, &d->err);
  if (d->failed != ASSAY_OK && err) *err = d->err;
  return d->failed;
}

static void door_stream_close(struct stream *s) {
  struct door_stream *d = (struct door_stream *)s;
  assay_allocator alloc = d->alloc;
  if (d->owns_door) {
    door_close(d->door);
    alloc_free(&alloc, d->door, 1, sizeof *d->door);
  }
  alloc_free(&alloc, d, 1, sizeof *d);
}

static assay_status door_stream_new(struct stream **out, struct door *door,
                                    const assay_allocator *alloc, assay_error *err) {
  struct door_stream *d = alloc_zero(alloc, 1, sizeof *d);
  if (!d) return error_memory(err, sizeof *d);
  d->base.pull = door_stream_pull;
  d->base.close = door_stream_close;
  d->alloc = *alloc;
  d->door = door;
  *out = &d->base;
  return ASSAY_OK;
}

/* -- One packed file ---------------------------------------------------------------- */

static assay_status unpack_begin(struct door *door, assay_error *err) {
  struct archive_entry *entry;
  bool chosen = archive_read_support_filter_gzip(door->handle) == ARCHIVE_OK &&
                archive_read_support_filter_bzip2(door->handle) == ARCHIVE_OK &&
                archive_read_support_filter_xz(door->handle) == ARCHIVE_OK &&
                archive_read_support_filter_zstd(door->handle) == ARCHIVE_OK &&
                archive_read_support_format_raw(door->handle) == ARCHIVE_OK &&
                archive_read_support_format_empty(door->handle) == ARCHIVE_OK;
  if (!chosen) return door_fail(door, err);
  assay_status status = door_begin(door, err);
  if (status != ASSAY_OK) return status;
  int got = archive_read_next_header(door->handle, &entry);
  return got == ARCHIVE_OK || got == ARCHIVE_EOF ? ASSAY_OK : door_fail(door, err);
}

static assay_status unpack(struct stream **out, struct stream *packed,
                           const struct archive_limits *limits,
                           const assay_allocator *alloc, assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct stream *stream = NULL;
  struct door *door = alloc_zero(&a, 1, sizeof *door);
  if (!door) return error_memory(err, sizeof *door);
  assay_status status = door_open(door, packed, limits, "packed", err);
  if (status == ASSAY_OK) status = unpack_begin(door, err);
  if (status == ASSAY_OK) status = door_stream_new(&stream, door, &a, err);
  if (status != ASSAY_OK) {
    door_close(door);
    alloc_free(&a, door, 1, sizeof *door);
    return status;
  }
  ((struct door_stream *)stream)->owns_door = true;
  *out = stream;
  return ASSAY_OK;
}

/* -- Members ------------------------------------------------------------------------ */

struct archive_members {
  assay_allocator alloc;
  struct door door;
  locale_t utf8; /* libarchive reads names by the locale of the thread */
  struct buffer name;
  uint64_t members;
};

static assay_status members_begin(struct archive_members *m, assay_error *err) {
  struct door *door = &m->door;
  bool chosen = archive_read_support_format_zip_streamable(door->handle) == ARCHIVE_OK &&
                archive_read_support_format_tar(door->handle) == ARCHIVE_OK &&
                archive_read_support_format_empty(door->handle) == ARCHIVE_OK;
  return chosen ? door_begin(door, err) : door_fail(door, err);
}

assay_status archive_open(struct archive_members **out, struct stream *packed,
                          const struct archive_limits *limits,
                          const assay_allocator *alloc, assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct archive_members *m = alloc_zero(&a, 1, sizeof *m);
  if (!m) return error_memory(err, sizeof *m);
  m->alloc = a;
  buffer_init(&m->name, &a, BUFFER_NO_CEILING);
  m->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  assay_status status = door_open(&m->door, packed, limits, "archive's", err);
  if (status == ASSAY_OK) status = members_begin(m, err);
  if (status != ASSAY_OK) {
    archive_close(m);
    return status;
  }
  *out = m;
  return ASSAY_OK;
}

void archive_close(struct archive_members *m) {
  if (!m) return;
  door_close(&m->door);
  if (m->utf8 != (locale_t)0) freelocale(m->utf8);
  buffer_free(&m->name);
  assay_allocator alloc = m->alloc;
  alloc_free(&alloc, m, 1, sizeof *m);
}

/* Makes m->name valid UTF-8 without control characters, so that it can be shown. */
static assay_status members_name(struct archive_members *m, struct archive_entry *entry,
                                 assay_error *err) {
  struct decoding decoding;
  const char *name = archive_entry_pathname_utf8(entry);
  if (!name) name = archive_entry_pathname(entry);
  buffer_clear(&m->name);
  while (name && name[0] == '.' && name[1] == '/') name += 2; /* as tar likes to write */
  if (name) buffer_add(&m->name, name, strnlen(name, NAME_LIMIT));
  if (m->name.len == 0)
    buffer_addf(&m->name, "member %llu", (unsigned long long)m->members);
  assay_status status = buffer_status(&m->name, "a name", err);
  for (size_t i = 0; i < m->name.len; i++) {
    unsigned char c = (unsigned char)m->name.data[i];
    if (c < ' ' || c == 0x7F) m->name.data[i] = '?';
  }
  if (status == ASSAY_OK && utf8_valid_prefix(buffer_str(&m->name)) < m->name.len)
    status = encoding_to_utf8(&m->name, ENCODING_WINDOWS_1252, &decoding, err);
  return status;
}

static assay_status members_header(struct archive_members *m,
                                   struct archive_entry **entry, bool *more,
                                   assay_error *err) {
  int got = archive_read_next_header(m->door.handle, entry);
  while (got == ARCHIVE_RETRY) got = archive_read_next_header(m->door.handle, entry);
  *more = got == ARCHIVE_OK || got == ARCHIVE_WARN;
  return *more || got == ARCHIVE_EOF ? ASSAY_OK : door_fail(&m->door, err);
}

assay_status archive_next(struct archive_members *m, struct archive_member *out,
                          bool *more, assay_error *err) {
  struct archive_entry *entry = NULL;
  *more = false;
  locale_t before = m->utf8 != (locale_t)0 ? uselocale(m->utf8) : (locale_t)0;
  assay_status status = members_header(m, &entry, more, err);
  if (status == ASSAY_OK && *more && ++m->members > m->door.meter.limits.members)
    status = error_set(err, ASSAY_ELIMIT, "more members than the limit of %llu",
                       (unsigned long long)m->door.meter.limits.members);
  if (status == ASSAY_OK && *more) status = members_name(m, entry, err);
  if (before != (locale_t)0) uselocale(before);
  if (status != ASSAY_OK) *more = false;
  if (!*more) return status;
  out->name = buffer_str(&m->name);
  out->is_file = archive_entry_filetype(entry) == AE_IFREG &&
                 !archive_entry_hardlink(entry);
  out->encrypted = archive_entry_is_encrypted(entry) > 0;
  return ASSAY_OK;
}

assay_status archive_member_stream(struct archive_members *m, struct stream **out,
                                   assay_error *err) {
  return door_stream_new(out, &m->door, &m->alloc, err);
}

#else

const char *archive_library_version(void) {
  return "";
}

static assay_status no_library(assay_error *err) {
  return error_set(err, ASSAY_EFORMAT,
                   "this build does not unpack: install libarchive-dev and build again");
}

static assay_status unpack(struct stream **out, struct stream *packed,
                           const struct archive_limits *limits,
                           const assay_allocator *alloc, assay_error *err) {
  (void)out, (void)packed, (void)limits, (void)alloc;
  return no_library(err);
}

assay_status archive_open(struct archive_members **out, struct stream *packed,
                          const struct archive_limits *limits,
                          const assay_allocator *alloc, assay_error *err) {
  (void)out, (void)packed, (void)limits, (void)alloc;
  return no_library(err);
}

void archive_close(struct archive_members *m) {
  (void)m;
}

assay_status archive_next(struct archive_members *m, struct archive_member *out,
                          bool *more, assay_error *err) {
  (void)m, (void)out, (void)more;
  return no_library(err);
}

assay_status archive_member_stream(struct archive_members *m, struct stream **out,
                                   assay_error *err) {
  (void)m, (void)out;
  return no_library(err);
}

#endif

assay_status archive_unpack(struct stream **out, struct stream *packed,
                            const char *format, const struct archive_limits *limits,
                            const assay_allocator *alloc, assay_error *err) {
  if (strcmp(format, "zst") == 0 && zst_library_version()[0] != '\0')
    return zst_unpack(out, packed, limits, alloc, err);
  return unpack(out, packed, limits, alloc, err);
}
