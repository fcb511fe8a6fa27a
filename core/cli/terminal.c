/*
** terminal.c - questions to the environment and the terminal; nothing is written here.
*/
#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_MIN = 20, WIDTH_MAX = 10000 };

static bool env_is_set(const char *name) {
  const char *value = getenv(name);
  return value && value[0];
}

static bool env_is(const char *name, const char *wanted) {
  const char *value = getenv(name);
  return value && strcmp(value, wanted) == 0;
}

/* 0 unless the text is a plausible number of columns. */
static size_t width_from_text(const char *text) {
  size_t width = 0;
  if (!text || !text[0]) return 0;
  for (const char *p = text; *p; p++) {
    if (*p < '0' || *p > '9' || width > WIDTH_MAX) return 0;
    width = width * 10 + (size_t)(*p - '0');
  }
  return width >= WIDTH_MIN && width <= WIDTH_MAX ? width : 0;
}

static size_t width_from_terminal(void) {
#ifdef TIOCGWINSZ
  struct winsize size;
  memset(&size, 0, sizeof size);
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= WIDTH_MIN)
    return size.ws_col;
#endif
  return 0;
}

struct terminal terminal_look(void) {
  struct terminal t = {
      .in = isatty(STDIN_FILENO) == 1,
      .out = isatty(STDOUT_FILENO) == 1,
      .err = isatty(STDERR_FILENO) == 1,
  };
  t.width = width_from_text(getenv("COLUMNS"));
  if (t.width == 0) t.width = width_from_terminal();
  if (t.width == 0) t.width = TERMINAL_WIDTH_UNKNOWN;
  return t;
}

bool terminal_color(enum color_when when, bool is_terminal) {
  if (when != COLOR_AUTO) return when == COLOR_ALWAYS;
  if (env_is_set("NO_COLOR") || env_is_set("ASSAY_NO_COLOR")) return false;
  if (env_is_set("CLICOLOR_FORCE") && !env_is("CLICOLOR_FORCE", "0")) return true;
  return is_terminal && !env_is("TERM", "dumb") && !env_is("CLICOLOR", "0");
}
