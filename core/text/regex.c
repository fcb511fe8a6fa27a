/*
** regex.c - regular expressions; the only file that knows PCRE2.
** A regex owns its code, a search the memory of a match. PCRE2 takes both from our
** allocator through a header that remembers the size of each block; only the machine
** code and the stack of its just-in-time compiler come from the system.
*/
#include "text/regex.h"

#include "base/alloc.h"
#include "base/error.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <string.h>

struct regex {
  assay_allocator alloc;
  pcre2_general_context *memory;
  pcre2_code *code;
  bool jit;
};

struct regex_search {
  assay_allocator alloc;
  const struct regex *regex;
  pcre2_general_context *memory;
  pcre2_match_data *match;
  pcre2_match_context *limits;
  pcre2_jit_stack *stack; /* NULL without just-in-time code */
};

/* -- Memory ------------------------------------------------------------------------- */

union block {
  size_t size; /* of the whole block */
  max_align_t align;
};

static void *block_new(PCRE2_SIZE size, void *ctx) {
  if (size > SIZE_MAX - sizeof(union block)) return NULL;
  union block *block = alloc_bytes(ctx, size + sizeof *block);
  if (!block) return NULL;
  block->size = size + sizeof *block;
  return block + 1;
}

static void block_free(void *ptr, void *ctx) {
  if (!ptr) return;
  union block *block = (union block *)ptr - 1;
  alloc_free(ctx, block, block->size, 1);
}

/* -- The regex ---------------------------------------------------------------------- */

static assay_status pattern_error(int code, size_t offset, assay_error *err) {
  if (code == PCRE2_ERROR_HEAP_FAILED || code == PCRE2_ERROR_NOMEMORY)
    return error_memory(err, 0);
  PCRE2_UCHAR text[256];
  if (pcre2_get_error_message(code, text, sizeof text) < 0) text[0] = '\0';
  return error_at(err, ASSAY_EPATTERN, offset, "bad regular expression: %s",
                  (const char *)text);
}

static assay_status compile(struct regex *regex, assay_str pattern, assay_error *err) {
  const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
  int code = 0;
  size_t offset = 0;
  pcre2_compile_context *context = pcre2_compile_context_create(regex->memory);
  if (!context) return error_memory(err, 0);
  PCRE2_SPTR start = (PCRE2_SPTR)(pattern.ptr ? pattern.ptr : "");
  regex->code = pcre2_compile(start, pattern.len, options, &code, &offset, context);
  pcre2_compile_context_free(context);
  if (!regex->code) return pattern_error(code, offset, err);
  /* Without it the interpreter does the same, only slower. */
  regex->jit = pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE) == 0;
  return ASSAY_OK;
}

assay_status regex_new(struct regex **out, assay_str pattern,
                       const assay_allocator *alloc, assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct regex *regex = alloc_zero(&a, 1, sizeof *regex);
  if (!regex) return error_memory(err, sizeof *regex);
  regex->alloc = a;
  assay_status status;
  regex->memory = pcre2_general_context_create(block_new, block_free, &regex->alloc);
  if (!regex->memory)
    status = error_memory(err, 0);
  else
    status = compile(regex, pattern, err);
  if (status == ASSAY_OK)
    *out = regex;
  else
    regex_free(regex);
  return status;
}

void regex_free(struct regex *regex) {
  if (!regex) return;
  pcre2_code_free(regex->code);
  pcre2_general_context_free(regex->memory);
  assay_allocator a = regex->alloc;
  alloc_free(&a, regex, 1, sizeof *regex);
}

/* -- Searching ---------------------------------------------------------------------- */

static bool search_prepare(struct regex_search *search) {
  search->memory = pcre2_general_context_create(block_new, block_free, &search->alloc);
  if (!search->memory) return false;
  search->match = pcre2_match_data_create_from_pattern(search->regex->code,
                                                       search->memory);
  search->limits = pcre2_match_context_create(search->memory);
  if (!search->match || !search->limits) return false;
  pcre2_set_match_limit(search->limits, REGEX_MATCH_LIMIT);
  pcre2_set_depth_limit(search->limits, REGEX_DEPTH_LIMIT);
  pcre2_set_heap_limit(search->limits, REGEX_HEAP_LIMIT_KIB);
  if (!search->regex->jit) return true;
  search->stack = pcre2_jit_stack_create(32 * 1024, REGEX_JIT_STACK_BYTES,
                                         search->memory);
  if (!search->stack) return false;
  pcre2_jit_stack_assign(search->limits, NULL, search->stack);
  return true;
}

assay_status regex_search_new(struct regex_search **out, const struct regex *regex,
                              const assay_allocator *alloc, assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct regex_search *search = alloc_zero(&a, 1, sizeof *search);
  if (!search) return error_memory(err, sizeof *search);
  search->alloc = a;
  search->regex = regex;
  if (!search_prepare(search)) {
    regex_search_free(search);
    return error_memory(err, 0);
  }
  *out = search;
  return ASSAY_OK;
}

void regex_search_free(struct regex_search *search) {
  if (!search) return;
  pcre2_jit_stack_free(search->stack);
  pcre2_match_context_free(search->limits);
  pcre2_match_data_free(search->match);
  pcre2_general_context_free(search->memory);
  assay_allocator a = search->alloc;
  alloc_free(&a, search, 1, sizeof *search);
}

static assay_status match_error(int code, size_t from, assay_error *err) {
  const char *needs = "regular expression needs more than";
  switch (code) {
  case PCRE2_ERROR_NOMEMORY:
    return error_memory(err, 0);
  case PCRE2_ERROR_MATCHLIMIT:
    return error_at(err, ASSAY_ELIMIT, from, "%s %u steps (match limit)", needs,
                    REGEX_MATCH_LIMIT);
  case PCRE2_ERROR_DEPTHLIMIT:
    return error_at(err, ASSAY_ELIMIT, from, "%s %u levels (depth limit)", needs,
                    REGEX_DEPTH_LIMIT);
  case PCRE2_ERROR_HEAPLIMIT:
    return error_at(err, ASSAY_ELIMIT, from, "%s %u KiB (heap limit)", needs,
                    REGEX_HEAP_LIMIT_KIB);
  case PCRE2_ERROR_JIT_STACKLIMIT:
    return error_at(err, ASSAY_ELIMIT, from, "%s %u KiB (stack limit)", needs,
                    REGEX_JIT_STACK_BYTES / 1024);
  default:
    break;
  }
  PCRE2_UCHAR text[256];
  if (pcre2_get_error_message(code, text, sizeof text) < 0) text[0] = '\0';
  return error_at(err, ASSAY_EPATTERN, from, "regular expression failed: %s",
                  (const char *)text);
}

assay_status regex_find(struct regex_search *search, assay_str text, size_t from,
                        assay_span *match, bool *found, assay_error *err) {
  PCRE2_SPTR subject = (PCRE2_SPTR)(text.ptr ? text.ptr : "");
  int code = pcre2_match(search->regex->code, subject, text.len, from, PCRE2_NO_UTF_CHECK,
                         search->match, search->limits);
  if (code == PCRE2_ERROR_NOMATCH) {
    *found = false;
    return ASSAY_OK;
  }
  if (code < 0) return match_error(code, from, err);
  const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(search->match);
  match->begin = (uint32_t)ends[0];
  match->end = (uint32_t)ends[1];
  *found = true;
  return ASSAY_OK;
}

size_t regex_group_count(const struct regex *regex) {
  uint32_t count = 0;
  pcre2_pattern_info(regex->code, PCRE2_INFO_CAPTURECOUNT, &count);
  return count;
}

bool regex_group(const struct regex_search *search, size_t i, assay_span *out) {
  const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(search->match);
  if (i >= pcre2_get_ovector_count(search->match) || ends[2 * i] == PCRE2_UNSET)
    return false;
  out->begin = (uint32_t)ends[2 * i];
  out->end = (uint32_t)ends[2 * i + 1];
  return true;
}

void regex_library_version(char *out, size_t size) {
  char text[64];
  if (size == 0) return;
  pcre2_config(PCRE2_CONFIG_VERSION, text);
  text[strcspn(text, " ")] = '\0';
  snprintf(out, size, "%s", text);
}
