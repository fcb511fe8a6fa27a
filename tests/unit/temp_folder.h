#ifndef ASSAY_TESTS_TEMP_FOLDER_H
#define ASSAY_TESTS_TEMP_FOLDER_H
/*
** temp_folder.h - a real folder for a test to work in. temp_enter makes one under TMPDIR,
** else in /tmp, else in the current folder, and goes there; temp_leave goes back and
** removes it with all that is in it. A test that fails leaves it.
*/
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct temp {
  char path[1024];
  int back; /* where the test came from */
};

static inline void temp_enter(struct temp *temp) {
  const char *base = getenv("TMPDIR");
  if (!base) base = access("/tmp", W_OK | X_OK) == 0 ? "/tmp" : ".";
  snprintf(temp->path, sizeof temp->path, "%s/assay-test-XXXXXX", base);
  temp->back = open(".", O_RDONLY);
  ck_assert_int_ge(temp->back, 0);
  ck_assert_ptr_nonnull(mkdtemp(temp->path));
  ck_assert_int_eq(chdir(temp->path), 0);
}

/* Removes what is in the current folder; links are removed, not followed. */
static inline void temp_empty(void) {
  DIR *folder = opendir(".");
  ck_assert_ptr_nonnull(folder);
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (unlink(entry->d_name) == 0) continue;
    ck_assert_int_eq(chdir(entry->d_name), 0);
    temp_empty();
    ck_assert_int_eq(chdir(".."), 0);
    ck_assert_int_eq(rmdir(entry->d_name), 0);
  }
  closedir(folder);
}

static inline void temp_leave(struct temp *temp) {
  temp_empty();
  ck_assert_int_eq(fchdir(temp->back), 0);
  close(temp->back);
  ck_assert_int_eq(rmdir(temp->path), 0);
}

static inline void temp_put(const char *path, const char *text) {
  FILE *f = fopen(path, "wb");
  ck_assert_msg(f != NULL, "cannot make '%s'", path);
  fputs(text, f);
  ck_assert_int_eq(fclose(f), 0);
}

static inline void temp_folder(const char *path) {
  ck_assert_int_eq(mkdir(path, 0777), 0);
}

/* The whole of a small file. */
static inline const char *temp_get(const char *path) {
  static char text[4096];
  FILE *f = fopen(path, "rb");
  ck_assert_msg(f != NULL, "cannot open '%s'", path);
  size_t len = fread(text, 1, sizeof text - 1, f);
  text[len] = '\0';
  fclose(f);
  return text;
}

/* How many names there are in a folder. */
static inline size_t temp_count(const char *path) {
  DIR *folder = opendir(path);
  ck_assert_ptr_nonnull(folder);
  size_t count = 0;
  while (readdir(folder)) count++;
  closedir(folder);
  return count - 2;
}

#endif
