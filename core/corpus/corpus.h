#ifndef ASSAY_CORPUS_CORPUS_H
#define ASSAY_CORPUS_CORPUS_H
/*
** corpus.h - an ordered list of documents in shards.
** Opening a corpus walks the inputs and joins the metadata; texts are read when asked for
** and dropped afterwards. Immutable once open: any number of threads may read it.
** Shards come from the order and size of the inputs, never from the number of threads.
*/
#include "assay.h"
#include "corpus/metadata.h"
#include "text/encoding.h"

struct corpus;

struct corpus_options {
  const char *meta_file;     /* CSV or TSV joined on file name (corpus/sidecar.h); NULL:
                             ** metadata.csv with or beside the texts (corpus/inputs.h) */
  const char *meta_pattern;  /* '{date:%Y-%m-%d}_{president}.txt' (meta_pattern.h), or
                             ** NULL; where the CSV has a value, too, that one counts */
  enum encoding encoding;    /* ENCODING_AUTO: climb the ladder */
  bool hidden;               /* read files whose names begin with a dot */
  assay_allocator allocator; /* {NULL, NULL}: malloc; must be safe for threads */
};

struct corpus_range { /* documents, half-open */
  size_t begin, end;
};

/* An input that was not read, or something the user should know. */
struct corpus_note {
  enum { NOTE_PROBLEM, NOTE_INFO } kind;
  assay_str path; /* may be empty */
  assay_str message;
};

/* inputs: files, folders (walked recursively, natural order of names) or "-" (standard
** input, read at once). A bad input becomes a note, not a failure; failure is memory or a
** wrong option (ASSAY_EARG for a pattern, ASSAY_EIO or ASSAY_EFORMAT for meta_file).
** options may be NULL.
** Owned: free with corpus_free. */
assay_status corpus_open(struct corpus **out, const struct corpus_options *options,
                         const char *const *inputs, size_t input_count, assay_error *err);
void corpus_free(struct corpus *c);

size_t corpus_count(const struct corpus *c);
/* Path of a document as the user would write it: "essays/07.txt". Borrowed. */
assay_str corpus_name(const struct corpus *c, size_t document);
/* Size in bytes when the corpus was opened. */
uint64_t corpus_bytes(const struct corpus *c, size_t document);
const struct metadata *corpus_metadata(const struct corpus *c);
/* Borrowed; problems and information in the order they arose. A path may have a line:
** "metadata.csv:12". */
const struct corpus_note *corpus_notes(const struct corpus *c, size_t *count);

/* A shard ends with the document that brings it to 1 MiB or 32 documents. */
size_t corpus_shard_count(const struct corpus *c);
struct corpus_range corpus_shard(const struct corpus *c, size_t shard);

/* Reads, decodes and cuts one document. Owned: assay_document_free. Thread-safe; the
** vocabulary in options belongs to the calling thread. The error names the file. */
assay_status corpus_read(const struct corpus *c, size_t document,
                         const assay_document_options *options, assay_document **out,
                         assay_error *err);

#endif
