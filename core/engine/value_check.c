/* value_check.c - whether a text is a value for an argument, and how its parts are
** read. */
#include "engine/value.h"

#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "base/suggest.h"
#include "corpus/metadata.h"
#include "quote/lexicon_text.h"
#include "text/encoding.h"
#include "text/stopwords.h"
#include "text/utf8.h"

#include <string.h>

enum { MOST_FILE_BYTES = 16 << 20, MOST_ITEMS = 1000 };

bool value_range(assay_str text, int64_t *first, int64_t *last) {
  for (size_t i = 0; i + 1 < text.len; i++) {
    if (text.ptr[i] != '.' || text.ptr[i + 1] != '.') continue;
    assay_str left = {text.ptr, i}, right = {text.ptr + i + 2, text.len - i - 2};
    return number_parse_integer(left, first) && number_parse_integer(right, last) &&
           *first <= *last;
  }
  *last = 0;
  bool single = number_parse_integer(text, first);
  if (single) *last = *first;
  return single;
}

bool value_interval(assay_str text, double *first, double *last) {
  for (size_t i = 0; i + 1 < text.len; i++) {
    if (text.ptr[i] != '.' || text.ptr[i + 1] != '.') continue;
    assay_str left = {text.ptr, i}, right = {text.ptr + i + 2, text.len - i - 2};
    return number_parse(left, first) && number_parse(right, last) && *first <= *last;
  }
  bool single = number_parse(text, first);
  if (single) *last = *first;
  return single;
}

bool value_next_item(assay_str *rest, assay_str *item) {
  if (!rest->ptr) return false;
  const char *comma = rest->len > 0 ? memchr(rest->ptr, ',', rest->len) : NULL;
  size_t len = comma ? (size_t)(comma - rest->ptr) : rest->len;
  assay_str found = {rest->ptr, len};
  *item = metadata_trim(found);
  rest->ptr = comma ? comma + 1 : NULL;
  rest->len -= comma ? len + 1 : len;
  return true;
}

static assay_status check_bounds(const struct script_arg *arg, double value,
                                 assay_error *err) {
  char low[NUMBER_SIZE], high[NUMBER_SIZE];
  number_format(arg->min, low);
  number_format(arg->max, high);
  if (arg->has_min && value < arg->min)
    return error_set(err, ASSAY_EARG, "must be at least %s", low);
  if (arg->has_max && value > arg->max)
    return error_set(err, ASSAY_EARG, "must be at most %s", high);
  return ASSAY_OK;
}

static assay_status check_choice(const struct script_arg *arg, assay_str text,
                                 assay_error *err) {
  for (size_t i = 0; i < arg->choice_count; i++)
    if (str_equal(arg->choices[i], text)) return ASSAY_OK;
  struct buffer list;
  buffer_init(&list, NULL, 4096);
  for (size_t i = 0; i < arg->choice_count; i++) {
    if (i > 0) buffer_add_text(&list, ", ");
    buffer_add_str(&list, arg->choices[i]);
  }
  int nearest = suggest_nearest(text, arg->choices, arg->choice_count);
  error_set(err, ASSAY_EARG, "must be one of: %.*s%s%s%s", (int)list.len,
            buffer_str(&list).ptr, nearest < 0 ? "" : "; did you mean '",
            nearest < 0 ? "" : arg->choices[nearest].ptr, nearest < 0 ? "" : "'?");
  buffer_free(&list);
  return ASSAY_EARG;
}

static assay_status check_pattern(assay_str text, assay_error *err) {
  assay_pattern *pattern;
  assay_status status = assay_pattern_new(&pattern, text, NULL, NULL, err);
  if (status == ASSAY_OK) assay_pattern_free(pattern);
  return status;
}

/* "3..2" */
static bool is_backwards(assay_str text) {
  double first, last;
  for (size_t i = 0; i + 1 < text.len; i++) {
    if (text.ptr[i] != '.' || text.ptr[i + 1] != '.') continue;
    assay_str left = {text.ptr, i}, right = {text.ptr + i + 2, text.len - i - 2};
    return number_parse(left, &first) && number_parse(right, &last) && first > last;
  }
  return false;
}

static assay_status refuse_backwards(assay_error *err) {
  return error_set(err, ASSAY_EARG, "the first number must be the smaller one");
}

static assay_status check_range(const struct script_arg *arg, assay_str text,
                                assay_error *err) {
  int64_t first, last;
  if (is_backwards(text)) return refuse_backwards(err);
  if (!value_range(text, &first, &last))
    return error_set(err, ASSAY_EARG, "must be a number or a range such as 2..3");
  assay_status status = check_bounds(arg, (double)first, err);
  return status == ASSAY_OK ? check_bounds(arg, (double)last, err) : status;
}

static assay_status check_interval(const struct script_arg *arg, assay_str text,
                                   assay_error *err) {
  double first, last;
  if (is_backwards(text)) return refuse_backwards(err);
  if (!value_interval(text, &first, &last))
    return error_set(err, ASSAY_EARG, "must be a number or a range such as 0.5..2");
  assay_status status = check_bounds(arg, first, err);
  return status == ASSAY_OK ? check_bounds(arg, last, err) : status;
}

static assay_status check_date(assay_str text, assay_error *err) {
  char day[10];
  bool is_date = false;
  metadata_type(text, day, &is_date);
  if (is_date) return ASSAY_OK;
  return error_set(err, ASSAY_EARG, "must be a day such as 1936-03-07");
}

static assay_status check_item(const struct script_arg *arg, assay_str item,
                               assay_error *err) {
  struct script_arg one = *arg;
  assay_error reason;
  one.type = arg->of;
  assay_status status = item.len > 0 ? script_check_value(&one, item, &reason)
                                     : error_set(&reason, ASSAY_EARG, "is empty");
  if (status == ASSAY_OK) return ASSAY_OK;
  return error_set(err, ASSAY_EARG, "item '%.*s' %s%s", (int)item.len, item.ptr,
                   arg->of == ARG_PATTERN ? "cannot be understood: " : "",
                   reason.message);
}

static assay_status check_list(const struct script_arg *arg, assay_str text,
                               assay_error *err) {
  assay_str item;
  assay_status status = ASSAY_OK;
  for (size_t count = 0; status == ASSAY_OK && value_next_item(&text, &item); count++)
    status = count < MOST_ITEMS
                 ? check_item(arg, item, err)
                 : error_set(err, ASSAY_ELIMIT, "is limited to %d items", MOST_ITEMS);
  return status;
}

/* The path is copied, because it need not end with a NUL. */
assay_status value_read_file(assay_str name, struct buffer *out, assay_error *err) {
  struct buffer path;
  buffer_init(&path, &out->alloc, FILE_PATH_LIMIT);
  buffer_add_str(&path, name);
  buffer_add_char(&path, '\0');
  assay_status status = buffer_status(&path, "the name of a file", err);
  if (status == ASSAY_OK) status = file_read(path.data, MOST_FILE_BYTES, out, err);
  buffer_free(&path);
  return status;
}

bool value_names_file(assay_str text) {
  return memchr(text.ptr, '.', text.len) || memchr(text.ptr, '/', text.len);
}

assay_status value_read_text(assay_str name, struct buffer *out, assay_error *err) {
  struct decoding decoding;
  assay_status status = value_read_file(name, out, err);
  return status == ASSAY_OK ? encoding_to_utf8(out, ENCODING_AUTO, &decoding, err)
                            : status;
}

static assay_status check_stopwords(assay_str text, assay_error *err) {
  const struct stopwords *list;
  struct buffer words;
  assay_error reason;
  if (!value_names_file(text)) {
    if (stopwords_find(text, &list, &reason) == ASSAY_OK) return ASSAY_OK;
    return error_set(err, ASSAY_EARG, "%s; or name a file: ./LIST", reason.message);
  }
  buffer_init(&words, NULL, MOST_FILE_BYTES);
  assay_status status = value_read_file(text, &words, &reason);
  if (status == ASSAY_OK && utf8_valid_prefix(buffer_str(&words)) != words.len)
    status = error_set(&reason, ASSAY_EARG, "not valid UTF-8");
  buffer_free(&words);
  return status == ASSAY_OK ? ASSAY_OK : error_set(err, ASSAY_EARG, "%s", reason.message);
}

static assay_status check_lexicon_file(assay_str path, assay_error *err) {
  struct lexicon lexicon;
  struct buffer text;
  assay_error reason;
  lexicon_init(&lexicon, NULL);
  buffer_init(&text, NULL, LEXICON_BYTES + 1);
  assay_status status = value_read_file(path, &text, &reason);
  if (status == ASSAY_OK)
    status = lexicon_read(&lexicon, buffer_str(&text), path, &reason);
  buffer_free(&text);
  lexicon_free(&lexicon);
  return status == ASSAY_OK ? ASSAY_OK : error_set(err, ASSAY_EARG, "%s", reason.message);
}

static assay_status check_file(assay_str path, assay_error *err) {
  struct buffer text;
  assay_error reason;
  buffer_init(&text, NULL, MOST_FILE_BYTES);
  assay_status status = value_read_text(path, &text, &reason);
  buffer_free(&text);
  return status == ASSAY_OK ? ASSAY_OK : error_set(err, ASSAY_EARG, "%s", reason.message);
}

assay_status script_check_value(const struct script_arg *arg, assay_str text,
                                assay_error *err) {
  int64_t integer;
  double number;
  switch (arg->type) {
  case ARG_STRING:
  case ARG_FIELD:
    return ASSAY_OK;
  case ARG_CORPUS: /* opened when the run begins */
    return text.len > 0 ? ASSAY_OK
                        : error_set(err, ASSAY_EARG, "must name a file or folder");
  case ARG_PATTERN:
    return check_pattern(text, err);
  case ARG_INTEGER:
    if (!number_parse_integer(text, &integer))
      return error_set(err, ASSAY_EARG, "must be a whole number");
    return check_bounds(arg, (double)integer, err);
  case ARG_NUMBER:
    if (!number_parse(text, &number))
      return error_set(err, ASSAY_EARG, "must be a number");
    return check_bounds(arg, number, err);
  case ARG_BOOLEAN:
    if (str_equal(text, str_from("true")) || str_equal(text, str_from("false")))
      return ASSAY_OK;
    return error_set(err, ASSAY_EARG, "is a flag, it takes no value");
  case ARG_CHOICE:
    return check_choice(arg, text, err);
  case ARG_RANGE:
    return check_range(arg, text, err);
  case ARG_INTERVAL:
    return check_interval(arg, text, err);
  case ARG_DATE:
    return check_date(text, err);
  case ARG_LIST:
    return check_list(arg, text, err);
  case ARG_FILE:
    return check_file(text, err);
  case ARG_STOPWORDS:
    return check_stopwords(text, err);
  case ARG_LEXICON:
    return check_lexicon_file(text, err);
  }
  return ASSAY_OK;
}
