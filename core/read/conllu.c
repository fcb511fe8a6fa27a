/*
** conllu.c - CoNLL-U, the format of Universal Dependencies: sentences with their tokens,
** lemmas and tags. `# newdoc` begins a document; a file without it is one.
**
** The text of a sentence is its `# text`, where the tokens are found in it one after the
** other; else it is made of the tokens and SpaceAfter=No. Sentences are joined with a
** blank, paragraphs (`# newpar`) with an empty line. A multiword token ("2-3 du") is one
** token with the lemmas and tags of its words, "de+le". Empty nodes ("8.1") are left out.
*/
#include "base/alloc.h"
#include "base/number.h"
#include "base/table.h"
#include "read/decode.h"
#include "read/reader.h"

#include <string.h>

#define LINE_LIMIT ((size_t)16 << 20)
#define SENTENCE_LIMIT ((size_t)64 << 20)
enum { COLUMNS = 10 };

struct piece { /* of kept.data */
  uint32_t begin, len;
};

struct word {
  struct piece form, lemma, tag;
  uint32_t members; /* of a multiword token: as many words follow, which are no tokens */
  bool space;       /* a blank follows */
};

struct conllu {
  assay_allocator alloc;
  struct stream *stream;
  struct decoding how;
  size_t replaced;
  struct lines lines;
  struct buffer kept;   /* what the words of the sentence are pieces of */
  struct buffer joined; /* lemma and tag of a multiword token */
  struct word *words;
  size_t count, cap;
  uint32_t range_last; /* number of the last word of an open multiword token; 0: none */
  size_t range;        /* index of that token */
  struct piece text;   /* of `# text`; len 0: there is none */
  struct buffer part;  /* of the document that comes next */
  bool pending;        /* its `# newdoc` was read */
  bool paragraph;      /* `# newpar` before this sentence */
  bool space;          /* a blank after the last sentence */
  bool named;          /* has there been a newdoc? */
  size_t rebuilt;      /* sentences of the document whose `# text` differs */
};

static assay_str piece_str(const struct conllu *s, struct piece p) {
  return (assay_str){s->kept.data + p.begin, p.len};
}

static struct piece keep(struct conllu *s, assay_str text) {
  struct piece p = {(uint32_t)s->kept.len, (uint32_t)text.len};
  buffer_add_str(&s->kept, text);
  return p;
}

static assay_status too_large(const struct conllu *s, assay_error *err) {
  assay_status status = buffer_status(&s->kept, "a sentence", err);
  if (status != ASSAY_OK && err)
    err->line = s->lines.number <= UINT32_MAX ? (uint32_t)s->lines.number : 0;
  return status;
}

/* -- A sentence becomes text --------------------------------------------------------- */

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/* Are the tokens in the text, in order, with nothing but blanks between? */
static bool text_fits(const struct conllu *s) {
  assay_str text = piece_str(s, s->text);
  size_t at = 0;
  for (size_t i = 0; i < s->count; i += 1 + s->words[i].members) {
    assay_str form = piece_str(s, s->words[i].form);
    while (at < text.len && is_blank(text.ptr[at])) at++;
    if (text.len - at < form.len || memcmp(text.ptr + at, form.ptr, form.len) != 0)
      return false;
    at += form.len;
  }
  while (at < text.len && is_blank(text.ptr[at])) at++;
  return at == text.len;
}

/* The values of a multiword token's words: "de+le". */
static assay_str join_members(struct conllu *s, size_t token, bool tags) {
  size_t members = s->words[token].members;
  if (members == 0)
    return piece_str(s, tags ? s->words[token].tag : s->words[token].lemma);
  size_t begin = s->joined.len;
  for (size_t i = token + 1; i <= token + members; i++) {
    assay_str value = piece_str(s, tags ? s->words[i].tag : s->words[i].lemma);
    if (value.len == 0) continue;
    if (s->joined.len > begin) buffer_add_char(&s->joined, '+');
    buffer_add_str(&s->joined, value);
  }
  return (assay_str){s->joined.data ? s->joined.data + begin : "", s->joined.len - begin};
}

static assay_status add_token(struct conllu *s, size_t token, size_t begin,
                              struct record *out, assay_error *err) {
  buffer_clear(&s->joined);
  join_members(s, token, false); /* so that the second does not move the first */
  join_members(s, token, true);
  if (s->joined.failed != ASSAY_OK) return buffer_status(&s->joined, "a lemma", err);
  buffer_clear(&s->joined);
  assay_str lemma = join_members(s, token, false), tag = join_members(s, token, true);
  return record_add_token(out, begin, begin + s->words[token].form.len, lemma, tag, err);
}

static void separate(struct conllu *s, struct record *out) {
  if (out->text.len > 0) {
    if (s->paragraph)
      buffer_add(&out->text, "\n\n", 2);
    else if (s->space)
      buffer_add_char(&out->text, ' ');
  }
  s->paragraph = false;
  s->space = true;
}

static assay_status add_words(struct conllu *s, bool fits, struct record *out,
                              assay_error *err) {
  assay_str text = piece_str(s, s->text);
  size_t base = out->text.len, at = 0;
  if (fits) buffer_add_str(&out->text, text);
  for (size_t i = 0; i < s->count; i += 1 + s->words[i].members) {
    const struct word *word = &s->words[i];
    bool last = i + 1 + word->members >= s->count;
    while (fits && is_blank(text.ptr[at])) at++;
    assay_status status = add_token(s, i, base + at, out, err);
    if (status != ASSAY_OK) return status;
    at += word->form.len;
    if (!fits) {
      buffer_add_str(&out->text, piece_str(s, word->form));
      if (word->space && !last) buffer_add_char(&out->text, ' '), at++;
    }
    if (last) s->space = word->space;
  }
  return buffer_status(&out->text, "the text", err);
}

static void begin_sentence(struct conllu *s) {
  buffer_clear(&s->kept);
  s->count = 0;
  s->range_last = 0;
  s->text.len = 0;
}

static assay_status end_sentence(struct conllu *s, struct record *out, assay_error *err) {
  if (s->count == 0) return ASSAY_OK;
  bool fits = s->text.len > 0 && text_fits(s);
  s->rebuilt += s->text.len > 0 && !fits;
  separate(s, out);
  size_t begin = out->text.len;
  assay_status status = add_words(s, fits, out, err);
  if (status == ASSAY_OK)
    status = record_add_mark(out, RECORD_SENTENCE, begin, out->text.len,
                             (assay_str){"", 0}, err);
  begin_sentence(s);
  return status;
}

/* -- Lines ------------------------------------------------------------------------- */

static assay_str not_blank(assay_str value) {
  if (value.len == 1 && value.ptr[0] == '_') value.len = 0;
  return value;
}

/* "12" of "12-13" or "12.1"; *stop is what follows, '\0' for nothing. */
static uint32_t read_id(assay_str id, char *stop, uint32_t *last) {
  uint32_t numbers[2] = {0, 0};
  size_t n = 0;
  *stop = '\0';
  for (size_t i = 0; i < id.len; i++) {
    char c = id.ptr[i];
    if (c >= '0' && c <= '9') {
      if (numbers[n] < 100000000) numbers[n] = numbers[n] * 10 + (uint32_t)(c - '0');
    } else if (n == 0 && (c == '-' || c == '.')) {
      *stop = c;
      n = 1;
    } else {
      *stop = '?';
      return 0;
    }
  }
  *last = numbers[1];
  return numbers[0];
}

/* The first columns and the last; false with fewer than two. */
static bool cut_columns(assay_str line, assay_str columns[COLUMNS]) {
  size_t count = 0;
  const char *at = line.ptr, *end = line.ptr + line.len;
  while (count < 5) {
    const char *tab = memchr(at, '\t', (size_t)(end - at));
    columns[count++] = (assay_str){at, (size_t)((tab ? tab : end) - at)};
    if (!tab) {
      at = end;
      break;
    }
    at = tab + 1;
  }
  if (count < 2) return false;
  for (size_t i = count; i < COLUMNS; i++) columns[i] = (assay_str){"", 0};
  const char *last = end;
  while (last > at && last[-1] != '\t') last--;
  if (last > at) columns[COLUMNS - 1] = (assay_str){last, (size_t)(end - last)};
  return true;
}

static bool has_no_space(assay_str misc) {
  static const char word[] = "SpaceAfter=No";
  const size_t len = sizeof word - 1;
  for (size_t at = 0; at + len <= misc.len; at++) {
    if (memcmp(misc.ptr + at, word, len) == 0) return true;
    const char *bar = memchr(misc.ptr + at, '|', misc.len - at);
    if (!bar) return false;
    at = (size_t)(bar - misc.ptr);
  }
  return false;
}

static assay_status add_word(struct conllu *s, const assay_str columns[COLUMNS],
                             assay_error *err) {
  void *words = s->words;
  if (!alloc_grow(&s->alloc, &words, &s->cap, s->count + 1, sizeof *s->words))
    return error_memory(err, 0);
  s->words = words;
  assay_str tag = not_blank(columns[3]);
  if (tag.len == 0) tag = not_blank(columns[4]);
  struct word *word = &s->words[s->count++];
  word->form = keep(s, columns[1]);
  word->lemma = keep(s, not_blank(columns[2]));
  word->tag = keep(s, tag);
  word->members = 0;
  word->space = !has_no_space(columns[COLUMNS - 1]);
  return too_large(s, err);
}

static assay_status take_word(struct conllu *s, assay_str line, struct record *out,
                              assay_error *err) {
  assay_str columns[COLUMNS];
  char stop = '?';
  uint32_t last = 0, id = 0;
  bool enough = cut_columns(line, columns);
  if (enough) id = read_id(columns[0], &stop, &last);
  if (!enough || stop == '?' || columns[1].len == 0)
    return record_warn(out, err, "line %llu is no token and was left out",
                       (unsigned long long)s->lines.number);
  if (stop == '.') return ASSAY_OK;
  assay_status status = add_word(s, columns, err);
  if (status != ASSAY_OK) return status;
  if (stop == '-') {
    s->range = s->count - 1;
    s->range_last = last;
  } else if (s->range_last > 0 && id <= s->range_last) {
    s->words[s->range].members++;
  } else {
    s->range_last = 0;
  }
  return ASSAY_OK;
}

/* Is the comment `# name` or `# name = value`? */
static bool comment_is(assay_str line, const char *name, assay_str *value) {
  size_t at = 1, len = strlen(name);
  while (at < line.len && is_blank(line.ptr[at])) at++;
  if (line.len - at < len || memcmp(line.ptr + at, name, len) != 0) return false;
  at += len;
  while (at < line.len && is_blank(line.ptr[at])) at++;
  *value = (assay_str){"", 0};
  if (at == line.len) return true;
  if (line.ptr[at] != '=') return false;
  at++;
  while (at < line.len && is_blank(line.ptr[at])) at++;
  *value = (assay_str){line.ptr + at, line.len - at};
  return true;
}

/* `# meta::title = ...` is a field of the document. */
static assay_status take_field(assay_str line, struct record *out, assay_error *err) {
  size_t at = 1;
  while (at < line.len && is_blank(line.ptr[at])) at++;
  if (line.len - at < 6 || memcmp(line.ptr + at, "meta::", 6) != 0) return ASSAY_OK;
  const char *name = line.ptr + at + 6, *end = line.ptr + line.len;
  const char *equals = memchr(name, '=', (size_t)(end - name));
  if (!equals) return ASSAY_OK;
  const char *stop = equals, *value = equals + 1;
  while (stop > name && is_blank(stop[-1])) stop--;
  while (value < end && is_blank(*value)) value++;
  return record_add_field(out, (assay_str){name, (size_t)(stop - name)},
                          (assay_str){value, (size_t)(end - value)}, false, err);
}

static assay_status take_comment(struct conllu *s, assay_str line, struct record *out,
                                 assay_error *err) {
  assay_str value;
  if (comment_is(line, "text", &value)) {
    s->text = keep(s, value);
    return too_large(s, err);
  }
  if (comment_is(line, "newpar", &value) || comment_is(line, "newpar id", &value)) {
    s->paragraph = true;
    return ASSAY_OK;
  }
  return take_field(line, out, err);
}

static assay_status take_newdoc(struct conllu *s, assay_str id, assay_error *err) {
  char number[NUMBER_SIZE];
  size_t len = number_format_integer((int64_t)s->lines.number, number);
  buffer_clear(&s->part);
  buffer_add_str(&s->part, id.len > 0 ? id : (assay_str){number, len});
  s->pending = s->named = true;
  return buffer_status(&s->part, "the name of a document", err);
}

/* -- Documents --------------------------------------------------------------------- */

static assay_status finish(struct conllu *s, struct record *out, assay_error *err) {
  out->encoding = ENCODING_UTF8;
  out->decoding = s->how;
  out->decoding.replaced -= s->replaced;
  out->has_tokens = true;
  s->replaced = s->how.replaced;
  size_t rebuilt = s->rebuilt;
  s->rebuilt = 0;
  if (rebuilt == 0) return ASSAY_OK;
  return record_warn(
      out, err, "%zu sentences are made of their tokens, as '# text' differs", rebuilt);
}

/* Begins a record with the name that its newdoc gave. */
static assay_status begin(struct conllu *s, struct record *out, assay_error *err) {
  out->line = s->lines.number > 0 ? s->lines.number : 1;
  s->space = s->paragraph = false;
  if (!s->pending) return ASSAY_OK;
  s->pending = false;
  return record_set_part(out, buffer_str(&s->part), err);
}

static assay_status take_line(struct conllu *s, assay_str line, struct record *out,
                              bool *over, assay_error *err) {
  assay_str id;
  if (line.len == 0) return end_sentence(s, out, err);
  if (line.ptr[0] != '#') return take_word(s, line, out, err);
  if (!comment_is(line, "newdoc", &id) && !comment_is(line, "newdoc id", &id))
    return take_comment(s, line, out, err);
  assay_status status = end_sentence(s, out, err);
  *over = out->token_count > 0 || out->part.len > 0;
  if (status == ASSAY_OK) status = take_newdoc(s, id, err);
  return status;
}

static assay_status conllu_next(struct reading *r, struct record *out, bool *more,
                                assay_error *err) {
  struct conllu *s = r->state;
  bool over = false;
  *more = false;
  if (r->done) return ASSAY_OK;
  assay_status status = begin(s, out, err);
  while (status == ASSAY_OK && !over) {
    assay_str line = {"", 0};
    bool some;
    status = lines_next(&s->lines, &line, &some, err);
    if (status != ASSAY_OK) break;
    r->done = !some;
    if (r->done) {
      status = end_sentence(s, out, err);
      break;
    }
    status = take_line(s, line, out, &over, err);
    if (status == ASSAY_OK && s->pending && !over) /* nothing came before it */
      status = begin(s, out, err);
  }
  if (status == ASSAY_OK) status = finish(s, out, err);
  if (status != ASSAY_OK) return status;
  *more = out->token_count > 0 || out->part.len > 0 || !s->named;
  return ASSAY_OK;
}

static void conllu_close(struct reading *r) {
  struct conllu *s = r->state;
  if (!s) return;
  alloc_free(&s->alloc, s->words, s->cap, sizeof *s->words);
  buffer_free(&s->part);
  buffer_free(&s->joined);
  buffer_free(&s->kept);
  lines_free(&s->lines);
  stream_close(s->stream);
  alloc_free(&r->alloc, s, 1, sizeof *s);
  r->state = NULL;
}

static assay_status conllu_open(struct reading *r, assay_error *err) {
  struct conllu *s = alloc_zero(&r->alloc, 1, sizeof *s);
  if (!s) return error_memory(err, sizeof *s);
  r->state = s;
  s->alloc = r->alloc;
  buffer_init(&s->kept, &s->alloc, SENTENCE_LIMIT);
  buffer_init(&s->joined, &s->alloc, SENTENCE_LIMIT);
  buffer_init(&s->part, &s->alloc, LINE_LIMIT);
  lines_start(&s->lines, NULL, LINE_LIMIT, &s->alloc);
  assay_status status = decode_open(&s->stream, r->stream, r->options->encoding, &s->how,
                                    &s->alloc, err);
  s->lines.stream = s->stream;
  if (status != ASSAY_OK) conllu_close(r);
  return status;
}

/* A first sentence with ten columns, numbered from 1; with comments there is no doubt. */
static int conllu_sniff(assay_str head, assay_str name) {
  bool comments = false;
  (void)name;
  for (size_t at = 0; at < head.len;) {
    const char *end = memchr(head.ptr + at, '\n', head.len - at);
    if (!end) return 0;
    assay_str line = {head.ptr + at, (size_t)(end - head.ptr) - at}, value;
    at += line.len + 1;
    if (line.len > 0 && line.ptr[0] == '#') {
      comments = comments || comment_is(line, "sent_id", &value) ||
                 comment_is(line, "text", &value) || comment_is(line, "newdoc", &value) ||
                 comment_is(line, "newdoc id", &value);
      continue;
    }
    size_t tabs = 0;
    for (size_t i = 0; i < line.len; i++) tabs += line.ptr[i] == '\t';
    bool token = tabs == COLUMNS - 1 && line.ptr[0] == '1' &&
                 (line.ptr[1] == '\t' || line.ptr[1] == '-');
    return !token ? 0 : comments ? 100 : 60;
  }
  return 0;
}

const struct reader reader_conllu = {.name = "conllu",
                                     .extensions = ".conllu .conll .conllup",
                                     .sniff = conllu_sniff,
                                     .open = conllu_open,
                                     .next = conllu_next,
                                     .close = conllu_close};
