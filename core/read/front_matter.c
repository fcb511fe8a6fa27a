/*
** front_matter.c - a small part of YAML, line by line: first whether it is front matter
** at all, then its fields.
*/
#include "read/front_matter.h"

#include "base/table.h"
#include "read/text_field.h"

#include <string.h>

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

static assay_str trim(assay_str s) {
  while (s.len > 0 && is_blank(s.ptr[0])) s.ptr++, s.len--;
  while (s.len > 0 && is_blank(s.ptr[s.len - 1])) s.len--;
  return s;
}

/* The line at *at without its end, and *at behind it. */
static assay_str take_line(assay_str text, size_t *at) {
  const char *begin = text.ptr + *at;
  const char *end = memchr(begin, '\n', text.len - *at);
  size_t len = end ? (size_t)(end - begin) : text.len - *at;
  *at += len + (end ? 1 : 0);
  if (len > 0 && begin[len - 1] == '\r') len--;
  return (assay_str){begin, len};
}

static bool is_rule(assay_str line, const char *marks) {
  return str_equal(trim(line), str_from(marks)) && !is_blank(line.ptr[0]);
}

/* Cuts "key: value"; false for another line. */
static bool cut_key(assay_str line, assay_str *key, assay_str *value) {
  const char *at = line.ptr, *end = line.ptr + line.len;
  while ((at = at < end ? memchr(at, ':', (size_t)(end - at)) : NULL) != NULL) {
    if (at + 1 == end || is_blank(at[1])) break;
    at++;
  }
  if (!at || at == line.ptr) return false;
  *key = trim((assay_str){line.ptr, (size_t)(at - line.ptr)});
  *value = trim((assay_str){at + 1, (size_t)(end - at) - 1});
  if (key->len > 2 && key->ptr[0] == '"' && key->ptr[key->len - 1] == '"')
    key->ptr++, key->len -= 2;
  return key->len > 0 && key->ptr[0] != '-' && key->ptr[0] != '{';
}

static bool is_item(assay_str line, assay_str *item) {
  line = trim(line);
  if (line.len == 0 || line.ptr[0] != '-' || (line.len > 1 && !is_blank(line.ptr[1])))
    return false;
  *item = trim((assay_str){line.ptr + 1, line.len - 1});
  return true;
}

/* The bytes between the rules and with them; *body the lines between. */
static size_t find_body(assay_str text, assay_str *body) {
  size_t at = 0, keys = 0;
  assay_str key, value;
  if (text.len > FRONT_MATTER_LIMIT) text.len = FRONT_MATTER_LIMIT;
  if (text.len < 4 || memcmp(text.ptr, "---", 3) != 0) return 0;
  if (!is_rule(take_line(text, &at), "---")) return 0;
  size_t begin = at;
  while (at < text.len) {
    size_t before = at;
    assay_str line = take_line(text, &at);
    if (line.len == 0) continue;
    if (is_rule(line, "---") || is_rule(line, "...")) {
      *body = (assay_str){text.ptr + begin, before - begin};
      return keys > 0 ? at : 0;
    }
    if (line.ptr[0] == '#' || is_blank(line.ptr[0]) || is_item(line, &value)) continue;
    if (!cut_key(line, &key, &value)) return 0;
    keys++;
  }
  return 0;
}

/* -- Values ------------------------------------------------------------------------ */

/* The end of a quoted text that begins at `at`, behind its closing quote; 0: none. */
static size_t quoted_end(assay_str s, size_t at) {
  char quote = s.ptr[at];
  for (size_t i = at + 1; i < s.len; i++) {
    if (quote == '"' && s.ptr[i] == '\\') {
      i++;
    } else if (s.ptr[i] == quote) {
      if (quote == '\'' && i + 1 < s.len && s.ptr[i + 1] == '\'')
        i++;
      else
        return i + 1;
    }
  }
  return 0;
}

static void add_quoted(assay_str inside, char quote, struct buffer *out) {
  for (size_t i = 0; i < inside.len; i++) {
    char c = inside.ptr[i];
    bool escape = c == (quote == '"' ? '\\' : '\'') && i + 1 < inside.len;
    if (escape) c = inside.ptr[++i];
    if (escape && quote == '"') c = c == 'n' || c == 't' ? ' ' : c;
    buffer_add_char(out, c);
  }
}

/* Appends a value at *at, up to a comma where it is of a list; false: it is not flat. */
static bool add_value(assay_str s, size_t *at, bool in_list, struct buffer *out,
                      bool *quoted) {
  while (*at < s.len && is_blank(s.ptr[*at])) ++*at;
  *quoted = *at < s.len && (s.ptr[*at] == '"' || s.ptr[*at] == '\'');
  if (*quoted) {
    size_t end = quoted_end(s, *at);
    if (end == 0) return false;
    add_quoted((assay_str){s.ptr + *at + 1, end - *at - 2}, s.ptr[*at], out);
    *at = end;
    return true;
  }
  if (*at < s.len && memchr("[{|>&*!", s.ptr[*at], 7)) return false;
  size_t begin = *at;
  for (; *at < s.len; ++*at) {
    char c = s.ptr[*at];
    if (in_list && (c == ',' || c == ']')) break;
    if (c == '#' && (*at == begin || is_blank(s.ptr[*at - 1]))) break;
  }
  assay_str plain = trim((assay_str){s.ptr + begin, *at - begin});
  bool null = str_equal(plain, str_from("~")) || str_equal(plain, str_from("null"));
  if (!null) buffer_add_str(out, plain);
  return true;
}

/* "[a, "b, c"]" as "a; b, c". */
static bool add_list(assay_str s, struct buffer *out) {
  size_t at = 1;
  bool quoted;
  while (at < s.len) {
    while (at < s.len && is_blank(s.ptr[at])) at++;
    if (at < s.len && s.ptr[at] == ']') return true;
    if (out->len > 0) buffer_add(out, "; ", 2);
    if (!add_value(s, &at, true, out, &quoted)) return false;
    while (at < s.len && is_blank(s.ptr[at])) at++;
    if (at < s.len && s.ptr[at] == ',')
      at++;
    else if (at == s.len || s.ptr[at] != ']')
      return false;
  }
  return false;
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* A day with a time of day is the day. */
static assay_str without_time(assay_str s) {
  static const char form[] = "dddd-dd-dd";
  if (s.len < 12 || (s.ptr[10] != 'T' && s.ptr[10] != ' ') || !is_digit(s.ptr[11]))
    return s;
  for (size_t i = 0; i < 10; i++)
    if (form[i] == 'd' ? !is_digit(s.ptr[i]) : s.ptr[i] != '-') return s;
  return (assay_str){s.ptr, 10};
}

/* -- Fields ------------------------------------------------------------------------ */

/* The lines that belong to a key without a value: items are joined in `value`; false
** where one is none, or there is no item at all but other lines. *at goes behind them. */
static bool take_items(assay_str body, size_t *at, struct buffer *value) {
  bool flat = true;
  while (*at < body.len) {
    size_t next = *at, from = 0;
    assay_str line = take_line(body, &next), item;
    bool is_list = is_item(line, &item), quoted;
    if (!is_list && line.len > 0 && !is_blank(line.ptr[0]) && line.ptr[0] != '#') break;
    *at = next;
    if (trim(line).len == 0 || trim(line).ptr[0] == '#') continue;
    assay_str key, inner;
    bool plain = is_list && item.len > 0 &&
                 (item.ptr[0] == '"' || item.ptr[0] == '\'' ||
                  !cut_key(item, &key, &inner));
    if (plain && value->len > 0) buffer_add(value, "; ", 2);
    flat = plain && add_value(item, &from, false, value, &quoted) && flat;
  }
  return flat;
}

static bool is_name(assay_str value, bool quoted) {
  return quoted && value.len > 1 && value.ptr[0] == '0' && is_digit(value.ptr[1]);
}

static assay_status add_field(struct record *out, assay_str key, struct buffer *value,
                              bool flat, bool quoted, assay_error *err) {
  assay_status status = buffer_status(value, "front matter", err);
  if (status != ASSAY_OK) return status;
  if (!flat)
    return record_warn(out, err, "front matter: '%.*s' is nested and was left out",
                       (int)key.len, key.ptr);
  assay_str text = without_time(buffer_str(value));
  return text_field_add(out, key, text, is_name(text, quoted), err);
}

static assay_status add_fields(assay_str body, struct buffer *value, struct record *out,
                               assay_error *err) {
  for (size_t at = 0; at < body.len;) {
    assay_str line = take_line(body, &at), key, rest;
    if (line.len == 0 || line.ptr[0] == '#' || !cut_key(line, &key, &rest)) continue;
    bool quoted = false, flat;
    size_t from = 0;
    buffer_clear(value);
    if (rest.len > 0 && rest.ptr[0] == '[')
      flat = add_list(rest, value);
    else
      flat = add_value(rest, &from, false, value, &quoted);
    size_t own = value->len;
    flat = take_items(body, &at, value) && flat;
    flat = flat && (own == 0 || value->len == own); /* a value, or lines below it */
    assay_status status = add_field(out, key, value, flat, quoted, err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

assay_status front_matter_take(assay_str text, struct record *out, size_t *length,
                               assay_error *err) {
  assay_str body = {"", 0};
  struct buffer value;
  size_t found = find_body(text, &body);
  *length = 0;
  if (found == 0) return ASSAY_OK;
  buffer_init(&value, &out->text.alloc, FRONT_MATTER_LIMIT);
  assay_status status = add_fields(body, &value, out, err);
  buffer_free(&value);
  if (status == ASSAY_OK) *length = found;
  return status;
}

assay_status front_matter_cut(struct record *out, assay_error *err) {
  size_t length;
  struct buffer *text = &out->text;
  assay_status status = front_matter_take(buffer_str(text), out, &length, err);
  if (status != ASSAY_OK || length == 0) return status;
  memmove(text->data, text->data + length, text->len - length);
  text->len -= length;
  return ASSAY_OK;
}
