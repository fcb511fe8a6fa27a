/*
** main.c - finds what the first word of the command line means: a built-in command, a
** script of the library, or a mistake that can be named.
*/
#include "base/alloc.h"
#include "cli/builtins.h"
#include "cli/interrupt.h"
#include "cli/messages.h"
#include "cli/options.h"

static enum exit_code dispatch(struct library *library, int argc,
                               const char *const *argv) {
  if (argc == 0) return builtin_short_help(library);
  const struct builtin *builtin = builtin_find(argv[0]);
  if (builtin && builtin->usage && argc > 1 && options_ask_help(1, argv + 1))
    return builtin_explain(builtin);
  if (builtin) return builtin->run(library, argc - 1, argv + 1);
  const char *path = builtin_script(library, argv[0]);
  if (path) return builtin_run_script(argv[0], path, false, argc - 1, argv + 1);
  return builtin_unknown(library, argv[0]);
}

int main(int argc, char **argv) {
  struct library library;
  assay_error err;
  alloc_keep();
  interrupt_install();
  if (library_open(&library, &err) != ASSAY_OK) {
    message_error("assay", &err);
    return EXIT_UNREAD;
  }
  enum exit_code code = dispatch(&library, argc > 0 ? argc - 1 : 0,
                                 (const char *const *)argv + 1);
  library_close(&library);
  return (int)code;
}
