/* contract.c - moving accumulators between Lua states. */
#include "engine/contract.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "base/varint.h"
#include "lua/binding.h"

#include <string.h>

enum { MOST_ACCUMULATORS = 1000 };

/* What assay.reader gave, as far as can be seen. */
static bool is_reader(lua_State *L, int index) {
  if (!lua_istable(L, index)) return false;
  lua_pushliteral(L, "read");
  const bool reads = lua_rawget(L, index) == LUA_TFUNCTION;
  lua_pushliteral(L, "extensions");
  const bool named = lua_rawget(L, index) == LUA_TTABLE;
  lua_pop(L, 2);
  return reads && named;
}

void contract_check(lua_State *L, int index) {
  index = lua_absindex(L, index);
  bool marked = false;
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &analysis_mark) == LUA_TTABLE) {
    lua_pushvalue(L, index);
    marked = lua_rawget(L, -2) == LUA_TBOOLEAN;
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  if (!marked && is_reader(L, index))
    luaL_error(L, "this is a reader of a format, not an analysis: name it with --reader");
  if (marked) return;
  const bool nothing = lua_isnil(L, index);
  luaL_error(
      L, "a script must end with 'return assay.analysis{...}'; this one returned %s%s",
      nothing ? "nothing" : "a ", nothing ? "" : luaL_typename(L, index));
}

static int compare_entries(const struct bundle_entry *a, const struct bundle_entry *b) {
  return strcmp(a->name, b->name);
}

static void bundle_insert(struct bundle *bundle, const struct bundle_entry *entry) {
  size_t at = bundle->count++;
  for (; at > 0 && compare_entries(entry, &bundle->entries[at - 1]) < 0; at--)
    bundle->entries[at] = bundle->entries[at - 1];
  bundle->entries[at] = *entry;
}

/* How many accumulators the table holds; raises for what is none. */
static size_t bundle_check(lua_State *L, int index) {
  size_t count = 0;
  lua_newtable(L);
  int seen = lua_gettop(L);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    struct accumulator_handle *handle = test_accumulator(L, -1);
    const char *type = handle ? handle->accumulator.class->name : luaL_typename(L, -1);
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "the accumulators that new() returns need names");
    const char *name = lua_tostring(L, -1);
    if (!handle)
      luaL_error(L,
                 "only accumulators travel between shards; '%s' is a %s (see "
                 "assay.counter, grid, ngrams, rows ...)",
                 name, type);
    const size_t room = sizeof((struct bundle_entry *)0)->name;
    if (lua_rawlen(L, -1) >= room)
      luaL_error(L, "the name of the accumulator '%s' is limited to %d bytes", name,
                 (int)room - 1);
    if (strlen(name) != lua_rawlen(L, -1))
      luaL_error(L, "the name of the accumulator '%s' has a NUL in it", name);
    if (!handle->accumulator.object)
      luaL_error(L, "the accumulator '%s' is closed; new() must make a new one each time",
                 name);
    if (count == MOST_ACCUMULATORS)
      luaL_error(L, "new() may return %d accumulators at most", MOST_ACCUMULATORS);
    if (lua_rawgetp(L, seen, handle) != LUA_TNIL)
      luaL_error(L, "new() returned the same %s under two names", type);
    lua_pushboolean(L, 1);
    lua_rawsetp(L, seen, handle);
    lua_pop(L, 1);
    count++;
  }
  lua_pop(L, 1);
  return count;
}

void bundle_take(lua_State *L, int index, struct bundle *out) {
  index = lua_absindex(L, index);
  if (!lua_istable(L, index))
    luaL_error(L, "new() must return a table of accumulators, not a %s",
               luaL_typename(L, index));
  size_t count = bundle_check(L, index);
  assay_allocator a = alloc_default();
  out->entries = alloc_zero(&a, count + 1, sizeof *out->entries);
  out->count = 0;
  if (!out->entries) luaL_error(L, "not enough memory");
  lua_pushnil(L); /* nothing below raises, so nothing is lost */
  while (lua_next(L, index)) {
    struct accumulator_handle *handle = test_accumulator(L, -1);
    struct bundle_entry entry;
    memset(&entry, 0, sizeof entry);
    memcpy(entry.name, lua_tostring(L, -2), lua_rawlen(L, -2));
    entry.accumulator = handle->accumulator;
    handle->accumulator.object = NULL;
    meter_detach(handle->meter); /* what the engine has is no script's */
    entry.meter = handle->meter;
    handle->meter = NULL;
    bundle_insert(out, &entry);
    lua_pop(L, 1);
  }
}

void bundle_push(lua_State *L, struct bundle *bundle) {
  struct meter_account *account = session_of(L)->account;
  lua_createtable(L, 0, (int)bundle->count);
  for (size_t i = 0; i < bundle->count; i++) {
    struct accumulator empty = {bundle->entries[i].accumulator.class, NULL};
    push_accumulator(L, empty);
    struct accumulator_handle *handle = lua_touserdata(L, -1);
    handle->accumulator = bundle->entries[i].accumulator;
    bundle->entries[i].accumulator.object = NULL;
    handle->meter = bundle->entries[i].meter;
    bundle->entries[i].meter = NULL;
    const bool budget = session_of(L)->ngrams_have_budget && empty.class == &ngrams_class;
    if (account && !budget) /* what is added from now on */
      meter_attach(handle->meter, account);
    lua_setfield(L, -2, bundle->entries[i].name);
  }
}

bool bundle_alike(const struct bundle *a, const struct bundle *b) {
  bool same = a->count == b->count;
  for (size_t i = 0; same && i < a->count; i++)
    same = compare_entries(&a->entries[i], &b->entries[i]) == 0 &&
           a->entries[i].accumulator.class == b->entries[i].accumulator.class;
  return same;
}

assay_status bundle_merge(struct bundle *into, const struct bundle *from,
                          assay_error *err) {
  if (!bundle_alike(into, from))
    return error_set(
        err, ASSAY_ESCRIPT,
        "the shards have different accumulators; new() must always return the "
        "same ones, and map() may not add any");
  for (size_t i = 0; i < into->count; i++) {
    const struct accumulator_class *class = into->entries[i].accumulator.class;
    assay_error why;
    assay_status status = class->merge(into->entries[i].accumulator.object,
                                       from->entries[i].accumulator.object, &why);
    if (status == ASSAY_EARG) /* of the script, not of whoever runs it */
      return error_set(err, ASSAY_ESCRIPT,
                       "the accumulator '%s' differs between shards: %s",
                       into->entries[i].name, why.message);
    if (status != ASSAY_OK && err) *err = why;
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

bool bundle_commutes(const struct bundle *bundle) {
  for (size_t i = 0; i < bundle->count; i++)
    if (accumulator_is_ordered(&bundle->entries[i].accumulator)) return false;
  return true;
}

assay_status bundle_settle(struct bundle *bundle, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < bundle->count && status == ASSAY_OK; i++)
    status = accumulator_settle(&bundle->entries[i].accumulator, err);
  return status;
}

void bundle_give_back(struct bundle *bundle) {
  for (size_t i = 0; i < bundle->count; i++)
    accumulator_give_back(&bundle->entries[i].accumulator);
  bundle_free(bundle);
}

void bundle_limit(struct bundle *bundle, uint64_t memory) {
  size_t limited = 0;
  for (size_t i = 0; i < bundle->count; i++)
    limited += bundle->entries[i].accumulator.class == &ngrams_class;
  if (memory == 0 || limited == 0) return;
  for (size_t i = 0; i < bundle->count; i++)
    accumulator_limit(&bundle->entries[i].accumulator, memory / limited);
}

void bundle_use_crew(struct bundle *bundle, struct crew *crew) {
  for (size_t i = 0; i < bundle->count; i++)
    accumulator_use_crew(&bundle->entries[i].accumulator, crew);
}

void bundle_freeze(struct bundle *bundle) {
  for (size_t i = 0; i < bundle->count; i++) {
    const struct accumulator *accumulator = &bundle->entries[i].accumulator;
    if (accumulator->class->freeze) accumulator->class->freeze(accumulator->object);
  }
}

/* -- Encoded ------------------------------------------------------------------------ */

assay_status bundle_write(const struct bundle *bundle, struct codec_sink *out,
                          assay_error *err) {
  varint_put(&out->bytes, bundle->count);
  for (size_t i = 0; i < bundle->count; i++) {
    codec_put_str(&out->bytes, str_from(bundle->entries[i].name));
    assay_status status = accumulator_write(&bundle->entries[i].accumulator, out, err);
    if (status != ASSAY_OK) return status;
  }
  return buffer_status(&out->bytes, "accumulators", err);
}

assay_status bundle_encode(const struct bundle *bundle, struct buffer *out,
                           assay_error *err) {
  struct codec_sink sink = {.bytes = *out, .file = SCRATCH_INIT, .in_memory = true};
  assay_status status = bundle_write(bundle, &sink, err);
  *out = sink.bytes;
  return status;
}

static void take_name(struct codec_reader *in, struct bundle_entry *entry) {
  assay_str s = codec_take_str(in);
  codec_expect(in, s.len < sizeof entry->name, "a name is too long");
  if (in->why) return;
  codec_expect(in, s.len == 0 || !memchr(s.ptr, '\0', s.len), "a name has a NUL in it");
  if (s.len > 0) memcpy(entry->name, s.ptr, s.len);
}

assay_status bundle_take_encoded(struct bundle *out, struct codec_reader *in,
                                 assay_error *err) {
  assay_allocator a = alloc_default();
  const size_t least = 1 + ACCUMULATOR_HEADER + ACCUMULATOR_CHECKSUM;
  size_t count = codec_take_count(in, least);
  if (in->why) return ASSAY_OK;
  out->entries = alloc_zero(&a, count + 1, sizeof *out->entries);
  if (!out->entries) return error_memory(err, 0);
  out->count = count; /* those that are not there yet have no object */
  for (size_t i = 0; i < count && !in->why; i++) {
    struct bundle_entry *entry = &out->entries[i];
    take_name(in, entry);
    codec_expect(in, i == 0 || compare_entries(entry - 1, entry) < 0,
                 "names are not in order");
    if (in->why) return ASSAY_OK;
    entry->meter = meter_new(NULL); /* for the report, which may add to it */
    if (!entry->meter) return error_memory(err, 0);
    const assay_allocator memory = meter_allocator(entry->meter);
    assay_status status = accumulator_take(&entry->accumulator, in, &memory, err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

assay_status bundle_decode(struct bundle *out, assay_str bytes, assay_error *err) {
  struct codec_reader in = {.data = bytes.ptr, .len = bytes.len, .what = "accumulators"};
  assay_status status = bundle_take_encoded(out, &in, err);
  if (status != ASSAY_OK) return status;
  codec_expect(&in, in.at == in.len, "bytes are left over");
  return codec_status(&in, err);
}

void bundle_free(struct bundle *bundle) {
  assay_allocator a = alloc_default();
  for (size_t i = 0; i < bundle->count; i++) {
    if (bundle->entries[i].accumulator.object)
      bundle->entries[i].accumulator.class->free(bundle->entries[i].accumulator.object);
    meter_release(bundle->entries[i].meter);
  }
  alloc_free(&a, bundle->entries, bundle->count + 1, sizeof *bundle->entries);
  bundle->entries = NULL;
  bundle->count = 0;
}
