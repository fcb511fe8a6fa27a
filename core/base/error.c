/*
** error.c - filling the caller's assay_error. Does not print; the command line does.
*/
#include "base/error.h"

#include <stdio.h>
#include <string.h>

/* Takes a character off the end of what was cut to len bytes if only a part of it is
** left: its lead byte says how long it is. */
static void drop_half_character(char *text, size_t len) {
  size_t lead = len;
  while (lead > 0 && len - lead < 3 && ((unsigned char)text[lead - 1] & 0xC0) == 0x80)
    lead--;
  if (lead == 0) return;
  unsigned char first = (unsigned char)text[--lead];
  size_t whole = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  if (len - lead < whole) text[lead] = '\0';
}

static assay_status error_fill(assay_error *err, assay_status status, uint64_t offset,
                               const char *format, va_list args) {
  if (!err) return status;
  memset(err, 0, sizeof *err);
  err->status = status;
  err->offset = offset;
  int len = vsnprintf(err->message, sizeof err->message, format, args);
  if (len >= (int)sizeof err->message)
    drop_half_character(err->message, sizeof err->message - 1);
  return status;
}

assay_status error_set(assay_error *err, assay_status status, const char *format, ...) {
  va_list args;
  va_start(args, format);
  error_fill(err, status, 0, format, args);
  va_end(args);
  return status;
}

assay_status error_at(assay_error *err, assay_status status, uint64_t offset,
                      const char *format, ...) {
  va_list args;
  va_start(args, format);
  error_fill(err, status, offset, format, args);
  va_end(args);
  return status;
}

assay_status error_memory(assay_error *err, size_t size) {
  if (size == 0) return error_set(err, ASSAY_ENOMEM, "out of memory");
  return error_set(err, ASSAY_ENOMEM, "out of memory (%zu bytes asked for)", size);
}

void error_name_source(assay_error *err, assay_str source) {
  if (!err || err->source[0]) return;
  size_t len = source.len < sizeof err->source ? source.len : sizeof err->source - 1;
  if (len > 0) memcpy(err->source, source.ptr, len);
  err->source[len] = '\0';
  if (len < source.len) drop_half_character(err->source, len);
}

const char *assay_status_name(assay_status status) {
  switch (status) {
  case ASSAY_OK:
    return "ok";
  case ASSAY_ENOMEM:
    return "out of memory";
  case ASSAY_EIO:
    return "input or output failed";
  case ASSAY_EFORMAT:
    return "wrong format";
  case ASSAY_EARG:
    return "wrong argument";
  case ASSAY_EPATTERN:
    return "wrong pattern";
  case ASSAY_ESCRIPT:
    return "script failed";
  case ASSAY_ELIMIT:
    return "limit reached";
  case ASSAY_ECANCELLED:
    return "cancelled";
  }
  return "unknown status";
}
