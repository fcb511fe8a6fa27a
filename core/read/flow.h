#ifndef ASSAY_READ_FLOW_H
#define ASSAY_READ_FLOW_H
/*
** flow.h - the text of a record, put together as markup is walked through: white space
** collapses, blocks stand apart, marks get their offsets. Every reader of markup writes
** through it, so that a paragraph, a cell and a quotation look the same whatever the
** format they came from.
**
** Nothing is written between two pieces of text until the second one comes: gaps are
** remembered, and the widest one asked for wins. So there is no white space at the
** beginning or the end of a text, at the end of a line, or just inside a mark.
** Additions that fail are remembered, and flow_finish says so. All text given must be
** valid UTF-8.
*/
#include "assay.h"
#include "read/record.h"

enum flow_gap {
  FLOW_JOINED = 0,
  FLOW_SPACE,
  FLOW_LINE, /* a line feed */
  FLOW_BLANK /* a blank line: between paragraphs */
};

/* Whether a quotation gets the marks that its markup stands for. */
enum flow_drawing {
  FLOW_AS_IT_IS = 0,
  FLOW_DRAW_MARKS /* unless it, or the text before it, has some: curly ones, single ones
                  ** inside double ones */
};

struct flow_mark {
  size_t begin, end;
  assay_str who; /* in the record's arena */
  enum record_mark_kind kind;
  bool begun; /* has text */
  bool draw, drawn;
};

struct flow {
  assay_allocator alloc;
  struct record *record;   /* borrowed */
  enum flow_gap gap;       /* before the next text */
  uint32_t tabs;           /* after the gap: cells that began in this row, and tabs */
  struct buffer notes;     /* what goes behind the text: "[1] ...", a line each */
  uint32_t note_count;     /* notes so far; also the number of the last one */
  uint32_t in_note;        /* depth of notes: text goes to them */
  bool joined;             /* spaces that come next are forgotten */
  size_t last_end;         /* the farthest end of a mark that is closed */
  bool note_space;         /* a gap within a note */
  uint32_t preformatted;   /* how many elements that keep white space are open */
  bool cell_starts;        /* nothing was written into the open cell yet */
  bool row_begun;          /* a cell of this row has begun */
  bool row_written;        /* and has text */
  bool drop_soft_hyphens;  /* U+00AD is left out; false at first */
  struct flow_mark *marks; /* in order of opening */
  size_t mark_count, mark_cap;
  size_t *open; /* indices of the marks that are open, innermost last */
  size_t open_count, open_cap;
  assay_status failed;
};

/* The record's text must be empty. */
void flow_start(struct flow *f, struct record *record, const assay_allocator *alloc);
void flow_free(struct flow *f);

/* Runs of space, tab, line feed, form feed and carriage return collapse to one space,
** unless preformatted. */
void flow_text(struct flow *f, assay_str text);
void flow_literal(struct flow *f, const char *nul_terminated);
/* At least so wide a gap before what comes next. */
void flow_space(struct flow *f);
void flow_line(struct flow *f);
void flow_block(struct flow *f);
/* A line break that the author made: one more line feed where the gap is one already. */
void flow_break(struct flow *f);
/* A tab between words. None at the beginning of a line. */
void flow_tab(struct flow *f);
/* No space before the next text, whatever is asked for: the two halves of a word. */
void flow_join(struct flow *f);
/* Takes the last character of the text away if it is one of these, ASCII or U+00AD, and
** no mark that is closed holds it. Returns whether. */
bool flow_take_back(struct flow *f, const char *ascii);

/* A table begins or ends; a row, and a cell of it, begin. Blocks inside cells are
** paragraphs as anywhere, but between cells there is one tab, and none after the last
** cell that has text. */
void flow_table(struct flow *f);
void flow_row(struct flow *f);
void flow_cell(struct flow *f);

/* A footnote or endnote: "[1]" comes into the text here, and what is written until
** flow_note_end behind the whole text as a line "[1] ...", which is the form that
** quote/footnotes.h looks for. A note within a note is a part of it. */
void flow_note(struct flow *f);
void flow_note_end(struct flow *f);

/* Marks nest; flow_close closes the innermost. Begin and end are those of the words:
** marks of quotation at both ends of a RECORD_QUOTE are left out. One without text is
** forgotten, and notes have none. `who` is copied. */
void flow_open(struct flow *f, enum record_mark_kind kind, assay_str who,
               enum flow_drawing drawing);
void flow_close(struct flow *f);
/* A block begins. A quotation that is open and has no text yet is set apart by that: no
** marks will be drawn. Returns true if there is such a one. */
bool flow_quote_is_block(struct flow *f);
/* The same, and what is left of being its speaker's words: RECORD_BLOCK_QUOTE. */
void flow_make_block_quote(struct flow *f);

/* Closes what is open, adds the notes, gives the marks to the record, and says what
** failed. */
assay_status flow_finish(struct flow *f, assay_error *err);

#endif
