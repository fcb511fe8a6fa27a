/* test_dashes.c - dialogue with dashes. Parts of one turn are joined by " / ". */
#include "quote/spans.h"
#include "unit.h"

#include <stdio.h>

/* Writes the words of the dialogue's turns, one a line, and who speaks them. */
static void read_turns(const char *text, char *out, size_t size) {
  struct drafts drafts;
  assay_str s = {text, strlen(text)};
  drafts_init(&drafts, NULL);
  ck_assert_int_eq(spans_find(&drafts, s, NULL, NULL), ASSAY_OK);
  size_t n = 0;
  out[0] = '\0';
  for (size_t i = 0; i < drafts.count; i++) {
    const struct draft *d = &drafts.items[i];
    if (d->origin != DRAFT_DIALOGUE) continue;
    n += (size_t)snprintf(out + n, size - n, "%s%.*s",
                          n == 0            ? ""
                          : d->part_of >= 0 ? " / "
                                            : "|",
                          (int)(d->inner_end - d->inner_begin), text + d->inner_begin);
    if (d->part_of < 0 && d->mention.begin < d->mention.end)
      n += (size_t)snprintf(out + n, size - n, " (%.*s)",
                            (int)(d->mention.end - d->mention.begin),
                            text + d->mention.begin);
  }
  drafts_free(&drafts);
}

static void check(const char *text, const char *expected) {
  char out[1024];
  read_turns(text, out, sizeof out);
  ck_assert_msg(strcmp(out, expected) == 0, "got      %s\nexpected %s", out, expected);
}

START_TEST(clauses_break_turns) {
  check("— Я приду, — сказал он. — Завтра.\n— Когда? — спросила Анна.\n— Не знаю.\n",
        "Я приду, (он) / Завтра.|Когда? (Анна)|Не знаю.");
  check("—Vengo mañana —dijo Ana—. No me esperes.\n",
        "Vengo mañana (Ana) / No me esperes.");
  check("— Przyjdę jutro — powiedział Beck. — Może.\n", "Przyjdę jutro (Beck) / Może.");
  check("– Je viens demain, dit-il.\n– Ah bon ?\n", "Je viens demain (il)|Ah bon ?");
}
END_TEST

START_TEST(lists_are_no_dialogue) {
  check("– first point.\n– second point.\n– third point.\n", "");
  check("– flour\n– eggs\n", "");
  check("He came — late — and left.\n", "");
}
END_TEST

START_TEST(turns_among_narration) {
  check("—Voy —dijo Ana.\n\nSalieron.\n\n—¿Vienes? —dijo Juan al verla—. Yo sí.\n\n"
        "—¡No!\n\n—Bien.\n",
        "Voy (Ana)|¿Vienes? (Juan) / Yo sí.|¡No!|Bien.");
}
END_TEST

static assay_status find_some(const assay_allocator *alloc, assay_error *err) {
  struct drafts drafts;
  assay_str text = S("— Yes? — said Ann. — No.\n— Why?\n");
  drafts_init(&drafts, alloc);
  assay_status status = spans_find(&drafts, text, NULL, err);
  drafts_free(&drafts);
  return status;
}

START_TEST(memory_may_run_out) {
  unit_fail_each(find_some);
}
END_TEST

UNIT_MAIN("dashes", clauses_break_turns, lists_are_no_dialogue, turns_among_narration,
          memory_may_run_out)
