/* test_run.c - a script over five shards: the same for any number of threads, whatever
** goes wrong. */
#include "engine/run.h"

#include "base/buffer.h"
#include "engine/writer.h"
#include "temp_folder.h"
#include "unit.h"

enum { DOCUMENTS = 150 }; /* a shard is 32 of them */

static const size_t thread_counts[] = {1, 2, 3, 8};
enum { THREAD_COUNTS = sizeof thread_counts / sizeof *thread_counts };

static struct temp temp;
static struct corpus *corpus;
static struct script *script;
static struct run_options options;
static struct run_result result;
static assay_error failure;

/* texts/000.txt ... texts/149.txt, different from each other. */
static void make_texts(void) {
  temp_enter(&temp);
  temp_folder("texts");
  for (int i = 0; i < DOCUMENTS; i++) {
    char path[64], text[256];
    snprintf(path, sizeof path, "texts/%03d.txt", i);
    snprintf(text, sizeof text,
             "Peace %s, then war number %d. Lee said: \"Never again in %d.\"\n",
             i % 3 ? "in our time" : "at last", i, 1900 + i % 40);
    temp_put(path, text);
  }
}

static void open_corpus(void) {
  static const char *const inputs[] = {"texts"};
  ck_assert_int_eq(corpus_open(&corpus, NULL, inputs, 1, &failure), ASSAY_OK);
  memset(&options, 0, sizeof options);
  options.corpus = corpus;
}

static void load(const char *source) {
  assay_str text = {source, strlen(source)};
  ck_assert_msg(script_load_source(&script, S("s.lua"), text, NULL, &failure) == ASSAY_OK,
                "%s", failure.message);
}

static void begin(const char *source) {
  make_texts();
  open_corpus();
  load(source);
}

static void end(void) {
  script_free(script);
  corpus_free(corpus);
  temp_leave(&temp);
}

static assay_status run(size_t threads) {
  memset(&failure, 0, sizeof failure);
  options.threads = threads;
  return run_script(script, &options, &result, &failure);
}

static void run_well(size_t threads) {
  ck_assert_msg(run(threads) == ASSAY_OK, "%s: %s", failure.source, failure.message);
}

static bool keep(void *ctx, assay_str bytes) {
  buffer_add_str(ctx, bytes);
  return true;
}

/* The report as JSON lines; NUL-terminated, freed by the caller's buffer_free. */
static void render(struct buffer *out) {
  struct writer_options how = {.format = FORMAT_JSONL};
  buffer_init(out, NULL, 1 << 24);
  ck_assert_int_eq(report_write(result.report, &how, keep, out, NULL), ASSAY_OK);
  buffer_add_char(out, '\0');
}

/* Fails in the same way for every number of threads. */
static void ck_fails(assay_status status, const char *piece, uint32_t line) {
  char first[sizeof failure.message] = "";
  for (size_t i = 0; i < THREAD_COUNTS; i++) {
    ck_assert_int_eq(run(thread_counts[i]), status);
    ck_assert_int_eq(failure.status, status);
    ck_assert_msg(strstr(failure.message, piece) != NULL, "'%s' is not in '%s'", piece,
                  failure.message);
    ck_assert_uint_eq(failure.line, line);
    ck_assert_str_eq(failure.source, "s.lua");
    if (i == 0) memcpy(first, failure.message, sizeof first);
    ck_assert_str_eq(failure.message, first);
  }
}

#define HEAD "local assay = require 'assay'\n"
#define NEW "  new = function() return { hits = assay.counter() } end,\n"
#define REPORT "  report = function() end,\n"
#define ANALYSIS(body)                                                                   \
  HEAD "return assay.analysis { name = 'n', summary = 's',\n" body "}\n"

static const char everything[] = ANALYSIS(
    "  args = { { 'term', type = 'pattern', default = 'peace', help = 'h' } },\n"
    "  new = function() return { hits = assay.counter(), grid = assay.grid(),\n"
    "    grams = assay.ngrams { max = 3 },\n"
    "    lines = assay.rows { 'file', 'left', 'random' } } end,\n"
    "  map = function(acc, doc, args)\n"
    "    acc.hits:add(doc.name:sub(-5, -5), doc:count(args.term))\n"
    "    acc.grams:add(doc)\n"
    "    for hit in doc:find('war|time') do\n"
    "      acc.lines:add { file = doc.name, left = hit:left(3),\n"
    "                      random = math.random(1000000) }\n"
    "      acc.grid:add(hit.text, doc.name:sub(-6, -6))\n"
    "    end\n"
    "  end,\n"
    "  report = function(acc, args, out)\n"
    "    local rows = {}\n"
    "    for i, key in ipairs(acc.hits:top()) do rows[i] = { key, acc.hits:get(key) } "
    "end\n"
    "    out:table('hits', rows, { 'group', 'hits' })\n"
    "    rows = {}\n"
    "    for text, n, docs in acc.grams:list() do rows[#rows + 1] = { text, n, docs } "
    "end\n"
    "    out:table('grams', rows, { 'gram', 'n', 'docs' })\n"
    "    out:table('lines', acc.lines)\n"
    "    rows = {}\n"
    "    for i, key in ipairs(acc.grid:columns():keys()) do\n"
    "      rows[i] = { key, acc.grid:get('war', key) }\n"
    "    end\n"
    "    out:table('grid', rows, { 'column', 'war' })\n"
    "    out:note(args.term.form)\n"
    "  end,\n");

START_TEST(any_number_of_threads_gives_the_same_bytes) {
  begin(everything);
  ck_assert_uint_eq(corpus_shard_count(corpus), 5);
  struct buffer first, other;
  run_well(1);
  ck_assert_uint_eq(result.documents, DOCUMENTS);
  ck_assert_uint_eq(result.problem_count, 0);
  ck_assert_uint_eq(report_table_count(result.report), 4);
  ck_str(report_note(result.report, 0), "word, any case");
  uint64_t words = result.words, hits = result.hits;
  render(&first);
  run_result_free(&result);
  ck_assert_ptr_nonnull(strstr(first.data, "\"group\":\"0\",\"hits\":15"));
  for (size_t i = 1; i < THREAD_COUNTS; i++) {
    run_well(thread_counts[i]);
    render(&other);
    ck_assert_uint_eq(other.len, first.len);
    ck_assert_int_eq(memcmp(other.data, first.data, first.len), 0);
    ck_assert_uint_eq(result.words, words);
    ck_assert_uint_eq(result.hits, hits);
    buffer_free(&other);
    run_result_free(&result);
  }
  buffer_free(&first);
  end();
}
END_TEST

START_TEST(values_reach_the_script) {
  begin(everything);
  assay_str values[] = {S("war")};
  options.values = values;
  run_well(2);
  struct buffer text;
  render(&text);
  ck_assert_ptr_nonnull(strstr(text.data, "\"group\":\"0\",\"hits\":15"));
  buffer_free(&text);
  run_result_free(&result);
  values[0] = S("nowhere");
  run_well(2);
  render(&text);
  ck_assert_ptr_nonnull(strstr(text.data, "\"group\":\"0\",\"hits\":0"));
  buffer_free(&text);
  run_result_free(&result);
  end();
}
END_TEST

START_TEST(the_first_failing_document_is_named) {
  begin(ANALYSIS(NEW "  map = function(acc, doc)\n"
                     "    if doc.name:find('77') or doc.name:find('1[24]0') then\n"
                     "      local nothing\n"
                     "      acc.hits:add(nothing.text)\n"
                     "    end\n"
                     "  end,\n" REPORT));
  ck_fails(ASSAY_ESCRIPT, "attempt to index a nil value (local 'nothing')", 7);
  ck_assert_ptr_nonnull(
      strstr(failure.message, "while mapping document 'texts/077.txt'"));
  ck_assert_ptr_nonnull(strstr(failure.message,
                               "\n    7 |       acc.hits:add(nothing.text)"
                               "\n      |                    ^^^^^^^"));
  end();
}
END_TEST

START_TEST(errors_outside_map) {
  begin(ANALYSIS("  new = function() return nothing() end,\n  map = print,\n" REPORT));
  ck_fails(ASSAY_ESCRIPT, "the global 'nothing' is not defined", 3);
  ck_assert_ptr_nonnull(strstr(failure.message, "(while calling new())"));
  end();
  begin(ANALYSIS(NEW "  map = print,\n"
                     "  report = function(acc) acc.hits:toal() end,\n"));
  ck_fails(ASSAY_ESCRIPT, "counter has no field 'toal', did you mean 'total'?", 5);
  ck_assert_ptr_nonnull(strstr(failure.message, "(while reporting)"));
  end();
}
END_TEST

START_TEST(new_returns_accumulators_and_nothing_else) {
  begin(ANALYSIS("  new = function() return { hits = 0 } end, map = print,\n" REPORT));
  ck_fails(ASSAY_ESCRIPT, "only accumulators travel between shards; 'hits' is a number",
           0);
  end();
  begin(ANALYSIS("  new = function() end, map = print,\n" REPORT));
  ck_fails(ASSAY_ESCRIPT, "new() must return a table of accumulators, not a nil", 0);
  end();
  begin(HEAD "local shared = assay.counter()\n"
             "return assay.analysis { name = 'n', summary = 's',\n"
             "  new = function() return { c = shared } end, map = print,\n" REPORT "}\n");
  ck_fails(ASSAY_ESCRIPT, "the accumulator 'c' is closed; new() must make a new one", 0);
  end();
}
END_TEST

START_TEST(shards_must_agree) {
  begin(ANALYSIS(NEW "  map = function(acc, doc)\n"
                     "    if doc.name:find('100') then acc.more = assay.counter() end\n"
                     "  end,\n" REPORT));
  ck_fails(ASSAY_ESCRIPT, "the shards have different accumulators", 0);
  end();
  begin(HEAD "local calls = 0\n"
             "return assay.analysis { name = 'n', summary = 's',\n"
             "  new = function()\n"
             "    calls = calls + 1\n"
             "    return { r = assay.rows { 'c' .. calls } }\n"
             "  end, map = function() end,\n" REPORT "}\n");
  ck_fails(ASSAY_ESCRIPT, "the accumulator 'r' differs between shards", 0);
  end();
}
END_TEST

START_TEST(an_unread_document_is_a_problem_and_the_rest_is_done) {
  static const char binary[] = "\0\1\2\0\0\3PK\0\0\7\0\0";
  make_texts();
  temp_put("texts/020.txt", "caf\xE9 \x93peace\x94");
  FILE *f = fopen("texts/033.txt", "wb");
  fwrite(binary, 1, sizeof binary, f);
  fclose(f);
  open_corpus();
  ck_assert_int_eq(unlink("texts/101.txt"), 0);
  load(ANALYSIS(NEW "  map = function(acc, doc) acc.hits:add('documents') end,\n"
                    "  report = function(acc, args, out)\n"
                    "    return acc.hits:get('documents') end,\n"));
  for (size_t i = 0; i < THREAD_COUNTS; i++) {
    options.strict = false;
    run_well(thread_counts[i]);
    ck_assert_uint_eq(result.documents, DOCUMENTS - 2);
    ck_assert_uint_eq(result.hits, DOCUMENTS - 2);
    ck_assert_uint_eq(result.problem_count, 3);
    ck_str(result.problems[0].path, "texts/020.txt");
    ck_str(result.problems[0].message, "is not valid UTF-8; read as windows-1252");
    ck_assert(!result.problems[0].unread);
    ck_str(result.problems[1].path, "texts/033.txt");
    ck_assert(result.problems[1].unread && result.problems[2].unread);
    ck_str(result.problems[2].path, "texts/101.txt");
    run_result_free(&result);
    options.strict = true;
    ck_assert_int_eq(run(thread_counts[i]), ASSAY_EFORMAT);
    ck_assert_str_eq(failure.source, "texts/033.txt");
  }
  end();
}
END_TEST

START_TEST(long_paths_are_whole_in_problems) {
  char path[1200] = "texts";
  make_texts();
  for (int i = 0; i < 4; i++) {
    size_t len = strlen(path);
    path[len] = '/';
    memset(path + len + 1, 'a' + i, 200);
    path[len + 201] = '\0';
    temp_folder(path);
  }
  strncat(path, "/x.txt", 7);
  temp_put(path, "caf\xE9");
  open_corpus();
  load(ANALYSIS(NEW "  map = function() end,\n" REPORT));
  run_well(2);
  ck_assert_uint_eq(result.problem_count, 1);
  ck_str(result.problems[0].path, path);
  run_result_free(&result);
  end();
}
END_TEST

static bool refuse(void *ctx, const struct run_progress *progress) {
  struct run_progress *last = ctx;
  *last = *progress;
  return false;
}

START_TEST(the_host_can_cancel) {
  begin(ANALYSIS(NEW "  map = function() for i = 1, 2000000 do end end,\n" REPORT));
  for (size_t i = 0; i < THREAD_COUNTS; i++) {
    struct run_progress last = {0, 0, 0, 0};
    options.watch = refuse;
    options.watch_ctx = &last;
    ck_assert_int_eq(run(thread_counts[i]), ASSAY_ECANCELLED);
    ck_assert_uint_eq(last.documents, DOCUMENTS);
    ck_assert_uint_lt(last.documents_done, DOCUMENTS);
    ck_assert_uint_gt(last.bytes, 0);
    ck_assert_uint_lt(last.bytes_done, last.bytes);
  }
  end();
}
END_TEST

struct printed {
  size_t lines, inside, most_inside;
};

static void count_line(void *ctx, assay_str line) {
  struct printed *p = ctx; /* not atomic: calls come one at a time */
  p->inside++;
  if (p->inside > p->most_inside) p->most_inside = p->inside;
  ck_assert_uint_eq(line.len, 13);
  p->lines++;
  p->inside--;
}

START_TEST(print_comes_one_line_at_a_time) {
  begin(HEAD "print('while loading: not shown, it would come once per thread')\n"
             "return assay.analysis { name = 'n', summary = 's',\n" NEW
             "  map = function(_, doc) print(doc.name) end,\n" REPORT "}\n");
  for (size_t i = 0; i < THREAD_COUNTS; i++) {
    struct printed printed = {0, 0, 0};
    options.print = count_line;
    options.print_ctx = &printed;
    run_well(thread_counts[i]);
    ck_assert_uint_eq(printed.lines, DOCUMENTS);
    ck_assert_uint_eq(printed.most_inside, 1);
    run_result_free(&result);
  }
  options.print = NULL;
  run_well(2);
  run_result_free(&result);
  end();
}
END_TEST

START_TEST(the_memory_limit_is_named) {
  begin(ANALYSIS(NEW "  map = function(acc, doc)\n"
                     "    if doc.name:find('050') then acc.x = ('x'):rep(1 << 24) end\n"
                     "  end,\n" REPORT));
  options.memory_limit = 4 << 20;
  ck_fails(ASSAY_ESCRIPT,
           "not enough memory (a script is limited to 4194304 bytes) (while "
           "mapping document 'texts/050.txt')",
           0);
  end();
  begin(HEAD "local big = ('x'):rep(1 << 20)\n"
             "return assay.analysis { name = 'n', summary = 's',\n" NEW
             "  map = print,\n" REPORT "}\n");
  options.memory_limit = 512 << 10;
  struct text_options text = TEXT_OPTIONS_INIT;
  text.tokens = S("[a-z]+"); /* made before the script is loaded, and freed */
  options.text = &text;
  ck_fails(ASSAY_ESCRIPT, "not enough memory (a script is limited to 524288 bytes)", 0);
  end();
}
END_TEST

START_TEST(tokens_can_be_a_regular_expression) {
  begin(ANALYSIS(NEW
                 "  map = function(acc, doc) acc.hits:add('x', doc:token_count()) end,\n"
                 "  report = function(acc) return acc.hits:total() end,\n"));
  struct text_options text = TEXT_OPTIONS_INIT;
  options.text = &text;
  text.tokens = S("war");
  for (size_t i = 0; i < THREAD_COUNTS; i++) {
    run_well(thread_counts[i]);
    ck_assert_uint_eq(result.hits, DOCUMENTS);
    run_result_free(&result);
  }
  text.tokens = S("(");
  ck_assert_int_eq(run(2), ASSAY_EPATTERN);
  end();
}
END_TEST

START_TEST(hits_are_what_report_returns_or_the_rows) {
  static const struct {
    const char *returned;
    uint64_t hits;
  } cases[] = {{"7", 7}, {"0", 0}, {"nil", 2}, {"-1", 2}, {"'7'", 2}, {"1.5", 2}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char source[512];
    snprintf(source, sizeof source,
             ANALYSIS(NEW "  map = print,\n"
                          "  report = function(_, _, out)\n"
                          "    out:table('t', { { 1 }, { 2 } }, { 'a' })\n"
                          "    return %s end,\n"),
             cases[i].returned);
    begin(source);
    run_well(2);
    ck_assert_uint_eq(result.hits, cases[i].hits);
    run_result_free(&result);
    end();
  }
}
END_TEST

START_TEST(tables_of_a_report_are_checked) {
  static const struct {
    const char *call, *message;
  } cases[] = {
      {"out:table('t', { { 1, 2 } }, { 'a' })", "row 1 of the table has 2 values for 1"},
      {"out:table('t', { { b = 1 } }, { 'a' })", "this list of rows has no column 'b'"},
      {"out:table('t', { 1 }, { 'a' })", "row 1 of the table is a number, not a table"},
      {"out:table('t', {}, {})", "1..64 columns"},
      {"out:table('t', {})", "table expected, got nil"},
      {"out:table('t', {}, { {} })", "column 1 of the table has no name"},
      {"out:table('t', {}, { 'a', 'a' })", "the column 'a' is there twice"},
      {"out:table('t', {}, { { 'a', algin = 'left' } })", "did you mean 'align'?"},
      {"out:table('t', {}, { { 'a', align = 'centre' } })",
       "option 'align' must be one of: auto, left, right"},
      {"out:table('t', {}, { { 'a', cut = 'middle' } })",
       "option 'cut' must be one of: end, start"},
      {"out:table('t', {}, { { 'a', decimals = 10 } })",
       "option 'decimals' is a whole number, 0..9"},
      {"out:table('t', assay.moments())", "rows expected, got moments"},
      {"out:chart('t', assay.counter(), { y = 'b' })", "the rows have no column 'b'"},
      {"out:chart('t', assay.counter(), { kind = 'pie' })", "must be one of: bars, line"},
      {"out:table('t', assay.rows { 'a' }, { 'b' })", "the rows have no column 'b'"},
      {"local r = assay.rows { 'a' } out:table('t', r) out:table('u', r)",
       "these rows are in the report already"},
      {"out:tabel('t', {}, { 'a' })", "out has no field 'tabel', did you mean 'table'?"},
      {"out:note()", "string expected"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char source[512];
    snprintf(source, sizeof source,
             ANALYSIS(NEW "  map = print,\n  report = function(acc, _, out)\n%s\nend,\n"),
             cases[i].call);
    begin(source);
    ck_assert_int_eq(run(2), ASSAY_ESCRIPT);
    ck_assert_msg(strstr(failure.message, cases[i].message) != NULL,
                  "'%s' is not in '%s'", cases[i].message, failure.message);
    ck_assert_uint_eq(failure.line, 6);
    end();
  }
}
END_TEST

START_TEST(no_documents_at_all) {
  temp_enter(&temp);
  temp_folder("texts");
  open_corpus();
  load(everything);
  for (size_t i = 0; i < THREAD_COUNTS; i++) {
    run_well(thread_counts[i]);
    ck_assert_uint_eq(result.documents, 0);
    ck_assert_uint_eq(result.hits, 0);
    ck_assert_uint_eq(report_table_count(result.report), 4);
    run_result_free(&result);
  }
  end();
}
END_TEST

START_TEST(a_document_does_not_outlive_its_map) {
  begin(HEAD "local kept\n"
             "return assay.analysis { name = 'n', summary = 's',\n" NEW
             "  map = function(acc, doc)\n"
             "    if kept then return kept.text end\n"
             "    kept = doc\n"
             "  end,\n" REPORT "}\n");
  ck_fails(ASSAY_ESCRIPT,
           "the document is closed (while mapping document 'texts/001.txt')", 6);
  end();
  begin(ANALYSIS(NEW "  map = function(acc, doc) doc:close() end,\n" REPORT));
  run_well(2);
  ck_assert_uint_eq(result.documents, DOCUMENTS);
  run_result_free(&result);
  end();
}
END_TEST

UNIT_MAIN("run", any_number_of_threads_gives_the_same_bytes, values_reach_the_script,
          the_first_failing_document_is_named, errors_outside_map,
          new_returns_accumulators_and_nothing_else, shards_must_agree,
          an_unread_document_is_a_problem_and_the_rest_is_done,
          long_paths_are_whole_in_problems, the_host_can_cancel,
          print_comes_one_line_at_a_time, the_memory_limit_is_named,
          tokens_can_be_a_regular_expression, hits_are_what_report_returns_or_the_rows,
          tables_of_a_report_are_checked, no_documents_at_all,
          a_document_does_not_outlive_its_map)
