/* test_lua_reader.c - a script as a reader: what it says of itself, records, failures. */
#include "engine/lua_reader.h"

#include "corpus/corpus.h"
#include "read/readers.h"
#include "temp_folder.h"
#include "unit.h"

#include <stdio.h>

#define SOURCE                                                                           \
  "local assay = require 'assay'\n"                                                      \
  "return assay.reader { name = 'pairs', extensions = { '.pair', '.pairs' },\n"          \
  "  sniff = function(head, name) return head:find('^!') and 70 or 0 end,\n"             \
  "  read = function(bytes, name)\n"                                                     \
  "    local docs = {}\n"                                                                \
  "    for line in bytes:gmatch('[^\\n]+') do docs[#docs + 1] = { text = line,\n"        \
  "      meta = { n = #docs, day = '1936-03-07' }, part = 'p' .. #docs } end\n"          \
  "    return docs\n"                                                                    \
  "  end }\n"

static assay_error failure;

START_TEST(it_is_a_reader) {
  struct temp temp;
  struct lua_reader *reader = NULL;
  temp_enter(&temp);
  temp_put("r.lua", SOURCE);
  ck_assert_int_eq(lua_reader_load(&reader, "r.lua", NULL, NULL, &failure), ASSAY_OK);
  const struct reader *face = lua_reader_interface(reader);
  ck_assert_str_eq(face->name, "pairs");
  ck_assert_str_eq(face->extensions, ".pair .pairs");
  ck_assert_int_eq(face->sniff_as(face, S("!x"), S("a")), 70);
  ck_assert_int_eq(face->sniff_as(face, S("x"), S("a")), 0);
  struct read_options options = {.extra = &face, .extra_count = 1};
  ck_assert_ptr_eq(readers_choose(&options, S("!x"), S("a")), face);
  ck_assert_ptr_eq(readers_choose(&options, S("x"), S("a.PAIRS")), face);
  ck_assert_ptr_ne(readers_choose(&options, S("x"), S("a.txt")), face);
  lua_reader_free(reader);
  lua_reader_free(NULL);
  temp_leave(&temp);
}
END_TEST

START_TEST(its_documents_are_a_corpus) {
  struct temp temp;
  struct lua_reader *reader = NULL;
  struct corpus *corpus = NULL;
  struct corpus_shard *shard = NULL;
  struct corpus_found found;
  bool more = true;
  temp_enter(&temp);
  temp_put("r.lua", SOURCE);
  temp_put("a.pair", "first\nsecond\n");
  ck_assert_int_eq(lua_reader_load(&reader, "r.lua", NULL, NULL, &failure), ASSAY_OK);
  const struct reader *face = lua_reader_interface(reader);
  struct corpus_options options = {.readers = &face, .reader_count = 1};
  const char *const inputs[] = {"a.pair"};
  ck_assert_int_eq(corpus_open(&corpus, &options, inputs, 1, &failure), ASSAY_OK);
  ck_assert_int_eq(corpus_shard_open(&shard, corpus, 0, NULL, &failure), ASSAY_OK);
  static const char *const names[] = {"a.pair:p0", "a.pair:p1"};
  size_t count = 0;
  while (corpus_shard_next(shard, &found, &more, &failure) == ASSAY_OK && more) {
    if (!found.document) continue;
    ck_assert_uint_lt(count, 2);
    ck_str(assay_document_name(found.document), names[count]);
    count++;
    assay_document_free(found.document);
  }
  ck_assert_uint_eq(count, 2);
  corpus_shard_close(shard);
  corpus_free(corpus);
  lua_reader_free(reader);
  temp_leave(&temp);
}
END_TEST

START_TEST(what_is_no_reader) {
  struct temp temp;
  struct lua_reader *reader = NULL;
  temp_enter(&temp);
  temp_put("r.lua", "return {}\n");
  temp_put("s.lua", "return = 1\n");
  ck_assert_int_eq(lua_reader_load(&reader, "r.lua", NULL, NULL, &failure),
                   ASSAY_ESCRIPT);
  ck_assert_ptr_nonnull(strstr(failure.message, "must end with 'return assay.reader"));
  ck_assert_int_eq(lua_reader_load(&reader, "s.lua", NULL, NULL, &failure),
                   ASSAY_ESCRIPT);
  ck_assert_uint_eq(failure.line, 1);
  ck_assert_int_eq(lua_reader_load(&reader, "t.lua", NULL, NULL, &failure), ASSAY_EIO);
  ck_assert_ptr_null(reader);
  temp_leave(&temp);
}
END_TEST

/* Tries a reader with this `read` on the bytes "a=b"; how many documents there are, or
** the negative status, and the message in `failure`. */
static long try_read(const char *read, const char *more) {
  struct temp temp;
  struct lua_reader *reader = NULL;
  char source[1000];
  size_t documents = 0;
  temp_enter(&temp);
  snprintf(source, sizeof source,
           "return require 'assay'.reader { name = 'x', extensions = {}, %s\n"
           "read = function(bytes, name) %s end }",
           more, read);
  temp_put("r.lua", source);
  ck_assert_int_eq(lua_reader_load(&reader, "r.lua", NULL, NULL, &failure), ASSAY_OK);
  ck_str(lua_reader_source(reader), source);
  assay_status status = lua_reader_try(reader, S("a=b"), S("n.x"), &documents, &failure);
  lua_reader_free(reader);
  temp_leave(&temp);
  return status == ASSAY_OK ? (long)documents : (long)status;
}

START_TEST(a_reader_is_tried_on_bytes) {
  ck_assert_int_eq(try_read("return { { text = bytes }, { text = name } }", ""), 2);
  ck_assert_int_eq(try_read("return {}", "sniff = function() return 60 end,"), 0);
  ck_assert_int_eq(try_read("return nil, 'not mine'", ""), ASSAY_EFORMAT);
  ck_assert_str_eq(failure.message, "not mine");
  ck_assert_int_eq(try_read("return bytes.x.y", ""), ASSAY_ESCRIPT);
  ck_assert_uint_eq(failure.line, 2);
  ck_assert_ptr_nonnull(strstr(failure.message, "    2 | read = function"));
  ck_assert_int_eq(try_read("return { {} }", ""), ASSAY_ESCRIPT);
  ck_assert_ptr_nonnull(strstr(failure.message, "document 1 of the list has no text"));
  ck_assert_int_eq(try_read("return 7", ""), ASSAY_ESCRIPT);
  ck_assert_ptr_nonnull(strstr(failure.message, "it returned a number"));
  ck_assert_int_eq(try_read("return {}", "sniff = function() return 'x' end,"),
                   ASSAY_ESCRIPT);
  ck_assert_ptr_nonnull(strstr(failure.message, "sniff() must return"));
}
END_TEST

static assay_status load(const assay_allocator *alloc, assay_error *err) {
  struct lua_reader *reader = NULL;
  assay_status status = lua_reader_load(&reader, "r.lua", NULL, alloc, err);
  if (status == ASSAY_OK) lua_reader_free(reader);
  /* inside Lua it is an error of the script */
  bool memory = status == ASSAY_ESCRIPT && err &&
                strstr(err->message, "not enough memory");
  return memory ? ASSAY_ENOMEM : status;
}

START_TEST(out_of_memory) {
  struct temp temp;
  temp_enter(&temp);
  temp_put("r.lua", SOURCE);
  unit_fail_each(load);
  temp_leave(&temp);
}
END_TEST

UNIT_MAIN("lua_reader", it_is_a_reader, its_documents_are_a_corpus, what_is_no_reader,
          a_reader_is_tried_on_bytes, out_of_memory)
