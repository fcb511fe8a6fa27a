/* test_console.c - Lua line by line: what lines show, what goes on on the next line, what
** stays, completion, and limits of each line. */
#include "engine/console.h"

#include "temp_folder.h"
#include "unit.h"

#include <stdatomic.h>

static const char nothing[] = "local assay = require 'assay'\n"
                              "return assay.analysis { name = 'n', summary = 's',\n"
                              "  new = print, map = print, report = print }\n";

static struct temp temp;
static struct script *script;
static struct corpus *corpus;
static struct run_options run;
static struct console_options options;
static struct console *console;
static struct buffer out;
static assay_error failure;
static char problems[1024];
static bool has_binary; /* c.txt is no text */

static void tell_problem(void *ctx, assay_str name, assay_str message) {
  (void)ctx;
  size_t used = strlen(problems);
  snprintf(problems + used, sizeof problems - used, "%.*s: %.*s\n", (int)name.len,
           name.ptr, (int)message.len, message.ptr);
}

static void take_line(void *ctx, assay_str line) {
  (void)ctx;
  buffer_addf(&out, "printed %.*s\n", (int)line.len, line.ptr);
}

static void begin(const char *input) {
  problems[0] = '\0';
  temp_enter(&temp);
  temp_put("a.txt", "Peace and war.");
  temp_put("b.txt", "War again, and \"peace\".");
  FILE *binary = has_binary ? fopen("c.txt", "wb") : NULL;
  for (int i = 0; binary && i < 4000; i++) fputc(i % 7, binary);
  if (binary) fclose(binary);
  buffer_init(&out, NULL, 1 << 20);
  ck_assert_int_eq(script_load_source(&script, S("n"),
                                      (assay_str){nothing, sizeof nothing - 1}, NULL,
                                      NULL),
                   ASSAY_OK);
  run = (struct run_options){.time_limit = 0.2, .print = take_line};
  if (input) ck_assert_int_eq(corpus_open(&corpus, NULL, &input, 1, &failure), ASSAY_OK);
  run.corpus = input ? corpus : NULL;
  options = (struct console_options){.script = script, .run = &run};
  ck_assert_msg(console_open(&console, &options, tell_problem, NULL, &failure) ==
                    ASSAY_OK,
                "%s", failure.message);
}

static void end(void) {
  console_close(console);
  corpus_free(corpus);
  corpus = NULL;
  script_free(script);
  buffer_free(&out);
  temp_leave(&temp);
}

/* What the line shows; the message of its failure; "..." when it is a beginning. */
static const char *line(const char *text) {
  static char shown[8192];
  bool more = false;
  buffer_clear(&out);
  assay_status status = console_run(console, (assay_str){text, strlen(text)}, &more, &out,
                                    &failure);
  if (status != ASSAY_OK) return failure.message;
  if (more) return "...";
  assay_str made = buffer_str(&out);
  ck_assert_uint_lt(made.len, sizeof shown);
  memcpy(shown, made.ptr, made.len);
  shown[made.len] = '\0';
  return shown;
}

static void ck_line(const char *text, const char *piece) {
  const char *shown = line(text);
  ck_assert_msg(strstr(shown, piece) != NULL, "'%s' is not in '%s'", piece, shown);
}

START_TEST(expressions_and_statements) {
  begin(NULL);
  ck_assert_str_eq(line("1 + 1"), "2\n");
  ck_assert_str_eq(line("= 1 + 1"), "2\n");
  ck_assert_str_eq(line("1, 'x'"), "1\n\"x\"\n");
  ck_assert_str_eq(line("x = 7"), "");
  ck_assert_str_eq(line("local y = x * 2"), "");
  ck_assert_str_eq(line("y"), "14\n"); /* a local would be gone with its line */
  ck_assert_str_eq(line("for i = 1, 2 do print(i) end"), "printed 1\nprinted 2\n");
  ck_assert_str_eq(line(""), "");
  ck_assert_str_eq(line("nil"), "nil\n");
  ck_assert_str_eq(line("-- a remark"), "");
  ck_assert_uint_eq(console_documents(console), 0);
  end();
}
END_TEST

START_TEST(beginnings_wait_for_their_end) {
  begin(NULL);
  ck_assert_str_eq(line("for i = 1, 2 do"), "...");
  ck_assert_str_eq(line("f("), "...");
  ck_assert_str_eq(line("x = {"), "...");
  ck_assert_str_eq(line("s = [[one"), "...");
  ck_assert_str_eq(line("1 +"), "...");
  ck_assert_str_eq(line("x = {\n1 }\n"), "");
  ck_line("x = }", "unexpected symbol");
  end();
}
END_TEST

START_TEST(errors_show_the_line_and_nothing_is_lost) {
  begin(NULL);
  ck_assert_str_eq(line("x = 1"), "");
  ck_line("foo", "the global 'foo' is not defined");
  ck_line("foo", "    1 | foo\n      | ^^^");
  ck_line("error({ message = 'mine' })", "mine");
  ck_line("while true do end", "the time limit was reached");
  ck_assert_str_eq(line("x"), "1\n"); /* each line has a time of its own */
  ck_line("io", "the global 'io' is not defined");
  end();
}
END_TEST

START_TEST(values_are_tables) {
  begin(NULL);
  ck_assert_str_eq(line("{ { a = 1, b = 'x' }, { a = 2 } }"), "a  b\n1  x\n2  -\n");
  ck_assert_str_eq(line("{ x = 1, y = 2 }"), "key  value\nx        1\ny        2\n");
  ck_assert_str_eq(line("{ x = 1, y = 0.5, z = { 1, 2 } }"),
                   "key  value\nx    1\ny    0.5\nz    (2)\n");
  ck_assert_str_eq(line("{ { t = { year = 1936, who = 'Lee' }, e = {} } }"),
                   "e    t\n(0)  who: Lee, year: 1936\n");
  ck_assert_str_eq(line("{}"), "{}\n");
  ck_assert_str_eq(line("{ {}, {} }"), "(2 empty tables)\n");
  ck_line("assay.words('a b')", "list(...)");
  ck_assert_str_eq(line("list(assay.words('a b'))"), "key  value\n  1  a\n  2  b\n");
  ck_assert_str_eq(line("c = assay.counter() c:add('x', 3) c:add('y')"), "");
  ck_assert_str_eq(line("c"), "value  count\nx          3\ny          1\n");
  ck_assert_str_eq(line("r = assay.rows { 'w', 'n' } r:add { w = 'x', n = 2 }"), "");
  ck_assert_str_eq(line("r"), "w  n\nx  2\n");
  ck_line("t = {} for i = 1, 100 do t[i] = { n = i } end return t", "... and 60 more\n");
  end();
}
END_TEST

START_TEST(the_texts_are_docs) {
  begin(".");
  ck_assert_uint_eq(console_documents(console), 2);
  ck_assert_str_eq(line("#docs"), "2\n");
  ck_assert_str_eq(line("docs[2]:count('war')"), "1\n");
  ck_line("docs[1]", "name         a.txt\n");
  ck_line("docs", "name   format  language  bytes  meta  text\na.txt  plain");
  ck_line("list(docs[2]:quotes())", "line  kind");
  ck_line("docs[1].txt", "document has no field 'txt', did you mean 'text'?");
  ck_assert_str_eq(problems, "");
  end();
}
END_TEST

START_TEST(what_cannot_be_read_is_told) {
  has_binary = true;
  begin(".");
  has_binary = false;
  ck_assert_uint_eq(console_documents(console), 2);
  ck_assert_msg(strstr(problems, "c.txt: ") == problems, "%s", problems);
  end();
}
END_TEST

static void add_word(void *ctx, assay_str word) {
  struct buffer *words = ctx;
  buffer_addf(words, "%.*s ", (int)word.len, word.ptr);
}

/* "2: fold find ": how much is there already, what it may become. */
static const char *offers(const char *text) {
  static char all[8192];
  struct buffer words;
  buffer_init(&words, NULL, 1 << 16);
  size_t there = console_complete(console, (assay_str){text, strlen(text)}, add_word,
                                  &words);
  assay_str made = buffer_str(&words);
  snprintf(all, sizeof all, "%zu: %.*s", there, (int)made.len, made.ptr);
  buffer_free(&words);
  return all;
}

START_TEST(names_are_completed) {
  begin(".");
  ck_assert_str_eq(offers("assay.sto"), "3: stopwords ");
  ck_assert_str_eq(offers("x = assay.wi"), "2: width windows ");
  ck_assert_str_eq(offers("docs[1]:fi"), "2: field find ");
  ck_assert_str_eq(offers("docs[1].na"), "2: name ");
  ck_assert_str_eq(offers("string.re"), "2: rep reverse ");
  ck_assert_str_eq(offers("do"), "2: docs ");
  ck_assert_str_eq(offers("nothing.x"), "1: ");
  ck_assert_str_eq(offers("docs["), "0: ");
  ck_assert_str_eq(line("shares = { mine = 1, min = 2 }"), "");
  ck_assert_str_eq(offers("shares.mi"), "2: min mine ");
  ck_assert_str_eq(line("1"), "1\n"); /* the state is as before */
  end();
}
END_TEST

START_TEST(a_line_is_stopped) {
  atomic_bool stop;
  atomic_init(&stop, false);
  begin(NULL);
  console_close(console);
  options.stop = &stop;
  run.time_limit = 60;
  ck_assert_int_eq(console_open(&console, &options, tell_problem, NULL, &failure),
                   ASSAY_OK);
  atomic_store(&stop, true);
  const char *shown = line("while true do end");
  ck_assert_msg(failure.status == ASSAY_ESCRIPT, "%s", shown);
  atomic_store(&stop, false);
  ck_assert_str_eq(line("2"), "2\n");
  end();
}
END_TEST

UNIT_MAIN("console", expressions_and_statements, beginnings_wait_for_their_end,
          errors_show_the_line_and_nothing_is_lost, values_are_tables, the_texts_are_docs,
          what_cannot_be_read_is_told, names_are_completed, a_line_is_stopped)
