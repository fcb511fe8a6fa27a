/* test_corpus.c - opening folders, joining metadata in all its variants, shards, reading.
 */
#include "corpus/corpus.h"

#include "corpus/document.h"
#include "temp_folder.h"

static struct temp temp;
static struct corpus *corpus;
static struct corpus_options options;

static assay_status try_open(const char *input, assay_error *err) {
  const char *const inputs[] = {input};
  return corpus_open(&corpus, &options, inputs, 1, err);
}

static void open_corpus(const char *input) {
  assay_error err;
  ck_assert_msg(try_open(input, &err) == ASSAY_OK, "%s", err.message);
}

static void begin(void) {
  temp_enter(&temp);
  memset(&options, 0, sizeof options);
}

static void end(void) {
  corpus_free(corpus);
  corpus = NULL;
  temp_leave(&temp);
}

static const char *told(void) {
  static char out[2048];
  size_t len = 0, count;
  const struct corpus_note *notes = corpus_notes(corpus, &count);
  out[0] = '\0';
  for (size_t i = 0; i < count; i++)
    len += (size_t)snprintf(out + len, sizeof out - len, "%s%c %s: %s", i ? "\n" : "",
                            notes[i].kind == NOTE_PROBLEM ? '!' : '-', notes[i].path.ptr,
                            notes[i].message.ptr);
  return out;
}

/* The text or number of a field of a document, "-" when there is none. */
static const char *value(size_t document, const char *field) {
  static char out[256];
  const struct metadata *m = corpus_metadata(corpus);
  struct value v = metadata_value(m, document, metadata_find(m, str_from(field)));
  if (v.kind == VALUE_TEXT)
    snprintf(out, sizeof out, "%.*s", (int)v.text.len, v.text.ptr);
  else if (v.kind == VALUE_INTEGER)
    snprintf(out, sizeof out, "%lld", (long long)v.integer);
  else if (v.kind == VALUE_NUMBER)
    snprintf(out, sizeof out, "%.3f", v.number);
  else
    snprintf(out, sizeof out, "-");
  return out;
}

/* Four documents: c/a/01.txt, c/a/02.txt, c/b/01.txt, c/b/Smith.md */
static void make_documents(void) {
  temp_folder("c");
  temp_folder("c/a");
  temp_folder("c/b");
  temp_put("c/a/01.txt", "one");
  temp_put("c/a/02.txt", "two two");
  temp_put("c/b/01.txt", "three");
  temp_put("c/b/Smith.md", "four");
}

static void check_join(const char *csv, const char *expected) {
  char all[256] = "";
  size_t len = 0;
  begin();
  make_documents();
  temp_put("c/metadata.csv", csv);
  open_corpus("c");
  for (size_t i = 0; i < 4; i++)
    len += (size_t)snprintf(all + len, sizeof all - len, "%s%s", i ? " " : "",
                            value(i, "v"));
  ck_assert_str_eq(all, expected);
  end();
}

START_TEST(rows_join_by_the_end_of_the_path) {
  check_join("file,v\na/01.txt,w\na/02.txt,x\nb/01.txt,y\nb/Smith.md,z\n", "w x y z");
  check_join("file,v\na/01,w\na/02,x\nb/01,y\nSmith,z\n", "w x y z");
  check_join("file,v\nc/a/01.txt,w\n./a/02.txt,x\n", "w x - -");
  check_join("file,v\n01.txt,both\n02,x\n", "both x both -");
  check_join("file,v\n01,both\nb/01,longer\n", "both - longer -");
  check_join("file,v\n01,without\n01.txt,with\n", "with - with -");
  check_join("file,v\nsmith.md,case\nmith.md,part\n1.txt,part\n", "- - - -");
}
END_TEST

/* An accent composed and as a character of its own; an exact name comes first. */
START_TEST(names_join_however_their_accents_are_written) {
  static const char *const composed = "\xC3\xA9", *const apart = "e\xCC\x81";
  for (int i = 0; i < 2; i++) {
    char csv[128], path[64];
    begin();
    temp_folder("n");
    snprintf(path, sizeof path, "n/%st%s.txt", composed, apart);
    temp_put(path, "summer");
    snprintf(csv, sizeof csv, "file,v\n%st%s%s,w\n", i ? apart : composed,
             i ? composed : apart, i ? "" : ".txt");
    temp_put("n/metadata.csv", csv);
    open_corpus("n");
    ck_assert_str_eq(value(0, "v"), "w");
    ck_assert_str_eq(told(), "- n/metadata.csv: 1 row, joined to 1 of 1 document");
    end();
  }
  begin();
  temp_folder("n");
  temp_put("n/\xC3\xA9.txt", "one");
  temp_put("n/\xE9.txt", "no UTF-8");
  temp_put("n/metadata.csv", "file,v\ne\xCC\x81,other\n\xC3\xA9,exact\n");
  open_corpus("n");
  size_t one = str_equal(corpus_name(corpus, 0), S("n/\xC3\xA9.txt")) ? 0 : 1;
  ck_assert_str_eq(value(one, "v"), "exact");
  ck_assert_str_eq(value(1 - one, "v"), "-");
  end();
}
END_TEST

START_TEST(the_join_column_is_found_by_name) {
  check_join("v,FileName\nw,a/01.txt\n", "w - - -");
  check_join("id,v,file\n9,w,a/01.txt\n", "w - - -");
  check_join("Text,v\na/01.txt,w\n", "w - - -");
  check_join("v;document\nw;a/01.txt\n", "w - - -");
  check_join("\xEF\xBB\xBFpath\tv\r\na/01.txt\tw\r\n", "w - - -");
}
END_TEST

START_TEST(notes_say_how_well_it_joined) {
  begin();
  make_documents();
  temp_put("c/metadata.csv", "file,v\na/01.txt,w\nnobody,x\nnowhere,y\n02,old\n02,new\n");
  open_corpus("c");
  ck_assert_str_eq(told(),
                   "- c/metadata.csv: 5 rows, joined to 2 of 4 documents\n"
                   "- c/metadata.csv: 1 row repeats the name of an earlier one; the last "
                   "one counts\n"
                   "- c/metadata.csv: 2 rows match no document, e.g. 'nobody'\n"
                   "- c/metadata.csv: 2 documents have no row, e.g. 'c/b/01.txt'");
  ck_assert_str_eq(value(1, "v"), "new");
  ck_assert_int_eq(metadata_find(corpus_metadata(corpus), S("file")), -1);
  end();
}
END_TEST

START_TEST(one_document_does_not_hear_of_the_rows_of_others) {
  begin();
  make_documents();
  temp_put("c/metadata.csv", "file,v\na/01.txt,w\na/02.txt,x\n");
  open_corpus("c/a/01.txt");
  ck_assert_str_eq(told(), "- c/metadata.csv: 2 rows, joined to 1 of 1 document");
  end();
}
END_TEST

START_TEST(a_broken_file_that_was_found_is_a_problem) {
  begin();
  make_documents();
  temp_put("c/metadata.csv", "file,v\n\n\"a/01,w\n");
  open_corpus("c");
  ck_assert_str_eq(told(), "! c/metadata.csv:3: unclosed quote");
  ck_assert_uint_eq(corpus_count(corpus), 4);
  corpus_free(corpus);
  temp_put("c/metadata.csv", "");
  open_corpus("c");
  ck_assert_str_eq(told(), "! c/metadata.csv: no line with the names of columns");
  corpus_free(corpus);
  temp_put("c/metadata.csv", "file,v\na,b,,\na,b,c\n");
  open_corpus("c");
  ck_assert_str_eq(told(),
                   "! c/metadata.csv:3: 3 cells in a row, but 2 in the first line");
  corpus_free(corpus);
  temp_put("c/metadata.csv", "file,v,v\n");
  open_corpus("c");
  ck_assert_str_eq(told(), "! c/metadata.csv:1: two columns are named 'v'");
  end();
}
END_TEST

START_TEST(a_broken_file_that_was_asked_for_fails) {
  assay_error err;
  begin();
  make_documents();
  options.meta_file = "m.csv";
  ck_assert_int_eq(try_open("c", &err), ASSAY_EIO);
  ck_assert_str_eq(err.source, "m.csv");
  ck_assert_str_eq(err.message, "no such file or folder");
  temp_put("m.csv", "file,v\nx,\"");
  ck_assert_int_eq(try_open("c", &err), ASSAY_EFORMAT);
  ck_assert_str_eq(err.source, "m.csv");
  ck_assert_uint_eq(err.line, 2);
  ck_assert_str_eq(err.message, "unclosed quote");
  ck_assert_ptr_null(corpus);
  end();
}
END_TEST

START_TEST(a_file_that_was_asked_for_replaces_those_found) {
  begin();
  make_documents();
  temp_put("c/metadata.csv", "file,v,found\na/01.txt,w,yes\n");
  temp_put("m.tsv", "doc\tv\n01\tasked, for\n");
  options.meta_file = "m.tsv";
  open_corpus("c");
  ck_assert_str_eq(value(0, "v"), "asked, for");
  ck_assert_str_eq(value(0, "found"), "-");
  end();
}
END_TEST

START_TEST(spreadsheets_in_other_encodings_are_read) {
  begin();
  make_documents();
  temp_put("c/metadata.csv", "file;v\r\n01;caf\xE9 \x93quoted\x94\r\n");
  open_corpus("c");
  ck_assert_str_eq(value(0, "v"), "caf\xC3\xA9 \xE2\x80\x9Cquoted\xE2\x80\x9D");
  end();
}
END_TEST

START_TEST(the_nearest_metadata_file_counts) {
  begin();
  make_documents();
  temp_put("c/metadata.csv", "file,v\n01,far\n02,far\n");
  temp_put("c/b/metadata.csv", "file,v\n01,near\n");
  open_corpus("c");
  ck_assert_str_eq(value(0, "v"), "far");
  ck_assert_str_eq(value(2, "v"), "near");
  ck_assert_str_eq(told(),
                   "- c/metadata.csv: 2 rows, joined to 2 of 2 documents\n"
                   "- c/b/metadata.csv: 1 row, joined to 1 of 2 documents\n"
                   "- c/b/metadata.csv: 1 document has no row, e.g. 'c/b/Smith.md'");
  end();
}
END_TEST

START_TEST(patterns_give_fields_and_files_override_them) {
  begin();
  temp_folder("c");
  temp_put("c/1938-09-30_Smith.txt", "");
  temp_put("c/1939-01-02_Jones.txt", "");
  temp_put("c/notes.txt", "");
  temp_put("c/metadata.csv", "file,who,empty\n1939-01-02_Jones,Alice Jones,\n"
                             "1938-09-30_Smith,,\n");
  options.meta_pattern = "{date:%Y-%m-%d}_{who}";
  open_corpus("c");
  ck_assert_str_eq(value(0, "who"), "Smith");
  ck_assert_str_eq(value(1, "who"), "Alice Jones");
  ck_assert_str_eq(value(0, "date"), "1938-09-30");
  ck_assert_str_eq(value(0, "year"), "1938");
  ck_assert_str_eq(value(0, "decade"), "1930");
  ck_assert_str_eq(value(1, "month"), "1");
  ck_assert_str_eq(value(2, "year"), "-");
  size_t count;
  const struct field *fields = metadata_fields(corpus_metadata(corpus), &count);
  ck_assert_uint_eq(count, 6);
  ck_str(fields[2].name, "empty");
  ck_assert_ptr_nonnull(strstr(told(), "- : 1 document does not match the metadata "
                                       "pattern '{date:%Y-%m-%d}_{who}', e.g. "
                                       "'c/notes.txt'\n"));
  end();
}
END_TEST

START_TEST(a_pattern_for_nothing_says_so) {
  assay_error err;
  begin();
  make_documents();
  options.meta_pattern = "{x}_{y}";
  open_corpus("c");
  ck_assert_str_eq(told(), "- : no document matches the metadata pattern '{x}_{y}', e.g. "
                           "not 'c/a/01.txt'");
  corpus_free(corpus);
  corpus = NULL;
  options.meta_pattern = "{x";
  ck_assert_int_eq(try_open("c", &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "metadata pattern: no '}' for '{' at 1");
  end();
}
END_TEST

START_TEST(shards_come_from_order_and_size) {
  begin();
  temp_folder("c");
  char name[32];
  for (int i = 0; i < 70; i++) {
    snprintf(name, sizeof name, "c/%d.txt", i);
    temp_put(name, "x");
  }
  ck_assert_int_eq(truncate("c/40.txt", 1 << 20), 0);
  ck_assert_int_eq(truncate("c/41.txt", (1 << 20) - 1), 0);
  open_corpus("c");
  const size_t ends[] = {32, 41, 43, 70};
  ck_assert_uint_eq(corpus_shard_count(corpus), 4);
  for (size_t i = 0; i < 4; i++) {
    ck_assert_uint_eq(corpus_shard(corpus, i).begin, i ? ends[i - 1] : 0);
    ck_assert_uint_eq(corpus_shard(corpus, i).end, ends[i]);
  }
  end();
}
END_TEST

START_TEST(reading_gives_documents_with_their_place) {
  assay_document *d;
  begin();
  make_documents();
  open_corpus("c");
  ck_str(corpus_name(corpus, 1), "c/a/02.txt");
  ck_assert_uint_eq(corpus_bytes(corpus, 1), 7);
  ck_assert_int_eq(corpus_read(corpus, 1, NULL, &d, NULL), ASSAY_OK);
  ck_str(assay_document_name(d), "c/a/02.txt");
  ck_str(assay_document_text(d), "two two");
  ck_assert_uint_eq(assay_document_word_count(d), 2);
  ck_assert_uint_eq(d->row, 1);
  ck_assert_ptr_eq(d->metadata, corpus_metadata(corpus));
  assay_document_free(d);
  end();
}
END_TEST

START_TEST(reading_that_fails_names_the_file) {
  assay_document *d = NULL;
  assay_error err;
  begin();
  make_documents();
  temp_put("c/a/binary.txt", "");
  FILE *f = fopen("c/a/binary.txt", "wb");
  for (int i = 0; i < 4000; i++) fputc(i % 7, f);
  fclose(f);
  open_corpus("c");
  ck_assert_int_eq(unlink("c/a/01.txt"), 0);
  ck_assert_int_eq(unlink("c/a/02.txt"), 0);
  temp_folder("c/a/02.txt");
  ck_assert_int_eq(corpus_read(corpus, 0, NULL, &d, &err), ASSAY_EIO);
  ck_assert_str_eq(err.source, "c/a/01.txt");
  ck_assert_str_eq(err.message, "no such file or folder");
  ck_assert_int_eq(corpus_read(corpus, 1, NULL, &d, &err), ASSAY_EIO);
  ck_assert_str_eq(err.message, "is a folder");
  ck_assert_int_eq(corpus_read(corpus, 2, NULL, &d, &err), ASSAY_EFORMAT);
  ck_assert_str_eq(err.source, "c/a/binary.txt");
  ck_assert_int_eq(corpus_read(corpus, 99, NULL, &d, &err), ASSAY_EARG);
  ck_assert_ptr_null(d);
  end();
}
END_TEST

START_TEST(standard_input_is_read_when_it_is_asked_for) {
  assay_document *d;
  int ends[2], old = dup(STDIN_FILENO);
  begin();
  ck_assert_int_eq(pipe(ends), 0);
  ck_assert_int_eq((int)write(ends[1], "caf\xE9 society", 12), 12);
  close(ends[1]);
  dup2(ends[0], STDIN_FILENO);
  close(ends[0]);
  open_corpus("-");
  ck_assert_int_eq(corpus_read(corpus, 0, NULL, &d, NULL), ASSAY_OK);
  ck_str(assay_document_name(d), "-");
  ck_str(assay_document_text(d), "caf\xC3\xA9 society");
  assay_document_free(d);
  if (old >= 0) dup2(old, STDIN_FILENO);
  end();
}
END_TEST

START_TEST(nothing_to_read_is_an_empty_corpus) {
  begin();
  open_corpus("missing");
  ck_assert_uint_eq(corpus_count(corpus), 0);
  ck_assert_uint_eq(corpus_shard_count(corpus), 0);
  ck_assert_str_eq(told(), "! missing: no such file or folder");
  corpus_free(corpus);
  ck_assert_int_eq(corpus_open(&corpus, NULL, NULL, 0, NULL), ASSAY_OK);
  ck_assert_uint_eq(corpus_count(corpus), 0);
  end();
}
END_TEST

static assay_status open_and_read(const assay_allocator *a, assay_error *err) {
  const char *const inputs[] = {"c", "missing"};
  struct corpus_options some = {.meta_pattern = "{n:int}", .allocator = *a};
  assay_document_options each = ASSAY_DOCUMENT_OPTIONS_INIT;
  struct corpus *c;
  assay_document *d;
  each.allocator = *a;
  assay_status status = corpus_open(&c, &some, inputs, 2, err);
  if (status != ASSAY_OK) return status;
  status = corpus_read(c, 1, &each, &d, err);
  if (status == ASSAY_OK) assay_document_free(d);
  corpus_free(c);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  begin();
  make_documents();
  temp_put("c/x.png", "");
  temp_put("c/metadata.csv", "file,v,date\n01,w,1938-09-30\nn\xC3\xB3,x,1939-01-01\n");
  temp_put("c/b/metadata.csv", "file,v\n\"");
  unit_fail_each(open_and_read);
  end();
}
END_TEST

UNIT_MAIN("corpus", rows_join_by_the_end_of_the_path,
          names_join_however_their_accents_are_written, the_join_column_is_found_by_name,
          notes_say_how_well_it_joined, one_document_does_not_hear_of_the_rows_of_others,
          a_broken_file_that_was_found_is_a_problem,
          a_broken_file_that_was_asked_for_fails,
          a_file_that_was_asked_for_replaces_those_found,
          spreadsheets_in_other_encodings_are_read, the_nearest_metadata_file_counts,
          patterns_give_fields_and_files_override_them, a_pattern_for_nothing_says_so,
          shards_come_from_order_and_size, reading_gives_documents_with_their_place,
          reading_that_fails_names_the_file, standard_input_is_read_when_it_is_asked_for,
          nothing_to_read_is_an_empty_corpus, out_of_memory_leaves_nothing)
