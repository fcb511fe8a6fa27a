/*
** l_date.c - days of the Gregorian calendar, years 1 to 9999, as plain values: they
** compare, subtract and print, and know nothing of time zones or of today.
*/
#include "corpus/metadata.h"
#include "lua/binding.h"

#include <string.h>

struct date {
  int year, month, day;
};

static const int month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_before_month(int year, int month) {
  int days = 0;
  for (int m = 1; m < month; m++) days += month_days[m - 1] + (m == 2 && is_leap(year));
  return days;
}

/* Days since the last day of the year 0; 1 January 1 is 1, a Monday. */
static lua_Integer day_number(const struct date *d) {
  lua_Integer before = d->year - 1;
  return before * 365 + before / 4 - before / 100 + before / 400 +
         days_before_month(d->year, d->month) + d->day;
}

static struct date from_number(lua_Integer number) {
  struct date d = {(int)(number / 366) + 1, 1, 1};
  while (day_number(&(struct date){d.year + 1, 1, 1}) <= number) d.year++;
  while (d.month < 12 && day_number(&(struct date){d.year, d.month + 1, 1}) <= number)
    d.month++;
  d.day = (int)(number - day_number(&d)) + 1;
  return d;
}

static int push_date(lua_State *L, struct date d) {
  struct date *handle = lua_newuserdatauv(L, sizeof *handle, 0);
  *handle = d;
  class_set(L, &date_class);
  return 1;
}

static const struct date *check_date(lua_State *L, int arg) {
  return class_check(L, arg, &date_class);
}

/* So many digits at `at`, or -1. */
static int digits(assay_str s, size_t at, size_t count) {
  int value = 0;
  if (at + count > s.len) return -1;
  for (size_t i = at; i < at + count; i++) {
    if (s.ptr[i] < '0' || s.ptr[i] > '9') return -1;
    value = value * 10 + (s.ptr[i] - '0');
  }
  return value;
}

/* YYYY-MM-DD, also with slashes, also with a time behind it. */
static bool read_iso(assay_str s, struct date *out) {
  if (s.len < 10 || (s.ptr[4] != '-' && s.ptr[4] != '/') || s.ptr[7] != s.ptr[4])
    return false;
  if (s.len > 10 && s.ptr[10] != 'T' && s.ptr[10] != ' ') return false;
  *out = (struct date){digits(s, 0, 4), digits(s, 5, 2), digits(s, 8, 2)};
  return metadata_is_day(out->year, out->month, out->day);
}

/* assay.date("1936-03-07") or assay.date(1936, 3, 7); nil and a message for another. */
int new_date(lua_State *L) {
  struct date d;
  if (lua_type(L, 1) == LUA_TSTRING) {
    if (read_iso(check_str(L, 1), &d)) return push_date(L, d);
    lua_pushnil(L);
    lua_pushfstring(L, "'%s' is not a day written as 1936-03-07", lua_tostring(L, 1));
    return 2;
  }
  lua_Integer year = luaL_checkinteger(L, 1), month = luaL_optinteger(L, 2, 1),
              day = luaL_optinteger(L, 3, 1);
  if (year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31) {
    d = (struct date){(int)year, (int)month, (int)day};
    if (metadata_is_day(d.year, d.month, d.day)) return push_date(L, d);
  }
  lua_pushnil(L);
  lua_pushfstring(L, "there is no day %I-%I-%I", year, month, day);
  return 2;
}

/* date:plus(days) */
static int method_plus(lua_State *L) {
  lua_Integer most = day_number(&(struct date){9999, 12, 31});
  lua_Integer days = luaL_checkinteger(L, 2), number = day_number(check_date(L, 1));
  luaL_argcheck(L, days >= 1 - number && days <= most - number, 2,
                "out of the years 1 to 9999");
  return push_date(L, from_number(number + days));
}

/* date:days_to(other) */
static int method_days_to(lua_State *L) {
  lua_pushinteger(L, day_number(check_date(L, 2)) - day_number(check_date(L, 1)));
  return 1;
}

static int get_year(lua_State *L) {
  lua_pushinteger(L, check_date(L, 1)->year);
  return 1;
}

static int get_month(lua_State *L) {
  lua_pushinteger(L, check_date(L, 1)->month);
  return 1;
}

static int get_day(lua_State *L) {
  lua_pushinteger(L, check_date(L, 1)->day);
  return 1;
}

static int get_decade(lua_State *L) {
  lua_pushinteger(L, check_date(L, 1)->year / 10 * 10);
  return 1;
}

static int get_weekday(lua_State *L) {
  lua_pushinteger(L, (day_number(check_date(L, 1)) - 1) % 7 + 1);
  return 1;
}

static int get_yearday(lua_State *L) {
  const struct date *d = check_date(L, 1);
  lua_pushinteger(L, days_before_month(d->year, d->month) + d->day);
  return 1;
}

static int date_tostring(lua_State *L) {
  const struct date *d = check_date(L, 1);
  const int parts[] = {d->year / 1000, d->year / 100, d->year / 10, d->year,
                       d->month / 10,  d->month,      d->day / 10,  d->day};
  char text[] = "0000-00-00";
  static const int places[] = {0, 1, 2, 3, 5, 6, 8, 9};
  for (int i = 0; i < 8; i++) text[places[i]] = (char)('0' + parts[i] % 10);
  lua_pushstring(L, text);
  return 1;
}

static int date_eq(lua_State *L) {
  lua_pushboolean(L, day_number(check_date(L, 1)) == day_number(check_date(L, 2)));
  return 1;
}

static int date_lt(lua_State *L) {
  lua_pushboolean(L, day_number(check_date(L, 1)) < day_number(check_date(L, 2)));
  return 1;
}

static int date_le(lua_State *L) {
  lua_pushboolean(L, day_number(check_date(L, 1)) <= day_number(check_date(L, 2)));
  return 1;
}

static const luaL_Reg methods[] = {
    {"days_to", method_days_to}, {"plus", method_plus}, {NULL, NULL}};
static const luaL_Reg getters[] = {{"day", get_day},     {"decade", get_decade},
                                   {"month", get_month}, {"weekday", get_weekday},
                                   {"year", get_year},   {"yearday", get_yearday},
                                   {NULL, NULL}};
static const luaL_Reg meta[] = {{"__eq", date_eq},
                                {"__le", date_le},
                                {"__lt", date_lt},
                                {"__tostring", date_tostring},
                                {NULL, NULL}};

const struct class date_class = {"date", methods, getters, NULL, meta};
