/* test_names.c - which names a script uses, and whose they are. */
#include "engine/names.h"

#include "base/buffer.h"
#include "unit.h"

static const char *const owners[] = {"",    "global", "local", "assay", "args",
                                     "doc", "meta",   "hit",   "quote", "out"};

static void write_use(void *ctx, const struct name_use *use) {
  struct buffer *out = ctx;
  if (use->owner == OWNER_LOCAL) return;
  buffer_addf(out, "%u:%s%s%.*s%s ", (unsigned)use->line, owners[use->owner],
              use->owner == OWNER_NONE ? ""
              : use->method            ? ":"
                                       : ".",
              (int)use->name.len, use->name.ptr, use->assigned ? "=" : "");
}

/* "line:owner.name ..." of all that is not somebody's local. */
static const char *names(const char *source) {
  static char text[4096];
  struct buffer out;
  assay_error err;
  buffer_init(&out, NULL, sizeof text - 1);
  ck_assert_int_eq(names_scan((assay_str){source, strlen(source)}, write_use, &out, &err),
                   ASSAY_OK);
  assay_str made = buffer_str(&out);
  memcpy(text, made.ptr, made.len);
  text[made.len] = '\0';
  buffer_free(&out);
  return text;
}

START_TEST(globals_are_read_and_assigned) {
  ck_assert_str_eq(names("x = y"), "1:x= 1:y ");
  ck_assert_str_eq(names("a, b.c = 1"), "1:a= 1:b 1:global.c= ");
  ck_assert_str_eq(names("function f() end function t.g() end function t:h() end"),
                   "1:f= 1:t 1:t ");
  ck_assert_str_eq(names("print(string.rep, math['pi'])"),
                   "1:print 1:string 1:global.rep 1:math 1:global.pi ");
}
END_TEST

START_TEST(locals_are_visible_after_their_statement) {
  ck_assert_str_eq(names("local x = x; x = x"), "1:x ");
  ck_assert_str_eq(names("local function f() return f end"), "");
  ck_assert_str_eq(names("local f = function() return f end"), "1:f ");
  ck_assert_str_eq(names("local x <const>, y <close> = 1, z return x, y"), "1:z ");
  ck_assert_str_eq(names("do local x end x()"), "1:x ");
}
END_TEST

START_TEST(blocks_end_scopes) {
  ck_assert_str_eq(names("for i = 1, n do g(i) end h(i)"), "1:n 1:g 1:h 1:i ");
  ck_assert_str_eq(names("for k, v in pairs(k) do u = v end"), "1:pairs 1:k 1:u= ");
  ck_assert_str_eq(names("repeat local x until x"), "");
  ck_assert_str_eq(names("while x do local x end if x then local y elseif y then\n"
                         "else y() end"),
                   "1:x 1:x 1:y 2:y ");
  ck_assert_str_eq(names("local function f(a, ...) return a, ... end return a"), "1:a ");
  ck_assert_str_eq(names("local t = {} function t:m() return self end return self"),
                   "1:self ");
}
END_TEST

START_TEST(what_is_no_name_is_none) {
  ck_assert_str_eq(names("-- x\n--[==[ y ]]\n]==] return 'z', \"\\\"w\", [[v]], 0x1p-3"),
                   "");
  ck_assert_str_eq(names("goto done ::done:: return { key = 1, [k] = 2; 3 }"), "1:k ");
  ck_assert_str_eq(names("return 1 .. 2, 3 ..a, not -#~b"), "1:a 1:b ");
  ck_assert_str_eq(names("#!/usr/bin/assay x\nreturn y"), "2:y ");
  ck_assert_str_eq(names("\xEF\xBB\xBFreturn y"), "1:y ");
}
END_TEST

#define SCRIPT(body) "local assay = require 'assay' return assay.analysis { " body " }"

START_TEST(parameters_of_an_analysis_are_known) {
  ck_assert_str_eq(names(SCRIPT("new = function(a) return assay.rows, a.by end")),
                   "1:require 1:assay.analysis 1:assay.rows 1:args.by ");
  ck_assert_str_eq(names(SCRIPT("map = function(acc, d, a)\n"
                                "for h in d:find(a['x-y']) do g = h.text end\n"
                                "for q in d:quotes() do q:explain() end\n"
                                "return d.meta.year end")),
                   "1:require 1:assay.analysis 2:doc:find 2:args.x-y 2:g= 2:hit.text "
                   "3:doc:quotes 3:quote:explain 4:doc.meta 4:meta.year ");
  ck_assert_str_eq(names(SCRIPT("report = function(_, a, o) o:table(a.x) end")),
                   "1:require 1:assay.analysis 1:out:table 1:args.x ");
  ck_assert_str_eq(names(SCRIPT("needs = { map = function(acc, d) return d.x end }")),
                   "1:require 1:assay.analysis 1:doc.x ");
  ck_assert_str_eq(names(SCRIPT("other = { map = function(acc, d) return d.x end }")),
                   "1:require 1:assay.analysis ");
  ck_assert_str_eq(names("local t = { map = function(acc, d) return d.x end }"), "");
}
END_TEST

START_TEST(args_given_away_are_told) {
  ck_assert_str_eq(names(SCRIPT("new = function(a) return f(a), a[k] end")),
                   "1:require 1:assay.analysis 1:f 1:args. 1:args. 1:k ");
}
END_TEST

static void ignore(void *ctx, const struct name_use *use) {
  (void)ctx;
  (void)use;
}

START_TEST(depth_is_limited) {
  char source[4096];
  assay_error err;
  memset(source, '(', sizeof source);
  ck_assert_int_eq(names_scan((assay_str){source, sizeof source}, ignore, NULL, &err),
                   ASSAY_ELIMIT);
}
END_TEST

/* No Lua at all: it ends, whatever is visited. */
START_TEST(any_bytes_end) {
  static const char *const odd[] = {
      "end end until",    "local",         "for in", "x.", "[[",
      "function(",        "{ [",           "'abc\\", "a[", "--[[",
      "local function f", "return return", ")",      "::"};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) names(odd[i]);
}
END_TEST

UNIT_MAIN("names", globals_are_read_and_assigned,
          locals_are_visible_after_their_statement, blocks_end_scopes,
          what_is_no_name_is_none, parameters_of_an_analysis_are_known,
          args_given_away_are_told, depth_is_limited, any_bytes_end)
