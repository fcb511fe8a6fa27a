#ifndef ASSAY_READ_READER_H
#define ASSAY_READ_READER_H
/*
** reader.h - one format, one file, one struct reader.
**
** To add a format: write core/read/<format>.c with a constant `struct reader
** reader_<format>`, declare it below, add it to the list in readers.c, a fuzz target and
** a unit test. The simplest reader takes all bytes with reading_take_all, fills one
** record and is done (markdown.c); one that streams keeps its place in r->state
** (jsonl.c).
*/
#include "assay.h"
#include "read/lines.h"
#include "read/record.h"
#include "read/stream.h"

/* Bytes of a file that readers may look at to say whether it is theirs. */
#define READER_HEAD 4096

struct read_options {     /* what the user asked for; constant while anything is read */
  enum encoding encoding; /* ENCODING_AUTO: the ladder */
  assay_str format;       /* name of a reader; empty: by content first, name second */
  assay_str text_field;   /* column or key that holds the text; empty: the usual names */
  bool split;             /* a TEI div, a Markdown heading, a chapter begins a document */
  bool clean;             /* leave out navigation, notes of the web page, soft hyphens */
  bool unpack_ahead; /* what is packed and large is unpacked by a thread of its own */
  size_t text_limit; /* most bytes of a document; 0: 4 GiB */
  const struct reader *const *extra; /* readers that a caller brings; may be NULL */
  size_t extra_count;
  assay_allocator alloc;
};

struct reading { /* one file, or member of an archive, being read */
  const struct reader *reader;
  const struct read_options *options;
  assay_allocator alloc;
  assay_str name;        /* of the file or member, for names and guesses; not for errors:
                         ** the caller adds it to them */
  struct stream *stream; /* borrowed; all of the file, from its first byte */
  void *state;           /* the reader's own */
  bool done;             /* the same, for readers that give one record a file */
};

struct reader {
  const char *name;       /* for --format, and in `assay files`: "html" */
  const char *extensions; /* lower case, blank between: ".html .htm .xhtml" */
  const char *package;    /* Debian's package that the build lacks: a reader that can
                          ** only say so (all functions NULL); NULL: works */
  /* How sure: 0 not mine, 50 looks like it, 100 certain. `head` is at most READER_HEAD
  ** bytes, as they are in the file. May be NULL (by name only). */
  int (*sniff)(assay_str head, assay_str name);
  /* The same for readers that a caller brings along; wins over sniff. May be NULL. */
  int (*sniff_as)(const struct reader *self, assay_str head, assay_str name);
  /* May be NULL. On failure nothing is left behind. */
  assay_status (*open)(struct reading *r, assay_error *err);
  /* Fills the cleared record and sets *more, or clears *more at the end. A failure with
  ** *more set is of one record only, and the next call goes on behind it; else reading
  ** ends. err->line is the line of the file, where there are lines. */
  assay_status (*next)(struct reading *r, struct record *out, bool *more,
                       assay_error *err);
  void (*close)(struct reading *r); /* may be NULL; frees r->state */
  /* Each line is a record of its own, and its part is the number of the line: large files
  ** are cut at line ends and read by several threads. */
  bool by_line;
};

extern const struct reader reader_plain, reader_markdown, reader_html, reader_docx,
    reader_odt, reader_epub, reader_rtf, reader_pdf, reader_xml, reader_tei, reader_csv,
    reader_tsv, reader_json, reader_jsonl, reader_mbox, reader_eml, reader_vrt,
    reader_conllu;

/* For readers of whole files: appends all that the stream has. */
assay_status reading_take_all(struct reading *r, struct buffer *out, assay_error *err);

#endif
