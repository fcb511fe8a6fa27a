/*
** notes.c - a list of notes; their texts live in the corpus's arena.
*/
#include "corpus/notes.h"

#include "base/alloc.h"
#include "base/buffer.h"

#include <stdio.h>
#include <string.h>

/* Longest message; what is longer is cut, as in assay_error. */
enum { MESSAGE_BYTES = 768 };

void notes_init(struct notes *notes, struct arena *arena) {
  memset(notes, 0, sizeof *notes);
  notes->arena = arena;
}

void notes_free(struct notes *notes) {
  alloc_free(&notes->arena->alloc, notes->items, notes->cap, sizeof *notes->items);
  notes->items = NULL;
  notes->count = notes->cap = 0;
}

assay_status notes_add(struct notes *notes, int kind, assay_str path, assay_error *err,
                       const char *format, ...) {
  char message[MESSAGE_BYTES];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  struct corpus_note note;
  void *items = notes->items;
  switch (kind) {
  case NOTE_PROBLEM:
    note.kind = NOTE_PROBLEM;
    break;
  case NOTE_SKIPPED:
    note.kind = NOTE_SKIPPED;
    break;
  case NOTE_DETAIL:
    note.kind = NOTE_DETAIL;
    break;
  default:
    note.kind = NOTE_INFO;
    break;
  }
  note.path = arena_copy(notes->arena, path);
  note.message = arena_copy(notes->arena, (assay_str){message, strlen(message)});
  if (!note.path.ptr || !note.message.ptr ||
      !alloc_grow(&notes->arena->alloc, &items, &notes->cap, notes->count + 1,
                  sizeof *notes->items))
    return error_memory(err, 0);
  notes->items = items;
  notes->items[notes->count++] = note;
  return ASSAY_OK;
}

assay_status notes_problem(struct notes *notes, assay_str path,
                           const assay_error *problem, assay_error *err) {
  if (problem->status == ASSAY_ENOMEM) {
    if (err) *err = *problem;
    return ASSAY_ENOMEM;
  }
  if (problem->line == 0)
    return notes_add(notes, NOTE_PROBLEM, path, err, "%s", problem->message);
  struct buffer place;
  buffer_init(&place, &notes->arena->alloc, BUFFER_NO_CEILING);
  buffer_add_str(&place, path);
  buffer_addf(&place, ":%u", (unsigned)problem->line);
  assay_status status = buffer_status(&place, "a path", err);
  if (status == ASSAY_OK)
    status = notes_add(notes, NOTE_PROBLEM, buffer_str(&place), err, "%s",
                       problem->message);
  buffer_free(&place);
  return status;
}
