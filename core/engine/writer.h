#ifndef ASSAY_ENGINE_WRITER_H
#define ASSAY_ENGINE_WRITER_H
/*
** writer.h - reports as bytes.
** TABLE is for people at a terminal; the others keep every row, column and digit.
**   TABLE  aligned columns; a number has the decimals of its column's style, integers
**          get thousands separators in columns that reach 10,000 (so years do not),
**          "-" is no value; the widest texts are shortened to fit the width
**   TSV    header line; line breaks and tabs inside a value become one space
**   CSV    RFC 4180, LF line ends, values exact
**   JSON   one array of objects; with several tables one object {title: array, ...}
**   JSONL  one object a line; with several tables each begins with "table": title
**   MD     GitHub tables under "## title"
** A chart is drawn with block characters in TABLE, is a table and a drawing in MD, and a
** table in the others.
** With several tables TABLE puts the title above each, TSV and CSV "# title", and an
** empty line between. Notes are not written: they are no data.
** Numbers are written so that they read back the same, with '.', whatever the locale;
** not-a-number and infinity are null in JSON. Spans are "3-8;20-31", in JSON
** [[3,8],[20,31]]. A name that an object of JSON would have twice gets " (2)".
*/
#include "assay.h"
#include "engine/report.h"

enum format {
  FORMAT_TABLE = 0,
  FORMAT_TSV,
  FORMAT_CSV,
  FORMAT_JSON,
  FORMAT_JSONL,
  FORMAT_MD
};

struct writer_options {
  enum format format;
  size_t width; /* columns of the terminal, 0: do not shorten (TABLE only) */
  bool color;   /* ANSI codes for headings and the hit (TABLE only) */
  bool escape;  /* show control and bidi characters as \xNN, \u{...} (TABLE only, for
                ** terminals) */
};

/* Receives the output in pieces of up to 64 KiB, cut anywhere; false stops the writing
** (ASSAY_EIO). One call at a time, but with a report of several threads (report.h) not
** always from the same one. */
typedef bool writer_sink(void *ctx, assay_str bytes);

/* Writes all tables. Reads the report only; memory does not grow with its rows. Fails
** with ASSAY_EIO when the sink refuses, or ASSAY_ENOMEM; part may be written by then. */
assay_status report_write(const struct report *report,
                          const struct writer_options *options, writer_sink *sink,
                          void *ctx, assay_error *err);
/* "csv" -> FORMAT_CSV, for --csv and the suffix of -o FILE.csv, in any case; also "txt",
** "tab", "ndjson", "markdown". False if unknown. */
bool format_from_name(assay_str name, enum format *out);

#endif
