#ifndef ASSAY_CLI_JOB_H
#define ASSAY_CLI_JOB_H
/*
** job.h - the steps of a command that runs an analysis: load the script, read the
** options, open the corpus, run, tell. `assay terms` takes them all; map and reduce take
** some.
** A step that fails has said why; it returns EXIT_DONE to go on.
*/
#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "corpus/corpus.h"
#include "engine/run.h"
#include "engine/script.h"

/* What a command collects on its way. */
struct job {
  const struct command *command;
  struct terminal terminal;
  struct arena arena;
  struct script *script;
  struct options options;
  struct output output;
  struct lua_reader *reader;       /* of --reader, or NULL */
  const struct reader *readers[1]; /* the same, for the corpus */
  struct corpus *corpus;           /* NULL: parts take its place */
  const struct corpus_note *notes; /* the corpus's, or the parts' */
  size_t note_count;
  bool selects; /* there is a condition for texts */
  struct run_result result;
  struct progress progress;
};

void job_begin(struct job *job, const struct command *command);
void job_end(struct job *job);

/* With --isolate: whether this is the child, which goes on; else *code is what it said.
** Called before the script is loaded. */
bool job_isolate(const struct command *command, enum exit_code *code);
enum exit_code job_load_script(const struct command *c, struct script **out);
/* What is on the command line, unchecked. */
enum exit_code job_parse_options(struct job *job);
/* The same with the positional arguments in their place and all values checked. */
enum exit_code job_read_options(struct job *job);
enum exit_code job_check_values(struct job *job);
/* Standard input, where nothing else is named. */
enum exit_code job_default_input(struct job *job);
enum exit_code job_choose_output(struct job *job);
/* Whether the file that -o names can be written, as far as can be told before. */
enum exit_code job_check_place(const struct job *job);
enum exit_code job_open_corpus(struct job *job);
/* Everything but what belongs to one half of a run. Borrows from the job. */
void job_run_options(struct job *job, struct run_options *out);
enum exit_code job_run(struct job *job);
/* The report, then what should be known about it. */
enum exit_code job_print(const struct job *job);

bool job_quiet(const struct job *job);
bool job_verbose(const struct job *job);
enum exit_code job_fail_usage(const struct command *c, const assay_error *err);
enum exit_code job_fail_run(const struct job *job, const assay_error *err);
enum exit_code job_fail_output(const struct job *job, const assay_error *err);

#endif
