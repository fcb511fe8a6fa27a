#ifndef ASSAY_ENGINE_SCRIPT_H
#define ASSAY_ENGINE_SCRIPT_H
/*
** script.h - an analysis as the command line sees it: its name, its arguments, its
** examples. Loading runs the file once, in a closed state, to read the table that it
** returns; map and report run later, in states of their own (run.h).
*/
#include "assay.h"

enum arg_type {
  ARG_STRING = 0,
  ARG_PATTERN, /* a search term; see assay_pattern_new */
  ARG_FIELD,   /* name of a metadata field */
  ARG_INTEGER,
  ARG_NUMBER,
  ARG_BOOLEAN,  /* a flag without a value: --name, --no-name */
  ARG_CHOICE,   /* one of choices */
  ARG_RANGE,    /* "2..3" or "2": two integers */
  ARG_STOPWORDS /* a list of ours by name, or a file of words */
};

struct script_arg {
  assay_str name; /* "by": --by VALUE */
  char letter;    /* 'n': -n VALUE; 0 for none */
  enum arg_type type;
  bool required, positional;
  assay_str help;
  assay_str fallback; /* the default as text; ptr NULL when there is none */
  const assay_str *choices;
  size_t choice_count;
  bool has_min,
      has_max; /* bounds of ARG_INTEGER, ARG_NUMBER and both ends of ARG_RANGE */
  double min, max;
};

struct script_example {
  assay_str command, text;
};

struct script {     /* everything borrowed from the script */
  assay_str path;   /* as given: "my.lua" */
  assay_str source; /* the file's text */
  assay_str name, version, summary, description;
  assay_str tokens; /* regular expression for tokens, unless the run has one; ptr NULL */
  const struct script_arg *args;
  size_t arg_count;
  const struct script_example *examples;
  size_t example_count;
};

/* Fails with ASSAY_EIO when the file cannot be read and ASSAY_ESCRIPT when it is no
** analysis; the message then ends with the source line and a caret, on lines of their
** own. Owned: free with script_free. */
assay_status script_load(struct script **out, const char *path,
                         const assay_allocator *alloc, assay_error *err);
/* The same from memory; name is used in messages. */
assay_status script_load_source(struct script **out, assay_str name, assay_str source,
                                const assay_allocator *alloc, assay_error *err);
void script_free(struct script *script);
/* Index of an argument, or -1. '_' and '-' are the same in a name. */
int script_find_arg(const struct script *script, assay_str name);
/* Whether a text is a value for the argument: ASSAY_EARG says what was expected and, for
** a choice, suggests the nearest. Patterns are compiled and files of stop words are read
** to see that they can be. */
assay_status script_check_value(const struct script_arg *arg, assay_str text,
                                assay_error *err);
/* "pattern", "2..3", ... : what stands for the value in help. Constant. */
const char *script_arg_placeholder(enum arg_type type);

#endif
