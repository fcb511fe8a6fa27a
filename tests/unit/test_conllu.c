/* test_conllu.c - sentences of CoNLL-U as documents with tokens. */
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
    struct reading_case c = {.reader = &reader_conllu, .bytes = bytes, .piece = piece};
    reading_run(&c, NULL, write_tokens, &out);
    ck_str(buffer_str(&out), expected);
  }
  buffer_free(&out);
}

/* A line of CoNLL-U with what matters here. */
#define ROW(id, form, lemma, tag, misc)                                                  \
  id "\t" form "\t" lemma "\t" tag "\tX\t_\t0\troot\t_\t" misc "\n"

START_TEST(text_of_the_comment) {
  check(S("# newdoc id = a\n# sent_id = 1\n# text = Peace  lasts.\n" ROW(
            "1", "Peace", "peace", "NOUN", "_")
              ROW("2", "lasts", "last", "VERB", "SpaceAfter=No")
                  ROW("3", ".", ".", "PUNCT",
                      "_") "\n"
                           "# text = Yes.\n" ROW("1", "Yes", "yes", "_", "_")
                               ROW("2", ".", ".", "PUNCT", "_") "\n"),
        "a|Peace  lasts. Yes.\n"
        "0-5 peace/NOUN 7-12 last/VERB 12-13 ./PUNCT 14-17 yes/X 17-18 ./PUNCT "
        "s0-13 s14-18 \n");
}
END_TEST

START_TEST(text_of_the_tokens) {
  check(S(ROW("1", "a", "_", "X", "SpaceAfter=No") ROW("2", "b", "_", "X", "_")
              ROW("3", "c", "_", "X",
                  "Gloss=d|SpaceAfter=No") "\n# newpar\n" ROW("1", "d", "_", "X", "_")),
        "|ab c\n\nd\n0-1 /X 1-2 /X 3-4 /X 6-7 /X s0-4 s6-7 \n");
  check(S("# text = something else\n" ROW("1", "a", "_", "X", "_")),
        "|a|? 1 sentences are made of their tokens, as '# text' differs\n0-1 /X s0-1 \n");
}
END_TEST

START_TEST(multiword_tokens_and_empty_nodes) {
  check(S("# text = du vin\n" ROW("1-2", "du", "_", "_", "_")
              ROW("1", "de", "de", "ADP", "_") ROW("2", "le", "le", "DET", "_")
                  ROW("2.1", "(x)", "x", "X", "_") ROW("3", "vin", "vin", "NOUN", "_")),
        "|du vin\n0-2 de+le/ADP+DET 3-6 vin/NOUN s0-6 \n");
}
END_TEST

START_TEST(documents) {
  check(S("# newdoc id = a\n# meta::author = Kim\n" ROW(
            "1", "x", "_", "X", "_") "\n# newdoc id = b\n\n# newdoc\n" ROW("1", "y", "_",
                                                                           "X", "_")),
        "a|x|author=Kim\n0-1 /X s0-1 \nb|\n\n7|y\n0-1 /X s0-1 \n");
  check(
      S(ROW("1", "x", "_", "X", "_") "\n# newdoc id = b\n" ROW("1", "y", "_", "X", "_")),
      "|x\n0-1 /X s0-1 \nb|y\n0-1 /X s0-1 \n");
  check(S(""), "|\n\n");
}
END_TEST

START_TEST(lines_that_are_wrong) {
  check(S("word\n" ROW("1", "x", "_", "X", "_") "x\ty\n"),
        "|x|? line 1 is no token and was left out|? line 3 is no token and was left "
        "out\n0-1 /X s0-1 \n");
}
END_TEST

static const char sample[] = "# newdoc id = a\n# text = du vin.\n" ROW(
    "1-2", "du", "_", "_", "_") ROW("1", "de", "de", "ADP", "_")
    ROW("2", "le", "le", "DET", "_") ROW("3", "vin", "v\xC3\xADn", "_", "SpaceAfter=No")
        ROW("4", ".", ".", "PUNCT", "_") "\n# newdoc\n" ROW("1", "y", "_", "X", "_");

START_TEST(what_it_looks_like) {
  ck_assert_int_eq(reader_conllu.sniff(S(sample), S("")), 100);
  ck_assert_int_eq(reader_conllu.sniff(S(ROW("1", "x", "_", "X", "_")), S("")), 60);
  ck_assert_int_eq(reader_conllu.sniff(S("# text = x\nno\n"), S("")), 0);
  ck_assert_int_eq(reader_conllu.sniff(S("# A heading\n\ntext\n"), S("")), 0);
}
END_TEST

START_TEST(damaged_files) {
  reading_survives((struct reading_case){.reader = &reader_conllu, .bytes = S(sample)});
}
END_TEST

static assay_status read_sample(const assay_allocator *a, assay_error *err) {
  struct reading_case c = {.reader = &reader_conllu, .bytes = S(sample), .piece = 9};
  (void)err;
  return reading_run(&c, a, NULL, NULL);
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(read_sample);
}
END_TEST

UNIT_MAIN("conllu", text_of_the_comment, text_of_the_tokens,
          multiword_tokens_and_empty_nodes, documents, lines_that_are_wrong,
          what_it_looks_like, damaged_files, out_of_memory_leaves_nothing)
