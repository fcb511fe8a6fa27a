/*
** l_region.c - { inside = "quotes" } and whose words a hit is: the writer's, or those of
** a quotation.
*/
#include "corpus/document.h"
#include "lua/binding.h"
#include "quote/voices.h"

static const struct document_region nothing = {NULL, 0, 0};

const struct document_region *check_region(lua_State *L, int table, assay_document *d) {
  static const char *const names[] = {"all", "quotes", "narration", NULL};
  const struct document_region *region = NULL;
  enum voice_region wanted = (enum voice_region)option_choice(L, table, "inside", names);
  assay_error err;
  if (voices_region(d, wanted, &region, &err) != ASSAY_OK) raise(L, &err);
  if (!region) return d->region;
  return !d->region || d->region == region ? region : &nothing;
}

const struct document_region *check_region_only(lua_State *L, int arg,
                                                assay_document *d) {
  static const char *const known[] = {"inside", NULL};
  if (lua_isnoneornil(L, arg)) return d->region;
  check_options(L, arg, known);
  return check_region(L, arg, d);
}

assay_status find_inside(assay_matcher *matcher, assay_document *d,
                         const struct document_region *region, size_t from,
                         assay_hit *hit, bool *found, assay_error *err) {
  const struct document_region *before = d->region;
  d->region = region;
  assay_status status = assay_matcher_next(matcher, d, from, hit, found, err);
  d->region = before;
  return status;
}

const struct voices *check_voices(lua_State *L, assay_document *d) {
  const struct voices *voices;
  assay_error err;
  if (voices_of(d, &voices, &err) != ASSAY_OK) raise(L, &err);
  return voices;
}

void push_voice(lua_State *L, int document_index, assay_span tokens) {
  document_index = lua_absindex(L, document_index);
  const struct voices *voices = check_voices(L, check_document(L, document_index));
  int32_t quote = voices_at(voices, tokens);
  if (quote == VOICE_WRITER)
    lua_pushnil(L);
  else
    push_quote(L, document_index, (size_t)quote);
}
