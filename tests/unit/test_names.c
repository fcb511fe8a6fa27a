/* test_names.c - names as pieces, and whom a surname means. */
#include "quote/names.h"
#include "quote/people.h"
#include "unit.h"

static void read(struct passage *p, const char *text) {
  struct drafts none = {.count = 0};
  assay_str s = {text, strlen(text)};
  passage_init(p, s, NULL);
  ck_assert_int_eq(passage_read(p, 0, (uint32_t)s.len, &none, 0, -1, NULL), ASSAY_OK);
}

/* The names of a text with | between them. */
static void check_names(const char *text, const char *expected) {
  struct passage p;
  char out[256];
  size_t n = 0;
  read(&p, text);
  for (size_t i = 0; i < p.count; i++) {
    if (p.items[i].type != PIECE_NAME) continue;
    if (n > 0) out[n++] = '|';
    size_t len = p.items[i].end - p.items[i].begin;
    memcpy(out + n, text + p.items[i].begin, len);
    n += len;
  }
  out[n] = '\0';
  ck_assert_str_eq(out, expected);
  passage_free(&p);
}

START_TEST(names_are_joined) {
  check_names("then Olga Marden and Osric Pym", "Olga Marden|Osric Pym");
  check_names("by E. H. Thale and P. Q. R. Vane", "E. H. Thale|P. Q. R. Vane");
  check_names("for Ilse von Hagen or for van Dorn", "Ilse von Hagen|van Dorn");
  check_names("Mr. Pym met Dr Thale and Lady Agnes Crale",
              "Mr. Pym|Dr Thale|Lady Agnes Crale");
  check_names("as Marden’s book and Crale-Vane's", "Marden|Crale-Vane");
  check_names("the Western Beacon said on Monday", "Western Beacon");
  check_names("It rained. The war went on. In May nothing happened.", "");
}
END_TEST

/* Whom the last name of the text means. */
static void check_person(const char *text, const char *expected, bool ambiguous) {
  struct passage p;
  struct people people;
  read(&p, text);
  people_init(&people, NULL);
  ck_assert_int_eq(people_add(&people, &p, NULL), ASSAY_OK);
  size_t last = p.count;
  while (last > 0 && p.items[last - 1].type != PIECE_NAME) last--;
  uint32_t person = people_find(&people, &p, last - 1);
  ck_assert_uint_ne(person, PERSON_NONE);
  ck_str(people_name(&people, people_resolve(&people, person)), expected);
  ck_assert_int_eq(people.items[person].ambiguous, ambiguous);
  people_free(&people);
  passage_free(&p);
}

START_TEST(surnames_mean_the_fullest_name) {
  check_person("as Olga Marden said, and Marden", "Olga Marden", false);
  check_person("as Olga Marden said, and O. Marden", "Olga Marden", false);
  check_person("as Olga Marden said, and Olga", "Olga Marden", false);
  check_person("as Olga\n  Marden said, and Marden", "Olga Marden", false);
  check_person("as Pym said, and Marden", "Marden", false);
}
END_TEST

START_TEST(two_people_of_one_name_stay_apart) {
  check_person("as Olga Marden and Hugo Marden said, and Marden", "Marden", true);
  check_person("as Olga Marden and Hugo Marden said, and H. Marden", "Hugo Marden",
               false);
  check_person("as Mrs Marden and Hugo Marden said, and Mr Marden", "Hugo Marden", false);
}
END_TEST

UNIT_MAIN("names", names_are_joined, surnames_mean_the_fullest_name,
          two_people_of_one_name_stay_apart)
