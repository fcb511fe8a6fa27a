/* stamp.c - the stamp is a report of one row, written as JSON. */
#include "engine/stamp.h"

#include "base/stable_hash.h"
#include "base/table.h"
#include "engine/value.h"
#include "engine/writer.h"
#include "text/stopwords.h"

#include <stdio.h>

enum { DIGEST_ROOM = 17 };

static struct cell text_cell(assay_str s) {
  struct cell cell = {.kind = s.ptr ? CELL_TEXT : CELL_NONE, .text = s};
  return cell;
}

static struct cell count_cell(uint64_t n) {
  struct cell cell = {.kind = CELL_INTEGER, .integer = (int64_t)n};
  return cell;
}

static assay_str write_digest(char out[DIGEST_ROOM], uint64_t digest) {
  snprintf(out, DIGEST_ROOM, "%016llx", (unsigned long long)digest);
  return str_from(out);
}

/* The hash of a file that an argument names, so that another file is noticed. */
static void write_file_hash(assay_str name, struct buffer *out) {
  struct buffer bytes;
  buffer_init(&bytes, &out->alloc, BUFFER_NO_CEILING);
  if (value_read_file(name, &bytes, NULL) == ASSAY_OK)
    buffer_addf(out, ":%016llx", (unsigned long long)stable_hash(buffer_str(&bytes)));
  buffer_free(&bytes);
}

/* A list of stop words and a file by name and hash, any other value as it was given. */
static void write_value(const struct script_arg *arg, assay_str value,
                        struct buffer *out) {
  char stamp[STOPWORDS_STAMP_SIZE];
  const struct stopwords *list;
  bool ours = arg->type == ARG_STOPWORDS &&
              stopwords_find(value, &list, NULL) == ASSAY_OK;
  if (ours) stopwords_stamp(list, stamp);
  buffer_add_str(out, ours ? str_from(stamp) : value);
  if (arg->type == ARG_FILE || arg->type == ARG_LEXICON ||
      (arg->type == ARG_STOPWORDS && !ours))
    write_file_hash(value, out);
}

/* "term=collective security by=year": the values that are not defaults. */
static void write_arguments(const struct script *script,
                            const struct run_options *options, struct buffer *out) {
  const assay_str *values = options->values;
  if (options->region != REGION_ALL)
    buffer_addf(out, "in=%s", voices_region_name(options->region));
  for (size_t i = 0; values && i < script->arg_count; i++) {
    bool plain = script->args[i].fallback.ptr
                     ? str_equal(values[i], script->args[i].fallback)
                     : str_equal(values[i], str_from("false"));
    if (!values[i].ptr || plain) continue;
    if (out->len > 0) buffer_add_char(out, ' ');
    buffer_add_str(out, script->args[i].name);
    buffer_add_char(out, '=');
    write_value(&script->args[i], values[i], out);
  }
}

static bool add_bytes(void *ctx, assay_str bytes) {
  buffer_add_str(ctx, bytes);
  return true;
}

static assay_status write_row(struct rows *rows, struct buffer *out, assay_error *err) {
  struct report *report;
  struct writer_options json = {.format = FORMAT_JSONL};
  assay_status status = report_new(&report, NULL, err);
  if (status != ASSAY_OK) {
    rows_free(rows);
    return status;
  }
  status = report_add_table(report, str_from("stamp"), rows, NULL, err);
  if (status == ASSAY_OK) status = report_write(report, &json, add_bytes, out, err);
  report_free(report);
  return status == ASSAY_OK ? buffer_status(out, "a stamp", err) : status;
}

assay_status stamp_write(const struct script *script, const struct run_options *options,
                         const struct run_result *result, struct buffer *out,
                         assay_error *err) {
  static const char *const names[] = {"assay",         "unicode",     "folding",
                                      "tokens",        "script",      "script_version",
                                      "script_digest", "arguments",   "documents",
                                      "words",         "texts_digest"};
  enum { COLUMNS = sizeof names / sizeof *names };
  assay_str columns[COLUMNS];
  for (size_t i = 0; i < COLUMNS; i++) columns[i] = str_from(names[i]);
  struct rows *rows;
  assay_status status = rows_new(&rows, columns, COLUMNS, NULL, err);
  if (status != ASSAY_OK) return status;
  struct buffer arguments;
  char digests[2][DIGEST_ROOM];
  buffer_init(&arguments, NULL, 1 << 20);
  write_arguments(script, options, &arguments);
  uint64_t own = script_digest(script);
  struct cell cells[COLUMNS] = {text_cell(str_from(assay_version())),
                                text_cell(str_from(assay_unicode_version())),
                                text_cell(str_from(assay_folding_unicode_version())),
                                text_cell(result->rule),
                                text_cell(script->name),
                                text_cell(script->version),
                                text_cell(write_digest(digests[0], own)),
                                text_cell(buffer_str(&arguments)),
                                count_cell(result->documents),
                                count_cell(result->words),
                                text_cell(write_digest(digests[1], result->digest))};
  status = rows_add(rows, cells, NULL, err);
  if (status == ASSAY_OK)
    status = write_row(rows, out, err);
  else
    rows_free(rows);
  buffer_free(&arguments);
  return status;
}
