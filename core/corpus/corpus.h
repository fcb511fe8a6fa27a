#ifndef ASSAY_CORPUS_CORPUS_H
#define ASSAY_CORPUS_CORPUS_H
/*
** corpus.h - an ordered list of sources - files, standard input - in shards, and the
** documents in them.
** Opening a corpus walks the inputs and joins the metadata; what is inside a source is
** only known when it is read: one file may hold many documents. A shard gives its
** documents one by one and forgets them. Immutable once open: any number of threads may
** read it, each its own shards. Shards come from the order and size of the inputs, never
** from the number of threads.
*/
#include "assay.h"
#include "base/table.h"
#include "corpus/metadata.h"
#include "text/encoding.h"

struct corpus;
struct corpus_shard;
struct reader; /* read/reader.h */

struct corpus_options {
  const char *meta_file;    /* CSV or TSV joined on file name (corpus/sidecar.h); NULL:
                             ** metadata.csv with or beside the texts (corpus/inputs.h) */
  const char *meta_pattern; /* '{date:%Y-%m-%d}_{president}.txt' (meta_pattern.h), or
                             ** NULL; where the CSV has a value, too, that one counts */
  enum encoding encoding;   /* ENCODING_AUTO: climb the ladder */
  const char *format;       /* name of a reader for all files; NULL: found out */
  const char *text_field;   /* column or key that holds the text; NULL: the usual names */
  bool split;               /* read_options.split */
  bool clean;               /* read_options.clean */
  const char *where;        /* which documents to read (where.h); NULL: all */
  const struct reader *const *readers; /* that come before those of the build */
  size_t reader_count;
  bool hidden;               /* read files whose names begin with a dot */
  bool read_ahead;           /* large files, archives and standard input are each read by
                             ** a thread of their own, while their documents are cut and
                             ** counted; nothing else changes */
  assay_allocator allocator; /* {NULL, NULL}: malloc; must be safe for threads */
};

struct corpus_range { /* sources, half-open; or a piece of one */
  size_t begin, end;
  uint64_t from, to; /* bytes of a piece: the lines that begin there; to 0: no piece */
  size_t piece;      /* of the source, from 0 */
};

/* An input that was not read, or something the user should know. */
struct corpus_note {
  enum {
    NOTE_PROBLEM,
    NOTE_INFO,
    NOTE_SKIPPED, /* how many files of a folder nobody reads */
    NOTE_DETAIL   /* one of them */
  } kind;
  assay_str path; /* may be empty */
  assay_str message;
};

/* inputs: files, folders (walked recursively, natural order of names) or "-" (standard
** input). A bad input becomes a note, not a failure; failure is memory or a wrong option
** (ASSAY_EARG for a pattern, a format or a condition, ASSAY_EIO or ASSAY_EFORMAT for
** meta_file). options may be NULL.
** Owned: free with corpus_free. */
assay_status corpus_open(struct corpus **out, const struct corpus_options *options,
                         const char *const *inputs, size_t input_count, assay_error *err);
void corpus_free(struct corpus *c);
/* The options by which other files are read as those of c are: encoding, format, text
** field and readers; the others are the defaults. Borrowed from c. */
struct corpus_options corpus_reading(const struct corpus *c);

/* Of sources. */
size_t corpus_count(const struct corpus *c);
/* Path of a source as the user would write it: "essays/07.txt". Borrowed. */
assay_str corpus_name(const struct corpus *c, size_t source);
/* Size in bytes when the corpus was opened. */
uint64_t corpus_bytes(const struct corpus *c, size_t source);
/* The same of all sources. */
uint64_t corpus_all_bytes(const struct corpus *c);
/* About how many of them are in memory while it is read: fewer where records are read one
** by one. */
uint64_t corpus_bytes_at_once(const struct corpus *c, size_t source);
/* By source. */
const struct metadata *corpus_metadata(const struct corpus *c);
/* May documents have fields that are not in corpus_metadata? Looks into the files: false
** where all are plain text without front matter. */
bool corpus_has_own_fields(const struct corpus *c);
/* Borrowed; problems and information in the order they arose. A path may have a line:
** "metadata.csv:12". */
const struct corpus_note *corpus_notes(const struct corpus *c, size_t *count);

/* A shard ends with the source that brings it to 1 MiB or 32 sources; a large file whose
** lines are records is cut into pieces of 8 MiB, each a shard. */
size_t corpus_shard_count(const struct corpus *c);
struct corpus_range corpus_shard(const struct corpus *c, size_t shard);

/* -- Reading ------------------------------------------------------------------------- */

struct corpus_found {       /* one of the two */
  assay_document *document; /* owned by whoever asked: assay_document_free */
  assay_str name, note;     /* something to know about a source that was read; borrowed
                            ** until the next call */
};

struct corpus_tally { /* of a shard, as far as it was read; borrowed from it */
  size_t documents;   /* read, whether they were selected or not */
  size_t selected;    /* by the condition, if there is one */
  uint64_t bytes;     /* of the sources that were read to their end */
  size_t unmatched;   /* documents in containers that the pattern does not match */
  char unlike[256];   /* name of the first of them */
  char alone[256];    /* of the first in a container without a row in the metadata file */
  struct table fields; /* names of fields that documents brought themselves */
};

/* Owned: corpus_shard_close. The vocabulary in options belongs to the calling thread;
** what options point to must outlive the shard. */
assay_status corpus_shard_open(struct corpus_shard **out, const struct corpus *c,
                               size_t shard, const assay_document_options *options,
                               assay_error *err);
/* The next document or note; *more false at the end. A failure with *more set is of one
** document, file or member, which the error names: the next call goes on behind it. */
assay_status corpus_shard_next(struct corpus_shard *s, struct corpus_found *out,
                               bool *more, assay_error *err);
const struct corpus_tally *corpus_shard_tally(const struct corpus_shard *s);
void corpus_shard_close(struct corpus_shard *s);

/* What can only be said when all shards were read; the tally is the sum of theirs, in
** order (corpus_tally_add). Adds notes: one thread only, and no other meanwhile. */
assay_status corpus_finish(struct corpus *c, const struct corpus_tally *tally,
                           assay_error *err);
void corpus_tally_init(struct corpus_tally *t);
void corpus_tally_free(struct corpus_tally *t);
assay_status corpus_tally_add(struct corpus_tally *t, const struct corpus_tally *more,
                              assay_error *err);

/* The first document of a source; ASSAY_EFORMAT where there is none. Owned:
** assay_document_free. */
assay_status corpus_read(const struct corpus *c, size_t source,
                         const assay_document_options *options, assay_document **out,
                         assay_error *err);

#endif
