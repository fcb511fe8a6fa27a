/*
** positionals.c - the arguments without a dash.
*/
#include "cli/positionals.h"

#include "base/error.h"
#include "base/file.h"
#include "base/table.h"

#include <string.h>

assay_str positional_title(const struct script_arg *arg, struct arena *arena) {
  assay_str name = option_name(arg, arena);
  char *title = name.ptr ? arena_alloc(arena, name.len, 1) : NULL;
  if (!title) return (assay_str){NULL, 0};
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i];
    title[i] = c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
  }
  return (assay_str){title, name.len};
}

static assay_status missing(const struct script_arg *arg, const char *usage,
                            struct arena *arena, assay_error *err) {
  assay_str title = arg->positional ? positional_title(arg, arena)
                                    : option_name(arg, arena);
  if (!title.ptr) return error_memory(err, 0);
  int len = (int)title.len;
  if (!arg->positional)
    return error_set(err, ASSAY_EARG, "option '--%.*s' is required", len, title.ptr);
  return error_set(err, ASSAY_EARG, "the %.*s is missing: %s %.*s INPUT ...", len,
                   title.ptr, usage, len, title.ptr);
}

static assay_status swallowed(const struct script_arg *arg, const char *text,
                              const char *kind, const char *usage, struct arena *arena,
                              assay_error *err) {
  assay_str title = positional_title(arg, arena);
  if (!title.ptr) return error_memory(err, 0);
  int len = (int)title.len;
  return error_set(err, ASSAY_EARG,
                   "'%s' is a %s, so the %.*s is missing; did you mean: %s %.*s %s ?",
                   text, kind, len, title.ptr, usage, len, title.ptr, text);
}

/* "folder", "file", or NULL when there is nothing of that name. */
static const char *kind_of(const char *path) {
  struct file_info info;
  if (file_stat(path, &info, NULL) != ASSAY_OK) return NULL;
  return info.kind == FILE_FOLDER ? "folder" : "file";
}

assay_status positionals_place(struct options *options, const struct script *script,
                               const char *usage, struct arena *arena, assay_error *err) {
  size_t used = 0;
  for (size_t i = 0; i < script->arg_count; i++) {
    const struct script_arg *arg = &script->args[i];
    if (options->values[i].ptr) continue;
    if (!arg->positional || used == options->input_count) {
      if (arg->required) return missing(arg, usage, arena, err);
      continue;
    }
    const char *text = options->inputs[used];
    const char *kind = used + 1 == options->input_count ? kind_of(text) : NULL;
    if (kind && arg->required) return swallowed(arg, text, kind, usage, arena, err);
    if (kind) continue;
    options->values[i] = str_from(text);
    used++;
  }
  options->inputs += used;
  options->input_count -= used;
  return ASSAY_OK;
}
