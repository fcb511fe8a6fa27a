#ifndef ASSAY_CORPUS_META_PATTERN_H
#define ASSAY_CORPUS_META_PATTERN_H
/*
** meta_pattern.h - metadata from file names: '{date:%Y-%m-%d}_{president}.txt'.
**
**   {name}          any text, at least one byte, the shortest that lets the rest match
**   {name:text}     the same
**   {name:int}      digits
**   {name:number}   digits, perhaps a point and more digits
**   {name:%Y-%m}    a date: %Y (4 digits) %y %m %d %H %M (1 or 2 digits) %b %B (English
**                   month, short or whole, any case) %% and literal text
**   {} {_} {:int}   a field without a name: must match, gives no value
**   *               anything, also nothing
**   other bytes     themselves
**
** No field matches a slash. A pattern with n slashes is held against the last n + 1 parts
** of the path, one without against the file name. The extension of the name may be left
** out: the name is tried without it first, then, if the pattern has a dot, with it.
** A date with a year gives YYYY-MM-DD, YYYY-MM or YYYY, as far as it goes (the time of
** day is only checked; %y 69-99 are 1969-1999, 00-68 are 2000-2068); one without a
** year gives the text that it matched.
*/
#include "assay.h"

/* Most pieces (fields, stars, texts between them) of a pattern, and longest name that is
** held against one. */
#define META_PATTERN_PIECES 64
#define META_PATTERN_NAME 1024

struct meta_pattern;

struct meta_match { /* the value of one named field */
  assay_str field;  /* borrowed from the pattern */
  assay_str value;  /* borrowed from the name, or from date */
  char date[12];    /* "1935-03-04" */
};

/* Owned: free with meta_pattern_free. ASSAY_EARG with the place and the reason;
 *err->offset
 ** is the place in source. */
assay_status meta_pattern_new(struct meta_pattern **out, assay_str source,
                              const assay_allocator *alloc, assay_error *err);
void meta_pattern_free(struct meta_pattern *p);
/* Holds the pattern against a path. When it matches, fills *matches with one entry a
 *named
 ** field, in the order of the pattern, *count of them. Time is at
 ** most pieces * bytes^2; names above META_PATTERN_NAME do not match.
 */
bool meta_pattern_match(const struct meta_pattern *p, assay_str path,
                        struct meta_match matches[META_PATTERN_PIECES], size_t *count);

#endif
