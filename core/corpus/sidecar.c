/*
** sidecar.c - a metadata file becomes a sheet of cells, the sheet a hash table of its
** join column, and each document looks for the ends of its path in it.
*/
#include "corpus/sidecar.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/path.h"
#include "read/csv.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <stdatomic.h>
#include <string.h>

#define SIDECAR_BYTE_LIMIT ((size_t)256 << 20)
/* Short rows under a wide header would fill the memory from a small file. */
#define SIDECAR_CELL_LIMIT ((size_t)16 << 20)

struct sheet {
  assay_allocator alloc;
  struct buffer text; /* what the cells are pieces of */
  assay_str *cells;   /* row after row, the header first */
  size_t cell_count, cell_cap;
  size_t columns, rows; /* rows without the header */
  size_t key_column;
  struct table keys;    /* of the join column */
  uint32_t *row_of_key; /* by id: the last row with it, from 0 */
  size_t row_cap;
  bool *matched; /* by key */
  size_t matched_cap;
  size_t repeated;       /* rows whose key a later row has, too */
  struct table forms;    /* keys as ASSAY_FOLD_NFC has them, once one is not ASCII */
  uint32_t *key_of_form; /* by id in forms: the first such key */
  size_t form_cap;
};

static void sheet_init(struct sheet *s, const assay_allocator *alloc) {
  memset(s, 0, sizeof *s);
  s->alloc = alloc_or_default(alloc);
  buffer_init(&s->text, &s->alloc, BUFFER_NO_CEILING);
  table_init(&s->keys, &s->alloc);
  table_init(&s->forms, &s->alloc);
}

static void sheet_free(struct sheet *s) {
  alloc_free(&s->alloc, s->cells, s->cell_cap, sizeof *s->cells);
  alloc_free(&s->alloc, s->row_of_key, s->row_cap, sizeof *s->row_of_key);
  alloc_free(&s->alloc, s->matched, s->matched_cap, sizeof *s->matched);
  alloc_free(&s->alloc, s->key_of_form, s->form_cap, sizeof *s->key_of_form);
  table_free(&s->keys);
  table_free(&s->forms);
  buffer_free(&s->text);
}

static assay_str sheet_cell(const struct sheet *s, size_t row, size_t column) {
  return s->cells[(row + 1) * s->columns + column];
}

/* -- Reading ---------------------------------------------------------------------- */

static assay_status sheet_fail(size_t line, assay_error *err) {
  if (err) err->line = (uint32_t)line;
  return ASSAY_EFORMAT;
}

/* Appends a row, filled up with empty cells to the width of the header. */
static assay_status sheet_add_row(struct sheet *s, const struct csv *csv,
                                  assay_error *err) {
  void *cells = s->cells;
  for (size_t i = s->columns; i < csv->cell_count; i++) {
    if (metadata_trim(csv->cells[i]).len == 0) continue;
    error_set(err, ASSAY_EFORMAT, "%zu cells in a row, but %zu in the first line", i + 1,
              s->columns);
    return sheet_fail(csv->line, err);
  }
  if (s->cell_count + s->columns > SIDECAR_CELL_LIMIT)
    return error_set(err, ASSAY_ELIMIT, "more cells than the limit of %zu",
                     SIDECAR_CELL_LIMIT);
  if (!alloc_grow(&s->alloc, &cells, &s->cell_cap, s->cell_count + s->columns,
                  sizeof *s->cells))
    return error_memory(err, 0);
  s->cells = cells;
  for (size_t i = 0; i < s->columns; i++)
    s->cells[s->cell_count++] = i < csv->cell_count ? metadata_trim(csv->cells[i])
                                                    : (assay_str){"", 0};
  return ASSAY_OK;
}

/* Two columns of one name would overwrite each other. */
static assay_status sheet_check_header(const struct sheet *s, size_t line,
                                       assay_error *err) {
  for (size_t i = 0; i < s->columns; i++)
    for (size_t j = 0; j < i; j++)
      if (s->cells[i].len > 0 && str_equal(s->cells[i], s->cells[j])) {
        error_set(err, ASSAY_EFORMAT, "two columns are named '%.*s'",
                  (int)s->cells[i].len, s->cells[i].ptr);
        return sheet_fail(line, err);
      }
  return ASSAY_OK;
}

static assay_status sheet_read_rows(struct sheet *s, struct csv *csv, assay_error *err) {
  bool found;
  assay_status status = csv_next(csv, &found, err);
  if (status != ASSAY_OK) return status;
  if (!found) return error_set(err, ASSAY_EFORMAT, "no line with the names of columns");
  s->columns = csv->cell_count;
  status = sheet_add_row(s, csv, err);
  if (status == ASSAY_OK) status = sheet_check_header(s, csv->line, err);
  while (status == ASSAY_OK) {
    status = csv_next(csv, &found, err);
    if (status != ASSAY_OK || !found) break;
    status = sheet_add_row(s, csv, err);
    s->rows++;
  }
  return status;
}

static size_t sheet_find_key(const struct sheet *s) {
  static const char *const names[] = {"file", "filename", "name", "path",
                                      "doc",  "document", "id"};
  for (size_t n = 0; n < sizeof names / sizeof *names; n++)
    for (size_t i = 0; i < s->columns; i++)
      if (path_equals_any_case(s->cells[i], names[n])) return i;
  return 0;
}

static assay_status sheet_read(struct sheet *s, assay_str path, assay_error *err) {
  struct decoding decoding;
  struct csv csv;
  assay_str extension = path_extension(path);
  bool tabs = path_equals_any_case(extension, ".tsv") ||
              path_equals_any_case(extension, ".tab");
  assay_status status = file_read(path.ptr, SIDECAR_BYTE_LIMIT, &s->text, err);
  if (status == ASSAY_OK)
    status = encoding_to_utf8(&s->text, ENCODING_AUTO, &decoding, err);
  if (status != ASSAY_OK) return status;
  csv_start(&csv, &s->text, tabs ? '\t' : '\0', &s->alloc);
  status = sheet_read_rows(s, &csv, err);
  csv_free(&csv);
  s->key_column = status == ASSAY_OK ? sheet_find_key(s) : 0;
  return status;
}

/* -- Joining ---------------------------------------------------------------------- */

static assay_status sheet_index(struct sheet *s, assay_error *err) {
  if (s->rows == 0) return ASSAY_OK;
  s->row_of_key = alloc_zero(&s->alloc, s->rows, sizeof *s->row_of_key);
  if (!s->row_of_key) return error_memory(err, 0);
  s->row_cap = s->rows;
  s->matched = alloc_zero(&s->alloc, s->rows, sizeof *s->matched);
  if (!s->matched) return error_memory(err, 0);
  s->matched_cap = s->rows;
  for (size_t row = 0; row < s->rows; row++) {
    uint32_t id;
    size_t known = s->keys.count;
    assay_str key = sheet_cell(s, row, s->key_column);
    if (key.len > 2 && memcmp(key.ptr, "./", 2) == 0) key.ptr += 2, key.len -= 2;
    assay_status status = table_intern(&s->keys, key, &id, err);
    if (status != ASSAY_OK) return status;
    s->repeated += id < known;
    s->row_of_key[id] = (uint32_t)row;
  }
  return ASSAY_OK;
}

static bool is_ascii(assay_str s) {
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] >= 0x80) return false;
  return true;
}

/* The id of the end of a path that is in the table: the longest, with or without the
** extension. */
static uint32_t find_end(const struct table *keys, assay_str path) {
  size_t extension = path_extension(path).len;
  for (size_t begin = 0; begin < path.len; begin++) {
    if (begin > 0 && path.ptr[begin - 1] != '/') continue;
    assay_str tail = {path.ptr + begin, path.len - begin};
    uint32_t id = table_find(keys, tail);
    tail.len -= extension;
    if (id == TABLE_NONE && extension > 0) id = table_find(keys, tail);
    if (id != TABLE_NONE) return id;
  }
  return TABLE_NONE;
}

/* Some systems write an accent as a character of its own in names of files, most editors
** do not: where the bytes find nothing, canonical forms are compared. */
static assay_status sheet_index_forms(struct sheet *s, assay_error *err) {
  struct buffer form;
  bool wide = false;
  for (uint32_t id = 0; id < s->keys.count && !wide; id++)
    wide = !is_ascii(table_key(&s->keys, id));
  if (!wide) return ASSAY_OK;
  s->key_of_form = alloc_zero(&s->alloc, s->keys.count, sizeof *s->key_of_form);
  if (!s->key_of_form) return error_memory(err, 0);
  s->form_cap = s->keys.count;
  buffer_init(&form, &s->alloc, BUFFER_NO_CEILING);
  assay_status status = ASSAY_OK;
  for (uint32_t id = 0; id < s->keys.count && status == ASSAY_OK; id++) {
    uint32_t found;
    size_t known = s->forms.count;
    buffer_clear(&form);
    status = fold_word(table_key(&s->keys, id), ASSAY_FOLD_NFC, &form, err);
    if (status == ASSAY_OK)
      status = table_intern(&s->forms, buffer_str(&form), &found, err);
    if (status == ASSAY_OK && found >= known) s->key_of_form[found] = id;
  }
  buffer_free(&form);
  return status;
}

/* The key that fits a document's path best, or TABLE_NONE. */
static assay_status sheet_find_path(const struct sheet *s, assay_str path, uint32_t *id,
                                    assay_error *err) {
  struct buffer form;
  *id = find_end(&s->keys, path);
  if (*id != TABLE_NONE || s->forms.count == 0) return ASSAY_OK;
  if (utf8_valid_prefix(path) < path.len) return ASSAY_OK;
  buffer_init(&form, &s->alloc, BUFFER_NO_CEILING);
  assay_status status = fold_word(path, ASSAY_FOLD_NFC, &form, err);
  uint32_t found = status == ASSAY_OK ? find_end(&s->forms, buffer_str(&form))
                                      : TABLE_NONE;
  if (found != TABLE_NONE) *id = s->key_of_form[found];
  buffer_free(&form);
  return status;
}

static assay_status sheet_set_values(const struct sheet *s, size_t row, size_t document,
                                     struct metadata *metadata, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < s->columns && status == ASSAY_OK; i++) {
    assay_str name = s->cells[i];
    if (i == s->key_column || name.len == 0 || str_equal(name, str_from("file")))
      continue;
    status = metadata_set(metadata, document, name, sheet_cell(s, row, i), err);
  }
  return status;
}

struct sidecar_count { /* of documents, joined or not */
  size_t documents, joined;
  assay_str alone; /* the first without a row; empty: none */
};

/* Containers are counted when they are read: what is in them are the documents. */
static assay_status sheet_join(struct sheet *s, const struct sidecar_job *job,
                               struct metadata *metadata, struct sidecar_count *count,
                               bool *containers, assay_error *err) {
  for (size_t i = 0; i < job->input_count; i++) {
    struct input *input = &job->inputs[i];
    if (!job->all && input->sidecar != job->sidecar) continue;
    uint32_t id;
    assay_status status = sheet_find_path(s, input->name, &id, err);
    if (status != ASSAY_OK) return status;
    *containers = *containers || input->is_container;
    input->joined = id != TABLE_NONE;
    count->documents += !input->is_container;
    count->joined += !input->is_container && input->joined;
    if (id == TABLE_NONE) {
      if (!input->is_container && count->alone.len == 0) count->alone = input->name;
      continue;
    }
    s->matched[id] = true;
    status = sheet_set_values(s, s->row_of_key[id], i, metadata, err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

/* -- Telling ---------------------------------------------------------------------- */

static const char *plural(size_t n, const char *one, const char *many) {
  return n == 1 ? one : many;
}

static assay_status note_rows(const struct sheet *s, assay_str path, struct notes *notes,
                              assay_error *err) {
  size_t alone = 0;
  assay_str example = {"", 0};
  for (uint32_t id = 0; id < s->keys.count; id++) {
    if (s->matched[id]) continue;
    if (alone++ == 0) example = table_key(&s->keys, id);
  }
  if (alone == 0) return ASSAY_OK;
  return notes_add(notes, NOTE_INFO, path, err, "%zu %s no document, e.g. '%.*s'", alone,
                   plural(alone, "row matches", "rows match"), (int)example.len,
                   example.ptr);
}

static assay_status note_all(const struct sheet *s, assay_str path, bool whole,
                             const struct sidecar_count *tally, struct notes *notes,
                             assay_error *err) {
  size_t alone = tally->documents - tally->joined;
  assay_status status = notes_add(
      notes, NOTE_INFO, path, err, "%zu %s, joined to %zu of %zu %s", s->rows,
      plural(s->rows, "row", "rows"), tally->joined, tally->documents,
      plural(tally->documents, "document", "documents"));
  if (status == ASSAY_OK && s->repeated > 0)
    status = notes_add(notes, NOTE_INFO, path, err,
                       "%zu %s the name of an earlier one; the last one counts",
                       s->repeated, plural(s->repeated, "row repeats", "rows repeat"));
  if (status == ASSAY_OK && whole) status = note_rows(s, path, notes, err);
  if (status == ASSAY_OK && alone > 0)
    status = notes_add(notes, NOTE_INFO, path, err, "%zu %s no row, e.g. '%.*s'", alone,
                       plural(alone, "document has", "documents have"),
                       (int)tally->alone.len, tally->alone.ptr);
  return status;
}

/* -- Rows that are kept ------------------------------------------------------------ */

struct sidecar_rows {
  assay_allocator alloc;
  struct sheet sheet;
  struct metadata *values; /* by row */
  size_t found_cap;
  atomic_bool *found;              /* by key: a document in a container has this row */
  struct sidecar_count count;      /* of documents that are files */
  atomic_size_t documents, joined; /* of those in containers */
  assay_str path;
  bool whole;
};

static assay_status rows_fill(struct sidecar_rows *rows, assay_error *err) {
  struct sheet *s = &rows->sheet;
  assay_status status = metadata_new(&rows->values, s->rows, &rows->alloc, err);
  if (status != ASSAY_OK) return status;
  rows->found = alloc_zero(&rows->alloc, s->rows + 1, sizeof *rows->found);
  if (!rows->found) return error_memory(err, 0);
  rows->found_cap = s->rows + 1;
  for (size_t row = 0; row < s->rows && status == ASSAY_OK; row++)
    status = sheet_set_values(s, row, row, rows->values, err);
  return status == ASSAY_OK ? metadata_finish(rows->values, err) : status;
}

/* Takes the sheet over when it succeeds. */
static assay_status rows_keep(struct sidecar_rows **out, const struct sheet *sheet,
                              const struct sidecar_job *job,
                              const struct sidecar_count *count, assay_error *err) {
  struct sidecar_rows *rows = alloc_zero(&sheet->alloc, 1, sizeof *rows);
  if (!rows) return error_memory(err, sizeof *rows);
  rows->alloc = sheet->alloc;
  rows->sheet = *sheet;
  rows->count = *count;
  rows->path = job->path;
  rows->whole = job->whole;
  assay_status status = rows_fill(rows, err);
  if (status != ASSAY_OK) {
    sheet_init(&rows->sheet, &rows->alloc); /* it stays with the caller */
    sidecar_rows_free(rows);
    return status;
  }
  *out = rows;
  return ASSAY_OK;
}

void sidecar_rows_free(struct sidecar_rows *rows) {
  if (!rows) return;
  alloc_free(&rows->alloc, rows->found, rows->found_cap, sizeof *rows->found);
  metadata_free(rows->values);
  sheet_free(&rows->sheet);
  assay_allocator alloc = rows->alloc;
  alloc_free(&alloc, rows, 1, sizeof *rows);
}

assay_status sidecar_rows_find(struct sidecar_rows *rows, assay_str path, bool joined,
                               size_t *row, bool *found, assay_error *err) {
  uint32_t id;
  *found = false;
  assay_status status = sheet_find_path(&rows->sheet, path, &id, err);
  if (status != ASSAY_OK) return status;
  atomic_fetch_add(&rows->documents, 1);
  if (id != TABLE_NONE || joined) atomic_fetch_add(&rows->joined, 1);
  if (id == TABLE_NONE) return ASSAY_OK;
  atomic_store_explicit(&rows->found[id], true, memory_order_relaxed);
  *row = rows->sheet.row_of_key[id];
  *found = true;
  return ASSAY_OK;
}

const struct metadata *sidecar_rows_metadata(const struct sidecar_rows *rows) {
  return rows->values;
}

assay_status sidecar_rows_tell(struct sidecar_rows *rows, assay_str alone,
                               struct notes *notes, assay_error *err) {
  struct sidecar_count all = rows->count;
  all.documents += atomic_load(&rows->documents);
  all.joined += atomic_load(&rows->joined);
  if (all.alone.len == 0) all.alone = alone;
  for (uint32_t id = 0; id < rows->sheet.keys.count; id++)
    if (atomic_load(&rows->found[id])) rows->sheet.matched[id] = true;
  return note_all(&rows->sheet, rows->path, rows->whole, &all, notes, err);
}

/* -- The whole --------------------------------------------------------------------- */

assay_status sidecar_join(const struct sidecar_job *job, struct metadata *metadata,
                          struct notes *notes, struct sidecar_rows **kept,
                          assay_error *err) {
  struct sheet sheet;
  struct sidecar_count count = {0, 0, {NULL, 0}};
  bool containers = false;
  sheet_init(&sheet, &notes->arena->alloc);
  assay_status status = sheet_read(&sheet, job->path, err);
  if (status == ASSAY_OK) status = sheet_index(&sheet, err);
  if (status == ASSAY_OK) status = sheet_index_forms(&sheet, err);
  if (status == ASSAY_OK)
    status = sheet_join(&sheet, job, metadata, &count, &containers, err);
  if (status == ASSAY_OK && containers) {
    status = rows_keep(kept, &sheet, job, &count, err);
    if (status == ASSAY_OK) return ASSAY_OK;
  } else if (status == ASSAY_OK) {
    status = note_all(&sheet, job->path, job->whole, &count, notes, err);
  }
  if (status != ASSAY_OK) error_name_source(err, job->path);
  sheet_free(&sheet);
  return status;
}
