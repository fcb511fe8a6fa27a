#ifndef ASSAY_TESTS_FUZZ_READER_H
#define ASSAY_TESTS_FUZZ_READER_H
/*
** fuzz_reader.h - what holds for every reader: it comes to an end, its records are sound,
** and the pieces in which the bytes come make no difference.
*/
#include "fuzz.h"

#include "../unit/record_check.h"

#include "base/alloc.h"
#include "text/encoding.h"

/* A hash of all that comes out. */
static inline uint64_t fuzz_mix(uint64_t hash, assay_str s) {
  for (size_t i = 0; i < s.len; i++)
    hash = (hash ^ (unsigned char)s.ptr[i]) * 0x100000001B3u;
  return (hash ^ s.len) * 0x100000001B3u;
}

static inline uint64_t fuzz_mix_record(uint64_t hash, const struct record *r) {
  const char *problem = record_problem(r);
  if (problem) fprintf(stderr, "%s\n", problem);
  FUZZ_CHECK(!problem);
  hash = fuzz_mix(fuzz_mix(hash, r->part), buffer_str(&r->text));
  for (size_t i = 0; i < r->field_count; i++)
    hash = fuzz_mix(fuzz_mix(hash, r->fields[i].name), r->fields[i].value);
  for (size_t i = 0; i < r->token_count; i++)
    hash = fuzz_mix(fuzz_mix(hash, r->tokens[i].lemma), r->tokens[i].tag);
  for (size_t i = 0; i < r->warning_count; i++) hash = fuzz_mix(hash, r->warnings[i]);
  return hash;
}

static inline uint64_t fuzz_read(const struct reader *reader, assay_str bytes, bool split,
                                 size_t piece) {
  struct pieces pieces = pieces_of(bytes, piece);
  struct read_options options = {.split = split, .alloc = alloc_default()};
  struct reading r = {.reader = reader,
                      .options = &options,
                      .alloc = options.alloc,
                      .name = {"name", 4},
                      .stream = &pieces.base};
  struct record record;
  assay_error err = {0};
  uint64_t hash = 0xCBF29CE484222325u;
  size_t records = 0;
  record_init(&record, (size_t)64 << 20, NULL);
  assay_status status = reader->open ? reader->open(&r, &err) : ASSAY_OK;
  bool opened = status == ASSAY_OK, more = opened;
  while (more) {
    record_clear(&record);
    more = false;
    status = reader->next(&r, &record, &more, &err);
    FUZZ_CHECK(++records <= bytes.len + 2);
    if (status == ASSAY_OK && more) hash = fuzz_mix_record(hash, &record);
    if (status != ASSAY_OK) {
      FUZZ_CHECK(err.status == status && err.message[0]);
      hash = fuzz_mix(hash, (assay_str){err.message, strlen(err.message)});
    }
  }
  if (opened && reader->close) reader->close(&r);
  record_free(&record);
  stream_close(&pieces.base);
  return hash;
}

static inline void fuzz_reader(const struct reader *reader, assay_str bytes) {
  uint64_t once = fuzz_read(reader, bytes, false, 0);
  FUZZ_CHECK(fuzz_read(reader, bytes, false, 7) == once);
  fuzz_read(reader, bytes, true, 0);
  int sure = reader->sniff ? reader->sniff((assay_str){bytes.ptr, bytes.len < READER_HEAD
                                                                      ? bytes.len
                                                                      : READER_HEAD},
                                           (assay_str){"", 0})
                           : 0;
  FUZZ_CHECK(sure >= 0 && sure <= 100);
}

#endif
