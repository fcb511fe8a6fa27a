/*
** fuzz_segments.c - words, sentences and graphemes tile the text and cut no character;
** every path of the processor finds the words that the reference finds.
*/
#include "fuzz.h"
#include "text/graphemes.h"
#include "text/language.h"
#include "text/sentences.h"
#include "text/words.h"
#include "text/words_cut.h"
#include "text/words_stream.h"

static void cut_words(assay_str text) {
  struct words it;
  struct word_segment segment;
  size_t at = 0;
  words_start(&it, text);
  while (words_next(&it, &segment)) {
    FUZZ_CHECK(segment.begin == at && segment.end > at && segment.end <= text.len);
    FUZZ_CHECK(fuzz_is_boundary(text, segment.end));
    bool space = false;
    assay_str piece = {text.ptr + segment.begin, segment.end - segment.begin};
    assay_token_kind kind = words_kind(piece, &space);
    FUZZ_CHECK(space == segment.space && (space || kind == segment.kind));
    at = segment.end;
  }
  FUZZ_CHECK(at == text.len);
}

static void check_path(enum cpu_path path, assay_str text,
                       const struct token_columns *expected) {
  struct token_columns cut;
  tokens_init(&cut, NULL);
  FUZZ_CHECK(words_cut_by(path, text, &cut) && cut.count == expected->count);
  for (size_t i = 0; i < cut.count; i++)
    FUZZ_CHECK(cut.begin[i] == expected->begin[i] && cut.end[i] == expected->end[i] &&
               cut.kind[i] == expected->kind[i]);
  tokens_free(&cut);
}

static void compare_paths(assay_str text) {
  struct token_columns expected;
  tokens_init(&expected, NULL);
  FUZZ_CHECK(words_cut_by(CPU_SCALAR, text, &expected));
  for (int path = CPU_SCALAR + 1; path < CPU_PATHS; path++)
    if (cpu_can((enum cpu_path)path)) check_path((enum cpu_path)path, text, &expected);
  tokens_free(&expected);
}

/* The text in pieces of `step` bytes has the segments of the whole. */
static void stream_words(assay_str text, size_t step) {
  struct words_stream stream;
  struct word_segment segment, whole;
  struct words it;
  words_start(&it, text);
  words_stream_init(&stream, NULL, BUFFER_NO_CEILING);
  for (size_t at = 0; at <= text.len; at += step) {
    assay_str piece = {text.ptr + at, text.len - at < step ? text.len - at : step};
    if (piece.len > 0)
      words_stream_add(&stream, piece);
    else
      words_stream_finish(&stream);
    while (words_stream_next(&stream, &segment)) {
      FUZZ_CHECK(words_next(&it, &whole));
      FUZZ_CHECK(segment.begin == whole.begin && segment.end == whole.end);
    }
  }
  words_stream_finish(&stream);
  while (words_stream_next(&stream, &segment)) FUZZ_CHECK(words_next(&it, &whole));
  FUZZ_CHECK(!words_next(&it, &whole));
  words_stream_free(&stream);
}

static void cut_graphemes(assay_str text) {
  struct graphemes it;
  size_t begin, end, at = 0;
  graphemes_start(&it, text);
  while (graphemes_next(&it, &begin, &end)) {
    FUZZ_CHECK(begin == at && end > at && end <= text.len);
    FUZZ_CHECK(fuzz_is_boundary(text, end));
    at = end;
  }
  FUZZ_CHECK(at == text.len);
}

static void cut_sentences(assay_str text, enum sentence_rule rule,
                          enum language language) {
  struct sentences it;
  size_t begin, end, at = 0;
  sentences_start(&it, text, rule);
  if (rule == SENTENCES_WRAPPED) sentences_start_in(&it, text, language);
  while (sentences_next(&it, &begin, &end)) {
    FUZZ_CHECK(begin == at && end > at && end <= text.len);
    FUZZ_CHECK(fuzz_is_boundary(text, end));
    at = end;
  }
  FUZZ_CHECK(at == text.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct buffer text = fuzz_utf8(fuzz_str(data, size));
  assay_str cut = buffer_str(&text);
  cut_words(cut);
  compare_paths(cut);
  stream_words(cut, size % 5 + 1);
  cut_graphemes(cut);
  cut_sentences(cut, SENTENCES_UAX29, LANGUAGE_UND);
  cut_sentences(cut, SENTENCES_WRAPPED, LANGUAGE_UND);
  cut_sentences(cut, SENTENCES_WRAPPED, (enum language)(size % LANGUAGE_COUNT));
  buffer_free(&text);
  return 0;
}
