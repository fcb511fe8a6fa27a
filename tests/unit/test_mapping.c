/* test_mapping.c - threads: the same bytes whatever happens when, halves that give the
** whole, documents from the host, and a failing worker that stops the rest. */
#include "engine/mapping.h"

#include "base/buffer.h"
#include "base/table.h"
#include "engine/writer.h"
#include "temp_folder.h"
#include "unit.h"

#include <stdatomic.h>
#include <time.h>

enum { DOCUMENTS = 150, RUNS = 500, MOST_THREADS = 8 }; /* a shard is 32 documents */

static struct temp temp;
static struct corpus *corpus;
static struct script *script;
static struct run_options options;
static struct run_result result;
static assay_error failure;

static void make_text(int i, char *out, size_t size) {
  snprintf(out, size, "Peace %s, then war number %d. Lee said: \"Never again in %d.\"\n",
           i % 3 ? "in our time" : "at last", i, 1900 + i % 40);
}

#define HEAD                                                                             \
  "local assay = require 'assay'\n"                                                      \
  "return assay.analysis { name = 'n', summary = 's',\n"

static const char everything[] = HEAD
    "  new = function() return { hits = assay.counter(), mean = assay.moments(),\n"
    "    grams = assay.ngrams { max = 2 }, lines = assay.rows { 'file', 'random' } } "
    "end,\n"
    "  map = function(acc, doc, args)\n"
    "    acc.hits:add(doc.name:sub(-5, -5), doc:count('peace'))\n"
    "    acc.mean:add(1 / (1 + #doc.text))\n"
    "    acc.grams:add(doc)\n"
    "    acc.lines:add { file = doc.name, random = math.random(1000000) }\n"
    "  end,\n"
    "  report = function(acc, args, out)\n"
    "    local rows = {}\n"
    "    for text, n, docs in acc.grams:list() do rows[#rows + 1] = { text, n, docs } "
    "end\n"
    "    out:table('grams', rows, { 'gram', 'n', 'docs' })\n"
    "    out:table('lines', acc.lines)\n"
    "    out:table('sum', { { acc.mean:mean(), acc.hits:total() } }, { 'mean', 'hits' "
    "})\n"
    "  end }\n";

static void begin(const char *source) {
  static const char *const inputs[] = {"texts"};
  temp_enter(&temp);
  temp_folder("texts");
  for (int i = 0; i < DOCUMENTS; i++) {
    char path[64], text[256];
    snprintf(path, sizeof path, "texts/%03d.txt", i);
    make_text(i, text, sizeof text);
    temp_put(path, text);
  }
  ck_assert_int_eq(corpus_open(&corpus, NULL, inputs, 1, &failure), ASSAY_OK);
  memset(&options, 0, sizeof options);
  options.corpus = corpus;
  options.digest = true;
  ck_assert_msg(script_load_source(&script, S("s.lua"), str_from(source), NULL,
                                   &failure) == ASSAY_OK,
                "%s", failure.message);
}

static void end(void) {
  script_free(script);
  corpus_free(corpus);
  temp_leave(&temp);
}

static bool keep(void *ctx, assay_str bytes) {
  buffer_add_str(ctx, bytes);
  return true;
}

/* The report of `result` as JSON lines; frees the result. */
static void render(struct buffer *out) {
  struct writer_options how = {.format = FORMAT_JSONL};
  buffer_init(out, NULL, 1 << 24);
  ck_assert_int_eq(report_write(result.report, &how, keep, out, NULL), ASSAY_OK);
  buffer_addf(out, "%llu %llu", (unsigned long long)result.digest,
              (unsigned long long)result.words);
  run_result_free(&result);
}

static void ck_same(const struct buffer *a, const struct buffer *b) {
  ck_assert_uint_eq(a->len, b->len);
  ck_assert_int_eq(memcmp(a->data, b->data, a->len), 0);
}

static void run_well(struct buffer *out) {
  ck_assert_msg(run_script(script, &options, &result, &failure) == ASSAY_OK, "%s",
                failure.message);
  render(out);
}

static atomic_uint chance;

/* Up to 200 microseconds, or not at all. */
static void wait_a_while(void *ctx, size_t shard) {
  (void)ctx;
  unsigned x = atomic_fetch_add(&chance, 1) * 2654435761u + (unsigned)shard * 40503u;
  x ^= x >> 15;
  if (x % 3 == 0) return;
  struct timespec time = {0, (long)(x % 200) * 1000};
  nanosleep(&time, NULL);
}

START_TEST(no_delay_changes_a_byte) {
  struct buffer first, other;
  begin(everything);
  options.threads = 1;
  run_well(&first);
  options.delay = wait_a_while;
  for (int i = 0; i < RUNS; i++) {
    options.threads = (size_t)(i % MOST_THREADS) + 1;
    run_well(&other);
    ck_same(&first, &other);
    buffer_free(&other);
  }
  buffer_free(&first);
  end();
}
END_TEST

START_TEST(shares_give_the_whole) {
  struct buffer first, other;
  begin(everything);
  options.threads = 2;
  run_well(&first);
  for (size_t of = 1; of <= 7; of++) {
    struct run_mapped total, more;
    for (size_t k = 1; k <= of; k++) {
      options.share = (struct run_share){k, of};
      ck_assert_int_eq(run_map(script, &options, k == 1 ? &total : &more, &failure),
                       ASSAY_OK);
      if (k > 1) ck_assert_int_eq(run_mapped_add(&total, &more, &failure), ASSAY_OK);
    }
    ck_assert_uint_eq(total.documents, DOCUMENTS);
    ck_assert_int_eq(run_report(script, &options, &total, &result, &failure), ASSAY_OK);
    render(&other);
    ck_same(&first, &other);
    buffer_free(&other);
  }
  buffer_free(&first);
  end();
}
END_TEST

/* -- Documents from the host --------------------------------------------------------- */

struct host {
  int next, stop_at;
  char name[32], text[256], year[8];
  struct feed_field field;
};

static int give(void *ctx, struct feed_document *out) {
  struct host *host = ctx;
  if (host->next == host->stop_at) return FEED_STOP;
  if (host->next == DOCUMENTS) return FEED_END;
  snprintf(host->name, sizeof host->name, "texts/%03d.txt", host->next);
  snprintf(host->year, sizeof host->year, "%d", 1900 + host->next % 2);
  make_text(host->next++, host->text, sizeof host->text);
  host->field = (struct feed_field){S("year"), str_from(host->year)};
  *out = (struct feed_document){str_from(host->name), str_from(host->text), &host->field,
                                1};
  return FEED_DOCUMENT;
}

static bool again(void *ctx) {
  ((struct host *)ctx)->next = 0;
  return true;
}

START_TEST(documents_from_the_host_are_like_files) {
  struct buffer first, other;
  begin(everything);
  options.threads = 2;
  run_well(&first);
  options.corpus = NULL;
  for (size_t threads = 1; threads <= 4; threads++) {
    struct host host = {.stop_at = -1};
    const struct feed feed = {give, again, &host};
    options.feed = &feed;
    options.threads = threads;
    run_well(&other);
    ck_same(&first, &other);
    buffer_free(&other);
  }
  buffer_free(&first);
  end();
}
END_TEST

START_TEST(the_host_can_stop_and_bring_fields) {
  begin(HEAD
        "  new = function() return { c = assay.counter() } end,\n"
        "  map = function(acc, doc) acc.c:add(doc:field('year') + 1) end,\n"
        "  report = function(acc, args, out)\n"
        "    out:table('t', { { acc.c:get('1901'), acc.c:get('1902') } }, { 'a', 'b' "
        "})\n"
        "  end }\n");
  struct host host = {.stop_at = -1};
  const struct feed feed = {give, NULL, &host};
  struct buffer text;
  options.corpus = NULL;
  options.feed = &feed;
  options.threads = 2;
  run_well(&text);
  buffer_add_char(&text, '\0');
  ck_assert_ptr_nonnull(strstr(text.data, "{\"a\":75,\"b\":75}"));
  buffer_free(&text);
  host = (struct host){.stop_at = 70};
  ck_assert_int_eq(run_script(script, &options, &result, &failure), ASSAY_ECANCELLED);
  end();
}
END_TEST

/* -- Failing ------------------------------------------------------------------------ */

START_TEST(a_failing_shard_stops_the_rest) {
  begin(HEAD "  new = function() return { c = assay.counter() } end,\n"
             "  map = function(acc, doc)\n"
             "    if doc.name:find('07[0-9]') then error('no') end\n"
             "  end,\n"
             "  report = function() end }\n");
  options.delay = wait_a_while;
  for (int i = 0; i < 100; i++) {
    options.threads = (size_t)(i % MOST_THREADS) + 1;
    ck_assert_int_eq(run_script(script, &options, &result, &failure), ASSAY_ESCRIPT);
    ck_assert_msg(strstr(failure.message, "'texts/070.txt'") != NULL, "%s",
                  failure.message);
  }
  end();
}
END_TEST

START_TEST(keep_going_forgets_what_failed) {
  begin(HEAD "  new = function() return { c = assay.counter() } end,\n"
             "  map = function(acc, doc)\n"
             "    acc.c:add('all')\n"
             "    if doc.name:find('7[0-9]') then doc:close() error({ 'no' }) end\n"
             "    acc.c:add('done')\n"
             "  end,\n"
             "  report = function(acc, args, out)\n"
             "    out:table('t', { { acc.c:get('all'), acc.c:get('done') } }, { 'a', 'b' "
             "})\n"
             "  end }\n");
  options.keep_going = true;
  for (size_t threads = 1; threads <= 4; threads++) {
    options.threads = threads;
    ck_assert_int_eq(run_script(script, &options, &result, &failure), ASSAY_OK);
    ck_assert_uint_eq(result.problem_count, 10);
    ck_assert_uint_eq(result.documents, DOCUMENTS);
    for (size_t i = 0; i < 10; i++) {
      char name[32];
      snprintf(name, sizeof name, "texts/07%zu.txt", i);
      ck_assert(result.problems[i].failed && !result.problems[i].unread);
      ck_str(result.problems[i].path, name);
      ck_assert_ptr_nonnull(strstr(result.problems[i].message.ptr, name));
    }
    struct buffer text;
    render(&text);
    buffer_add_char(&text, '\0');
    ck_assert_ptr_nonnull(strstr(text.data, "{\"a\":140,\"b\":140}"));
    buffer_free(&text);
  }
  end();
}
END_TEST

/* -- Two passes --------------------------------------------------------------------- */

static const char two_passes[] = HEAD
    "  needs = { new = function() return { c = assay.counter() } end,\n"
    "    map = function(acc, doc) acc.c:add('words', doc:token_count()) end },\n"
    "  new = function() return { r = assay.rows { 'share' } } end,\n"
    "  map = function(acc, doc, args, first)\n"
    "    acc.r:add { share = doc:token_count() / first.c:get('words') }\n"
    "  end,\n"
    "  report = function(acc, args, out, first)\n"
    "    out:table('t', { { first.c:get('words') } }, { 'words' })\n"
    "    out:table('r', acc.r)\n"
    "  end }\n";

START_TEST(the_first_pass_is_handed_to_the_second) {
  struct buffer first, other;
  begin(two_passes);
  options.threads = 1;
  run_well(&first);
  buffer_add_char(&first, '\0');
  /* 50 texts of 13 words and 100 of 14. */
  ck_assert_ptr_nonnull(strstr(first.data, "\"words\":2050"));
  first.len--;
  for (options.threads = 2; options.threads <= 8; options.threads++) {
    run_well(&other);
    ck_same(&first, &other);
    buffer_free(&other);
  }
  struct host host = {.stop_at = -1};
  struct feed feed = {give, again, &host};
  options.corpus = NULL;
  options.feed = &feed;
  run_well(&other);
  ck_same(&first, &other);
  buffer_free(&other);
  buffer_free(&first);
  host.next = 0;
  feed.rewind = NULL;
  ck_assert_int_eq(run_script(script, &options, &result, &failure), ASSAY_EARG);
  end();
}
END_TEST

START_TEST(the_first_pass_is_read_only) {
  begin(HEAD "  needs = { new = function() return { c = assay.counter() } end,\n"
             "    map = function() end },\n"
             "  new = function() return { c = assay.counter() } end,\n"
             "  map = function(acc, doc, args, first) first.c:add('x') end,\n"
             "  report = function() end }\n");
  ck_assert_int_eq(run_script(script, &options, &result, &failure), ASSAY_ESCRIPT);
  ck_assert_msg(strstr(failure.message, "is frozen") != NULL, "%s", failure.message);
  end();
}
END_TEST

UNIT_MAIN("mapping", no_delay_changes_a_byte, shares_give_the_whole,
          documents_from_the_host_are_like_files, the_host_can_stop_and_bring_fields,
          a_failing_shard_stops_the_rest, keep_going_forgets_what_failed,
          the_first_pass_is_handed_to_the_second, the_first_pass_is_read_only)
