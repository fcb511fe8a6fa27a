/* test_part.c - the file of a share: it comes back as it was, and only as it was. */
#include "engine/part.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/table.h"
#include "count/crc32c.h"
#include "temp_folder.h"
#include "unit.h"

static struct temp temp;
static struct corpus *corpus;
static struct script *script;
static struct run_options options;
static struct part part;
static assay_error failure;

static const char source[] =
    "local assay = require 'assay'\n"
    "return assay.analysis { name = 'n', summary = 's',\n"
    "  args = { { 'by', type = 'field', help = 'h' }, { 'size', help = 'h' } },\n"
    "  new = function() return { hits = assay.counter(),\n"
    "    lines = assay.rows { 'file' } } end,\n"
    "  map = function(acc, doc, args)\n"
    "    acc.hits:add(doc:field(args.by or 'file'))\n"
    "    acc.lines:add { file = doc.name }\n"
    "  end,\n"
    "  report = function() end,\n"
    "}\n";

static void begin(void) {
  static const char *const inputs[] = {"texts", "nowhere"};
  static assay_str values[2];
  temp_enter(&temp);
  temp_folder("texts");
  temp_put("texts/a.txt", "War and peace.\n");
  temp_put("texts/b.txt", "caf\xe9\n");
  temp_put("texts/metadata.csv", "file,year\na.txt,1936\nb.txt,1937\n");
  ck_assert_int_eq(corpus_open(&corpus, NULL, inputs, 2, &failure), ASSAY_OK);
  ck_assert_int_eq(
      script_load_source(&script, S("s.lua"), str_from(source), NULL, &failure),
      ASSAY_OK);
  memset(&options, 0, sizeof options);
  values[0] = S("year");
  values[1] = (assay_str){NULL, 0};
  options.corpus = corpus;
  options.values = values;
  options.digest = true;
  options.share = (struct run_share){1, 1};
  ck_assert_int_eq(part_init(&part, &failure), ASSAY_OK);
  ck_assert_int_eq(part_describe(&part, script, &options, 77, &failure), ASSAY_OK);
  ck_assert_msg(run_map(script, &options, &part.mapped, &failure) == ASSAY_OK, "%s",
                failure.message);
}

static void end(void) {
  part_free(&part);
  script_free(script);
  corpus_free(corpus);
  temp_leave(&temp);
}

static void write_bytes(const struct part *from, struct buffer *out) {
  buffer_init(out, NULL, 1 << 20);
  ck_assert_int_eq(part_write(from, out, &failure), ASSAY_OK);
}

START_TEST(what_is_written_is_read) {
  struct buffer bytes, again;
  struct part read;
  begin();
  write_bytes(&part, &bytes);
  ck_assert_int_eq(part_read(&read, buffer_str(&bytes), false, &failure), ASSAY_OK);
  ck_str(read.script, "n");
  ck_assert_uint_eq(read.options_digest, 77);
  ck_assert_uint_eq(read.share.number, 1);
  ck_assert_uint_eq(read.share.of, 1);
  ck_assert_uint_eq(read.value_count, 2);
  ck_str(read.values[0].text, "year");
  ck_assert(read.values[0].given && !read.values[1].given);
  ck_assert_uint_eq(read.fields.count, 1);
  ck_str(table_key(&read.fields, 0), "year");
  ck_assert_uint_eq(read.note_count, part.note_count);
  ck_assert_uint_eq(read.mapped.documents, 2);
  ck_assert_uint_eq(read.mapped.words, 4);
  ck_assert_uint_eq(read.mapped.digest_count, 1);
  ck_assert_uint_eq(read.mapped.problem_count, 1);
  ck_str(read.mapped.problems[0].message, "is not valid UTF-8; read as windows-1252");
  ck_assert(!read.mapped.problems[0].unread && !read.mapped.problems[0].failed);
  ck_assert_uint_eq(read.mapped.bundle.count, 2);
  ck_assert_str_eq(read.mapped.bundle.entries[0].name, "hits");
  write_bytes(&read, &again);
  ck_assert_uint_eq(again.len, bytes.len);
  ck_assert_int_eq(memcmp(again.data, bytes.data, bytes.len), 0);
  part_free(&read);
  buffer_free(&again);
  buffer_free(&bytes);
  end();
}
END_TEST

START_TEST(the_head_alone) {
  struct buffer bytes;
  struct part head;
  begin();
  write_bytes(&part, &bytes);
  ck_assert_int_eq(part_read(&head, buffer_str(&bytes), true, &failure), ASSAY_OK);
  ck_assert_uint_eq(head.mapped.documents, 2);
  ck_assert_uint_eq(head.mapped.bundle.count, 0);
  ck_assert_int_eq(part_check_script(&head, script, NULL), ASSAY_OK);
  ck_assert_int_eq(part_check_alike(&head, &part, "a", NULL), ASSAY_OK);
  part_free(&head);
  buffer_free(&bytes);
  end();
}
END_TEST

/* Nothing of a part may be missing or changed. */
START_TEST(every_byte_counts) {
  struct buffer bytes;
  struct part read;
  begin();
  write_bytes(&part, &bytes);
  for (size_t len = 0; len < bytes.len; len++) {
    assay_str cut = {bytes.data, len};
    ck_assert_int_eq(part_read(&read, cut, false, &failure), ASSAY_EFORMAT);
    ck_assert_int_eq(part_read(&read, cut, true, &failure), ASSAY_EFORMAT);
  }
  for (size_t i = 0; i < bytes.len * 8; i++) {
    const char flip = (char)(1 << (i % 8));
    bytes.data[i / 8] = (char)(bytes.data[i / 8] ^ flip);
    ck_assert_int_eq(part_read(&read, buffer_str(&bytes), false, &failure),
                     ASSAY_EFORMAT);
    bytes.data[i / 8] = (char)(bytes.data[i / 8] ^ flip);
  }
  ck_assert_int_eq(part_read(&read, buffer_str(&bytes), false, &failure), ASSAY_OK);
  part_free(&read);
  buffer_free(&bytes);
  end();
}
END_TEST

/* Whoever damages a part on purpose can make the checksum fit. */
START_TEST(damage_with_a_checksum_is_found_or_harmless) {
  struct buffer bytes;
  struct part read;
  begin();
  write_bytes(&part, &bytes);
  const size_t body = bytes.len - 4;
  for (size_t i = 12; i < body; i++) {
    const char before = bytes.data[i];
    for (int k = 0; k < 8; k++) {
      bytes.data[i] = (char)(before ^ (1 << k));
      uint32_t sum = crc32c((assay_str){bytes.data, body});
      for (size_t b = 0; b < 4; b++) bytes.data[body + b] = (char)(sum >> (8 * b));
      if (part_read(&read, buffer_str(&bytes), false, &failure) == ASSAY_OK)
        part_free(&read);
    }
    bytes.data[i] = before;
  }
  buffer_free(&bytes);
  end();
}
END_TEST

START_TEST(other_versions_are_refused) {
  struct buffer bytes;
  struct part read;
  begin();
  write_bytes(&part, &bytes);
  ck_assert_int_eq(part_read(&read, S("hello, I am a text"), false, &failure),
                   ASSAY_EFORMAT);
  ck_assert_str_eq(failure.message, "is no part of a run (assay map makes them)");
  bytes.data[8] = 9;
  ck_assert_int_eq(part_read(&read, buffer_str(&bytes), false, &failure), ASSAY_EFORMAT);
  ck_assert_str_eq(failure.message, "is a part of version 9, not 1");
  bytes.data[8] = 1;
  bytes.data[13] = '7'; /* of the maker's version: "0.1.0" */
  const size_t body = bytes.len - 4;
  uint32_t sum = crc32c((assay_str){bytes.data, body});
  for (size_t b = 0; b < 4; b++) bytes.data[body + b] = (char)(sum >> (8 * b));
  ck_assert_int_eq(part_read(&read, buffer_str(&bytes), false, &failure), ASSAY_EFORMAT);
  ck_assert_ptr_nonnull(strstr(failure.message, "was made by assay 7"));
  buffer_free(&bytes);
  end();
}
END_TEST

static void put_file(const char *path, const char *bytes, size_t len) {
  FILE *file = fopen(path, "wb");
  ck_assert_ptr_nonnull(file);
  ck_assert_uint_eq(fwrite(bytes, 1, len, file), len);
  ck_assert_int_eq(fclose(file), 0);
}

static bool always(void) {
  return true;
}

/* The same file, the same part and the same refusals as in memory. */
START_TEST(files_are_as_bytes_in_memory) {
  struct buffer bytes, again;
  struct part read;
  begin();
  write_bytes(&part, &bytes);
  ck_assert_int_eq(part_write_file(&part, "p", NULL, NULL, &failure), ASSAY_OK);
  buffer_init(&again, NULL, 1 << 20);
  ck_assert_int_eq(file_read("p", 1 << 20, &again, &failure), ASSAY_OK);
  ck_assert(str_equal(buffer_str(&again), buffer_str(&bytes)));
  for (int head_only = 0; head_only <= 1; head_only++) {
    ck_assert_int_eq(part_read_file(&read, "p", head_only, 0, NULL, &failure), ASSAY_OK);
    ck_assert_uint_eq(read.mapped.documents, 2);
    ck_assert_uint_eq(read.mapped.bundle.count, head_only ? 0 : 2);
    if (!head_only) {
      buffer_free(&again);
      write_bytes(&read, &again);
      ck_assert(str_equal(buffer_str(&again), buffer_str(&bytes)));
    }
    part_free(&read);
    ck_assert_int_eq(part_read_file(&read, "p", head_only, 0, always, &failure),
                     ASSAY_ECANCELLED);
  }
  for (size_t i = 0; i < bytes.len; i++) {
    put_file("cut", bytes.data, i);
    ck_assert_int_eq(part_read_file(&read, "cut", i % 2, 0, NULL, &failure),
                     ASSAY_EFORMAT);
    bytes.data[i] ^= 4;
    put_file("cut", bytes.data, bytes.len);
    ck_assert_int_eq(part_read_file(&read, "cut", i % 2, 0, NULL, &failure),
                     ASSAY_EFORMAT);
    bytes.data[i] ^= 4;
  }
  ck_assert_str_eq(failure.message, "is cut off or damaged: its checksum does not fit");
  ck_assert_int_eq(part_read_file(&read, "nowhere", true, 0, NULL, &failure), ASSAY_EIO);
  buffer_free(&again);
  buffer_free(&bytes);
  end();
}
END_TEST

UNIT_MAIN("part", what_is_written_is_read, the_head_alone, every_byte_counts,
          files_are_as_bytes_in_memory, damage_with_a_checksum_is_found_or_harmless,
          other_versions_are_refused)
