#ifndef ASSAY_READ_LINES_H
#define ASSAY_READ_LINES_H
/*
** lines.h - the lines of a stream, one at a time and never more than one of them in
** memory. A line ends with LF, CR LF or the end of the stream.
*/
#include "read/stream.h"

struct lines {
  struct stream *stream; /* borrowed */
  struct buffer kept;    /* the beginning of a line that a piece cut in two */
  assay_str piece;       /* what is left of the last piece */
  uint64_t number;       /* 1-based, of the line given last; 0 before the first */
  bool ended;
};

/* limit: most bytes of a line. */
void lines_start(struct lines *l, struct stream *stream, size_t limit,
                 const assay_allocator *alloc);
void lines_free(struct lines *l);
/* The next line without its end, borrowed until the next call; *more false at the end of
** the stream. A line above the limit fails with ASSAY_ELIMIT "line 12 is longer than the
** limit of ..."; the next call goes on with the line after it. */
assay_status lines_next(struct lines *l, assay_str *line, bool *more, assay_error *err);

#endif
