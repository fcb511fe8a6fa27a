/*
** fuzz_align.c - two texts, the quotation up to the first NUL and its source behind it,
** cut into words at blanks: the steps of an alignment tile the quotation and follow each
** other in the source, and what they call the same is the same.
*/
#include "fuzz.h"
#include "text/align.h"

enum { WORDS = 512 };

struct cut {
  uint32_t keys[WORDS];
  uint8_t flags[WORDS];
  size_t count;
};

/* Words of one letter: the alphabet is small, so that many of them are equal. '[' says
** that the next word stands in brackets, '.' that an ellipsis is before it. */
static void cut_words(struct cut *out, assay_str text) {
  uint8_t flags = 0;
  out->count = 0;
  for (size_t i = 0; i < text.len && out->count < WORDS; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c == '[') flags |= ALIGN_BRACKETED;
    if (c == '.') flags |= ALIGN_GAP;
    if (c <= ' ' || c == '[' || c == '.') continue;
    out->keys[out->count] = c;
    out->flags[out->count++] = flags;
    flags = 0;
  }
}

static size_t check_step(const struct cut *quote, const struct cut *source,
                         const struct align_step *step) {
  size_t same = 0;
  FUZZ_CHECK(step->quote.begin <= step->quote.end && step->quote.end <= quote->count);
  FUZZ_CHECK(step->source.begin <= step->source.end);
  FUZZ_CHECK(step->source.end <= source->count);
  FUZZ_CHECK(step->quote.begin < step->quote.end ||
             step->source.begin < step->source.end);
  if (step->kind != ALIGN_SAME) return 0;
  FUZZ_CHECK(step->quote.end - step->quote.begin ==
             step->source.end - step->source.begin);
  for (uint32_t k = 0; k < step->quote.end - step->quote.begin; k++, same++)
    FUZZ_CHECK(quote->keys[step->quote.begin + k] ==
               source->keys[step->source.begin + k]);
  return same;
}

static void check(const struct cut *quote, const struct cut *source,
                  const struct alignment *a) {
  uint32_t at = 0;
  size_t same = 0;
  FUZZ_CHECK(a->count > 0 && a->count <= ALIGN_STEPS);
  for (size_t i = 0; i < a->count; i++) {
    const struct align_step *step = &a->steps[i];
    FUZZ_CHECK(step->quote.begin == at);
    FUZZ_CHECK(i == 0 || a->steps[i - 1].source.end <= step->source.begin);
    same += check_step(quote, source, step);
    at = step->quote.end;
  }
  FUZZ_CHECK(at == quote->count || a->count == ALIGN_STEPS);
  FUZZ_CHECK(same == a->same);
  FUZZ_CHECK(a->source.begin < a->source.end && a->source.end <= source->count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct cut quote, source;
  static struct alignment alignment;
  assay_str all = fuzz_str(data, size);
  const char *end = size > 0 ? memchr(all.ptr, '\0', all.len) : NULL;
  if (!end) return 0;
  size_t cut = (size_t)(end - all.ptr);
  cut_words(&quote, (assay_str){all.ptr, cut});
  cut_words(&source, (assay_str){end + 1, all.len - cut - 1});
  struct align_words q = {quote.keys, quote.flags, quote.count};
  struct align_words s = {source.keys, NULL, source.count};
  size_t tried = 0;
  for (size_t i = 0; i < q.count && tried < 16; i++)
    for (size_t k = 0; k < s.count && tried < 16; k++) {
      if (q.keys[i] != s.keys[k]) continue;
      align_from(&alignment, &q, &s, i, k);
      check(&quote, &source, &alignment);
      tried++;
    }
  return 0;
}
