/*
** embed.c - the functions of assay_lua.h: the host's structs in, the engine's out.
*/
#include "assay_lua.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/table.h"
#include "engine/run.h"
#include "engine/writer.h"

#include <string.h>

struct assay_script {
  struct script *script;
};

struct assay_report {
  struct run_result result;
};

/* -- Scripts ------------------------------------------------------------------------ */

/* Takes the script over. */
static assay_status give_script(assay_script **out, struct script *script,
                                assay_error *err) {
  assay_allocator a = alloc_default();
  assay_script *s = alloc_zero(&a, 1, sizeof *s);
  if (!s) {
    script_free(script);
    return error_memory(err, sizeof *s);
  }
  s->script = script;
  *out = s;
  return ASSAY_OK;
}

assay_status assay_script_load(assay_script **out, const char *path, assay_error *err) {
  struct script *script;
  assay_status status = script_load(&script, path, NULL, err);
  return status == ASSAY_OK ? give_script(out, script, err) : status;
}

assay_status assay_script_load_text(assay_script **out, assay_str name, assay_str text,
                                    assay_error *err) {
  struct script *script;
  assay_status status = script_load_source(&script, name, text, NULL, err);
  return status == ASSAY_OK ? give_script(out, script, err) : status;
}

void assay_script_free(assay_script *script) {
  assay_allocator a = alloc_default();
  if (!script) return;
  script_free(script->script);
  alloc_free(&a, script, 1, sizeof *script);
}

assay_str assay_script_name(const assay_script *script) {
  return script->script->name;
}

assay_str assay_script_summary(const assay_script *script) {
  return script->script->summary;
}

/* -- Running ------------------------------------------------------------------------ */

/* A run of the host: what the engine's callbacks are given. */
struct hosted {
  const struct script *script;
  assay_run_options options;
  struct arena arena;
  assay_str *values;
  struct feed_field *fields; /* of the document that was given last */
  size_t field_cap;
  size_t given; /* of the array */
};

static int next_of_array(struct hosted *h, assay_input *out) {
  if (h->given == h->options.input_count) return FEED_END;
  *out = h->options.inputs[h->given++];
  return FEED_DOCUMENT;
}

static bool copy_fields(struct hosted *h, const assay_input *input) {
  assay_allocator a = alloc_default();
  void *fields = h->fields;
  if (!alloc_grow(&a, &fields, &h->field_cap, input->field_count, sizeof *h->fields))
    return false;
  h->fields = fields;
  for (size_t i = 0; i < input->field_count; i++)
    h->fields[i] = (struct feed_field){input->fields[i].name, input->fields[i].value};
  return true;
}

static int give_document(void *ctx, struct feed_document *out) {
  struct hosted *h = ctx;
  assay_input input;
  memset(&input, 0, sizeof input);
  int answer = h->options.next ? h->options.next(h->options.next_ctx, &input)
                               : next_of_array(h, &input);
  if (answer <= 0) return answer < 0 ? FEED_STOP : FEED_END;
  if (!copy_fields(h, &input)) return FEED_STOP;
  const assay_str none = {"", 0};
  out->name = input.name.ptr ? input.name : none;
  out->text = input.text.ptr ? input.text : none;
  out->fields = h->fields;
  out->field_count = input.field_count;
  return FEED_DOCUMENT;
}

static bool begin_again(void *ctx) {
  struct hosted *h = ctx;
  h->given = 0;
  if (!h->options.next) return true;
  return h->options.rewind && h->options.rewind(h->options.next_ctx);
}

static bool tell_progress(void *ctx, const struct run_progress *progress) {
  const struct hosted *h = ctx;
  return h->options.progress(h->options.progress_ctx, progress->documents_done,
                             progress->bytes_done) != 0;
}

static void tell_print(void *ctx, assay_str line) {
  const struct hosted *h = ctx;
  h->options.print(h->options.print_ctx, line);
}

static assay_status take_value(struct hosted *h, const assay_named_value *argument,
                               assay_error *err) {
  const int at = script_find_arg(h->script, argument->name);
  assay_error why;
  if (at < 0)
    return error_set(err, ASSAY_EARG, "the script has no argument '%.*s'",
                     (int)argument->name.len, argument->name.ptr);
  assay_str value = arena_copy(&h->arena, argument->value);
  if (!value.ptr) return error_memory(err, 0);
  assay_status status = script_check_value(&h->script->args[at], value, &why);
  if (status != ASSAY_OK)
    return error_set(err, status == ASSAY_ENOMEM ? status : ASSAY_EARG,
                     "argument '%.*s': %s", (int)argument->name.len, argument->name.ptr,
                     why.message); /* whatever kind of value it is */
  h->values[at] = value;
  return ASSAY_OK;
}

static assay_status take_values(struct hosted *h, assay_error *err) {
  const size_t count = h->script->arg_count;
  assay_status status = ASSAY_OK;
  h->values = arena_alloc(&h->arena, count, sizeof *h->values);
  if (!h->values) return error_memory(err, 0);
  for (size_t i = 0; i < count; i++) h->values[i] = (assay_str){NULL, 0};
  for (size_t i = 0; i < h->options.argument_count && status == ASSAY_OK; i++)
    status = take_value(h, &h->options.arguments[i], err);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++)
    if (h->script->args[i].required && !h->values[i].ptr)
      status = error_set(err, ASSAY_EARG, "the argument '%.*s' is missing",
                         (int)h->script->args[i].name.len, h->script->args[i].name.ptr);
  return status;
}

static assay_status run_hosted(struct hosted *h, struct run_result *out,
                               assay_error *err) {
  const struct feed feed = {give_document, begin_again, h};
  const struct run_options options = {
      .feed = &feed,
      .values = h->values,
      .threads = h->options.threads,
      .keep_going = h->options.keep_going != 0,
      .memory_limit = h->options.memory_limit,
      .time_limit = h->options.time_limit,
      .trusted = h->options.trusted != 0,
      .watch = h->options.progress ? tell_progress : NULL,
      .watch_ctx = h,
      .print = h->options.print ? tell_print : NULL,
      .print_ctx = h,
  };
  return run_script(h->script, &options, out, err);
}

/* Options of an older header are shorter. */
static assay_status copy_options(assay_run_options *out, const assay_run_options *from,
                                 assay_error *err) {
  memset(out, 0, sizeof *out);
  if (from->size < sizeof from->size || from->size > sizeof *out)
    return error_set(err, ASSAY_EARG, "assay_run_options: size %u is not known",
                     (unsigned)from->size);
  memcpy(out, from, from->size);
  return ASSAY_OK;
}

assay_status assay_script_run(const assay_script *script,
                              const assay_run_options *options, assay_report **out,
                              assay_error *err) {
  assay_allocator a = alloc_default();
  struct hosted h;
  memset(&h, 0, sizeof h);
  assay_status status = copy_options(&h.options, options, err);
  if (status != ASSAY_OK) return status;
  assay_report *report = alloc_zero(&a, 1, sizeof *report);
  if (!report) return error_memory(err, sizeof *report);
  h.script = script->script;
  arena_init(&h.arena, &a);
  status = take_values(&h, err);
  if (status == ASSAY_OK) status = run_hosted(&h, &report->result, err);
  alloc_free(&a, h.fields, h.field_cap, sizeof *h.fields);
  arena_free(&h.arena);
  if (status == ASSAY_OK)
    *out = report;
  else
    alloc_free(&a, report, 1, sizeof *report);
  return status;
}

void assay_report_free(assay_report *report) {
  assay_allocator a = alloc_default();
  if (!report) return;
  run_result_free(&report->result);
  alloc_free(&a, report, 1, sizeof *report);
}

/* -- Reports ------------------------------------------------------------------------ */

uint64_t assay_report_documents(const assay_report *report) {
  return report->result.documents;
}

uint64_t assay_report_words(const assay_report *report) {
  return report->result.words;
}

uint64_t assay_report_hits(const assay_report *report) {
  return report->result.hits;
}

size_t assay_report_note_count(const assay_report *report) {
  return report_note_count(report->result.report);
}

assay_str assay_report_note(const assay_report *report, size_t i) {
  return report_note(report->result.report, i);
}

size_t assay_report_problem_count(const assay_report *report) {
  return report->result.problem_count;
}

assay_problem assay_report_problem(const assay_report *report, size_t i) {
  const struct run_problem *problem = &report->result.problems[i];
  return (assay_problem){problem->path, problem->message,
                         problem->failed || problem->unread};
}

size_t assay_report_table_count(const assay_report *report) {
  return report_table_count(report->result.report);
}

static const struct report_table *table_of(const assay_report *report, size_t table) {
  return report_table(report->result.report, table);
}

assay_str assay_report_title(const assay_report *report, size_t table) {
  return table_of(report, table)->title;
}

size_t assay_report_column_count(const assay_report *report, size_t table) {
  return table_of(report, table)->rows->column_count;
}

assay_str assay_report_column(const assay_report *report, size_t table, size_t column) {
  return table_of(report, table)->rows->columns[column];
}

size_t assay_report_row_count(const assay_report *report, size_t table) {
  return table_of(report, table)->rows->count;
}

/* -- Rows --------------------------------------------------------------------------- */

struct assay_cursor {
  const struct rows *rows;
  struct rows_cursor at;
  struct cell cells[ROWS_COLUMN_LIMIT];
  assay_cell given[ROWS_COLUMN_LIMIT];
};

_Static_assert((int)ASSAY_CELL_SPANS == (int)CELL_SPANS &&
                   (int)ASSAY_CELL_TEXT == (int)CELL_TEXT,
               "the kinds of cells are the same");

assay_status assay_cursor_new(assay_cursor **out, const assay_report *report,
                              size_t table, assay_error *err) {
  assay_allocator a = alloc_default();
  if (table >= assay_report_table_count(report))
    return error_set(err, ASSAY_EARG, "the report has no table %zu", table);
  assay_cursor *cursor = alloc_zero(&a, 1, sizeof *cursor);
  if (!cursor) return error_memory(err, sizeof *cursor);
  cursor->rows = table_of(report, table)->rows;
  cursor->at = rows_begin(cursor->rows);
  *out = cursor;
  return ASSAY_OK;
}

const assay_cell *assay_cursor_next(assay_cursor *cursor) {
  if (!rows_next(&cursor->at, cursor->cells)) return NULL;
  for (size_t i = 0; i < cursor->rows->column_count; i++) {
    const struct cell *cell = &cursor->cells[i];
    const bool whole = cell->kind == CELL_INTEGER || cell->kind == CELL_BOOLEAN;
    cursor->given[i] = (assay_cell){(assay_cell_kind)cell->kind,
                                    whole ? cell->integer : 0,
                                    whole                       ? (double)cell->integer
                                    : cell->kind == CELL_NUMBER ? cell->number
                                                                : 0,
                                    cell->kind == CELL_TEXT ? cell->text
                                                            : (assay_str){"", 0},
                                    cell->kind == CELL_SPANS ? cell->span_count : 0,
                                    cell->span_data};
  }
  return cursor->given;
}

assay_span assay_cell_span(const assay_cell *cell, size_t i) {
  const struct cell inner = {
      .kind = CELL_SPANS, .span_count = cell->span_count, .span_data = cell->span_data};
  return rows_span(&inner, i);
}

assay_status assay_cursor_status(const assay_cursor *cursor, assay_error *err) {
  return rows_status(cursor->rows, err);
}

void assay_cursor_free(assay_cursor *cursor) {
  assay_allocator a = alloc_default();
  alloc_free(&a, cursor, 1, sizeof *cursor);
}

/* -- Rendering ---------------------------------------------------------------------- */

struct host_sink {
  int (*sink)(void *ctx, assay_str bytes);
  void *ctx;
};

static bool give_bytes(void *ctx, assay_str bytes) {
  const struct host_sink *host = ctx;
  return host->sink(host->ctx, bytes) != 0;
}

assay_status assay_report_render(const assay_report *report, const char *format,
                                 int (*sink)(void *ctx, assay_str bytes), void *ctx,
                                 assay_error *err) {
  struct writer_options how;
  struct host_sink host = {sink, ctx};
  memset(&how, 0, sizeof how);
  if (strcmp(format, "table") == 0)
    how.format = FORMAT_TABLE;
  else if (!format_from_name(str_from(format), &how.format))
    return error_set(err, ASSAY_EARG, "unknown format '%s'", format);
  return report_write(report->result.report, &how, give_bytes, &host, err);
}
