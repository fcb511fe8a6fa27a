/* test_document.c - documents from memory: text, tokens, sentences, places. */
#include "corpus/document.h"

#include "base/table.h"
#include "unit.h"

static assay_document *make(assay_str bytes) {
  assay_document *d;
  assay_error err;
  ck_assert_msg(assay_document_new(&d, NULL, S("test"), bytes, &err) == ASSAY_OK, "%s",
                err.message);
  return d;
}

START_TEST(tokens_are_columns_in_text_order) {
  assay_document *d = make(S("The treaty, the 1938 treaty."));
  assay_tokens t = assay_document_tokens(d);
  ck_assert_uint_eq(t.count, 7);
  const uint32_t begins[] = {0, 4, 10, 12, 16, 21, 27};
  const uint32_t ends[] = {3, 10, 11, 15, 20, 27, 28};
  const int kinds[] = {
      ASSAY_TOKEN_WORD,   ASSAY_TOKEN_WORD, ASSAY_TOKEN_PUNCTUATION, ASSAY_TOKEN_WORD,
      ASSAY_TOKEN_NUMBER, ASSAY_TOKEN_WORD, ASSAY_TOKEN_PUNCTUATION};
  for (size_t i = 0; i < 7; i++) {
    ck_assert_uint_eq(t.begin[i], begins[i]);
    ck_assert_uint_eq(t.end[i], ends[i]);
    ck_assert_int_eq(t.kind[i], kinds[i]);
  }
  ck_assert_uint_eq(t.term[0], t.term[3]); /* The, the */
  ck_assert_uint_eq(t.term[1], t.term[5]);
  ck_assert_uint_ne(t.term[0], t.term[1]);
  ck_str(assay_vocabulary_term(assay_document_vocabulary(d), t.term[0]), "the");
  ck_assert_uint_eq(assay_document_word_count(d), 5);
  ck_str(assay_document_name(d), "test");
  assay_document_free(d);
}
END_TEST

START_TEST(other_encodings_become_utf8) {
  assay_document *d = make(S("caf\xE9"));
  ck_str(assay_document_text(d), "caf\xC3\xA9");
  ck_assert_str_eq(assay_document_encoding(d), "windows-1252");
  assay_document_free(d);
  d = make(S("\xEF\xBB\xBFpeace"));
  ck_str(assay_document_text(d), "peace");
  ck_assert_str_eq(assay_document_encoding(d), "utf-8");
  ck_assert_uint_eq(assay_document_replaced(d), 0);
  assay_document_free(d);
}
END_TEST

static assay_status make_with_giants(const assay_allocator *a, assay_error *err) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  struct buffer bytes;
  assay_document *d = NULL;
  options.allocator = *a;
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  buffer_add_text(&bytes, "peace ");
  for (int i = 0; i < 65537; i++) buffer_add_char(&bytes, 'a');
  buffer_add_text(&bytes, " and ");
  for (int i = 0; i < 65536; i++) buffer_add_char(&bytes, 'b');
  assay_status status = assay_document_new(&d, &options, S("giants"), buffer_str(&bytes),
                                           err);
  buffer_free(&bytes);
  if (status != ASSAY_OK) return status;
  assay_tokens t = assay_document_tokens(d);
  ck_assert_uint_eq(t.count, 3); /* peace, and, 65536 times b */
  ck_assert_uint_eq(t.begin[1], 6 + 65537 + 1);
  ck_assert_uint_eq(assay_document_word_count(d), 3);
  ck_assert_uint_eq(assay_document_text(d).len, 6 + 65537 + 5 + 65536);
  ck_assert_uint_eq(d->origin.warning_count, 1);
  ck_str(d->origin.warnings[0], "1 token left out: longer than the limit of 65536 bytes");
  assay_document_free(d);
  return ASSAY_OK;
}

START_TEST(giant_tokens_are_left_out_and_told) {
  unit_fail_each(make_with_giants);
}
END_TEST

START_TEST(the_empty_document_has_nothing) {
  const assay_span *spans;
  size_t count = 9;
  assay_document *d = make(S(""));
  ck_assert_uint_eq(assay_document_tokens(d).count, 0);
  ck_assert_uint_eq(assay_document_text(d).len, 0);
  ck_assert_int_eq(assay_document_sentences(d, &spans, &count, NULL), ASSAY_OK);
  ck_assert_uint_eq(count, 0);
  ck_assert_uint_eq(document_token_at(d, 0), 0);
  ck_assert_uint_eq(document_line_at(d, 0), 1);
  assay_document_free(d);
}
END_TEST

START_TEST(sentences_have_no_space_around_them) {
  const assay_span *spans, *again;
  size_t count;
  assay_document *d = make(S("  Peace came.  War\nwent. \n\n Who knew?"));
  ck_assert_int_eq(assay_document_sentences(d, &spans, &count, NULL), ASSAY_OK);
  ck_assert_uint_eq(count, 3);
  ck_str(document_slice(d, spans[0]), "Peace came.");
  ck_str(document_slice(d, spans[1]), "War\nwent.");
  ck_str(document_slice(d, spans[2]), "Who knew?");
  ck_assert_int_eq(assay_document_sentences(d, &again, &count, NULL), ASSAY_OK);
  ck_assert_ptr_eq(spans, again);
  ck_assert_uint_eq(document_sentence_at(d, 0), 0);
  ck_assert_uint_eq(document_sentence_at(d, spans[0].end - 1), 0);
  ck_assert_uint_eq(document_sentence_at(d, spans[0].end), 1);
  ck_assert_uint_eq(document_sentence_at(d, spans[2].end), 3);
  assay_document_free(d);
}
END_TEST

START_TEST(tokens_and_lines_are_found_by_byte) {
  assay_document *d = make(S("ab cd\r\nef\rgh\nij"));
  ck_assert_uint_eq(document_token_at(d, 0), 0);
  ck_assert_uint_eq(document_token_at(d, 1), 0);
  ck_assert_uint_eq(document_token_at(d, 2), 1); /* the space: the next token */
  ck_assert_uint_eq(document_token_at(d, 15), 5);
  ck_assert_uint_eq(document_line_at(d, 5), 1);
  ck_assert_uint_eq(document_line_at(d, 6), 1);
  ck_assert_uint_eq(document_line_at(d, 7), 2);
  ck_assert_uint_eq(document_line_at(d, 10), 3);
  ck_assert_uint_eq(document_line_at(d, 13), 4);
  assay_document_free(d);
}
END_TEST

START_TEST(a_vocabulary_can_be_shared) {
  assay_vocabulary *v;
  assay_document *a, *b;
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  ck_assert_int_eq(assay_vocabulary_new(&v, NULL, NULL, NULL), ASSAY_OK);
  options.vocabulary = v;
  ck_assert_int_eq(assay_document_new(&a, &options, S("a"), S("peace"), NULL), ASSAY_OK);
  ck_assert_int_eq(assay_document_new(&b, &options, S("b"), S("War Peace"), NULL),
                   ASSAY_OK);
  ck_assert_uint_eq(assay_document_tokens(a).term[0], assay_document_tokens(b).term[1]);
  ck_assert_ptr_eq(assay_document_vocabulary(a), v);
  assay_document_free(a);
  assay_document_free(b);
  ck_assert_uint_eq(assay_vocabulary_count(v), 2);
  assay_vocabulary_free(v);
}
END_TEST

START_TEST(taking_bytes_empties_the_buffer) {
  struct buffer bytes;
  assay_document *d;
  buffer_init(&bytes, NULL, 1000);
  buffer_add_text(&bytes, "peace");
  const char *data = bytes.data;
  ck_assert_int_eq(document_take(&d, NULL, S("a"), &bytes, ENCODING_AUTO, NULL),
                   ASSAY_OK);
  ck_assert_ptr_null(bytes.data);
  ck_assert_uint_eq(bytes.len, 0);
  ck_assert_ptr_eq(assay_document_text(d).ptr, data); /* not copied */
  buffer_add_text(&bytes, "war");
  ck_str(assay_document_text(d), "peace");
  buffer_free(&bytes);
  assay_document_free(d);
}
END_TEST

START_TEST(failures_name_the_document) {
  static char binary[4000];
  assay_error err;
  assay_document *d = NULL;
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  for (size_t i = 0; i < sizeof binary; i++) binary[i] = (char)(i % 7);
  ck_assert_int_eq(
      assay_document_new(&d, NULL, S("a.txt"), (assay_str){binary, sizeof binary}, &err),
      ASSAY_EFORMAT);
  ck_assert_str_eq(err.source, "a.txt");
  options.size = 1;
  ck_assert_int_eq(assay_document_new(&d, &options, S("a"), S("b"), &err), ASSAY_EARG);
  ck_assert_ptr_null(d);
  assay_document_free(NULL);
}
END_TEST

static assay_status make_all(const assay_allocator *a, assay_error *err) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  assay_document *d;
  const assay_span *spans;
  size_t count;
  options.allocator = *a;
  assay_status status = assay_document_new(
      &d, &options, S("a"), S("Caf\xE9 a b c d e f g h. I j k l m n o p q r s."), err);
  if (status != ASSAY_OK) return status;
  status = assay_document_sentences(d, &spans, &count, err);
  assay_document_free(d);
  return status;
}

static assay_status take(const assay_allocator *a, assay_error *err) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  assay_document *d;
  struct buffer bytes;
  options.allocator = *a;
  buffer_init(&bytes, a, 1000);
  buffer_add_text(&bytes, "peace and war");
  assay_status status = buffer_status(&bytes, "a text", err);
  if (status == ASSAY_OK)
    status = document_take(&d, &options, S("a"), &bytes, ENCODING_AUTO, err);
  if (status == ASSAY_OK) assay_document_free(d);
  buffer_free(&bytes);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(make_all);
  unit_fail_each(take);
}
END_TEST

/* Three columns of four bytes and one of one, and nothing to spare. */
START_TEST(a_token_takes_thirteen_bytes) {
  static char text[20000];
  for (size_t i = 0; i < sizeof text; i++) text[i] = "ab, 1'c d\n"[i * i % 10];
  struct failing f = {.fail_at = 0};
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  assay_document *d;
  size_t before;
  ck_assert_int_eq(assay_vocabulary_new(&options.vocabulary, NULL, NULL, NULL), ASSAY_OK);
  options.allocator = failing_allocator(&f);
  ck_assert_int_eq(assay_document_new(&d, &options, S("none"), S(""), NULL), ASSAY_OK);
  before = f.live_bytes;
  assay_document_free(d);
  assay_str bytes = {text, sizeof text};
  ck_assert_int_eq(assay_document_new(&d, &options, S("some"), bytes, NULL), ASSAY_OK);
  ck_assert_uint_gt(d->token_count, 4000);
  ck_assert_uint_eq(f.live_bytes, before + d->text.cap + 13 * d->token_count);
  assay_document_free(d);
  assay_vocabulary_free(options.vocabulary);
}
END_TEST

UNIT_MAIN("document", tokens_are_columns_in_text_order, other_encodings_become_utf8,
          the_empty_document_has_nothing, giant_tokens_are_left_out_and_told,
          sentences_have_no_space_around_them, tokens_and_lines_are_found_by_byte,
          a_vocabulary_can_be_shared, taking_bytes_empties_the_buffer,
          failures_name_the_document, out_of_memory_leaves_nothing,
          a_token_takes_thirteen_bytes)
