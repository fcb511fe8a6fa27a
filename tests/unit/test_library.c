/* test_library.c - scripts by name: the user's folders come first, in order. */
#include "engine/library.h"

#include "temp_folder.h"
#include "unit.h"

static struct temp temp;
static struct library library;

static void enter(const char *folders) {
  temp_enter(&temp);
  temp_folder("one");
  temp_folder("two");
  temp_put("one/terms.lua", "1");
  temp_put("two/terms.lua", "2");
  temp_put("two/mine.lua", "2");
  temp_put("two/notes.txt", "no script");
  temp_put("two/.lua", "no name");
  temp_put("two/bad name.lua", "no name either");
  temp_folder("two/folder.lua");
  if (folders)
    setenv("ASSAY_SCRIPTS", folders, 1);
  else
    unsetenv("ASSAY_SCRIPTS");
  ck_assert_int_eq(library_open(&library, NULL), ASSAY_OK);
}

static void leave(void) {
  library_close(&library);
  unsetenv("ASSAY_SCRIPTS");
  temp_leave(&temp);
}

static const char *find(const char *name) {
  const char *path = "unset";
  assay_str s = {name, strlen(name)};
  ck_assert_int_eq(library_find(&library, s, &path, NULL), ASSAY_OK);
  return path;
}

START_TEST(the_first_folder_wins) {
  enter("one:two");
  ck_assert_str_eq(find("terms"), "one/terms.lua");
  ck_assert_str_eq(find("mine"), "two/mine.lua");
  leave();
  enter("two:one");
  ck_assert_str_eq(find("terms"), "two/terms.lua");
  leave();
}
END_TEST

START_TEST(missing_and_empty_folders_do_not_matter) {
  enter("::none:two:");
  ck_assert_str_eq(find("terms"), "two/terms.lua");
  ck_assert_ptr_null(find("notes"));
  leave();
  enter("");
  ck_assert_ptr_null(find("mine"));
  leave();
  enter(NULL);
  ck_assert_ptr_null(find("mine"));
  leave();
}
END_TEST

START_TEST(only_names_are_looked_up) {
  static const char *const bad[] = {"",         ".",         "../one/terms", "one/terms",
                                    "bad name", "terms.lua", "folder"};
  enter("two");
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    ck_assert_msg(find(bad[i]) == NULL, "'%s' was found", bad[i]);
  leave();
}
END_TEST

/* Beside the program's folder, as it is installed; the build tree has the same shape. */
START_TEST(the_order_of_folders) {
  static const char tail[] = "/share/assay/scripts";
  setenv("XDG_DATA_HOME", "/home/kim/data", 1);
  enter("two");
  ck_assert_uint_eq(library.folder_count, 4);
  ck_assert_str_eq(library.folders[0], "two");
  ck_assert_str_eq(library.folders[1], "/home/kim/data/assay/scripts");
  const char *bundled = library.folders[2];
  ck_assert_uint_gt(strlen(bundled), sizeof tail);
  ck_assert_str_eq(bundled + strlen(bundled) - (sizeof tail - 1), tail);
  ck_assert_ptr_null(strstr(bundled, "/bin/"));
  ck_assert_str_eq(library.folders[3], ".assay/scripts");
  ck_assert_str_eq(library_origin(&library, "two/terms.lua"), "ASSAY_SCRIPTS");
  ck_assert_str_eq(library_origin(&library, "/home/kim/data/assay/scripts/x.lua"),
                   "yours");
  ck_assert_str_eq(library_origin(&library, ".assay/scripts/x.lua"), "project");
  ck_assert_str_eq(library_origin(&library, "elsewhere/x.lua"), "");
  leave();
  unsetenv("XDG_DATA_HOME");
  setenv("HOME", "/home/kim", 1);
  enter("");
  ck_assert_str_eq(library.folders[0], "/home/kim/.local/share/assay/scripts");
  leave();
}
END_TEST

START_TEST(names_are_sorted_and_not_repeated) {
  enter("two:one");
  library.folder_count = 2; /* without the bundled ones */
  assay_str *names = NULL;
  size_t count = 0;
  ck_assert_int_eq(library_names(&library, &names, &count, NULL), ASSAY_OK);
  ck_assert_uint_eq(count, 2);
  ck_str(names[0], "mine");
  ck_str(names[1], "terms");
  leave();
}
END_TEST

START_TEST(no_scripts_at_all) {
  enter("none");
  library.folder_count = 1;
  assay_str *names = NULL;
  size_t count = 7;
  ck_assert_int_eq(library_names(&library, &names, &count, NULL), ASSAY_OK);
  ck_assert_uint_eq(count, 0);
  leave();
}
END_TEST

START_TEST(folders_have_a_limit) {
  char folders[128] = "";
  for (int i = 0; i < 33; i++) strncat(folders, "x:", 3);
  setenv("ASSAY_SCRIPTS", folders, 1);
  assay_error err;
  ck_assert_int_eq(library_open(&library, &err), ASSAY_ELIMIT);
  ck_assert_str_eq(err.message, "more than 32 folders of scripts");
  unsetenv("ASSAY_SCRIPTS");
}
END_TEST

UNIT_MAIN("library", the_first_folder_wins, missing_and_empty_folders_do_not_matter,
          only_names_are_looked_up, the_order_of_folders,
          names_are_sorted_and_not_repeated, no_scripts_at_all, folders_have_a_limit)
