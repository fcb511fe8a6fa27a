/* test_sources.c - finding passages in sources, and where they stand. */
#include "query/sources.h"

#include "base/table.h"
#include "temp_folder.h"
#include "unit.h"

static struct sources *open_sources(void) {
  struct corpus *corpus;
  struct sources *s;
  const char *inputs[] = {"books"};
  temp_folder("books");
  temp_put("books/gray.txt", "Sanctions were a bluff.\n");
  temp_put("books/lee.txt", "The League in Theory\n\nThe League was an\r\ninstrument of "
                            "hope. Sanctions were a bluff, too.");
  temp_put("books/metadata.csv", "file,author\nlee.txt,Stephen Lee\ngray.txt,Ann Gray\n");
  ck_assert_int_eq(corpus_open(&corpus, NULL, inputs, 1, NULL), ASSAY_OK);
  ck_assert_int_eq(sources_new(&s, corpus, NULL, NULL, NULL), ASSAY_OK);
  return s;
}

/* The keys of words with one blank between them. */
static size_t read_keys(const struct sources *s, const char *words, uint32_t *keys) {
  size_t count = 0;
  for (const char *p = words; *p;) {
    size_t len = strcspn(p, " ");
    keys[count++] = sources_key(s, (assay_str){p, len});
    p += len + (p[len] == ' ');
  }
  return count;
}

static bool find(const struct sources *s, const char *words, source_preference *prefer,
                 struct source_place *place, struct alignment *alignment) {
  uint32_t keys[64];
  struct align_words quote = {keys, NULL, read_keys(s, words, keys)};
  return sources_find(s, &quote, prefer, NULL, place, alignment);
}

static bool prefer_lee(void *ctx, const struct sources *s, size_t document) {
  (void)ctx;
  return str_equal(sources_field(s, document, S("author")), S("Stephen Lee"));
}

START_TEST(a_passage_has_a_place) {
  struct temp temp;
  struct source_place place;
  struct alignment alignment;
  temp_enter(&temp);
  struct sources *s = open_sources();
  ck_assert_uint_eq(sources_document_count(s), 2);
  ck_assert_uint_eq(sources_word_count(s), 4 + 4 + 7 + 5);
  ck_assert(find(s, "an instrument of hope", NULL, &place, &alignment));
  ck_assert_uint_eq(alignment.same, 4);
  ck_str(sources_name(s, place.document), "books/lee.txt");
  ck_str(sources_field(s, place.document, S("author")), "Stephen Lee");
  ck_str(sources_field(s, place.document, S("title")), "");
  ck_str(sources_text(s, place), "an\r\ninstrument of hope");
  ck_assert_uint_eq(sources_line(s, place), 3);
  ck_assert_uint_eq(sources_bytes(s, place).begin, 37);
  sources_free(s);
  temp_leave(&temp);
}
END_TEST

START_TEST(of_equal_places_the_preferred_or_first_counts) {
  struct temp temp;
  struct source_place place;
  struct alignment alignment;
  temp_enter(&temp);
  struct sources *s = open_sources();
  ck_assert(find(s, "sanctions were a bluff", NULL, &place, &alignment));
  ck_str(sources_name(s, place.document), "books/gray.txt");
  ck_assert(find(s, "sanctions were a bluff", prefer_lee, &place, &alignment));
  ck_str(sources_name(s, place.document), "books/lee.txt");
  ck_assert(find(s, "hope sanctions were a bluff", NULL, &place, &alignment));
  ck_str(sources_name(s, place.document), "books/lee.txt");
  sources_free(s);
  temp_leave(&temp);
}
END_TEST

START_TEST(what_is_not_there_is_not_found) {
  struct temp temp;
  struct source_place place;
  struct alignment alignment;
  temp_enter(&temp);
  struct sources *s = open_sources();
  ck_assert_uint_eq(sources_key(s, S("sanctions")), sources_key(s, S("sanctions")));
  ck_assert_uint_eq(sources_key(s, S("manchuria")), SOURCES_UNKNOWN);
  ck_assert(!find(s, "manchuria was lost", NULL, &place, &alignment));
  ck_assert(!find(s, "bluff", NULL, &place, &alignment));
  ck_assert(!find(s, "", NULL, &place, &alignment));
  ck_assert(!find(s, "bluff the", NULL, &place, &alignment)); /* two documents */
  sources_free(s);
  temp_leave(&temp);
}
END_TEST

static assay_status make_sources(const assay_allocator *a, assay_error *err) {
  const char *inputs[] = {"books"};
  struct corpus *corpus;
  struct sources *s = NULL;
  struct corpus_options options = {.allocator = *a};
  assay_status status = corpus_open(&corpus, &options, inputs, 1, err);
  if (status == ASSAY_OK) status = sources_new(&s, corpus, NULL, a, err);
  sources_free(s);
  return status;
}

START_TEST(memory_may_fail) {
  struct temp temp;
  temp_enter(&temp);
  sources_free(open_sources());
  unit_fail_each(make_sources);
  temp_leave(&temp);
}
END_TEST

UNIT_MAIN("sources", a_passage_has_a_place, of_equal_places_the_preferred_or_first_counts,
          what_is_not_there_is_not_found, memory_may_fail)
