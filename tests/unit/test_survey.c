/* test_survey.c - --clean over a corpus: lines of many files go, and are told. */
#include "corpus/survey.h"

#include "corpus/document.h"
#include "temp_folder.h"
#include "unit.h"

#include <stdio.h>

START_TEST(a_line_of_many_files_goes) {
  static const char *const names[] = {"a.txt", "b.txt", "c.txt", "d.txt"};
  char text[200];
  struct temp temp;
  temp_enter(&temp);
  for (size_t i = 0; i < 4; i++) {
    snprintf(text, sizeof text,
             "A text about %s and the secu-\nrity of it.\n\nJoin us!\n", names[i]);
    temp_put(names[i], text);
  }
  const char *inputs[] = {"."};
  struct corpus_options options = {.clean = true};
  struct corpus *c;
  assay_document *d;
  assay_error err;
  ck_assert_int_eq(corpus_open(&c, &options, inputs, 1, &err), ASSAY_OK);
  ck_assert_int_eq(corpus_read(c, 1, NULL, &d, &err), ASSAY_OK);
  ck_str(buffer_str(&d->text), "A text about b.txt and the security\nof it.\n\n");
  ck_assert_uint_eq(d->origin.removed_count, 2);
  ck_str(d->origin.removed[0].text, "security");
  ck_assert_uint_eq(d->origin.removed[0].line, 1);
  ck_str(d->origin.removed[1].text, "Join us!");
  ck_assert_str_eq(d->origin.removed[1].reason, "in many documents");
  ck_str(d->origin.warnings[0], "cleaned: 1 line left out, 1 word joined");
  assay_document_free(d);
  corpus_free(c);
  temp_leave(&temp);
}
END_TEST

UNIT_MAIN("survey", a_line_of_many_files_goes)
