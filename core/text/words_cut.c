/*
** words_cut.c - chooses the path by which a text is cut, and has the plain one: the
** segments of words.c one after the other, which also helps the others out.
*/
#include "text/words_cut.h"

#include "text/words.h"

/* Room is made for the tokens of so much text; then one knows how dense they are. */
enum { FIRST_BYTES = 1 << 18 };

bool words_cut_scalar(assay_str text, size_t *at, size_t until,
                      struct token_columns *out) {
  struct words it = {text, *at};
  struct word_segment segment;
  while (it.at < until && words_next(&it, &segment)) {
    if (segment.space) continue;
    if (!tokens_add(out, segment.begin, segment.end, segment.kind)) return false;
  }
  *at = it.at;
  return true;
}

bool words_cut_by(enum cpu_path path, assay_str text, struct token_columns *out) {
  size_t at = 0;
  size_t first = text.len < FIRST_BYTES ? text.len : FIRST_BYTES;
  if (!tokens_reserve(out, first / 4 + 64)) return false;
  switch (path) {
#if defined __x86_64__
  case CPU_SSE2:
    return words_cut_sse2(text, out);
  case CPU_AVX2:
    return words_cut_avx2(text, out);
  case CPU_AVX512:
    return words_cut_avx512(text, out);
#elif defined __aarch64__ && defined __ARM_NEON
  case CPU_NEON:
    return words_cut_neon(text, out);
#endif
  default:
    return words_cut_scalar(text, &at, text.len, out);
  }
}

bool words_cut(assay_str text, struct token_columns *out) {
  return words_cut_by(cpu_choose(), text, out);
}
