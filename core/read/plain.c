/*
** plain.c - plain text: the whole file is the document, and the ladder of encodings
** decides what its bytes mean. Front matter becomes fields.
*/
#include "read/front_matter.h"
#include "read/reader.h"

static assay_status plain_next(struct reading *r, struct record *out, bool *more,
                               assay_error *err) {
  *more = false;
  if (r->done) return ASSAY_OK;
  r->done = true;
  assay_status status = reading_take_all(r, &out->text, err);
  if (status == ASSAY_OK)
    status = encoding_to_utf8(&out->text, r->options->encoding, &out->decoding, err);
  out->encoding = ENCODING_UTF8;
  if (status == ASSAY_OK) status = front_matter_cut(out, err);
  *more = status == ASSAY_OK;
  return status;
}

const struct reader reader_plain = {
    .name = "plain", .extensions = ".txt .text", .next = plain_next};
