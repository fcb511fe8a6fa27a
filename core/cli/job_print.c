/*
** job_print.c - the last step of a command: the report where data go, all else on
** standard error.
*/
#include "cli/job.h"

#include "base/number.h"
#include "base/table.h"
#include "cli/messages.h"
#include "cli/problems.h"
#include "engine/stamp.h"

static void print_notes(const struct job *job) {
  const struct report *report = job->result.report;
  if (job_quiet(job)) return;
  for (size_t i = 0; i < report_note_count(report); i++) {
    assay_str note = report_note(report, i);
    message_line(job->command->who, "%.*s", (int)note.len, note.ptr);
  }
}

/* What repeats the result, on standard error, so that data stay data. */
static void print_stamp(const struct job *job) {
  assay_error err;
  struct buffer stamp;
  struct run_options options = {.values = job->options.values,
                                .region = job->options.region};
  if (!job->options.given[OPTION_STAMP]) return;
  buffer_init(&stamp, NULL, 1 << 20);
  if (stamp_write(job->script, &options, &job->result, &stamp, &err) != ASSAY_OK) {
    message_error(job->command->who, &err);
  } else {
    assay_str line = buffer_str(&stamp);
    while (line.len > 0 && line.ptr[line.len - 1] == '\n') line.len--;
    message_plain(line);
  }
  buffer_free(&stamp);
}

/* What --where left. */
static void print_selected(const struct job *job) {
  char selected[NUMBER_SIZE], all[NUMBER_SIZE];
  const struct corpus_tally *tally = &job->result.tally;
  if (!job->selects || job_quiet(job)) return;
  number_format_grouped((int64_t)tally->selected, selected);
  number_format_grouped((int64_t)tally->documents, all);
  message_line(job->command->who, "%s of %s documents selected", selected, all);
}

static void print_totals(const struct job *job) {
  char documents[NUMBER_SIZE], words[NUMBER_SIZE], seconds[NUMBER_SIZE];
  if (!job_verbose(job)) return;
  assay_str rule = job->result.rule;
  message_line(job->command->who, "tokens by the rule %.*s", (int)rule.len, rule.ptr);
  number_format_grouped((int64_t)job->result.documents, documents);
  number_format_grouped((int64_t)job->result.words, words);
  number_format_fixed(progress_elapsed(&job->progress), 2, seconds);
  message_line(job->command->who, "%s documents, %s words in %s s", documents, words,
               seconds);
}

enum exit_code job_print(const struct job *job) {
  assay_error err;
  size_t unread = problems_count(job->notes, job->note_count, &job->result);
  bool nothing = job->result.documents == 0 && unread > 0;
  if (!nothing) {
    print_selected(job);
    print_notes(job);
    assay_status status = output_write(&job->output, job->result.report, &err);
    if (status != ASSAY_OK) return job_fail_output(job, &err);
  }
  if (!job_quiet(job))
    problems_print_notes(job->notes, job->note_count, &job->result, job_verbose(job));
  problems_print(job->notes, job->note_count, &job->result, job_quiet(job),
                 job_verbose(job));
  size_t failed = problems_print_failed(&job->result, job_verbose(job));
  print_totals(job);
  print_stamp(job);
  if (failed > 0) return EXIT_SCRIPT;
  if (unread > 0) return EXIT_UNREAD;
  bool ask = job->options.given[OPTION_EXIT_STATUS];
  return ask && job->result.hits == 0 ? EXIT_NO_HITS : EXIT_DONE;
}
