#ifndef ASSAY_CORPUS_WHERE_H
#define ASSAY_CORPUS_WHERE_H
/*
** where.h - the language of --where: which documents, by their metadata.
**
**   year >= 1930 and author ~ "Kim"
**   not (party = Labour or party = "Liberal Party") and `source type` in (news, web)
**
** condition   condition or condition | condition and condition | not condition |
**             (condition) | field | field = value | field in (value, value, ...) |
**             field not in (...)
** comparison  = == != <> < <= > >=, ~ and !~ (regular expression, unanchored)
** field       letters, digits and _ . - : or anything in `backquotes` or [brackets]
** value       a word, a number, or anything in "quotes" or 'quotes', where \" is a quote
**             and every other backslash stands for itself
** `and`, `or`, `not`, `in` in any case; && || ! are the same. `and` binds closer than
** `or`.
**
** A field alone asks whether there is a value. Without a value every comparison is false,
** also != and !~. Numbers compare with numbers. A date compares with the start of one:
** date >= 1936-05 is from May 1936 on, date = 1936 all of that year, date <= 1936 that
** year and those before. Text compares in the order of code points, and so does a number
** in quotes with text. What cannot be compared, a number and a word, is different: true
** for !=, false for the others.
*/
#include "assay.h"
#include "corpus/metadata.h"

#define WHERE_BYTE_LIMIT 65536
#define WHERE_DEPTH_LIMIT 64
#define WHERE_NODE_LIMIT 4096

struct where;        /* immutable: any number of threads may use it */
struct where_search; /* what one thread needs to match */

/* text is copied. Fails with ASSAY_EPATTERN "where: a value is missing at 9, before 'and
** x'", or ASSAY_ELIMIT; err->offset is the place in text. Owned: where_free. */
assay_status where_parse(struct where **out, assay_str text, const assay_allocator *alloc,
                         assay_error *err);
void where_free(struct where *w);
/* The fields that it asks for, each once. Borrowed. */
const assay_str *where_fields(const struct where *w, size_t *count);
/* ASSAY_EPATTERN "where: there is no field 'yaer' at 1 (did you mean 'year'?)". */
assay_status where_check_fields(const struct where *w, const assay_str *known,
                                size_t count, assay_error *err);

/* Owned: where_search_free; w must outlive it. */
assay_status where_search_new(struct where_search **out, const struct where *w,
                              const assay_allocator *alloc, assay_error *err);
void where_search_free(struct where_search *s);
/* The value of a field; `field` is its index in where_fields. */
typedef struct value where_lookup(void *context, size_t field);
/* Fails with ASSAY_ELIMIT where a regular expression takes too long. */
assay_status where_match(struct where_search *s, where_lookup *lookup, void *context,
                         bool *matches, assay_error *err);

#endif
