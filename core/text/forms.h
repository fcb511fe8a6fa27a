#ifndef ASSAY_TEXT_FORMS_H
#define ASSAY_TEXT_FORMS_H
/*
** forms.h - surface forms as they stand in texts, the folded forms that they lead to, and
** the numbers of these: terms, from 0 without gaps.
** One thread at a time enters forms; any number look for them meanwhile, if they are
** shared. A form that is just being entered is there or not.
*/
#include "assay.h"
#include "base/arena.h"
#include "base/stable_list.h"
#include "text/form_table.h"
#include "text/short_words.h"

#define TERM_NONE UINT32_MAX

struct forms {
  bool stems;                /* what is folded again may give something else */
  struct short_words shorts; /* surface forms of 1 to 16 bytes */
  struct form_table longs;   /* the others */
  struct form_table folded;  /* folded forms that are not kept among the surfaces */
  struct stable_list terms;  /* assay_str */
  struct arena text;         /* of terms and long surfaces */
};

static inline bool form_is_short(size_t length) {
  return length - 1 < SHORT_WORD_LENGTH; /* not the empty one */
}

/* Free with forms_free, also after a failure: ASSAY_ENOMEM. */
assay_status forms_init(struct forms *f, bool stems, const assay_allocator *alloc,
                        assay_error *err);
void forms_free(struct forms *f);
/* Before there are threads. */
void forms_share(struct forms *f);
/* Room for so many surface forms at once, as a hint; false when out of memory. */
bool forms_expect(struct forms *f, size_t count);

static inline size_t forms_count(const struct forms *f) {
  return stable_list_count(&f->terms);
}
/* The folded form of a term, "" for an unknown one. Borrowed until forms_free. */
assay_str forms_term(const struct forms *f, uint32_t term);
/* The term of a surface form, or TERM_NONE. */
uint32_t forms_find(const struct forms *f, assay_str surface);
/* It will be looked for soon. */
void forms_prefetch(const struct forms *f, assay_str surface);
/* The term of a folded form, or TERM_NONE. */
uint32_t forms_find_folded(const struct forms *f, assay_str folded);
/* Enters a surface form that is not there; *term gets the term of its folded form, made
** if new. Fails with ASSAY_ENOMEM, or ASSAY_ELIMIT at 2^32-1 terms. */
assay_status forms_enter(struct forms *f, assay_str surface, assay_str folded,
                         uint32_t *term, assay_error *err);

#endif
