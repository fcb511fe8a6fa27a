#ifndef ASSAY_READ_UNPACK_LIMITS_H
#define ASSAY_READ_UNPACK_LIMITS_H
/*
** unpack_limits.h - how much may come out of what is packed: whoever unpacks counts what
** goes in and what comes out, piece by piece, so that a bomb is seen while it grows.
*/
#include "assay.h"

struct archive_limits { /* 0: the default */
  uint64_t members;     /* most members of an archive; 1,000,000 */
  uint64_t bytes;       /* most bytes that all of it unpacks to; 64 GiB */
  uint64_t ratio;       /* most times its packed size, above 64 MiB unpacked; 200 */
};

struct unpack_meter {
  struct archive_limits limits;
  uint64_t packed, unpacked; /* bytes so far */
};

/* limits may be NULL: the defaults. */
void unpack_meter_init(struct unpack_meter *meter, const struct archive_limits *limits);
/* More bytes came out; ASSAY_ELIMIT names the limit that they crossed. */
assay_status unpack_meter_add(struct unpack_meter *meter, size_t more, assay_error *err);

#endif
