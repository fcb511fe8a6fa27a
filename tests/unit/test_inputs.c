/* test_inputs.c - walking files and folders: what becomes a document, in which order,
** what is noted, and which metadata file goes with what. */
#include "corpus/inputs.h"

#include "temp_folder.h"

static struct arena arena;
static struct notes notes;
static struct inputs inputs;
static struct temp temp;
static const struct read_options options; /* the readers of the build, nothing asked */

static void begin(bool hidden) {
  temp_enter(&temp);
  arena_init(&arena, NULL);
  notes_init(&notes, &arena);
  inputs_init(&inputs, &arena, &notes, hidden, &options);
}

static void end(void) {
  inputs_free(&inputs);
  notes_free(&notes);
  arena_free(&arena);
  temp_leave(&temp);
}

static void add(const char *path) {
  ck_assert_int_eq(inputs_add(&inputs, path, NULL), ASSAY_OK);
}

/* "a.txt b.txt", with ":path" of the metadata file where there is one. */
static const char *names(void) {
  static char out[2048];
  size_t len = 0;
  out[0] = '\0';
  for (size_t i = 0; i < inputs.count; i++) {
    const struct input *in = &inputs.items[i];
    const char *sidecar = in->sidecar == INPUTS_NO_SIDECAR
                              ? NULL
                              : table_key(&inputs.sidecars, in->sidecar).ptr;
    len += (size_t)snprintf(out + len, sizeof out - len, "%s%s%s%s", i ? " " : "",
                            in->name.ptr, sidecar ? ":" : "", sidecar ? sidecar : "");
  }
  return out;
}

/* "! path: message" for problems, "- path: message" for information, one a line. Details
** are left out. */
static const char *told(void) {
  static char out[2048];
  size_t len = 0;
  out[0] = '\0';
  for (size_t i = 0; i < notes.count; i++) {
    if (notes.items[i].kind == NOTE_DETAIL) continue;
    len += (size_t)snprintf(out + len, sizeof out - len, "%s%c %s: %s", len ? "\n" : "",
                            notes.items[i].kind == NOTE_PROBLEM ? '!' : '-',
                            notes.items[i].path.ptr, notes.items[i].message.ptr);
  }
  return out;
}

START_TEST(folders_are_walked_in_natural_order) {
  begin(false);
  temp_folder("essays");
  temp_put("essays/10.txt", "ten");
  temp_put("essays/9.txt", "nine!");
  temp_put("essays/10b", "");
  temp_folder("essays/9a");
  temp_put("essays/9a/x.MD", "");
  temp_put("essays/9a/x.Markdown", "");
  temp_put("essays/a.text", "");
  add("./essays//");
  ck_assert_str_eq(names(), "essays/9.txt essays/9a/x.MD essays/9a/x.Markdown "
                            "essays/10.txt essays/10b essays/a.text");
  ck_assert_uint_eq(inputs.items[0].size, 5);
  ck_assert_uint_eq(inputs.items[3].size, 3);
  ck_assert_str_eq(told(), "");
  end();
}
END_TEST

START_TEST(the_current_folder_has_no_prefix) {
  begin(false);
  temp_put("a.txt", "");
  temp_folder("b");
  temp_put("b/c.txt", "");
  add(".");
  ck_assert_str_eq(names(), "a.txt b/c.txt");
  end();
}
END_TEST

START_TEST(hidden_files_and_debris_are_passed_over) {
  begin(false);
  temp_put(".hidden.txt", "");
  temp_folder(".git");
  temp_put(".git/a.txt", "");
  temp_put("~$essay.txt", "");
  temp_put(".~lock.essay.txt#", "");
  temp_put("Thumbs.db", "");
  temp_put("Desktop.ini", "");
  temp_put("a.txt", "");
  add(".");
  ck_assert_str_eq(names(), "a.txt");
  ck_assert_str_eq(told(), "");
  end();
}
END_TEST

START_TEST(hidden_files_are_read_when_asked_for) {
  begin(true);
  temp_put(".hidden.txt", "");
  temp_put(".DS_Store", "");
  temp_put(".~lock.a.txt", "");
  add(".");
  ck_assert_str_eq(names(), ".hidden.txt");
  end();
}
END_TEST

START_TEST(what_is_not_text_is_counted_in_one_note) {
  begin(false);
  temp_folder("f");
  temp_folder("f/g");
  temp_put("f/a.txt", "");
  temp_put("f/b.PNG", "");
  temp_put("f/c.png", "");
  temp_put("f/g/d.dat", "");
  temp_put("f/README", "");
  temp_put("f/g/Readme.md", "");
  temp_put("f/LICENSE-MIT", "");
  temp_put("f/COPYING", "");
  temp_put("f/g/license-to-kill.txt", "");
  ck_assert_int_eq(symlink("nowhere", "f/x.doc"), 0);
  add("f");
  ck_assert_str_eq(names(), "f/a.txt f/g/license-to-kill.txt");
  ck_assert_str_eq(told(), "- f: skipped 4 files that no reader knows: .dat 1, .doc 1, "
                           ".png 2; and COPYING 1, LICENSE 1, README 2");
  end();
}
END_TEST

START_TEST(notes_know_one_from_many) {
  begin(false);
  temp_folder("f");
  temp_folder("g");
  temp_folder("empty");
  temp_put("f/b.png", "");
  temp_put("g/readme.txt", "");
  add("f");
  add("g");
  add("empty");
  ck_assert_str_eq(told(), "- f: skipped 1 file that no reader knows: .png 1\n"
                           "- g: skipped README 1\n"
                           "- empty: no text files in this folder");
  end();
}
END_TEST

START_TEST(many_kinds_are_cut) {
  begin(false);
  temp_folder("f");
  char name[] = "f/x.xa";
  for (char c = 'a'; c <= 'o'; c++) {
    name[5] = c;
    temp_put(name, "");
  }
  add("f");
  ck_assert_ptr_nonnull(strstr(told(), "skipped 15 files"));
  ck_assert_ptr_nonnull(strstr(told(), ".xl 1 and 3 other kinds"));
  end();
}
END_TEST

START_TEST(a_file_that_is_named_is_a_document) {
  begin(false);
  temp_put("README", "");
  temp_put(".hidden", "");
  temp_put("data.csv", "");
  add("README");
  add("./.hidden");
  add("data.csv");
  ck_assert_str_eq(names(), "README .hidden data.csv");
  ck_assert_str_eq(told(), "");
  end();
}
END_TEST

START_TEST(what_cannot_be_read_is_a_problem) {
  begin(false);
  temp_folder("f");
  ck_assert_int_eq(mkfifo("f/pipe.txt", 0666), 0);
  ck_assert_int_eq(mkfifo("f/pipe.bin", 0666), 0);
  ck_assert_int_eq(symlink("nowhere", "f/broken.txt"), 0);
  ck_assert_int_eq(symlink("self.txt", "f/self.txt"), 0);
  temp_put("f/ok.txt", "");
  add("missing");
  add("f/pipe.txt");
  add("f");
  add("");
  ck_assert_str_eq(names(), "f/ok.txt");
  ck_assert_str_eq(told(), "! missing: no such file or folder\n"
                           "! f/pipe.txt: not a regular file\n"
                           "! f/broken.txt: no such file or folder\n"
                           "! f/pipe.txt: not a regular file\n"
                           "! f/self.txt: too many symbolic links\n"
                           "- f: skipped 1 file that no reader knows: .bin 1\n"
                           "! : no such file or folder");
  end();
}
END_TEST

START_TEST(unreadable_folders_are_a_problem) {
  begin(false);
  temp_folder("f");
  temp_folder("f/locked");
  temp_put("f/a.txt", "");
  ck_assert_int_eq(chmod("f/locked", 0), 0);
  add("f");
  ck_assert_str_eq(names(), "f/a.txt");
  if (geteuid() != 0) ck_assert_str_eq(told(), "! f/locked: permission denied");
  ck_assert_int_eq(chmod("f/locked", 0700), 0);
  end();
}
END_TEST

START_TEST(loops_of_folders_end) {
  begin(false);
  temp_folder("f");
  temp_folder("f/g");
  temp_put("f/g/a.txt", "");
  ck_assert_int_eq(symlink("..", "f/g/up"), 0);
  ck_assert_int_eq(symlink("g", "f/twin"), 0); /* no loop: the same files again */
  add("f");
  ck_assert_str_eq(names(), "f/g/a.txt f/twin/a.txt");
  ck_assert_str_eq(told(),
                   "- f/g/up: folder loop: the same folder as 'f', not walked again\n"
                   "- f/twin/up: folder loop: the same folder as 'f', not walked again");
  end();
}
END_TEST

START_TEST(depth_is_limited) {
  begin(false);
  char path[256] = "d", file[300];
  temp_folder(path);
  temp_put("d/here.txt", "");
  for (size_t i = 0; i < 66; i++) {
    memcpy(path + 1 + 2 * i, "/d", 3);
    temp_folder(path);
  }
  snprintf(file, sizeof file, "%.*s/deep.txt", 1 + 2 * 64, path);
  temp_put(file, "");
  snprintf(file, sizeof file, "%.*s/deeper.txt", 1 + 2 * 65, path);
  temp_put(file, "");
  add("d");
  ck_assert_uint_eq(inputs.count, 2);
  ck_assert_ptr_nonnull(strstr(names(), "/deep.txt"));
  ck_assert_uint_eq(notes.count, 1);
  ck_assert_str_eq(notes.items[0].message.ptr,
                   "folders are nested deeper than the limit of 64");
  end();
}
END_TEST

START_TEST(the_same_path_counts_once) {
  begin(false);
  temp_put("a.txt", "");
  add("a.txt");
  add("./a.txt");
  add(".");
  ck_assert_str_eq(names(), "a.txt a.txt");
  ck_assert_str_eq(told(), "- a.txt: named twice, read once");
  end();
}
END_TEST

START_TEST(metadata_files_go_with_what_is_below_them) {
  begin(false);
  temp_folder("c");
  temp_folder("c/own");
  temp_folder("c/own/sub");
  temp_folder("c/none");
  temp_put("c/metadata.csv", "");
  temp_put("c/own/metadata.csv", "");
  temp_put("c/a.txt", "");
  temp_put("c/own/b.txt", "");
  temp_put("c/own/sub/c.txt", "");
  temp_put("c/none/d.txt", "");
  add("c");
  ck_assert_str_eq(names(),
                   "c/a.txt:c/metadata.csv c/none/d.txt:c/metadata.csv "
                   "c/own/b.txt:c/own/metadata.csv c/own/sub/c.txt:c/own/metadata.csv");
  ck_assert_str_eq(told(), "");
  ck_assert(inputs.sidecar_whole[0] && inputs.sidecar_whole[1]);
  end();
}
END_TEST

START_TEST(metadata_beside_a_folder_or_a_file) {
  begin(false);
  temp_folder("c");
  temp_folder("c/txt");
  temp_folder("c/txt/sub");
  temp_put("c/metadata.csv", "");
  temp_put("c/txt/a.txt", "");
  temp_put("c/b.txt", "");
  temp_put("c/txt/sub/e.txt", "");
  add("c/txt/a.txt");
  add("c/b.txt");
  ck_assert(!inputs.sidecar_whole[0]);
  add("c/txt");
  ck_assert(inputs.sidecar_whole[0]);
  add("c/txt/sub");
  ck_assert_str_eq(names(), "c/txt/a.txt:c/metadata.csv c/b.txt:c/metadata.csv "
                            "c/txt/a.txt:c/metadata.csv c/txt/sub/e.txt:c/metadata.csv "
                            "c/txt/sub/e.txt");
  ck_assert_uint_eq(inputs.sidecars.count, 1);
  end();
}
END_TEST

START_TEST(metadata_beside_a_folder_only_when_there_is_none_in_it) {
  begin(false);
  temp_folder("c");
  temp_folder("c/own");
  temp_put("metadata.csv", "");
  temp_put("c/own/metadata.csv", "");
  temp_put("c/own/a.txt", "");
  temp_put("c/b.txt", "");
  add("c");
  ck_assert_str_eq(names(), "c/b.txt c/own/a.txt:c/own/metadata.csv");
  end();
}
END_TEST

START_TEST(standard_input_is_a_document) {
  begin(false);
  int ends[2], old = dup(STDIN_FILENO);
  ck_assert_int_eq(pipe(ends), 0);
  ck_assert_int_eq((int)write(ends[1], "peace", 5), 5);
  close(ends[1]);
  dup2(ends[0], STDIN_FILENO);
  close(ends[0]);
  temp_put("-", "a file");
  add("-");
  add("./-");
  add("-");
  ck_assert_str_eq(names(), "- -");
  ck_assert(inputs.items[0].is_stdin && !inputs.items[1].is_stdin);
  ck_assert_uint_eq(inputs.items[0].size, 0); /* not read yet */
  ck_assert_str_eq(told(), "- -: named twice, read once");
  if (old >= 0) dup2(old, STDIN_FILENO);
  end();
}
END_TEST

static assay_status walk(const assay_allocator *a, assay_error *err) {
  struct arena names_arena;
  struct notes found;
  struct inputs in;
  arena_init(&names_arena, a);
  notes_init(&found, &names_arena);
  inputs_init(&in, &names_arena, &found, false, &options);
  assay_status status = inputs_add(&in, "f", err);
  if (status == ASSAY_OK) status = inputs_add(&in, "f/a.txt", err);
  if (status == ASSAY_OK) status = inputs_add(&in, "missing", err);
  inputs_free(&in);
  notes_free(&found);
  arena_free(&names_arena);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  temp_enter(&temp);
  temp_folder("f");
  temp_folder("f/g");
  temp_put("metadata.csv", "");
  temp_put("f/a.txt", "");
  temp_put("f/b.png", "");
  temp_put("f/c.dat", "");
  temp_put("f/README", "");
  temp_put("f/g/d.txt", "");
  ck_assert_int_eq(symlink("..", "f/g/up"), 0);
  unit_fail_each(walk);
  temp_leave(&temp);
}
END_TEST

UNIT_MAIN("inputs", folders_are_walked_in_natural_order, the_current_folder_has_no_prefix,
          hidden_files_and_debris_are_passed_over, hidden_files_are_read_when_asked_for,
          what_is_not_text_is_counted_in_one_note, notes_know_one_from_many,
          many_kinds_are_cut, a_file_that_is_named_is_a_document,
          what_cannot_be_read_is_a_problem, unreadable_folders_are_a_problem,
          loops_of_folders_end, depth_is_limited, the_same_path_counts_once,
          metadata_files_go_with_what_is_below_them, metadata_beside_a_folder_or_a_file,
          metadata_beside_a_folder_only_when_there_is_none_in_it,
          standard_input_is_a_document, out_of_memory_leaves_nothing)
