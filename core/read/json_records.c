/*
** json_records.c - documents from JSON. A line of JSONL, or an object of a JSON array, is
** a document: one of its keys holds the text, the others are fields, a.b for an object in
** the object, values of an array joined with "; ".
**
** The key of the text is the one asked for; else the most usual name in the first object,
** the outermost first; else, with a warning, the key of its longest string. An object
** that lacks the key is looked at afresh.
**
** JSONL is streamed. JSON is held in memory as a whole: an array of objects (or of
** strings), one object, or an object with an array of objects, {"documents": [...]}.
*/
#include "base/alloc.h"
#include "base/number.h"
#include "base/table.h"
#include "read/decode.h"
#include "read/json_leaves.h"
#include "read/reader.h"
#include "read/text_field.h"

#include <string.h>

#define LINE_LIMIT ((size_t)64 << 20)
#define WHOLE_LIMIT ((size_t)2 << 30)
/* Most keys of arrays of one object, and most names in a message. */
enum { JOINED_MOST = 64, NAMES_MOST = 64 };

struct joined { /* the values of one path, from arrays */
  struct buffer path, values;
};

struct json_state {
  assay_allocator alloc;
  struct stream *stream;
  struct decoding how;
  size_t replaced; /* of how.replaced, in earlier records */
  struct lines lines;
  struct buffer all; /* of JSON */
  struct json walk;  /* over `all`, where the next record begins */
  size_t inside;     /* depth of the array that holds the records; 0: none */
  bool begun, over;
  uint64_t line; /* of all.data[counted] */
  size_t counted;
  bool key_known, key_guessed, warned;
  bool key_usual; /* an earlier object had a usual name: no guesses any more */
  struct buffer key, value;
  struct json_leaves leaves;
  struct joined *joined;
  size_t joined_count; /* of this record; their memory is kept for the next */
};

static assay_status at_line(assay_status status, uint64_t line, assay_error *err) {
  if (!err) return status;
  err->line = line <= UINT32_MAX ? (uint32_t)line : 0;
  err->offset = 0;
  return status;
}

/* -- The key of the text ----------------------------------------------------------- */

static assay_str last_name(assay_str path) {
  for (size_t i = path.len; i > 0; i--)
    if (path.ptr[i - 1] == '.') return (assay_str){path.ptr + i, path.len - i};
  return path;
}

/* Usual names of the outermost object first, then usual names anywhere, then length. */
static uint64_t key_score(const struct json_leaf *leaf) {
  uint64_t rank = text_field_rank(leaf->path);
  if (rank > 0) return rank << 48;
  rank = text_field_rank(last_name(leaf->path));
  if (rank > 0) return rank << 40;
  return leaf->in_array ? 0 : leaf->text.len;
}

/* Fails with the names there are. */
static assay_status key_missing(struct json_state *s, assay_str wanted, assay_str object,
                                assay_error *err) {
  assay_str names[NAMES_MOST];
  size_t count = 0;
  struct json_leaf leaf;
  struct arena arena;
  arena_init(&arena, &s->alloc);
  json_leaves_start(&s->leaves, object);
  while (count < NAMES_MOST) {
    if (json_leaves_next(&s->leaves, &leaf, NULL) != ASSAY_OK || leaf.kind == JSON_END)
      break;
    if (count > 0 && str_equal(names[count - 1], leaf.path)) continue;
    names[count] = arena_copy(&arena, leaf.path);
    if (!names[count].ptr) break;
    count++;
  }
  assay_status status = text_field_missing(wanted, "key", names, count, err);
  arena_free(&arena);
  return status;
}

static assay_status choose_key(struct json_state *s, assay_str object, assay_error *err) {
  uint64_t best = 0;
  struct json_leaf leaf;
  s->key_known = false;
  json_leaves_start(&s->leaves, object);
  for (;;) {
    assay_status status = json_leaves_next(&s->leaves, &leaf, err);
    if (status != ASSAY_OK) return status;
    if (leaf.kind == JSON_END) break;
    if (leaf.kind != JSON_STRING || leaf.path.len == 0) continue;
    uint64_t score = key_score(&leaf);
    if (score <= best) continue;
    best = score;
    buffer_clear(&s->key);
    buffer_add_str(&s->key, leaf.path);
    s->key_known = true;
  }
  s->key_guessed = best >> 40 == 0;
  if (!s->key_known)
    return error_set(err, ASSAY_EFORMAT, "no text: no key holds a string");
  if (s->key_guessed && s->key_usual) {
    s->key_known = false;
    return error_set(err, ASSAY_EFORMAT, "no text: no key has a usual name");
  }
  s->key_usual = !s->key_guessed;
  return buffer_status(&s->key, "a key", err);
}

/* -- Fields ------------------------------------------------------------------------ */

/* The text of a leaf, without escapes; borrowed until the next. */
static assay_str leaf_text(struct json_state *s, const struct json_leaf *leaf) {
  if (!leaf->escaped) return leaf->text;
  buffer_clear(&s->value);
  json_unescape(leaf->text, &s->value);
  return buffer_str(&s->value);
}

/* "007" is a name, not the number 7. */
static bool is_name(const struct json_leaf *leaf) {
  return leaf->kind == JSON_STRING && leaf->text.len > 1 && leaf->text.ptr[0] == '0' &&
         leaf->text.ptr[1] >= '0' && leaf->text.ptr[1] <= '9';
}

static assay_status find_joined(struct json_state *s, assay_str path, struct joined **out,
                                assay_error *err) {
  *out = NULL;
  for (size_t i = 0; i < s->joined_count; i++)
    if (str_equal(buffer_str(&s->joined[i].path), path)) {
      *out = &s->joined[i];
      return ASSAY_OK;
    }
  if (s->joined_count == JOINED_MOST) return ASSAY_OK;
  struct joined *joined = &s->joined[s->joined_count++];
  buffer_clear(&joined->path);
  buffer_clear(&joined->values);
  buffer_add_str(&joined->path, path);
  *out = joined;
  return buffer_status(&joined->path, "a path of keys", err);
}

static assay_status join_leaf(struct json_state *s, const struct json_leaf *leaf,
                              assay_error *err) {
  struct joined *joined;
  assay_str text = leaf_text(s, leaf);
  assay_status status = find_joined(s, leaf->path, &joined, err);
  if (status != ASSAY_OK || !joined || text.len == 0) return status;
  if (joined->values.len > 0) buffer_add(&joined->values, "; ", 2);
  buffer_add_str(&joined->values, text);
  return joined->values.failed == ASSAY_ENOMEM ? error_memory(err, 0) : ASSAY_OK;
}

static assay_status add_joined(struct json_state *s, struct record *out,
                               assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < s->joined_count && status == ASSAY_OK; i++) {
    assay_str path = buffer_str(&s->joined[i].path);
    assay_str values = buffer_str(&s->joined[i].values);
    if (s->joined[i].values.failed != ASSAY_OK) values.len = TEXT_FIELD_VALUE_LIMIT + 1;
    status = text_field_add(out, path, values, false, err);
  }
  if (status == ASSAY_OK && s->joined_count == JOINED_MOST)
    status = record_warn(out, err, "of more than %d keys with arrays the first are kept",
                         JOINED_MOST);
  return status;
}

static assay_status add_leaf(struct json_state *s, const struct json_leaf *leaf,
                             struct record *out, assay_error *err) {
  if (leaf->in_array) return join_leaf(s, leaf, err);
  return text_field_add(out, leaf->path, leaf_text(s, leaf), is_name(leaf), err);
}

/* -- A record ---------------------------------------------------------------------- */

static void add_text(const struct json_leaf *leaf, bool again, struct buffer *text) {
  if (again) buffer_add_char(text, '\n');
  if (leaf->escaped)
    json_unescape(leaf->text, text);
  else
    buffer_add_str(text, leaf->text);
}

/* Fills the record; *found: was there the key of the text? */
static assay_status fill(struct json_state *s, assay_str object, struct record *out,
                         bool *found, assay_error *err) {
  assay_str key = buffer_str(&s->key);
  *found = false;
  s->joined_count = 0;
  json_leaves_start(&s->leaves, object);
  for (;;) {
    struct json_leaf leaf;
    assay_status status = json_leaves_next(&s->leaves, &leaf, err);
    if (status != ASSAY_OK) return status;
    if (leaf.kind == JSON_END) break;
    if (text_field_equal(leaf.path, key) && (!*found || leaf.in_array)) {
      add_text(&leaf, *found, &out->text);
      *found = true;
      continue;
    }
    status = add_leaf(s, &leaf, out, err);
    if (status != ASSAY_OK) return status;
  }
  assay_status status = buffer_status(&out->text, "the text", err);
  return status == ASSAY_OK ? add_joined(s, out, err) : status;
}

static void clear_filled(struct record *out) {
  uint64_t line = out->line;
  record_clear(out);
  out->line = line;
}

static assay_status make_record(struct reading *r, assay_str object, struct record *out,
                                assay_error *err) {
  struct json_state *s = r->state;
  bool found = false, asked = r->options->text_field.len > 0;
  assay_status status = ASSAY_OK;
  if (!s->key_known) status = choose_key(s, object, err);
  if (status == ASSAY_OK) status = fill(s, object, out, &found, err);
  if (status != ASSAY_OK || found) return status;
  if (asked) return key_missing(s, r->options->text_field, object, err);
  clear_filled(out);
  status = choose_key(s, object, err);
  return status == ASSAY_OK ? fill(s, object, out, &found, err) : status;
}

/* A document that is only a string. */
static assay_status make_text(struct json_state *s, assay_str value, struct record *out,
                              assay_error *err) {
  struct json_leaf leaf;
  if (value.ptr[0] != '"') return error_set(err, ASSAY_EFORMAT, "this is no object");
  json_leaves_start(&s->leaves, value);
  assay_status status = json_leaves_next(&s->leaves, &leaf, err);
  if (status != ASSAY_OK) return status;
  add_text(&leaf, false, &out->text);
  return buffer_status(&out->text, "the text", err);
}

/* All of value, which begins in that line. */
static assay_status read_record(struct reading *r, assay_str value, uint64_t line,
                                struct record *out, assay_error *err) {
  struct json_state *s = r->state;
  char number[NUMBER_SIZE];
  out->line = line;
  assay_status status = value.len > 0 && value.ptr[0] == '{'
                            ? make_record(r, value, out, err)
                            : make_text(s, value, out, err);
  if (status != ASSAY_OK) return at_line(status, line, err);
  size_t at = s->leaves.json.at;
  while (at < value.len && memchr(" \t\r\n", value.ptr[at], 4)) at++;
  if (at < value.len)
    return at_line(error_set(err, ASSAY_EFORMAT, "more text after the value"), line, err);
  out->encoding = ENCODING_UTF8;
  out->decoding = s->how;
  out->decoding.replaced -= s->replaced;
  s->replaced = s->how.replaced;
  if (s->key_guessed && !s->warned && value.ptr[0] == '{') {
    s->warned = true;
    status = record_warn(out, err,
                         "no usual name of a text: '%.*s' has the longest string",
                         (int)s->key.len, s->key.data);
  }
  size_t len = number_format_integer((int64_t)line, number);
  if (status == ASSAY_OK) status = record_set_part(out, (assay_str){number, len}, err);
  return status;
}

/* -- Opening and closing ------------------------------------------------------------- */

static void json_close(struct reading *r) {
  struct json_state *s = r->state;
  if (!s) return;
  for (size_t i = 0; s->joined && i < JOINED_MOST; i++) {
    buffer_free(&s->joined[i].path);
    buffer_free(&s->joined[i].values);
  }
  alloc_free(&s->alloc, s->joined, JOINED_MOST, sizeof *s->joined);
  json_leaves_free(&s->leaves);
  buffer_free(&s->value);
  buffer_free(&s->key);
  buffer_free(&s->all);
  lines_free(&s->lines);
  stream_close(s->stream);
  alloc_free(&r->alloc, s, 1, sizeof *s);
  r->state = NULL;
}

static assay_status json_open(struct reading *r, assay_error *err) {
  struct json_state *s = alloc_zero(&r->alloc, 1, sizeof *s);
  if (!s) return error_memory(err, sizeof *s);
  r->state = s;
  s->alloc = r->alloc;
  s->line = 1;
  buffer_init(&s->all, &s->alloc, WHOLE_LIMIT);
  buffer_init(&s->key, &s->alloc, JSON_PATH_LIMIT);
  buffer_init(&s->value, &s->alloc, BUFFER_NO_CEILING);
  json_leaves_init(&s->leaves, &s->alloc);
  lines_start(&s->lines, NULL, LINE_LIMIT, &s->alloc);
  assay_status status = decode_open(&s->stream, r->stream, r->options->encoding, &s->how,
                                    &s->alloc, err);
  s->lines.stream = s->stream;
  if (status == ASSAY_OK) {
    s->joined = alloc_zero(&s->alloc, JOINED_MOST, sizeof *s->joined);
    if (!s->joined) status = error_memory(err, 0);
  }
  for (size_t i = 0; s->joined && i < JOINED_MOST; i++) {
    buffer_init(&s->joined[i].path, &s->alloc, JSON_PATH_LIMIT);
    buffer_init(&s->joined[i].values, &s->alloc, TEXT_FIELD_VALUE_LIMIT);
  }
  buffer_add_str(&s->key, r->options->text_field);
  s->key_known = s->key.len > 0;
  if (status == ASSAY_OK) status = buffer_status(&s->key, "the name of a key", err);
  if (status != ASSAY_OK) json_close(r);
  return status;
}

/* -- JSON -------------------------------------------------------------------------- */

/* The line of a place that is not before the last one asked for. */
static uint64_t line_at(struct json_state *s, size_t at) {
  while (s->counted < at) {
    const char *p = s->all.data + s->counted;
    const char *end = memchr(p, '\n', at - s->counted);
    if (!end) break;
    s->line++;
    s->counted += (size_t)(end - p) + 1;
  }
  s->counted = at;
  return s->line;
}

/* Does the object have its text itself? */
static bool has_own_text(const struct reading *r, const struct json_event *event) {
  if (event->kind != JSON_STRING) return false;
  if (r->options->text_field.len > 0)
    return text_field_equal(event->key, r->options->text_field);
  return text_field_rank(event->key) > 0;
}

/* Looks in the object at j for an array of objects, and leaves *found behind its '['. */
static bool find_holder(const struct reading *r, struct json *j, struct json *found) {
  struct json_event event;
  bool any = false;
  if (json_next(j, &event, NULL) != ASSAY_OK || event.kind != JSON_OBJECT) return false;
  while (json_next(j, &event, NULL) == ASSAY_OK && event.kind != JSON_OBJECT_END) {
    if (has_own_text(r, &event)) return false;
    if (event.kind == JSON_ARRAY && !any) {
      struct json inside = *j;
      struct json_event first;
      any = json_next(&inside, &first, NULL) == ASSAY_OK && first.kind == JSON_OBJECT;
      if (any) *found = *j;
    }
    bool container = event.kind == JSON_ARRAY || event.kind == JSON_OBJECT;
    if (container && json_skip(j, NULL) != ASSAY_OK) break;
  }
  return any;
}

/* Sets s->walk to the records of the value that begins at `at` of the text. */
static void enter(const struct reading *r, size_t at) {
  struct json_state *s = r->state;
  assay_str text = buffer_str(&s->all);
  struct json look, found;
  struct json_event event;
  json_start(&s->walk, text);
  s->walk.at = at;
  s->inside = 0;
  if (text.ptr[at] == '[') {
    s->inside = 1;
    json_next(&s->walk, &event, NULL); /* '[' cannot fail */
  } else if (text.ptr[at] == '{') {
    look = s->walk;
    if (!find_holder(r, &look, &found)) return;
    s->walk = found;
    s->inside = found.depth;
  }
}

static size_t skip_to_value(const struct json_state *s, size_t at) {
  while (at < s->all.len && memchr(" \t\r\n", s->all.data[at], 4)) at++;
  return at;
}

static assay_status walk_failed(struct json_state *s, assay_status status,
                                assay_error *err) {
  s->over = true;
  return at_line(status, line_at(s, s->walk.at), err);
}

/* Goes behind the value that holds the records, and into the next if there is one. */
static assay_status leave(struct reading *r, assay_error *err) {
  struct json_state *s = r->state;
  struct json_event event;
  assay_status status = ASSAY_OK;
  while (s->walk.depth > 0 && status == ASSAY_OK)
    status = json_next(&s->walk, &event, err);
  if (status != ASSAY_OK) return walk_failed(s, status, err);
  size_t at = skip_to_value(s, s->walk.at);
  s->over = at == s->all.len;
  if (s->over) return ASSAY_OK;
  if (s->all.data[at] != '{' && s->all.data[at] != '[') {
    s->walk.at = at;
    return walk_failed(s, error_set(err, ASSAY_EFORMAT, "more text after the JSON"), err);
  }
  enter(r, at);
  return ASSAY_OK;
}

/* The next value: all of it, from *begin on. *more false behind the last. */
static assay_status next_value(struct reading *r, assay_str *value, size_t *begin,
                               bool *more, assay_error *err) {
  struct json_state *s = r->state;
  struct json_event event;
  *more = false;
  while (!s->over) {
    assay_status status = json_next(&s->walk, &event, err);
    if (status != ASSAY_OK) return walk_failed(s, status, err);
    if (event.kind == JSON_END || (s->inside > 0 && s->walk.depth < s->inside)) {
      status = leave(r, err);
      if (status != ASSAY_OK) return status;
      continue;
    }
    bool container = event.kind == JSON_OBJECT || event.kind == JSON_ARRAY;
    *begin = s->walk.at - 1;
    if (event.kind == JSON_STRING) *begin = (size_t)(event.text.ptr - s->all.data) - 1;
    if (container) status = json_skip(&s->walk, err);
    if (status != ASSAY_OK) return walk_failed(s, status, err);
    *value = (assay_str){s->all.data + *begin, s->walk.at - *begin};
    *more = true;
    return ASSAY_OK;
  }
  return ASSAY_OK;
}

static assay_status json_begin(struct reading *r, assay_error *err) {
  struct json_state *s = r->state;
  s->begun = true;
  assay_status status = stream_take(s->stream, &s->all, err);
  if (status != ASSAY_OK) {
    s->over = true;
    return status;
  }
  size_t at = skip_to_value(s, 0);
  s->over = at == s->all.len;
  if (!s->over) enter(r, at);
  return ASSAY_OK;
}

static assay_status json_reader_next(struct reading *r, struct record *out, bool *more,
                                     assay_error *err) {
  struct json_state *s = r->state;
  assay_str value = {"", 0};
  size_t begin = 0;
  *more = false;
  if (!s->begun) {
    assay_status status = json_begin(r, err);
    if (status != ASSAY_OK) return status;
  }
  assay_status status = next_value(r, &value, &begin, more, err);
  if (status != ASSAY_OK || !*more) return status;
  return read_record(r, value, line_at(s, begin), out, err);
}

/* -- JSONL ------------------------------------------------------------------------- */

/* A long first line may be the whole file, with all documents in it. */
static assay_status enter_line(struct reading *r, assay_str line, bool *whole,
                               assay_error *err) {
  struct json_state *s = r->state;
  struct json look, found;
  s->begun = true;
  json_start(&look, line);
  *whole = line.ptr[0] == '[' || find_holder(r, &look, &found);
  if (!*whole) return ASSAY_OK;
  buffer_add_str(&s->all, line);
  if (s->all.len > 0) enter(r, 0);
  return buffer_status(&s->all, "a line", err);
}

static assay_str trim(assay_str line) {
  while (line.len > 0 && memchr(" \t\r", line.ptr[0], 3)) line.ptr++, line.len--;
  while (line.len > 0 && memchr(" \t\r", line.ptr[line.len - 1], 3)) line.len--;
  return line;
}

static assay_status jsonl_next(struct reading *r, struct record *out, bool *more,
                               assay_error *err) {
  struct json_state *s = r->state;
  assay_str line = {"", 0};
  *more = false;
  if (s->all.len > 0 && !s->over) {
    assay_status status = json_reader_next(r, out, more, err);
    if (status != ASSAY_OK || *more) return status;
  }
  do {
    assay_status status = lines_next(&s->lines, &line, more, err);
    if (status == ASSAY_ELIMIT) *more = true;
    if (status != ASSAY_OK || !*more) return status;
    line = trim(line);
  } while (line.len == 0);
  if (!s->begun) {
    bool whole;
    assay_status status = enter_line(r, line, &whole, err);
    if (status != ASSAY_OK) *more = false;
    if (status != ASSAY_OK || whole)
      return whole ? jsonl_next(r, out, more, err) : status;
  }
  return read_record(r, line, s->lines.number, out, err);
}

/* -- Is it JSON? ------------------------------------------------------------------- */

static assay_str skip_mark(assay_str head) {
  if (head.len >= 3 && memcmp(head.ptr, "\xEF\xBB\xBF", 3) == 0)
    head.ptr += 3, head.len -= 3;
  while (head.len > 0 && memchr(" \t\r\n", head.ptr[0], 4)) head.ptr++, head.len--;
  return head;
}

static size_t blanks(assay_str s, size_t at) {
  while (at < s.len && memchr(" \t\r\n", s.ptr[at], 4)) at++;
  return at;
}

static int json_sniff(assay_str head, assay_str name) {
  (void)name;
  head = skip_mark(head);
  if (head.len < 2) return 0;
  char second = head.ptr[0] == '[' || head.ptr[0] == '{'
                    ? head.ptr[blanks(head, 1) % head.len]
                    : '\0';
  if (head.ptr[0] == '{') return second == '"' ? 80 : 0;
  return head.ptr[0] == '[' && second == '{' ? 80 : 0;
}

/* Is it an object and nothing else? */
static bool is_object(assay_str line) {
  struct json j;
  struct json_event event;
  json_start(&j, line);
  if (json_next(&j, &event, NULL) != ASSAY_OK || event.kind != JSON_OBJECT) return false;
  return json_skip(&j, NULL) == ASSAY_OK && blanks(line, j.at) == line.len;
}

static int jsonl_sniff(assay_str head, assay_str name) {
  (void)name;
  head = skip_mark(head);
  if (head.len == 0 || head.ptr[0] != '{') return 0;
  const char *end = memchr(head.ptr, '\n', head.len);
  if (!end) return head.len > READER_HEAD / 2 && json_sniff(head, name) > 0 ? 85 : 0;
  assay_str line = {head.ptr, (size_t)(end - head.ptr)};
  size_t next = blanks(head, line.len + 1);
  return next < head.len && head.ptr[next] == '{' && is_object(line) ? 100 : 0;
}

const struct reader reader_json = {.name = "json",
                                   .extensions = ".json .geojson",
                                   .sniff = json_sniff,
                                   .open = json_open,
                                   .next = json_reader_next,
                                   .close = json_close};
const struct reader reader_jsonl = {.name = "jsonl",
                                    .extensions = ".jsonl .ndjson .jl",
                                    .sniff = jsonl_sniff,
                                    .open = json_open,
                                    .next = jsonl_next,
                                    .by_line = true,
                                    .close = json_close};
