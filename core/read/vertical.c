/*
** vertical.c - vertical text (vrt), the input of corpus workbenches: a token a line, its
** columns after tabs, and XML tags on lines of their own.
**
** <text ...>, <doc ...>, <document ...> or <file ...> begins a document whose attributes
** are fields; <s> a sentence, <p> a paragraph; <g/> glues the tokens around it. Which
** columns are lemma and tag says a line <!-- #vrt positional-attributes: word lemma pos
** -->; else the lemma is the column that is most like the word, and the tag the first of
** the others. Text is made of the words, with blanks between but for <g/>.
*/
#include "base/alloc.h"
#include "base/number.h"
#include "base/table.h"
#include "read/decode.h"
#include "read/entities.h"
#include "read/reader.h"
#include "text/utf8.h"

#include <string.h>

#define LINE_LIMIT ((size_t)16 << 20)
enum { COLUMNS = 16 };

struct vertical {
  assay_allocator alloc;
  struct stream *stream;
  struct decoding how;
  size_t replaced;
  struct lines lines;
  size_t lemma, tag;   /* columns; 0: none */
  struct buffer start; /* the tag that begins the next document */
  uint64_t start_line;
  struct buffer cells[3]; /* word, lemma, tag where they have entities */
  bool pending;           /* `start` is one */
  bool begun;             /* any document yet? */
  bool glue, paragraph, in_sentence;
  size_t sentence; /* where it begins */
};

/* -- Tags -------------------------------------------------------------------------- */

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

static bool is_tag(assay_str line) {
  return line.len >= 3 && line.ptr[0] == '<' && line.ptr[line.len - 1] == '>' &&
         (line.ptr[1] == '/' || line.ptr[1] == '!' || line.ptr[1] == '?' ||
          (line.ptr[1] >= 'a' && line.ptr[1] <= 'z') ||
          (line.ptr[1] >= 'A' && line.ptr[1] <= 'Z'));
}

/* "text" of <text id="1">, "/s" of </s>. */
static assay_str tag_name(assay_str tag) {
  size_t end = 2;
  while (end < tag.len && !is_blank(tag.ptr[end]) && tag.ptr[end] != '>' &&
         tag.ptr[end] != '/')
    end++;
  return (assay_str){tag.ptr + 1, end - 1};
}

static bool is_any(assay_str name, const char *const *words) {
  for (; *words; words++)
    if (str_equal(name, str_from(*words))) return true;
  return false;
}

static const char *const documents[] = {"text", "doc", "document", "file", NULL};
static const char *const document_ends[] = {"/text", "/doc", "/document", "/file", NULL};
static const char *const paragraphs[] = {"p", "para", "paragraph", "head", NULL};
static const char *const sentences[] = {"s", "sentence", NULL};
static const char *const sentence_ends[] = {"/s", "/sentence", NULL};

/* The character that &name; stands for, or 0. */
static uint32_t entity_value(assay_str name) {
  static const struct {
    const char *name;
    char value;
  } own[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    if (str_equal(name, str_from(own[i].name))) return (unsigned char)own[i].value;
  if (name.len < 2 || name.ptr[0] != '#') return entity_find(name);
  uint32_t value = 0, base = name.ptr[1] == 'x' ? 16 : 10;
  for (size_t i = base == 16 ? 2 : 1; i < name.len; i++) {
    char c = name.ptr[i];
    uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                            : 99;
    if (digit >= base || value > 0x10FFFF) return 0;
    value = value * base + digit;
  }
  return value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF) ? 0 : value;
}

/* The text without entities; `out` holds it where it has any. */
static assay_str decode_entities(assay_str s, struct buffer *out) {
  if (s.len == 0 || !memchr(s.ptr, '&', s.len)) return s;
  buffer_clear(out);
  for (size_t at = 0; at < s.len;) {
    const char *end = s.ptr[at] == '&' ? memchr(s.ptr + at, ';', s.len - at) : NULL;
    size_t len = end ? (size_t)(end - s.ptr) - at - 1 : 0;
    uint32_t cp = end ? entity_value((assay_str){s.ptr + at + 1, len}) : 0;
    if (cp == 0) {
      buffer_add_char(out, s.ptr[at++]);
      continue;
    }
    char bytes[4];
    buffer_add(out, bytes, utf8_encode(cp, bytes));
    at += len + 2;
  }
  return buffer_str(out);
}

/* The next name="value" of a tag from *at on; false: there is none. */
static bool next_attribute(assay_str tag, size_t *at, assay_str *name, assay_str *value) {
  size_t i = *at;
  while (i < tag.len && is_blank(tag.ptr[i])) i++;
  size_t begin = i;
  while (i < tag.len && tag.ptr[i] != '=' && !is_blank(tag.ptr[i])) i++;
  *name = (assay_str){tag.ptr + begin, i - begin};
  while (i < tag.len && is_blank(tag.ptr[i])) i++;
  if (i == tag.len || tag.ptr[i] != '=' || name->len == 0) return false;
  i++;
  while (i < tag.len && is_blank(tag.ptr[i])) i++;
  if (i == tag.len || (tag.ptr[i] != '"' && tag.ptr[i] != '\'')) return false;
  const char *quote = memchr(tag.ptr + i + 1, tag.ptr[i], tag.len - i - 1);
  if (!quote) return false;
  *value = (assay_str){tag.ptr + i + 1, (size_t)(quote - tag.ptr) - i - 1};
  *at = (size_t)(quote - tag.ptr) + 1;
  return true;
}

static bool is_id(assay_str name) {
  static const char *const ids[] = {"id", "xml:id", "name", "filename", "file", NULL};
  return is_any(name, ids);
}

/* Fields of the document from its tag, and its part: its id, else its line. */
static assay_status take_attributes(struct vertical *s, struct record *out,
                                    assay_error *err) {
  assay_str tag = buffer_str(&s->start), name, value;
  size_t at = tag_name(tag).len + 1;
  char number[NUMBER_SIZE];
  assay_status status = ASSAY_OK;
  out->line = s->start_line;
  while (status == ASSAY_OK && next_attribute(tag, &at, &name, &value)) {
    value = decode_entities(value, &s->cells[0]);
    if (is_id(name) && out->part.len == 0) status = record_set_part(out, value, err);
    if (status == ASSAY_OK) status = record_add_field(out, name, value, false, err);
  }
  if (status != ASSAY_OK || out->part.len > 0) return status;
  size_t len = number_format_integer((int64_t)s->start_line, number);
  return record_set_part(out, (assay_str){number, len}, err);
}

/* -- Columns ----------------------------------------------------------------------- */

static size_t cut_columns(assay_str line, assay_str columns[COLUMNS]) {
  size_t count = 0;
  const char *at = line.ptr, *end = line.ptr + line.len;
  while (count < COLUMNS) {
    const char *tab = memchr(at, '\t', (size_t)(end - at));
    columns[count++] = (assay_str){at, (size_t)((tab ? tab : end) - at)};
    if (!tab) break;
    at = tab + 1;
  }
  return count;
}

/* The names behind "positional-attributes:", in a comment. */
static void take_declaration(struct vertical *s, assay_str line) {
  static const char word[] = "ositional";
  size_t at = 0, column = 0;
  while (at + sizeof word <= line.len &&
         memcmp(line.ptr + at, word, sizeof word - 1) != 0)
    at++;
  const char *colon = memchr(line.ptr + at, ':', line.len - at);
  if (at + sizeof word > line.len || !colon) return;
  s->lemma = s->tag = 0;
  for (at = (size_t)(colon - line.ptr) + 1; at < line.len; column++) {
    while (at < line.len && is_blank(line.ptr[at])) at++;
    size_t begin = at;
    while (at < line.len && !is_blank(line.ptr[at])) at++;
    assay_str name = {line.ptr + begin, at - begin};
    static const char *const lemmas[] = {"lemma", "lem", "baseform", NULL};
    static const char *const tags[] = {"pos", "tag",    "upos", "xpos",
                                       "msd", "tagset", NULL};
    if (is_any(name, lemmas) && s->lemma == 0) s->lemma = column;
    if (is_any(name, tags) && s->tag == 0) s->tag = column;
  }
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins_alike(assay_str a, assay_str b) {
  size_t len = a.len < b.len ? a.len : b.len;
  if (len == 0) return false;
  if (len > 3) len = 3;
  for (size_t i = 0; i < len; i++)
    if (lower(a.ptr[i]) != lower(b.ptr[i])) return false;
  return true;
}

/* Which column is most often like the word, in the first lines? */
static void guess_columns(struct vertical *s, assay_str head) {
  size_t alike[COLUMNS] = {0}, rows = 0, widest = 0;
  for (size_t at = 0; at < head.len && rows < 1000;) {
    const char *end = memchr(head.ptr + at, '\n', head.len - at);
    if (!end) break;
    assay_str line = {head.ptr + at, (size_t)(end - head.ptr) - at}, columns[COLUMNS];
    at += line.len + 1;
    if (line.len == 0 || is_tag(line)) continue;
    size_t count = cut_columns(line, columns);
    if (count > widest) widest = count;
    rows++;
    for (size_t i = 1; i < count; i++) alike[i] += begins_alike(columns[0], columns[i]);
  }
  for (size_t i = 1; i < widest; i++)
    if (alike[i] * 3 > rows && (s->lemma == 0 || alike[i] > alike[s->lemma]))
      s->lemma = i;
  for (size_t i = widest; i-- > 1;)
    if (i != s->lemma) s->tag = i;
}

/* -- Lines ------------------------------------------------------------------------- */

static assay_status end_sentence(struct vertical *s, struct record *out,
                                 assay_error *err) {
  bool some = s->in_sentence && s->sentence < out->text.len;
  s->in_sentence = false;
  if (!some) return ASSAY_OK;
  return record_add_mark(out, RECORD_SENTENCE, s->sentence, out->text.len,
                         (assay_str){"", 0}, err);
}

static assay_status take_token(struct vertical *s, assay_str line, struct record *out,
                               assay_error *err) {
  assay_str columns[COLUMNS], none = {"", 0};
  size_t count = cut_columns(line, columns);
  assay_str word = decode_entities(columns[0], &s->cells[0]);
  assay_str lemma = s->lemma > 0 && s->lemma < count
                        ? decode_entities(columns[s->lemma], &s->cells[1])
                        : none;
  assay_str tag = s->tag > 0 && s->tag < count
                      ? decode_entities(columns[s->tag], &s->cells[2])
                      : none;
  if (word.len == 0)
    return record_warn(out, err, "line %llu has no word and was left out",
                       (unsigned long long)s->lines.number);
  if (out->text.len > 0) {
    if (s->paragraph)
      buffer_add(&out->text, "\n\n", 2);
    else if (!s->glue)
      buffer_add_char(&out->text, ' ');
  }
  s->glue = s->paragraph = false;
  size_t begin = out->text.len;
  if (s->in_sentence && s->sentence == SIZE_MAX) s->sentence = begin;
  buffer_add_str(&out->text, word);
  assay_status status = buffer_status(&out->text, "the text", err);
  if (status != ASSAY_OK) return status;
  return record_add_token(out, begin, begin + word.len, lemma, tag, err);
}

static assay_status begin_document(struct vertical *s, assay_str tag, assay_error *err) {
  buffer_clear(&s->start);
  buffer_add_str(&s->start, tag);
  s->start_line = s->lines.number;
  s->pending = true;
  return buffer_status(&s->start, "a tag", err);
}

/* *over: the document ends here. */
static assay_status take_tag(struct vertical *s, assay_str tag, struct record *out,
                             bool *over, assay_error *err) {
  assay_str name = tag_name(tag);
  if (name.ptr[0] == '!') {
    take_declaration(s, tag);
  } else if (str_equal(name, str_from("g"))) {
    s->glue = true;
  } else if (is_any(name, paragraphs)) {
    s->paragraph = true;
  } else if (is_any(name, sentences)) {
    assay_status status = end_sentence(s, out, err);
    s->in_sentence = true;
    s->sentence = SIZE_MAX;
    return status;
  } else if (is_any(name, sentence_ends)) {
    return end_sentence(s, out, err);
  } else if (is_any(name, document_ends)) {
    *over = true;
  } else if (is_any(name, documents)) {
    *over = true;
    return begin_document(s, tag, err);
  }
  return ASSAY_OK;
}

static assay_status take_line(struct vertical *s, assay_str line, struct record *out,
                              bool *over, assay_error *err) {
  if (line.len == 0) return ASSAY_OK;
  return is_tag(line) ? take_tag(s, line, out, over, err) : take_token(s, line, out, err);
}

/* -- Documents --------------------------------------------------------------------- */

/* The first piece of the stream is looked at before lines are cut. */
static assay_status look(struct vertical *s, assay_error *err) {
  s->begun = true;
  assay_status status = stream_pull(s->stream, &s->lines.piece, err);
  if (status != ASSAY_OK) return status;
  s->lines.ended = s->lines.piece.len == 0;
  assay_str head = s->lines.piece; /* no more than every source gives at once */
  if (head.len > DECODE_HEAD) head.len = DECODE_HEAD;
  guess_columns(s, head);
  return ASSAY_OK;
}

static void begin(struct vertical *s, struct record *out) {
  s->glue = s->paragraph = s->in_sentence = false;
  s->sentence = SIZE_MAX;
  out->line = s->lines.number + 1;
}

/* Reads to the end of a document; *found: there was one. */
static assay_status read_document(struct reading *r, struct record *out, bool *found,
                                  assay_error *err) {
  struct vertical *s = r->state;
  assay_status status = ASSAY_OK;
  bool over = false;
  begin(s, out);
  *found = s->pending;
  if (s->pending) status = take_attributes(s, out, err);
  s->pending = false;
  while (status == ASSAY_OK && !over) {
    assay_str line = {"", 0};
    bool some = false;
    status = lines_next(&s->lines, &line, &some, err);
    r->done = status == ASSAY_OK && !some;
    if (status != ASSAY_OK || !some) break;
    status = take_line(s, line, out, &over, err);
  }
  *found = *found || out->token_count > 0;
  return status == ASSAY_OK ? end_sentence(s, out, err) : status;
}

static assay_status vertical_next(struct reading *r, struct record *out, bool *more,
                                  assay_error *err) {
  struct vertical *s = r->state;
  bool first = !s->begun, found = false;
  assay_status status = first ? look(s, err) : ASSAY_OK;
  *more = false;
  while (status == ASSAY_OK && !found && !r->done)
    status = read_document(r, out, &found, err);
  if (status != ASSAY_OK) return status;
  *more = found || first; /* a file without a token is one empty document */
  out->encoding = ENCODING_UTF8;
  out->decoding = s->how;
  out->decoding.replaced -= s->replaced;
  out->has_tokens = true;
  s->replaced = s->how.replaced;
  return ASSAY_OK;
}

static void vertical_close(struct reading *r) {
  struct vertical *s = r->state;
  if (!s) return;
  for (size_t i = 0; i < 3; i++) buffer_free(&s->cells[i]);
  buffer_free(&s->start);
  lines_free(&s->lines);
  stream_close(s->stream);
  alloc_free(&r->alloc, s, 1, sizeof *s);
  r->state = NULL;
}

static assay_status vertical_open(struct reading *r, assay_error *err) {
  struct vertical *s = alloc_zero(&r->alloc, 1, sizeof *s);
  if (!s) return error_memory(err, sizeof *s);
  r->state = s;
  s->alloc = r->alloc;
  for (size_t i = 0; i < 3; i++) buffer_init(&s->cells[i], &s->alloc, LINE_LIMIT);
  buffer_init(&s->start, &s->alloc, LINE_LIMIT);
  lines_start(&s->lines, NULL, LINE_LIMIT, &s->alloc);
  assay_status status = decode_open(&s->stream, r->stream, r->options->encoding, &s->how,
                                    &s->alloc, err);
  s->lines.stream = s->stream;
  if (status != ASSAY_OK) vertical_close(r);
  return status;
}

/* Lines that are tags only, and lines with tabs that have none. */
static int vertical_sniff(assay_str head, assay_str name) {
  size_t tags = 0, rows = 0, others = 0;
  (void)name;
  for (size_t at = 0; at < head.len;) {
    const char *end = memchr(head.ptr + at, '\n', head.len - at);
    if (!end) break;
    assay_str line = {head.ptr + at, (size_t)(end - head.ptr) - at};
    at += line.len + 1;
    if (line.len > 0 && line.ptr[line.len - 1] == '\r') line.len--;
    if (line.len > 9 && memcmp(line.ptr, "<!-- #vrt", 9) == 0) return 100;
    if (line.len == 0) continue;
    if (is_tag(line))
      tags++;
    else if (line.ptr[0] != '<' && memchr(line.ptr, '\t', line.len))
      rows++;
    else
      others++;
  }
  return head.len > 0 && head.ptr[0] == '<' && tags > 0 && rows > 4 && rows > 4 * others
             ? 100
             : 0;
}

const struct reader reader_vrt = {.name = "vrt",
                                  .extensions = ".vrt .vert .vertical",
                                  .sniff = vertical_sniff,
                                  .open = vertical_open,
                                  .next = vertical_next,
                                  .close = vertical_close};
