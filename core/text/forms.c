/*
** forms.c - surface forms of up to 16 bytes apart from the others, and folded forms among
** them where they are surface forms of their own.
*/
#include "text/forms.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"

#include <string.h>

/* -- Its life ------------------------------------------------------------------------ */

assay_status forms_init(struct forms *f, bool stems, const assay_allocator *alloc,
                        assay_error *err) {
  f->stems = stems;
  short_words_init(&f->shorts, alloc);
  form_table_init(&f->longs, alloc);
  form_table_init(&f->folded, alloc);
  stable_list_init(&f->terms, sizeof(assay_str), alloc);
  arena_init(&f->text, alloc);
  /* A slot to look at. */
  return short_words_reserve(&f->shorts) ? ASSAY_OK : error_memory(err, 0);
}

void forms_free(struct forms *f) {
  arena_free(&f->text);
  stable_list_free(&f->terms);
  form_table_free(&f->folded);
  form_table_free(&f->longs);
  short_words_free(&f->shorts);
}

void forms_share(struct forms *f) {
  f->shorts.shared = f->longs.shared = f->folded.shared = true;
}

bool forms_expect(struct forms *f, size_t count) {
  return short_words_expect(&f->shorts, count);
}

static assay_str term_text(const struct forms *f, uint32_t term) {
  return *(const assay_str *)stable_list_at(&f->terms, term);
}

assay_str forms_term(const struct forms *f, uint32_t term) {
  assay_str none = {"", 0};
  return term < forms_count(f) ? term_text(f, term) : none;
}

/* -- Surface forms --------------------------------------------------------------- */

uint32_t forms_find(const struct forms *f, assay_str surface) {
  if (!form_is_short(surface.len)) return form_table_find(&f->longs, surface);
  const struct short_slots *slots = short_words_slots(&f->shorts);
  const struct short_key key = short_key_of(surface.ptr, surface.len);
  return short_words_find(slots, short_word_slot(slots, &key), &key);
}

void forms_prefetch(const struct forms *f, assay_str surface) {
  if (!form_is_short(surface.len)) return;
  const struct short_slots *slots = short_words_slots(&f->shorts);
  const struct short_key key = short_key_of(surface.ptr, surface.len);
  __builtin_prefetch(&slots->slots[short_word_slot(slots, &key)]);
}

static bool reserve_surface(struct forms *f, assay_str surface) {
  return form_is_short(surface.len) ? short_words_reserve(&f->shorts)
                                    : form_table_reserve(&f->longs);
}

/* After reserve_surface. The text of a long one is borrowed for good. */
static void enter_surface(struct forms *f, assay_str surface, uint32_t term) {
  if (form_is_short(surface.len)) {
    const struct short_key key = short_key_of(surface.ptr, surface.len);
    short_words_add(&f->shorts, &key, term);
  } else {
    form_table_add(&f->longs, surface, term);
  }
}

/* -- Folded forms ---------------------------------------------------------------- */

/* Whether a folded form is kept among the surface forms, as one that leads to itself, and
** not looked for elsewhere: that would be one more place that is far from all others.
** Folding ASCII that is folded changes nothing; stemming may. */
static bool is_own_surface(const struct forms *f, assay_str folded) {
  unsigned char bits = 0;
  if (folded.len == 0 || f->stems) return false;
  for (size_t i = 0; i < folded.len; i++) bits |= (unsigned char)folded.ptr[i];
  return bits < 0x80;
}

uint32_t forms_find_folded(const struct forms *f, assay_str folded) {
  if (!is_own_surface(f, folded)) return form_table_find(&f->folded, folded);
  const uint32_t term = forms_find(f, folded);
  return term != TERM_NONE && str_equal(term_text(f, term), folded) ? term : TERM_NONE;
}

/* A new term; nobody finds it before it is entered somewhere. */
static assay_status append_term(struct forms *f, assay_str folded, uint32_t *term,
                                assay_error *err) {
  const size_t count = stable_list_count(&f->terms);
  if (count >= TERM_NONE)
    return error_set(err, ASSAY_ELIMIT, "more than 4294967295 distinct keys");
  assay_str *text = stable_list_reserve(&f->terms);
  if (!text) return error_memory(err, 0);
  *text = arena_copy(&f->text, folded);
  if (!text->ptr) return error_memory(err, folded.len);
  stable_list_push(&f->terms);
  *term = (uint32_t)count;
  return ASSAY_OK;
}

/* A folded form that is not there, with its term. */
static assay_status add_folded(struct forms *f, assay_str folded, bool own,
                               uint32_t *term, assay_error *err) {
  if (!(own ? reserve_surface(f, folded) : form_table_reserve(&f->folded)))
    return error_memory(err, 0);
  assay_status status = append_term(f, folded, term, err);
  if (status != ASSAY_OK) return status;
  const assay_str text = term_text(f, *term);
  if (own)
    enter_surface(f, text, *term);
  else
    form_table_add(&f->folded, text, *term);
  return ASSAY_OK;
}

/* A surface form that is not there, and leads to another one. */
static assay_status add_surface(struct forms *f, assay_str surface, uint32_t term,
                                assay_error *err) {
  const assay_str text = form_is_short(surface.len) ? surface
                                                    : arena_copy(&f->text, surface);
  if (!text.ptr || !reserve_surface(f, text)) return error_memory(err, 0);
  enter_surface(f, text, term);
  return ASSAY_OK;
}

/* The surface form is entered last, so that one that is known always has its term. */
assay_status forms_enter(struct forms *f, assay_str surface, assay_str folded,
                         uint32_t *term, assay_error *err) {
  const bool own = is_own_surface(f, folded);
  if (own && str_equal(surface, folded)) return add_folded(f, folded, own, term, err);
  uint32_t id = own ? forms_find(f, folded) : form_table_find(&f->folded, folded);
  assay_status status = ASSAY_OK;
  if (id == TERM_NONE) status = add_folded(f, folded, own, &id, err);
  if (status == ASSAY_OK) status = add_surface(f, surface, id, err);
  if (status == ASSAY_OK) *term = id;
  return status;
}
