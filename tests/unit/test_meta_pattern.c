/* test_meta_pattern.c - metadata from file names: what matches, what it gives, what is
** refused, and that many stars do not make it slow. */
#include "corpus/meta_pattern.h"

#include "base/table.h"
#include "unit.h"

#include <stdio.h>

/* "name=value name=value" for what a pattern makes of a path, "no" when nothing. */
static const char *apply(const char *pattern, const char *path) {
  static char out[1024];
  struct meta_pattern *p;
  struct meta_match matches[META_PATTERN_PIECES];
  size_t count, len = 0;
  assay_error err;
  if (meta_pattern_new(&p, str_from(pattern), NULL, &err) != ASSAY_OK) {
    snprintf(out, sizeof out, "%s", err.message);
    return out;
  }
  out[0] = '\0';
  if (!meta_pattern_match(p, str_from(path), matches, &count))
    snprintf(out, sizeof out, "no");
  else
    for (size_t i = 0; i < count; i++)
      len += (size_t)snprintf(out + len, sizeof out - len, "%s%.*s=%.*s", i ? " " : "",
                              (int)matches[i].field.len, matches[i].field.ptr,
                              (int)matches[i].value.len, matches[i].value.ptr);
  meta_pattern_free(p);
  return out;
}

#define check(pattern, path, expected) ck_assert_str_eq(apply(pattern, path), expected)

START_TEST(text_is_the_shortest_that_fits) {
  check("{unit}_{party}", "x/lon_lab.txt", "unit=lon party=lab");
  check("{unit}_{party}", "lon_lab_con.txt", "unit=lon party=lab_con");
  check("{unit}_{year:int}_{party}", "west_ham_1935_lab.txt",
        "unit=west_ham year=1935 party=lab");
  check("{a}_{b}", "_x.txt", "no");
  check("{a}_{b}", "x_.txt", "no");
  check("{a}_{b}", "x.txt", "no");
  check("{a:text}-{b}", "x-y", "a=x b=y");
  check("{ a }", "x y.txt", "a=x y");
}
END_TEST

START_TEST(the_extension_may_be_left_out) {
  check("{name}", "a/smith.txt", "name=smith");
  check("{name}.txt", "a/smith.txt", "name=smith");
  check("{name}.txt", "a/smith.md", "no");
  check("{name}.{kind}", "smith.letter.txt", "name=smith kind=letter");
  check("{name}.{kind}", "smith.txt", "name=smith kind=txt");
  check("{name}", "smith", "name=smith");
  check("{name}", ".hidden", "name=.hidden");
  check("{date:%Y-%m-%d}_{president}.txt", "sotu/1790-01-08_Washington.txt",
        "date=1790-01-08 president=Washington");
}
END_TEST

START_TEST(integers_and_numbers_are_digits) {
  check("{n:int}", "0012.txt", "n=0012");
  check("{n:int}", "12a.txt", "no");
  check("{n:int}", "-12.txt", "no");
  check("{unit}-{n:int}", "doc-12.txt", "unit=doc n=12");
  check("{unit}{n:int}", "doc12.txt", "unit=doc n=12");
  check("{n:int}{rest}", "12b.txt", "n=12 rest=b");
  check("{n:int}{m:int}", "123.txt", "n=12 m=3");
  check("v{n:number}", "v1.25.txt", "n=1.25");
  check("v{n:number}", "v1.25", "n=1.25"); /* ".25" is no extension */
  check("v{n:number}.txt", "v1.txt", "n=1");
  check("v{n:number}.{m:int}x", "v1.2.3x", "n=1.2 m=3");
  check("v{n:number}.{m:int}x", "v1.2x", "n=1 m=2");
}
END_TEST

START_TEST(dates_come_out_normalised) {
  check("{d:%Y-%m-%d}", "1935-03-04.txt", "d=1935-03-04");
  check("{d:%d.%m.%Y}x", "4.3.1935x", "d=1935-03-04");
  check("{d:%Y%m%d}_{t}", "19350304_a.txt", "d=1935-03-04 t=a");
  check("{d:%Y%m%d%H%M}", "193503042359.txt", "d=1935-03-04");
  check("{d:%Y%m%d%H%M}", "193503042460.txt", "no");
  check("{d:%d %B %Y}", "4 March 1935.txt", "d=1935-03-04");
  check("{d:%d %b %Y}", "30 SEP 1938.txt", "d=1938-09-30");
  check("{d:%b%Y}", "september1938.txt", "d=1938-09");
  check("{d:%Y}", "1938.txt", "d=1938");
  check("{d:%y-%m}", "69-12.txt", "d=1969-12");
  check("{d:%y-%m}", "68-12.txt", "d=2068-12");
  check("{d:%m-%d}", "3-4.txt", "d=3-4");
  check("{d:100%% %Y}", "100% 1935.txt", "d=1935");
  check("{d:%Y-%m-%d}", "1935-02-29.txt", "no");
  check("{d:%Y-%m-%d}", "1935-13-01.txt", "no");
  check("{d:%Y-%m-%d}", "35-01-01.txt", "no");
  check("{d:%Y-%m-%d}", "0000-01-01.txt", "no");
  check("{d:%b}", "mai.txt", "no");
  check("{d:%Y-%m}", "1935-", "no");
}
END_TEST

START_TEST(slashes_reach_into_folders) {
  check("{year:int}/{name}", "a/b/1935/smith.txt", "year=1935 name=smith");
  check("{year:int}/{name}", "1935/smith.txt", "year=1935 name=smith");
  check("{year:int}/{name}", "smith.txt", "no");
  check("{year:int}.{name}", "1790.Adams", "year=1790 name=Adams");
  check("{a}/{b}/{c}", "x/y/z.txt", "a=x b=y c=z");
  check("{name}", "x/y.txt", "name=y");
  check("*/{name}", "x/y.txt", "name=y");
  check("/{name}", "/y.txt", "name=y");
}
END_TEST

START_TEST(stars_and_nameless_fields_give_nothing) {
  check("*_{b}", "x_y.txt", "b=y");
  check("*{b:int}*", "abc12def.txt", "b=12");
  check("{}_{b}", "x_y.txt", "b=y");
  check("{_}_{b}", "x_y.txt", "b=y");
  check("{:int}_{b}", "x_y.txt", "no");
  check("{:int}_{b}", "12_y.txt", "b=y");
  check("**{b}**", "x", "b=x");
}
END_TEST

START_TEST(mistakes_name_the_place) {
  check("{a", "", "metadata pattern: no '}' for '{' at 1");
  check("ab_{a", "", "metadata pattern: no '}' for '{' at 4");
  check("{a}}", "", "metadata pattern: no '{' for '}' at 4");
  check("{a{b}", "", "metadata pattern: '{' in a name at 2");
  check("{a/b}", "", "metadata pattern: '/' in a name at 2");
  check("{file}", "", "metadata pattern: the reserved name 'file' at 2");
  check("{a}_{a}", "", "metadata pattern: second field 'a' at 6");
  check("{year:float}", "",
        "metadata pattern: unknown type 'float' at 7 (known: text, int, number, a date "
        "like %Y-%m-%d)");
  check(
      "{d:%Y-%q}", "",
      "metadata pattern: unknown date part in '%Y-%q' at 7 (known: %Y %y %m %d %H %M %b "
      "%B)");
  check("{d:%Y%}", "", "metadata pattern: nothing after '%' at 6");
  check("{d:%Y/%m}", "", "metadata pattern: a slash in a date at 6");
  check("abc", "", "metadata pattern: no field like {year} in 'abc'");
  check("", "", "metadata pattern: no field like {year} in ''");
  assay_error err;
  struct meta_pattern *p;
  ck_assert_int_eq(meta_pattern_new(&p, S("ab{"), NULL, &err), ASSAY_EARG);
  ck_assert_uint_eq(err.offset, 2);
  char many[100] = "";
  for (size_t i = 0; i < 33; i++) memcpy(many + 3 * i, "{}-", 4);
  ck_assert_int_eq(meta_pattern_new(&p, str_from(many), NULL, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "metadata pattern: more than 64 pieces");
}
END_TEST

/* Plain backtracking would try 500 over 30 ways: more than there are atoms. */
START_TEST(many_stars_stay_quick) {
  char pattern[128] = "", name[501];
  for (size_t i = 0; i < 30; i++) memcpy(pattern + 2 * i, "*a", 2);
  memcpy(pattern + 60, "{x}b", 5);
  memset(name, 'a', 500);
  name[500] = '\0';
  check(pattern, name, "no");
}
END_TEST

START_TEST(names_that_are_too_long_do_not_match) {
  static char name[1100];
  memset(name, 'a', 1024);
  ck_assert_str_ne(apply("{x}", name), "no");
  name[1024] = 'a';
  check("{x}", name, "no");
}
END_TEST

static assay_status make(const assay_allocator *a, assay_error *err) {
  struct meta_pattern *p;
  assay_status status = meta_pattern_new(&p, S("{a}_{b:int}"), a, err);
  if (status == ASSAY_OK) meta_pattern_free(p);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(make);
}
END_TEST

UNIT_MAIN("meta_pattern", text_is_the_shortest_that_fits, the_extension_may_be_left_out,
          integers_and_numbers_are_digits, dates_come_out_normalised,
          slashes_reach_into_folders, stars_and_nameless_fields_give_nothing,
          mistakes_name_the_place, many_stars_stay_quick,
          names_that_are_too_long_do_not_match, out_of_memory_leaves_nothing)
