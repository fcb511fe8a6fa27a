/* test_file_stream.c - streams of files, of pieces of them, and a look at their heads. */
#include "read/file_stream.h"

#include "temp_folder.h"

static struct temp temp;
static struct buffer out;

static void begin(void) {
  temp_enter(&temp);
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
}

static void end(void) {
  buffer_free(&out);
  temp_leave(&temp);
}

static void put_bytes(const char *path, assay_str bytes) {
  FILE *f = fopen(path, "wb");
  ck_assert_ptr_nonnull(f);
  ck_assert_uint_eq(fwrite(bytes.ptr, 1, bytes.len, f), bytes.len);
  ck_assert_int_eq(fclose(f), 0);
}

/* Lines of very different lengths, some empty, 1.2 MB, more than one block. */
static void make_lines(struct buffer *text) {
  unsigned state = 7;
  buffer_init(text, NULL, BUFFER_NO_CEILING);
  for (unsigned i = 0; i < 3000; i++) {
    state = state * 1103515245u + 12345u;
    unsigned len = state >> 16 & 7 ? state >> 20 & 0x1FF : state >> 20 & 0xFFF;
    buffer_addf(text, "%u", i);
    for (unsigned k = 0; k < len; k++) buffer_add_char(text, 'x');
    buffer_add_char(text, '\n');
  }
  buffer_add_text(text, "no end");
}

START_TEST(a_file_is_given_whole) {
  struct buffer text;
  struct stream *stream;
  begin();
  make_lines(&text);
  put_bytes("f", buffer_str(&text));
  ck_assert_int_eq(stream_of_file(&stream, "f", NULL, NULL), ASSAY_OK);
  assay_str piece = {NULL, 1};
  while (piece.len > 0) {
    ck_assert_int_eq(stream_pull(stream, &piece, NULL), ASSAY_OK);
    buffer_add_str(&out, piece);
  }
  stream_close(stream);
  ck_assert_uint_eq(out.len, text.len);
  ck_assert_mem_eq(out.data, text.data, text.len);
  buffer_clear(&out);
  ck_assert_int_eq(stream_of_file(&stream, "f", NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(stream_take(stream, &out, NULL), ASSAY_OK);
  stream_close(stream);
  ck_assert_uint_eq(out.len, text.len);
  ck_assert_mem_eq(out.data, text.data, text.len);
  buffer_free(&text);
  end();
}
END_TEST

START_TEST(what_is_no_regular_file_is_refused) {
  struct stream *stream;
  assay_error err;
  begin();
  ck_assert_int_eq(mkfifo("pipe", 0666), 0);
  ck_assert_int_eq(stream_of_file(&stream, "pipe", NULL, &err), ASSAY_EIO);
  ck_assert_str_eq(err.message, "not a regular file");
  ck_assert_int_eq(stream_of_file(&stream, ".", NULL, &err), ASSAY_EIO);
  ck_assert_int_eq(stream_of_file(&stream, "/dev/zero", NULL, &err), ASSAY_EIO);
  ck_assert_int_eq(stream_of_file(&stream, "none", NULL, &err), ASSAY_EIO);
  end();
}
END_TEST

START_TEST(a_file_that_changes_is_told) {
  struct stream *stream;
  assay_error err;
  begin();
  temp_put("f", "peace");
  ck_assert_int_eq(stream_of_file(&stream, "f", NULL, NULL), ASSAY_OK);
  temp_put("f", "peace and war");
  ck_assert_int_eq(stream_take(stream, &out, &err), ASSAY_EIO);
  ck_assert_str_eq(err.message, "changed while it was read");
  stream_close(stream);
  end();
}
END_TEST

START_TEST(a_limit_is_named) {
  struct stream *stream;
  struct buffer small;
  assay_error err;
  begin();
  temp_put("f", "peace");
  buffer_init(&small, NULL, 4);
  ck_assert_int_eq(stream_of_file(&stream, "f", NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(stream_take(stream, &small, &err), ASSAY_ELIMIT);
  ck_assert_str_eq(err.message, "a document is larger than its limit of 4 bytes");
  stream_close(stream);
  buffer_free(&small);
  buffer_init(&small, NULL, 5);
  ck_assert_int_eq(stream_of_file(&stream, "f", NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(stream_take(stream, &small, &err), ASSAY_OK);
  ck_str(buffer_str(&small), "peace");
  stream_close(stream);
  buffer_free(&small);
  end();
}
END_TEST

static uint64_t count_ends(assay_str s) {
  uint64_t count = 0;
  for (size_t i = 0; i < s.len; i++) count += s.ptr[i] == '\n';
  return count;
}

/* Pieces of `size` bytes are the file again, each begins a line; lines are counted. */
static void check_pieces(const struct buffer *text, uint64_t size) {
  buffer_clear(&out);
  for (uint64_t from = 0; from < text->len; from += size) {
    struct stream *stream;
    uint64_t lines = 0, to = from + size < text->len ? from + size : text->len;
    size_t before = out.len;
    ck_assert_int_eq(stream_of_piece(&stream, "f", from, to, NULL, NULL), ASSAY_OK);
    ck_assert_int_eq(stream_take(stream, &out, NULL), ASSAY_OK);
    stream_close(stream);
    if (out.len > before && before > 0) ck_assert_int_eq(out.data[before - 1], '\n');
    ck_assert_int_eq(file_count_lines("f", from, to, NULL, &lines, NULL), ASSAY_OK);
    assay_str piece = {text->data + from, (size_t)(to - from)};
    ck_assert_uint_eq(lines, count_ends(piece));
  }
  ck_assert_uint_eq(out.len, text->len);
  ck_assert_mem_eq(out.data, text->data, text->len);
}

START_TEST(pieces_are_the_file) {
  struct buffer text;
  begin();
  make_lines(&text);
  put_bytes("f", buffer_str(&text));
  const uint64_t sizes[] = {1000, 4096, 77777, 262144, 500000, 10000000};
  for (size_t i = 0; i < 6; i++) check_pieces(&text, sizes[i]);
  buffer_clear(&text);
  buffer_add_text(&text, "a\n\n\nbb\nccc\n");
  put_bytes("f", buffer_str(&text));
  for (uint64_t size = 1; size < 15; size++) check_pieces(&text, size);
  buffer_free(&text);
  end();
}
END_TEST

START_TEST(a_look_takes_nothing_away) {
  struct buffer text;
  begin();
  make_lines(&text);
  put_bytes("f", buffer_str(&text));
  const size_t looks[] = {1, 10, 4096, 300000, 5000000};
  for (size_t i = 0; i < 5; i++) {
    struct stream *under, *peeked;
    assay_str head;
    size_t most = looks[i] < text.len ? looks[i] : text.len;
    buffer_clear(&out);
    ck_assert_int_eq(stream_of_file(&under, "f", NULL, NULL), ASSAY_OK);
    ck_assert_int_eq(stream_peek(&peeked, under, looks[i], &head, NULL, NULL), ASSAY_OK);
    ck_assert_uint_eq(head.len, most);
    ck_assert_mem_eq(head.ptr, text.data, most);
    ck_assert_int_eq(stream_take(peeked, &out, NULL), ASSAY_OK);
    ck_assert_uint_eq(out.len, text.len);
    ck_assert_mem_eq(out.data, text.data, text.len);
    stream_close(peeked);
    stream_close(under);
  }
  buffer_free(&text);
  end();
}
END_TEST

UNIT_MAIN("file_stream", a_file_is_given_whole, what_is_no_regular_file_is_refused,
          a_file_that_changes_is_told, a_limit_is_named, pieces_are_the_file,
          a_look_takes_nothing_away)
