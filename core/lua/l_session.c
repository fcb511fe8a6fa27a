/*
** l_session.c - what the documents of one Lua state share. It lives in the registry and
** is freed with the state, after the documents: Lua finalizes in reverse order of making.
*/
#include "lua/binding.h"

static const char session_key = 0;

/* In place of the one that it has. */
static void use_vocabulary(struct session *session, assay_vocabulary *vocabulary,
                           bool shared) {
  if (!session->shares_vocabulary) assay_vocabulary_free(session->vocabulary);
  session->vocabulary = vocabulary;
  session->shares_vocabulary = shared;
}

static int session_close(lua_State *L) {
  struct session *session = lua_touserdata(L, 1);
  use_vocabulary(session, NULL, false);
  assay_tokenizer_free(session->tokenizer);
  session->tokenizer = NULL;
  meter_release(session->meter);
  session->meter = NULL;
  session->account = NULL;
  return 0;
}

struct session *session_of(lua_State *L) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &session_key) == LUA_TUSERDATA) {
    struct session *session = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return session;
  }
  lua_pop(L, 1);
  struct session *session = lua_newuserdatauv(L, sizeof *session, 0);
  session->vocabulary = NULL;
  session->shares_vocabulary = false;
  session->tokenizer = NULL;
  session->tick = NULL;
  session->account = NULL;
  session->meter = NULL;
  session->ngrams_have_budget = false;
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, session_close);
  lua_setfield(L, -2, "__gc");
  lua_setmetatable(L, -2);
  assay_error err;
  if (assay_vocabulary_new(&session->vocabulary, NULL, NULL, &err) != ASSAY_OK)
    raise(L, &err);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &session_key);
  return session;
}

void session_tick(lua_State *L) {
  struct session *session = session_of(L);
  if (session->tick) session->tick(L);
}

void session_charge(lua_State *L, struct meter_account *account) {
  struct session *session = session_of(L);
  struct meter *meter = meter_new(account);
  assay_error err;
  if (!meter) luaL_error(L, "not enough memory");
  session->account = account;
  meter_release(session->meter);
  session->meter = meter;
  assay_vocabulary *vocabulary = NULL;
  assay_allocator memory = meter_allocator(meter);
  if (assay_vocabulary_new(&vocabulary, session->tokenizer, &memory, &err) != ASSAY_OK)
    raise(L, &err);
  use_vocabulary(session, vocabulary, false);
}

assay_allocator session_memory(lua_State *L) {
  session_tick(L);
  return meter_allocator(session_of(L)->meter);
}

void session_set_tokenizer(lua_State *L, assay_tokenizer *tokenizer,
                           assay_vocabulary *vocabulary) {
  struct session *session = session_of(L);
  assay_vocabulary *own = NULL;
  assay_allocator memory = meter_allocator(session->meter);
  assay_error err;
  if (!vocabulary && assay_vocabulary_new(&own, tokenizer, &memory, &err) != ASSAY_OK)
    raise(L, &err);
  use_vocabulary(session, vocabulary ? vocabulary : own, vocabulary != NULL);
  assay_tokenizer_free(session->tokenizer);
  session->tokenizer = tokenizer;
}
