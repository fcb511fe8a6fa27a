/* test_flow.c - text put together: white space, blocks, tables, notes, marks. */
#include "read/flow.h"

#include "base/alloc.h"
#include "markup.h"

struct made {
  struct record record;
  struct flow flow;
};

static struct made made;

static void begin(void) {
  static assay_allocator alloc;
  alloc = alloc_default();
  record_init(&made.record, 1 << 20, &alloc);
  flow_start(&made.flow, &made.record, &alloc);
}

/* Finishes and compares the text with its marks. */
static void end(const char *expected) {
  struct buffer out;
  assay_error err;
  ck_assert_int_eq(flow_finish(&made.flow, &err), ASSAY_OK);
  ck_assert_ptr_null(record_problem(&made.record));
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
  markup_text(&made.record, &out);
  ck_str(buffer_str(&out), expected);
  buffer_free(&out);
  flow_free(&made.flow);
  record_free(&made.record);
}

static void text(const char *s) {
  flow_literal(&made.flow, s);
}

static void open_mark(enum record_mark_kind kind, const char *who, bool draw) {
  flow_open(&made.flow, kind, (assay_str){who, strlen(who)},
            draw ? FLOW_DRAW_MARKS : FLOW_AS_IT_IS);
}

START_TEST(white_space_collapses) {
  begin();
  text("  a\n\t b");
  text(" ");
  text("  c");
  text("d\u00A0 e ");
  end("a b cd\u00A0 e");
  begin();
  end("");
  begin();
  text(" \n ");
  end("");
}
END_TEST

START_TEST(the_widest_gap_wins) {
  begin();
  flow_block(&made.flow);
  text("a ");
  flow_line(&made.flow);
  text(" b");
  flow_line(&made.flow);
  flow_block(&made.flow);
  text(" ");
  flow_line(&made.flow);
  text("c");
  flow_break(&made.flow);
  flow_break(&made.flow);
  text("d");
  flow_block(&made.flow);
  end("a\nb\n\nc\n\nd");
}
END_TEST

START_TEST(preformatted_text_stays) {
  begin();
  text("a");
  flow_block(&made.flow);
  made.flow.preformatted++;
  text("  x\r\n   y\n");
  made.flow.preformatted--;
  flow_block(&made.flow);
  text(" b");
  end("a\n\n  x\n   y\n\nb");
}
END_TEST

START_TEST(cells_have_tabs_between) {
  struct flow *f = &made.flow;
  static const char *const rows[3][3] = {{"a", "b", "c"}, {"", "d", ""}, {"e", "", "f"}};
  begin();
  text("before");
  flow_table(f);
  for (int r = 0; r < 3; r++) {
    flow_row(f);
    for (int c = 0; c < 3; c++) {
      flow_cell(f);
      flow_block(f);
      text(rows[r][c]);
      flow_block(f);
    }
  }
  flow_table(f);
  text("after");
  end("before\n\na\tb\tc\n\td\ne\t\tf\n\nafter");
}
END_TEST

START_TEST(tabs_are_between_words) {
  begin();
  flow_tab(&made.flow);
  text("a");
  flow_tab(&made.flow);
  text("b");
  flow_tab(&made.flow);
  flow_line(&made.flow);
  flow_tab(&made.flow);
  text("c");
  end("a\tb\nc");
}
END_TEST

START_TEST(words_join) {
  begin();
  text("secu-");
  ck_assert(flow_take_back(&made.flow, "-"));
  text("\n");
  flow_join(&made.flow);
  text("\n rity");
  text(" a\u00AD");
  ck_assert(flow_take_back(&made.flow, ""));
  ck_assert(!flow_take_back(&made.flow, "-"));
  text("b");
  end("security ab");
}
END_TEST

START_TEST(soft_hyphens_go_when_asked) {
  begin();
  text("a\u00ADb");
  made.flow.drop_soft_hyphens = true;
  text("c\u00ADd");
  end("a\u00ADbcd");
}
END_TEST

START_TEST(notes_come_last) {
  struct flow *f = &made.flow;
  begin();
  text("One");
  flow_note(f);
  text(" See\n\nthis");
  flow_block(f);
  flow_note(f); /* part of the note */
  text("again. ");
  flow_note_end(f);
  flow_note_end(f);
  text(" and two");
  flow_note(f);
  flow_note_end(f);
  text(".");
  end("One[1] and two[2].\n\n[1] See this again.\n[2]");
}
END_TEST

START_TEST(marks_hold_words_only) {
  begin();
  text("He said ");
  open_mark(RECORD_QUOTE, "Kim", false);
  text(" \u201CYes.\u201D ");
  flow_close(&made.flow);
  text("and ");
  open_mark(RECORD_QUOTE, "", false);
  text(" ");
  flow_close(&made.flow);
  open_mark(RECORD_HEADING, "", false);
  text("left \"");
  end("He said \u201C[q Kim: Yes.]\u201D and [head: left \"]");
}
END_TEST

START_TEST(marks_are_drawn) {
  begin();
  open_mark(RECORD_QUOTE, "", true);
  text("a ");
  open_mark(RECORD_QUOTE, "", true);
  text("b");
  flow_close(&made.flow);
  flow_close(&made.flow);
  text(" \"");
  open_mark(RECORD_QUOTE, "", true);
  text("has some");
  flow_close(&made.flow);
  text("\" ");
  open_mark(RECORD_QUOTE, "", true);
  text("\u2018inside\u2019");
  flow_close(&made.flow);
  end("\u201C[q: a \u2018[q: b]\u2019]\u201D \"[q: has some]\" \u2018[q: inside]\u2019");
}
END_TEST

START_TEST(a_block_makes_a_block_quote) {
  begin();
  text("a");
  open_mark(RECORD_QUOTE, "Kim", true);
  flow_make_block_quote(&made.flow);
  flow_block(&made.flow);
  text("b");
  ck_assert(!flow_quote_is_block(&made.flow));
  flow_close(&made.flow);
  open_mark(RECORD_QUOTE, "Lee", true);
  ck_assert(flow_quote_is_block(&made.flow));
  flow_block(&made.flow);
  text("c");
  end("a\n\n[block Kim: b]\n\n[q Lee: c]");
}
END_TEST

static assay_status fill(const assay_allocator *alloc, assay_error *err) {
  struct record record;
  struct flow flow;
  record_init(&record, 1 << 20, alloc);
  flow_start(&flow, &record, alloc);
  for (int i = 0; i < 20; i++) {
    flow_open(&flow, RECORD_QUOTE, S("Kim"), FLOW_DRAW_MARKS);
    flow_literal(&flow, "some words of Kim");
    flow_note(&flow);
    flow_literal(&flow, "a note");
    flow_note_end(&flow);
  }
  assay_status status = flow_finish(&flow, err);
  flow_free(&flow);
  record_free(&record);
  return status;
}

START_TEST(failing_memory) {
  unit_fail_each(fill);
}
END_TEST

START_TEST(the_text_has_a_limit) {
  assay_allocator alloc = alloc_default();
  struct record record;
  struct flow flow;
  assay_error err;
  record_init(&record, 8, &alloc);
  flow_start(&flow, &record, &alloc);
  flow_literal(&flow, "more than eight bytes");
  ck_assert_int_eq(flow_finish(&flow, &err), ASSAY_ELIMIT);
  ck_assert_ptr_nonnull(strstr(err.message, "limit"));
  flow_free(&flow);
  record_free(&record);
}
END_TEST

UNIT_MAIN("flow", white_space_collapses, the_widest_gap_wins, preformatted_text_stays,
          cells_have_tabs_between, tabs_are_between_words, words_join,
          soft_hyphens_go_when_asked, notes_come_last, marks_hold_words_only,
          marks_are_drawn, a_block_makes_a_block_quote, failing_memory,
          the_text_has_a_limit)
