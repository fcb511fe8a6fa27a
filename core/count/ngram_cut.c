/*
** ngram_cut.c - one pass over the token columns, in stretches that n-grams may not leave.
*/
#include "count/ngram_cut.h"

#include "base/error.h"

struct ngram_cut ngram_cut_of(const assay_ngrams_options *options) {
  const uint32_t marks = 1u << ASSAY_TOKEN_PUNCTUATION | 1u << ASSAY_TOKEN_SYMBOL |
                         1u << ASSAY_TOKEN_EMOJI;
  struct ngram_cut cut = {options->cross, ~marks, 0};
  if (options->keep == ASSAY_KEEP_WORDS) cut.kinds &= ~(1u << ASSAY_TOKEN_NUMBER);
  if (options->keep == ASSAY_KEEP_ALL) cut.kinds = ~0u;
  if (options->break_at_punctuation) cut.breaking = 1u << ASSAY_TOKEN_PUNCTUATION;
  return cut;
}

/* A word and a break each. */
size_t ngram_cut_most(const assay_document *d) {
  return 2 * d->token_count + 1;
}

/* Whether there is a blank line between two bytes: two line breaks with only blanks
** between, or a paragraph separator. */
static bool has_blank_line(assay_str text, size_t from, size_t to) {
  bool at_line = false;
  for (size_t i = from; i < to; i++) {
    const char c = text.ptr[i];
    if (c == '\n' || c == '\r') {
      if (at_line) return true;
      at_line = true;
      if (c == '\r' && i + 1 < to && text.ptr[i + 1] == '\n') i++;
    } else if (c != ' ' && c != '\t') {
      at_line = false;
      if (to - i >= 3 && c == '\xE2' && text.ptr[i + 1] == '\x80' &&
          text.ptr[i + 2] == '\xA9')
        return true;
    }
  }
  return false;
}

/* The end of the stretch of tokens that begins at `token`; *sentence follows. */
static size_t stretch_end(const struct ngram_cut *cut, const assay_document *d,
                          size_t token, size_t *sentence) {
  if (cut->cross == ASSAY_CROSS_PARAGRAPH) return d->token_count;
  size_t end = token + 1;
  if (cut->cross == ASSAY_CROSS_SENTENCE) {
    const assay_str text = buffer_str(&d->text);
    while (end < d->token_count && !has_blank_line(text, d->end[end - 1], d->begin[end]))
      end++;
    return end;
  }
  while (*sentence < d->sentence_count && d->sentences[*sentence].end <= d->begin[token])
    ++*sentence;
  if (*sentence == d->sentence_count) return d->token_count;
  const uint32_t stop = d->sentences[*sentence].end;
  while (end < d->token_count && d->begin[end] < stop) end++;
  return end;
}

/* Ends what was begun after `base`, if there is anything; returns how many codes that
** took. */
static inline size_t put_break(struct ngram_stream *out, size_t base) {
  if (out->len == base || out->units[out->len - 1] == NGRAM_BREAK) return 0;
  ngram_stream_put(out, NGRAM_BREAK);
  return 1;
}

assay_status ngram_cut_document(const struct ngram_cut *cut, assay_document *d,
                                struct ngram_words *words, struct ngram_stream *out,
                                uint32_t *token_of, uint64_t *word_count,
                                assay_error *err) {
  const size_t base = out->len;
  size_t sentence = 0, breaks = 0;
  uint64_t count = 0;
  assay_status status = ASSAY_OK;
  if (cut->cross == ASSAY_CROSS_NOTHING) {
    const assay_span *spans;
    size_t spans_count;
    status = assay_document_sentences(d, &spans, &spans_count, err);
  }
  if (status == ASSAY_OK) status = ngram_stream_reserve(out, ngram_cut_most(d), err);
  assay_span part = document_stretch(d, 0);
  for (size_t begin = part.begin, end; begin < part.end && status == ASSAY_OK;) {
    end = stretch_end(cut, d, begin, &sentence);
    if (end > part.end) end = part.end;
    for (size_t i = begin; i < end; i++) {
      if ((cut->breaking >> d->kind[i] & 1) != 0) breaks += put_break(out, base);
      if ((cut->kinds >> d->kind[i] & 1) == 0) continue;
      const struct ngram_known *known = &words->known[d->term[i]];
      if (known->stamp != words->stamp) {
        status = ngram_words_meet(words, d->term[i], err);
        if (status != ASSAY_OK) return status;
      }
      if (token_of) token_of[count + breaks] = (uint32_t)i;
      ngram_stream_put(out, known->code);
      count++;
    }
    breaks += put_break(out, base);
    if (end == part.end) part = document_stretch(d, end);
    begin = end > part.begin ? end : part.begin;
  }
  *word_count = count;
  return status;
}
