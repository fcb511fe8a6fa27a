/* stable_hash.c - FNV-1a and a finaliser, byte by byte: byte order is no matter. */
#include "base/stable_hash.h"

static uint64_t add_byte(uint64_t state, unsigned char byte) {
  return (state ^ byte) * 0x100000001B3u;
}

uint64_t stable_hash_add(uint64_t state, assay_str bytes) {
  for (size_t i = 0; i < bytes.len; i++)
    state = add_byte(state, (unsigned char)bytes.ptr[i]);
  return state;
}

uint64_t stable_hash_add_number(uint64_t state, uint64_t number) {
  for (unsigned shift = 0; shift < 64; shift += 8)
    state = add_byte(state, (unsigned char)(number >> shift));
  return state;
}

uint64_t stable_hash_finish(uint64_t state) {
  state = (state ^ (state >> 33)) * 0xFF51AFD7ED558CCDu;
  state = (state ^ (state >> 33)) * 0xC4CEB9FE1A85EC53u;
  return state ^ (state >> 33);
}

uint64_t stable_hash(assay_str bytes) {
  return stable_hash_finish(stable_hash_add(STABLE_HASH_START, bytes));
}
