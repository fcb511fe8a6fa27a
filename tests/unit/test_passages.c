/* test_passages.c - which quotations are one passage, its forms, and unmarked words. */
#include "count/passages.h"

#include "corpus/document.h"
#include "count/accumulator.h"
#include "unit.h"

/* A document whose quotations stand between < and >, which the text does not have. */
static assay_status add(struct passages *p, const char *name, const char *marked,
                        assay_error *err) {
  char text[512];
  assay_span parts[8];
  struct passage_source sources[8];
  size_t count = 0;
  uint32_t len = 0;
  for (const char *c = marked; *c; c++) {
    if (*c == '<')
      parts[count].begin = len;
    else if (*c == '>')
      parts[count++].end = len;
    else
      text[len++] = *c;
  }
  for (size_t i = 0; i < count; i++)
    sources[i] = (struct passage_source){&parts[i], 1, S("Lee")};
  assay_document *d;
  assay_status status = assay_document_new(&d, NULL, str_from(name),
                                           (assay_str){text, len}, NULL);
  ck_assert_int_eq(status, ASSAY_OK);
  status = passages_add(p, d, sources, count, err);
  assay_document_free(d);
  return status;
}

static struct passages *new_passages(void) {
  struct passages *p;
  ck_assert_int_eq(passages_new(&p, NULL, NULL), ASSAY_OK);
  return p;
}

static struct passage_list find(const struct passages *p, uint32_t min_documents) {
  struct passages_query query = {4, 6, min_documents};
  struct passage_list list;
  ck_assert_int_eq(passages_find(p, &query, &list, NULL), ASSAY_OK);
  return list;
}

static void check_place(const struct passages *p, const struct passage_place *place,
                        const char *name, const char *variant, uint32_t line,
                        uint32_t first, uint32_t last) {
  ck_str(table_key(&p->texts, p->documents[place->document].name), name);
  ck_assert_str_eq(passage_variant_name(place->variant), variant);
  ck_assert_uint_eq(place->line, line);
  ck_assert_uint_eq(place->first, first);
  ck_assert_uint_eq(place->last, last);
}

START_TEST(forms_of_one_passage_are_together) {
  struct passages *p = new_passages();
  add(p, "a", "He said <a bargain of fools and knaves, soon over> there.", NULL);
  add(p, "b", "Yes.\n\n<A bargain of fools, and knaves, soon over>", NULL);
  add(p, "c", "<a bargain of fools ... soon over>, again <a bargain of fools>", NULL);
  add(p, "d", "<a bargain of fools and [mere] knaves, soon over>", NULL);
  add(p, "e", "<a bargain of fools and knaves, soon over>", NULL);
  add(p, "f", "<something else that nobody quotes twice>", NULL);
  struct passage_list list = find(p, 2);
  ck_assert_uint_eq(list.count, 1);
  ck_assert_uint_eq(list.passages[0].documents, 5);
  ck_assert_uint_eq(list.passages[0].quotations, 6);
  ck_assert_uint_eq(list.passages[0].variants, 5);
  ck_assert_uint_eq(list.passages[0].unmarked, 0);
  ck_str(table_key(&p->texts, list.passages[0].text),
         "a bargain of fools and knaves, soon over");
  check_place(p, &list.places[0], "a", "same", 1, 8, 48);
  check_place(p, &list.places[1], "b", "punctuation", 3, 6, 47);
  check_place(p, &list.places[2], "c", "ellipsis", 1, 0, 32);
  check_place(p, &list.places[3], "c", "piece", 1, 40, 58);
  check_place(p, &list.places[4], "d", "brackets", 1, 0, 47);
  check_place(p, &list.places[5], "e", "same", 1, 0, 40);
  passages_free_list(&list);
  passages_free(p);
}
END_TEST

START_TEST(a_few_common_words_are_no_passage) {
  struct passages *p = new_passages();
  add(p, "a", "<a small success disguised as a large disgrace>", NULL);
  add(p, "b", "<a policy disguised as a catastrophe>", NULL);
  struct passage_list list = find(p, 2);
  ck_assert_uint_eq(list.count, 0);
  passages_free_list(&list);
  list = find(p, 1);
  ck_assert_uint_eq(list.count, 2);
  passages_free_list(&list);
  passages_free(p);
}
END_TEST

START_TEST(the_same_words_may_stand_without_marks) {
  struct passages *p = new_passages();
  add(p, "a", "<it was a bargain of fools and knaves>", NULL);
  add(p, "b", "One line.\nThen a bargain\nof fools and knaves was made.", NULL);
  add(p, "c", "A bargain of fools and <knaves> is cut by marks.", NULL);
  add(p, "d", "It was a bargain of fools, she says, but that is a piece.", NULL);
  struct passage_list list = find(p, 2);
  ck_assert_uint_eq(list.count, 1);
  ck_assert_uint_eq(list.passages[0].documents, 1);
  ck_assert_uint_eq(list.passages[0].unmarked, 2);
  ck_assert_uint_eq(list.place_count, 3);
  check_place(p, &list.places[1], "b", "unmarked", 2, 15, 44);
  check_place(p, &list.places[2], "d", "unmarked", 1, 0, 25);
  passages_free_list(&list);
  passages_free(p);
}
END_TEST

START_TEST(who_quotes_a_passage_may_repeat_it) {
  struct passages *p = new_passages();
  add(p, "a", "<a bargain of fools and knaves>. A bargain of fools and knaves!", NULL);
  add(p, "b", "<a bargain of fools and knaves>", NULL);
  struct passage_list list = find(p, 2);
  ck_assert_uint_eq(list.count, 1);
  ck_assert_uint_eq(list.passages[0].unmarked, 0);
  passages_free_list(&list);
  passages_free(p);
}
END_TEST

/* Merging two is the same as adding all to one. */
START_TEST(merging_appends) {
  static const char *const texts[] = {"<the first thing is a thing>",
                                      "<a bargain of fools and knaves> and on",
                                      "No quotation, but a bargain of fools and knaves.",
                                      "<A bargain of fools and knaves>"};
  struct passages *whole = new_passages(), *left = new_passages(),
                  *right = new_passages();
  char name[2] = "a";
  for (size_t i = 0; i < 4; i++, name[0]++) {
    add(whole, name, texts[i], NULL);
    add(i < 2 ? left : right, name, texts[i], NULL);
  }
  ck_assert_int_eq(passages_merge(left, right, NULL), ASSAY_OK);
  ck_assert_int_eq(passages_merge(left, left, NULL), ASSAY_EARG);
  struct passage_list a = find(whole, 1), b = find(left, 1);
  ck_assert_uint_eq(a.place_count, b.place_count);
  ck_assert_uint_eq(a.place_count, 4);
  for (size_t i = 0; i < a.place_count; i++) {
    ck_assert_uint_eq(a.places[i].document, b.places[i].document);
    ck_assert_uint_eq(a.places[i].first, b.places[i].first);
    ck_assert_uint_eq(a.places[i].last, b.places[i].last);
    ck_assert_int_eq(a.places[i].variant, b.places[i].variant);
  }
  passages_free_list(&a);
  passages_free_list(&b);
  passages_free(whole);
  passages_free(left);
  passages_free(right);
}
END_TEST

START_TEST(what_was_encoded_is_the_same) {
  struct passages *p = new_passages();
  struct accumulator given = {&passages_class, p}, got;
  struct buffer bytes, again;
  add(p, "a", "One.\n\nTwo <a bargain of fools and knaves> three.", NULL);
  add(p, "b", "<a bargain of fools> and <a bargain of fools and knaves>", NULL);
  add(p, "c", "Nothing.", NULL);
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  buffer_init(&again, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(accumulator_encode(&given, &bytes, NULL), ASSAY_OK);
  ck_assert_int_eq(accumulator_decode(&got, buffer_str(&bytes), NULL, NULL, NULL),
                   ASSAY_OK);
  ck_assert(passages_class.equal(p, got.object));
  ck_assert_int_eq(accumulator_encode(&got, &again, NULL), ASSAY_OK);
  ck_assert(str_equal(buffer_str(&bytes), buffer_str(&again)));
  struct passage_list list = find(got.object, 2);
  ck_assert_uint_eq(list.count, 1);
  check_place(got.object, &list.places[0], "a", "same", 3, 10, 39);
  passages_free_list(&list);
  for (size_t i = 1; i < 200; i++) { /* any cut is an error, or a whole one */
    struct codec_reader in = {
        .data = bytes.data + ACCUMULATOR_HEADER, .len = i, .what = "passages"};
    void *object;
    if (i >= bytes.len - ACCUMULATOR_HEADER - ACCUMULATOR_CHECKSUM) break;
    ck_assert_int_eq(passages_class.decode(&object, &in, NULL, NULL), ASSAY_EFORMAT);
  }
  passages_free(got.object);
  passages_free(p);
  buffer_free(&bytes);
  buffer_free(&again);
}
END_TEST

START_TEST(short_passages_are_refused) {
  struct passages *p = new_passages();
  struct passages_query query = {2, 6, 2};
  struct passage_list list;
  ck_assert_int_eq(passages_find(p, &query, &list, NULL), ASSAY_EARG);
  query = (struct passages_query){4, 2, 2};
  ck_assert_int_eq(passages_find(p, &query, &list, NULL), ASSAY_EARG);
  list = find(p, 1);
  ck_assert_uint_eq(list.count, 0);
  passages_free_list(&list);
  passages_free(p);
}
END_TEST

static assay_status work(const assay_allocator *a, assay_error *err) {
  struct passages *p = NULL, *more = NULL;
  struct passages_query query = {4, 6, 1};
  struct passage_list list;
  assay_status status = passages_new(&p, a, err);
  if (status == ASSAY_OK) status = passages_new(&more, a, err);
  if (status == ASSAY_OK) status = add(p, "a", "<a bargain of fools and knaves>", err);
  if (status == ASSAY_OK) status = add(more, "b", "a bargain of fools and knaves", err);
  if (status == ASSAY_OK) status = passages_merge(p, more, err);
  if (status == ASSAY_OK) status = passages_find(p, &query, &list, err);
  if (status == ASSAY_OK) passages_free_list(&list);
  passages_free(more);
  passages_free(p);
  return status;
}

START_TEST(memory_may_fail) {
  unit_fail_each(work);
}
END_TEST

UNIT_MAIN("passages", forms_of_one_passage_are_together,
          a_few_common_words_are_no_passage, the_same_words_may_stand_without_marks,
          who_quotes_a_passage_may_repeat_it, merging_appends,
          what_was_encoded_is_the_same, short_passages_are_refused, memory_may_fail)
