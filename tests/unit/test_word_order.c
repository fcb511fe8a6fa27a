/* test_word_order.c - against the C library's sort, on words that begin alike. */
#include "count/word_order.h"

#include "base/table.h"
#include "unit.h"

START_TEST(the_first_eight_bytes_are_a_number) {
  ck_assert_uint_eq(word_first_bytes(S("")), 0);
  ck_assert_uint_eq(word_first_bytes(S("a")), 0x6100000000000000u);
  ck_assert_uint_eq(word_first_bytes(S("abcdefg")), 0x6162636465666700u);
  ck_assert_uint_eq(word_first_bytes(S("abcdefgh")), 0x6162636465666768u);
  ck_assert_uint_eq(word_first_bytes(S("abcdefghi")), 0x6162636465666768u);
  ck_assert_uint_eq(word_first_bytes(S("\xFF\0\x01")), 0xFF00010000000000u);
}
END_TEST

enum { WORDS = 12000, LONGEST = 20 }; /* enough for threads */

struct list {
  char bytes[WORDS][LONGEST];
  assay_str words[WORDS];
  struct word_place places[WORDS];
};

/* Words of three letters, NUL among them, the first `alike` bytes of all the same. */
static void make_words(struct list *list, uint32_t alike) {
  uint32_t state = 7;
  for (uint32_t i = 0; i < WORDS; i++) {
    state = state * 1664525u + 1013904223u;
    const size_t len = alike + (state >> 8) % (LONGEST - alike + 1);
    for (size_t k = 0; k < len; k++) {
      state = state * 1664525u + 1013904223u;
      list->bytes[i][k] = k < alike ? 'x' : "\0a\xE9"[(state >> 8) % 3];
    }
    list->words[i] = (assay_str){list->bytes[i], len};
    list->places[i] = (struct word_place){word_first_bytes(list->words[i]), i, 0};
  }
}

static int compare(const void *a, const void *b) {
  return str_compare(*(const assay_str *)a, *(const assay_str *)b);
}

START_TEST(words_come_in_the_order_of_their_bytes) {
  static struct list list;
  static assay_str expected[WORDS];
  for (uint32_t alike = 0; alike <= 12; alike += 4) {
    for (size_t threads = 0; threads < 4; threads++) {
      struct crew *crew = crew_new(threads);
      make_words(&list, alike);
      memcpy(expected, list.words, sizeof expected);
      qsort(expected, WORDS, sizeof *expected, compare);
      ck_assert_int_eq(word_order_sort(list.places, WORDS, list.words, crew, NULL, NULL),
                       ASSAY_OK);
      for (size_t i = 0; i < WORDS; i++)
        ck_assert(str_equal(list.words[list.places[i].id], expected[i]));
      crew_free(crew);
    }
  }
}
END_TEST

START_TEST(none_and_one_are_sorted) {
  assay_str word = S("a");
  struct word_place place = {word_first_bytes(word), 0, 0};
  ck_assert_int_eq(word_order_sort(NULL, 0, NULL, NULL, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(word_order_sort(&place, 1, &word, NULL, NULL, NULL), ASSAY_OK);
  ck_assert_uint_eq(place.id, 0);
}
END_TEST

static assay_status sort_some(const assay_allocator *a, assay_error *err) {
  static struct list list;
  make_words(&list, 12);
  return word_order_sort(list.places, 100, list.words, NULL, a, err);
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(sort_some);
}
END_TEST

UNIT_MAIN("word_order", the_first_eight_bytes_are_a_number,
          words_come_in_the_order_of_their_bytes, none_and_one_are_sorted,
          out_of_memory_leaves_nothing)
