/*
** standalone.c - a main() for a fuzz target without a fuzzer: it runs the target over
** files, or over all files of a folder, so that what a fuzzer found stays a test.
*/
#include "fuzz.h"

#include <dirent.h>
#include <sys/stat.h>

static size_t inputs;

static void run_file(const char *path) {
  FILE *file = fopen(path, "rb");
  struct stat info;
  if (!file || stat(path, &info) != 0) {
    fprintf(stderr, "cannot open %s\n", path);
    exit(2);
  }
  size_t size = (size_t)info.st_size;
  uint8_t *bytes = malloc(size > 0 ? size : 1); /* exact, so that ASan sees an overrun */
  if (!bytes || fread(bytes, 1, size, file) != size) {
    fprintf(stderr, "cannot read %s\n", path);
    exit(2);
  }
  fclose(file);
  LLVMFuzzerTestOneInput(bytes, size);
  free(bytes);
  inputs++;
}

static void run_folder(const char *path) {
  char name[4096];
  DIR *folder = opendir(path);
  if (!folder) {
    run_file(path);
    return;
  }
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
    fprintf(stderr, "%s\n", name);
    run_file(name);
  }
  closedir(folder);
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) run_folder(argv[i]);
  printf("%zu inputs\n", inputs);
  return inputs > 0 ? 0 : 1;
}
