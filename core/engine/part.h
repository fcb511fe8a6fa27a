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
#include "engine/run.h"
#include "engine/script.h"

enum { PART_MOST = 65536 }; /* shares of a run */

struct part_value { /* of an argument of the script */
  assay_str name, text;
  bool given;
};

struct part {
  struct arena *arena;     /* of the strings and arrays of the head: all but mapped */
  assay_str script;        /* its name */
  uint64_t script_digest;  /* of its source */
  uint64_t options_digest; /* of what else changes counts: tokens, region, metadata ... */
  uint64_t input_digest;   /* of names and sizes of all sources, and of their metadata */
  uint64_t first_digest;   /* of the first pass that it was made with; 0: none */
  bool first_pass;         /* it is one itself */
  struct run_share share;
  struct part_value *values;
  size_t value_count;
  struct text_options text;
  enum voice_region region;
  bool selects;        /* there is a condition (--where): the report says how many */
  struct table fields; /* names of the metadata fields of the corpus */
  const struct corpus_note *notes; /* about inputs and metadata; the same in all parts */
  size_t note_count;
  struct run_mapped mapped;
};

/* Empty; mapped is not even that (run_mapped_init). Free with part_free. */
assay_status part_init(struct part *part, assay_error *err);
void part_free(struct part *part);
assay_status part_write(const struct part *part, struct buffer *out, assay_error *err);
/* The same to where it need not be in memory; what was written stays on failure. */
assay_status part_put(const struct part *part, struct codec_sink *out, assay_error *err);
/* The same to a file, as file_write, by way of a temporary one without a name. stopped is
** asked now and then (ASSAY_ECANCELLED); hold is called before the file itself is
** written. Either may be NULL. */
assay_status part_write_file(const struct part *part, const char *path,
                             bool (*stopped)(void), void (*hold)(void), assay_error *err);
/* Trusts nothing. Owned: part_free. ASSAY_EFORMAT "is cut off", "is no part of a run",
** "was made by another version". head_only: without the accumulators. */
assay_status part_read(struct part *out, assay_str bytes, bool head_only,
                       assay_error *err);
/* The same from a file, piece by piece: n-grams keep to so many bytes, 0: as many as they
** take. Also ASSAY_EIO, ASSAY_ELIMIT when that is too little, ASSAY_ECANCELLED. */
assay_status part_read_file(struct part *out, const char *path, bool head_only,
                            uint64_t memory, bool (*stopped)(void), assay_error *err);
/* Of the accumulators that a first pass gave: what first_digest is compared with. */
uint64_t part_first_digest(assay_str encoded);

/* What part_write needs of a run that is about to be mapped; strings are copied. */
assay_status part_describe(struct part *part, const struct script *script,
                           const struct run_options *options, uint64_t options_digest,
                           assay_error *err);

/* Whether a part is of this script, and of the same run as another: ASSAY_EARG says what
** it does not share with it ("counts other tokens or texts than a.part"). */
assay_status part_check_script(const struct part *part, const struct script *script,
                               assay_error *err);
assay_status part_check_alike(const struct part *part, const struct part *first,
                              const char *first_name, assay_error *err);

#endif
