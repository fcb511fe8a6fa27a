#ifndef ASSAY_READ_BUNDLE_H
#define ASSAY_READ_BUNDLE_H
/*
** bundle.h - a document that is a zip archive of parts: docx, odt, epub. The parts that a
** reader wants are taken into memory, as they come in any order and refer to each other.
*/
#include "base/table.h"
#include "read/archive.h"

/* Most bytes of all parts of one document together, unpacked. */
#define BUNDLE_LIMIT ((size_t)2 << 30)

/* Debian's package that a build lacks to read such documents, or NULL. */
#ifndef ASSAY_ARCHIVE
#define BUNDLE_PACKAGE "libarchive-dev"
#elif !defined ASSAY_EXPAT
#define BUNDLE_PACKAGE "libexpat1-dev"
#else
#define BUNDLE_PACKAGE NULL
#endif

struct bundle {
  assay_allocator alloc;
  struct table names; /* ids are indices into parts */
  struct buffer *parts;
  size_t count, cap;
};

typedef bool bundle_wanted(assay_str name);

void bundle_init(struct bundle *b, const assay_allocator *alloc);
void bundle_close(struct bundle *b);
/* Takes what is wanted; of two parts of a name the first. Fails as archives do, and with
** ASSAY_ELIMIT at BUNDLE_LIMIT or limit, if that is above 0 and less. */
assay_status bundle_read(struct bundle *b, struct stream *zip, bundle_wanted *wanted,
                         size_t limit, assay_error *err);
/* The bytes of a part, borrowed; false if there is none. */
bool bundle_find(const struct bundle *b, assay_str name, assay_str *out);

/* For sniffing: whether the head of a file is that of a zip archive, and whether a name
** of a part occurs in it. */
bool bundle_is_zip(assay_str head);
bool bundle_mentions(assay_str head, const char *name);
/* Whether a name ends with ".docx" or the like, in any case. */
bool bundle_name_ends(assay_str name, const char *lower_case_ending);

#endif
