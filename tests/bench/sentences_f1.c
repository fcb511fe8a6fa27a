/*
** sentences_f1.c - how well sentence boundaries are found, against treebanks.
**     sentences_f1 FILE...
** FILE is CoNLL-U, or text with a sentence a line and a blank line between paragraphs;
** its language is the two letters before the first "_" that has them ("en_ewt-ud-dev").
** The text is put together again: paragraphs and documents are parted by a blank line,
** sentences by one space, or as the treebank's SpaceAfter says. Counted are the ends of
** sentences, white space apart; those that the end of a paragraph gives away are left
** out, found or not. Where several files are given, a last row adds them up.
** plain: SENTENCES_UAX29. ours: SENTENCES_WRAPPED in the language that was guessed.
** icu: ICU's break iterator with the suppressions of its locale ("en-u-ss-standard").
*/
#include "base/alloc.h"
#include "base/buffer.h"
#include "text/language.h"
#include "text/sentences.h"

#include <stdio.h>
#include <string.h>

#ifdef ASSAY_HAVE_ICU
#include <unicode/ubrk.h>
#include <unicode/utext.h>
#endif

/* -- Treebanks ---------------------------------------------------------------------- */

struct gold {
  struct buffer text;
  struct buffer ends; /* size_t each: where a sentence ends within a paragraph */
  char language[3];
};

struct reading { /* the state of reading one file */
  struct gold *gold;
  struct buffer pending; /* CoNLL-U: the text of the sentence */
  bool begun;            /* a sentence stands before this one in the text */
  bool paragraph;        /* a paragraph begins here */
  bool joined;           /* no space before the next sentence */
  bool last_joined;      /* of the last token: SpaceAfter=No */
};

static void add_sentence(struct reading *r, const char *text, size_t len) {
  struct buffer *out = &r->gold->text;
  if (r->begun && r->paragraph) {
    buffer_add(out, "\n\n", 2);
  } else if (r->begun) {
    size_t end = out->len;
    buffer_add(&r->gold->ends, (const char *)&end, sizeof end);
    if (!r->joined) buffer_add(out, " ", 1);
  }
  buffer_add(out, text, len);
  r->begun = true;
  r->paragraph = false;
}

static void read_text_line(struct reading *r, const char *line, size_t len) {
  if (len == 0)
    r->paragraph = true;
  else
    add_sentence(r, line, len);
}

static void read_conllu_line(struct reading *r, const char *line, size_t len) {
  static const char text[] = "# text = ";
  if (len == 0 && r->pending.len > 0) {
    add_sentence(r, r->pending.data, r->pending.len);
    r->pending.len = 0;
    r->joined = r->last_joined;
  } else if (strncmp(line, "# newdoc", 8) == 0 || strncmp(line, "# newpar", 8) == 0) {
    r->paragraph = true;
  } else if (strncmp(line, text, sizeof text - 1) == 0) {
    buffer_add(&r->pending, line + sizeof text - 1, len - (sizeof text - 1));
  } else if (len > 0 && line[0] != '#') {
    const char *misc = strrchr(line, '\t');
    r->last_joined = misc && strstr(misc, "SpaceAfter=No");
  }
}

static void find_language(const char *path, char language[3]) {
  for (const char *p = strchr(path, '_'); p; p = strchr(p + 1, '_')) {
    bool two = p - path >= 2 && p[-1] >= 'a' && p[-1] <= 'z' && p[-2] >= 'a' &&
               p[-2] <= 'z' && (p - path == 2 || p[-3] < 'a' || p[-3] > 'z');
    if (!two) continue;
    memcpy(language, p - 2, 2);
    language[2] = '\0';
    return;
  }
}

static bool read_gold(struct gold *gold, const char *path) {
  static char line[1 << 20];
  FILE *file = fopen(path, "r");
  if (!file) return false;
  assay_allocator alloc = alloc_default();
  struct reading r = {.gold = gold};
  bool conllu = strstr(path, ".conllu") != NULL;
  buffer_init(&r.pending, &alloc, 1 << 20);
  buffer_init(&gold->text, &alloc, SIZE_MAX / 2);
  buffer_init(&gold->ends, &alloc, SIZE_MAX / 2);
  memcpy(gold->language, "und", 3);
  gold->language[2] = '\0';
  const char *name = strrchr(path, '/');
  find_language(name ? name + 1 : path, gold->language);
  while (fgets(line, sizeof line, file)) {
    size_t len = strcspn(line, "\r\n");
    line[len] = '\0';
    if (conllu)
      read_conllu_line(&r, line, len);
    else
      read_text_line(&r, line, len);
  }
  fclose(file);
  buffer_free(&r.pending);
  return true;
}

/* -- Finders ------------------------------------------------------------------------ */

struct found {
  const struct gold *gold;
  size_t next; /* the next gold end to compare with */
  size_t hits, wrong;
  bool list; /* print what is wrong */
};

static void list_end(assay_str text, size_t end, const char *what) {
  size_t begin = end > 60 ? end - 60 : 0,
         after = text.len - end > 30 ? 30 : text.len - end;
  printf("%s %.*s|%.*s\n", what, (int)(end - begin), text.ptr + begin, (int)after,
         text.ptr + end);
}

/* A finder says that a sentence [.., end) ends; ends come in order. */
static void found_end(struct found *f, size_t end) {
  assay_str text = buffer_str(&f->gold->text);
  const size_t *ends = (const size_t *)(const void *)f->gold->ends.data;
  size_t count = f->gold->ends.len / sizeof *ends, after = end;
  while (end > 0 && (unsigned char)text.ptr[end - 1] <= ' ') end--;
  while (after < text.len && (unsigned char)text.ptr[after] <= ' ') after++;
  for (; f->next < count && ends[f->next] < end; f->next++)
    if (f->list) list_end(text, ends[f->next], "missed");
  if (end == 0 || after == text.len) return;
  bool given = memchr(text.ptr + end, '\n', after - end) != NULL;
  if (given) return;
  if (f->next < count && ends[f->next] == end) {
    f->hits++;
    f->next++;
    return;
  }
  f->wrong++;
  if (f->list) list_end(text, end, "wrong ");
}

static void find_with_assay(struct found *f, enum sentence_rule rule) {
  assay_str text = buffer_str(&f->gold->text);
  struct sentences it;
  size_t begin, end;
  if (rule == SENTENCES_UAX29)
    sentences_start(&it, text, rule);
  else
    sentences_start_in(&it, text, language_guess(text));
  while (sentences_next(&it, &begin, &end)) found_end(f, end);
}

#ifdef ASSAY_HAVE_ICU
static void find_with_icu(struct found *f) {
  assay_str text = buffer_str(&f->gold->text);
  char locale[32];
  UErrorCode status = U_ZERO_ERROR;
  snprintf(locale, sizeof locale, "%s@ss=standard", f->gold->language);
  UText *utext = utext_openUTF8(NULL, text.ptr, (int64_t)text.len, &status);
  UBreakIterator *it = ubrk_open(UBRK_SENTENCE, locale, NULL, 0, &status);
  ubrk_setUText(it, utext, &status);
  for (int32_t end = ubrk_next(it); U_SUCCESS(status) && end != UBRK_DONE;
       end = ubrk_next(it))
    found_end(f, (size_t)end);
  ubrk_close(it);
  utext_close(utext);
}
#endif

/* -- The table ---------------------------------------------------------------------- */

enum { PLAIN, OURS, ICU, FINDERS };

struct score {
  size_t hits, wrong, gold;
};

static void print_score(const struct score *s) {
  double p = s->hits + s->wrong ? (double)s->hits / (double)(s->hits + s->wrong) : 1;
  double r = s->gold ? (double)s->hits / (double)s->gold : 1;
  double f = p + r > 0 ? 2 * p * r / (p + r) : 0;
  printf("  %6.2f %6.2f %6.2f", 100 * p, 100 * r, 100 * f);
}

static void print_row(const char *name, const char *guess, const struct score *scores) {
  printf("%-28.28s %-5s %6zu", name, guess, scores[PLAIN].gold);
  print_score(&scores[PLAIN]);
  print_score(&scores[OURS]);
#ifdef ASSAY_HAVE_ICU
  print_score(&scores[ICU]);
#endif
  printf("\n");
}

static struct score score_with(const struct gold *gold, int finder, bool list) {
  struct found f = {.gold = gold, .list = list};
  if (finder == PLAIN) find_with_assay(&f, SENTENCES_UAX29);
  if (finder == OURS) find_with_assay(&f, SENTENCES_WRAPPED);
#ifdef ASSAY_HAVE_ICU
  if (finder == ICU) find_with_icu(&f);
#endif
  struct score score = {f.hits, f.wrong, gold->ends.len / sizeof(size_t)};
  return score;
}

static bool score_file(const char *path, bool list, struct score *sum) {
  struct gold gold;
  struct score scores[FINDERS] = {{0, 0, 0}};
  if (!read_gold(&gold, path)) {
    fprintf(stderr, "cannot read %s\n", path);
    return false;
  }
  for (int i = 0; i < FINDERS; i++) {
    scores[i] = score_with(&gold, i, list && i == OURS);
    sum[i].hits += scores[i].hits;
    sum[i].wrong += scores[i].wrong;
    sum[i].gold += scores[i].gold;
  }
  const char *name = strrchr(path, '/');
  print_row(name ? name + 1 : path, language_code(language_guess(buffer_str(&gold.text))),
            scores);
  buffer_free(&gold.text);
  buffer_free(&gold.ends);
  return true;
}

int main(int argc, char **argv) {
  struct score sum[FINDERS] = {{0, 0, 0}};
  bool list = argc > 1 && strcmp(argv[1], "--list") == 0, good = argc > 1;
  printf("%-28s %-5s %6s  %20s  %20s  %20s\n", "", "", "", "plain UAX #29: P R F1",
         "ours: P R F1", "ICU: P R F1");
  for (int i = list ? 2 : 1; i < argc; i++) good = score_file(argv[i], list, sum) && good;
  if (argc > 2) print_row("all", "", sum);
  return good ? 0 : 1;
}
