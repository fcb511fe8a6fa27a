/* test_lua_lexer.c - the words of Lua sources, also of broken ones. */
#include "engine/lua_lexer.h"

#include "base/buffer.h"
#include "base/table.h"
#include "unit.h"

/* "name:a keyword:local string:x other:==@3": a kind, the text, the line where it is
** another one than that of the token before. */
static const char *tokens(const char *source) {
  static const char *const kinds[] = {"end", "n", "k", "s", "o"};
  static char all[4096];
  struct buffer out;
  struct lexer lexer = lexer_begin((assay_str){source, strlen(source)});
  uint32_t line = 1;
  buffer_init(&out, NULL, sizeof all - 1);
  for (struct token t; (t = lexer_next(&lexer)).kind != TOKEN_END;) {
    buffer_addf(&out, "%s%s:%.*s", out.len > 0 ? " " : "", kinds[t.kind], (int)t.text.len,
                t.text.ptr);
    if (t.line != line) buffer_addf(&out, "@%u", (unsigned)t.line);
    line = t.line;
  }
  ck_assert_int_eq(lexer_next(&lexer).kind, TOKEN_END); /* again and again */
  assay_str text = buffer_str(&out);
  memcpy(all, text.ptr, text.len);
  all[text.len] = '\0';
  buffer_free(&out);
  return all;
}

START_TEST(names_keywords_and_signs) {
  ck_assert_str_eq(tokens("local _x1, y = assay.fold(x) -- done"),
                   "k:local n:_x1 o:, n:y o:= n:assay o:. n:fold o:( n:x o:)");
  ck_assert_str_eq(tokens("goto done ::done:: function t:m(...) return end"),
                   "k:goto n:done o::: n:done o::: k:function n:t o:: n:m o:( o:... o:) "
                   "k:return k:end");
  ck_assert_str_eq(tokens("a..b a~=b a//b a<<b a>=b a=b # t"),
                   "n:a o:.. n:b n:a o:~= n:b n:a o:// n:b n:a o:<< n:b n:a o:>= n:b n:a "
                   "o:= n:b o:# n:t");
  ck_assert_str_eq(tokens("ending _end end1 end"), "n:ending n:_end n:end1 k:end");
}
END_TEST

START_TEST(strings_of_every_form) {
  ck_assert_str_eq(tokens("'a' \"b'c\" 'd\\'e'"), "s:a s:b'c s:d\\'e");
  ck_assert_str_eq(tokens("'a\\\\' b"), "s:a\\\\ n:b");
  ck_assert_str_eq(tokens("[[long]] [==[ ]] ]=] ]==] x"), "s:long s: ]] ]=]  n:x");
  ck_assert_str_eq(tokens("t[1] t[ [[k]] ]"), "n:t o:[ o:1 o:] n:t o:[ s:k o:]");
  ck_assert_str_eq(tokens("t[=1]"), "n:t o:[ o:= o:1 o:]");
}
END_TEST

START_TEST(numbers_are_one_token) {
  ck_assert_str_eq(tokens("3 0x.8p-3 1e+5 .5 3.14e-2 0xA"),
                   "o:3 o:0x.8p-3 o:1e+5 o:.5 o:3.14e-2 o:0xA");
  ck_assert_str_eq(tokens("a-1 0xe-1 1 ..2"), "n:a o:- o:1 o:0xe o:- o:1 o:1 o:.. o:2");
}
END_TEST

START_TEST(lines_are_counted_in_comments_and_strings) {
  ck_assert_str_eq(tokens("a\nb\r\nc"), "n:a n:b@2 n:c@3");
  ck_assert_str_eq(tokens("--[[ x\ny\n]] a --[==[\n]]\n]==] b -- [[\nc"),
                   "n:a@3 n:b@5 n:c@6");
  ck_assert_str_eq(tokens("x = [[\n\n]] y 'a\\\nb' z"),
                   "n:x o:= s:\n\n n:y@3 s:a\\\nb n:z@4");
}
END_TEST

START_TEST(a_mark_and_a_line_for_the_shell_are_passed) {
  ck_assert_str_eq(tokens("\xEF\xBB\xBFx"), "n:x");
  ck_assert_str_eq(tokens("#!/usr/bin/assay run\nx"), "n:x@2");
  ck_assert_str_eq(tokens("\xEF\xBB\xBF# a line\nx"), "n:x@2");
  ck_assert_str_eq(tokens("#"), "");
}
END_TEST

START_TEST(broken_sources_end) {
  ck_assert_str_eq(tokens(""), "");
  ck_assert_str_eq(tokens("'open"), "s:open");
  ck_assert_str_eq(tokens("'open\\"), "s:open\\");
  ck_assert_str_eq(tokens("[[open"), "s:open");
  ck_assert_str_eq(tokens("--[[open"), "");
  ck_assert_str_eq(tokens("[="), "o:[ o:=");
  ck_assert_str_eq(tokens("0x"), "o:0x");
  ck_assert_str_eq(tokens("\x01 \xC3\xA9"), "o:\x01 o:\xC3 o:\xA9");
  struct lexer lexer = lexer_begin((assay_str){NULL, 0});
  ck_assert_int_eq(lexer_next(&lexer).kind, TOKEN_END);
}
END_TEST

START_TEST(a_copy_looks_ahead) {
  struct lexer lexer = lexer_begin(S("a b")), ahead = lexer;
  lexer_next(&ahead);
  ck_str(lexer_next(&ahead).text, "b");
  ck_str(lexer_next(&lexer).text, "a");
}
END_TEST

UNIT_MAIN("lua_lexer", names_keywords_and_signs, strings_of_every_form,
          numbers_are_one_token, lines_are_counted_in_comments_and_strings,
          a_mark_and_a_line_for_the_shell_are_passed, broken_sources_end,
          a_copy_looks_ahead)
