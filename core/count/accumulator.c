/*
** accumulator.c - the frame around every encoded accumulator, and the one way to add
** counts. Classes stand beside what they are classes of.
*/
#include "count/accumulator.h"

#include "base/error.h"
#include "count/crc32c.h"
#include "count/ngrams.h"
#include "count/ngrams_codec.h"

#include <string.h>

static const char magic[4] = {'A', 'S', 'S', 'Y'};

assay_status accumulator_settle(const struct accumulator *a, assay_error *err) {
  return a->class == &ngrams_class ? ngrams_settle(a->object, err) : ASSAY_OK;
}

void accumulator_limit(const struct accumulator *a, uint64_t memory) {
  if (a->class == &ngrams_class) ngrams_limit(a->object, memory);
}

void accumulator_give_back(const struct accumulator *a) {
  if (a->class == &ngrams_class) ngrams_give_back(a->object);
}

void accumulator_use_crew(const struct accumulator *a, struct crew *crew) {
  if (a->class == &ngrams_class) ngrams_use_crew(a->object, crew);
}

static const struct accumulator_class *const classes[] = {
    &counter_class, &distinct_class, &grid_class,      &moments_class,
    &ngrams_class,  &passages_class, &quantiles_class, &rows_class,
    &sample_class,  &top_class,      &windows_class};

static assay_status put_payload(const struct accumulator *a, struct codec_sink *out,
                                assay_error *err) {
  if (a->class == &ngrams_class) return ngrams_encode(a->object, out, err);
  return a->class->encode(a->object, &out->bytes, err);
}

static assay_status put_frame(const struct accumulator *a, struct codec_sink *out,
                              assay_error *err) {
  const uint64_t start = codec_sink_at(out);
  uint32_t checksum;
  buffer_add(&out->bytes, magic, sizeof magic);
  buffer_add_char(&out->bytes, (char)a->class->kind);
  buffer_add_char(&out->bytes, (char)a->class->version);
  buffer_add(&out->bytes, "\0", 2);
  codec_put_fixed64(&out->bytes, 0); /* the length, when it is known */
  assay_status status = put_payload(a, out, err);
  if (status == ASSAY_OK)
    status = buffer_status(&out->bytes, "an encoded accumulator", err);
  const uint64_t length = codec_sink_at(out) - start - ACCUMULATOR_HEADER;
  if (status == ASSAY_OK) status = codec_sink_patch(out, start + 8, length, err);
  if (status == ASSAY_OK) status = codec_sink_checksum(out, start, &checksum, err);
  if (status != ASSAY_OK) return status;
  codec_put_fixed32(&out->bytes, checksum);
  return codec_sink_flush(out, err);
}

assay_status accumulator_write(const struct accumulator *a, struct codec_sink *out,
                               assay_error *err) {
  if (a->class->encode) return put_frame(a, out, err);
  return error_set(err, ASSAY_EARG, "%s have no encoded form", a->class->name);
}

assay_status accumulator_encode(const struct accumulator *a, struct buffer *out,
                                assay_error *err) {
  const size_t before = out->len;
  struct codec_sink sink = {.bytes = *out, .file = SCRATCH_INIT, .in_memory = true};
  assay_status status = accumulator_write(a, &sink, err);
  *out = sink.bytes;
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

/* Reads the header: *length bytes of payload follow, and the checksum. */
static const struct accumulator_class *take_header(struct codec_reader *in,
                                                   uint64_t *length) {
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
  *length = codec_take_fixed64(in);
  size_t left = in->len - in->at;
  codec_expect(in, left >= ACCUMULATOR_CHECKSUM && *length <= left - ACCUMULATOR_CHECKSUM,
               "they end too early");
  return in->why ? NULL : class;
}

/* The same in memory, and checks the checksum: what remains in *in is the payload. */
static const struct accumulator_class *take_frame(struct codec_reader *in) {
  uint64_t length;
  const struct accumulator_class *class = take_header(in, &length);
  if (!class) return NULL;
  in->len = in->at + (size_t)length;
  assay_str framed = {in->data, in->len};
  codec_expect(in, codec_load32(in->data + in->len) == crc32c(framed),
               "the checksum is wrong");
  in->what = class->name;
  return class;
}

/* All that is left of the reader is the payload. */
static assay_status take_payload(struct accumulator *out,
                                 const struct accumulator_class *class,
                                 struct codec_reader *in, const assay_allocator *alloc,
                                 assay_error *err) {
  void *object;
  assay_status status = class->decode(&object, in, alloc, err);
  if (status != ASSAY_OK) return status;
  codec_expect(in, in->at == in->len, "they say more than they hold");
  status = codec_status(in, err);
  if (status != ASSAY_OK) {
    class->free(object);
    return status;
  }
  out->class = class;
  out->object = object;
  return ASSAY_OK;
}

assay_status accumulator_decode(struct accumulator *out, assay_str bytes, size_t *used,
                                const assay_allocator *alloc, assay_error *err) {
  struct codec_reader in = {.data = bytes.ptr, .len = bytes.len, .what = "accumulator"};
  const struct accumulator_class *class = take_frame(&in);
  size_t whole = in.len + ACCUMULATOR_CHECKSUM;
  codec_expect(&in, used || whole == bytes.len, "something follows them");
  assay_status status = codec_status(&in, err);
  if (status == ASSAY_OK) status = take_payload(out, class, &in, alloc, err);
  if (status == ASSAY_OK && used) *used = whole;
  return status;
}

/* From a window. N-grams are taken piece by piece, others are in the window whole. */
static assay_status take_windowed(struct accumulator *out, struct codec_reader *in,
                                  const assay_allocator *alloc, assay_error *err) {
  uint64_t length = 0;
  const struct codec_reader around = *in;
  const struct accumulator_class *class = take_header(in, &length);
  if (!class) return codec_status(in, err);
  assay_status status = ASSAY_OK;
  in->what = class->name;
  if (class == &ngrams_class) {
    in->len = in->at + (size_t)length;
    status = take_payload(out, class, in, alloc, err);
    in->len = around.len;
  } else {
    const assay_str payload = codec_take_bytes(in, (size_t)length);
    struct codec_reader own = {
        .data = payload.ptr, .len = payload.len, .what = class->name};
    status = in->why ? codec_status(in, err) : take_payload(out, class, &own, alloc, err);
  }
  in->what = around.what;
  if (status == ASSAY_OK) codec_take_bytes(in, ACCUMULATOR_CHECKSUM);
  return status;
}

assay_status accumulator_take(struct accumulator *out, struct codec_reader *in,
                              const assay_allocator *alloc, assay_error *err) {
  if (in->window) return take_windowed(out, in, alloc, err);
  const assay_str rest = {in->data + in->at, in->len - in->at};
  size_t used = 0;
  assay_status status = accumulator_decode(out, rest, &used, alloc, err);
  in->at += used;
  return status;
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
