#ifndef ASSAY_TEXT_CPU_H
#define ASSAY_TEXT_CPU_H
/*
** cpu.h - which of the code paths of this folder the processor can take.
** All paths give the same answer; they differ in speed only. Nothing is remembered: the
** choice is a function of the processor and of the environment variable ASSAY_CPU
** (scalar, sse2, avx2, avx512, neon), asked once per text, so there is no state to share
** between threads. A name that is unknown, or that the processor cannot do, changes
** nothing.
*/
#include <stdbool.h>

enum cpu_path {
  CPU_SCALAR = 0, /* plain C, a character at a time: the reference */
  CPU_SSE2,       /* every x86-64 */
  CPU_AVX2,       /* with BMI1, BMI2 */
  CPU_AVX512,     /* F, BW, VL, VBMI, VBMI2 */
  CPU_NEON,       /* every aarch64 */
  CPU_PATHS
};

/* Whether the path is compiled in and this processor runs it. */
bool cpu_can(enum cpu_path path);
/* The fastest path it can, or the one that ASSAY_CPU names. */
enum cpu_path cpu_choose(void);
/* "scalar", "sse2", ... Constant. */
const char *cpu_name(enum cpu_path path);

#endif
