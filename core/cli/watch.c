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
#include "engine/library.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST_FILES = 20000, MOST_DEPTH = 16, MILLISECONDS = 200, PATH_ROOM = 4096 };

struct file_id {
  dev_t device;
  ino_t number;
};

struct look {
  uint64_t mark;
  size_t files;
  const struct file_id *own; /* files that the run writes */
  size_t own_count;
};

static bool is_own(const struct look *l, const struct stat *info) {
  for (size_t i = 0; i < l->own_count; i++)
    if (l->own[i].device == info->st_dev && l->own[i].number == info->st_ino) return true;
  return false;
}

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
    struct look one = *l;
    one.mark = 0;
    buffer_init(&path, NULL, PATH_ROOM);
    buffer_addf(&path, "%s/%s", folder, names[i].ptr);
    buffer_add_char(&path, '\0');
    if (path.failed == ASSAY_OK) look_at(&one, path.data, depth + 1);
    buffer_free(&path);
    if (one.mark != 0) /* not what the run writes */
      sum += stable_hash_add_number(stable_hash(names[i]), one.mark);
    l->files = one.files;
  }
  l->mark = stable_hash_add_number(l->mark, sum);
  arena_free(&arena);
}

static void look_at(struct look *l, const char *path, int depth) {
  struct stat info;
  l->files++;
  if (stat(path, &info) != 0 || is_own(l, &info)) return;
  l->mark = stable_hash_add_number(l->mark, (uint64_t)info.st_ino);
  if (S_ISDIR(info.st_mode)) {
    if (depth < MOST_DEPTH) look_into(l, path, depth);
    return;
  }
  l->mark = stable_hash_add_number(l->mark, (uint64_t)info.st_size);
  l->mark = stable_hash_add_number(l->mark, (uint64_t)info.st_mtim.tv_sec);
  l->mark = stable_hash_add_number(l->mark, (uint64_t)info.st_mtim.tv_nsec);
}

/* The files lib/NAME.lua that the script may require; no folders below. */
static void look_at_modules(struct look *l, const char *script) {
  struct buffer path;
  const char *slash = strrchr(script, '/');
  buffer_init(&path, NULL, PATH_ROOM);
  buffer_addf(&path, "%.*slib", slash ? (int)(slash - script + 1) : 0, script);
  buffer_add_char(&path, '\0');
  if (path.failed == ASSAY_OK) look_into(l, path.data, MOST_DEPTH - 1);
  buffer_clear(&path);
  if (library_bundled(&path, NULL) == ASSAY_OK) {
    buffer_add_text(&path, "/lib");
    buffer_add_char(&path, '\0');
    if (path.failed == ASSAY_OK) look_into(l, path.data, MOST_DEPTH - 1);
  }
  buffer_free(&path);
}

/* "--reader=my.lua" -> "my.lua"; a letter with its value: "-gfile" -> "file". */
static const char *path_of(const char *word) {
  const char *equals = strchr(word, '=');
  if (word[0] != '-') return word;
  if (word[1] == '-') return equals ? equals + 1 : NULL;
  return word[1] && word[2] ? word + 2 : NULL;
}

static void add_own(struct file_id *own, size_t *count, bool there,
                    const struct stat *info) {
  if (there && S_ISREG(info->st_mode))
    own[(*count)++] = (struct file_id){info->st_dev, info->st_ino};
}

uint64_t watch_mark(const struct watched *w) {
  struct file_id own[3];
  struct stat info;
  struct look l = {.mark = 1, .own = own};
  if (w->output) add_own(own, &l.own_count, stat(w->output, &info) == 0, &info);
  add_own(own, &l.own_count, fstat(STDOUT_FILENO, &info) == 0, &info);
  add_own(own, &l.own_count, fstat(STDERR_FILENO, &info) == 0, &info);
  look_at(&l, w->script, 0);
  look_at_modules(&l, w->script);
  for (int i = 0; i < w->argc; i++) {
    const char *path = path_of(w->argv[i]);
    if (path) look_at(&l, path, 0);
  }
  return l.mark;
}

static void pause_shortly(void) {
  const struct timespec wait = {0, MILLISECONDS * 1000000L};
  nanosleep(&wait, NULL);
}

bool watch_wait(const struct watched *w, uint64_t mark) {
  uint64_t now = mark;
  do {
    if (interrupt_requested()) return false;
    pause_shortly();
    now = watch_mark(w);
  } while (now == mark);
  for (uint64_t before = 0; before != now; pause_shortly()) {
    if (interrupt_requested()) return false;
    before = now;
    now = watch_mark(w);
  }
  return true;
}
