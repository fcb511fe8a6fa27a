#ifndef ASSAY_BASE_ERROR_H
#define ASSAY_BASE_ERROR_H
/*
** error.h - filling the caller's assay_error.
** Every function here returns the status it was given, so that
** `return error_set(err, ASSAY_EIO, "cannot open '%s'", path);` is the usual form.
*/
#include "assay.h"

#include <stdarg.h>

#if defined(__GNUC__)
#define ASSAY_PRINTF(string, first) __attribute__((format(printf, string, first)))
#else
#define ASSAY_PRINTF(string, first)
#endif

/* Clears *err and sets its status and message. err may be NULL. */
assay_status error_set(assay_error *err, assay_status status, const char *format, ...)
    ASSAY_PRINTF(3, 4);
/* The same at a byte offset of the source. */
assay_status error_at(assay_error *err, assay_status status, uint64_t offset,
                      const char *format, ...) ASSAY_PRINTF(4, 5);
/* Out of memory; size in bytes of the request that failed, 0 when unknown. */
assay_status error_memory(assay_error *err, size_t size);
/* Names the file, document or script of the message, if none is named yet. */
void error_name_source(assay_error *err, assay_str source);

#endif
