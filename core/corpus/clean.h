#ifndef ASSAY_CORPUS_CLEAN_H
#define ASSAY_CORPUS_CLEAN_H
/*
** clean.h - what --clean takes out of texts: running heads, "Join now!", page numbers,
** and hyphens at line ends. It takes two looks at the documents: a survey counts lines,
** then each record is cleaned by it. What goes is told line by line.
**
** A line can go when it is short (CLEAN_LINE_MOST) and stands by itself, between empty
** lines or ends of the text, or is the first or last of a page, where form feeds cut
** pages. All numbers count as the same.
**   repeated   in at least 3 documents of its folder and a tenth of them; not where that
**              would be half of the text, which is a copy then
**   head       at least 4 times in the document, CLEAN_PAGE_LINES apart on average
**   page       a number by itself, and the next one by itself is one more, a page apart,
**              at least 3 times in a row
**   joined     "secu-" and "rity" over a line end become "security", when both parts are
**              small letters and the document does not have it with a hyphen elsewhere
**              ("well-known") and never without
** A document whose format gave its tokens stays as it is.
*/
#include "assay.h"
#include "read/record.h"

/* Most bytes of a line that can go, and lines from one such line to the next. */
enum { CLEAN_LINE_MOST = 120, CLEAN_PAGE_LINES = 15 };
/* Most different lines that a survey counts; what comes first is counted. */
#define CLEAN_SURVEY_MOST ((size_t)1 << 20)

struct clean_survey; /* belongs to one thread until it is complete, then immutable */

/* Owned: clean_survey_free. */
assay_status clean_survey_new(struct clean_survey **out, const assay_allocator *alloc,
                              assay_error *err);
void clean_survey_free(struct clean_survey *s);
/* Counts the lines of a document. folder: what its lines are compared within. text: valid
** UTF-8. */
assay_status clean_survey_add(struct clean_survey *s, assay_str folder, assay_str text,
                              assay_error *err);
/* Adds the counts of a survey of other documents. */
assay_status clean_survey_merge(struct clean_survey *s, const struct clean_survey *more,
                                assay_error *err);

enum clean_reason { CLEAN_REPEATED, CLEAN_HEAD, CLEAN_PAGE, CLEAN_JOINED };
/* "in many documents", "running head", "page number", "hyphen at line end". Constant. */
const char *clean_reason_name(enum clean_reason reason);

/* line: its number in the text as the reader gave it; text: borrowed, of CLEAN_JOINED the
** joined word. */
typedef assay_status clean_visit(void *context, uint64_t line, assay_str text,
                                 enum clean_reason reason, assay_error *err);

/* Cleans a record in place, marks included; its text is valid UTF-8. survey may be NULL:
** then nothing is CLEAN_REPEATED. visit may be NULL. */
assay_status clean_record(const struct clean_survey *survey, assay_str folder,
                          struct record *record, clean_visit *visit, void *context,
                          assay_error *err);

#endif
