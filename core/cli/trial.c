/*
** trial.c - the temporary folder and the run in it. Whatever is in the folder at the end
** goes, links unfollowed.
*/
#include "cli/trial.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/table.h"
#include "cli/interrupt.h"
#include "cli/messages.h"
#include "corpus/corpus.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 4096, MOST_DEPTH = 16 };

/* -- The folder ---------------------------------------------------------------------- */

struct folder {
  char path[PATH_ROOM];
  int before; /* the current folder as it was */
};

static assay_status folder_enter(struct folder *f, assay_error *err) {
  const char *parent = getenv("TMPDIR");
  if (!parent || parent[0] != '/') parent = "/tmp";
  int len = snprintf(f->path, sizeof f->path, "%s/assay-XXXXXX", parent);
  f->before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (f->before < 0)
    return error_set(err, ASSAY_EIO, "the current folder cannot be opened");
  bool made = len > 0 && len < PATH_ROOM && mkdtemp(f->path) != NULL;
  if (made && chdir(f->path) == 0) return ASSAY_OK;
  if (made) rmdir(f->path);
  close(f->before);
  return error_set(err, ASSAY_EIO, "no temporary folder can be made in '%s'", parent);
}

/* Removes what is in the current folder. */
static void empty_folder(int depth) {
  struct arena arena;
  assay_str *names;
  size_t count;
  arena_init(&arena, NULL);
  if (file_list(".", &arena, &names, &count, NULL) != ASSAY_OK) count = 0;
  for (size_t i = 0; i < count; i++) {
    struct stat info;
    if (lstat(names[i].ptr, &info) != 0) continue;
    if (S_ISDIR(info.st_mode) && depth < MOST_DEPTH && chdir(names[i].ptr) == 0) {
      empty_folder(depth + 1);
      if (chdir("..") != 0) break;
      rmdir(names[i].ptr);
    } else {
      unlink(names[i].ptr);
    }
  }
  arena_free(&arena);
}

static assay_status folder_leave(struct folder *f, assay_error *err) {
  if (chdir(f->path) == 0) empty_folder(0);
  bool back = fchdir(f->before) == 0;
  close(f->before);
  rmdir(f->path);
  if (back) return ASSAY_OK;
  return error_set(err, ASSAY_EIO, "the folder from before cannot be entered again");
}

/* -- Its files ----------------------------------------------------------------------- */

/* Makes the folders that the name goes through. */
static void make_parents(const char *name) {
  char path[PATH_ROOM];
  size_t len = strlen(name);
  if (len >= sizeof path) return;
  memcpy(path, name, len + 1);
  for (char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(path, 0700);
    *slash = '/';
  }
}

static assay_status write_file(const char *name, assay_str text, assay_error *err) {
  make_parents(name);
  FILE *file = fopen(name, "wbx");
  bool written = file && fwrite(text.ptr, 1, text.len, file) == text.len;
  if (file && fclose(file) != 0) written = false;
  if (written) return ASSAY_OK;
  error_set(err, ASSAY_EIO, "the file of the test cannot be written");
  error_name_source(err, str_from(name));
  return ASSAY_EIO;
}

static assay_status write_files(const struct self_test *test, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < test->file_count && status == ASSAY_OK; i++)
    status = write_file(test->files[i].name.ptr, test->files[i].text, err);
  if (status == ASSAY_OK && test->metadata.ptr)
    status = write_file("metadata.csv", test->metadata, err);
  return status;
}

/* -- The run ------------------------------------------------------------------------- */

static void print_line(void *ctx, assay_str line) {
  (void)ctx;
  message_plain(line);
}

static bool watch(void *ctx, const struct run_progress *progress) {
  (void)ctx;
  (void)progress;
  return !interrupt_requested();
}

static assay_status check_values(const struct script *script,
                                 const struct self_test *test, assay_error *err) {
  for (size_t i = 0; i < script->arg_count; i++) {
    assay_error reason;
    assay_str value = test->values[i];
    if (!value.ptr || script_check_value(&script->args[i], value, &reason) == ASSAY_OK)
      continue;
    return error_set(err, ASSAY_EARG, "argument '%s' is '%.*s', but %s",
                     script->args[i].name.ptr, (int)value.len, value.ptr, reason.message);
  }
  return ASSAY_OK;
}

static assay_status run_here(struct trial *out, const struct script *script,
                             const struct self_test *test,
                             const struct trial_limits *limits, assay_error *err) {
  static const char *const here[] = {"."};
  struct corpus *corpus = NULL;
  assay_status status = check_values(script, test, err);
  if (status == ASSAY_OK) status = corpus_open(&corpus, NULL, here, 1, err);
  struct run_options options = {.corpus = corpus,
                                .values = test->values,
                                .threads = 1,
                                .memory_limit = limits->memory,
                                .time_limit = limits->seconds,
                                .trusted = limits->trusted,
                                .watch = watch,
                                .print = print_line};
  if (status == ASSAY_OK) status = run_script(script, &options, &out->result, err);
  corpus_free(corpus);
  return status;
}

assay_status trial_run(struct trial *out, const struct script *script,
                       const struct self_test *test, const struct trial_limits *limits,
                       assay_error *err) {
  struct folder folder;
  memset(out, 0, sizeof *out);
  assay_status status = folder_enter(&folder, err);
  if (status != ASSAY_OK) return status;
  status = write_files(test, err);
  if (status == ASSAY_OK)
    out->ran = run_here(out, script, test, limits, &out->failure) == ASSAY_OK;
  assay_status left = folder_leave(&folder, status == ASSAY_OK ? err : NULL);
  if (status == ASSAY_OK) status = left;
  if (status != ASSAY_OK) trial_free(out);
  return status;
}

void trial_free(struct trial *trial) {
  if (trial->ran) run_result_free(&trial->result);
  trial->ran = false;
}
