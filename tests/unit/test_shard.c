/* test_shard.c - the documents of a shard: what is in archives and files of lines, whose
** metadata they get, which are selected, and what is told at the end. */
#include "archive_bytes.h"
#include "corpus/corpus.h"
#include "corpus/document.h"
#include "temp_folder.h"

static struct temp temp;
static struct corpus *corpus;
static struct corpus_options options;
static struct buffer told;

static void begin(void) {
  temp_enter(&temp);
  memset(&options, 0, sizeof options);
  buffer_init(&told, NULL, BUFFER_NO_CEILING);
  corpus = NULL;
}

static void end(void) {
  corpus_free(corpus);
  buffer_free(&told);
  temp_leave(&temp);
}

static void put_bytes(const char *path, const struct buffer *bytes) {
  FILE *f = fopen(path, "wb");
  ck_assert_ptr_nonnull(f);
  ck_assert_uint_eq(fwrite(bytes->data, 1, bytes->len, f), bytes->len);
  ck_assert_int_eq(fclose(f), 0);
}

/* letters.tar: 1937/a.txt, 1938/b.txt, c.txt, d.png. */
static void make_archive(void) {
  struct buffer tar;
  buffer_init(&tar, NULL, BUFFER_NO_CEILING);
  tar_add(&tar, "1937/a.txt", '0', S("---\nauthor: Kim\nplace: Leeds\n---\nOne.\n"), 38);
  tar_add(&tar, "1938/b.txt", '0', S("Two."), 4);
  tar_add(&tar, "c.txt", '0', S("Three."), 6);
  tar_add(&tar, "d.png", '0', S("\x89PNG"), 4);
  tar_end(&tar);
  put_bytes("letters.tar", &tar);
  buffer_free(&tar);
}

static void put_value(assay_document *d, const char *name) {
  struct value value = document_field(d, (assay_str){name, strlen(name)});
  if (value.kind == VALUE_INTEGER)
    buffer_addf(&told, " %s=%d", name, (int)value.integer);
  else if (value.kind == VALUE_TEXT)
    buffer_addf(&told, " %s=%.*s", name, (int)value.text.len, value.text.ptr);
}

/* Opens the input and reads all: "name author=.. place=.. year=..|" for each document, "!
** name: message|" for failures, "- name: message|" for notes, also those at the end. */
static const char *read_all(const char *input) {
  struct corpus_tally tally;
  size_t note_count;
  assay_error err;
  corpus_free(corpus);
  buffer_clear(&told);
  ck_assert_int_eq(corpus_open(&corpus, &options, &input, 1, NULL), ASSAY_OK);
  corpus_tally_init(&tally);
  for (size_t i = 0; i < corpus_shard_count(corpus); i++) {
    struct corpus_shard *shard;
    struct corpus_found found;
    ck_assert_int_eq(corpus_shard_open(&shard, corpus, i, NULL, NULL), ASSAY_OK);
    for (bool more = true; more;) {
      if (corpus_shard_next(shard, &found, &more, &err) != ASSAY_OK)
        buffer_addf(&told, "! %s: %s|", err.source, err.message);
      if (found.note.len > 0)
        buffer_addf(&told, "- %s: %.*s|", found.name.ptr, (int)found.note.len,
                    found.note.ptr);
      if (!found.document) continue;
      buffer_add_str(&told, found.document->name);
      put_value(found.document, "author");
      put_value(found.document, "place");
      put_value(found.document, "year");
      buffer_add_char(&told, '|');
      assay_document_free(found.document);
    }
    ck_assert_int_eq(corpus_tally_add(&tally, corpus_shard_tally(shard), NULL), ASSAY_OK);
    corpus_shard_close(shard);
  }
  if (corpus_finish(corpus, &tally, &err) != ASSAY_OK)
    buffer_addf(&told, "! %s|", err.message);
  const struct corpus_note *notes = corpus_notes(corpus, &note_count);
  for (size_t i = 0; i < note_count; i++)
    buffer_addf(&told, "- %s: %s|", notes[i].path.ptr, notes[i].message.ptr);
  corpus_tally_free(&tally);
  buffer_add_char(&told, '\0');
  return told.data;
}

START_TEST(members_are_documents) {
  NEEDS_ARCHIVES;
  begin();
  make_archive();
  ck_assert_str_eq(read_all("letters.tar"),
                   "letters.tar/1937/a.txt author=Kim place=Leeds|letters.tar/1938/b.txt|"
                   "letters.tar/c.txt|"
                   "- letters.tar: skipped 1 file that no reader knows: .png 1|");
  end();
}
END_TEST

START_TEST(rows_count_more_than_what_a_document_says) {
  NEEDS_ARCHIVES;
  begin();
  make_archive();
  temp_put("metadata.csv", "file,author,year\n1937/a.txt,Okafor,1937\nb,,1938\n"
                           "letters.tar,Everyone,\nnobody.txt,X,1\n");
  options.meta_file = "metadata.csv";
  ck_assert_str_eq(read_all("letters.tar"),
                   "letters.tar/1937/a.txt author=Okafor place=Leeds year=1937|"
                   "letters.tar/1938/b.txt author=Everyone year=1938|"
                   "letters.tar/c.txt author=Everyone|"
                   "- letters.tar: skipped 1 file that no reader knows: .png 1|"
                   "- metadata.csv: 4 rows, joined to 3 of 3 documents|"
                   "- metadata.csv: 1 row matches no document, e.g. 'nobody.txt'|");
  end();
}
END_TEST

START_TEST(documents_without_a_row_are_told) {
  NEEDS_ARCHIVES;
  begin();
  make_archive();
  temp_put("metadata.csv", "file,author\na,Okafor\n");
  ck_assert_str_eq(read_all("letters.tar"),
                   "letters.tar/1937/a.txt author=Okafor place=Leeds|"
                   "letters.tar/1938/b.txt|letters.tar/c.txt|"
                   "- letters.tar: skipped 1 file that no reader knows: .png 1|"
                   "- metadata.csv: 1 row, joined to 1 of 3 documents|"
                   "- metadata.csv: 2 documents have no row, e.g. "
                   "'letters.tar/1938/b.txt'|");
  end();
}
END_TEST

START_TEST(a_pattern_is_held_against_members) {
  NEEDS_ARCHIVES;
  begin();
  make_archive();
  options.meta_pattern = "{year:int}/{_}.txt";
  ck_assert_str_eq(read_all("letters.tar"),
                   "letters.tar/1937/a.txt author=Kim place=Leeds year=1937|"
                   "letters.tar/1938/b.txt year=1938|letters.tar/c.txt|"
                   "- letters.tar: skipped 1 file that no reader knows: .png 1|"
                   "- : 1 document does not match the metadata pattern "
                   "'{year:int}/{_}.txt', e.g. 'letters.tar/c.txt'|");
  end();
}
END_TEST

START_TEST(a_condition_selects) {
  NEEDS_ARCHIVES;
  begin();
  make_archive();
  options.meta_pattern = "{year:int}/{_}.txt";
  options.where = "year >= 1938 or author = Kim";
  ck_assert_ptr_eq(strstr(read_all("letters.tar"),
                          "letters.tar/1937/a.txt author=Kim place=Leeds year=1937|"
                          "letters.tar/1938/b.txt year=1938|- "),
                   told.data);
  options.where = "auther = Kim";
  ck_assert_ptr_nonnull(strstr(read_all("letters.tar"), "did you mean 'author'"));
  end();
}
END_TEST

START_TEST(a_large_file_of_lines_is_cut) {
  struct buffer text;
  begin();
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  size_t lines = 0;
  while (text.len < 20u << 20)
    buffer_addf(&text, "{\"text\": \"%0*zu\"}\n", (int)(lines % 997 + 300), lines + 1),
        lines++;
  put_bytes("big.jsonl", &text);
  buffer_free(&text);
  const char *all = read_all("big.jsonl");
  ck_assert_uint_eq(corpus_shard_count(corpus), 2);
  for (size_t i = 1; i <= lines; i++) {
    char name[64];
    int len = snprintf(name, sizeof name, "big.jsonl:%zu|", i);
    ck_assert_msg(strncmp(all, name, (size_t)len) == 0, "line %zu is '%.30s'", i, all);
    all += len;
  }
  ck_assert_str_eq(all, "");
  end();
}
END_TEST

START_TEST(data_beside_texts_are_no_documents) {
  begin();
  temp_folder("c");
  temp_put("c/rows.csv", "text\none\ntwo\n");
  ck_assert_str_eq(read_all("c"), "c/rows.csv:2|c/rows.csv:3|");
  temp_put("c/a.txt", "One.");
  ck_assert_str_eq(read_all("c"), "c/a.txt|c/rows.csv:2|c/rows.csv:3|");
  temp_put("c/rows.csv", "word\none\ntwo\n");
  ck_assert_str_eq(read_all("c"),
                   "c/a.txt|"
                   "- c/rows.csv: skipped: is data beside texts (--text-field reads it)|"
                   "- c: skipped 1 file of data beside texts: .csv 1|");
  options.text_field = "word";
  ck_assert_str_eq(read_all("c"), "c/a.txt|c/rows.csv:2|c/rows.csv:3|");
  end();
}
END_TEST

START_TEST(a_format_must_be_known) {
  const char *input = "c";
  assay_error err;
  begin();
  options.format = "htlm";
  ck_assert_int_eq(corpus_open(&corpus, &options, &input, 1, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "there is no format 'htlm', did you mean 'html'?");
  end();
}
END_TEST

static assay_status open_and_read(const assay_allocator *a, assay_error *err) {
  const char *input = "letters.tar";
  struct corpus_options some = {.meta_pattern = "{year:int}/{_}.txt",
                                .meta_file = "metadata.csv",
                                .where = "year > 1",
                                .allocator = *a};
  assay_document_options each = ASSAY_DOCUMENT_OPTIONS_INIT;
  struct corpus *c;
  assay_document *d;
  each.allocator = *a;
  assay_status status = corpus_open(&c, &some, &input, 1, err);
  if (status != ASSAY_OK) return status;
  status = corpus_read(c, 0, &each, &d, err);
  if (status == ASSAY_OK) assay_document_free(d);
  corpus_free(c);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  NEEDS_ARCHIVES;
  begin();
  make_archive();
  temp_put("metadata.csv", "file,author\na,Okafor\n");
  unit_fail_each(open_and_read);
  end();
}
END_TEST

/* many.tar: above 4 MiB, of members that are good, broken and no documents. */
static void make_large_archive(void) {
  struct buffer tar;
  char name[32], *big = malloc(1 << 20);
  ck_assert_ptr_nonnull(big);
  memset(big, 'a', 1 << 20);
  buffer_init(&tar, NULL, BUFFER_NO_CEILING);
  for (int i = 0; i < 200; i++) {
    bool large = i % 40 == 0;
    snprintf(name, sizeof name, "%d/%03d.%s", 1900 + i, i, i % 50 == 49 ? "png" : "txt");
    if (i % 30 == 29)
      tar_add(&tar, name, '0', S("\x89PNG\r\n\x1A\n\0\0"), 10);
    else if (large)
      tar_add(&tar, name, '0', (assay_str){big, 1 << 20}, 1 << 20);
    else
      tar_add(&tar, name, '0', S("---\nauthor: Kim\n---\nOne."), 24);
  }
  tar_end(&tar);
  put_bytes("many.tar", &tar);
  buffer_free(&tar);
  free(big);
}

/* With a thread that reads ahead everything is as without. */
START_TEST(reading_ahead) {
  NEEDS_ARCHIVES;
  begin();
  make_large_archive();
  options.meta_pattern = "{year:int}/{_}.txt";
  char *without = strdup(read_all("many.tar"));
  ck_assert_ptr_nonnull(strstr(without, "many.tar/1901/001.txt author=Kim year=1901|"));
  ck_assert_ptr_nonnull(strstr(without, "! many.tar/1929/029.txt: looks binary"));
  ck_assert_ptr_nonnull(strstr(without, "- many.tar: skipped "));
  options.read_ahead = true;
  ck_assert_str_eq(read_all("many.tar"), without);
  free(without);
  end();
}
END_TEST

/* Whoever stops in the middle does not wait for the rest. */
START_TEST(reading_ahead_is_given_up) {
  NEEDS_ARCHIVES;
  const char *input = "many.tar";
  begin();
  make_large_archive();
  options.read_ahead = true;
  ck_assert_int_eq(corpus_open(&corpus, &options, &input, 1, NULL), ASSAY_OK);
  for (int documents = 0; documents < 4; documents++) {
    struct corpus_shard *shard;
    struct corpus_found found;
    bool more;
    ck_assert_int_eq(corpus_shard_open(&shard, corpus, 0, NULL, NULL), ASSAY_OK);
    for (int i = 0; i < documents; i++) {
      ck_assert_int_eq(corpus_shard_next(shard, &found, &more, NULL), ASSAY_OK);
      assay_document_free(found.document);
    }
    corpus_shard_close(shard);
  }
  end();
}
END_TEST

UNIT_MAIN("shard", reading_ahead, reading_ahead_is_given_up, members_are_documents,
          rows_count_more_than_what_a_document_says, documents_without_a_row_are_told,
          a_pattern_is_held_against_members, a_condition_selects,
          a_large_file_of_lines_is_cut, data_beside_texts_are_no_documents,
          a_format_must_be_known, out_of_memory_leaves_nothing)
