#ifndef ASSAY_COUNT_CRC32C_H
#define ASSAY_COUNT_CRC32C_H
/*
** crc32c.h - the checksum at the end of an encoded accumulator: CRC-32C (Castagnoli), as
** in RFC 3720. The bytes "123456789" give 0xE3069283.
*/
#include "assay.h"

uint32_t crc32c(assay_str bytes);

#endif
