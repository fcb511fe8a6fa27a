/*
** cpu.c - asks the processor what it can do, through the compiler's own table of it.
*/
#include "text/cpu.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[CPU_PATHS] = {"scalar", "sse2", "avx2", "avx512", "neon"};

const char *cpu_name(enum cpu_path path) {
  return names[path];
}

#if defined __x86_64__
static bool has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

static bool has_avx512(void) {
  return has_avx2() && __builtin_cpu_supports("avx512f") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2");
}

bool cpu_can(enum cpu_path path) {
  switch (path) {
  case CPU_SCALAR:
  case CPU_SSE2:
    return true;
  case CPU_AVX2:
    return has_avx2();
  case CPU_AVX512:
    return has_avx512();
  default:
    return false;
  }
}
#elif defined __aarch64__ && defined __ARM_NEON
bool cpu_can(enum cpu_path path) {
  return path == CPU_SCALAR || path == CPU_NEON;
}
#else
bool cpu_can(enum cpu_path path) {
  return path == CPU_SCALAR;
}
#endif

enum cpu_path cpu_choose(void) {
  static const enum cpu_path best_first[] = {CPU_AVX512, CPU_AVX2, CPU_NEON, CPU_SSE2};
  const char *wanted = getenv("ASSAY_CPU");
  for (int path = 0; wanted && path < CPU_PATHS; path++)
    if (strcmp(wanted, names[path]) == 0 && cpu_can((enum cpu_path)path))
      return (enum cpu_path)path;
  for (size_t i = 0; i < sizeof best_first / sizeof *best_first; i++)
    if (cpu_can(best_first[i])) return best_first[i];
  return CPU_SCALAR;
}
