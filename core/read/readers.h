#ifndef ASSAY_READ_READERS_H
#define ASSAY_READ_READERS_H
/*
** readers.h - which readers there are, and which one a file is for.
** Those of the build, and those that a caller brings along (read_options.extra), which
** come first: a script may read a format better than we do.
*/
#include "read/reader.h"

/* Scores of struct reader.sniff. */
enum { READER_LOOKS = 50, READER_CERTAIN = 100 };

/* All readers that the build has, without those of a caller. Constant. */
const struct reader *const *readers_list(size_t *count);
/* The reader of that name, or NULL. */
const struct reader *readers_by_name(const struct read_options *options, assay_str name);
/* The reader that a name's extension belongs to, or NULL. */
const struct reader *readers_by_extension(const struct read_options *options,
                                          assay_str name);
/* By content: the reader that is surest, and how sure in *score; NULL and 0 where none
** is. */
const struct reader *readers_by_content(const struct read_options *options,
                                        assay_str head, assay_str name, int *score);
/* Content that is certain, else the extension, else content that looks like it, else
** NULL: whatever it is, it can only be plain text. */
const struct reader *readers_choose(const struct read_options *options, assay_str head,
                                    assay_str name);
/* ASSAY_EARG "there is no format 'htm', did you mean 'html'?" */
assay_status readers_check_name(const struct read_options *options, assay_str name,
                                assay_error *err);
/* ASSAY_EFORMAT for a reader that can only say which package it lacks. */
assay_status readers_check_built(const struct reader *reader, assay_error *err);

#endif
