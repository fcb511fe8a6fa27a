/* test_words_paths.c - every code path that cuts words gives the same tokens: the scalar
** reference, each vector path this processor has, and the text in pieces. On Unicode's
** samples, every code point, random text made to be nasty, and mutated prose, with a page
** after the text that must not be touched.
**
**   ASSAY_TEST_INPUTS=10000000 CK_FORK=no test_words_paths
**   ASSAY_TEST_SEED=7 test_words_paths                 other texts
*/
#include "break_test.h"
#include "text/words_cut.h"
#include "text/words_stream.h"

#include <sys/mman.h>
#include <unistd.h>

enum { LONGEST = 4096, DEFAULT_INPUTS = 150000 };

/* -- Random numbers, the same everywhere (xorshift64*) ------------------------------- */

static uint64_t state;

static unsigned below(unsigned n) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (unsigned)((state * 0x2545F4914F6CDD1Du) >> 33) % n;
}

static uint64_t number_from(const char *name, uint64_t otherwise) {
  const char *value = getenv(name);
  return value ? strtoull(value, NULL, 10) : otherwise;
}

/* -- A text whose end is the end of the world ---------------------------------------- */

static char *guarded_end; /* the first byte that may not be read */

static void make_guard(void) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE), room = (LONGEST / page + 1) * page;
  FILE *zero = fopen("/dev/zero", "r+");
  ck_assert_ptr_nonnull(zero);
  char *block = mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE, fileno(zero),
                     0);
  fclose(zero);
  ck_assert_ptr_ne(block, MAP_FAILED);
  ck_assert_int_eq(mprotect(block + room, page, PROT_NONE), 0);
  guarded_end = block + room;
}

static assay_str guarded(const char *text, size_t len) {
  if (len > 0) memcpy(guarded_end - len, text, len);
  return (assay_str){guarded_end - len, len};
}

/* -- Comparing ----------------------------------------------------------------------- */

static struct token_columns expected, got;

static void show(const char *path, assay_str text, size_t i) {
  fprintf(stderr, "path %s, token %zu of ", path, i);
  for (size_t k = 0; k < text.len; k++)
    fprintf(stderr, "\\x%02X", (unsigned char)text.ptr[k]);
  ck_abort_msg("path %s: %zu tokens, reference %zu, first difference at %zu", path,
               got.count, expected.count, i);
}

static void compare(const char *path, assay_str text) {
  size_t least = expected.count < got.count ? expected.count : got.count;
  for (size_t i = 0; i < least; i++)
    if (expected.begin[i] != got.begin[i] || expected.end[i] != got.end[i] ||
        expected.kind[i] != got.kind[i])
      show(path, text, i);
  if (expected.count != got.count) show(path, text, least);
}

/* Every path this processor has against the reference. */
static void check_paths(assay_str text) {
  expected.count = 0;
  ck_assert(words_cut_by(CPU_SCALAR, text, &expected));
  for (int path = 1; path < CPU_PATHS; path++) {
    if (!cpu_can((enum cpu_path)path)) continue;
    got.count = 0;
    ck_assert(words_cut_by((enum cpu_path)path, text, &got));
    compare(cpu_name((enum cpu_path)path), text);
  }
}

static void take_segments(struct words_stream *s) {
  struct word_segment segment;
  while (words_stream_next(s, &segment))
    if (!segment.space)
      ck_assert(tokens_add(&got, segment.begin, segment.end, segment.kind));
}

/* In pieces of `first`, then `step` bytes; expected holds the answer. */
static void check_stream(assay_str text, size_t first, size_t step) {
  struct words_stream s;
  words_stream_init(&s, NULL, SIZE_MAX / 2);
  got.count = 0;
  for (size_t at = 0, len = first; at < text.len; at += len, len = step) {
    if (len > text.len - at) len = text.len - at;
    words_stream_add(&s, (assay_str){text.ptr + at, len});
    take_segments(&s);
  }
  words_stream_finish(&s);
  take_segments(&s);
  ck_assert_int_eq(words_stream_status(&s, NULL), ASSAY_OK);
  words_stream_free(&s);
  compare("stream", text);
}

static void start(void) {
  make_guard();
  tokens_init(&expected, NULL);
  tokens_init(&got, NULL);
  state = 0x9E3779B97F4A7C15u ^ number_from("ASSAY_TEST_SEED", 1);
}

static void stop(void) {
  tokens_free(&expected);
  tokens_free(&got);
}

/* -- Unicode's samples --------------------------------------------------------------- */

/* Each line alone; split at every byte; byte by byte; and moved through a block of 64
** bytes by what stands before and after it. */
START_TEST(lines_of_word_break_test) {
  start();
  FILE *file = break_open("WordBreakTest.txt");
  char line[4096], moved[1024];
  struct break_line sample;
  int samples = 0;
  while (fgets(line, sizeof line, file)) {
    if (!break_parse(line, &sample)) continue;
    samples++;
    assay_str text = guarded(sample.text, sample.len);
    check_paths(text);
    for (size_t split = 1; split <= text.len; split++)
      check_stream(text, split, text.len);
    check_stream(text, 1, 1);
    for (size_t before = 1; before < 70; before++) {
      memset(moved, "a .\xC2"[before % 3], before);
      memcpy(moved + before, sample.text, sample.len);
      memset(moved + before + sample.len, 'b', before);
      check_paths(guarded(moved, before + sample.len + before % 2 * before));
    }
  }
  fclose(file);
  ck_assert_int_gt(samples, 1800);
  stop();
}
END_TEST

/* -- Random text --------------------------------------------------------------------- */

/* One or more of every class of every property, and what texts are made of. */
static const char *const pieces[] = {"a",
                                     "Z",
                                     "the",
                                     "word",
                                     "1",
                                     "42",
                                     "_",
                                     "'",
                                     ".",
                                     ":",
                                     ",",
                                     ";",
                                     "\"",
                                     "-",
                                     "$",
                                     "#",
                                     " ",
                                     " ",
                                     " ",
                                     "  ",
                                     "\n",
                                     "\r",
                                     "\r\n",
                                     "\t",
                                     "\v",
                                     "\x01",
                                     "\x7F",
                                     "\u2018",
                                     "\u2019",
                                     "\u201C",
                                     "\u201D",
                                     "\u2013",
                                     "\u2014",
                                     "\u2026",
                                     "\u00A0",
                                     "\u00E9",
                                     "\u00DF",
                                     "\u0151",
                                     "\u03B1\u03B2",
                                     "\u0416\u0438",
                                     "\u0E01",
                                     "\u0E31",
                                     "\u0915",
                                     "\u093F",
                                     "\u094D",
                                     "\u0301",
                                     "\u0300\u0301",
                                     "\u00AD",
                                     "\u200D",
                                     "\u200C",
                                     "\u200B",
                                     "\u2060",
                                     "\uFEFF",
                                     "\u05D0",
                                     "\u05D1\u05B8",
                                     "\u05F4",
                                     "\u0627",
                                     "\u0661",
                                     "\u066B",
                                     "\u060C",
                                     "\u00B7",
                                     "\u2027",
                                     "\u0387",
                                     "\uFF0C",
                                     "\uFF1A",
                                     "\uFF0E",
                                     "\u2024",
                                     "\uFE13",
                                     "\u203F",
                                     "\u202F",
                                     "\u30AB",
                                     "\u30BF\u30FC",
                                     "\u309B",
                                     "\u3031",
                                     "\u3042",
                                     "\u6F22",
                                     "\u5B57",
                                     "\u3000",
                                     "\u3001",
                                     "\u3002",
                                     "\uAC00",
                                     "\u1100\u1161",
                                     "\u00B2",
                                     "\u00BD",
                                     "\u2167",
                                     "\u20E3",
                                     "\uFE0F",
                                     "\u00A9",
                                     "\u2122",
                                     "\u2194",
                                     "\u2764",
                                     "\u24C2",
                                     "\u2139",
                                     "\U0001F600",
                                     "\U0001F468",
                                     "\U0001F3FD",
                                     "\U0001F1E9",
                                     "\U0001F1EA\U0001F1FA",
                                     "\U0001F468\u200D\U0001F469",
                                     "\U000E0067",
                                     "\U0001D400",
                                     "\U0001D7D8",
                                     "\U00020000",
                                     "\U0001E900",
                                     "\U00011315",
                                     "\U00011347",
                                     "\xC2\x85",
                                     "\u2028",
                                     "\u2029",
                                     "\uE000",
                                     "\uFFFD",
                                     "\uFFFF",
                                     "\u02C2",
                                     "\u02D7",
                                     "\u0903",
                                     "\u1680",
                                     "\u180E",
                                     "\u0488",
                                     "\u0F0C",
                                     "\uA4FF",
                                     "\U0010FFFF"};
enum { PIECES = sizeof pieces / sizeof *pieces };

static size_t add_piece(char *text, size_t len, const char *piece) {
  size_t more = strlen(piece);
  if (len + more > LONGEST) return len;
  memcpy(text + len, piece, more);
  return len + more;
}

/* Draws from a few pieces only, so that each meets itself and the others often. */
static size_t random_text(char *text, size_t most) {
  unsigned few[8], kinds = 1 + below(8);
  size_t len = 0;
  for (unsigned i = 0; i < kinds; i++) few[i] = below(PIECES);
  while (len < most) {
    unsigned which = below(16) == 0 ? below(PIECES) : few[below(kinds)];
    size_t longer = add_piece(text, len, pieces[which]);
    if (longer == len) break;
    len = longer;
  }
  return len;
}

/* Any code points. */
static size_t random_points(char *text, size_t most) {
  size_t len = 0;
  while (len < most && len + 4 <= LONGEST) {
    static const unsigned ranges[] = {0x80, 0x800, 0x3000, 0x10000, 0x20000, 0x110000};
    uint32_t cp = below(ranges[below(6)]);
    if (cp >= 0xD800 && cp < 0xE000) continue;
    len += utf8_encode(cp, text + len);
  }
  return len;
}

static const char *const prose[] = {
    "\u201CI don\u2019t know,\u201D said Mr. O\u2019Neill in 1935; \u2018it\u2019s 3.14, "
    "or 1,000 a year\u2014perhaps.\u2019 He wrote to a_b@c.example: \u201CNo!\u201D\n",
    "L\u2019\u00E9t\u00E9 dernier, j\u2019ai vu des \u00AB gar\u00E7ons \u00BB \u00E0 "
    "No\u00EBl ; il faisait 12,5 \u00B0C.\n",
    "\u0412 1917 \u0433\u043E\u0434\u0443 \u2014 \u00AB\u0432\u043E\u0439\u043D\u0430"
    "\u00BB, \u0438 \u043C\u0438\u0440... \u0647\u0630\u0627 \u060C\u0646\u0635\u061F "
    "\u05E9\u05DC\u05D5\u05DD \u05E6\u05D4\"\u05DC \u05D2'\u05D5\u05DF\n",
    "\u65E5\u672C\u8A9E\u306E\u30C6\u30AD\u30B9\u30C8\u3001\u30AB\u30BF\u30AB\u30CA"
    "\u3002\u0E20\u0E32\u0E29\u0E32\u0E44\u0E17\u0E22 \u0939\u093F\u0928\u094D\u0926"
    "\u0940 \uD55C\uAD6D\uC5B4 \U0001F600\U0001F44D\U0001F3FD\n"};

static size_t character_start(const char *text, size_t at) {
  while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80) at--;
  return at;
}

/* Prose with pieces put in and parts taken out, never inside a character. */
static size_t mutated_prose(char *text) {
  size_t len = 0;
  for (unsigned n = 1 + below(4); n > 0; n--) len = add_piece(text, len, prose[below(4)]);
  for (unsigned n = below(6); n > 0 && len > 0; n--) {
    size_t at = character_start(text, below((unsigned)len));
    const char *piece = pieces[below(PIECES)];
    size_t more = strlen(piece);
    if (below(2) == 0 && len + more <= LONGEST) {
      memmove(text + at + more, text + at, len - at);
      memcpy(text + at, piece, more);
      len += more;
    } else {
      size_t end = character_start(text, at + below((unsigned)(len - at)));
      memmove(text + at, text + end, len - end);
      len -= end - at;
    }
  }
  return len;
}

START_TEST(random_inputs) {
  static char text[LONGEST];
  start();
  uint64_t inputs = number_from("ASSAY_TEST_INPUTS", DEFAULT_INPUTS);
  for (uint64_t i = 0; i < inputs; i++) {
    size_t most = below(8) == 0 ? 1 + below(1000) : 1 + below(160), len;
    unsigned way = below(8);
    len = way < 5   ? random_text(text, most)
          : way < 7 ? mutated_prose(text)
                    : random_points(text, most);
    assay_str input = guarded(text, len);
    check_paths(input);
    if (i % 8 == 0) check_stream(input, 1 + below(64), 1 + below(64));
  }
  stop();
}
END_TEST

/* Every code point that is assigned between, before and after letters, digits, spaces,
** itself and a mark. */
START_TEST(every_code_point) {
  static char text[LONGEST];
  char cp_bytes[5] = "";
  start();
  for (uint32_t cp = 0; cp < 0xE0200; cp++) {
    if (cp == 0xD800) cp = 0xE000;
    if (cp == 0x31400) cp = 0xE0000;
    static const char *const around[] = {"a",         "b ",     "\u0301",  "1",
                                         "2.",        "",       " ",       "\u0915",
                                         "'x \u30AB", "\u05D0", "\"\u05D0"};
    size_t len = 0, size = utf8_encode(cp, cp_bytes);
    cp_bytes[size] = '\0';
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
      len = add_piece(text, len, around[i]);
      if (cp > 0) len = add_piece(text, len, cp_bytes);
    }
    len = add_piece(text, len, " and so on, until the block is full of plain letters");
    check_paths(guarded(text, len));
  }
  stop();
}
END_TEST

/* -- Long runs, and memory ----------------------------------------------------------- */

/* A segment longer than any block, of each piece, between two words. */
START_TEST(long_segments) {
  static char text[LONGEST];
  start();
  for (unsigned i = 0; i < PIECES; i++)
    for (unsigned k = 0; k < PIECES; k += 7)
      for (size_t most = 60; most < 400; most += 61) {
        size_t len = add_piece(text, 0, "x ");
        while (len < most) {
          len = add_piece(text, len, pieces[i]);
          if (len % 5 == 0) len = add_piece(text, len, pieces[k]);
        }
        len = add_piece(text, len, " y");
        check_paths(guarded(text, len));
      }
  stop();
}
END_TEST

static assay_status cut_some(const assay_allocator *a, assay_error *err) {
  (void)err;
  struct token_columns tokens;
  static char text[3000];
  memset(text, '.', sizeof text); /* more tokens than are expected of a text */
  tokens_init(&tokens, a);
  bool done = words_cut(S("one two"), &tokens) &&
              words_cut((assay_str){text, sizeof text}, &tokens);
  if (done) ck_assert_uint_eq(tokens.count, 3002);
  tokens_shrink(&tokens);
  if (done) ck_assert_uint_eq(tokens.end[1], 7);
  tokens_free(&tokens);
  return done ? ASSAY_OK : ASSAY_ENOMEM;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(cut_some);
}
END_TEST

static assay_status stream_some(const assay_allocator *a, assay_error *err) {
  struct words_stream s;
  struct word_segment segment;
  words_stream_init(&s, a, 64);
  for (int i = 0; i < 100; i++) {
    words_stream_add(&s, S("one "));
    while (words_stream_next(&s, &segment)) continue;
  }
  assay_status status = words_stream_status(&s, err);
  words_stream_free(&s);
  return status;
}

START_TEST(a_stream_keeps_little) {
  unit_fail_each(stream_some);
  struct words_stream s;
  struct word_segment segment;
  assay_error err;
  words_stream_init(&s, NULL, 16);
  words_stream_add(&s, S("a word of more"));
  ck_assert(words_stream_next(&s, &segment));
  words_stream_add(&s, S("than the sixteen bytes"));
  ck_assert(!words_stream_next(&s, &segment));
  ck_assert_int_eq(words_stream_status(&s, &err), ASSAY_ELIMIT);
  words_stream_free(&s);
}
END_TEST

UNIT_MAIN("words_paths", lines_of_word_break_test, random_inputs, every_code_point,
          long_segments, out_of_memory_leaves_nothing, a_stream_keeps_little)
