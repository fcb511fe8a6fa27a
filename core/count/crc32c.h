#ifndef ASSAY_COUNT_CRC32C_H
#define ASSAY_COUNT_CRC32C_H
/*
** crc32c.h - the checksum at the end of an encoded accumulator: CRC-32C (Castagnoli), as
** in RFC 3720. The bytes "123456789" give 0xE3069283.
*/
#include "assay.h"

uint32_t crc32c(assay_str bytes);
/* That of some bytes and those after them: crc32c_add(crc32c(a), b). Of none it is 0. */
uint32_t crc32c_add(uint32_t checksum, assay_str bytes);

#endif
