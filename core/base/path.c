/*
** path.c - cutting and joining paths as text.
*/
#include "base/path.h"

#include "base/table.h"

#include <string.h>

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

assay_str path_base(assay_str path) {
  size_t begin = path.len;
  while (begin > 0 && path.ptr[begin - 1] != '/') begin--;
  return (assay_str){path.ptr + begin, path.len - begin};
}

assay_str path_extension(assay_str path) {
  assay_str base = path_base(path), none = {path.ptr + path.len, 0};
  size_t i = base.len, letters = 0;
  for (; i > 0 && (is_letter(base.ptr[i - 1]) || is_digit(base.ptr[i - 1])); i--)
    letters += is_letter(base.ptr[i - 1]);
  size_t len = base.len - i;
  if (i < 2 || base.ptr[i - 1] != '.' || letters == 0 || len > 8) return none;
  return (assay_str){base.ptr + i - 1, len + 1};
}

bool path_equals_any_case(assay_str s, const char *word) {
  for (size_t i = 0; i < s.len; i++) {
    char c = s.ptr[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if (c != word[i] || c == '\0') return false;
  }
  return word[s.len] == '\0';
}

bool path_tail(assay_str path, size_t parts, assay_str *out) {
  size_t begin = path.len, slashes = 0;
  for (; begin > 0; begin--) {
    slashes += path.ptr[begin - 1] == '/';
    if (slashes == parts) break;
  }
  if (slashes + 1 < parts) return false;
  *out = (assay_str){path.ptr + begin, path.len - begin};
  return true;
}

assay_str path_clean(struct arena *arena, assay_str path) {
  char *out = arena_alloc(arena, path.len + 2, 1);
  if (!out) return (assay_str){NULL, 0};
  size_t len = 0;
  if (path.len > 0 && path.ptr[0] == '/') out[len++] = '/';
  for (size_t i = 0; i < path.len;) {
    size_t end = i;
    while (end < path.len && path.ptr[end] != '/') end++;
    bool here = end - i == 1 && path.ptr[i] == '.';
    if (end > i && !here) {
      if (len > 0 && out[len - 1] != '/') out[len++] = '/';
      memcpy(out + len, path.ptr + i, end - i);
      len += end - i;
    }
    i = end + 1;
  }
  if (len == 0 && path.len > 0) out[len++] = '.';
  out[len] = '\0';
  return (assay_str){out, len};
}

assay_str path_join(struct arena *arena, assay_str folder, assay_str name) {
  if (str_equal(folder, str_from("."))) return arena_copy(arena, name);
  bool slash = folder.len > 0 && folder.ptr[folder.len - 1] != '/';
  size_t len = folder.len + slash + name.len;
  char *out = arena_alloc(arena, len + 1, 1);
  if (!out) return (assay_str){NULL, 0};
  if (folder.len > 0) memcpy(out, folder.ptr, folder.len);
  if (slash) out[folder.len] = '/';
  if (name.len > 0) memcpy(out + folder.len + slash, name.ptr, name.len);
  out[len] = '\0';
  return (assay_str){out, len};
}

assay_str path_parent(struct arena *arena, assay_str path) {
  assay_str base = path_base(path);
  if (str_equal(path, str_from("/"))) return (assay_str){NULL, 1};
  if (str_equal(path, str_from("."))) return arena_copy(arena, str_from(".."));
  if (str_equal(base, str_from(".."))) return path_join(arena, path, str_from(".."));
  if (base.len == path.len) return arena_copy(arena, str_from("."));
  size_t len = path.len - base.len;
  if (len > 1) len--; /* its slash, unless that is the root */
  return arena_copy(arena, (assay_str){path.ptr, len});
}
