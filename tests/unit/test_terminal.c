/* test_terminal.c - when there is colour, and how wide the terminal is. */
#include "cli/terminal.h"
#include "unit.h"

static void clean(void) {
  static const char *const names[] = {"NO_COLOR", "ASSAY_NO_COLOR", "CLICOLOR",
                                      "CLICOLOR_FORCE", "COLUMNS"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) unsetenv(names[i]);
  setenv("TERM", "xterm", 1);
}

START_TEST(the_option_wins) {
  clean();
  setenv("NO_COLOR", "1", 1);
  ck_assert(terminal_color(COLOR_ALWAYS, false));
  clean();
  setenv("CLICOLOR_FORCE", "1", 1);
  ck_assert(!terminal_color(COLOR_NEVER, true));
}
END_TEST

START_TEST(a_terminal_has_colour) {
  clean();
  ck_assert(terminal_color(COLOR_AUTO, true));
  ck_assert(!terminal_color(COLOR_AUTO, false));
  setenv("TERM", "dumb", 1);
  ck_assert(!terminal_color(COLOR_AUTO, true));
}
END_TEST

START_TEST(the_environment_is_asked_in_order) {
  clean();
  setenv("CLICOLOR", "0", 1);
  ck_assert(!terminal_color(COLOR_AUTO, true));
  setenv("CLICOLOR_FORCE", "1", 1);
  ck_assert(terminal_color(COLOR_AUTO, false));
  setenv("NO_COLOR", "1", 1);
  ck_assert(!terminal_color(COLOR_AUTO, true));
  setenv("NO_COLOR", "", 1); /* empty is as good as unset */
  ck_assert(terminal_color(COLOR_AUTO, false));
  setenv("CLICOLOR_FORCE", "0", 1);
  ck_assert(!terminal_color(COLOR_AUTO, true)); /* CLICOLOR is still 0 */
  unsetenv("CLICOLOR");
  setenv("ASSAY_NO_COLOR", "yes", 1);
  ck_assert(!terminal_color(COLOR_AUTO, true));
}
END_TEST

START_TEST(columns_come_from_the_environment) {
  clean();
  setenv("COLUMNS", "132", 1);
  ck_assert_uint_eq(terminal_look().width, 132);
  static const char *const wrong[] = {"", "wide", "12", "-80", "99999999999999999999"};
  unsetenv("COLUMNS");
  size_t usual = terminal_look().width;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    setenv("COLUMNS", wrong[i], 1);
    ck_assert_uint_eq(terminal_look().width, usual);
  }
}
END_TEST

UNIT_MAIN("terminal", the_option_wins, a_terminal_has_colour,
          the_environment_is_asked_in_order, columns_come_from_the_environment)
