/* test_vertical.c - a token a line and tags between: documents with tokens. */
#include "reading.h"

static void write_tokens(const struct record *r, assay_status status,
                         const assay_error *err, void *context) {
  struct buffer *out = context;
  reading_write(r, status, err, out);
  for (size_t i = 0; i < r->token_count; i++) {
    const struct record_token *t = &r->tokens[i];
    buffer_addf(out, "%u-%u %.*s/%.*s ", t->begin, t->end, (int)t->lemma.len,
                t->lemma.ptr, (int)t->tag.len, t->tag.ptr);
  }
  for (size_t i = 0; i < r->mark_count; i++)
    buffer_addf(out, "s%u-%u ", r->marks[i].begin, r->marks[i].end);
  buffer_add_char(out, '\n');
}

static void check(assay_str bytes, const char *expected) {
  struct buffer out;
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
  for (size_t piece = 0; piece < 40; piece += 13) {
    buffer_clear(&out);
    struct reading_case c = {.reader = &reader_vrt, .bytes = bytes, .piece = piece};
    reading_run(&c, NULL, write_tokens, &out);
    ck_str(buffer_str(&out), expected);
  }
  buffer_free(&out);
}

static const char sample[] =
    "<?xml version=\"1.0\"?>\n<corpus>\n"
    "<text id=\"t1\" author=\"A &amp; B\" year='1933'>\n<p>\n<s>\n"
    "The\tDT\tthe\nhouses\tNNS\thouse\n<g/>\n.\tSENT\t.\n</s>\n"
    "<s>\nAT&amp;T\tNP\tAT&amp;T\n</s>\n</p>\n<p>\n<s>\nEnd\tNN\tend\n</s>\n</p>\n"
    "</text>\n<text>\n</text>\n</corpus>\n";

START_TEST(documents_and_their_tokens) {
  check(S(sample), "t1|The houses. AT&T\n\nEnd|id=t1|author=A & B|year=1933\n"
                   "0-3 the/DT 4-10 house/NNS 10-11 ./SENT 12-16 AT&T/NP 18-21 end/NN "
                   "s0-11 s12-16 s18-21 \n21|\n\n");
}
END_TEST

START_TEST(columns_as_declared) {
  check(S("<!-- #vrt positional-attributes: word ref lemma pos -->\n"
          "houses\t1\thouse\tNNS\nare\t2\tbe\tVB\n"),
        "|houses are\n0-6 house/NNS 7-10 be/VB \n");
}
END_TEST

START_TEST(columns_as_guessed) {
  check(S("houses\thouse\tNNS\nof\tof\tIN\n"), "|houses of\n0-6 house/NNS 7-9 of/IN \n");
  check(S("houses\tNNS\nof\tIN\n"), "|houses of\n0-6 /NNS 7-9 /IN \n");
  check(S("houses\nof\n"), "|houses of\n0-6 / 7-9 / \n");
}
END_TEST

START_TEST(odd_files) {
  check(S(""), "|\n\n");
  check(S("<doc>\na\n<doc id=\"x\">\nb\n"), "1|a\n0-1 / \nx|b|id=x\n0-1 / \n");
  check(S("<s>\na\n<s>\nb\n"), "|a b\n0-1 / 2-3 / s0-1 s2-3 \n");
  check(S("<\n>\n<3\n&#x41;&unknown;\n"),
        "|< > <3 A&unknown;\n0-1 / 2-3 / 4-6 / 7-17 / \n");
  check(S("\tX\n"), "||? line 1 has no word and was left out\n\n");
}
END_TEST

START_TEST(what_it_looks_like) {
  ck_assert_int_eq(reader_vrt.sniff(S(sample), S("")), 100);
  ck_assert_int_eq(reader_vrt.sniff(S("<!-- #vrt positional-attributes: w -->\n"), S("")),
                   100);
  ck_assert_int_eq(
      reader_vrt.sniff(S("<s>\na\tX\nb\tX\nc\tX\nd\tX\ne\tX\n</s>\n"), S("")), 100);
  ck_assert_int_eq(reader_vrt.sniff(S("<p>\n\tA paragraph.\n</p>\n"), S("")), 0);
}
END_TEST

START_TEST(damaged_files) {
  reading_survives((struct reading_case){.reader = &reader_vrt, .bytes = S(sample)});
}
END_TEST

static assay_status read_sample(const assay_allocator *a, assay_error *err) {
  struct reading_case c = {.reader = &reader_vrt, .bytes = S(sample), .piece = 9};
  (void)err;
  return reading_run(&c, a, NULL, NULL);
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(read_sample);
}
END_TEST

UNIT_MAIN("vertical", documents_and_their_tokens, columns_as_declared, columns_as_guessed,
          odd_files, what_it_looks_like, damaged_files, out_of_memory_leaves_nothing)
