/*
** ngrams.c - how fast n-grams are counted, from raw text to the sorted list, against
** other programs in the same run. A program of its own, without the library:
**
**   cc -O2 -o bench-ngrams tests/bench/ngrams.c
**   ./bench-ngrams ASSAY FOLDER MEGABYTES TEXT...
**   ./bench-ngrams --growth ASSAY FOLDER MEGABYTES TEXT...
**
** Fills FOLDER, which must not exist, with about so many megabytes: first the texts
** given, then sentences pieced together from runs of 1 to 7 words of theirs, which keeps
** about half of the different trigrams of a text new, as in real ones. Prints user and
** system time as MB/s (1e6 bytes), and the largest resident size; each figure is the
** median of ROUNDS runs, the wall-clock time that of the fastest. One thread and two run
** in turn, so that what else the machine does meets both alike. Peers that are not
** installed are left out: mawk, python3 with scikit-learn, IRSTLM's ngt. With --growth it
** adds to the folder until there is twice, four and eight times as much, and prints what
** trigrams cost at each size instead.
*/
#define _DEFAULT_SOURCE
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where Debian keeps ngt. */
#define NGT_PATH "PATH=$PATH:/usr/lib/irstlm/bin; "

enum { ROUNDS = 3, DOCUMENT = 128 * 1024 };

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* -- The text ---------------------------------------------------------------------- */

struct corpus {
  const char *folder;
  char *text; /* of all that was given */
  size_t len, cap;
  uint32_t *words; /* where words begin in text */
  size_t word_count, word_cap;
  size_t written, documents;
  uint64_t state;
};

static unsigned below(struct corpus *c, size_t n) { /* xorshift64* */
  c->state ^= c->state >> 12;
  c->state ^= c->state << 25;
  c->state ^= c->state >> 27;
  return (unsigned)((c->state * 0x2545F4914F6CDD1Du >> 33) % n);
}

static void *grow(void *items, size_t *cap, size_t needed, size_t size) {
  if (needed <= *cap) return items;
  *cap = needed * 2;
  items = realloc(items, *cap * size);
  if (!items) fail("memory");
  return items;
}

static void write_document(struct corpus *c, const char *bytes, size_t len) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%06zu.txt", c->folder, c->documents++);
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(bytes, 1, len, file) != len || fclose(file) != 0) fail(path);
  c->written += len;
}

static void add_text(struct corpus *c, const char *path) {
  char piece[65536];
  FILE *file = fopen(path, "rb");
  if (!file) fail(path);
  size_t begin = c->len, got;
  while ((got = fread(piece, 1, sizeof piece, file)) > 0) {
    c->text = grow(c->text, &c->cap, c->len + got + 1, 1);
    memcpy(c->text + c->len, piece, got);
    c->len += got;
  }
  fclose(file);
  write_document(c, c->text + begin, c->len - begin);
  bool inside = false;
  for (size_t i = begin; i < c->len; i++) {
    bool space = (unsigned char)c->text[i] <= ' ';
    if (!space && !inside) {
      c->words = grow(c->words, &c->word_cap, c->word_count + 1, sizeof *c->words);
      c->words[c->word_count++] = (uint32_t)i;
    }
    inside = !space;
  }
}

static size_t copy_run(struct corpus *c, char *out, size_t room) {
  size_t word = below(c, c->word_count), count = 1 + below(c, 7), len = 0;
  for (; count > 0 && word < c->word_count; count--, word++) {
    const char *from = c->text + c->words[word], *end = c->text + c->len;
    size_t size = 0;
    while (from + size < end && (unsigned char)from[size] > ' ') size++;
    if (len + size + 1 > room) break;
    memcpy(out + len, from, size);
    out[len + size] = ' ';
    len += size + 1;
  }
  return len;
}

static void make_text(struct corpus *c, size_t bytes) {
  char *document = malloc(DOCUMENT + 4);
  if (!document) fail("memory");
  while (c->written < bytes) {
    size_t len = 0;
    for (int run = 0; len + 200 < DOCUMENT; run++) {
      len += copy_run(c, document + len, DOCUMENT - len);
      if (run % 6 == 5) memcpy(document + len - 1, ". ", 2), len++;
      if (run % 40 == 39) memcpy(document + len, "\n\n", 2), len += 2;
    }
    write_document(c, document, len);
  }
  free(document);
}

/* What the folder was made of; a process that begins others should be small, as theirs
** begins with a copy of it. */
static void end_text(struct corpus *c) {
  free(c->text);
  free(c->words);
  c->text = NULL;
  c->words = NULL;
}

/* -- Running ------------------------------------------------------------------------- */

struct cost {
  double cpu, wall, megabytes;
};

static double seconds(struct timeval t) {
  return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int by_cpu(const void *a, const void *b) {
  double x = ((const struct cost *)a)->cpu, y = ((const struct cost *)b)->cpu;
  return (x > y) - (x < y);
}

static double wall_least(const struct cost *costs, int rounds) {
  double least = costs[0].wall;
  for (int i = 1; i < rounds; i++)
    if (costs[i].wall < least) least = costs[i].wall;
  return least;
}

static bool run_once(const char *command, struct cost *cost) {
  struct timeval begin, end;
  struct rusage usage;
  int status;
  gettimeofday(&begin, NULL);
  pid_t child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
  }
  if (child < 0 || wait4(child, &status, 0, &usage) < 0) fail("a process");
  gettimeofday(&end, NULL);
  cost->cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  cost->wall = seconds(end) - seconds(begin);
  cost->megabytes = (double)usage.ru_maxrss / 1024;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The median run; cpu is 0 when the command failed. */
static struct cost measure(const char *name, size_t bytes, const char *command,
                           int rounds) {
  struct cost costs[ROUNDS];
  for (int i = 0; i < rounds; i++)
    if (!run_once(command, &costs[i])) {
      printf("%-34s failed\n", name);
      return (struct cost){0, 0, 0};
    }
  qsort(costs, (size_t)rounds, sizeof *costs, by_cpu);
  struct cost median = costs[rounds / 2];
  median.wall = wall_least(costs, rounds);
  double size = (double)bytes / 1e6;
  printf("%-34s %7.1f MB/s  %7.2f ms/MB  wall %6.2f s  %6.0f MB\n", name,
         size / median.cpu, median.cpu * 1e3 / size, median.wall, median.megabytes);
  fflush(stdout);
  return median;
}

struct command {
  char text[8192];
};

static struct command command_of(const struct corpus *c, const char *program,
                                 const char *arguments) {
  struct command made;
  snprintf(made.text, sizeof made.text, "exec '%s' %s --tsv --quiet '%s' >/dev/null 2>&1",
           program, arguments, c->folder);
  return made;
}

static struct cost assay(const struct corpus *c, const char *program,
                         const char *arguments) {
  const struct command command = command_of(c, program, arguments);
  return measure(arguments, c->written, command.text, ROUNDS);
}

static void ratio(const char *what, double over, double under) {
  if (over > 0 && under > 0) printf("    %s: %.2f\n", what, over / under);
}

/* The fastest of some runs with one thread over the fastest of as many with two. */
static void two_threads(const struct corpus *c, const char *program,
                        const char *arguments, int rounds) {
  double least[2] = {0, 0};
  for (int i = 0; i < 2 * rounds; i++) {
    char with[256];
    snprintf(with, sizeof with, "%s --threads %d", arguments, i % 2 + 1);
    const struct command command = command_of(c, program, with);
    struct cost cost;
    if (!run_once(command.text, &cost)) {
      printf("%-34s failed\n", with);
      return;
    }
    if (least[i % 2] == 0 || cost.wall < least[i % 2]) least[i % 2] = cost.wall;
  }
  printf("%-34s wall %.4f s with one thread, %.4f s with two\n", arguments, least[0],
         least[1]);
  ratio("speed of two threads", least[0], least[1]);
}

/* A peer reads all texts from standard input. */
static void peer(const struct corpus *c, const char *name, const char *test,
                 const char *program, struct cost ours) {
  char command[8192];
  if (system(test) != 0) {
    printf("%-34s is not installed\n", name);
    return;
  }
  snprintf(command, sizeof command, "cat '%s'/*.txt | { %s; } >/dev/null 2>&1", c->folder,
           program);
  struct cost cost = measure(name, c->written, command, 1);
  ratio("times as fast", cost.cpu, ours.cpu);
}

/* Different trigrams, as the program says them in its notes. */
static double distinct(const struct corpus *c, const char *assay) {
  char command[8192], line[512];
  unsigned long long all, different = 0;
  snprintf(command, sizeof command,
           "'%s' ngrams -n 3 --limit 1 --threads 1 '%s' 2>&1 >/dev/null", assay,
           c->folder);
  FILE *notes = popen(command, "r");
  if (!notes) fail("a pipe");
  while (fgets(line, sizeof line, notes)) {
    const char *found = strstr(line, "3-grams: ");
    if (found) sscanf(found, "3-grams: %llu, %llu different", &all, &different);
  }
  pclose(notes);
  return (double)different;
}

/* Flat figures are what one hopes for. */
static void growth(struct corpus *c, const char *program, size_t megabytes) {
  for (int times = 1; times <= 8; times *= 2) {
    make_text(c, megabytes * (size_t)times * 1000000);
    printf("%.1f MB in %zu documents\n", (double)c->written / 1e6, c->documents);
    struct cost cost = assay(c, program, "ngrams -n 3 --threads 1");
    const double different = distinct(c, program);
    if (different > 0)
      printf("    %.1f million different, bytes of memory for each: %.1f\n",
             different / 1e6, cost.megabytes * 1048576 / different);
  }
}

/* Fills the folder with texts, or says why not. */
static bool begin_text(struct corpus *c, const char *name, char **texts, int count) {
  if (mkdir(c->folder, 0777) != 0) fail(c->folder);
  for (int i = 0; i < count; i++) add_text(c, texts[i]);
  if (c->word_count > 0) return true;
  fprintf(stderr, "%s: no words in the texts\n", name);
  return false;
}

/* Our own runs; what peers are compared with comes back. */
static void ourselves(const struct corpus *c, const char *program, struct cost *words,
                      struct cost *three) {
  *words = assay(c, program, "words --threads 1");
  *three = assay(c, program, "ngrams -n 3 --threads 1");
  const struct cost twice = assay(c, program, "ngrams -n 3 --min 2 --threads 1");
  ratio("memory of that of all", twice.megabytes, three->megabytes);
  const struct cost five = assay(c, program, "ngrams -n 1..5 --threads 1");
  const struct cost bounded = assay(c, program,
                                    "ngrams -n 1..5 --threads 1 --memory 300M");
  ratio("speed of that without a budget", five.wall, bounded.wall);
  two_threads(c, program, "words", 25);
  two_threads(c, program, "ngrams -n 3", 5);
}

static void peers(const struct corpus *c, struct cost words, struct cost three) {
  peer(c, "mawk, words", "command -v mawk >/dev/null",
       "LC_ALL=C mawk '{n=split(tolower($0),w,/[^a-z]+/);for(i=1;i<=n;i++)c[w[i]]++}"
       "END{for(k in c)print c[k],k}' | LC_ALL=C sort -rn",
       words);
  const char *sklearn =
      "python3 -c '\nimport sys\nfrom sklearn.feature_extraction.text import "
      "CountVectorizer as V\nv=V(ngram_range=(%d,%d))\nx=v.fit_transform("
      "sys.stdin.read().split(\"\\n\\n\")).sum(axis=0).A1\nfor t,n in sorted(zip("
      "v.get_feature_names_out(),x),key=lambda p:(-p[1],p[0])): print(n,t)'";
  const char *has_sklearn = "python3 -c 'import sklearn' 2>/dev/null";
  char program[2048];
  snprintf(program, sizeof program, sklearn, 1, 1);
  peer(c, "scikit-learn, words", has_sklearn, program, words);
  snprintf(program, sizeof program, sklearn, 3, 3);
  peer(c, "scikit-learn, trigrams", has_sklearn, program, three);
  peer(c, "IRSTLM ngt, trigrams", NGT_PATH "command -v ngt >/dev/null",
       NGT_PATH "tr 'A-Z' 'a-z' | ngt -i=/dev/stdin -n=3 -gooout=y -o=/dev/stdout",
       three);
}

int main(int argc, char **argv) {
  const bool growing = argc > 1 && strcmp(argv[1], "--growth") == 0;
  const char *name = argv[0];
  if (growing) argc--, argv++;
  if (argc < 5) {
    fprintf(stderr, "usage: %s [--growth] ASSAY FOLDER MEGABYTES TEXT...\n", name);
    return 2;
  }
  struct corpus c = {.folder = argv[2], .state = 0x9E3779B97F4A7C15u};
  const size_t megabytes = (size_t)strtoull(argv[3], NULL, 10);
  if (!begin_text(&c, name, argv + 4, argc - 4)) return 1;
  if (growing) {
    growth(&c, argv[1], megabytes);
    return 0;
  }
  make_text(&c, megabytes * 1000000);
  end_text(&c);
  printf("%.1f MB in %zu documents\n", (double)c.written / 1e6, c.documents);
  struct cost words, three;
  ourselves(&c, argv[1], &words, &three);
  peers(&c, words, three);
  return 0;
}
