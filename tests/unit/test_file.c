/* test_file.c - files: what is refused and how that is said, writing all or nothing, and
** the natural order of names. */
#include "base/file.h"

#include "base/sort.h"
#include "base/table.h"
#include "temp_folder.h"

#include <signal.h>
#include <sys/resource.h>

static struct buffer text;

static assay_status read_into(const char *path, size_t limit, assay_error *err) {
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  return file_read(path, limit, &text, err);
}

static void check_refused(const char *path, const char *message) {
  assay_error err;
  ck_assert_int_eq(read_into(path, 1000, &err), ASSAY_EIO);
  ck_assert_str_eq(err.message, message);
  ck_assert(strncmp(err.source, path, 200) == 0);
  ck_assert_uint_eq(text.len, 0);
  buffer_free(&text);
}

START_TEST(reading_appends_all_bytes) {
  struct temp temp;
  temp_enter(&temp);
  temp_put("a.txt", "peace\n");
  temp_put("empty.txt", "");
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  buffer_add_text(&text, "more ");
  ck_assert_int_eq(file_read("a.txt", 6, &text, NULL), ASSAY_OK);
  ck_assert_int_eq(file_read("empty.txt", 0, &text, NULL), ASSAY_OK);
  ck_assert_int_eq(file_read("a.txt", 6, &text, NULL), ASSAY_OK);
  ck_str(buffer_str(&text), "more peace\npeace\n");
  buffer_free(&text);
  temp_leave(&temp);
}
END_TEST

START_TEST(a_size_of_zero_is_only_a_hint) {
  struct temp temp;
  temp_enter(&temp);
  if (access("/proc/self/maps", R_OK) == 0) { /* a regular file of size 0 with text */
    ck_assert_int_eq(read_into("/proc/self/maps", 10000000, NULL), ASSAY_OK);
    ck_assert_uint_gt(text.len, 0);
    buffer_free(&text);
    ck_assert_int_eq(read_into("/proc/self/maps", 10, NULL), ASSAY_ELIMIT);
    ck_assert_uint_eq(text.len, 0);
    buffer_free(&text);
  }
  temp_leave(&temp);
}
END_TEST

START_TEST(what_is_no_file_is_refused_by_name) {
  struct temp temp;
  temp_enter(&temp);
  temp_folder("folder");
  temp_put("file", "x");
  ck_assert_int_eq(mkfifo("pipe", 0666), 0);
  ck_assert_int_eq(symlink("self", "self"), 0);
  char longest[301];
  memset(longest, 'x', sizeof longest - 1);
  longest[300] = '\0';
  check_refused("nowhere", "no such file or folder");
  check_refused("folder", "is a folder");
  check_refused("pipe", "not a regular file"); /* and does not wait for a writer */
  check_refused("/dev/null", "not a regular file");
  check_refused("self", "too many symbolic links");
  check_refused("file/x", "a part of the path is not a folder");
  check_refused(longest, "the name is too long");
  temp_leave(&temp);
}
END_TEST

START_TEST(permissions_count) {
  struct temp temp;
  temp_enter(&temp);
  temp_put("secret", "x");
  ck_assert_int_eq(chmod("secret", 0), 0);
  if (geteuid() != 0) check_refused("secret", "permission denied");
  temp_leave(&temp);
}
END_TEST

START_TEST(the_limit_and_the_ceiling_are_named) {
  struct temp temp;
  assay_error err;
  temp_enter(&temp);
  temp_put("a", "123456");
  ck_assert_int_eq(read_into("a", 5, &err), ASSAY_ELIMIT);
  ck_assert_str_eq(err.message, "larger than the limit of 5 bytes");
  ck_assert_str_eq(err.source, "a");
  buffer_free(&text);
  buffer_init(&text, NULL, 8);
  ck_assert_int_eq(file_read("a", 100, &text, &err), ASSAY_OK);
  ck_assert_int_eq(file_read("a", 100, &text, &err), ASSAY_ELIMIT);
  ck_assert_str_eq(err.message, "larger than the limit of 2 bytes");
  ck_str(buffer_str(&text), "123456");
  buffer_free(&text);
  temp_leave(&temp);
}
END_TEST

/* Memory is asked for after the file's size was taken and before it is read. */
static void *growing_resize(void *ctx, void *ptr, size_t old_size, size_t new_size) {
  (void)old_size;
  if (new_size == 0) {
    free(ptr);
    return NULL;
  }
  FILE *f = fopen(ctx, "ab");
  fputs("more", f);
  fclose(f);
  return realloc(ptr, new_size);
}

START_TEST(a_file_that_changes_meanwhile_is_refused) {
  struct temp temp;
  assay_error err;
  temp_enter(&temp);
  temp_put("a", "123456");
  char path[] = "a";
  assay_allocator growing = {growing_resize, path};
  buffer_init(&text, &growing, BUFFER_NO_CEILING);
  ck_assert_int_eq(file_read("a", 100, &text, &err), ASSAY_EIO);
  ck_assert_str_eq(err.message, "changed while it was read");
  ck_assert_uint_eq(text.len, 0);
  buffer_free(&text);
  temp_leave(&temp);
}
END_TEST

START_TEST(standard_input_is_read_to_its_end) {
  struct temp temp;
  int ends[2], old = dup(STDIN_FILENO);
  temp_enter(&temp);
  ck_assert_int_eq(pipe(ends), 0);
  ck_assert_int_eq((int)write(ends[1], "peace", 5), 5);
  close(ends[1]);
  dup2(ends[0], STDIN_FILENO);
  close(ends[0]);
  struct file_in in;
  char piece[16];
  size_t got = 0;
  file_in_stdin(&in);
  ck_assert_int_eq(file_in_read(&in, piece, sizeof piece, &got, NULL), ASSAY_OK);
  ck_str(((assay_str){piece, got}), "peace");
  ck_assert_int_eq(file_in_read(&in, piece, sizeof piece, &got, NULL), ASSAY_OK);
  ck_assert_uint_eq(got, 0);
  file_in_close(&in);
  int folder = open(".", O_RDONLY);
  dup2(folder, STDIN_FILENO);
  close(folder);
  assay_error err;
  file_in_stdin(&in);
  ck_assert_int_eq(file_in_read(&in, piece, sizeof piece, &got, &err), ASSAY_EIO);
  ck_assert_str_eq(err.message, "is a folder");
  file_in_close(&in);
  if (old >= 0) dup2(old, STDIN_FILENO);
  temp_leave(&temp);
}
END_TEST

START_TEST(stat_tells_kinds_and_follows_links) {
  struct temp temp;
  struct file_info file, link, other;
  temp_enter(&temp);
  temp_put("a", "123");
  ck_assert_int_eq(symlink("a", "link"), 0);
  ck_assert_int_eq(file_stat("a", &file, NULL), ASSAY_OK);
  ck_assert_int_eq(file_stat("link", &link, NULL), ASSAY_OK);
  ck_assert_int_eq(file.kind, FILE_REGULAR);
  ck_assert_uint_eq(file.size, 3);
  ck_assert(file.inode == link.inode && file.device == link.device);
  ck_assert_int_eq(file_stat(".", &other, NULL), ASSAY_OK);
  ck_assert_int_eq(other.kind, FILE_FOLDER);
  ck_assert_uint_ne(other.inode, file.inode);
  ck_assert_int_eq(file_stat("/dev/null", &other, NULL), ASSAY_OK);
  ck_assert_int_eq(other.kind, FILE_OTHER);
  ck_assert_int_eq(file_stat("b", &other, NULL), ASSAY_EIO);
  temp_leave(&temp);
}
END_TEST

START_TEST(many_names_are_looked_at_as_one_is) {
  static const assay_str names[] = {{"a", 1},    {"sub", 3},  {"link", 4},
                                    {"pipe", 4}, {"gone", 4}, {"loop", 4}};
  enum { COUNT = sizeof names / sizeof *names };
  static char deep[FILE_PATH_LIMIT]; /* "./././." is the folder, too long with a name */
  struct temp temp;
  struct file_info all[COUNT], one;
  temp_enter(&temp);
  temp_folder("in");
  temp_put("in/a", "123");
  temp_folder("in/sub");
  ck_assert_int_eq(symlink("a", "in/link"), 0);
  ck_assert_int_eq(symlink("loop", "in/loop"), 0);
  ck_assert_int_eq(mkfifo("in/pipe", 0600), 0);
  file_stat_all("in", names, COUNT, all);
  ck_assert_int_eq(all[0].kind, FILE_REGULAR);
  ck_assert_uint_eq(all[0].size, 3);
  ck_assert_int_eq(all[1].kind, FILE_FOLDER);
  ck_assert_int_eq(all[2].kind, FILE_REGULAR);
  ck_assert_int_eq(all[3].kind, FILE_OTHER);
  ck_assert_int_eq(all[4].kind, FILE_UNSEEN);
  ck_assert_int_eq(all[5].kind, FILE_UNSEEN);
  ck_assert_int_eq(file_stat("in/a", &one, NULL), ASSAY_OK);
  ck_assert(all[0].inode == one.inode && all[0].device == one.device);
  ck_assert(all[2].inode == one.inode);
  file_stat_all("gone", names, COUNT, all);
  for (int i = 0; i < COUNT; i++) ck_assert_int_eq(all[i].kind, FILE_UNSEEN);
  file_stat_all("in/a", names, COUNT, all);
  ck_assert_int_eq(all[0].kind, FILE_UNSEEN);
  memcpy(deep, "in", 2);
  for (size_t i = 2; i + 3 < sizeof deep; i += 2) memcpy(deep + i, "/.", 3);
  ck_assert_uint_eq(strlen(deep), FILE_PATH_LIMIT - 2); /* no room for "/a" */
  ck_assert_int_eq(file_stat(deep, &one, NULL), ASSAY_OK);
  file_stat_all(deep, names, COUNT, all);
  ck_assert_int_eq(all[0].kind, FILE_UNSEEN);
  deep[FILE_PATH_LIMIT - 4] = '\0';
  file_stat_all(deep, names, COUNT, all);
  ck_assert_int_eq(all[0].kind, FILE_REGULAR);
  ck_assert_int_eq(all[1].kind, FILE_UNSEEN);
  temp_leave(&temp);
}
END_TEST

static int by_name(const void *a, const void *b, void *ctx) {
  (void)ctx;
  return file_name_compare(*(const assay_str *)a, *(const assay_str *)b);
}

START_TEST(listing_gives_all_names_but_the_dots) {
  struct temp temp;
  struct arena arena;
  assay_str *names;
  size_t count;
  assay_error err;
  temp_enter(&temp);
  temp_put(".hidden", "");
  temp_put("b10", "");
  temp_put("b9", "");
  temp_folder("a");
  arena_init(&arena, NULL);
  ck_assert_int_eq(file_list(".", &arena, &names, &count, NULL), ASSAY_OK);
  ck_assert_uint_eq(count, 4);
  sort_items(names, count, sizeof *names, by_name, NULL, NULL, NULL);
  ck_str(names[0], ".hidden");
  ck_str(names[1], "a");
  ck_str(names[2], "b9");
  ck_str(names[3], "b10");
  ck_assert_int_eq(names[3].ptr[names[3].len], '\0');
  ck_assert_int_eq(file_list("a", &arena, &names, &count, NULL), ASSAY_OK);
  ck_assert_uint_eq(count, 0);
  ck_assert_int_eq(file_list("b9", &arena, &names, &count, &err), ASSAY_EIO);
  ck_assert_str_eq(err.message, "a part of the path is not a folder");
  arena_free(&arena);
  temp_leave(&temp);
}
END_TEST

START_TEST(writing_makes_and_replaces) {
  struct temp temp;
  struct stat made;
  temp_enter(&temp);
  mode_t mask = umask(022);
  temp_folder("out");
  ck_assert_int_eq(file_write("out/a.csv", S("one"), NULL), ASSAY_OK);
  ck_assert_str_eq(temp_get("out/a.csv"), "one");
  ck_assert_int_eq(stat("out/a.csv", &made), 0);
  ck_assert_int_eq((int)(made.st_mode & 0777), 0644);
  ck_assert_int_eq(chmod("out/a.csv", 0600), 0);
  ck_assert_int_eq(file_write("out/a.csv", S("two two"), NULL), ASSAY_OK);
  ck_assert_str_eq(temp_get("out/a.csv"), "two two");
  ck_assert_int_eq(stat("out/a.csv", &made), 0);
  ck_assert_int_eq((int)(made.st_mode & 0777), 0600);
  ck_assert_uint_eq(temp_count("out"), 1);
  umask(mask);
  temp_leave(&temp);
}
END_TEST

START_TEST(writing_follows_links) {
  struct temp temp;
  struct stat link;
  temp_enter(&temp);
  temp_folder("real");
  temp_put("real/a", "old");
  ck_assert_int_eq(symlink("real/a", "one"), 0);
  ck_assert_int_eq(symlink("one", "two"), 0);
  ck_assert_int_eq(symlink("real/new", "dangling"), 0);
  ck_assert_int_eq(file_write("two", S("new"), NULL), ASSAY_OK);
  ck_assert_str_eq(temp_get("real/a"), "new");
  ck_assert_int_eq(lstat("two", &link), 0);
  ck_assert(S_ISLNK(link.st_mode));
  ck_assert_int_eq(file_write("dangling", S("made"), NULL), ASSAY_OK);
  ck_assert_str_eq(temp_get("real/new"), "made");
  temp_leave(&temp);
}
END_TEST

START_TEST(foreign_temporary_files_stay) {
  struct temp temp;
  temp_enter(&temp);
  temp_put(".a.assay-tmp-0", "somebody else's");
  ck_assert_int_eq(file_write("a", S("mine"), NULL), ASSAY_OK);
  ck_assert_str_eq(temp_get("a"), "mine");
  ck_assert_str_eq(temp_get(".a.assay-tmp-0"), "somebody else's");
  ck_assert_uint_eq(temp_count("."), 2);
  char name[251];
  memset(name, 'n', 250);
  name[250] = '\0'; /* with the suffix it would be longer than 255 */
  ck_assert_int_eq(file_write(name, S("long"), NULL), ASSAY_OK);
  ck_assert_str_eq(temp_get(name), "long");
  temp_leave(&temp);
}
END_TEST

START_TEST(writing_that_fails_leaves_nothing) {
  struct temp temp;
  assay_error err;
  temp_enter(&temp);
  temp_put("a", "old");
  temp_folder("folder");
  ck_assert_int_eq(file_write("no/a", S("new"), &err), ASSAY_EIO);
  ck_assert_str_eq(err.message, "cannot write: no such file or folder");
  ck_assert_str_eq(err.source, "no/a");
  ck_assert_int_eq(file_write("folder", S("new"), &err), ASSAY_EIO);
  ck_assert_str_eq(err.message, "cannot write: is a folder");
  /* A file size limit stops the writing half way. */
  struct rlimit limit, old;
  signal(SIGXFSZ, SIG_IGN);
  ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &old), 0);
  limit = old;
  limit.rlim_cur = 4;
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
  assay_status status = file_write("a", S("123456789"), &err);
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &old), 0);
  ck_assert_int_eq(status, ASSAY_EIO);
  ck_assert_str_eq(err.message, "cannot write: the file would be too large");
  ck_assert_str_eq(temp_get("a"), "old");
  ck_assert_uint_eq(temp_count("."), 2);
  temp_leave(&temp);
}
END_TEST

START_TEST(pipes_and_devices_are_written_directly) {
  struct temp temp;
  assay_error err;
  char got[8] = "";
  temp_enter(&temp);
  ck_assert_int_eq(mkfifo("pipe", 0666), 0);
  int reader = open("pipe", O_RDWR);
  ck_assert_int_eq(file_write("pipe", S("peace"), NULL), ASSAY_OK);
  ck_assert_int_eq((int)read(reader, got, sizeof got), 5);
  ck_assert_str_eq(got, "peace");
  close(reader);
  ck_assert_int_eq(file_write("/dev/null", S("peace"), NULL), ASSAY_OK);
  if (access("/dev/full", W_OK) == 0) {
    ck_assert_int_eq(file_write("/dev/full", S("peace"), &err), ASSAY_EIO);
    ck_assert_str_eq(err.message, "cannot write: no space left");
  }
  temp_leave(&temp);
}
END_TEST

START_TEST(names_sort_as_people_count) {
  ck_assert_int_lt(file_name_compare(S("essay2"), S("essay10")), 0);
  ck_assert_int_lt(file_name_compare(S("essay02b"), S("essay2c")), 0);
  ck_assert_int_lt(file_name_compare(S("essay"), S("essay1")), 0);
  ck_assert_int_lt(file_name_compare(S("1-9"), S("1-10")), 0);
  ck_assert_int_lt(file_name_compare(S("9"), S("a")), 0);
  ck_assert_int_lt(file_name_compare(S("B"), S("a")), 0);
  ck_assert_int_lt(file_name_compare(S("99999999999999999999999999"),
                                     S("100000000000000000000000000")),
                   0);
  ck_assert_int_lt(file_name_compare(S("a01"), S("a1")), 0);
  ck_assert_int_eq(file_name_compare(S("a1"), S("a1")), 0);
  ck_assert_int_lt(file_name_compare(S(""), S("0")), 0);
}
END_TEST

static int sign(int n) {
  return (n > 0) - (n < 0);
}

START_TEST(the_order_of_names_is_total) {
  static const char *const names[] = {
      "",   "0",   "00", "1",  "01", "10", "1a", "01a", "a",   "a0",  "a00",
      "a1", "a01", "a-", "a/", "a:", "a9", "aa", "a1b", "a1c", "1.1", "1.01"};
  enum { COUNT = sizeof names / sizeof *names };
  for (int i = 0; i < COUNT; i++) {
    for (int j = 0; j < COUNT; j++) {
      int order = sign(file_name_compare(str_from(names[i]), str_from(names[j])));
      ck_assert_int_eq(order,
                       -sign(file_name_compare(str_from(names[j]), str_from(names[i]))));
      ck_assert_int_eq(order == 0, i == j);
      for (int k = 0; k < COUNT && order < 0; k++)
        if (file_name_compare(str_from(names[j]), str_from(names[k])) < 0)
          ck_assert_int_lt(file_name_compare(str_from(names[i]), str_from(names[k])), 0);
    }
  }
}
END_TEST

static assay_status read_and_list(const assay_allocator *a, assay_error *err) {
  struct buffer bytes;
  struct arena arena;
  assay_str *names;
  size_t count;
  buffer_init(&bytes, a, BUFFER_NO_CEILING);
  arena_init(&arena, a);
  assay_status status = file_read("a", 100, &bytes, err);
  if (status == ASSAY_OK) status = file_list(".", &arena, &names, &count, err);
  buffer_free(&bytes);
  arena_free(&arena);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  struct temp temp;
  char name[] = "file00";
  temp_enter(&temp);
  temp_put("a", "123456");
  for (int i = 0; i < 20; i++) {
    name[4] = (char)('0' + i / 10);
    name[5] = (char)('0' + i % 10);
    temp_put(name, "");
  }
  unit_fail_each(read_and_list);
  temp_leave(&temp);
}
END_TEST

UNIT_MAIN("file", reading_appends_all_bytes, a_size_of_zero_is_only_a_hint,
          what_is_no_file_is_refused_by_name, permissions_count,
          the_limit_and_the_ceiling_are_named, a_file_that_changes_meanwhile_is_refused,
          standard_input_is_read_to_its_end, stat_tells_kinds_and_follows_links,
          many_names_are_looked_at_as_one_is, listing_gives_all_names_but_the_dots,
          writing_makes_and_replaces, writing_follows_links, foreign_temporary_files_stay,
          writing_that_fails_leaves_nothing, pipes_and_devices_are_written_directly,
          names_sort_as_people_count, the_order_of_names_is_total,
          out_of_memory_leaves_nothing)
