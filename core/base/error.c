/*
** error.c - filling the caller's assay_error. Does not print; the command line does.
*/
#include "base/error.h"

#include <stdio.h>
#include <string.h>

static assay_status error_fill(assay_error *err, assay_status status, uint64_t offset,
                               const char *format, va_list args) {
  if (!err) return status;
  memset(err, 0, sizeof *err);
  err->status = status;
  err->offset = offset;
  vsnprintf(err->message, sizeof err->message, format, args);
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
