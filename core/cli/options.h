#ifndef ASSAY_CLI_OPTIONS_H
#define ASSAY_CLI_OPTIONS_H
/*
** options.h - the options that every analysis has, and those that its script adds.
** One table describes the common ones; parsing, help and suggestions read it.
**
**   --name=value  --name value  -n value  -nvalue   options in any order
**   --name  --no-name                               booleans
**   --                                              only inputs follow
**
** Names are never abbreviated and letters never bundled. A value that looks like an
** option is given with '='; negative numbers need not be. An option with a value may be
** given once.
*/
#include "assay.h"
#include "base/arena.h"
#include "cli/terminal.h"
#include "engine/run.h"
#include "engine/script.h"
#include "engine/writer.h"
#include "text/encoding.h"

enum option_group { GROUP_INPUT = 0, GROUP_TEXT, GROUP_OUTPUT, GROUP_RUN, GROUP_COUNT };

enum option_id {
  OPTION_META = 0,
  OPTION_META_PATTERN,
  OPTION_ENCODING,
  OPTION_HIDDEN,
  OPTION_FORMAT,
  OPTION_READER,
  OPTION_TEXT_FIELD,
  OPTION_SPLIT,
  OPTION_CLEAN,
  OPTION_WHERE,
  OPTION_IN,
  OPTION_TOKENS,
  OPTION_JOIN,
  OPTION_ELIDE,
  OPTION_DICTIONARY,
  OPTION_FOLD,
  OPTION_STEM,
  OPTION_LANG,
  OPTION_OUTPUT,
  OPTION_TABLE,
  OPTION_TSV,
  OPTION_CSV,
  OPTION_JSON,
  OPTION_JSONL,
  OPTION_MD,
  OPTION_WIDTH,
  OPTION_THREADS,
  OPTION_MEMORY,
  OPTION_LIMIT_TIME,
  OPTION_LIMIT_MEMORY,
  OPTION_TRUST,
  OPTION_ISOLATE,
  OPTION_STRICT,
  OPTION_KEEP_GOING,
  OPTION_EXIT_STATUS,
  OPTION_STAMP,
  OPTION_QUIET,
  OPTION_VERBOSE,
  OPTION_WATCH,
  OPTION_COLOR,
  OPTION_NO_COLOR,
  OPTION_HELP,
  OPTION_COUNT
};

struct option_spec {
  enum option_id id;
  enum option_group group;
  const char *name;  /* "meta": --meta */
  char letter;       /* 'o': -o; 0 for none */
  const char *value; /* what stands for the value in help; NULL: it takes none */
  const char *help;
};

/* The table, in the order of enum option_id. Constant. */
const struct option_spec *options_table(void);
/* "Input", "Text", "Output", "Run". Constant. */
const char *option_group_name(enum option_group group);

struct options {
  bool given[OPTION_COUNT];
  const char *meta_file, *meta_pattern, *output;         /* NULL: not given */
  const char *read_format, *reader, *text_field, *where; /* NULL: not given */
  enum encoding encoding;
  struct text_options text;
  enum voice_region region;
  enum format format;  /* meant only if options_has_format */
  size_t width;        /* 0: not given */
  size_t threads;      /* 0: one per processor */
  uint64_t memory;     /* bytes; 0: no limit */
  double limit_time;   /* processor seconds of each call into the script */
  size_t limit_memory; /* bytes of each Lua state; 0: 4 GiB */
  enum color_when color;
  assay_str *values;   /* one per argument of the script, booleans "true" or "false";
                       ** ptr NULL: not given */
  const char **inputs; /* arguments that are no options, in order */
  size_t input_count;
};

/* Reads argv[0..argc), what follows the command. Strings are borrowed from argv, arrays
** from the arena; values of the script's own arguments are not checked yet.
** Fails with ASSAY_EARG; the message names the option and suggests the nearest. */
assay_status options_parse(struct options *out, const struct script *script, int argc,
                           const char *const *argv, struct arena *arena,
                           assay_error *err);
/* What must be known before a script is loaded, which may itself add options. */
struct early_options {
  bool trust, isolate, watch;
  bool writes;        /* there is an -o FILE or a --memory: files will be made */
  const char *output; /* of -o; NULL: standard output */
  double limit_time;
  size_t limit_memory; /* as in struct options */
};
/* Reads them from all of argv. Values that cannot be read become the defaults:
** options_parse complains about them. */
void options_read_early(struct early_options *out, int argc, const char *const *argv);
/* Whether -h or --help is among the options. */
bool options_ask_help(int argc, const char *const *argv);
bool options_has_format(const struct options *options);
/* The common option of that name or letter ("output", "o"), or NULL. */
const struct option_spec *option_find(assay_str name);
/* An argument's name as an option, without dashes: "min_words" -> "min-words". The bytes
 *are
 ** in the arena; ptr is NULL when out of memory. */
assay_str option_name(const struct script_arg *arg, struct arena *arena);
/* ASSAY_ESCRIPT when an argument of the script has the name or the letter of a common
** option or of an earlier argument. */
assay_status options_check_script(const struct script *script, assay_error *err);

#endif
