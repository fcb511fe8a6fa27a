#ifndef ASSAY_QUOTE_MARKS_H
#define ASSAY_QUOTE_MARKS_H
/*
** marks.h - every place where a quotation could open or close, in text order.
** Apostrophes that can be told by their neighbours (letter on both sides, '30s) are left
** out; the others are candidates until pairing decides.
*/
#include "assay.h"

enum mark_form {
  MARK_STRAIGHT_DOUBLE,    /* " &quot; */
  MARK_LEFT_DOUBLE,        /* U+201C: opens in English, closes in German */
  MARK_RIGHT_DOUBLE,       /* U+201D */
  MARK_LOW_DOUBLE,         /* U+201E, ",,": always opens */
  MARK_BACKTICK_DOUBLE,    /* two backticks: always opens */
  MARK_TICKS,              /* two straight singles after such an opener */
  MARK_STRAIGHT_SINGLE,    /* ' */
  MARK_LEFT_SINGLE,        /* U+2018 */
  MARK_RIGHT_SINGLE,       /* U+2019: closer or apostrophe */
  MARK_LOW_SINGLE,         /* U+201A */
  MARK_BACKTICK,           /* ` */
  MARK_GUILLEMET_LEFT,     /* U+00AB, "<<": opens in French, closes in Danish */
  MARK_GUILLEMET_RIGHT,    /* U+00BB */
  MARK_ANGLE_LEFT,         /* U+2039 */
  MARK_ANGLE_RIGHT,        /* U+203A */
  MARK_CORNER_OPEN,        /* U+300C */
  MARK_CORNER_CLOSE,       /* U+300D */
  MARK_WHITE_CORNER_OPEN,  /* U+300E */
  MARK_WHITE_CORNER_CLOSE, /* U+300F */
  MARK_TITLE_OPEN,         /* U+300A: titles of works */
  MARK_TITLE_CLOSE,        /* U+300B */
  MARK_SMALL_TITLE_OPEN,   /* U+3008 */
  MARK_SMALL_TITLE_CLOSE   /* U+3009 */
};

/* Marks of one family may be partners. */
enum mark_family {
  FAMILY_DOUBLE,
  FAMILY_SINGLE,
  FAMILY_GUILLEMET,
  FAMILY_ANGLE,
  FAMILY_CORNER,
  FAMILY_WHITE_CORNER,
  FAMILY_TITLE,
  FAMILY_SMALL_TITLE,
  FAMILY_COUNT
};

/* What stands beside a mark, other marks skipped. */
enum mark_side {
  SIDE_EDGE, /* begin or end of the text */
  SIDE_SPACE,
  SIDE_OPENING, /* ( [ { */
  SIDE_DASH,
  SIDE_LETTER,
  SIDE_DIGIT,
  SIDE_PUNCTUATION, /* everything else that is visible */
  SIDE_UNSPACED     /* a letter of a script that puts no space around marks: Han, Thai */
};

struct mark {
  uint32_t begin, end;  /* bytes; an entity or "<<" is one mark */
  uint8_t form;         /* enum mark_form */
  uint8_t left, right;  /* enum mark_side */
  bool elision;         /* opener-shaped before a word that loses its head: 'tis */
  bool possessive;      /* closer-shaped, could as well be an apostrophe: peasants' */
  bool before_function; /* ... and the next word is no noun: "and", "was", "according" */
};

struct marks {
  assay_allocator alloc;
  struct mark *items;
  size_t count, cap;
};

void marks_init(struct marks *marks, const assay_allocator *alloc);
void marks_free(struct marks *marks);
/* Collects the marks of valid UTF-8 of less than 4 GiB. Fails with ASSAY_ENOMEM. */
assay_status marks_find(struct marks *marks, assay_str text, assay_error *err);
enum mark_family mark_family(const struct mark *mark);
/* By its neighbours alone: space before and none after, or the reverse. */
bool mark_may_open(const struct mark *mark);
bool mark_may_close(const struct mark *mark);

#endif
