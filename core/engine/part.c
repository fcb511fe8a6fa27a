/*
** part.c - the file of a share, written and read field by field in the same order.
*/
#include "engine/part.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/varint.h"
#include "count/codec.h"
#include "count/crc32c.h"

#include <string.h>

static const char magic[] = "ASSAYPRT";
enum { MAGIC_BYTES = 8, VERSION = 1, CHECKSUM_BYTES = 4, MOST_VALUES = 64 };

/* -- Writing ------------------------------------------------------------------------ */

static void put_values(const struct part *part, struct buffer *out) {
  varint_put(out, part->value_count);
  for (size_t i = 0; i < part->value_count; i++) {
    codec_put_str(out, part->values[i].name);
    buffer_add_char(out, part->values[i].given ? 1 : 0);
    codec_put_str(out, part->values[i].text);
  }
}

static void put_tally(const struct corpus_tally *t, struct buffer *out) {
  varint_put(out, t->documents);
  varint_put(out, t->selected);
  varint_put(out, t->bytes);
  varint_put(out, t->unmatched);
  codec_put_str(out, str_from(t->unlike));
  codec_put_str(out, str_from(t->alone));
  varint_put(out, t->fields.count);
  for (uint32_t i = 0; i < t->fields.count; i++)
    codec_put_str(out, table_key(&t->fields, i));
}

static void put_problems(const struct part *part, struct buffer *out) {
  varint_put(out, part->problem_count);
  for (size_t i = 0; i < part->problem_count; i++) {
    codec_put_str(out, part->problems[i].path);
    codec_put_str(out, part->problems[i].message);
    buffer_add_char(out, part->problems[i].unread ? 1 : 0);
  }
}

static assay_status put_bundle(const struct bundle *bundle, struct buffer *out,
                               assay_error *err) {
  varint_put(out, bundle->count);
  for (size_t i = 0; i < bundle->count; i++) {
    codec_put_str(out, str_from(bundle->entries[i].name));
    assay_status status = accumulator_encode(&bundle->entries[i].accumulator, out, err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

assay_status part_write(const struct part *part, struct buffer *out, assay_error *err) {
  buffer_add(out, magic, MAGIC_BYTES);
  codec_put_fixed32(out, VERSION);
  codec_put_str(out, str_from(assay_version()));
  codec_put_str(out, part->script);
  codec_put_fixed64(out, part->script_digest);
  codec_put_fixed64(out, part->text_digest);
  codec_put_fixed64(out, part->input_digest);
  varint_put(out, part->number);
  varint_put(out, part->of);
  put_values(part, out);
  codec_put_str(out, part->rule);
  varint_put(out, part->shard_count);
  for (size_t i = 0; i < part->shard_count; i++)
    codec_put_fixed64(out, part->shard_digests[i]);
  varint_put(out, part->documents);
  varint_put(out, part->words);
  varint_put(out, part->replaced);
  put_tally(&part->tally, out);
  put_problems(part, out);
  assay_status status = put_bundle(&part->bundle, out, err);
  if (status != ASSAY_OK) return status;
  codec_put_fixed32(out, crc32c(buffer_str(out)));
  return buffer_status(out, "a part of a run", err);
}

/* -- Reading --------------------------------------------------------------------- */

static assay_str take_kept(struct codec_reader *in, struct arena *arena) {
  assay_str s = arena_copy(arena, codec_take_str(in));
  if (!s.ptr) codec_expect(in, false, "not enough memory");
  return s.ptr ? s : (assay_str){"", 0};
}

static void take_name(struct codec_reader *in, char *out, size_t size) {
  assay_str s = codec_take_str(in);
  codec_expect(in, s.len < size && !memchr(s.ptr ? s.ptr : "", '\0', s.len),
               "a name is too long");
  if (in->why) return;
  memcpy(out, s.ptr, s.len);
  out[s.len] = '\0';
}

static void *take_room(struct codec_reader *in, struct arena *arena, size_t count,
                       size_t size) {
  void *room = arena_alloc(arena, count, size);
  codec_expect(in, room != NULL, "not enough memory");
  return room;
}

static void take_values(struct codec_reader *in, struct part *part) {
  size_t count = codec_take_count(in, 3);
  codec_expect(in, count <= MOST_VALUES, "too many arguments");
  part->values = take_room(in, part->arena, count, sizeof *part->values);
  for (size_t i = 0; i < count && !in->why; i++) {
    struct part_value *value = &part->values[part->value_count++];
    value->name = take_kept(in, part->arena);
    value->given = codec_take_byte(in) != 0;
    value->text = take_kept(in, part->arena);
  }
}

static assay_status take_tally(struct codec_reader *in, struct corpus_tally *t,
                               assay_error *err) {
  t->documents = (size_t)codec_take_varint(in);
  t->selected = (size_t)codec_take_varint(in);
  t->bytes = codec_take_varint(in);
  t->unmatched = (size_t)codec_take_varint(in);
  take_name(in, t->unlike, sizeof t->unlike);
  take_name(in, t->alone, sizeof t->alone);
  size_t count = codec_take_count(in, 1);
  for (size_t i = 0; i < count && !in->why; i++) {
    uint32_t id;
    assay_status status = table_intern(&t->fields, codec_take_str(in), &id, err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

static void take_problems(struct codec_reader *in, struct part *part) {
  size_t count = codec_take_count(in, 3);
  struct run_problem *problems = take_room(in, part->arena, count, sizeof *problems);
  part->problems = problems;
  for (size_t i = 0; i < count && !in->why; i++) {
    struct run_problem *problem = &problems[part->problem_count++];
    problem->path = take_kept(in, part->arena);
    problem->message = take_kept(in, part->arena);
    problem->unread = codec_take_byte(in) != 0;
  }
}

static void take_digests(struct codec_reader *in, struct part *part) {
  size_t count = codec_take_count(in, 8);
  part->shard_digests = take_room(in, part->arena, count, sizeof *part->shard_digests);
  for (size_t i = 0; i < count && !in->why; i++)
    part->shard_digests[part->shard_count++] = codec_take_fixed64(in);
}

static assay_status take_bundle(struct codec_reader *in, struct bundle *bundle,
                                assay_error *err) {
  assay_allocator a = alloc_default();
  size_t count = codec_take_count(in, 1 + ACCUMULATOR_HEADER + ACCUMULATOR_CHECKSUM);
  if (in->why) return ASSAY_OK;
  bundle->entries = alloc_zero(&a, count + 1, sizeof *bundle->entries);
  if (!bundle->entries) return error_memory(err, 0);
  bundle->count = count; /* those that are not there yet have no object */
  for (size_t i = 0; i < count && !in->why; i++) {
    struct bundle_entry *entry = &bundle->entries[i];
    take_name(in, entry->name, sizeof entry->name);
    codec_expect(in, i == 0 || strcmp(entry[-1].name, entry->name) < 0,
                 "names are not in order");
    if (in->why) return ASSAY_OK;
    size_t used = 0;
    assay_str rest = {in->data + in->at, in->len - in->at};
    assay_status status = accumulator_decode(&entry->accumulator, rest, &used, NULL, err);
    if (status != ASSAY_OK) return status;
    in->at += used;
  }
  return ASSAY_OK;
}

static assay_status take_all(struct codec_reader *in, struct part *part,
                             assay_error *err) {
  part->script = take_kept(in, part->arena);
  part->script_digest = codec_take_fixed64(in);
  part->text_digest = codec_take_fixed64(in);
  part->input_digest = codec_take_fixed64(in);
  part->number = (size_t)codec_take_up_to(in, PART_MOST);
  part->of = (size_t)codec_take_up_to(in, PART_MOST);
  codec_expect(in, part->number >= 1 && part->number <= part->of, "no share of a run");
  take_values(in, part);
  part->rule = take_kept(in, part->arena);
  take_digests(in, part);
  part->documents = codec_take_varint(in);
  part->words = codec_take_varint(in);
  part->replaced = codec_take_varint(in);
  assay_status status = take_tally(in, &part->tally, err);
  if (status == ASSAY_OK) take_problems(in, part);
  if (status == ASSAY_OK) status = take_bundle(in, &part->bundle, err);
  if (status != ASSAY_OK) return status;
  codec_expect(in, in->at == in->len, "bytes are left over");
  return codec_status(in, err);
}

/* Whether these are bytes of a part of this version, all of them, as they were written.
** */
static assay_status check_frame(assay_str bytes, assay_error *err) {
  const size_t head = MAGIC_BYTES + 4;
  if (bytes.len < head || memcmp(bytes.ptr, magic, MAGIC_BYTES) != 0)
    return error_set(err, ASSAY_EFORMAT, "is no part of a run (assay map makes them)");
  uint32_t version = codec_load32(bytes.ptr + MAGIC_BYTES);
  if (version != VERSION)
    return error_set(err, ASSAY_EFORMAT, "is a part of version %u, not %d", version,
                     VERSION);
  assay_str body = {bytes.ptr, bytes.len - CHECKSUM_BYTES};
  if (bytes.len < head + CHECKSUM_BYTES ||
      codec_load32(bytes.ptr + body.len) != crc32c(body))
    return error_set(err, ASSAY_EFORMAT,
                     "is cut off or damaged: its checksum does not fit");
  return ASSAY_OK;
}

static assay_status check_maker(struct codec_reader *in, assay_error *err) {
  assay_str maker = codec_take_str(in);
  if (in->why || str_equal(maker, str_from(assay_version()))) return ASSAY_OK;
  return error_set(err, ASSAY_EFORMAT, "was made by assay %.*s, not %s",
                   (int)(maker.len < 40 ? maker.len : 40), maker.ptr, assay_version());
}

assay_status part_read(struct part *out, assay_str bytes, assay_error *err) {
  struct part part = {0};
  assay_allocator a = alloc_default();
  assay_status status = check_frame(bytes, err);
  if (status != ASSAY_OK) return status;
  struct codec_reader in = {.data = bytes.ptr,
                            .len = bytes.len - CHECKSUM_BYTES,
                            .at = MAGIC_BYTES + 4,
                            .what = "part of a run"};
  status = check_maker(&in, err);
  if (status != ASSAY_OK) return status;
  part.arena = alloc_zero(&a, 1, sizeof *part.arena);
  if (!part.arena) return error_memory(err, 0);
  arena_init(part.arena, &a);
  corpus_tally_init(&part.tally);
  status = take_all(&in, &part, err);
  if (status == ASSAY_OK)
    *out = part;
  else
    part_free(&part);
  return status;
}

void part_free(struct part *part) {
  assay_allocator a = alloc_default();
  if (!part->arena) return;
  bundle_free(&part->bundle);
  corpus_tally_free(&part->tally);
  arena_free(part->arena);
  alloc_free(&a, part->arena, 1, sizeof *part->arena);
  memset(part, 0, sizeof *part);
}
