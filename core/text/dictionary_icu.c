/*
** dictionary_icu.c - ICU's word iterator of the root locale; the only file that knows
** ICU. ASSAY_ICU is set by CMake where ICU was found. ICU takes its own memory: its
** allocator can only be set for a whole process.
*/
#include "text/dictionary.h"

#include "base/alloc.h"
#include "base/error.h"

#ifdef ASSAY_ICU

#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include <unicode/uvernum.h>

struct dictionary {
  assay_allocator alloc;
  UBreakIterator *words;
  UText text;
  size_t len;
};

const char *dictionary_version(void) {
  return "icu-" U_ICU_VERSION;
}

static assay_status icu_error(UErrorCode code, assay_error *err) {
  if (code == U_MEMORY_ALLOCATION_ERROR) return error_memory(err, 0);
  return error_set(err, ASSAY_EFORMAT, "ICU cannot cut words: %s", u_errorName(code));
}

assay_status dictionary_open(struct dictionary **out, const assay_allocator *alloc,
                             assay_error *err) {
  static const UText empty = UTEXT_INITIALIZER;
  UErrorCode code = U_ZERO_ERROR;
  struct dictionary *d = alloc_zero(alloc, 1, sizeof *d);
  if (!d) return error_memory(err, sizeof *d);
  d->alloc = *alloc;
  d->text = empty;
  d->words = ubrk_open(UBRK_WORD, "", NULL, 0, &code);
  if (U_FAILURE(code)) {
    dictionary_close(d);
    return icu_error(code, err);
  }
  *out = d;
  return ASSAY_OK;
}

void dictionary_close(struct dictionary *d) {
  if (!d) return;
  assay_allocator a = d->alloc;
  if (d->words) ubrk_close(d->words);
  utext_close(&d->text);
  alloc_free(&a, d, 1, sizeof *d);
}

assay_status dictionary_set(struct dictionary *d, assay_str run, assay_error *err) {
  UErrorCode code = U_ZERO_ERROR;
  utext_openUTF8(&d->text, run.ptr, (int64_t)run.len, &code);
  ubrk_setUText(d->words, &d->text, &code);
  if (U_FAILURE(code)) return icu_error(code, err);
  d->len = run.len;
  ubrk_first(d->words);
  return ASSAY_OK;
}

bool dictionary_next(struct dictionary *d, size_t *end) {
  int32_t next = ubrk_next(d->words);
  if (next == UBRK_DONE) return false;
  *end = (size_t)next;
  return true;
}

#else

const char *dictionary_version(void) {
  return "";
}

assay_status dictionary_open(struct dictionary **out, const assay_allocator *alloc,
                             assay_error *err) {
  (void)alloc, (void)err;
  *out = NULL;
  return ASSAY_OK;
}

void dictionary_close(struct dictionary *d) {
  (void)d;
}

assay_status dictionary_set(struct dictionary *d, assay_str run, assay_error *err) {
  (void)d, (void)run, (void)err;
  return ASSAY_OK;
}

bool dictionary_next(struct dictionary *d, size_t *end) {
  (void)d, (void)end;
  return false;
}

#endif
