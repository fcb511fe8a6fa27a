/* test_cpu.c - a path is chosen that the processor can take, and ASSAY_CPU is obeyed when
** it names one. */
#include "text/cpu.h"
#include "unit.h"

START_TEST(the_reference_is_always_there) {
  ck_assert(cpu_can(CPU_SCALAR));
  ck_assert(!cpu_can(CPU_PATHS));
  ck_assert_str_eq(cpu_name(CPU_SCALAR), "scalar");
  ck_assert_str_eq(cpu_name(CPU_NEON), "neon");
}
END_TEST

START_TEST(what_is_named_is_chosen) {
  for (int path = 0; path < CPU_PATHS; path++) {
    ck_assert_int_eq(setenv("ASSAY_CPU", cpu_name((enum cpu_path)path), 1), 0);
    if (cpu_can((enum cpu_path)path))
      ck_assert_int_eq(cpu_choose(), path);
    else
      ck_assert(cpu_can(cpu_choose()));
  }
}
END_TEST

START_TEST(other_names_change_nothing) {
  unsetenv("ASSAY_CPU");
  enum cpu_path best = cpu_choose();
  ck_assert(cpu_can(best));
  static const char *const names[] = {"", "AVX2", "abacus", "scalar "};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    ck_assert_int_eq(setenv("ASSAY_CPU", names[i], 1), 0);
    ck_assert_int_eq(cpu_choose(), best);
  }
}
END_TEST

UNIT_MAIN("cpu", the_reference_is_always_there, what_is_named_is_chosen,
          other_names_change_nothing)
