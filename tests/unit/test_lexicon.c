/* test_lexicon.c - a user's words and patterns, and the reader of them. */
#include "quote/explain.h"
#include "quote/lexicon_text.h"
#include "quote/quotes.h"
#include "unit.h"

#include <stdio.h>

static void check_read(const char *text, const char *message) {
  struct lexicon lexicon;
  assay_error err;
  lexicon_init(&lexicon, NULL);
  assay_status status = lexicon_read(&lexicon, (assay_str){text, strlen(text)},
                                     S("my.txt"), &err);
  lexicon_free(&lexicon);
  if (!message) {
    ck_assert_msg(status == ASSAY_OK, "%s: %s", text, err.message);
    return;
  }
  ck_assert_msg(status != ASSAY_OK, "no error: %s", text);
  ck_assert_str_eq(err.message, message);
}

START_TEST(faults_have_their_line) {
  check_read("", NULL);
  check_read("# only a comment\n\n  \nverb say: opine\r\nnoun: hunch", NULL);
  check_read("noun: hunch\nvreb: x", "my.txt:2: unknown class 'vreb'");
  check_read("verb shout: x", "my.txt:1: unknown act 'shout'");
  check_read("\nhello", "my.txt:2: neither 'class: words' nor 'pattern rule: words': "
                        "'hello'");
  check_read("verb say: a/b/c/d", "my.txt:1: more than two slashes in 'a/b/c/d'");
  check_read("pattern x: of QUOTE",
             "my.txt:1: a pattern has one NAME and one QUOTE, not 'of QUOTE'");
  check_read("pattern x: of QUOTE NAME",
             "my.txt:1: QUOTE begins or ends a pattern, unlike 'of QUOTE NAME'");
  check_read("pattern x: NAME , QUOTE",
             "my.txt:1: no word stands for itself in 'NAME , QUOTE'");
  check_read("pattern X y: of NAME QUOTE",
             "my.txt:1: a pattern's name has small letters, "
             "digits and hyphens, not 'X y'");
  check_read("noun: \xff", "my.txt: the lexicon is not valid UTF-8");
}
END_TEST

static uint32_t flags_of(const struct lexicon *lexicon, const char *word) {
  return lexicon_look(lexicon, (assay_str){word, strlen(word)}).flags;
}

START_TEST(words_are_inflected_and_added_to_the_built_in_ones) {
  struct lexicon lexicon;
  lexicon_init(&lexicon, NULL);
  ck_assert_int_eq(lexicon_read(&lexicon,
                                S("verb think: zog blarf zebe/zobe/zoben\n"
                                  "+verb ask: hävdade\nverb say: think"),
                                S("x"), NULL),
                   ASSAY_OK);
  ck_assert(flags_of(&lexicon, "Zogged") & LEX_PAST);
  ck_assert(flags_of(&lexicon, "zogging") & LEX_ING);
  ck_assert(flags_of(&lexicon, "blarfs") & LEX_VERB);
  ck_assert(flags_of(&lexicon, "zoben") & LEX_PARTICIPLE);
  ck_assert(flags_of(&lexicon, "zebing") & LEX_ING);
  ck_assert(flags_of(&lexicon, "HÄVDADE") & LEX_VERB);
  ck_assert_int_eq(lexicon_look(&lexicon, S("hävdade")).act, ACT_ASK);
  ck_assert(flags_of(&lexicon, "says") & LEX_VERB);
  ck_assert(flags_of(NULL, "thinks") & LEX_WEAK);
  ck_assert(!(flags_of(&lexicon, "thinks") & LEX_WEAK));
  ck_assert_uint_eq(flags_of(NULL, "zog"), 0);
  lexicon_free(&lexicon);
}
END_TEST

/* The generator and the reader make the same of the same file. */
START_TEST(the_built_in_table_is_what_the_reader_reads) {
  static char text[LEXICON_BYTES];
  FILE *file = fopen(ASSAY_SOURCE_DIR "/core/quote/lexicon.txt", "rb");
  ck_assert_ptr_nonnull(file);
  size_t len = fread(text, 1, sizeof text, file);
  fclose(file);
  struct lexicon lexicon;
  assay_error err;
  lexicon_init(&lexicon, NULL);
  ck_assert_msg(lexicon_read(&lexicon, (assay_str){text, len}, S("lexicon.txt"), &err) ==
                    ASSAY_OK,
                "%s", err.message);
  ck_assert_uint_eq(lexicon.words.count, lexicon_count);
  for (size_t i = 0; i < lexicon_count; i++) {
    const struct lexeme *built_in = &lexicon_table[i];
    uint32_t id = table_find(&lexicon.words, str_from(built_in->form));
    ck_assert_msg(id != TABLE_NONE, "%s", built_in->form);
    ck_assert_msg(lexicon.entries[id].flags == built_in->flags, "%s: %x, not %x",
                  built_in->form, lexicon.entries[id].flags, built_in->flags);
    ck_assert_msg(lexicon.entries[id].act == built_in->act, "%s", built_in->form);
    ck_assert_ptr_eq(lexicon_find(str_from(built_in->form)).form, built_in->form);
  }
  ck_assert_uint_eq(lexicon.pattern_count, lexicon_pattern_count);
  lexicon_free(&lexicon);
}
END_TEST

/* A plain count of the base forms, as a reader of the file would make it. */
START_TEST(there_are_enough_verbs) {
  size_t verbs = 0;
  for (size_t i = 0; i < lexicon_count; i++)
    verbs += (lexicon_table[i].flags & LEX_VERB) && (lexicon_table[i].flags & LEX_BASE);
  ck_assert_uint_ge(verbs, 350);
}
END_TEST

static const char talk[] = "Olga Marden opinified that ‘it was late’. It was, as moonlit "
                           "by Hugo Pym, ‘very late’.";

START_TEST(a_lexicon_changes_its_own_list_only) {
  struct lexicon lexicon;
  assay_document *d;
  const assay_quote *plain, *own, *again;
  size_t count;
  lexicon_init(&lexicon, NULL);
  ck_assert_int_eq(lexicon_read(&lexicon,
                                S("verb say: opinify\n"
                                  "pattern by-moon: as moonlit by NAME ... "
                                  "QUOTE"),
                                S("x"), NULL),
                   ASSAY_OK);
  ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), S(talk), NULL), ASSAY_OK);
  ck_assert_int_eq(assay_document_quotes(d, &plain, &count, NULL), ASSAY_OK);
  ck_assert_int_eq(quotes_with_lexicon(d, &lexicon, &own, &count, NULL), ASSAY_OK);
  ck_assert_int_eq(quotes_with_lexicon(d, &lexicon, &again, &count, NULL), ASSAY_OK);
  ck_assert_ptr_eq(own, again);
  lexicon_free(&lexicon);
  ck_assert_uint_eq(count, 2);
  ck_assert_uint_eq(plain[0].speaker.len + plain[1].speaker.len, 0);
  ck_str(own[0].speaker, "Olga Marden");
  ck_assert_str_eq(own[0].rule, "verb-before");
  ck_str(own[1].speaker, "Hugo Pym");
  ck_assert_str_eq(own[1].rule, "by-moon");
  ck_assert_int_eq(assay_document_quotes(d, &again, &count, NULL), ASSAY_OK);
  ck_assert_ptr_eq(plain, again);
  assay_document_free(d);
}
END_TEST

static void check_explained(const char *text, const char *expected, const char *why) {
  assay_document *d;
  const assay_quote *quotes;
  size_t count;
  struct buffer out;
  buffer_init(&out, NULL, 4096);
  ck_assert_int_eq(
      assay_document_new(&d, NULL, S("d"), (assay_str){text, strlen(text)}, NULL),
      ASSAY_OK);
  ck_assert_int_eq(assay_document_quotes(d, &quotes, &count, NULL), ASSAY_OK);
  ck_assert_uint_gt(count, 0);
  ck_assert_int_eq(explain_passage(d, &quotes[0], &out, NULL), ASSAY_OK);
  ck_str(buffer_str(&out), expected);
  ck_assert_str_eq(explain_rule(quotes[0].rule), why);
  buffer_free(&out);
  assay_document_free(d);
}

START_TEST(the_deciding_words_are_marked) {
  check_explained("It rained. Olga Marden calls\nit ‘a bitter cup’. Then it stopped.",
                  "<speaker>Olga Marden</speaker> <cue>calls</cue> it "
                  "‘<quote>a bitter cup</quote>’.",
                  "the subject of the reporting verb that leads up to it");
  check_explained("It was ‘late’.", "It was ‘<quote>late</quote>’.",
                  "nothing in the text says who speaks");
  ck_assert_str_eq(explain_rule("my-own"), "a pattern of the lexicon in use");
}
END_TEST

static assay_status read_a_lexicon(const assay_allocator *alloc, assay_error *err) {
  struct lexicon lexicon;
  lexicon_init(&lexicon, alloc);
  assay_status status = lexicon_read(
      &lexicon, S("verb say: opinify zog\npattern a: of NAME QUOTE\nnoun: x"), S("x"),
      err);
  lexicon_free(&lexicon);
  return status;
}

START_TEST(the_reader_survives_lack_of_memory) {
  unit_fail_each(read_a_lexicon);
}
END_TEST

UNIT_MAIN("lexicon", faults_have_their_line,
          words_are_inflected_and_added_to_the_built_in_ones,
          the_built_in_table_is_what_the_reader_reads, there_are_enough_verbs,
          a_lexicon_changes_its_own_list_only, the_deciding_words_are_marked,
          the_reader_survives_lack_of_memory)
