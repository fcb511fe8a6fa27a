/*
** part.c - the file of a share, written and read field by field in the same order.
*/
#include "engine/part.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/file.h"
#include "base/stable_hash.h"
#include "base/table.h"
#include "base/varint.h"
#include "count/codec.h"
#include "count/codec_window.h"
#include "count/crc32c.h"

#include <string.h>

static const char magic[] = "ASSAYPRT";
enum {
  MAGIC_BYTES = 8,
  VERSION = 1,
  CHECKSUM_BYTES = 4,
  MOST_VALUES = 64,
  MOST_THREADS_TOLD = 1024
};
enum problem_flag { FLAG_UNREAD = 1, FLAG_FAILED = 2 };
enum part_flag { FLAG_FIRST_PASS = 1, FLAG_SELECTS = 2 };

assay_status part_init(struct part *part, assay_error *err) {
  memset(part, 0, sizeof *part);
  assay_allocator a = alloc_default();
  part->arena = alloc_zero(&a, 1, sizeof *part->arena);
  if (!part->arena) return error_memory(err, 0);
  arena_init(part->arena, &a);
  table_init(&part->fields, NULL);
  return ASSAY_OK;
}

void part_free(struct part *part) {
  assay_allocator a = alloc_default();
  if (!part->arena) return;
  arena_free(part->arena);
  alloc_free(&a, part->arena, 1, sizeof *part->arena);
  table_free(&part->fields);
  run_mapped_free(&part->mapped);
  memset(part, 0, sizeof *part);
}

uint64_t part_first_digest(assay_str encoded) {
  uint64_t digest = stable_hash(encoded);
  return digest ? digest : 1;
}

/* -- Writing ------------------------------------------------------------------------ */

static void put_values(const struct part *part, struct buffer *out) {
  varint_put(out, part->value_count);
  for (size_t i = 0; i < part->value_count; i++) {
    codec_put_str(out, part->values[i].name);
    buffer_add_char(out, part->values[i].given ? 1 : 0);
    codec_put_str(out, part->values[i].text);
  }
}

static void put_table(const struct table *t, struct buffer *out) {
  varint_put(out, t->count);
  for (uint32_t i = 0; i < t->count; i++) codec_put_str(out, table_key(t, i));
}

static void put_notes(const struct part *part, struct buffer *out) {
  varint_put(out, part->note_count);
  for (size_t i = 0; i < part->note_count; i++) {
    buffer_add_char(out, (char)part->notes[i].kind);
    codec_put_str(out, part->notes[i].path);
    codec_put_str(out, part->notes[i].message);
  }
}

static void put_text(const struct text_options *text, struct buffer *out) {
  codec_put_str(out, text->tokens);
  varint_put(out, text->cut);
  varint_put(out, text->fold);
  codec_put_str(out, text->stem);
  codec_put_str(out, text->language);
}

static void put_head(const struct part *part, struct buffer *out) {
  codec_put_str(out, str_from(assay_version()));
  codec_put_str(out, part->script);
  codec_put_fixed64(out, part->script_digest);
  codec_put_fixed64(out, part->options_digest);
  codec_put_fixed64(out, part->input_digest);
  codec_put_fixed64(out, part->first_digest);
  buffer_add_char(out, (char)((part->first_pass ? FLAG_FIRST_PASS : 0) |
                              (part->selects ? FLAG_SELECTS : 0)));
  put_text(&part->text, out);
  buffer_add_char(out, (char)part->region);
  varint_put(out, part->share.number);
  varint_put(out, part->share.of);
  put_values(part, out);
  put_table(&part->fields, out);
  put_notes(part, out);
}

static void put_tally(const struct corpus_tally *t, struct buffer *out) {
  varint_put(out, t->documents);
  varint_put(out, t->selected);
  varint_put(out, t->bytes);
  varint_put(out, t->unmatched);
  codec_put_str(out, str_from(t->unlike));
  codec_put_str(out, str_from(t->alone));
  put_table(&t->fields, out);
}

static void put_problems(const struct run_mapped *mapped, struct buffer *out) {
  varint_put(out, mapped->problem_count);
  for (size_t i = 0; i < mapped->problem_count; i++) {
    const struct run_problem *problem = &mapped->problems[i];
    codec_put_str(out, problem->path);
    codec_put_str(out, problem->message);
    buffer_add_char(out, (char)((problem->unread ? FLAG_UNREAD : 0) |
                                (problem->failed ? FLAG_FAILED : 0)));
  }
}

static void put_mapped(const struct run_mapped *mapped, struct buffer *out) {
  codec_put_str(out, mapped->rule);
  varint_put(out, mapped->digest_count);
  for (size_t i = 0; i < mapped->digest_count; i++)
    codec_put_fixed64(out, mapped->digests[i]);
  varint_put(out, mapped->documents);
  varint_put(out, mapped->words);
  varint_put(out, mapped->replaced);
  put_tally(&mapped->tally, out);
  put_problems(mapped, out);
}

assay_status part_put(const struct part *part, struct codec_sink *out, assay_error *err) {
  const uint64_t start = codec_sink_at(out);
  uint32_t checksum;
  buffer_add(&out->bytes, magic, MAGIC_BYTES);
  codec_put_fixed32(&out->bytes, VERSION);
  put_head(part, &out->bytes);
  put_mapped(&part->mapped, &out->bytes);
  assay_status status = bundle_write(&part->mapped.bundle, out, err);
  if (status == ASSAY_OK) status = codec_sink_checksum(out, start, &checksum, err);
  if (status != ASSAY_OK) return status;
  codec_put_fixed32(&out->bytes, checksum);
  return buffer_status(&out->bytes, "a part of a run", err);
}

assay_status part_write(const struct part *part, struct buffer *out, assay_error *err) {
  struct codec_sink sink = {.bytes = *out, .file = SCRATCH_INIT, .in_memory = true};
  assay_status status = part_put(part, &sink, err);
  *out = sink.bytes;
  return status;
}

assay_status part_write_file(const struct part *part, const char *path,
                             bool (*stopped)(void), void (*hold)(void),
                             assay_error *err) {
  struct codec_sink sink;
  codec_sink_init(&sink, NULL);
  sink.stopped = stopped;
  assay_status status = part_put(part, &sink, err);
  if (status == ASSAY_OK && hold) hold();
  if (status == ASSAY_OK)
    status = file_write_scratch(path, &sink.file, sink.filed, buffer_str(&sink.bytes),
                                stopped, err);
  codec_sink_free(&sink);
  return status;
}

/* -- Reading ------------------------------------------------------------------------ */

static const char no_memory[] = "not enough memory";

static assay_str take_kept(struct codec_reader *in, struct arena *arena) {
  assay_str s = codec_take_str(in);
  if (in->why) return (assay_str){"", 0};
  s = arena_copy(arena, s);
  if (!s.ptr) in->why = no_memory;
  return s.ptr ? s : (assay_str){"", 0};
}

static void take_name(struct codec_reader *in, char *out, size_t size) {
  assay_str s = codec_take_str(in);
  codec_expect(in, s.len < size, "a name is too long");
  if (in->why) return;
  codec_expect(in, s.len == 0 || !memchr(s.ptr, '\0', s.len), "a name has a NUL in it");
  if (s.len > 0) memcpy(out, s.ptr, s.len);
  out[s.len] = '\0';
}

static void *take_room(struct codec_reader *in, struct arena *arena, size_t count,
                       size_t size) {
  void *room = in->why ? NULL : arena_alloc(arena, count, size);
  if (!room && !in->why) in->why = no_memory;
  return room;
}

static size_t take_size(struct codec_reader *in) {
  return (size_t)codec_take_up_to(in, SIZE_MAX);
}

static unsigned take_flags(struct codec_reader *in, unsigned most) {
  unsigned flags = codec_take_byte(in);
  codec_expect(in, flags <= most, "there is no such flag");
  return flags;
}

static void take_values(struct codec_reader *in, struct part *part) {
  struct arena *arena = part->arena;
  size_t count = codec_take_count(in, 3);
  codec_expect(in, count <= MOST_VALUES, "too many arguments");
  part->values = take_room(in, arena, count, sizeof *part->values);
  for (size_t i = 0; i < count && !in->why; i++) {
    struct part_value *value = &part->values[part->value_count++];
    value->name = take_kept(in, arena);
    value->given = take_flags(in, 1) != 0;
    value->text = take_kept(in, arena);
  }
}

static void take_table(struct codec_reader *in, struct table *t) {
  size_t count = codec_take_count(in, 1);
  for (size_t i = 0; i < count && !in->why; i++) {
    uint32_t id;
    assay_str name = codec_take_str(in);
    if (in->why) return;
    if (table_intern(t, name, &id, NULL) != ASSAY_OK) in->why = no_memory;
    codec_expect(in, id == i, "a name comes twice");
  }
}

static void take_notes(struct codec_reader *in, struct part *part) {
  struct arena *arena = part->arena;
  size_t count = codec_take_count(in, 3);
  struct corpus_note *notes = take_room(in, arena, count, sizeof *notes);
  part->notes = notes;
  for (size_t i = 0; i < count && !in->why; i++) {
    struct corpus_note *note = &notes[part->note_count++];
    unsigned kind = take_flags(in, NOTE_DETAIL);
    memset(note, 0, sizeof *note);
    while ((unsigned)note->kind < kind) note->kind++;
    note->path = take_kept(in, arena);
    note->message = take_kept(in, arena);
  }
}

static void take_text(struct codec_reader *in, struct part *part) {
  struct text_options *text = &part->text;
  text->tokens = take_kept(in, part->arena);
  text->cut = (uint32_t)codec_take_up_to(in, UINT32_MAX);
  text->fold = (uint32_t)codec_take_up_to(in, UINT32_MAX);
  text->stem = take_kept(in, part->arena);
  text->language = take_kept(in, part->arena);
}

static void take_head(struct codec_reader *in, struct part *part) {
  part->script = take_kept(in, part->arena);
  part->script_digest = codec_take_fixed64(in);
  part->options_digest = codec_take_fixed64(in);
  part->input_digest = codec_take_fixed64(in);
  part->first_digest = codec_take_fixed64(in);
  unsigned flags = take_flags(in, FLAG_FIRST_PASS | FLAG_SELECTS);
  part->first_pass = (flags & FLAG_FIRST_PASS) != 0;
  part->selects = (flags & FLAG_SELECTS) != 0;
  take_text(in, part);
  part->region = (enum voice_region)take_flags(in, REGION_NARRATION);
  part->share.number = (size_t)codec_take_up_to(in, PART_MOST);
  part->share.of = (size_t)codec_take_up_to(in, PART_MOST);
  codec_expect(in, part->share.number >= 1 && part->share.number <= part->share.of,
               "it is no share of a run");
  take_values(in, part);
  take_table(in, &part->fields);
  take_notes(in, part);
}

static void take_tally(struct codec_reader *in, struct corpus_tally *t) {
  t->documents = take_size(in);
  t->selected = take_size(in);
  t->bytes = codec_take_varint(in);
  t->unmatched = take_size(in);
  take_name(in, t->unlike, sizeof t->unlike);
  take_name(in, t->alone, sizeof t->alone);
  take_table(in, &t->fields);
}

static void take_problems(struct codec_reader *in, struct run_mapped *mapped) {
  size_t count = codec_take_count(in, 3);
  struct run_problem *problems = take_room(in, mapped->arena, count, sizeof *problems);
  mapped->problems = problems;
  for (size_t i = 0; i < count && !in->why; i++) {
    struct run_problem *problem = &problems[mapped->problem_count++];
    problem->path = take_kept(in, mapped->arena);
    problem->message = take_kept(in, mapped->arena);
    unsigned flags = take_flags(in, FLAG_UNREAD | FLAG_FAILED);
    problem->unread = (flags & FLAG_UNREAD) != 0;
    problem->failed = (flags & FLAG_FAILED) != 0;
  }
}

static void take_digests(struct codec_reader *in, struct run_mapped *mapped) {
  size_t count = codec_take_count(in, 8);
  for (size_t i = 0; i < count && !in->why; i++)
    if (run_mapped_add_digest(mapped, codec_take_fixed64(in), NULL) != ASSAY_OK)
      in->why = no_memory;
}

static void take_mapped(struct codec_reader *in, struct run_mapped *mapped) {
  mapped->rule = take_kept(in, mapped->arena);
  take_digests(in, mapped);
  mapped->documents = take_size(in);
  mapped->words = codec_take_varint(in);
  mapped->replaced = codec_take_varint(in);
  take_tally(in, &mapped->tally);
  take_problems(in, mapped);
}

static assay_status reading_status(const struct codec_reader *in, assay_error *err) {
  return in->why == no_memory ? error_memory(err, 0) : codec_status(in, err);
}

enum { LEAST_BYTES = MAGIC_BYTES + 4 + CHECKSUM_BYTES };

/* The first bytes of a part of this version; the reader then stands behind them. */
static assay_status take_start(struct codec_reader *in, assay_error *err) {
  const assay_str mark = codec_take_bytes(in, MAGIC_BYTES);
  const bool is_part = mark.len > 0 && memcmp(mark.ptr, magic, MAGIC_BYTES) == 0;
  const uint32_t version = is_part ? codec_take_fixed32(in) : 0;
  if (in->window && in->window->status != ASSAY_OK)
    return codec_window_status(in->window, err);
  if (!is_part || in->why)
    return error_set(err, ASSAY_EFORMAT, "is no part of a run (assay map makes them)");
  if (version != VERSION)
    return error_set(err, ASSAY_EFORMAT, "is a part of version %u, not %d", version,
                     VERSION);
  return ASSAY_OK;
}

static assay_status damaged(assay_error *err) {
  return error_set(err, ASSAY_EFORMAT,
                   "is cut off or damaged: its checksum does not fit");
}

static assay_status check_maker(struct codec_reader *in, assay_error *err) {
  assay_str maker = codec_take_str(in);
  if (in->why || str_equal(maker, str_from(assay_version())))
    return codec_status(in, err);
  return error_set(err, ASSAY_EFORMAT, "was made by assay %.*s, not %s",
                   (int)(maker.len < 40 ? maker.len : 40), maker.ptr, assay_version());
}

static assay_status take_all(struct codec_reader *in, struct part *part, bool head_only,
                             assay_error *err) {
  take_head(in, part);
  take_mapped(in, &part->mapped);
  assay_status status = reading_status(in, err);
  if (status != ASSAY_OK || head_only) return status;
  status = bundle_take_encoded(&part->mapped.bundle, in, err);
  if (status != ASSAY_OK) return status;
  codec_expect(in, in->at == in->len, "bytes are left over");
  return codec_status(in, err);
}

/* What follows the start. */
static assay_status take_part(struct part *out, struct codec_reader *in, bool head_only,
                              assay_error *err) {
  struct part part;
  assay_status status = check_maker(in, err);
  if (status != ASSAY_OK) return status;
  status = part_init(&part, err);
  if (status != ASSAY_OK) return status;
  status = run_mapped_init(&part.mapped, err);
  if (status == ASSAY_OK) status = take_all(in, &part, head_only, err);
  if (status == ASSAY_OK)
    *out = part;
  else
    part_free(&part);
  return status;
}

assay_status part_read(struct part *out, assay_str bytes, bool head_only,
                       assay_error *err) {
  struct codec_reader in = {.data = bytes.ptr, .len = bytes.len, .what = "part of a run"};
  assay_status status = take_start(&in, err);
  if (status != ASSAY_OK) return status;
  if (bytes.len < LEAST_BYTES) return damaged(err);
  in.len -= CHECKSUM_BYTES;
  const assay_str body = {bytes.ptr, in.len};
  if (codec_load32(bytes.ptr + in.len) != crc32c(body)) return damaged(err);
  return take_part(out, &in, head_only, err);
}

/* The same through a window. What is wrong with its contents matters only when the
** checksum is right, and that is known at the end. */
static assay_status read_windowed(struct part *out, struct codec_window *window,
                                  bool head_only, uint64_t memory, assay_error *err) {
  struct codec_reader in = {.len = (size_t)window->file.size,
                            .what = "part of a run",
                            .window = window,
                            .memory = memory};
  assay_error own;
  bool whole = false;
  assay_status status = take_start(&in, err);
  if (status != ASSAY_OK) return status;
  if (in.len < LEAST_BYTES) return damaged(err);
  in.len -= CHECKSUM_BYTES;
  struct part part;
  status = take_part(&part, &in, head_only, &own);
  assay_status end = ASSAY_OK;
  if (status == ASSAY_OK || status == ASSAY_EFORMAT) {
    end = codec_window_finish(window, &whole, err);
    if (end == ASSAY_OK && !whole) end = damaged(err);
  }
  if (end != ASSAY_OK) {
    if (status == ASSAY_OK) part_free(&part);
    return end;
  }
  if (status == ASSAY_OK)
    *out = part;
  else if (err)
    *err = own;
  return status;
}

assay_status part_read_file(struct part *out, const char *path, bool head_only,
                            uint64_t memory, bool (*stopped)(void), assay_error *err) {
  struct codec_window window;
  assay_status status = codec_window_open(&window, path, err);
  if (status != ASSAY_OK) return status;
  window.stopped = stopped;
  status = read_windowed(out, &window, head_only, memory, err);
  codec_window_close(&window);
  return status;
}

/* -- Describing ---------------------------------------------------------------------- */

static uint64_t add_text(uint64_t digest, assay_str text) {
  return stable_hash_add(stable_hash_add_number(digest, text.len), text);
}

static uint64_t add_value(uint64_t digest, const struct value *value) {
  digest = stable_hash_add_number(digest, (uint64_t)value->kind);
  switch (value->kind) {
  case VALUE_TEXT:
    return add_text(digest, value->text);
  case VALUE_INTEGER:
    return stable_hash_add_number(digest, (uint64_t)value->integer);
  case VALUE_NUMBER:
    return stable_hash_add_number(digest, codec_bits(value->number));
  default:
    return digest;
  }
}

static uint64_t digest_inputs(const struct corpus *corpus) {
  const struct metadata *metadata = corpus_metadata(corpus);
  uint64_t digest = STABLE_HASH_START;
  size_t count;
  const struct field *fields = metadata_fields(metadata, &count);
  for (size_t i = 0; i < count; i++) digest = add_text(digest, fields[i].name);
  for (size_t i = 0; i < corpus_count(corpus); i++) {
    digest = add_text(digest, corpus_name(corpus, i));
    digest = stable_hash_add_number(digest, corpus_bytes(corpus, i));
    for (size_t k = 0; k < count; k++) {
      struct value value = metadata_value(metadata, i, (int)k);
      digest = add_value(digest, &value);
    }
  }
  return stable_hash_finish(digest);
}

static assay_status keep(struct part *part, assay_str *text, assay_error *err) {
  *text = arena_copy(part->arena, *text);
  return text->ptr ? ASSAY_OK : error_memory(err, 0);
}

static assay_status describe_values(struct part *part, const struct script *script,
                                    const assay_str *values, assay_error *err) {
  part->values = arena_alloc(part->arena, script->arg_count, sizeof *part->values);
  if (!part->values) return error_memory(err, 0);
  for (size_t i = 0; i < script->arg_count; i++) {
    struct part_value *value = &part->values[i];
    value->given = values && values[i].ptr;
    value->name = script->args[i].name;
    value->text = value->given ? values[i] : (assay_str){"", 0};
    assay_status status = keep(part, &value->name, err);
    if (status == ASSAY_OK) status = keep(part, &value->text, err);
    if (status != ASSAY_OK) return status;
    part->value_count++;
  }
  return ASSAY_OK;
}

static assay_status describe_text(struct part *part, const struct text_options *text,
                                  assay_error *err) {
  const struct text_options plain = TEXT_OPTIONS_INIT;
  part->text = text ? *text : plain;
  assay_status status = keep(part, &part->text.tokens, err);
  if (status == ASSAY_OK) status = keep(part, &part->text.stem, err);
  if (status == ASSAY_OK) status = keep(part, &part->text.language, err);
  return status;
}

static assay_status describe_corpus(struct part *part, const struct corpus *corpus,
                                    assay_error *err) {
  size_t count;
  uint32_t id;
  const struct field *fields = metadata_fields(corpus_metadata(corpus), &count);
  for (size_t i = 0; i < count; i++) {
    assay_status status = table_intern(&part->fields, fields[i].name, &id, err);
    if (status != ASSAY_OK) return status;
  }
  const struct corpus_note *notes = corpus_notes(corpus, &count);
  struct corpus_note *kept = arena_alloc(part->arena, count, sizeof *kept);
  if (!kept) return error_memory(err, 0);
  for (size_t i = 0; i < count; i++) {
    kept[i] = notes[i];
    assay_status status = keep(part, &kept[i].path, err);
    if (status == ASSAY_OK) status = keep(part, &kept[i].message, err);
    if (status != ASSAY_OK) return status;
  }
  part->notes = kept;
  part->note_count = count;
  part->input_digest = digest_inputs(corpus);
  return ASSAY_OK;
}

assay_status part_describe(struct part *part, const struct script *script,
                           const struct run_options *options, uint64_t options_digest,
                           assay_error *err) {
  part->script = script->name;
  part->script_digest = script_digest(script);
  part->options_digest = options_digest;
  part->share = options->share;
  part->region = options->region;
  part->first_pass = options->first_pass;
  if (options->first.len > 0) part->first_digest = part_first_digest(options->first);
  assay_status status = keep(part, &part->script, err);
  if (status == ASSAY_OK) status = describe_values(part, script, options->values, err);
  if (status == ASSAY_OK) status = describe_text(part, options->text, err);
  if (status == ASSAY_OK) status = describe_corpus(part, options->corpus, err);
  return status;
}

/* -- Comparing ----------------------------------------------------------------------- */

assay_status part_check_script(const struct part *part, const struct script *script,
                               assay_error *err) {
  if (!str_equal(part->script, script->name))
    return error_set(err, ASSAY_EARG, "is a part of '%.*s', not of '%.*s'",
                     (int)part->script.len, part->script.ptr, (int)script->name.len,
                     script->name.ptr);
  bool same = part->script_digest == script_digest(script) &&
              part->value_count == script->arg_count;
  for (size_t i = 0; same && i < part->value_count; i++)
    same = str_equal(part->values[i].name, script->args[i].name);
  if (same) return ASSAY_OK;
  return error_set(err, ASSAY_EARG,
                   "was made when the script '%.*s' was another: its digest differs",
                   (int)script->name.len, script->name.ptr);
}

static assay_status check_values(const struct part *part, const struct part *first,
                                 const char *first_name, assay_error *err) {
  for (size_t i = 0; i < part->value_count; i++) {
    const struct part_value *a = &part->values[i], *b = &first->values[i];
    if (a->given == b->given && str_equal(a->text, b->text)) continue;
    return error_set(err, ASSAY_EARG, "has %.*s = '%.*s', but '%s' has %s%.*s%s",
                     (int)a->name.len, a->name.ptr, (int)a->text.len, a->text.ptr,
                     first_name, b->given ? "'" : "none", (int)b->text.len, b->text.ptr,
                     b->given ? "'" : "");
  }
  return ASSAY_OK;
}

assay_status part_check_alike(const struct part *part, const struct part *first,
                              const char *first_name, assay_error *err) {
  if (part->first_pass != first->first_pass)
    return error_set(err, ASSAY_EARG, "is of the %s pass, but '%s' is not",
                     part->first_pass ? "first" : "second", first_name);
  assay_status status = check_values(part, first, first_name, err);
  if (status != ASSAY_OK) return status;
  if (part->share.of != first->share.of)
    return error_set(err, ASSAY_EARG, "is one of %zu shares, but '%s' is one of %zu",
                     part->share.of, first_name, first->share.of);
  if (part->input_digest != first->input_digest)
    return error_set(err, ASSAY_EARG,
                     "was made of other texts than '%s': names, sizes or metadata differ",
                     first_name);
  if (part->options_digest != first->options_digest || part->region != first->region ||
      !str_equal(part->mapped.rule, first->mapped.rule))
    return error_set(err, ASSAY_EARG,
                     "was made with other options than '%s' (of input or text)",
                     first_name);
  if (part->first_digest != first->first_digest)
    return error_set(err, ASSAY_EARG, "was made with another first pass than '%s'",
                     first_name);
  return ASSAY_OK;
}
