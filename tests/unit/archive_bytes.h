#ifndef ASSAY_TESTS_ARCHIVE_BYTES_H
#define ASSAY_TESTS_ARCHIVE_BYTES_H
/*
** archive_bytes.h - archives made byte by byte: tar (POSIX ustar), zip with stored
** members (APPNOTE 6.3: local headers, a directory at the end), and small packed files
** that gzip, bzip2, xz and zstd wrote.
*/
#include "base/buffer.h"
#include "read/archive.h"
#include "unit.h"

#include <stdio.h>

/* At the beginning of a test that a build without libarchive cannot pass. */
#define NEEDS_ARCHIVES                                                                   \
  if (archive_library_version()[0] == '\0') return

static const char gz_bytes[] =
    "\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03\x2B\x48\x4D\x4C\x4E\x55"
    "\xC8\xCC\x53\x48\xAF\x02\x00\x4E\xCE\xCF\x84\x0B\x00\x00\x00";
static const char bz2_bytes[] =
    "\x42\x5A\x68\x39\x31\x41\x59\x26\x53\x59\xC9\xEA\xB0\x74\x00\x00"
    "\x05\x19\x80\x40\x00\x10\x00\x3A\x21\x40\x10\x20\x00\x31\x00\x30"
    "\x20\x68\x1E\xA6\xE1\x0A\xF4\x47\x1E\x2E\xE4\x8A\x70\xA1\x21\x93"
    "\xD5\x60\xE8";
static const char xz_bytes[] =
    "\xFD\x37\x7A\x58\x5A\x00\x00\x01\x69\x22\xDE\x36\x02\x00\x21\x01"
    "\x16\x00\x00\x00\x74\x2F\xE5\xA3\x01\x00\x0A\x70\x65\x61\x63\x65"
    "\x20\x69\x6E\x20\x78\x7A\x00\x00\xD0\xC0\x95\x49\x00\x01\x1F\x0B"
    "\x3D\x62\x0E\x7A\x90\x42\x99\x0D\x01\x00\x00\x00\x00\x01\x59\x5A";
static const char zst_bytes[] =
    "\x28\xB5\x2F\xFD\x04\x58\x61\x00\x00\x70\x65\x61\x63\x65\x20\x69"
    "\x6E\x20\x7A\x73\x74\x09\xB1\xAE\x48";

/* Adds a member; type '0' is a file, '5' a folder, '2' a link. `size` is what the header
** says, which may be a lie. */
static inline void tar_add(struct buffer *out, const char *name, char type,
                           assay_str bytes, unsigned long long size) {
  char head[512];
  unsigned sum = 0;
  memset(head, 0, sizeof head);
  snprintf(head, 100, "%s", name);
  memcpy(head + 100,
         "0000644\0"
         "0000000\0"
         "0000000",
         23);
  snprintf(head + 124, 12, "%011llo", size);
  memcpy(head + 136, "00000000000", 11);
  memset(head + 148, ' ', 8);
  head[156] = type;
  memcpy(head + 257,
         "ustar\0"
         "00",
         8);
  for (size_t i = 0; i < sizeof head; i++) sum += (unsigned char)head[i];
  snprintf(head + 148, 8, "%06o", sum);
  buffer_add(out, head, sizeof head);
  buffer_add_str(out, bytes);
  while (out->len % 512) buffer_add_char(out, '\0');
}

static inline void tar_end(struct buffer *out) {
  for (int i = 0; i < 1024; i++) buffer_add_char(out, '\0');
}

static inline uint32_t zip_crc(assay_str bytes) {
  uint32_t crc = 0xFFFFFFFFu;
  for (size_t i = 0; i < bytes.len; i++) {
    crc ^= (unsigned char)bytes.ptr[i];
    for (int k = 0; k < 8; k++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
  }
  return ~crc;
}

static inline void zip_number(struct buffer *out, uint32_t value, int bytes) {
  for (int i = 0; i < bytes; i++) buffer_add_char(out, (char)(value >> 8 * i & 0xFF));
}

/* A stored member; flags 1: encrypted, 0x800: the name is UTF-8. Without a directory at
** the end, which readers from front to back do not need. */
static inline void zip_add(struct buffer *out, const char *name, unsigned flags,
                           assay_str bytes) {
  buffer_add(out, "PK\3\4", 4);
  zip_number(out, 20, 2);
  zip_number(out, flags, 2);
  zip_number(out, 0, 2);          /* stored */
  zip_number(out, 0x21 << 16, 4); /* 1980-01-01 */
  zip_number(out, zip_crc(bytes), 4);
  zip_number(out, (uint32_t)bytes.len, 4);
  zip_number(out, (uint32_t)bytes.len, 4);
  zip_number(out, (uint32_t)strlen(name), 2);
  zip_number(out, 0, 2);
  buffer_add_text(out, name);
  buffer_add_str(out, bytes);
}

static inline void zip_end(struct buffer *out) {
  buffer_add(out, "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22);
}

#endif
