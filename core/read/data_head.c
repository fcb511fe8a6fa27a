/*
** data_head.c - names of columns and keys, cut out of a head that may end anywhere. What
** is cut wrongly is a name that nobody knows.
*/
#include "read/data_head.h"

#include "base/table.h"
#include "read/text_field.h"

#include <string.h>

struct names {
  bool text, document;
};

/* Summaries, comments and descriptions are as often about a text as they are one. */
static void look_at(struct names *names, assay_str name) {
  static const char *const texts[] = {"text",   "fulltext",  "full text", "full_text",
                                      "body",   "content",   "contents",  "rawtext",
                                      "speech", "transcript"};
  static const char *const documents[] = {"file", "filename", "path", "doc", "document"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    names->text = names->text || text_field_equal(name, str_from(texts[i]));
  for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
    names->document = names->document || text_field_equal(name, str_from(documents[i]));
}

static assay_str skip_mark(assay_str head) {
  if (head.len >= 3 && memcmp(head.ptr, "\xEF\xBB\xBF", 3) == 0)
    head.ptr += 3, head.len -= 3;
  return head;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Without blanks and quotes around it. */
static assay_str bare(assay_str cell) {
  while (cell.len > 0 && (is_blank(cell.ptr[0]) || cell.ptr[0] == '"'))
    cell.ptr++, cell.len--;
  while (cell.len > 0 &&
         (is_blank(cell.ptr[cell.len - 1]) || cell.ptr[cell.len - 1] == '"'))
    cell.len--;
  return cell;
}

/* The first line that names columns. */
static assay_str header_of(assay_str head) {
  head = skip_mark(head);
  for (;;) {
    const char *end = head.len > 0 ? memchr(head.ptr, '\n', head.len) : NULL;
    assay_str line = {head.ptr, end ? (size_t)(end - head.ptr) : head.len};
    bool passed_over = bare(line).len == 0 ||
                       (line.len > 4 && memcmp(line.ptr, "sep=", 4) == 0);
    if (!end || !passed_over) return line;
    head.ptr += line.len + 1;
    head.len -= line.len + 1;
  }
}

static struct names names_of_columns(assay_str line) {
  struct names names = {false, false};
  for (size_t begin = 0; begin <= line.len;) {
    size_t end = begin;
    while (end < line.len && !memchr(",;\t|", line.ptr[end], 4)) end++;
    look_at(&names, bare((assay_str){line.ptr + begin, end - begin}));
    begin = end + 1;
  }
  return names;
}

bool data_head_table(assay_str head) {
  struct names names = names_of_columns(header_of(head));
  return names.text && !names.document;
}

static size_t count_char(assay_str s, char c) {
  size_t count = 0;
  for (size_t i = 0; i < s.len; i++) count += s.ptr[i] == c;
  return count;
}

char data_head_delimiter(assay_str head) {
  static const char all[] = ",;\t|";
  char best = '\0';
  size_t most = 0;
  if (head.len == 0) return '\0';
  assay_str line = header_of(head);
  if (!names_of_columns(line).text) return '\0';
  for (size_t i = 0; i < 4; i++) {
    size_t count = count_char(line, all[i]);
    if (count <= most) continue;
    most = count;
    best = all[i];
  }
  assay_str rest = {line.ptr + line.len,
                    (size_t)(head.ptr + head.len - line.ptr) - line.len};
  while (rest.len > 0 && is_blank(rest.ptr[0])) rest.ptr++, rest.len--;
  const char *end = rest.len > 0 ? memchr(rest.ptr, '\n', rest.len) : NULL;
  if (end) rest.len = (size_t)(end - rest.ptr);
  return most > 0 && count_char(rest, best) > 0 ? best : '\0';
}

/* Behind the string whose quote is at `at`, or the length. */
static size_t end_of_string(assay_str s, size_t at) {
  for (at++; at < s.len && s.ptr[at] != '"'; at++)
    if (s.ptr[at] == '\\') at++;
  return at < s.len ? at + 1 : s.len;
}

static size_t skip_blanks(assay_str s, size_t at) {
  while (at < s.len && is_blank(s.ptr[at])) at++;
  return at;
}

bool data_head_json(assay_str head) {
  struct names names = {false, false};
  head = skip_mark(head);
  for (size_t at = 0; at < head.len;) {
    const char *quote = memchr(head.ptr + at, '"', head.len - at);
    if (!quote) break;
    size_t begin = (size_t)(quote - head.ptr);
    at = end_of_string(head, begin);
    size_t next = skip_blanks(head, at);
    if (next >= head.len || head.ptr[next] != ':') continue;
    next = skip_blanks(head, next + 1);
    if (next < head.len && head.ptr[next] == '"')
      look_at(&names, (assay_str){head.ptr + begin + 1, at - begin - 2});
  }
  return names.text && !names.document;
}
