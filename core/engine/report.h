#ifndef ASSAY_ENGINE_REPORT_H
#define ASSAY_ENGINE_REPORT_H
/*
** report.h - what an analysis found: titled tables, in order, and notes for the reader.
** How it looks is the writers' business (writer.h).
*/
#include "assay.h"
#include "base/crew.h"
#include "base/meter.h"
#include "count/rows.h"

struct report; /* one thread at a time */

struct column_style {
  enum { ALIGN_AUTO = 0, ALIGN_LEFT, ALIGN_RIGHT } align; /* AUTO: numbers right */
  int decimals;  /* of numbers in tables for people; -1: as many as needed, 2 at most */
  bool keep_end; /* when a text must be shortened, keep its end: left contexts */
  bool hidden;   /* left out of tables for people; every other format has it */
  bool verbatim; /* in tables for people and in TSV this text is all there is, as it is;
                 ** with more than one row the first column stands over it */
};
#define COLUMN_STYLE_INIT                                                                \
  { ALIGN_AUTO, -1, false, false, false }

/* How a table is drawn: formats for programs keep its rows. */
struct report_chart {
  enum { CHART_NONE = 0, CHART_BARS, CHART_LINE } kind;
  int x, y, by; /* columns: what stands beside a value, the value, its series or -1 */
};

struct report_table {
  assay_str title; /* borrowed from the report */
  struct rows *rows;
  struct column_style *styles; /* one per column */
  struct report_chart chart;
};

/* Owned: free with report_free, which frees the tables' rows too. alloc NULL: malloc. */
assay_status report_new(struct report **out, const assay_allocator *alloc,
                        assay_error *err);
void report_free(struct report *report);
/* The meter of its memory where alloc was NULL; else NULL. */
struct meter *report_meter(const struct report *report);
/* Appends a table. Takes over the rows, also on failure; the title is copied, and so are
** the styles, one per column, or NULL for COLUMN_STYLE_INIT throughout. */
assay_status report_add_table(struct report *report, assay_str title, struct rows *rows,
                              const struct column_style *styles, assay_error *err);
/* The same for a table that is drawn; the columns of the chart are of the rows. */
assay_status report_add_chart(struct report *report, assay_str title, struct rows *rows,
                              const struct column_style *styles,
                              const struct report_chart *chart, assay_error *err);
/* A sentence for the reader, kept apart from the data: "matching: phrase, any case".
** Copied. Writers leave notes out; the caller shows them where no program reads. */
assay_status report_add_note(struct report *report, assay_str note, assay_error *err);

/* A file that could not be read, or that no reader knows, and why. Copied. For the script
** that is asked what was read; writers leave it out. */
assay_status report_add_unread(struct report *report, assay_str file, assay_str reason,
                               assay_error *err);

struct report_unread {
  assay_str file, reason; /* borrowed from the report */
};

/* Tables and notes in the order of addition; i must be below the count. Borrowed from the
** report until the next addition. */
size_t report_table_count(const struct report *report);
const struct report_table *report_table(const struct report *report, size_t i);
size_t report_note_count(const struct report *report);
assay_str report_note(const struct report *report, size_t i);
size_t report_unread_count(const struct report *report);
struct report_unread report_unread(const struct report *report, size_t i);
/* A crew, borrowed, that may help to write it; NULL unless it was set. */
struct crew *report_crew(const struct report *report);
void report_use_crew(struct report *report, struct crew *crew);
/* The allocator it was made with. */
assay_allocator report_allocator(const struct report *report);

#endif
