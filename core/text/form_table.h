#ifndef ASSAY_TEXT_FORM_TABLE_H
#define ASSAY_TEXT_FORM_TABLE_H
/*
** form_table.h - terms of word forms of any length.
** One thread at a time enters forms; any number look for them meanwhile, if the table is
** shared. A form that is just being entered is there or not.
*/
#include "assay.h"
#include "base/stable_list.h"

struct form_slots { /* open addressing, a power of two, at most half full */
  size_t count;
  struct form_slots *older; /* that somebody may still look at */
  _Atomic uint64_t slots[]; /* high half of the hash, number of the form + 1; 0: free */
};

struct form_table {
  assay_allocator alloc;
  struct stable_list forms;
  _Atomic(struct form_slots *) slots;
  bool shared; /* slots that became too few are kept to the end: fewer than there are */
};

void form_table_init(struct form_table *t, const assay_allocator *alloc);
void form_table_free(struct form_table *t);
/* The form's term, or UINT32_MAX if it is not there. */
uint32_t form_table_find(const struct form_table *t, assay_str form);
/* Room for one more; false when out of memory. */
bool form_table_reserve(struct form_table *t);
/* Enters a form that is not there, after form_table_reserve. Its text must outlive the
** table. */
void form_table_add(struct form_table *t, assay_str form, uint32_t term);

#endif
