/* test_entities.c - names of HTML 4.01, section 24; each can be found. */
#include "read/entities.h"

#include "unit.h"

START_TEST(names) {
  ck_assert_uint_eq(entity_find(S("eacute")), 0xE9);
  ck_assert_uint_eq(entity_find(S("Eacute")), 0xC9);
  ck_assert_uint_eq(entity_find(S("nbsp")), 0xA0);
  ck_assert_uint_eq(entity_find(S("AElig")), 0xC6);
  ck_assert_uint_eq(entity_find(S("zwnj")), 0x200C);
  ck_assert_uint_eq(entity_find(S("mdash")), 0x2014);
  ck_assert_uint_eq(entity_find(S("hearts")), 0x2665);
}
END_TEST

START_TEST(what_is_none) {
  ck_assert_uint_eq(entity_find(S("")), 0);
  ck_assert_uint_eq(entity_find(S("amp")), 0);
  ck_assert_uint_eq(entity_find(S("eacut")), 0);
  ck_assert_uint_eq(entity_find(S("eacutes")), 0);
}
END_TEST

UNIT_MAIN("entities", names, what_is_none)
