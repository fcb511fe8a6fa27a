/* test_watch.c - a mark changes with the script, with what it requires and with the
** texts, and not with what the run writes. */
#include "cli/watch.h"

#include "temp_folder.h"
#include "unit.h"

#include <utime.h>

static struct temp temp;

static void begin(void) {
  temp_enter(&temp);
  temp_folder("lib");
  temp_folder("texts");
  temp_folder("texts/more");
  temp_put("my.lua", "return 1");
  temp_put("lib/mine.lua", "return 1");
  temp_put("texts/more/a.txt", "Peace.");
  temp_put("reader.lua", "return 1");
}

static const char *const words[] = {"texts", "--reader=reader.lua", "-gfile.txt",
                                    "--quiet", "war"};
static const struct watched all = {"my.lua", 5, words, "texts/out.csv"};

/* Whether the mark is another one now. */
static bool changed(uint64_t *mark) {
  uint64_t before = *mark;
  *mark = watch_mark(&all);
  return *mark != before;
}

START_TEST(a_mark_stays_while_nothing_changes) {
  begin();
  uint64_t mark = watch_mark(&all);
  ck_assert(!changed(&mark));
  temp_put("other.lua", "return 1"); /* beside the script, but nobody's */
  ck_assert(!changed(&mark));
  temp_leave(&temp);
}
END_TEST

START_TEST(a_mark_changes_with_what_is_read) {
  begin();
  uint64_t mark = watch_mark(&all);
  temp_put("my.lua", "return 22");
  ck_assert(changed(&mark));
  temp_put("lib/mine.lua", "return 22");
  ck_assert(changed(&mark));
  temp_put("lib/new.lua", "return 1");
  ck_assert(changed(&mark));
  temp_put("texts/more/a.txt", "War and peace.");
  ck_assert(changed(&mark));
  temp_put("texts/b.txt", "War.");
  ck_assert(changed(&mark));
  ck_assert_int_eq(rename("texts/b.txt", "texts/c.txt"), 0);
  ck_assert(changed(&mark));
  ck_assert_int_eq(unlink("texts/c.txt"), 0);
  ck_assert(changed(&mark));
  temp_put("reader.lua", "return 22");
  ck_assert(changed(&mark));
  temp_put("file.txt", "behind a letter");
  ck_assert(changed(&mark));
  temp_put("war", "a word that is a file now");
  ck_assert(changed(&mark));
  const struct utimbuf long_ago = {1000000, 1000000};
  ck_assert_int_eq(utime("texts/more/a.txt", &long_ago), 0); /* the same size */
  ck_assert(changed(&mark));
  ck_assert(!changed(&mark));
  temp_leave(&temp);
}
END_TEST

START_TEST(a_mark_does_not_change_with_what_the_run_writes) {
  begin();
  int old = dup(STDOUT_FILENO);
  uint64_t mark = watch_mark(&all);
  temp_put("texts/out.csv", "word,count\n");
  ck_assert(!changed(&mark));
  temp_put("texts/new", "word,count\nwar,1\n");
  ck_assert_int_eq(rename("texts/new", "texts/out.csv"), 0); /* as results are written */
  ck_assert(!changed(&mark));
  int fd = open("texts/shown.txt", O_WRONLY | O_CREAT, 0600);
  dup2(fd, STDOUT_FILENO);
  mark = watch_mark(&all);
  ck_assert_int_eq((int)write(fd, "more", 4), 4);
  bool is_changed = changed(&mark);
  dup2(old, STDOUT_FILENO);
  close(fd);
  close(old);
  ck_assert(!is_changed);
  ck_assert(changed(&mark)); /* it is a text among others now */
  temp_leave(&temp);
}
END_TEST

START_TEST(loops_of_links_end) {
  begin();
  ck_assert_int_eq(symlink("..", "texts/again"), 0);
  uint64_t mark = watch_mark(&all);
  ck_assert(!changed(&mark));
  temp_leave(&temp);
}
END_TEST

UNIT_MAIN("watch", a_mark_stays_while_nothing_changes, a_mark_changes_with_what_is_read,
          a_mark_does_not_change_with_what_the_run_writes, loops_of_links_end)
