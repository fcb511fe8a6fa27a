#ifndef ASSAY_READ_SOURCE_H
#define ASSAY_READ_SOURCE_H
/*
** source.h - everything that is in one file: it is looked at, unpacked, opened if it is
** an archive, and what readers find in it comes out record by record. Nothing is known
** beforehand of what is inside. A source belongs to one thread.
**
** An archive may be in an archive (SOURCE_ARCHIVES), and a packed file in either. Members
** of archives are chosen as files in folders are (source_wants).
*/
#include "read/reader.h"
#include "read/skipped.h"

enum { SOURCE_ARCHIVES = 2, SOURCE_PACKINGS = 4 };

struct source;

struct source_item { /* the record that was found, or what failed; borrowed until the next
                     ** call */
  assay_str name;    /* "letters.zip/1937/07.txt", "posts.jsonl:17" */
  assay_str file;    /* the same without the part of a file: "posts.jsonl" */
  bool is_member;    /* of an archive */
  const struct reader *reader; /* NULL for a failure before one was chosen */
};

/* Does a file of a folder or an archive look like a document: by its name, or by its
** first bytes? name: without the folder; head may be empty when only the name is known.
** */
bool source_wants(const struct read_options *options, assay_str name, assay_str head);
/* Is it a packed file or an archive, by its name? */
bool source_is_container(assay_str name);

/* Takes over the stream, also on failure; options must outlive the source.
** first_line: lines of the file before the stream. Owned: source_close. */
assay_status source_open(struct source **out, assay_str name, struct stream *stream,
                         const struct read_options *options, bool hidden,
                         uint64_t first_line, assay_error *err);
/* Fills the record (cleared first). A failure with *more set is of one record, file or
** member: the next call goes on behind it. The error names the item. */
assay_status source_next(struct source *s, struct record *record,
                         struct source_item *item, bool *more, assay_error *err);
/* Members that were no documents, so far. */
struct skipped *source_skipped(struct source *s);
void source_close(struct source *s);

#endif
