/* test_modules.c - finding lib/NAME.lua, and what require makes of it in a script. */
#include "base/table.h"
#include "engine/modules.h"
#include "engine/script.h"
#include "temp_folder.h"
#include "unit.h"

#define SCRIPT(head)                                                                     \
  "local assay = require 'assay'\n" head "\nreturn assay.analysis { name = 'n', "        \
  "summary = 's', new = print, map = print, report = print }\n"

static assay_error failure;

/* The text of a module, or "" and the error in failure. */
static const char *find(struct modules *m, const char *name) {
  const struct module *module = modules_find(m, str_from(name), &failure);
  return module ? module->source.ptr : "";
}

START_TEST(the_scripts_own_folder_comes_first) {
  struct temp temp;
  struct arena arena;
  struct modules m;
  temp_enter(&temp);
  temp_folder("mine");
  temp_folder("mine/lib");
  temp_folder("bundled");
  temp_folder("bundled/lib");
  temp_put("mine/lib/a.lua", "mine");
  temp_put("bundled/lib/a.lua", "bundled");
  temp_put("bundled/lib/b-2_c.lua", "only bundled");
  arena_init(&arena, NULL);
  ck_assert_int_eq(modules_init(&m, &arena, "mine/my.lua", &failure), ASSAY_OK);
  ck_assert_str_eq(m.folders[0], "mine");
  m.folders[1] = "bundled";
  m.folders[2] = NULL;
  ck_assert_str_eq(find(&m, "lib.a"), "mine");
  ck_assert_str_eq(find(&m, "lib.b-2_c"), "only bundled");
  ck_assert_str_eq(find(&m, "lib.a"), "mine");
  ck_assert_uint_eq(m.count, 2);
  ck_str(m.list[1].path, "bundled/lib/b-2_c.lua");
  m.complete = true;
  temp_put("mine/lib/late.lua", "late");
  ck_assert_str_eq(find(&m, "lib.a"), "mine");
  ck_assert_str_eq(find(&m, "lib.late"), "");
  ck_assert_ptr_nonnull(strstr(failure.message, "while the script is loaded"));
  arena_free(&arena);
  temp_leave(&temp);
}
END_TEST

START_TEST(names_are_no_paths) {
  static const char *const wrong[] = {"",        "lib",       "lib.",         "a",
                                      "lib.A",   "lib.a.b",   "lib/a",        "lib.../a",
                                      "lib.a/b", "lib..",     "/etc/passwd",  "lib.a\n",
                                      "lib.\\",  "lib.a.lua", "lib.\xC3\xA4", "LIB.a"};
  struct arena arena;
  struct modules m;
  arena_init(&arena, NULL);
  ck_assert_int_eq(modules_init(&m, &arena, "my.lua", &failure), ASSAY_OK);
  ck_assert_str_eq(m.folders[0], ".");
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    ck_assert_str_eq(find(&m, wrong[i]), "");
    ck_assert_int_eq(failure.status, ASSAY_EARG);
    ck_assert_ptr_nonnull(strstr(failure.message, "NAME of a-z"));
  }
  ck_assert_ptr_null(modules_find(NULL, S("lib.a"), &failure));
  ck_assert_ptr_nonnull(strstr(failure.message, "from memory"));
  ck_assert_ptr_null(modules_find(&m, S("lib.nothing-of-that-name"), &failure));
  ck_assert_ptr_nonnull(strstr(failure.message, "lib/nothing-of-that-name.lua"));
  arena_free(&arena);
}
END_TEST

START_TEST(there_is_a_limit) {
  struct temp temp;
  struct arena arena;
  struct modules m;
  char name[32];
  temp_enter(&temp);
  temp_folder("lib");
  arena_init(&arena, NULL);
  ck_assert_int_eq(modules_init(&m, &arena, "my.lua", &failure), ASSAY_OK);
  for (int i = 0; i <= MODULES_MOST; i++) {
    snprintf(name, sizeof name, "lib/m%d.lua", i);
    temp_put(name, "x");
    snprintf(name, sizeof name, "lib.m%d", i);
    ck_assert_str_eq(find(&m, name), i < MODULES_MOST ? "x" : "");
  }
  ck_assert_int_eq(failure.status, ASSAY_ELIMIT);
  arena_free(&arena);
  temp_leave(&temp);
}
END_TEST

static assay_status find_some(const assay_allocator *a, assay_error *err) {
  struct arena arena;
  struct modules m;
  arena_init(&arena, a);
  assay_status status = modules_init(&m, &arena, "my.lua", err);
  if (status == ASSAY_OK && !modules_find(&m, S("lib.a"), err)) status = err->status;
  arena_free(&arena);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  struct temp temp;
  temp_enter(&temp);
  temp_folder("lib");
  temp_put("lib/a.lua", "return 1");
  unit_fail_each(find_some);
  temp_leave(&temp);
}
END_TEST

static assay_status load(struct script **script, const char *source) {
  temp_put("my.lua", source);
  return script_load(script, "my.lua", NULL, &failure);
}

START_TEST(a_script_requires) {
  struct temp temp;
  struct script *s;
  temp_enter(&temp);
  temp_folder("lib");
  temp_put("lib/count.lua", "runs = nil\n");
  ck_assert_int_eq(load(&s, SCRIPT("require 'lib.count'")), ASSAY_ESCRIPT);
  ck_assert_ptr_nonnull(strstr(failure.message, "lib/count.lua:1: assignment to the "
                                                "undeclared global 'runs'"));
  ck_assert_uint_eq(failure.line, 2);
  temp_put("lib/count.lua", "local n = 0\nreturn function() n = n + 1 return n end");
  ck_assert_int_eq(
      load(&s, SCRIPT("local a, b = require 'lib.count', require 'lib.count'\n"
                      "assert(a == b and a() == 1 and b() == 2)")),
      ASSAY_OK);
  ck_assert_uint_eq(s->modules->count, 1);
  ck_str(s->modules->list[0].name, "lib.count");
  script_free(s);
  temp_put("lib/nothing.lua", "");
  ck_assert_int_eq(load(&s, SCRIPT("assert(require 'lib.nothing' == true)")), ASSAY_OK);
  script_free(s);
  ck_assert_int_eq(script_load_source(&s, S("my.lua"), S(SCRIPT("require 'lib.count'")),
                                      NULL, &failure),
                   ASSAY_ESCRIPT);
  ck_assert_ptr_nonnull(strstr(failure.message, "a script from memory has no folder"));
  temp_leave(&temp);
}
END_TEST

static uint64_t digest_of(const char *source) {
  struct script *s;
  ck_assert_int_eq(load(&s, source), ASSAY_OK);
  uint64_t digest = script_digest(s);
  script_free(s);
  return digest;
}

START_TEST(the_digest_covers_modules) {
  struct temp temp;
  temp_enter(&temp);
  temp_folder("lib");
  temp_put("lib/a.lua", "return 1");
  uint64_t with = digest_of(SCRIPT("require 'lib.a'"));
  ck_assert_uint_eq(digest_of(SCRIPT("require 'lib.a'")), with);
  uint64_t without = digest_of(SCRIPT(""));
  temp_put("lib/a.lua", "return 2");
  ck_assert_uint_ne(digest_of(SCRIPT("require 'lib.a'")), with);
  ck_assert_uint_eq(digest_of(SCRIPT("")), without);
  temp_leave(&temp);
}
END_TEST

UNIT_MAIN("modules", the_scripts_own_folder_comes_first, names_are_no_paths,
          there_is_a_limit, out_of_memory_leaves_nothing, a_script_requires,
          the_digest_covers_modules)
