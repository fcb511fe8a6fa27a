#ifndef ASSAY_TESTS_ZIP_FILE_H
#define ASSAY_TESTS_ZIP_FILE_H
/*
** zip_file.h - writes a small zip archive whose members are stored, not compressed, into
** memory: documents for the tests and the fuzz targets of docx, odt and epub. What does
** not fit aborts.
*/
#include "assay.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ZIP_ROOM(condition)                                                              \
  do {                                                                                   \
    if (!(condition)) abort();                                                           \
  } while (0)

struct zip_file {
  unsigned char data[1 << 17];
  size_t len;
  unsigned char directory[1 << 13]; /* written behind the members by zip_end */
  size_t directory_len;
  unsigned count;
};

static inline void zip_put(unsigned char *to, size_t *len, size_t room, uint32_t value,
                           int bytes) {
  ZIP_ROOM(*len + (size_t)bytes <= room);
  for (int i = 0; i < bytes; i++) to[(*len)++] = (unsigned char)(value >> 8 * i);
}

static inline uint32_t zip_crc(const char *bytes, size_t len) {
  uint32_t crc = 0xFFFFFFFFu;
  for (size_t i = 0; i < len; i++) {
    crc ^= (unsigned char)bytes[i];
    for (int k = 0; k < 8; k++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
  }
  return ~crc;
}

/* The part of a header that the member and the directory share. */
static inline void zip_header(unsigned char *to, size_t *len, size_t room,
                              assay_str bytes, size_t name_len) {
  zip_put(to, len, room, 20, 2); /* version */
  zip_put(to, len, room, 0, 2);  /* flags */
  zip_put(to, len, room, 0, 2);  /* stored */
  zip_put(to, len, room, 0, 4);  /* time */
  zip_put(to, len, room, zip_crc(bytes.ptr, bytes.len), 4);
  zip_put(to, len, room, (uint32_t)bytes.len, 4);
  zip_put(to, len, room, (uint32_t)bytes.len, 4);
  zip_put(to, len, room, (uint32_t)name_len, 2);
  zip_put(to, len, room, 0, 2); /* extra */
}

static inline void zip_add_bytes(struct zip_file *z, const char *name, assay_str bytes) {
  size_t name_len = strlen(name), at = z->len;
  zip_put(z->data, &z->len, sizeof z->data, 0x04034B50, 4);
  zip_header(z->data, &z->len, sizeof z->data, bytes, name_len);
  ZIP_ROOM(z->len + name_len + bytes.len <= sizeof z->data);
  memcpy(z->data + z->len, name, name_len);
  z->len += name_len;
  memcpy(z->data + z->len, bytes.ptr, bytes.len);
  z->len += bytes.len;

  size_t room = sizeof z->directory;
  zip_put(z->directory, &z->directory_len, room, 0x02014B50, 4);
  zip_put(z->directory, &z->directory_len, room, 20, 2);
  zip_header(z->directory, &z->directory_len, room, bytes, name_len);
  zip_put(z->directory, &z->directory_len, room, 0, 4); /* comment, disk */
  zip_put(z->directory, &z->directory_len, room, 0, 2); /* internal */
  zip_put(z->directory, &z->directory_len, room, 0, 4); /* external */
  zip_put(z->directory, &z->directory_len, room, (uint32_t)at, 4);
  ZIP_ROOM(z->directory_len + name_len <= room);
  memcpy(z->directory + z->directory_len, name, name_len);
  z->directory_len += name_len;
  z->count++;
}

static inline void zip_add(struct zip_file *z, const char *name, const char *text) {
  zip_add_bytes(z, name, (assay_str){text, strlen(text)});
}

/* The archive; lives as long as z. */
static inline assay_str zip_end(struct zip_file *z) {
  size_t at = z->len, room = sizeof z->data;
  ZIP_ROOM(z->len + z->directory_len <= room);
  memcpy(z->data + z->len, z->directory, z->directory_len);
  z->len += z->directory_len;
  zip_put(z->data, &z->len, room, 0x06054B50, 4);
  zip_put(z->data, &z->len, room, 0, 4); /* disks */
  zip_put(z->data, &z->len, room, z->count, 2);
  zip_put(z->data, &z->len, room, z->count, 2);
  zip_put(z->data, &z->len, room, (uint32_t)z->directory_len, 4);
  zip_put(z->data, &z->len, room, (uint32_t)at, 4);
  zip_put(z->data, &z->len, room, 0, 2); /* comment */
  return (assay_str){(const char *)z->data, z->len};
}

#endif
