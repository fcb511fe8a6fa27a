/*
** metadata.c - values of fields, first as text, then typed.
** A value is the id of its text in one table, so that a party's name is kept once however
** many documents have it. Numbers are read here: strtod depends on the locale.
*/
#include "corpus/metadata.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/number.h"

#include <string.h>

enum { FIELD_LIMIT = 4096 };

struct column {
  uint32_t *texts; /* by document: id in metadata.texts, or TABLE_NONE */
  union {
    int64_t *integers; /* FIELD_INTEGER, by document */
    double *numbers;   /* FIELD_NUMBER */
  } of;
};

struct metadata {
  assay_allocator alloc;
  size_t documents;
  struct table names; /* of fields: the id is the index */
  struct table texts; /* of values */
  struct field *fields;
  struct column *columns;
  size_t field_cap, column_cap;
  bool finished;
};

assay_status metadata_new(struct metadata **out, size_t documents,
                          const assay_allocator *alloc, assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct metadata *m = alloc_zero(&a, 1, sizeof *m);
  if (!m) return error_memory(err, sizeof *m);
  m->alloc = a;
  m->documents = documents;
  table_init(&m->names, &a);
  table_init(&m->texts, &a);
  *out = m;
  return ASSAY_OK;
}

/* Number of columns: a name may be in the table without its column when memory ran out,
** but then nothing but freeing follows. */
static size_t metadata_count(const struct metadata *m) {
  return m->names.count;
}

void metadata_free(struct metadata *m) {
  if (!m) return;
  for (size_t i = 0; i < metadata_count(m) && i < m->column_cap; i++) {
    alloc_free(&m->alloc, m->columns[i].texts, m->documents, sizeof(uint32_t));
    alloc_free(&m->alloc, m->columns[i].of.integers, m->documents, sizeof(int64_t));
  }
  alloc_free(&m->alloc, m->fields, m->field_cap, sizeof *m->fields);
  alloc_free(&m->alloc, m->columns, m->column_cap, sizeof *m->columns);
  table_free(&m->names);
  table_free(&m->texts);
  assay_allocator alloc = m->alloc;
  alloc_free(&alloc, m, 1, sizeof *m);
}

/* -- Collecting ------------------------------------------------------------------- */

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

assay_str metadata_trim(assay_str s) {
  for (;;) {
    if (s.len > 0 && is_blank(s.ptr[0]))
      s.ptr++, s.len--;
    else if (s.len > 0 && is_blank(s.ptr[s.len - 1]))
      s.len--;
    else if (s.len > 1 && memcmp(s.ptr, "\xC2\xA0", 2) == 0)
      s.ptr += 2, s.len -= 2;
    else if (s.len > 1 && memcmp(s.ptr + s.len - 2, "\xC2\xA0", 2) == 0)
      s.len -= 2;
    else
      return s;
  }
}

static assay_status column_alloc(struct metadata *m, struct column *column,
                                 assay_error *err) {
  if (m->documents == 0) return ASSAY_OK;
  column->texts = alloc_resize(&m->alloc, NULL, 0, m->documents, sizeof(uint32_t));
  if (!column->texts) return error_memory(err, 0);
  memset(column->texts, 0xFF, m->documents * sizeof(uint32_t)); /* TABLE_NONE */
  return ASSAY_OK;
}

/* The index of a field, made if new. */
static assay_status metadata_field(struct metadata *m, assay_str name, uint32_t *out,
                                   assay_error *err) {
  size_t count = metadata_count(m);
  uint32_t id = table_find(&m->names, name);
  *out = id;
  if (id != TABLE_NONE) return ASSAY_OK;
  if (count >= FIELD_LIMIT)
    return error_set(err, ASSAY_ELIMIT, "more than %d metadata fields", FIELD_LIMIT);
  void *fields = m->fields, *columns = m->columns;
  bool grown = alloc_grow(&m->alloc, &fields, &m->field_cap, count + 1,
                          sizeof *m->fields);
  m->fields = fields;
  if (grown)
    grown = alloc_grow(&m->alloc, &columns, &m->column_cap, count + 1,
                       sizeof *m->columns);
  m->columns = columns;
  if (!grown) return error_memory(err, 0);
  memset(&m->columns[count], 0, sizeof *m->columns);
  assay_status status = table_intern(&m->names, name, out, err);
  if (status != ASSAY_OK) return status;
  m->fields[count] = (struct field){table_key(&m->names, *out), FIELD_TEXT};
  return column_alloc(m, &m->columns[count], err);
}

assay_status metadata_set(struct metadata *m, size_t document, assay_str field,
                          assay_str value, assay_error *err) {
  uint32_t column, text;
  field = metadata_trim(field);
  value = metadata_trim(value);
  if (m->finished) return error_set(err, ASSAY_EARG, "the metadata are finished");
  if (field.len == 0) return error_set(err, ASSAY_EARG, "a metadata field has no name");
  if (document >= m->documents)
    return error_set(err, ASSAY_EARG, "document %zu of %zu", document, m->documents);
  assay_status status = metadata_field(m, field, &column, err);
  if (status != ASSAY_OK || value.len == 0) return status;
  status = table_intern(&m->texts, value, &text, err);
  if (status == ASSAY_OK) m->columns[column].texts[document] = text;
  return status;
}

/* -- Reading values --------------------------------------------------------------- */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool metadata_is_day(int year, int month, int day) {
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= lengths[month - 1] + (month == 2 && leap);
}

struct day {
  int year, month, day;
};

static bool parse_day(assay_str s, struct day *out) {
  int digits[10] = {0};
  if (s.len != 10 || s.ptr[4] != s.ptr[7] || (s.ptr[4] != '-' && s.ptr[4] != '/'))
    return false;
  for (size_t i = 0; i < 10; i++) {
    if (i == 4 || i == 7) continue;
    if (!is_digit(s.ptr[i])) return false;
    digits[i] = s.ptr[i] - '0';
  }
  out->year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
  out->month = digits[5] * 10 + digits[6];
  out->day = digits[8] * 10 + digits[9];
  return metadata_is_day(out->year, out->month, out->day);
}

/* -- Typing ----------------------------------------------------------------------- */

static bool fits_integer(assay_str s) {
  int64_t ignored;
  return number_parse_integer(s, &ignored);
}

static bool fits_number(assay_str s) {
  double ignored;
  return number_parse(s, &ignored);
}

static bool fits_date(assay_str s) {
  struct day ignored;
  return parse_day(s, &ignored);
}

/* Do all values fit? Not when there is none. */
static bool column_fits(const struct metadata *m, const struct column *column,
                        bool (*fits)(assay_str)) {
  bool any = false;
  for (size_t i = 0; i < m->documents; i++) {
    if (column->texts[i] == TABLE_NONE) continue;
    if (!fits(table_key(&m->texts, column->texts[i]))) return false;
    any = true;
  }
  return any;
}

static assay_status column_to_integers(struct metadata *m, struct column *column,
                                       assay_error *err) {
  int64_t *integers = alloc_zero(&m->alloc, m->documents, sizeof *integers);
  if (!integers) return error_memory(err, 0);
  column->of.integers = integers;
  for (size_t i = 0; i < m->documents; i++)
    if (column->texts[i] != TABLE_NONE)
      number_parse_integer(table_key(&m->texts, column->texts[i]), &integers[i]);
  return ASSAY_OK;
}

static assay_status column_to_numbers(struct metadata *m, struct column *column,
                                      assay_error *err) {
  double *numbers = alloc_zero(&m->alloc, m->documents, sizeof *numbers);
  if (!numbers) return error_memory(err, 0);
  column->of.numbers = numbers;
  for (size_t i = 0; i < m->documents; i++)
    if (column->texts[i] != TABLE_NONE)
      number_parse(table_key(&m->texts, column->texts[i]), &numbers[i]);
  return ASSAY_OK;
}

/* 1933/03/04 becomes 1933-03-04. */
static assay_status column_to_dates(struct metadata *m, struct column *column,
                                    assay_error *err) {
  for (size_t i = 0; i < m->documents; i++) {
    if (column->texts[i] == TABLE_NONE) continue;
    char day[10];
    memcpy(day, table_key(&m->texts, column->texts[i]).ptr, sizeof day);
    if (day[4] == '-') continue;
    day[4] = day[7] = '-';
    assay_str text = {day, sizeof day};
    assay_status status = table_intern(&m->texts, text, &column->texts[i], err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

static assay_status field_finish(struct metadata *m, size_t field, assay_error *err) {
  struct column *column = &m->columns[field];
  enum field_type *type = &m->fields[field].type;
  if (column_fits(m, column, fits_integer)) {
    *type = FIELD_INTEGER;
    return column_to_integers(m, column, err);
  }
  if (column_fits(m, column, fits_number)) {
    *type = FIELD_NUMBER;
    return column_to_numbers(m, column, err);
  }
  if (column_fits(m, column, fits_date)) {
    *type = FIELD_DATE;
    return column_to_dates(m, column, err);
  }
  return ASSAY_OK;
}

static int day_year(const struct day *day) {
  return day->year;
}
static int day_decade(const struct day *day) {
  return day->year - day->year % 10;
}
static int day_month(const struct day *day) {
  return day->month;
}

/* Adds the field `name` made from the dates of field `from`, unless there is one. */
static assay_status derive(struct metadata *m, size_t from, const char *name,
                           int (*part)(const struct day *), assay_error *err) {
  uint32_t made;
  if (table_find(&m->names, str_from(name)) != TABLE_NONE) return ASSAY_OK;
  assay_status status = metadata_field(m, str_from(name), &made, err);
  if (status != ASSAY_OK) return status;
  struct column *column = &m->columns[made];
  int64_t *integers = alloc_zero(&m->alloc, m->documents, sizeof *integers);
  if (!integers) return error_memory(err, 0);
  column->of.integers = integers;
  m->fields[made].type = FIELD_INTEGER;
  for (size_t i = 0; i < m->documents; i++) {
    struct day day;
    uint32_t text = m->columns[from].texts[i];
    if (text == TABLE_NONE || !parse_day(table_key(&m->texts, text), &day)) continue;
    column->texts[i] = text; /* only says that there is a value */
    integers[i] = part(&day);
  }
  return ASSAY_OK;
}

static assay_status derive_all(struct metadata *m, assay_error *err) {
  size_t from = 0, count = metadata_count(m);
  while (from < count && m->fields[from].type != FIELD_DATE) from++;
  if (from == count) return ASSAY_OK;
  assay_status status = derive(m, from, "year", day_year, err);
  if (status == ASSAY_OK) status = derive(m, from, "decade", day_decade, err);
  if (status == ASSAY_OK) status = derive(m, from, "month", day_month, err);
  return status;
}

assay_status metadata_finish(struct metadata *m, assay_error *err) {
  if (m->finished) return ASSAY_OK;
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < metadata_count(m) && status == ASSAY_OK; i++)
    status = field_finish(m, i, err);
  if (status == ASSAY_OK) status = derive_all(m, err);
  m->finished = status == ASSAY_OK;
  return status;
}

/* -- One value -------------------------------------------------------------------- */

struct value metadata_type(assay_str text, char day[10], bool *is_date) {
  struct value value = {VALUE_TEXT, text, 0, 0};
  *is_date = fits_date(text);
  if (number_parse_integer(text, &value.integer)) {
    value.kind = VALUE_INTEGER;
  } else if (number_parse(text, &value.number)) {
    value.kind = VALUE_NUMBER;
  } else if (*is_date) {
    memcpy(day, text.ptr, 10);
    day[4] = day[7] = '-';
    value.text = (assay_str){day, 10};
  }
  return value;
}

bool metadata_date_parts(assay_str date, int *year, int *decade, int *month) {
  struct day day;
  if (date.len > 10 && (date.ptr[10] == 'T' || date.ptr[10] == ' ')) date.len = 10;
  if (!parse_day(date, &day)) return false;
  *year = day_year(&day);
  *decade = day_decade(&day);
  *month = day_month(&day);
  return true;
}

/* -- Asking ----------------------------------------------------------------------- */

const struct field *metadata_fields(const struct metadata *m, size_t *count) {
  *count = metadata_count(m);
  return m->fields;
}

int metadata_find(const struct metadata *m, assay_str field) {
  uint32_t id = table_find(&m->names, field);
  return id == TABLE_NONE ? -1 : (int)id;
}

struct value metadata_value(const struct metadata *m, size_t document, int field) {
  struct value value = {VALUE_NONE, {NULL, 0}, 0, 0};
  if (field < 0 || (size_t)field >= metadata_count(m) || document >= m->documents)
    return value;
  const struct column *column = &m->columns[field];
  uint32_t text = column->texts[document];
  if (text == TABLE_NONE) return value;
  switch (m->finished ? m->fields[field].type : FIELD_TEXT) {
  case FIELD_INTEGER:
    value.kind = VALUE_INTEGER;
    value.integer = column->of.integers[document];
    break;
  case FIELD_NUMBER:
    value.kind = VALUE_NUMBER;
    value.number = column->of.numbers[document];
    break;
  case FIELD_TEXT:
  case FIELD_DATE:
    value.kind = VALUE_TEXT;
    value.text = table_key(&m->texts, text);
    break;
  }
  return value;
}
