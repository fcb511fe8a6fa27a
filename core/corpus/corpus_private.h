#ifndef ASSAY_CORPUS_CORPUS_PRIVATE_H
#define ASSAY_CORPUS_CORPUS_PRIVATE_H
/*
** corpus_private.h - what corpus.c makes and shard.c reads.
*/
#include "base/arena.h"
#include "corpus/corpus.h"
#include "corpus/inputs.h"
#include "corpus/meta_pattern.h"
#include "corpus/notes.h"
#include "corpus/sidecar.h"
#include "corpus/where.h"

#include <stdatomic.h>

/* A shard ends with the source that makes it as large as this, in bytes or sources:
** enough work to be worth a thread's while, little enough to share out evenly. Large
** files of lines are cut into pieces. */
enum { SHARD_BYTES = 1 << 20, SHARD_SOURCES = 32, PIECE_BYTES = 8 << 20 };
/* Sources that are at least so large are worth a thread that reads them. */
enum { READ_AHEAD_BYTES = 4 << 20 };
#define CORPUS_TEXT_LIMIT ((size_t)UINT32_MAX - 1)

struct piece_lines { /* lines that end in [from - 1, to - 1) of a piece, once counted */
  atomic_bool known;
  atomic_uint_fast64_t count;
};

struct clean_survey; /* corpus/clean.h */

struct corpus {
  assay_allocator alloc;
  struct arena arena;
  struct notes notes;
  struct inputs inputs;
  struct read_options read;
  struct where *where;         /* or NULL */
  struct clean_survey *survey; /* with --clean, else NULL */
  struct metadata *metadata;
  struct meta_pattern *pattern;
  const char *pattern_source;
  /* Of metadata files with containers: one for --meta, else by inputs.sidecars. */
  struct sidecar_rows **rows;
  size_t row_count, row_cap;
  bool one_sidecar; /* --meta: for all inputs */
  struct corpus_range *shards;
  struct piece_lines *lines; /* by shard; NULL where there are no pieces */
  size_t shard_count, shard_cap, line_cap;
  size_t unmatched; /* by the pattern, of sources that are no containers */
  assay_str unlike; /* the first of them */
  bool containers;
  bool read_ahead;
};

#endif
