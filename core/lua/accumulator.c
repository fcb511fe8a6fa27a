/*
** accumulator.c - the one shape of accumulator handles. A handle owns its object until it
** is closed or the engine takes the object to another state; then it is closed.
*/
#include "lua/binding.h"

static const struct class *handle_class(const struct accumulator_class *class) {
  if (class == &counter_class) return &counter_handle_class;
  if (class == &grid_class) return &grid_handle_class;
  if (class == &ngrams_class) return &ngrams_handle_class;
  return &rows_handle_class;
}

void push_accumulator(lua_State *L, struct accumulator accumulator) {
  struct accumulator_handle *handle = lua_newuserdatauv(L, sizeof *handle, 0);
  handle->accumulator.class = accumulator.class;
  handle->accumulator.object = NULL;
  handle->borrowed = false;
  class_set(L, handle_class(accumulator.class));
  handle->accumulator.object = accumulator.object;
}

struct accumulator_handle *test_accumulator(lua_State *L, int arg) {
  const struct class *const classes[] = {&counter_handle_class, &grid_handle_class,
                                         &ngrams_handle_class, &rows_handle_class};
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
    struct accumulator_handle *handle = class_test(L, arg, classes[i]);
    if (handle) return handle;
  }
  return NULL;
}

void *check_accumulator(lua_State *L, int arg, const struct class *class) {
  struct accumulator_handle *handle = class_check(L, arg, class);
  if (!handle->accumulator.object)
    luaL_error(L, "the accumulator was handed to the engine, or closed");
  return handle->accumulator.object;
}

int accumulator_close(lua_State *L) {
  struct accumulator_handle *handle = lua_touserdata(L, 1);
  if (handle->accumulator.object && !handle->borrowed)
    handle->accumulator.class->free(handle->accumulator.object);
  handle->accumulator.object = NULL;
  return 0;
}
