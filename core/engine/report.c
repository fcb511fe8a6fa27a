/*
** report.c - tables and notes in two growing arrays, their texts in one arena.
** Filled by a script's report function, read by the writers.
*/
#include "engine/report.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/error.h"

struct report {
  assay_allocator alloc;
  struct meter *meter; /* or NULL */
  struct arena arena;  /* titles, styles, notes */
  struct report_table *tables;
  size_t table_count, table_cap;
  assay_str *notes;
  size_t note_count, note_cap;
  struct report_unread *unread;
  size_t unread_count, unread_cap;
  struct crew *crew;
};

assay_status report_new(struct report **out, const assay_allocator *alloc,
                        assay_error *err) {
  struct meter *meter = alloc ? NULL : meter_new(NULL);
  assay_allocator a = alloc ? *alloc : meter_allocator(meter);
  struct report *report = alloc_zero(&a, 1, sizeof *report);
  if (!report || (!alloc && !meter)) {
    alloc_free(&a, report, 1, sizeof *report);
    meter_release(meter);
    return error_memory(err, sizeof *report);
  }
  report->meter = meter;
  report->alloc = a;
  arena_init(&report->arena, &a);
  *out = report;
  return ASSAY_OK;
}

void report_free(struct report *report) {
  if (!report) return;
  assay_allocator a = report->alloc;
  for (size_t i = 0; i < report->table_count; i++) rows_free(report->tables[i].rows);
  alloc_free(&a, report->notes, report->note_cap, sizeof *report->notes);
  alloc_free(&a, report->unread, report->unread_cap, sizeof *report->unread);
  alloc_free(&a, report->tables, report->table_cap, sizeof *report->tables);
  arena_free(&report->arena);
  struct meter *meter = report->meter;
  alloc_free(&a, report, 1, sizeof *report);
  meter_release(meter);
}

struct meter *report_meter(const struct report *report) {
  return report->meter;
}

static bool table_reserve(struct report *report) {
  void *tables = report->tables;
  if (!alloc_grow(&report->alloc, &tables, &report->table_cap, report->table_count + 1,
                  sizeof *report->tables))
    return false;
  report->tables = tables;
  return true;
}

assay_status report_add_table(struct report *report, assay_str title, struct rows *rows,
                              const struct column_style *styles, assay_error *err) {
  const struct column_style plain = COLUMN_STYLE_INIT;
  struct report_table table = {.rows = rows};
  table.title = arena_copy(&report->arena, title);
  table.styles = arena_alloc(&report->arena, rows->column_count, sizeof *table.styles);
  if (!table.title.ptr || !table.styles || !table_reserve(report)) {
    rows_free(rows);
    return error_memory(err, 0);
  }
  for (size_t i = 0; i < rows->column_count; i++)
    table.styles[i] = styles ? styles[i] : plain;
  report->tables[report->table_count++] = table;
  return ASSAY_OK;
}

assay_status report_add_chart(struct report *report, assay_str title, struct rows *rows,
                              const struct column_style *styles,
                              const struct report_chart *chart, assay_error *err) {
  assay_status status = report_add_table(report, title, rows, styles, err);
  if (status == ASSAY_OK) report->tables[report->table_count - 1].chart = *chart;
  return status;
}

assay_status report_add_note(struct report *report, assay_str note, assay_error *err) {
  assay_str copy = arena_copy(&report->arena, note);
  void *notes = report->notes;
  if (!copy.ptr || !alloc_grow(&report->alloc, &notes, &report->note_cap,
                               report->note_count + 1, sizeof *report->notes))
    return error_memory(err, 0);
  report->notes = notes;
  report->notes[report->note_count++] = copy;
  return ASSAY_OK;
}

assay_status report_add_unread(struct report *report, assay_str file, assay_str reason,
                               assay_error *err) {
  struct report_unread unread = {arena_copy(&report->arena, file),
                                 arena_copy(&report->arena, reason)};
  void *list = report->unread;
  if (!unread.file.ptr || !unread.reason.ptr ||
      !alloc_grow(&report->alloc, &list, &report->unread_cap, report->unread_count + 1,
                  sizeof unread))
    return error_memory(err, 0);
  report->unread = list;
  report->unread[report->unread_count++] = unread;
  return ASSAY_OK;
}

size_t report_table_count(const struct report *report) {
  return report->table_count;
}

const struct report_table *report_table(const struct report *report, size_t i) {
  return &report->tables[i];
}

size_t report_note_count(const struct report *report) {
  return report->note_count;
}

assay_str report_note(const struct report *report, size_t i) {
  return report->notes[i];
}

struct crew *report_crew(const struct report *report) {
  return report->crew;
}

void report_use_crew(struct report *report, struct crew *crew) {
  report->crew = crew;
}

assay_allocator report_allocator(const struct report *report) {
  return report->alloc;
}

size_t report_unread_count(const struct report *report) {
  return report->unread_count;
}

struct report_unread report_unread(const struct report *report, size_t i) {
  return report->unread[i];
}
