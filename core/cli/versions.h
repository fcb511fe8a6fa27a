#ifndef ASSAY_CLI_VERSIONS_H
#define ASSAY_CLI_VERSIONS_H
/*
** versions.h - what decides a result besides the texts: this program, its Unicode data,
** its tokenizer and the libraries it stands on.
*/
#include "assay.h"
#include "base/buffer.h"

assay_status versions_describe(struct buffer *out, assay_error *err);

#endif
