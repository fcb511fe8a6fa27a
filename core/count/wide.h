#ifndef ASSAY_COUNT_WIDE_H
#define ASSAY_COUNT_WIDE_H
/*
** wide.h - 128-bit integers, for sums that must not overflow on the way.
*/
__extension__ typedef unsigned __int128 wide;
__extension__ typedef __int128 wide_signed;

#endif
