/* test_source.c - what is in a file: readers by content and name, packed files, archives
** in archives, and what is wrong with them. */
#include "read/source.h"

#include "archive_bytes.h"
#include "base/alloc.h"
#include "read/file_stream.h"
#include "unit.h"

static struct buffer bytes, told;

static void begin(void) {
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  buffer_init(&told, NULL, BUFFER_NO_CEILING);
}

static void end(void) {
  buffer_free(&bytes);
  buffer_free(&told);
}

static assay_status open_bytes(struct source **out, assay_str name, assay_str from,
                               const struct read_options *options, assay_error *err) {
  struct stream *stream;
  assay_status status = stream_of_bytes(&stream, from, &options->alloc, err);
  return status == ASSAY_OK ? source_open(out, name, stream, options, false, 0, err)
                            : status;
}

/* "name=format:text|" for each record, "name!message|" for each failure, and what was
** skipped. */
static const char *read_as(const char *name, assay_str from, const char *format) {
  struct read_options options;
  struct source *source;
  struct record record;
  struct source_item item;
  assay_error err;
  bool more = true;
  memset(&options, 0, sizeof options);
  options.format = (assay_str){format, strlen(format)};
  record_init(&record, 1 << 20, NULL);
  buffer_clear(&told);
  assay_str file = {name, strlen(name)};
  ck_assert_int_eq(open_bytes(&source, file, from, &options, NULL), ASSAY_OK);
  while (more) {
    assay_status status = source_next(source, &record, &item, &more, &err);
    if (status != ASSAY_OK)
      buffer_addf(&told, "%s!%s|", err.source, err.message);
    else if (more)
      buffer_addf(&told, "%.*s=%s:%.*s|", (int)item.name.len, item.name.ptr,
                  item.reader->name, (int)record.text.len, record.text.data);
  }
  ck_assert_int_eq(skipped_tell(source_skipped(source), &told, NULL), ASSAY_OK);
  buffer_add_char(&told, '\0');
  source_close(source);
  record_free(&record);
  return told.data;
}

static const char *read_all(const char *name, assay_str from) {
  return read_as(name, from, "");
}

START_TEST(a_name_and_the_content_say_what_it_is) {
  begin();
  ck_assert_str_eq(read_all("a.txt", S("peace")), "a.txt=plain:peace|");
  ck_assert_str_eq(read_all("a.md", S("# Peace\nnow\n")),
                   "a.md=markdown:# Peace\nnow\n|");
  ck_assert_str_eq(read_all("a", S("")), "a=plain:|");
  ck_assert_str_eq(read_all("a.odd", S("peace")), "a.odd=plain:peace|");
  ck_assert_str_eq(read_as("a.md", S("peace"), "plain"), "a.md=plain:peace|");
  end();
}
END_TEST

START_TEST(packed_files_are_unpacked) {
  NEEDS_ARCHIVES;
  begin();
  const assay_str gz = {gz_bytes, sizeof gz_bytes - 1};
  const assay_str bz2 = {bz2_bytes, sizeof bz2_bytes - 1};
  const assay_str xz = {xz_bytes, sizeof xz_bytes - 1};
  const assay_str zst = {zst_bytes, sizeof zst_bytes - 1};
  ck_assert_str_eq(read_all("a.txt.gz", gz), "a.txt.gz=plain:peace in gz|");
  ck_assert_str_eq(read_all("a.bz2", bz2), "a.bz2=plain:peace in bz2|");
  ck_assert_str_eq(read_all("a", xz), "a=plain:peace in xz|");
  ck_assert_str_eq(read_all("a.md.zst", zst), "a.md.zst=markdown:peace in zst|");
  end();
}
END_TEST

START_TEST(packed_files_that_end_too_early_fail) {
  NEEDS_ARCHIVES;
  begin();
  const assay_str cut = {gz_bytes, sizeof gz_bytes - 12};
  const char *said = read_all("a.gz", cut);
  ck_assert_ptr_eq(strstr(said, "a.gz!the packed data are broken: "), said);
  end();
}
END_TEST

START_TEST(archives_give_their_members) {
  NEEDS_ARCHIVES;
  begin();
  tar_add(&bytes, "essays/", '5', S(""), 0);
  tar_add(&bytes, "essays/a.txt", '0', S("one"), 3);
  tar_add(&bytes, "essays/link.txt", '2', S(""), 0);
  tar_add(&bytes, "essays/.hidden.txt", '0', S("no"), 2);
  tar_add(&bytes, "essays/b.md", '0', S("two"), 3);
  tar_add(&bytes, "essays/b.png", '0', S("\x89PNG\r\n\x1A\n"), 8);
  tar_add(&bytes, "README", '0', S("no"), 2);
  tar_end(&bytes);
  ck_assert_str_eq(read_all("e.tar", buffer_str(&bytes)),
                   "e.tar/essays/a.txt=plain:one|e.tar/essays/b.md=markdown:two|"
                   "skipped 1 file that no reader knows: .png 1; and README 1");
  end();
}
END_TEST

START_TEST(names_of_members_are_data) {
  NEEDS_ARCHIVES;
  begin();
  zip_add(&bytes, "../../etc/a.txt", 0, S("one"));
  zip_add(&bytes, "/root/b.txt", 0, S("two"));
  zip_add(&bytes, "caf\xC3\xA9/c.txt", 0x800, S("three"));
  zip_add(&bytes, "bell\x07.txt", 0, S("four"));
  zip_end(&bytes);
  ck_assert_str_eq(read_all("z.zip", buffer_str(&bytes)),
                   "z.zip/../../etc/a.txt=plain:one|z.zip//root/b.txt=plain:two|"
                   "z.zip/caf\xC3\xA9/c.txt=plain:three|z.zip/bell?.txt=plain:four|");
  end();
}
END_TEST

START_TEST(encrypted_members_are_named) {
  NEEDS_ARCHIVES;
  begin();
  zip_add(&bytes, "secret.txt", 1, S("0123456789abcdef"));
  zip_add(&bytes, "a.txt", 0, S("one"));
  zip_end(&bytes);
  ck_assert_str_eq(read_all("z.zip", buffer_str(&bytes)),
                   "z.zip/secret.txt!is encrypted|z.zip/a.txt=plain:one|");
  end();
}
END_TEST

/* An archive `deep` times in an archive; the innermost holds a.txt. */
static void nest(int deep) {
  struct buffer inner;
  buffer_init(&inner, NULL, BUFFER_NO_CEILING);
  tar_add(&bytes, "a.txt", '0', S("deep"), 4);
  tar_end(&bytes);
  for (int i = 0; i < deep; i++) {
    buffer_clear(&inner);
    buffer_add_str(&inner, buffer_str(&bytes));
    buffer_clear(&bytes);
    tar_add(&bytes, "n.tar", '0', buffer_str(&inner), inner.len);
    tar_add(&bytes, "z.txt", '0', S("after"), 5);
    tar_end(&bytes);
  }
  buffer_free(&inner);
}

START_TEST(archives_are_nested_once) {
  NEEDS_ARCHIVES;
  begin();
  nest(1);
  ck_assert_str_eq(read_all("t.tar", buffer_str(&bytes)),
                   "t.tar/n.tar/a.txt=plain:deep|t.tar/z.txt=plain:after|");
  buffer_clear(&bytes);
  nest(2);
  ck_assert_str_eq(read_all("t.tar", buffer_str(&bytes)),
                   "t.tar/n.tar/n.tar!archives are nested deeper than the limit of 2|"
                   "t.tar/n.tar/z.txt=plain:after|t.tar/z.txt=plain:after|");
  end();
}
END_TEST

START_TEST(packed_members_are_unpacked) {
  NEEDS_ARCHIVES;
  begin();
  tar_add(&bytes, "a.txt.gz", '0', (assay_str){gz_bytes, sizeof gz_bytes - 1},
          sizeof gz_bytes - 1);
  tar_add(&bytes, "b.txt", '0', S("two"), 3);
  tar_end(&bytes);
  ck_assert_str_eq(read_all("t.tar", buffer_str(&bytes)),
                   "t.tar/a.txt.gz=plain:peace in gz|t.tar/b.txt=plain:two|");
  end();
}
END_TEST

START_TEST(a_broken_member_does_not_take_the_others_along) {
  NEEDS_ARCHIVES;
  begin();
  tar_add(&bytes, "a.txt.gz", '0', (assay_str){gz_bytes, sizeof gz_bytes - 12},
          sizeof gz_bytes - 12);
  tar_add(&bytes, "b.txt", '0', S("two"), 3);
  tar_end(&bytes);
  const char *said = read_all("t.tar", buffer_str(&bytes));
  ck_assert_ptr_eq(strstr(said, "t.tar/a.txt.gz!the packed data are broken"), said);
  ck_assert_ptr_nonnull(strstr(said, "|t.tar/b.txt=plain:two|"));
  end();
}
END_TEST

START_TEST(a_size_that_is_a_lie_is_told) {
  NEEDS_ARCHIVES;
  begin();
  tar_add(&bytes, "a.txt", '0', S("one"), 3);
  tar_add(&bytes, "big.txt", '0', S("short"), 4294967296ull);
  const char *said = read_all("t.tar", buffer_str(&bytes));
  ck_assert_ptr_eq(strstr(said, "t.tar/a.txt=plain:one|t.tar/big.txt!"), said);
  end();
}
END_TEST

START_TEST(any_cut_and_any_flipped_bit_is_read_or_told) {
  begin();
  zip_add(&bytes, "a.txt", 0, S("one and one more"));
  zip_add(&bytes, "b.txt.gz", 0, (assay_str){gz_bytes, sizeof gz_bytes - 1});
  tar_add(&told, "c.txt", '0', S("three"), 5);
  zip_add(&bytes, "c.tar", 0, buffer_str(&told));
  zip_end(&bytes);
  for (size_t len = 0; len < bytes.len; len += 3)
    read_all("z.zip", (assay_str){bytes.data, len});
  for (size_t i = 0; i < bytes.len; i++) {
    bytes.data[i] = (char)(bytes.data[i] ^ 1 << i % 8);
    ck_assert_uint_gt(strlen(read_all("z.zip", buffer_str(&bytes))), 0);
    bytes.data[i] = (char)(bytes.data[i] ^ 1 << i % 8);
  }
  end();
}
END_TEST

static assay_status read_tar(const assay_allocator *a, assay_error *err) {
  struct read_options options;
  struct source *source;
  struct record record;
  struct source_item item;
  bool more = true;
  memset(&options, 0, sizeof options);
  options.alloc = *a;
  assay_status status = open_bytes(&source, S("t.tar"), buffer_str(&bytes), &options,
                                   err);
  if (status != ASSAY_OK) return status;
  record_init(&record, 1 << 20, a);
  while (more && status == ASSAY_OK)
    status = source_next(source, &record, &item, &more, err);
  record_free(&record);
  source_close(source);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  NEEDS_ARCHIVES;
  begin();
  tar_add(&bytes, "a.md", '0', S("one"), 3);
  tar_add(&bytes, "b.png", '0', S("two"), 3);
  tar_end(&bytes);
  unit_fail_each(read_tar);
  end();
}
END_TEST

UNIT_MAIN("source", a_name_and_the_content_say_what_it_is, packed_files_are_unpacked,
          packed_files_that_end_too_early_fail, archives_give_their_members,
          names_of_members_are_data, encrypted_members_are_named,
          archives_are_nested_once, packed_members_are_unpacked,
          a_broken_member_does_not_take_the_others_along, a_size_that_is_a_lie_is_told,
          any_cut_and_any_flipped_bit_is_read_or_told, out_of_memory_leaves_nothing)
