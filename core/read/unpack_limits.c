/*
** unpack_limits.c - the limits against zip bombs, for all that unpacks.
*/
#include "read/unpack_limits.h"

#include "base/error.h"

#define DEFAULT_MEMBERS 1000000u
#define DEFAULT_BYTES ((uint64_t)64 << 30)
#define DEFAULT_RATIO 200u
/* Unpacked bytes from which on the ratio counts: small files of zeros are no bombs. */
#define RATIO_FROM ((uint64_t)64 << 20)

void unpack_meter_init(struct unpack_meter *meter, const struct archive_limits *limits) {
  *meter = (struct unpack_meter){{0, 0, 0}, 0, 0};
  if (limits) meter->limits = *limits;
  if (meter->limits.members == 0) meter->limits.members = DEFAULT_MEMBERS;
  if (meter->limits.bytes == 0) meter->limits.bytes = DEFAULT_BYTES;
  if (meter->limits.ratio == 0) meter->limits.ratio = DEFAULT_RATIO;
}

assay_status unpack_meter_add(struct unpack_meter *meter, size_t more, assay_error *err) {
  const struct archive_limits *limits = &meter->limits;
  meter->unpacked += more;
  if (meter->unpacked > limits->bytes)
    return error_set(err, ASSAY_ELIMIT, "unpacks to more than the limit of %llu bytes",
                     (unsigned long long)limits->bytes);
  if (meter->unpacked > RATIO_FROM && meter->unpacked / limits->ratio > meter->packed)
    return error_set(err, ASSAY_ELIMIT,
                     "unpacks to more than %llu times its size: the limit against zip "
                     "bombs",
                     (unsigned long long)limits->ratio);
  return ASSAY_OK;
}
