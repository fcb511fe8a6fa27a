/*
** watch.c - looks at times and sizes five times a second; no service of the system is
** needed, and network folders work, too.
*/
#include "cli/watch.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/stable_hash.h"
#include "base/table.h"
#include "cli/interrupt.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { MOST_FILES = 20000, MOST_DEPTH = 16, MILLISECONDS = 200, PATH_ROOM = 4096 };

struct look {
  uint64_t mark;
  size_t files;
};

static void look_at(struct look *l, const char *path, int depth);

static void look_into(struct look *l, const char *folder, int depth) {
  struct arena arena;
  struct buffer path;
  assay_str *names;
  size_t count = 0;
  arena_init(&arena, NULL);
  if (file_list(folder, &arena, &names, &count, NULL) != ASSAY_OK) count = 0;
  uint64_t sum = 0; /* names come in any order */
  for (size_t i = 0; i < count && l->files < MOST_FILES; i++) {
    struct look one = {stable_hash(names[i]), l->files};
    buffer_init(&path, NULL, PATH_ROOM);
    buffer_addf(&path, "%s/%s", folder, names[i].ptr);
    buffer_add_char(&path, '\0');
    if (path.failed == ASSAY_OK) look_at(&one, path.data, depth + 1);
    buffer_free(&path);
    sum += one.mark;
    l->files = one.files;
  }
  l->mark = stable_hash_add_number(l->mark, sum);
  arena_free(&arena);
}

static void look_at(struct look *l, const char *path, int depth) {
  struct stat info;
  l->files++;
  if (stat(path, &info) != 0) return;
  l->mark = stable_hash_add_number(l->mark, (uint64_t)info.st_ino);
  if (S_ISDIR(info.st_mode)) {
    if (depth < MOST_DEPTH) look_into(l, path, depth);
    return;
  }
  l->mark = stable_hash_add_number(l->mark, (uint64_t)info.st_size);
  l->mark = stable_hash_add_number(l->mark, (uint64_t)info.st_mtim.tv_sec);
  l->mark = stable_hash_add_number(l->mark, (uint64_t)info.st_mtim.tv_nsec);
}

uint64_t watch_mark(const char *script, int argc, const char *const *argv) {
  struct look l = {1, 0};
  look_at(&l, script, 0);
  for (int i = 0; i < argc; i++)
    if (argv[i][0] != '-') look_at(&l, argv[i], 0);
  return l.mark;
}

static void pause_shortly(void) {
  const struct timespec wait = {0, MILLISECONDS * 1000000L};
  nanosleep(&wait, NULL);
}

bool watch_wait(const char *script, int argc, const char *const *argv, uint64_t mark) {
  uint64_t now = mark;
  do {
    if (interrupt_requested()) return false;
    pause_shortly();
    now = watch_mark(script, argc, argv);
  } while (now == mark);
  for (uint64_t before = 0; before != now; pause_shortly()) {
    if (interrupt_requested()) return false;
    before = now;
    now = watch_mark(script, argc, argv);
  }
  return true;
}
