#ifndef ASSAY_COUNT_WINDOWS_CODEC_H
#define ASSAY_COUNT_WINDOWS_CODEC_H
/*
** windows_codec.h - windows as a payload; README.md has the form.
*/
#include "count/windows.h"

assay_status windows_encode(const struct windows *w, struct buffer *out,
                            assay_error *err);
/* Owned: free with windows_free. */
assay_status windows_decode(struct windows **out, struct codec_reader *in,
                            const assay_allocator *alloc, assay_error *err);
bool windows_equal(const struct windows *a, const struct windows *b);

#endif
