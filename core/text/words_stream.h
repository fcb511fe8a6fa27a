#ifndef ASSAY_TEXT_WORDS_STREAM_H
#define ASSAY_TEXT_WORDS_STREAM_H
/*
** words_stream.h - word boundaries of a text that comes in pieces, cut anywhere, even
** inside a character. The segments are those of words.h over the whole text.
**
**   words_stream_init(&s, NULL, limit);
**   while (... piece ...) {
**     words_stream_add(&s, piece);
**     while (words_stream_next(&s, &segment)) ...
**   }
**   words_stream_finish(&s);
**   while (words_stream_next(&s, &segment)) ...
**   status = words_stream_status(&s, err);
**   words_stream_free(&s);
*/
#include "base/buffer.h"
#include "text/words.h"

struct words_stream {
  struct buffer pending; /* bytes whose segments are not all out yet, and some before */
  size_t dropped;        /* bytes of the text before pending */
  size_t at;             /* in pending: where the next segment begins */
  size_t enough;         /* length of pending at which looking again is worth it */
  bool finished;
};

/* ceiling: most bytes that may wait, about four times the longest segment. */
void words_stream_init(struct words_stream *s, const assay_allocator *alloc,
                       size_t ceiling);
void words_stream_free(struct words_stream *s);
/* Copies a piece of the text. The pieces together must be valid UTF-8. */
void words_stream_add(struct words_stream *s, assay_str piece);
/* There are no more pieces. */
void words_stream_finish(struct words_stream *s);
/* The next segment that no later piece can change, in bytes of the whole text; false
** when there is none yet. Time is linear however small the pieces are; so a segment may
** come later than it could, by as many bytes as it has. */
bool words_stream_next(struct words_stream *s, struct word_segment *out);
/* ASSAY_OK, or why a piece could not be kept. Segments end there. */
assay_status words_stream_status(const struct words_stream *s, assay_error *err);

#endif
