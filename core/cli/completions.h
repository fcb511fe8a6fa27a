#ifndef ASSAY_CLI_COMPLETIONS_H
#define ASSAY_CLI_COMPLETIONS_H
/*
** completions.h - what can stand on a command line, for the files that write it down for
** a shell: completions_bash.c, completions_zsh.c, completions_fish.c.
*/
#include "base/arena.h"
#include "base/buffer.h"
#include "engine/script.h"

enum offer_kind {
  OFFER_FLAG = 0, /* a flag */
  OFFER_ANY,      /* nobody knows which */
  OFFER_WORDS,    /* one of the words */
  OFFER_FILE      /* a file, or one of the words */
};

struct offered {  /* an option; texts live as long as the list that has it */
  assay_str name; /* without dashes */
  char letter;    /* 0 for none */
  assay_str help;
  enum offer_kind value;
  assay_str title; /* of the value, "FIELD" */
  assay_str words; /* with blanks between */
};

struct offered_script {
  assay_str name, summary;
  struct offered *options;
  size_t option_count;
  bool takes_term; /* its first word is no file */
};

struct offers {
  struct arena *arena;
  struct offered_script *scripts; /* those that can be loaded, by name */
  size_t script_count;
  struct offered *common; /* options of every script */
  size_t common_count;
  struct offered *shares, *author; /* of map and reduce; of check and test */
  size_t share_count, author_count;
};

void completions_bash(const struct offers *offers, struct buffer *out);
void completions_zsh(const struct offers *offers, struct buffer *out);
void completions_fish(const struct offers *offers, struct buffer *out);

/* Words that follow these commands. */
#define COMPLETIONS_RUNNING "run repl map reduce"  /* have common options */
#define COMPLETIONS_NAMING "check test map reduce" /* take a script's name or file */
#define COMPLETIONS_SHELLS "bash zsh fish"
/* What prints the names that `assay doc` knows. */
#define COMPLETIONS_DOC                                                                  \
  "assay doc 2>/dev/null | sed -n 's/^  \\([A-Za-z][A-Za-z_.:]*\\)  .*/\\1/p'"

/* Text within single quotes of a shell. */
void completions_quote(struct buffer *out, assay_str text);
/* The names of the scripts, with blanks between. */
void completions_names(const struct offers *offers, struct buffer *out);

#endif
