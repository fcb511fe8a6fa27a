/*
** problems.c - lines about texts; they begin with "assay: ", then the file.
*/
#include "cli/problems.h"

#include "base/number.h"
#include "cli/messages.h"

#include <string.h>

enum { LINES_SHOWN = 20 };
static const char who[] = "assay";

size_t problems_count(const struct corpus_note *notes, size_t note_count,
                      const struct run_result *run) {
  size_t count = 0;
  for (size_t i = 0; i < note_count; i++) count += notes[i].kind == NOTE_PROBLEM;
  for (size_t i = 0; run && i < run->problem_count; i++) count += run->problems[i].unread;
  return count;
}

static void print_one(assay_str path, assay_str message) {
  if (path.len > 0)
    message_line(who, "%.*s: %.*s", (int)path.len, path.ptr, (int)message.len,
                 message.ptr);
  else
    message_line(who, "%.*s", (int)message.len, message.ptr);
}

static void print_more(size_t count, bool quiet) {
  char text[NUMBER_SIZE];
  if (count == 0) return;
  number_format_grouped((int64_t)count, text);
  message_line(who, "... and %s more%s", text, quiet ? "" : " (--verbose lists them)");
}

static void print_read(size_t read, size_t unread, size_t shown, bool quiet) {
  char a[NUMBER_SIZE], b[NUMBER_SIZE];
  print_more(unread - shown, quiet);
  if (quiet) return;
  number_format_grouped((int64_t)read, a);
  number_format_grouped((int64_t)(read + unread), b);
  if (read == 0)
    message_line(who, "nothing could be read");
  else
    message_line(who, "%s of %s documents were read; --strict stops at the first problem",
                 a, b);
}

void problems_print(const struct corpus_note *notes, size_t note_count,
                    const struct run_result *run, bool quiet, bool verbose) {
  size_t unread = problems_count(notes, note_count, run), shown = 0;
  size_t most = verbose ? unread : LINES_SHOWN;
  for (size_t i = 0; i < note_count && shown < most; i++) {
    if (notes[i].kind != NOTE_PROBLEM) continue;
    print_one(notes[i].path, notes[i].message);
    shown++;
  }
  for (size_t i = 0; run && i < run->problem_count && shown < most; i++) {
    if (!run->problems[i].unread) continue;
    print_one(run->problems[i].path, run->problems[i].message);
    shown++;
  }
  if (unread > 0) print_read(run ? run->tally.documents : 0, unread, shown, quiet);
}

/* Metadata files are tables; what is said of no file is about a metadata pattern. */
static bool is_about_metadata(assay_str path) {
  if (path.len == 0) return true;
  static const char *const ends[] = {".csv", ".tsv"};
  for (size_t i = 0; i < 2; i++)
    if (path.len > 4 && memcmp(path.ptr + path.len - 4, ends[i], 4) == 0) return true;
  return false;
}

/* What was done to texts that were read: "is not valid UTF-8, read as windows-1252". */
static void print_remarks(const struct run_result *run, bool verbose) {
  size_t shown = 0, more = 0;
  for (size_t i = 0; i < run->problem_count; i++) {
    if (run->problems[i].unread || run->problems[i].failed) continue;
    if (verbose || shown < LINES_SHOWN) {
      print_one(run->problems[i].path, run->problems[i].message);
      shown++;
    } else {
      more++;
    }
  }
  print_more(more, false);
}

/* The lines of the script that follow the first line of a message. */
static void print_rest(assay_str message) {
  const char *line = memchr(message.ptr, '\n', message.len);
  const char *end = message.ptr + message.len;
  while (line) {
    line++;
    const char *next = memchr(line, '\n', (size_t)(end - line));
    message_plain((assay_str){line, (size_t)((next ? next : end) - line)});
    line = next;
  }
}

/* "my.lua:14: message", without the document, which stands before it. */
static assay_str first_line(assay_str message) {
  static const char during[] = " (while mapping document";
  const char *end = memchr(message.ptr, '\n', message.len);
  assay_str line = {message.ptr, end ? (size_t)(end - message.ptr) : message.len};
  for (size_t i = 0; i + sizeof during - 1 <= line.len; i++)
    if (memcmp(line.ptr + i, during, sizeof during - 1) == 0) line.len = i;
  return line;
}

static void print_first(const struct run_problem *first, size_t failed) {
  char count[NUMBER_SIZE];
  const char *end = memchr(first->message.ptr, '\n', first->message.len);
  const size_t len = end ? (size_t)(end - first->message.ptr) : first->message.len;
  number_format_grouped((int64_t)failed, count);
  message_line(who, "%s document%s failed in the script%s: %.*s", count,
               failed == 1 ? "" : "s", failed == 1 ? "" : "; the first", (int)len,
               first->message.ptr);
  print_rest(first->message);
}

/* The first says all, with the line of the script; the others are named. */
size_t problems_print_failed(const struct run_result *run, bool verbose) {
  size_t failed = 0, shown = 0;
  for (size_t i = 0; i < run->problem_count; i++) failed += run->problems[i].failed;
  for (size_t i = 0; i < run->problem_count; i++) {
    const struct run_problem *problem = &run->problems[i];
    if (!problem->failed || (shown == LINES_SHOWN && !verbose)) continue;
    if (shown++ == 0)
      print_first(problem, failed);
    else
      print_one(problem->path, first_line(problem->message));
  }
  print_more(failed - shown, false);
  return failed;
}

void problems_print_notes(const struct corpus_note *notes, size_t note_count,
                          const struct run_result *run, bool verbose) {
  for (size_t i = 0; i < note_count; i++)
    if (notes[i].kind == NOTE_SKIPPED || (notes[i].kind == NOTE_DETAIL && verbose) ||
        (notes[i].kind == NOTE_INFO && (verbose || is_about_metadata(notes[i].path))))
      print_one(notes[i].path, notes[i].message);
  if (run) print_remarks(run, verbose);
}
