#ifndef ASSAY_ENGINE_SCRIPT_H
#define ASSAY_ENGINE_SCRIPT_H
/*
** script.h - an analysis as the command line sees it: its name, its arguments, its
** examples. Loading runs the file once, in a closed state, to read the table that it
** returns; map and report run later, in states of their own (run.h).
*/
#include "assay.h"
#include "engine/modules.h"

enum arg_type {
  ARG_STRING = 0,
  ARG_PATTERN, /* a search term; see assay_pattern_new */
  ARG_FIELD,   /* name of a metadata field */
  ARG_INTEGER,
  ARG_NUMBER,
  ARG_BOOLEAN,   /* a flag without a value: --name, --no-name */
  ARG_CHOICE,    /* one of choices */
  ARG_RANGE,     /* "2..3" or "2": two integers */
  ARG_INTERVAL,  /* "0.5..2": two numbers */
  ARG_DATE,      /* "1936-03-07" */
  ARG_LIST,      /* "a,b": values of the type `of` */
  ARG_FILE,      /* a file of text, which the engine reads */
  ARG_STOPWORDS, /* a list of ours by name, or a file of words */
  ARG_CORPUS,    /* a file or folder of texts to compare with */
  ARG_LEXICON    /* a file of reporting verbs and patterns */
};

struct script_arg {
  assay_str name;         /* "by": --by VALUE */
  char letter;            /* 'n': -n VALUE; 0 for none */
  enum arg_type type, of; /* of: of the items of an ARG_LIST */
  bool required, positional;
  assay_str help;
  assay_str fallback; /* the default as text; ptr NULL when there is none */
  const assay_str *choices;
  size_t choice_count;
  bool has_min, has_max; /* bounds of ARG_INTEGER, ARG_NUMBER and both ends of ARG_RANGE,
** ARG_INTERVAL */
  double min, max;
};

struct script_example {
  assay_str command, text;
};

struct script {     /* everything borrowed from the script */
  assay_str path;   /* as given: "my.lua" */
  assay_str source; /* the file's text */
  assay_str name, version, summary, description;
  bool needs;       /* there is a first pass: the field `needs` */
  assay_str tokens; /* regular expression for tokens, unless the run has one; ptr NULL */
  const struct script_arg *args;
  size_t arg_count;
  const struct script_example *examples;
  size_t example_count;
  struct modules *modules; /* that it has required; private to its states */
};

/* For its loading, of which each call into the script may take ten seconds at most. */
struct script_limits {
  double seconds; /* less than ten; 0: ten */
  size_t memory;  /* bytes; 0: 4 GiB */
  bool trusted;   /* it is loaded with all of Lua's libraries */
};

/* Fails with ASSAY_EIO when the file cannot be read and ASSAY_ESCRIPT when it is no
** analysis; the message then ends with the source line and a caret, on lines of their
** own. Owned: free with script_free. */
assay_status script_load(struct script **out, const char *path,
                         const assay_allocator *alloc, assay_error *err);
/* The same within limits; limits may be NULL. */
assay_status script_load_limited(struct script **out, const char *path,
                                 const struct script_limits *limits,
                                 const assay_allocator *alloc, assay_error *err);
/* The same from memory; name is used in messages. Nothing of lib/ can be required. */
assay_status script_load_source(struct script **out, assay_str name, assay_str source,
                                const assay_allocator *alloc, assay_error *err);
void script_free(struct script *script);
/* Of its text and those of its modules: a stable hash. */
uint64_t script_digest(const struct script *script);
/* Index of an argument, or -1. '_' and '-' are the same in a name. */
int script_find_arg(const struct script *script, assay_str name);
/* Whether a text is a value for the argument: ASSAY_EARG says what was expected and, for
** a choice, suggests the nearest. Patterns are compiled and files are read to see that
** they can be. */
assay_status script_check_value(const struct script_arg *arg, assay_str text,
                                assay_error *err);
/* "pattern", "2..3", ... : what stands for the value in help. Constant. */
const char *script_arg_placeholder(enum arg_type type);

#endif
