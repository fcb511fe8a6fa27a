/*
** readers.c - the list of readers. A new one is added to it, in the order of the manual.
*/
#include "read/readers.h"

#include "base/error.h"
#include "base/suggest.h"
#include "base/table.h"

#include <string.h>

/* Longest extension with its dot, and most readers that a message suggests from. */
enum { EXTENSION_MOST = 16, NAMES_MOST = 64 };

static const struct reader *const built_in[] = {
    &reader_plain, &reader_markdown, &reader_html,   &reader_docx,  &reader_odt,
    &reader_epub,  &reader_rtf,      &reader_pdf,    &reader_xml,   &reader_tei,
    &reader_csv,   &reader_tsv,      &reader_json,   &reader_jsonl, &reader_mbox,
    &reader_eml,   &reader_vrt,      &reader_conllu,
};

const struct reader *const *readers_list(size_t *count) {
  *count = sizeof built_in / sizeof *built_in;
  return built_in;
}

/* The i-th of the caller's and ours, or NULL behind the last. */
static const struct reader *readers_at(const struct read_options *options, size_t i) {
  size_t extra = options ? options->extra_count : 0;
  if (i < extra) return options->extra[i];
  i -= extra;
  return i < sizeof built_in / sizeof *built_in ? built_in[i] : NULL;
}

const struct reader *readers_by_name(const struct read_options *options, assay_str name) {
  const struct reader *reader;
  for (size_t i = 0; (reader = readers_at(options, i)) != NULL; i++)
    if (str_equal(name, str_from(reader->name))) return reader;
  return NULL;
}

/* Is the lower-case word one of a list with blanks between? */
static bool list_has(const char *list, assay_str word) {
  for (const char *at = list; *at;) {
    size_t len = strcspn(at, " ");
    if (len == word.len && memcmp(at, word.ptr, len) == 0) return true;
    at += len + strspn(at + len, " ");
  }
  return false;
}

/* The extension in lower case; empty where there is none. */
static assay_str extension_of(assay_str name, char out[EXTENSION_MOST]) {
  for (size_t len = 1; len < EXTENSION_MOST && len <= name.len; len++) {
    char c = name.ptr[name.len - len];
    if (c == '/') break;
    out[EXTENSION_MOST - len] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    if (c == '.' && len < name.len && name.ptr[name.len - len - 1] != '/')
      return (assay_str){out + EXTENSION_MOST - len, len};
  }
  return (assay_str){"", 0};
}

const struct reader *readers_by_extension(const struct read_options *options,
                                          assay_str name) {
  char space[EXTENSION_MOST];
  const struct reader *reader;
  assay_str extension = extension_of(name, space);
  if (extension.len == 0) return NULL;
  for (size_t i = 0; (reader = readers_at(options, i)) != NULL; i++)
    if (list_has(reader->extensions, extension)) return reader;
  return NULL;
}

const struct reader *readers_by_content(const struct read_options *options,
                                        assay_str head, assay_str name, int *score) {
  const struct reader *reader, *best = NULL;
  *score = 0;
  for (size_t i = 0; (reader = readers_at(options, i)) != NULL; i++) {
    int sure = reader->sniff ? reader->sniff(head, name) : 0;
    if (reader->sniff_as) sure = reader->sniff_as(reader, head, name);
    if (sure <= *score) continue;
    *score = sure;
    best = reader;
  }
  return best;
}

const struct reader *readers_choose(const struct read_options *options, assay_str head,
                                    assay_str name) {
  int score;
  const struct reader *content = readers_by_content(options, head, name, &score);
  if (content && score >= READER_CERTAIN) return content;
  const struct reader *named = readers_by_extension(options, name);
  if (named) return named;
  return score >= READER_LOOKS ? content : NULL;
}

assay_status readers_check_name(const struct read_options *options, assay_str name,
                                assay_error *err) {
  assay_str names[NAMES_MOST];
  const struct reader *reader;
  size_t count = 0;
  for (; count < NAMES_MOST && (reader = readers_at(options, count)) != NULL; count++)
    names[count] = str_from(reader->name);
  for (size_t i = 0; i < count; i++)
    if (str_equal(names[i], name)) return ASSAY_OK;
  int nearest = suggest_nearest(name, names, count);
  if (nearest < 0)
    return error_set(err, ASSAY_EARG, "there is no format '%.*s'", (int)name.len,
                     name.ptr);
  return error_set(err, ASSAY_EARG, "there is no format '%.*s', did you mean '%.*s'?",
                   (int)name.len, name.ptr, (int)names[nearest].len, names[nearest].ptr);
}

assay_status readers_check_built(const struct reader *reader, assay_error *err) {
  if (!reader->package) return ASSAY_OK;
  return error_set(err, ASSAY_EFORMAT,
                   "this build does not read %s: install %s and build "
                   "again",
                   reader->name, reader->package);
}

assay_status reading_take_all(struct reading *r, struct buffer *out, assay_error *err) {
  return stream_take(r->stream, out, err);
}
