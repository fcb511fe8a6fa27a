/*
** draft.c - the list of drafts and its order.
*/
#include "quote/draft.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/sort.h"

#include <string.h>

enum { RUN_LIMIT = 16 }; /* sorted runs that are merged one by one */

void drafts_init(struct drafts *drafts, const assay_allocator *alloc) {
  memset(drafts, 0, sizeof *drafts);
  drafts->alloc = alloc_or_default(alloc);
}

void drafts_free(struct drafts *drafts) {
  alloc_free(&drafts->alloc, drafts->items, drafts->cap, sizeof *drafts->items);
  drafts->items = NULL;
  drafts->count = drafts->cap = 0;
}

assay_status drafts_reserve(struct drafts *drafts, size_t more, assay_error *err) {
  void *items = drafts->items;
  if (!alloc_grow(&drafts->alloc, &items, &drafts->cap, drafts->count + more,
                  sizeof *drafts->items))
    return error_memory(err, 0);
  drafts->items = items;
  return ASSAY_OK;
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
  return draft->inner_begin >= around->inner_begin &&
         draft->inner_end <= around->inner_end && draft->end <= around->end &&
         draft->inner_begin < draft->inner_end;
}

/* The end of the sorted run that begins at `from`. */
static size_t run_end(const struct drafts *drafts, size_t from) {
  size_t i = from + 1;
  while (i < drafts->count &&
         compare_drafts(&drafts->items[i - 1], &drafts->items[i], NULL) <= 0)
    i++;
  return i < drafts->count ? i : drafts->count;
}

/* Merges the sorted runs [0, middle) and [middle, to) from behind; spare has room for the
** second one. */
static void merge_runs(struct draft *items, size_t middle, size_t to,
                       struct draft *spare) {
  size_t a = middle, b = to - middle;
  memcpy(spare, items + middle, b * sizeof *spare);
  while (a > 0 && b > 0) {
    bool left = compare_drafts(&items[a - 1], &spare[b - 1], NULL) > 0;
    items[--to] = left ? items[--a] : spare[--b];
  }
  memcpy(items, spare, b * sizeof *spare); /* b == to when a is used up, else 0 */
}

/* Marks, blocks and dashes each leave a sorted run; when there are many more of them, the
** file's markup was out of order. */
static assay_status drafts_sort(struct drafts *drafts, assay_error *err) {
  size_t n = drafts->count, middle = n > 0 ? run_end(drafts, 0) : 0;
  if (middle >= n) return ASSAY_OK;
  struct draft *spare = alloc_resize(&drafts->alloc, NULL, 0, n, sizeof *spare);
  if (!spare) return error_memory(err, 0);
  for (size_t runs = 1; middle < n && runs < RUN_LIMIT; runs++) {
    size_t to = run_end(drafts, middle);
    merge_runs(drafts->items, middle, to, spare);
    middle = to;
  }
  alloc_free(&drafts->alloc, spare, n, sizeof *spare);
  if (middle >= n) return ASSAY_OK;
  return sort_items(drafts->items, n, sizeof *drafts->items, compare_drafts, NULL,
                    &drafts->alloc, err);
}

assay_status drafts_nest(struct drafts *drafts, assay_error *err) {
  assay_status status = drafts_sort(drafts, err);
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
