/*
** draft.c - the list of drafts and its order.
*/
#include "quote/draft.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/sort.h"

#include <string.h>

void drafts_init(struct drafts *drafts, const assay_allocator *alloc) {
  memset(drafts, 0, sizeof *drafts);
  drafts->alloc = alloc_or_default(alloc);
}

void drafts_free(struct drafts *drafts) {
  alloc_free(&drafts->alloc, drafts->items, drafts->cap, sizeof *drafts->items);
  drafts->items = NULL;
  drafts->count = drafts->cap = 0;
}

assay_status drafts_add(struct drafts *drafts, const struct draft *draft,
                        assay_error *err) {
  void *items = drafts->items;
  if (!alloc_grow(&drafts->alloc, &items, &drafts->cap, drafts->count + 1,
                  sizeof *drafts->items))
    return error_memory(err, 0);
  drafts->items = items;
  drafts->items[drafts->count++] = *draft;
  return ASSAY_OK;
}

static int compare_drafts(const void *a, const void *b, void *ctx) {
  const struct draft *x = a, *y = b;
  (void)ctx;
  if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
  return (x->end < y->end) - (x->end > y->end);
}

/* Whether a draft lies within the words of the one around it. One that nothing closes is
** made to: it ends with those words, not after their mark. */
static bool draft_fit_within(struct draft *draft, const struct draft *around) {
  if (!draft->closed && draft->end > around->inner_end) {
    draft->end = around->inner_end;
    if (draft->inner_end > draft->end) draft->inner_end = draft->end;
  }
  return draft->inner_begin >= around->inner_begin && draft->end <= around->end &&
         draft->inner_begin < draft->inner_end;
}

assay_status drafts_nest(struct drafts *drafts, assay_error *err) {
  assay_status status = sort_items(drafts->items, drafts->count, sizeof *drafts->items,
                                   compare_drafts, NULL, &drafts->alloc, err);
  if (status != ASSAY_OK) return status;
  size_t kept = 0;
  int32_t around = -1; /* walks up through the parents, so no stack is needed */
  for (size_t i = 0; i < drafts->count; i++) {
    struct draft draft = drafts->items[i];
    while (around >= 0 && drafts->items[around].end <= draft.begin)
      around = drafts->items[around].parent;
    if (around >= 0 && !draft_fit_within(&draft, &drafts->items[around])) continue;
    draft.parent = around;
    around = (int32_t)kept;
    drafts->items[kept++] = draft;
  }
  drafts->count = kept;
  return ASSAY_OK;
}
