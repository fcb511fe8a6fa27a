/*
** reduce.c - `assay reduce SCRIPT PART ...`: the parts of all shares as one report. First
** only the heads are read, to see that the parts are all there and of one run; then one
** part after another, in the order of the shares.
*/
#include "base/error.h"
#include "base/table.h"
#include "cli/builtins.h"
#include "cli/interrupt.h"
#include "cli/job.h"
#include "cli/messages.h"
#include "cli/share_options.h"
#include "engine/part.h"
#include "engine/value.h"

#include <stdio.h>
#include <string.h>

struct reduce_job {
  struct job job;
  struct command as_run; /* the command that would give the same without parts */
  struct share_options own;
  struct buffer first;
  struct part head;        /* of the part that is named first */
  struct run_mapped total; /* of all shares */
  size_t *input_of;        /* by share: the input that is it, plus one; in the arena */
};

/* -- Refusing ----------------------------------------------------------------------- */

static enum exit_code fail(const struct reduce_job *r, const assay_error *err) {
  return job_fail_usage(r->job.command, err);
}

/* A part, and with it the run, is refused: its name comes first. */
static enum exit_code refuse(const struct reduce_job *r, const char *path,
                             assay_error *err) {
  error_name_source(err, str_from(path));
  if (err->status == ASSAY_ENOMEM || err->status == ASSAY_ELIMIT)
    return job_fail_run(&r->job, err);
  message_error(r->job.command->who, err);
  return EXIT_UNREAD;
}

static enum exit_code check_options(const struct reduce_job *r) {
  const struct options *options = &r->job.options;
  const struct script *script = r->job.script;
  assay_error err;
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    const struct option_spec *spec = &options_table()[i];
    bool of_map = spec->group == GROUP_INPUT || spec->group == GROUP_TEXT ||
                  i == OPTION_STRICT || i == OPTION_KEEP_GOING;
    if (!options->given[i] || !of_map) continue;
    error_set(&err, ASSAY_EARG, "option '--%s' belongs to assay map", spec->name);
    return fail(r, &err);
  }
  for (size_t i = 0; i < script->arg_count; i++) {
    if (!options->values[i].ptr) continue;
    error_set(&err, ASSAY_EARG, "'--%.*s' belongs to assay map: the parts know its value",
              (int)script->args[i].name.len, script->args[i].name.ptr);
    return fail(r, &err);
  }
  if (r->own.share.of > 0 || r->own.first_pass) {
    error_set(&err, ASSAY_EARG, "option '--%s' belongs to assay map",
              r->own.first_pass ? "first-pass" : "shard");
    return fail(r, &err);
  }
  if (options->input_count > 0) return EXIT_DONE;
  error_set(&err, ASSAY_EARG, "no parts to join: name the files that assay map wrote");
  return fail(r, &err);
}

/* -- Reading ------------------------------------------------------------------------ */

static assay_status check_head(struct reduce_job *r, size_t input, assay_error *err) {
  const char *const *paths = r->job.options.inputs;
  struct part part;
  assay_status status = part_read_file(&part, paths[input], true, 0, interrupt_requested,
                                       err);
  if (status != ASSAY_OK) return status;
  status = part_check_script(&part, r->job.script, err);
  if (status == ASSAY_OK && input > 0)
    status = part_check_alike(&part, &r->head, paths[0], err);
  if (status == ASSAY_OK && input == 0) {
    r->input_of = arena_alloc(&r->job.arena, part.share.of, sizeof *r->input_of);
    if (r->input_of)
      memset(r->input_of, 0, part.share.of * sizeof *r->input_of);
    else
      status = error_memory(err, 0);
  }
  size_t *place = status == ASSAY_OK ? &r->input_of[part.share.number - 1] : NULL;
  if (place && *place > 0)
    status = error_set(err, ASSAY_EARG, "is share %zu of %zu, and so is '%s'",
                       part.share.number, part.share.of, paths[*place - 1]);
  else if (place)
    *place = input + 1;
  if (status == ASSAY_OK && input == 0)
    r->head = part;
  else
    part_free(&part);
  return status;
}

static enum exit_code check_heads(struct reduce_job *r) {
  const struct options *options = &r->job.options;
  assay_error err;
  for (size_t i = 0; i < options->input_count; i++) {
    assay_status status = check_head(r, i, &err);
    if (interrupt_requested()) return EXIT_INTERRUPTED;
    if (status != ASSAY_OK) return refuse(r, options->inputs[i], &err);
  }
  size_t missing = 0, first = 0;
  for (size_t i = r->head.share.of; i > 0; i--) {
    if (r->input_of[i - 1] > 0) continue;
    missing++;
    first = i;
  }
  if (missing == 0) return EXIT_DONE;
  if (missing == 1)
    message_line(r->job.command->who, "share %zu of %zu is missing", first,
                 r->head.share.of);
  else
    message_line(r->job.command->who, "%zu of %zu shares are missing, the first is %zu",
                 missing, r->head.share.of, first);
  return EXIT_UNREAD;
}

/* Adds a share, with its accumulators. Each keeps to the memory: only the different words
** of both are in it, the rest is in files. */
static assay_status add_share(struct reduce_job *r, const char *path, bool is_first,
                              assay_error *err) {
  struct part part;
  const uint64_t memory = r->job.options.memory;
  assay_status status = part_read_file(&part, path, false, memory, interrupt_requested,
                                       err);
  if (status != ASSAY_OK) return status;
  if (is_first) {
    r->total = part.mapped;
    r->total.memory = memory;
    memset(&part.mapped, 0, sizeof part.mapped);
  } else {
    status = run_mapped_add(&r->total, &part.mapped, err);
  }
  part_free(&part);
  return status;
}

/* All parts again, in the order of the shares. */
static enum exit_code join(struct reduce_job *r) {
  assay_error err;
  for (size_t i = 0; i < r->head.share.of; i++) {
    const char *path = r->job.options.inputs[r->input_of[i] - 1];
    assay_status status = add_share(r, path, i == 0, &err);
    if (interrupt_requested()) return EXIT_INTERRUPTED;
    if (status != ASSAY_OK) return refuse(r, path, &err);
  }
  return EXIT_DONE;
}

/* -- The first pass ------------------------------------------------------------------ */

static enum exit_code read_first(struct reduce_job *r) {
  const char *who = r->job.command->who;
  assay_error err;
  if (!r->own.first && r->head.first_digest == 0) return EXIT_DONE;
  if (!r->own.first) {
    error_set(&err, ASSAY_EARG,
              "the parts were made with a first pass: name it, too, with --first FILE");
    return fail(r, &err);
  }
  assay_status status = share_read_first(r->own.first, r->job.script, NULL, &r->first,
                                         &err);
  if (status == ASSAY_OK &&
      part_first_digest(buffer_str(&r->first)) != r->head.first_digest) {
    status = error_set(&err, ASSAY_EARG, "is not the first pass of these parts");
    error_name_source(&err, str_from(r->own.first));
  }
  if (status == ASSAY_OK) return EXIT_DONE;
  message_error(who, &err);
  return EXIT_UNREAD;
}

static enum exit_code check_first_place(const struct reduce_job *r) {
  const char *path = r->job.options.output;
  assay_error err;
  if (path && strcmp(path, "-") != 0) return job_check_place(&r->job);
  error_set(&err, ASSAY_EARG, "where should the first pass go? Say -o FILE");
  return fail(r, &err);
}

/* A first pass is not reported: its shares become one part. */
static enum exit_code write_first(struct reduce_job *r) {
  const char *path = r->job.options.output;
  assay_error err;
  const struct run_mapped head = r->head.mapped;
  r->head.mapped = r->total;
  r->total = head;
  r->head.share = (struct run_share){1, 1};
  assay_status status = part_write_file(&r->head, path, interrupt_requested,
                                        interrupt_hold, &err);
  return status == ASSAY_OK ? EXIT_DONE : job_fail_output(&r->job, &err);
}

/* -- Reporting ---------------------------------------------------------------------- */

/* What the parts know of the run takes the place of options. */
static void take_options(struct reduce_job *r) {
  struct job *job = &r->job;
  for (size_t i = 0; i < job->script->arg_count; i++)
    if (r->head.values[i].given) job->options.values[i] = r->head.values[i].text;
  job->options.text = r->head.text;
  job->options.region = r->head.region;
  job->notes = r->head.notes;
  job->note_count = r->head.note_count;
  job->selects = r->head.selects;
}

/* The same that is checked at the end of one run: is there such a field in any text? */
static enum exit_code check_fields(const struct reduce_job *r) {
  struct metadata *none;
  struct table fields;
  assay_error err;
  table_init(&fields, NULL);
  assay_status status = metadata_new(&none, 0, NULL, &err);
  if (status != ASSAY_OK) return job_fail_run(&r->job, &err);
  const struct table *lists[] = {&r->head.fields, &r->total.tally.fields};
  for (size_t k = 0; k < 2; k++)
    for (uint32_t i = 0, id; i < lists[k]->count && status == ASSAY_OK; i++)
      status = table_intern(&fields, table_key(lists[k], i), &id, &err);
  if (status == ASSAY_OK) status = metadata_finish(none, &err);
  if (status == ASSAY_OK)
    status = value_check_fields(r->job.script, r->job.options.values, none, &fields,
                                &err);
  metadata_free(none);
  table_free(&fields);
  return status == ASSAY_OK ? EXIT_DONE : job_fail_run(&r->job, &err);
}

static enum exit_code report(struct reduce_job *r) {
  struct job *job = &r->job;
  struct run_options options;
  assay_error err;
  take_options(r);
  enum exit_code code = job_check_values(job);
  if (code == EXIT_DONE) code = check_fields(r);
  if (code != EXIT_DONE) return code;
  job->command = &r->as_run; /* notes are the same, too */
  job_run_options(job, &options);
  options.first = buffer_str(&r->first);
  progress_begin(&job->progress, false);
  assay_status status = run_report(job->script, &options, &r->total, &job->result, &err);
  if (interrupt_requested()) return EXIT_INTERRUPTED;
  if (status != ASSAY_OK) return job_fail_run(job, &err);
  if (!job->options.given[OPTION_STAMP]) job->result.digest = 0;
  return job_print(job);
}

/* -- The whole ---------------------------------------------------------------------- */

static enum exit_code reduce_through(struct reduce_job *r) {
  struct job *job = &r->job;
  enum exit_code code = job_load_script(job->command, &job->script);
  if (code == EXIT_DONE) code = job_parse_options(job);
  if (code == EXIT_DONE) code = check_options(r);
  if (code == EXIT_DONE) code = check_heads(r);
  if (code == EXIT_DONE && r->head.first_pass) {
    code = check_first_place(r);
    if (code == EXIT_DONE) code = join(r);
    return code == EXIT_DONE ? write_first(r) : code;
  }
  if (code == EXIT_DONE) code = read_first(r);
  if (code == EXIT_DONE) code = job_choose_output(job);
  if (code == EXIT_DONE) code = join(r);
  if (code == EXIT_DONE) code = report(r);
  return code;
}

static enum exit_code command_reduce(struct command command, const char *as_run) {
  struct reduce_job r;
  assay_error err;
  enum exit_code code = EXIT_DONE;
  if (!job_isolate(&command, &code)) return code;
  if (options_ask_help(command.argc, command.argv)) return command_help(&command);
  memset(&r, 0, sizeof r);
  job_begin(&r.job, &command);
  r.as_run = command;
  r.as_run.who = as_run;
  buffer_init(&r.first, NULL, BUFFER_NO_CEILING);
  if (share_options_take(&r.own, command.argc, command.argv, &r.job.arena, &err) ==
      ASSAY_OK) {
    command.argc = r.own.argc;
    command.argv = r.own.argv;
    code = reduce_through(&r);
  } else {
    code = fail(&r, &err);
  }
  run_mapped_free(&r.total);
  part_free(&r.head);
  buffer_free(&r.first);
  job_end(&r.job);
  return code;
}

enum exit_code builtin_reduce(struct library *library, int argc,
                              const char *const *argv) {
  static const char who[] = "assay reduce";
  char help[4200], as_run[4200];
  if (argc == 0 || argv[0][0] == '-') {
    message_line(who, "the script comes first: assay reduce SCRIPT PART ...");
    return EXIT_USAGE;
  }
  const char *path = builtin_script_or_file(library, who, argv[0]);
  if (!path) return EXIT_USAGE;
  snprintf(help, sizeof help, path == argv[0] ? "assay run %s --help" : "assay help %s",
           argv[0]);
  snprintf(as_run, sizeof as_run, "assay %s", path == argv[0] ? "run" : argv[0]);
  return command_reduce((struct command){path, who, who, help, argc - 1, argv + 1},
                        as_run);
}
