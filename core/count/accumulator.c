/*
** accumulator.c - the frame around every encoded accumulator, and the one way to add
** counts. Classes stand beside what they are classes of.
*/
#include "count/accumulator.h"

#include "base/error.h"
#include "count/crc32c.h"
#include "count/ngrams.h"

#include <string.h>

static const char magic[4] = {'A', 'S', 'S', 'Y'};

assay_status accumulator_settle(const struct accumulator *a, assay_error *err) {
  return a->class == &ngrams_class ? ngrams_settle(a->object, err) : ASSAY_OK;
}

void accumulator_limit(const struct accumulator *a, uint64_t memory) {
  if (a->class == &ngrams_class) ngrams_limit(a->object, memory);
}

void accumulator_use_threads(const struct accumulator *a, size_t threads) {
  if (a->class == &ngrams_class) ngrams_use_threads(a->object, threads);
}

static const struct accumulator_class *const classes[] = {
    &counter_class, &distinct_class, &grid_class,      &moments_class,
    &ngrams_class,  &passages_class, &quantiles_class, &rows_class,
    &sample_class,  &top_class,      &windows_class};

static assay_status put_frame(const struct accumulator *a, struct buffer *out,
                              assay_error *err) {
  size_t start = out->len;
  buffer_add(out, magic, sizeof magic);
  buffer_add_char(out, (char)a->class->kind);
  buffer_add_char(out, (char)a->class->version);
  buffer_add(out, "\0", 2);
  codec_put_fixed64(out, 0); /* the length, when it is known */
  assay_status status = a->class->encode(a->object, out, err);
  if (status == ASSAY_OK) status = buffer_status(out, "an encoded accumulator", err);
  if (status != ASSAY_OK) return status;
  uint64_t length = out->len - start - ACCUMULATOR_HEADER;
  for (unsigned i = 0; i < 8; i++) out->data[start + 8 + i] = (char)(length >> (8 * i));
  assay_str framed = {out->data + start, out->len - start};
  codec_put_fixed32(out, crc32c(framed));
  return buffer_status(out, "an encoded accumulator", err);
}

assay_status accumulator_encode(const struct accumulator *a, struct buffer *out,
                                assay_error *err) {
  if (!a->class->encode)
    return error_set(err, ASSAY_EARG, "%s have no encoded form", a->class->name);
  size_t before = out->len;
  assay_status status = put_frame(a, out, err);
  if (status != ASSAY_OK) {
    out->len = before;
    out->failed = ASSAY_OK;
  }
  return status;
}

static const struct accumulator_class *find_class(unsigned kind) {
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (classes[i]->kind == kind && classes[i]->decode) return classes[i];
  return NULL;
}

/* Reads the header and checks it and the checksum: what remains in *in is the payload. */
static const struct accumulator_class *take_frame(struct codec_reader *in) {
  assay_str mark = codec_take_bytes(in, sizeof magic);
  codec_expect(in, mark.len > 0 && memcmp(mark.ptr, magic, sizeof magic) == 0,
               "they do not begin with 'ASSY'");
  const struct accumulator_class *class = find_class(codec_take_byte(in));
  codec_expect(in, class, "they are of an unknown kind");
  unsigned version = codec_take_byte(in);
  codec_expect(in, class && version == class->version, "they are of an unknown version");
  bool reserved = codec_take_byte(in) == 0;
  reserved = codec_take_byte(in) == 0 && reserved;
  codec_expect(in, reserved, "a reserved byte is not 0");
  uint64_t length = codec_take_fixed64(in);
  size_t left = in->len - in->at;
  codec_expect(in, left >= ACCUMULATOR_CHECKSUM && length <= left - ACCUMULATOR_CHECKSUM,
               "they end too early");
  if (in->why) return NULL;
  in->len = in->at + (size_t)length;
  assay_str framed = {in->data, in->len};
  codec_expect(in, codec_load32(in->data + in->len) == crc32c(framed),
               "the checksum is wrong");
  in->what = class->name;
  return class;
}

assay_status accumulator_decode(struct accumulator *out, assay_str bytes, size_t *used,
                                const assay_allocator *alloc, assay_error *err) {
  struct codec_reader in = {bytes.ptr, bytes.len, 0, "accumulator", NULL};
  const struct accumulator_class *class = take_frame(&in);
  size_t whole = in.len + ACCUMULATOR_CHECKSUM;
  codec_expect(&in, used || whole == bytes.len, "something follows them");
  assay_status status = codec_status(&in, err);
  if (status != ASSAY_OK) return status;
  void *object;
  status = class->decode(&object, &in, alloc, err);
  if (status != ASSAY_OK) return status;
  codec_expect(&in, in.at == in.len, "they say more than they hold");
  status = codec_status(&in, err);
  if (status != ASSAY_OK) {
    class->free(object);
    return status;
  }
  out->class = class;
  out->object = object;
  if (used) *used = whole;
  return ASSAY_OK;
}

assay_status count_add(int64_t a, int64_t b, int64_t *sum, assay_error *err) {
  if ((b > 0 && a > INT64_MAX - b) || (b < 0 && a < INT64_MIN - b))
    return error_set(err, ASSAY_ELIMIT, "a count is limited to 64 bits");
  *sum = a + b;
  return ASSAY_OK;
}

assay_status count_check_frozen(bool frozen, const char *name, assay_error *err) {
  if (!frozen) return ASSAY_OK;
  return error_set(err, ASSAY_EARG, "cannot add: the accumulator (%s) is frozen", name);
}
