/*
** read.c - how fast files become records: bench_read PATH... reads each file, or all
** files of a folder, with one thread (and one that unpacks large packed files) and prints
** CPU seconds (of the program and of the system on its behalf), wall seconds, and
** megabytes of input and of text a second. No tokens are cut. bench_read --unpack PATH...
** only unpacks; bench_read --run COMMAND measures a command of the shell.
** tests/bench/run_read compares with cat and the decompressors.
*/
#include "base/file.h"
#include "base/table.h"
#include "corpus/inputs.h"
#include "read/archive.h"
#include "read/file_stream.h"
#include "read/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

struct totals {
  uint64_t files, records, bytes, text;
};

static double seconds_of(struct timeval t) {
  return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double cpu_seconds(void) {
  struct rusage usage, children;
  getrusage(RUSAGE_SELF, &usage);
  getrusage(RUSAGE_CHILDREN, &children);
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime) +
         seconds_of(children.ru_utime) + seconds_of(children.ru_stime);
}

static double wall_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void fail(const assay_error *err) {
  fprintf(stderr, "bench_read: %s: %s\n", err->source, err->message);
  exit(1);
}

static void read_one(const struct input *input, const struct read_options *options,
                     struct record *record, struct totals *totals) {
  struct stream *stream;
  struct source *source;
  struct source_item item;
  assay_error err;
  bool more = true;
  if (stream_of_file(&stream, input->name.ptr, NULL, &err) != ASSAY_OK ||
      source_open(&source, input->name, stream, options, false, 0, &err) != ASSAY_OK)
    fail(&err);
  for (;;) {
    if (source_next(source, record, &item, &more, &err) != ASSAY_OK) fail(&err);
    if (!more) break;
    totals->records++;
    totals->text += record->text.len;
  }
  totals->files++;
  totals->bytes += input->size;
  source_close(source);
}

static void read_path(const char *path) {
  struct read_options options;
  struct arena arena;
  struct notes notes;
  struct inputs inputs;
  struct record record;
  struct totals totals = {0, 0, 0, 0};
  assay_error err;
  double cpu = cpu_seconds(), wall = wall_seconds();
  memset(&options, 0, sizeof options);
  options.unpack_ahead = true;
  arena_init(&arena, NULL);
  notes_init(&notes, &arena);
  inputs_init(&inputs, &arena, &notes, false, &options);
  record_init(&record, UINT32_MAX - 1, NULL);
  if (inputs_add(&inputs, path, &err) != ASSAY_OK) fail(&err);
  for (size_t i = 0; i < inputs.count; i++)
    read_one(&inputs.items[i], &options, &record, &totals);
  record_free(&record);
  inputs_free(&inputs);
  notes_free(&notes);
  arena_free(&arena);
  cpu = cpu_seconds() - cpu;
  wall = wall_seconds() - wall;
  printf("%s\t%llu\t%llu\t%.3f\t%.3f\t%.0f\t%.0f\n", path,
         (unsigned long long)totals.files, (unsigned long long)totals.records, cpu, wall,
         (double)totals.bytes / 1e6 / cpu, (double)totals.text / 1e6 / cpu);
}

/* What a packed file unpacks to, and nothing else. */
static void unpack_path(const char *path) {
  struct stream *file, *peeked, *unpacked;
  assay_str bytes = {NULL, 1}, head;
  const char *format = "";
  assay_error err;
  uint64_t size = 0;
  double cpu = cpu_seconds(), wall = wall_seconds();
  if (stream_of_file(&file, path, NULL, &err) != ASSAY_OK ||
      stream_peek(&peeked, file, READER_HEAD, &head, NULL, &err) != ASSAY_OK)
    fail(&err);
  archive_sniff(head, &format);
  if (archive_unpack(&unpacked, peeked, format, NULL, NULL, &err) != ASSAY_OK) fail(&err);
  while (bytes.len > 0) {
    if (stream_pull(unpacked, &bytes, &err) != ASSAY_OK) fail(&err);
    size += bytes.len;
  }
  stream_close(unpacked);
  stream_close(peeked);
  stream_close(file);
  cpu = cpu_seconds() - cpu;
  wall = wall_seconds() - wall;
  printf("%s\t1\t0\t%.3f\t%.3f\t-\t%.0f\n", path, cpu, wall, (double)size / 1e6 / cpu);
}

static void run_command(const char *command) {
  double cpu = cpu_seconds(), wall = wall_seconds();
  if (system(command) != 0) exit(1);
  printf("%s\t-\t-\t%.3f\t%.3f\t-\t-\n", command, cpu_seconds() - cpu,
         wall_seconds() - wall);
}

int main(int argc, char **argv) {
  printf("path\tfiles\trecords\tcpu_s\twall_s\tinput_MB/s\ttext_MB/s\n");
  bool unpack = argc > 1 && strcmp(argv[1], "--unpack") == 0;
  bool run = argc > 1 && strcmp(argv[1], "--run") == 0;
  for (int i = unpack || run ? 2 : 1; i < argc; i++)
    if (run)
      run_command(argv[i]);
    else if (unpack)
      unpack_path(argv[i]);
    else
      read_path(argv[i]);
  return 0;
}
