#ifndef ASSAY_ENGINE_PART_H
#define ASSAY_ENGINE_PART_H
/*
** part.h - what `assay map` writes and `assay reduce` reads: the accumulators of one
** share of a run, and enough about the run to refuse parts that do not belong together.
** Parts travel between processes and machines of either byte order.
**
** The file: "ASSAYPRT", a version, the fields below, the accumulators in their encoded
** form (core/count/README.md), and the CRC-32C of all before it. Equal shares have equal
** bytes.
*/
#include "assay.h"
#include "base/arena.h"
#include "corpus/corpus.h"
#include "engine/contract.h"
#include "engine/run.h"

enum { PART_MOST = 65536 }; /* shares of a run */

struct part_value { /* of an argument of the script */
  assay_str name, text;
  bool given;
};

struct part {
  struct arena *arena;    /* of what was read; NULL for what is to be written */
  assay_str script;       /* its name */
  uint64_t script_digest; /* of its source */
  uint64_t text_digest;   /* of version, token rule and what else changes counts */
  uint64_t input_digest;  /* of names and sizes of all sources */
  size_t number, of;      /* share 1..of */
  struct part_value *values;
  size_t value_count;
  assay_str rule;          /* of the tokenizer */
  uint64_t *shard_digests; /* of the texts of each shard of the share */
  size_t shard_count;
  uint64_t documents, words, replaced;
  struct corpus_tally tally;
  const struct run_problem *problems;
  size_t problem_count;
  struct bundle bundle;
};

assay_status part_write(const struct part *part, struct buffer *out, assay_error *err);
/* Trusts nothing. Owned: part_free. ASSAY_EFORMAT "is cut off", "is no part of a run",
** "was made by another version"; err->offset is the place. */
assay_status part_read(struct part *out, assay_str bytes, assay_error *err);
void part_free(struct part *part);

#endif
