/* test_windows.c - pairs by hand, and against a brute-force count on random texts. */
#include "count/windows.h"

#include "unit.h"

static struct windows *new_windows(uint32_t left, uint32_t right, bool cross) {
  const struct windows_options options = {left, right, cross};
  struct windows *w = NULL;
  ck_assert_int_eq(windows_new(&w, &options, NULL, NULL), ASSAY_OK);
  return w;
}

static assay_document *document(const char *text) {
  assay_document *d = NULL;
  ck_assert_int_eq(
      assay_document_new(&d, NULL, S("d"), (assay_str){text, strlen(text)}, NULL),
      ASSAY_OK);
  return d;
}

static void append(char *got, size_t size, const char *text) {
  strncat(got, text, size - strlen(got) - 1);
}

static void append_number(char *got, size_t size, int64_t n) {
  char digits[2] = {(char)('0' + n), '\0'};
  append(got, size, digits);
}

/* "word:before,after word:..." */
static void check_near(const struct windows *w, uint32_t node, const char *expected) {
  struct buffer list;
  char got[512] = "";
  buffer_init(&list, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(windows_near(w, node, ORDER_BY_COUNT, &list, NULL), ASSAY_OK);
  const struct window_neighbour *near = (const void *)list.data;
  for (size_t i = 0; i < list.len / sizeof *near; i++) {
    if (i > 0) append(got, sizeof got, " ");
    append(got, sizeof got, table_key(&w->words->keys, near[i].word).ptr);
    append(got, sizeof got, ":");
    append_number(got, sizeof got, near[i].before);
    append(got, sizeof got, ",");
    append_number(got, sizeof got, near[i].after);
  }
  ck_assert_str_eq(got, expected);
  buffer_free(&list);
}

/* "first second:count ..." */
static void check_pairs(const struct windows *w, enum count_order by,
                        const char *expected) {
  struct buffer list;
  char got[512] = "";
  buffer_init(&list, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(windows_pairs(w, by, &list, NULL), ASSAY_OK);
  const struct window_pair *pairs = (const void *)list.data;
  for (size_t i = 0; i < list.len / sizeof *pairs; i++) {
    if (i > 0) append(got, sizeof got, ", ");
    append(got, sizeof got, table_key(&w->words->keys, pairs[i].first).ptr);
    append(got, sizeof got, " ");
    append(got, sizeof got, table_key(&w->words->keys, pairs[i].second).ptr);
    append(got, sizeof got, ":");
    append_number(got, sizeof got, pairs[i].count);
  }
  ck_assert_str_eq(got, expected);
  buffer_free(&list);
}

START_TEST(pairs_stay_in_their_sentence) {
  assay_document *d = document("War, then peace. Peace then!");
  struct windows *w = new_windows(1, 1, false);
  ck_assert_int_eq(windows_add(w, d, NULL), ASSAY_OK);
  check_pairs(w, ORDER_BY_KEY, "peace then:1, then peace:1, war then:1");
  ck_assert_int_eq(w->words->total, 5);
  ck_assert_int_eq(counter_get(w->words, S("then")), 2);
  check_near(w, table_find(&w->words->keys, S("then")), "peace:1,1 war:1,0");
  windows_free(w);
  w = new_windows(2, 2, true);
  ck_assert_int_eq(windows_add(w, d, NULL), ASSAY_OK);
  check_pairs(w, ORDER_BY_COUNT,
              "peace then:2, then peace:2, peace peace:1, war peace:1, war then:1");
  windows_free(w);
  windows_free(NULL);
  assay_document_free(d);
}
END_TEST

/* Nodes are the tokens "the League" and "League"; the comma takes no room. */
START_TEST(nodes_have_windows_of_their_own) {
  assay_document *d = document(
      "Did the League, asked Lee, fail? A League of war failed Lee.");
  /* did the league , asked lee , fail ? a league of war failed lee .
  ** 0   1   2      3 4     5   6 7    8 9 10     11 12  13     14 */
  static const assay_span nodes[] = {{1, 3}, {10, 11}};
  struct windows *w = new_windows(2, 3, false);
  ck_assert_int_eq(windows_add_around(w, d, nodes, 2, NULL), ASSAY_OK);
  ck_assert_int_eq(w->nodes, 2);
  check_near(w, WINDOWS_NODE,
             "a:1,0 asked:0,1 did:1,0 fail:0,1 failed:0,1 lee:0,1 of:0,1 war:0,1");
  check_pairs(w, ORDER_BY_KEY, "");
  ck_assert_int_eq(windows_add_around(w, d, nodes, 0, NULL), ASSAY_OK);
  ck_assert_int_eq(w->nodes, 2);
  ck_assert_int_eq(counter_get(w->words, S("league")), 4); /* the document twice */
  windows_free(w);
  assay_document_free(d);
}
END_TEST

START_TEST(windows_of_neighbouring_nodes_overlap) {
  assay_document *d = document("a b b c");
  static const assay_span nodes[] = {{1, 2}, {2, 3}};
  struct windows *w = new_windows(5, 5, false);
  ck_assert_int_eq(windows_add_around(w, d, nodes, 2, NULL), ASSAY_OK);
  check_near(w, WINDOWS_NODE, "a:2,0 b:1,1 c:0,2");
  windows_free(w);
  assay_document_free(d);
}
END_TEST

/* One sentence of random letters; every pair of places is compared. */
START_TEST(all_pairs_are_what_comparing_all_places_gives) {
  uint32_t state = 1;
  for (uint32_t span = 1; span <= 40; span += 3) {
    char text[101];
    int64_t expected[5][5] = {{0}};
    for (int i = 0; i < 50; i++) {
      state = state * 1664525u + 1013904223u;
      text[2 * i] = (char)('a' + (state >> 8) % 5);
      text[2 * i + 1] = i < 49 ? ' ' : '\0';
    }
    for (int i = 0; i < 50; i++)
      for (int k = i + 1; k < 50 && k - i <= (int)span; k++)
        expected[text[2 * i] - 'a'][text[2 * k] - 'a']++;
    assay_document *d = document(text);
    struct windows *w = new_windows(span, span, false);
    ck_assert_int_eq(windows_add(w, d, NULL), ASSAY_OK);
    for (int x = 0; x < 5; x++)
      for (int y = 0; y < 5; y++) {
        char a[] = {(char)('a' + x)}, b[] = {(char)('a' + y)};
        uint32_t first = table_find(&w->words->keys, (assay_str){a, 1});
        uint32_t second = table_find(&w->words->keys, (assay_str){b, 1});
        ck_assert_int_eq(pair_table_get(&w->pairs, first, second), expected[x][y]);
      }
    windows_free(w);
    assay_document_free(d);
  }
}
END_TEST

START_TEST(options_are_checked) {
  static const struct windows_options wrong[] = {
      {0, 0, false}, {1001, 1, false}, {1, 1001, true}};
  struct windows *w = NULL, *other = new_windows(2, 2, true);
  assay_error err;
  for (int i = 0; i < 3; i++)
    ck_assert_int_eq(windows_new(&w, &wrong[i], NULL, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message,
                   "a window is limited to 1000 words on either side, and has one");
  w = new_windows(2, 3, false);
  assay_document *d = document("a b");
  ck_assert_int_eq(windows_add(w, d, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message,
                   "without nodes a window is as large on the left, 2, as on "
                   "the right, 3");
  ck_assert_int_eq(windows_merge(w, other, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "cannot merge windows of other sizes");
  assay_document_free(d);
  windows_free(w);
  windows_free(other);
}
END_TEST

START_TEST(windows_may_be_merged_with_themselves) {
  assay_document *d = document("a b");
  struct windows *w = new_windows(1, 1, false);
  ck_assert_int_eq(windows_add(w, d, NULL), ASSAY_OK);
  ck_assert_int_eq(windows_merge(w, w, NULL), ASSAY_OK);
  check_pairs(w, ORDER_BY_KEY, "a b:2");
  ck_assert_int_eq(w->words->total, 4);
  windows_free(w);
  assay_document_free(d);
}
END_TEST

static assay_document *failing_document;

static assay_status fill(const assay_allocator *a, assay_error *err) {
  static const struct windows_options options = {20, 20, false};
  static const assay_span node = {3, 4};
  struct windows *w = NULL;
  struct buffer list;
  buffer_init(&list, a, BUFFER_NO_CEILING);
  assay_status status = windows_new(&w, &options, a, err);
  if (status == ASSAY_OK) status = windows_add(w, failing_document, err);
  if (status == ASSAY_OK) status = windows_add_around(w, failing_document, &node, 1, err);
  if (status == ASSAY_OK)
    status = windows_near(w, WINDOWS_NODE, ORDER_BY_COUNT, &list, err);
  buffer_clear(&list);
  if (status == ASSAY_OK) status = windows_pairs(w, ORDER_BY_KEY, &list, err);
  buffer_free(&list);
  windows_free(w);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  failing_document = document("a b c d e f g h i j k l m n o p q r s t u v w x y z");
  unit_fail_each(fill);
  assay_document_free(failing_document);
}
END_TEST

UNIT_MAIN("windows", pairs_stay_in_their_sentence, nodes_have_windows_of_their_own,
          windows_of_neighbouring_nodes_overlap,
          all_pairs_are_what_comparing_all_places_gives, options_are_checked,
          windows_may_be_merged_with_themselves, out_of_memory_leaves_nothing)
