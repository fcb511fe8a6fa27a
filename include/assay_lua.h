#ifndef ASSAY_LUA_H
#define ASSAY_LUA_H
/*
** assay_lua.h - analyses that are Lua scripts, for programs that have documents in
** memory: load a script, run it in threads and within limits, read the tables of its
** report.
** The library is libassay_lua, which has all of assay.h, too: link it in place of
** libassay. The end of this file is for hosts that have a Lua state of their own.
**
** What assay.h says of errors, ownership and threads holds here. Scripts are described in
** scripts/README.md; they run in a closed room unless they are trusted.
*/
#include "assay.h"

#ifdef __cplusplus
extern "C" {
#endif

/* -- Scripts ------------------------------------------------------------------------- */

/* An analysis. Immutable: any number of threads may run it at the same time. */
typedef struct assay_script assay_script;

/* From a file. Owned: free with assay_script_free. ASSAY_EIO, or ASSAY_ESCRIPT: then the
** message ends with the line of the script, on lines of its own. What it requires of the
** folder lib beside it, or of the installed one, is read now, too. */
ASSAY_API assay_status assay_script_load(assay_script **out, const char *path,
                                         assay_error *err);
/* From memory; the name is for messages. It can require "assay", but nothing of lib. */
ASSAY_API assay_status assay_script_load_text(assay_script **out, assay_str name,
                                              assay_str text, assay_error *err);
ASSAY_API void assay_script_free(assay_script *script);
/* What the script says of itself. Borrowed from the script. */
ASSAY_API assay_str assay_script_name(const assay_script *script);
ASSAY_API assay_str assay_script_summary(const assay_script *script);

/* -- Running ------------------------------------------------------------------------- */

typedef struct
    assay_named_value { /* an argument of a script, or metadata of a document */
  assay_str name, value;
} assay_named_value;

typedef struct assay_input {       /* a document of the host */
  assay_str name, text;            /* the text as for assay_document_new */
  const assay_named_value *fields; /* metadata: "1936" is an integer, "1936-07-18" a date,
                                   ** which gives year, decade and month, too */
  size_t field_count;
} assay_input;

typedef struct assay_run_options {
  uint32_t size;                      /* sizeof(assay_run_options) */
  const assay_named_value *arguments; /* of the script, as on a command line */
  size_t argument_count;

  /* The documents: an array, or, where next is not NULL, one after another. */
  const assay_input *inputs;
  size_t input_count;
  /* 1: a document in *out, whose bytes must live until the next call; 0: there are no
  ** more; -1: stop the run. One call at a time, but from any thread of the run. */
  int (*next)(void *ctx, assay_input *out);
  /* Begins again, for scripts that read twice (needs = {...}); NULL: it cannot. */
  int (*rewind)(void *ctx);
  void *next_ctx;

  size_t threads;      /* 0: one per processor. The report is the same for any number */
  size_t memory_limit; /* bytes of the script in each thread; 0: 4 GiB */
  double time_limit;   /* processor seconds of each call into the script; 0: none */
  int trusted;         /* not 0: the script gets all of Lua's libraries */
  int keep_going;      /* not 0: a document in which the script fails is a problem, and
                       ** leaves nothing; else it ends the run */
  /* Now and then, from the thread that called assay_script_run; 0 cancels the run. */
  int (*progress)(void *ctx, uint64_t documents, uint64_t bytes);
  void *progress_ctx;
  /* What the script prints: a line at a time, from any thread, one call at a time. */
  void (*print)(void *ctx, assay_str line);
  void *print_ctx;
} assay_run_options;
#define ASSAY_RUN_OPTIONS_INIT                                                           \
  { .size = sizeof(assay_run_options) }

/* What the script found. One thread at a time. */
typedef struct assay_report assay_report;

/* Owned: free with assay_report_free. ASSAY_EARG for an argument that the script does not
** have or does not like (then the message is the script's own, of assay.usage_error),
** ASSAY_ESCRIPT when it fails or reaches a limit, ASSAY_ECANCELLED, ASSAY_ENOMEM. */
ASSAY_API assay_status assay_script_run(const assay_script *script,
                                        const assay_run_options *options,
                                        assay_report **out, assay_error *err);
ASSAY_API void assay_report_free(assay_report *report);

/* -- Reports ------------------------------------------------------------------------- */

ASSAY_API uint64_t assay_report_documents(const assay_report *report);
ASSAY_API uint64_t assay_report_words(const assay_report *report);
/* What the script's report() returned, else the number of rows of all tables. */
ASSAY_API uint64_t assay_report_hits(const assay_report *report);

/* Sentences for the reader, kept apart from the data. i must be below the count, here and
** below. Borrowed from the report. */
ASSAY_API size_t assay_report_note_count(const assay_report *report);
ASSAY_API assay_str assay_report_note(const assay_report *report, size_t i);

typedef struct assay_problem { /* about one document; the others were done */
  assay_str document, message;
  int failed; /* the script failed in it (keep_going), or it could not be read; 0: a
              ** remark about how it was read */
} assay_problem;
ASSAY_API size_t assay_report_problem_count(const assay_report *report);
ASSAY_API assay_problem assay_report_problem(const assay_report *report, size_t i);

/* Tables, in the order of the report. */
ASSAY_API size_t assay_report_table_count(const assay_report *report);
ASSAY_API assay_str assay_report_title(const assay_report *report, size_t table);
ASSAY_API size_t assay_report_column_count(const assay_report *report, size_t table);
ASSAY_API assay_str assay_report_column(const assay_report *report, size_t table,
                                        size_t column);
ASSAY_API size_t assay_report_row_count(const assay_report *report, size_t table);

typedef enum assay_cell_kind {
  ASSAY_CELL_NONE = 0, /* no value */
  ASSAY_CELL_BOOLEAN,  /* integer is 0 or 1 */
  ASSAY_CELL_INTEGER,
  ASSAY_CELL_NUMBER,
  ASSAY_CELL_TEXT,
  ASSAY_CELL_SPANS /* pairs of integers: assay_cell_span */
} assay_cell_kind;

typedef struct assay_cell {
  assay_cell_kind kind;
  int64_t integer;
  double number;  /* also of an integer */
  assay_str text; /* borrowed from the cursor until the next row */
  size_t span_count;
  assay_str span_data; /* private */
} assay_cell;
ASSAY_API assay_span assay_cell_span(const assay_cell *cell, size_t i);

/* Reads the rows of a table from the first to the last. */
typedef struct assay_cursor assay_cursor;

/* Owned: free with assay_cursor_free, before the report. ASSAY_ENOMEM, ASSAY_EARG when
** there is no such table. */
ASSAY_API assay_status assay_cursor_new(assay_cursor **out, const assay_report *report,
                                        size_t table, assay_error *err);
/* The next row, as many cells as there are columns; NULL at the end. Borrowed until the
** next call. */
ASSAY_API const assay_cell *assay_cursor_next(assay_cursor *cursor);
/* ASSAY_OK, or why the rows ended before the last. */
ASSAY_API assay_status assay_cursor_status(const assay_cursor *cursor, assay_error *err);
ASSAY_API void assay_cursor_free(assay_cursor *cursor);

/* Writes all tables as the program does with --tsv, --csv, --json, --jsonl, --md or
** --table: format is "tsv", "csv", "json", "jsonl", "md" or "table". The sink gets
** pieces, cut anywhere, and returns 0 to stop (ASSAY_EIO). ASSAY_EARG for an unknown
** format. */
ASSAY_API assay_status assay_report_render(const assay_report *report, const char *format,
                                           int (*sink)(void *ctx, assay_str bytes),
                                           void *ctx, assay_error *err);

/* -- For hosts with a Lua state of their own ----------------------------------------- */

struct lua_State;

/* Pushes the module table, as `require "assay"` gives it; Lua 5.4. Sets no global. To
** make the module available in a state of your own:
**     luaL_requiref(L, "assay", luaopen_assay, 0); lua_pop(L, 1);
** One state belongs to one thread at a time. The functions are described in
** scripts/assay.d.lua. */
ASSAY_API int luaopen_assay(struct lua_State *L);

#ifdef __cplusplus
}
#endif
#endif
