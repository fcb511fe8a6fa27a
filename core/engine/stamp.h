#ifndef ASSAY_ENGINE_STAMP_H
#define ASSAY_ENGINE_STAMP_H
/*
** stamp.h - what repeats a result: versions, the rule for tokens, the script, its
** arguments, and digests of the script and of the texts.
*/
#include "assay.h"
#include "engine/run.h"

/* Appends one line of JSON. Digests are 64-bit stable hashes in hex: they tell whether
** two runs saw the same bytes, they do not prove it to somebody who means ill. The run
** must have been asked for its digest. */
assay_status stamp_write(const struct script *script, const struct run_options *options,
                         const struct run_result *result, struct buffer *out,
                         assay_error *err);

#endif
