/* test_path.c - cutting and joining paths as text. */
#include "base/path.h"
#include "unit.h"

START_TEST(bases_and_extensions) {
  ck_str(path_base(S("a/b.txt")), "b.txt");
  ck_str(path_base(S("b")), "b");
  ck_str(path_base(S("a/")), "");
  ck_str(path_extension(S("a/b.txt")), ".txt");
  ck_str(path_extension(S("b.tar.GZ")), ".GZ");
  ck_str(path_extension(S("b.mp3")), ".mp3");
  ck_str(path_extension(S("a.b/c")), "");
  ck_str(path_extension(S(".hidden")), "");
  ck_str(path_extension(S("a/.hidden")), "");
  ck_str(path_extension(S("v1.25")), "");
  ck_str(path_extension(S("Letter to J. Smith")), "");
  ck_str(path_extension(S("a.waytoolong")), "");
  ck_str(path_extension(S("a.")), "");
  ck_str(path_extension(S("")), "");
}
END_TEST

START_TEST(words_in_any_case) {
  ck_assert(path_equals_any_case(S("ReadMe"), "readme"));
  ck_assert(!path_equals_any_case(S("ReadMes"), "readme"));
  ck_assert(!path_equals_any_case(S("Read"), "readme"));
  ck_assert(!path_equals_any_case((assay_str){"a\0", 2}, "a"));
  ck_assert(path_equals_any_case(S(""), ""));
}
END_TEST

START_TEST(tails) {
  assay_str tail;
  ck_assert(path_tail(S("a/b/c"), 2, &tail));
  ck_str(tail, "b/c");
  ck_assert(path_tail(S("a/b/c"), 3, &tail));
  ck_str(tail, "a/b/c");
  ck_assert(!path_tail(S("a/b/c"), 4, &tail));
  ck_assert(path_tail(S("/c"), 2, &tail));
  ck_str(tail, "/c");
}
END_TEST

START_TEST(clean_paths) {
  struct arena arena;
  arena_init(&arena, NULL);
  ck_str(path_clean(&arena, S("./essays//07.txt")), "essays/07.txt");
  ck_str(path_clean(&arena, S("essays/./")), "essays");
  ck_str(path_clean(&arena, S("././")), ".");
  ck_str(path_clean(&arena, S("a/../b")), "a/../b");
  ck_str(path_clean(&arena, S("//a//b/")), "/a/b");
  ck_str(path_clean(&arena, S("/")), "/");
  ck_str(path_clean(&arena, S("/.")), "/");
  ck_str(path_clean(&arena, S("")), "");
  ck_str(path_clean(&arena, S(".a/..b/c.")), ".a/..b/c.");
  arena_free(&arena);
}
END_TEST

START_TEST(joining_and_parents) {
  struct arena arena;
  arena_init(&arena, NULL);
  ck_str(path_join(&arena, S("a"), S("b")), "a/b");
  ck_str(path_join(&arena, S("."), S("b")), "b");
  ck_str(path_join(&arena, S("/"), S("b")), "/b");
  ck_str(path_parent(&arena, S("a/b")), "a");
  ck_str(path_parent(&arena, S("a")), ".");
  ck_str(path_parent(&arena, S("/a")), "/");
  ck_str(path_parent(&arena, S(".")), "..");
  ck_str(path_parent(&arena, S("..")), "../..");
  ck_str(path_parent(&arena, S("a/..")), "a/../..");
  ck_assert_ptr_null(path_parent(&arena, S("/")).ptr);
  ck_assert_uint_ne(path_parent(&arena, S("/")).len, 0);
  arena_free(&arena);
}
END_TEST

UNIT_MAIN("path", bases_and_extensions, words_in_any_case, tails, clean_paths,
          joining_and_parents)
