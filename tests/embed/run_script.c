/*
** run_script.c - a script over texts that the program has in memory. Needs assay_lua.h
** only.
**     run_script speeches.lua
*/
#include <assay_lua.h>

#include <stdio.h>
#include <string.h>

static assay_str str(const char *text) {
  assay_str s = {text, strlen(text)};
  return s;
}

static const char *const speeches[][3] = {
    {"Geneva", "1935-09-11", "Peace must be organised, and peace must be defended."},
    {"Prague", "1938-05-20", "We want peace. We do not want it at any price."},
    {"London", "1938-09-30", "I believe it is peace for our time."},
};

/* Documents one after another: what they point to must live until the next call. */
struct archive {
  size_t next;
  assay_named_value fields[1];
};

static int next_speech(void *ctx, assay_input *out) {
  struct archive *archive = ctx;
  if (archive->next == sizeof speeches / sizeof *speeches) return 0;
  const char *const *speech = speeches[archive->next++];
  archive->fields[0].name = str("date"); /* gives the year, too */
  archive->fields[0].value = str(speech[1]);
  out->name = str(speech[0]);
  out->text = str(speech[2]);
  out->fields = archive->fields;
  out->field_count = 1;
  return 1;
}

static int go_on(void *ctx, uint64_t documents, uint64_t bytes) {
  const int *cancelled = ctx; /* set by a button, perhaps */
  (void)documents;
  (void)bytes;
  return !*cancelled;
}

static int print_bytes(void *ctx, assay_str bytes) {
  return fwrite(bytes.ptr, 1, bytes.len, ctx) == bytes.len;
}

/* Cell by cell. */
static assay_status print_rows(const assay_report *report, assay_error *err) {
  assay_cursor *cursor;
  const assay_cell *cells;
  assay_status status = assay_cursor_new(&cursor, report, 0, err);
  if (status != ASSAY_OK) return status;
  while ((cells = assay_cursor_next(cursor)) != NULL)
    printf("%lld: %lld hits, %.1f per cent\n", (long long)cells[0].integer,
           (long long)cells[1].integer, cells[2].number);
  status = assay_cursor_status(cursor, err);
  assay_cursor_free(cursor);
  return status;
}

static assay_status print_report(const assay_report *report, assay_error *err) {
  assay_str note = assay_report_note(report, 0);
  printf("%.*s; %llu hits in %llu documents\n", (int)note.len, note.ptr,
         (unsigned long long)assay_report_hits(report),
         (unsigned long long)assay_report_documents(report));
  assay_status status = print_rows(report, err);
  if (status == ASSAY_OK)
    status = assay_report_render(report, "csv", print_bytes, stdout, err);
  return status;
}

int main(int argc, char **argv) {
  struct archive archive = {0};
  int cancelled = 0;
  assay_error err;
  assay_script *script = NULL;
  assay_report *report = NULL;
  assay_run_options options = ASSAY_RUN_OPTIONS_INIT;
  assay_named_value word = {{"word", 4}, {"peace", 5}};

  options.arguments = &word;
  options.argument_count = 1;
  options.next = next_speech;
  options.next_ctx = &archive;
  options.memory_limit = 64u << 20;
  options.time_limit = 5;
  options.progress = go_on;
  options.progress_ctx = &cancelled;

  assay_status status = assay_script_load(&script, argc > 1 ? argv[1] : "speeches.lua",
                                          &err);
  if (status == ASSAY_OK) status = assay_script_run(script, &options, &report, &err);
  if (status == ASSAY_OK) status = print_report(report, &err);
  if (status != ASSAY_OK) fprintf(stderr, "%s: %s\n", err.source, err.message);
  assay_report_free(report); /* freeing NULL does nothing */
  assay_script_free(script);
  return status == ASSAY_OK ? 0 : 1;
}
