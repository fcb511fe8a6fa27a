/*
** speed.c - how fast text is cut, next to the libraries that do the same, in one run.
**     bench_speed SOURCE_DIR FOLDER [RUST_PROGRAM|-] [TEXT...]
** FOLDER is where texts are written for the peer that reads files. Without TEXTs it makes
** its own. Prints tables of MB (10^6 bytes) per second of CPU time, medians of five runs;
** "x" is ours divided by the best peer. Nothing here passes or fails.
*/
#include "assay.h"
#include "base/alloc.h"
#include "bench.h"
#include "text/encoding.h"
#include "text/utf8.h"
#include "text/words_cut.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MEGABYTES = 50, SCRIPT_MEGABYTES = 4 };

/* -- The stopwatch ------------------------------------------------------------------- */

void bench_fail(const char *what) {
  fprintf(stderr, "bench_speed: %s\n", what);
  exit(EXIT_FAILURE);
}

static double cpu_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

double bench_seconds(void (*prepare)(void *ctx), void (*work)(void *ctx), void *ctx) {
  double seconds[BENCH_RUNS];
  for (int run = 0; run < BENCH_RUNS; run++) {
    if (prepare) prepare(ctx);
    double start = cpu_seconds(), taken;
    work(ctx);
    taken = cpu_seconds() - start;
    int i = run; /* keeps them in order */
    for (; i > 0 && seconds[i - 1] > taken; i--) seconds[i] = seconds[i - 1];
    seconds[i] = taken;
  }
  return seconds[BENCH_RUNS / 2];
}

double bench_speed(size_t bytes, double seconds) {
  return (double)bytes / 1e6 / (seconds > 0 ? seconds : 1e-9);
}

/* A number of a table, a dash for a peer that is not there. */
static void cell(double speed) {
  if (speed > 0)
    printf(" %8.0f", speed);
  else
    printf(" %8s", "-");
}

static double larger(double a, double b) {
  return a > b ? a : b;
}

static void ratio(double ours, double best) {
  if (best > 0)
    printf(" %7.1fx\n", ours / best);
  else
    printf(" %8s\n", "-");
}

/* -- Words --------------------------------------------------------------------------- */

struct cutting {
  assay_str text;
  enum cpu_path path;
  struct token_columns tokens;
};

static void cut(void *ctx) {
  struct cutting *c = ctx;
  c->tokens.count = 0;
  if (!words_cut_by(c->path, c->text, &c->tokens)) bench_fail("out of memory");
}

/* Into columns that are there already, as the peers write into flags that are. */
static double words_speed(assay_str text, enum cpu_path path) {
  struct cutting c = {.text = text, .path = path};
  tokens_init(&c.tokens, NULL);
  cut(&c);
  double seconds = bench_seconds(NULL, cut, &c);
  tokens_free(&c.tokens);
  return bench_speed(text.len, seconds);
}

struct setting {
  const char *source_dir, *folder, *rust;
};

static double rust_words(const struct setting *s, const struct bench_text *t) {
  char path[4096];
  if (!s->rust) return 0;
  snprintf(path, sizeof path, "%s/text.tmp", s->folder);
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(t->bytes.data, 1, t->bytes.len, file) != t->bytes.len)
    bench_fail(path);
  fclose(file);
  double lines = peer_rust(s->rust, path, "lines");
  double words = peer_rust(s->rust, path, "words");
  remove(path);
  return larger(lines, words);
}

static void words_row(const struct setting *s, const struct bench_text *t) {
  assay_str text = buffer_str(&t->bytes);
  double ours = words_speed(text, cpu_choose());
  double unistring = peer_libunistring_words(text);
  double icu = peer_icu_words(text), rust = rust_words(s, t);
  printf("%-22.22s", t->name);
  cell(ours);
  cell(words_speed(text, CPU_SCALAR));
  cell(unistring);
  cell(icu);
  cell(rust);
  long differences = peer_libunistring_differences(text);
  if (differences >= 0)
    printf(" %8ld", differences);
  else
    printf(" %8s", "-");
  ratio(ours, larger(unistring, larger(icu, rust)));
}

static void words_head(void) {
  printf("\nWord spans: begin, end and kind of each token. \"differ\": boundaries where "
         "libunistring differs.\n\n%-22s %8s %8s %8s %8s %8s %8s %8s\n",
         "MB/s", "assay", "scalar", "unistr", "ICU4C", "Rust", "differ", "x best");
}

static void paths_table(const struct bench_text *english,
                        const struct bench_text *multi) {
  printf("\nWord spans by code path (ASSAY_CPU)\n\n%-22s %8s %8s\n", "MB/s", "first",
         "second");
  for (int path = 0; path < CPU_PATHS; path++) {
    if (!cpu_can((enum cpu_path)path)) continue;
    printf("%-22s", cpu_name((enum cpu_path)path));
    cell(words_speed(buffer_str(&english->bytes), (enum cpu_path)path));
    cell(words_speed(buffer_str(&multi->bytes), (enum cpu_path)path));
    printf("\n");
  }
}

/* -- Documents: terms, sentences, memory --------------------------------------------- */

/* An allocator that counts what is alive. */
static void *counting(void *ctx, void *ptr, size_t old_size, size_t new_size) {
  size_t *alive = ctx;
  assay_allocator a = alloc_default();
  void *moved = a.resize(a.ctx, ptr, old_size, new_size);
  if (moved || new_size == 0) *alive += new_size - (ptr ? old_size : 0);
  return moved;
}

struct making {
  assay_str text;
  assay_document_options options;
  assay_document *document;
};

static void unmake(void *ctx) {
  struct making *m = ctx;
  assay_document_free(m->document);
  m->document = NULL;
}

static void make(void *ctx) {
  struct making *m = ctx;
  assay_str name = {"text", 4};
  if (assay_document_new(&m->document, &m->options, name, m->text, NULL) != ASSAY_OK)
    bench_fail("cannot make a document");
}

static void find_sentences(void *ctx) {
  struct making *m = ctx;
  const assay_span *spans;
  size_t count;
  if (assay_document_sentences(m->document, &spans, &count, NULL) != ASSAY_OK)
    bench_fail("out of memory");
}

static void documents_row(const struct bench_text *t) {
  struct making m = {.text = buffer_str(&t->bytes),
                     .options = ASSAY_DOCUMENT_OPTIONS_INIT};
  double fresh = bench_speed(t->bytes.len, bench_seconds(unmake, make, &m));
  double start = cpu_seconds(); /* once: a document keeps its sentences */
  find_sentences(&m);
  double sentences = bench_speed(t->bytes.len, cpu_seconds() - start);
  size_t alive = 0, tokens = assay_document_tokens(m.document).count;
  unmake(&m);
  m.options.allocator = (assay_allocator){counting, &alive};
  if (assay_vocabulary_new(&m.options.vocabulary, NULL, NULL, NULL) != ASSAY_OK)
    bench_fail("out of memory");
  make(&m);
  double known = bench_speed(t->bytes.len, bench_seconds(unmake, make, &m));
  printf("%-22.22s", t->name);
  cell(fresh);
  cell(known);
  cell(sentences);
  cell(peer_icu_sentences(m.text));
  printf(" %8.2f\n", (double)(alive - t->bytes.len) / (double)(tokens ? tokens : 1));
  unmake(&m);
  assay_vocabulary_free(m.options.vocabulary);
}

static void documents_head(void) {
  printf("\nDocuments: a copy of the bytes, validated, tokens with terms in a new "
         "vocabulary, "
         "or in one\nthat knows them; sentences on demand; memory beside the text\n\n"
         "%-22s %8s %8s %8s %8s %8s\n",
         "MB/s", "new", "known", "sentence", "ICU4C", "B/token");
}

/* -- Validation and conversion ------------------------------------------------------- */

struct converting {
  assay_str bytes;
  enum encoding encoding;
  struct buffer text; /* a copy, which the conversion changes */
};

static void validate(void *ctx) {
  const struct making *m = ctx;
  if (utf8_valid_prefix(m->text) != m->text.len) bench_fail("not valid");
}

static void validation_row(const struct bench_text *t) {
  struct making m = {.text = buffer_str(&t->bytes)};
  double ours = bench_speed(t->bytes.len, bench_seconds(NULL, validate, &m));
  double peer = peer_libunistring_check(m.text);
  printf("%-22.22s", t->name);
  cell(ours);
  cell(peer);
  ratio(ours, peer);
}

static void load(void *ctx) {
  struct converting *c = ctx;
  buffer_free(&c->text);
  buffer_init(&c->text, NULL, BUFFER_NO_CEILING);
  buffer_add_str(&c->text, c->bytes);
}

static void convert(void *ctx) {
  struct converting *c = ctx;
  struct decoding how;
  if (encoding_to_utf8(&c->text, c->encoding, &how, NULL) != ASSAY_OK)
    bench_fail("cannot convert");
}

static void add_unit(struct buffer *out, unsigned unit, bool big) {
  buffer_add_char(out, (char)(big ? unit >> 8 : unit & 0xFF));
  buffer_add_char(out, (char)(big ? unit & 0xFF : unit >> 8));
}

/* The text in an encoding; what a single byte cannot hold becomes 92, a curly quote. */
static void encode(assay_str text, enum encoding encoding, struct buffer *out) {
  for (size_t at = 0; at < text.len;) {
    uint32_t cp;
    at += utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
    bool big = encoding == ENCODING_UTF16BE;
    if (encoding == ENCODING_WINDOWS_1252 || encoding == ENCODING_LATIN1) {
      buffer_add_char(out, (char)(cp < 0x80 || (cp >= 0xA0 && cp < 0x100) ? cp : 0x92));
    } else if (cp < 0x10000) {
      add_unit(out, cp, big);
    } else {
      add_unit(out, 0xD800 + ((cp - 0x10000) >> 10), big);
      add_unit(out, 0xDC00 + (cp & 0x3FF), big);
    }
  }
}

static void conversion_row(const struct bench_text *t, enum encoding encoding,
                           const char *iconv_name) {
  struct buffer bytes;
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  encode(buffer_str(&t->bytes), encoding, &bytes);
  struct converting c = {.bytes = buffer_str(&bytes), .encoding = encoding};
  buffer_init(&c.text, NULL, BUFFER_NO_CEILING);
  double ours = bench_speed(bytes.len, bench_seconds(load, convert, &c));
  double peer = peer_iconv(c.bytes, iconv_name);
  printf("%-13s %-22.22s", encoding_name(encoding), t->name);
  cell(ours);
  cell(peer);
  ratio(ours, peer);
  buffer_free(&c.text);
  buffer_free(&bytes);
}

static void bytes_tables(const struct bench_text *texts, size_t count) {
  printf("\nUTF-8 validation\n\n%-22s %8s %8s %8s\n", "MB/s", "assay", "unistr",
         "x best");
  for (size_t i = 0; i < count; i++) validation_row(&texts[i]);
  printf("\nConversion to UTF-8, MB/s of input\n\n%-36s %8s %8s %8s\n", "", "assay",
         "iconv", "x best");
  for (size_t i = 0; i < count; i++) {
    conversion_row(&texts[i], ENCODING_UTF16LE, "UTF-16LE");
    conversion_row(&texts[i], ENCODING_UTF16BE, "UTF-16BE");
    conversion_row(&texts[i], ENCODING_WINDOWS_1252, "CP1252");
    conversion_row(&texts[i], ENCODING_LATIN1, "LATIN1");
  }
}

/* -- Linear time --------------------------------------------------------------------- */

static void linear_row(const char *name, const char *unit) {
  printf("%-34s", name);
  for (size_t bytes = 2000000; bytes <= 16000000; bytes *= 2) {
    struct bench_text t;
    texts_repeated(&t, unit, bytes);
    struct cutting c = {.text = buffer_str(&t.bytes), .path = cpu_choose()};
    tokens_init(&c.tokens, NULL);
    printf(" %8.2f", bench_seconds(NULL, cut, &c) * 1e3);
    tokens_free(&c.tokens);
    texts_free(&t);
  }
  printf("\n");
}

static void linear_table(void) {
  printf("\nTexts made to hurt: milliseconds for word spans of 2, 4, 8, 16 MB\n\n"
         "%-34s %8s %8s %8s %8s\n",
         "", "1x", "2x", "4x", "8x");
  linear_row("combining marks", "\u0301");
  linear_row("one word: letters", "a");
  linear_row("one word: Devanagari with marks", "\u0915\u093F");
  linear_row("regional indicators", "\U0001F1E9");
  linear_row("apostrophes", "'");
  linear_row("letters and apostrophes", "a'");
  linear_row("curly apostrophes", "\u2019");
  linear_row("apostrophes with marks", "a'\u0301\u0301");
  linear_row("emoji with joiners", "\U0001F468\u200D");
  linear_row("Hebrew with quotation marks", "\u05D0\"");
  linear_row("spaces", " ");
  linear_row("digits and commas", "1,");
}

/* -- All of it ----------------------------------------------------------------------- */

static void own_texts(const struct setting *s) {
  struct bench_text texts[2], script;
  texts_english(&texts[0], s->source_dir, MEGABYTES);
  texts_multilingual(&texts[1], MEGABYTES);
  words_head();
  words_row(s, &texts[0]);
  words_row(s, &texts[1]);
  for (unsigned i = 0; texts_script(&script, i, SCRIPT_MEGABYTES); i++) {
    words_row(s, &script);
    texts_free(&script);
  }
  paths_table(&texts[0], &texts[1]);
  documents_head();
  documents_row(&texts[0]);
  documents_row(&texts[1]);
  bytes_tables(texts, 2);
  texts_free(&texts[0]);
  texts_free(&texts[1]);
}

/* Reads each text again for each table: they may be large. */
static void given_texts(const struct setting *s, char **paths, int count) {
  struct bench_text t;
  words_head();
  for (int i = 0; i < count; i++) {
    texts_read(&t, paths[i]);
    words_row(s, &t);
    texts_free(&t);
  }
  documents_head();
  for (int i = 0; i < count; i++) {
    texts_read(&t, paths[i]);
    documents_row(&t);
    texts_free(&t);
  }
  for (int i = 0; i < count; i++) {
    texts_read(&t, paths[i]);
    bytes_tables(&t, 1);
    texts_free(&t);
  }
}

int main(int argc, char **argv) {
  if (argc < 3)
    bench_fail("usage: bench_speed SOURCE_DIR FOLDER [RUST_PROGRAM|-] [TEXT...]");
  struct setting s = {argv[1], argv[2], argc > 3 ? argv[3] : NULL};
  if (s.rust && strcmp(s.rust, "-") == 0) s.rust = NULL;
  setvbuf(stdout, NULL, _IOLBF, 0);
  printf("assay %s, Unicode %s, path %s\n", assay_version(), assay_unicode_version(),
         cpu_name(cpu_choose()));
  if (argc > 4)
    given_texts(&s, argv + 4, argc - 4);
  else
    own_texts(&s);
  linear_table();
  return EXIT_SUCCESS;
}
