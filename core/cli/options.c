/*
** options.c - argv to struct options. Knows what options look like; what their values
** mean to a script is script_check_value's business (command.c).
*/
#include "cli/options.h"

#include "base/error.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/table.h"
#include "text/rule.h"
#include "text/stem.h"

#include <string.h>

enum { WIDTH_LEAST = 20, WIDTH_MOST = 10000, THREADS_MOST = 1024 };
#define MEMORY_LEAST ((uint64_t)16 << 20)
#define LIMIT_LEAST ((uint64_t)1 << 20)
#define MEMORY_MOST ((uint64_t)1 << 50)
/* Of each call into a script: long enough for a report over millions of rows, short
** enough that a mistake is found before the next morning. */
#define TIME_DEFAULT 600.0
#define TIME_LEAST 0.01
#define TIME_MOST 1e7

/* -- The table -------------------------------------------------------------------- */

static const struct option_spec table[OPTION_COUNT] = {
    {OPTION_META, GROUP_INPUT, "meta", 0, "FILE",
     "CSV or TSV with a row per text and a column for its file name (default: "
     "metadata.csv beside the texts, if there is one)"},
    {OPTION_META_PATTERN, GROUP_INPUT, "meta-pattern", 0, "PATTERN",
     "metadata from file names: '{date:%Y-%m-%d}_{author}.txt'"},
    {OPTION_ENCODING, GROUP_INPUT, "encoding", 0, "NAME",
     "encoding of all texts: utf-8, utf-16le, utf-16be, windows-1252, latin1 (default: "
     "found out for each file)"},
    {OPTION_HIDDEN, GROUP_INPUT, "hidden", 0, NULL,
     "read files whose names begin with a dot, too"},
    {OPTION_FORMAT, GROUP_INPUT, "format", 0, "NAME",
     "format of all files: plain, html, docx, tei, csv, jsonl, ... (default: found out "
     "for each file)"},
    {OPTION_READER, GROUP_INPUT, "reader", 0, "FILE",
     "a reader of another format, written in Lua; see scripts/README.md"},
    {OPTION_TEXT_FIELD, GROUP_INPUT, "text-field", 0, "NAME",
     "column of csv and tsv, key of json and jsonl that holds the text (default: text, "
     "content, body, ...)"},
    {OPTION_SPLIT, GROUP_INPUT, "split", 0, NULL,
     "each Markdown heading, TEI div or chapter begins a text of its own"},
    {OPTION_CLEAN, GROUP_INPUT, "clean", 0, NULL,
     "leave out what is not the text: navigation of web pages, running heads"},
    {OPTION_WHERE, GROUP_INPUT, "where", 0, "CONDITION",
     "only texts whose metadata are so: 'year >= 1930 and author ~ \"Kim\"'"},
    {OPTION_IN, GROUP_TEXT, "in", 0, "REGION",
     "count and search only inside quotations (quotes) or only outside of them "
     "(narration)"},
    {OPTION_TOKENS, GROUP_TEXT, "tokens", 0, "REGEX",
     "what a token is, as a regular expression (default: the rule word/1)"},
    {OPTION_JOIN, GROUP_TEXT, "join", 0, "LIST",
     "what is one token, too: hyphens (well-known), apostrophes ('tis), numbers (20 "
     "000), "
     "abbreviations (U.S.), lines (words over line ends), web (addresses, #tags, "
     "@names)"},
    {OPTION_ELIDE, GROUP_TEXT, "elide", 0, NULL, "two tokens: l'homme, dell'arte"},
    {OPTION_DICTIONARY, GROUP_TEXT, "dictionary", 0, "WHEN",
     "words of Chinese, Japanese, Thai, Lao, Khmer and Burmese by dictionary: auto "
     "(default: if this build has one) or off"},
    {OPTION_FOLD, GROUP_TEXT, "fold", 0, "LIST",
     "what makes two words one: case (default), turkish, marks (accents go), nfkc, nfc "
     "(nothing else); or none, words as they are written"},
    {OPTION_STEM, GROUP_TEXT, "stem", 0, "LANGUAGE",
     "count the forms of a word as one, by its stem: english, de, ..."},
    {OPTION_LANG, GROUP_TEXT, "lang", 0, "CODE",
     "language of the sentences: en, de, fr, es, it, pt, nl, ru, or und (default: "
     "guessed "
     "for each text)"},
    {OPTION_OUTPUT, GROUP_OUTPUT, "output", 'o', "FILE",
     "write to a file; its suffix decides the format (.txt .tsv .csv .json .jsonl .md); "
     "- is standard output"},
    {OPTION_TABLE, GROUP_OUTPUT, "table", 0, NULL,
     "aligned columns, for people (default on a terminal)"},
    {OPTION_TSV, GROUP_OUTPUT, "tsv", 0, NULL, "tab-separated (default elsewhere)"},
    {OPTION_CSV, GROUP_OUTPUT, "csv", 0, NULL, "comma-separated"},
    {OPTION_JSON, GROUP_OUTPUT, "json", 0, NULL, "one JSON array of objects"},
    {OPTION_JSONL, GROUP_OUTPUT, "jsonl", 0, NULL, "one JSON object a line"},
    {OPTION_MD, GROUP_OUTPUT, "md", 0, NULL, "Markdown tables"},
    {OPTION_WIDTH, GROUP_OUTPUT, "width", 0, "N",
     "columns for --table (default: those of the terminal)"},
    {OPTION_THREADS, GROUP_RUN, "threads", 'j', "N",
     "threads; the output is the same for any number (default: 0, one per processor)"},
    {OPTION_MEMORY, GROUP_RUN, "memory", 0, "SIZE",
     "count n-grams in so much memory, 300M or 2G; what is more goes to a temporary file "
     "(in the folder TMPDIR) that is gone afterwards. The output is the same"},
    {OPTION_LIMIT_TIME, GROUP_RUN, "limit-time", 0, "SECONDS",
     "processor time that each call into a script may take (default: 600): loading it, "
     "mapping a document, reporting"},
    {OPTION_LIMIT_MEMORY, GROUP_RUN, "limit-memory", 0, "SIZE",
     "memory that a script may take in each thread, 64M or 4G (default: 4G)"},
    {OPTION_TRUST, GROUP_RUN, "trust", 0, NULL,
     "let the script use all of Lua: files, programs, the time. Only for scripts that "
     "you have read"},
    {OPTION_ISOLATE, GROUP_RUN, "isolate", 0, NULL,
     "for scripts from strangers: run in a process that can start no programs, reach no "
     "network, and write nothing but its output; --limit-time is for the whole run"},
    {OPTION_STRICT, GROUP_RUN, "strict", 0, NULL,
     "stop at the first text that cannot be read"},
    {OPTION_KEEP_GOING, GROUP_RUN, "keep-going", 0, NULL,
     "when the script fails in a text, leave that text out and go on; the exit code is "
     "4"},
    {OPTION_EXIT_STATUS, GROUP_RUN, "exit-status", 0, NULL,
     "exit with 1 when nothing was found"},
    {OPTION_STAMP, GROUP_RUN, "stamp", 0, NULL,
     "say on standard error what repeats the result: versions, token rule, script, "
     "arguments, digests"},
    {OPTION_QUIET, GROUP_RUN, "quiet", 'q', NULL,
     "no notes and no progress, only errors"},
    {OPTION_VERBOSE, GROUP_RUN, "verbose", 'v', NULL, "say more about what was read"},
    {OPTION_WATCH, GROUP_RUN, "watch", 0, NULL,
     "run again whenever the script or a text changes, until Ctrl-C"},
    {OPTION_COLOR, GROUP_RUN, "color", 0, "WHEN", "auto (default), always or never"},
    {OPTION_NO_COLOR, GROUP_RUN, "no-color", 0, NULL, "the same as --color never"},
    {OPTION_HELP, GROUP_RUN, "help", 'h', NULL, "this text"},
};

const struct option_spec *options_table(void) {
  return table;
}

const char *option_group_name(enum option_group group) {
  static const char *const names[GROUP_COUNT] = {"Input", "Text", "Output", "Run"};
  return names[group];
}

const struct option_spec *option_find(assay_str name) {
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (str_equal(name, str_from(table[i].name)) ||
        (name.len == 1 && table[i].letter == name.ptr[0]))
      return &table[i];
  return NULL;
}

/* -- Names ------------------------------------------------------------------------ */

/* What an option on the command line refers to: a common option or a script's argument.
 */
struct target {
  const struct option_spec *common; /* or NULL */
  int arg;                          /* index, if common is NULL; -1: nothing */
  bool negated;                     /* --no-NAME of a boolean */
};

static bool takes_value(const struct script *script, struct target t) {
  return t.common ? t.common->value != NULL : script->args[t.arg].type != ARG_BOOLEAN;
}

static bool name_equal(assay_str a, assay_str b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++) {
    char x = a.ptr[i] == '_' ? '-' : a.ptr[i], y = b.ptr[i] == '_' ? '-' : b.ptr[i];
    if (x != y) return false;
  }
  return true;
}

assay_str option_name(const struct script_arg *arg, struct arena *arena) {
  char *name = arena_alloc(arena, arg->name.len, 1);
  if (!name) return (assay_str){NULL, 0};
  for (size_t i = 0; i < arg->name.len; i++)
    name[i] = arg->name.ptr[i] == '_' ? '-' : arg->name.ptr[i];
  return (assay_str){name, arg->name.len};
}

static int arg_find(const struct script *script, assay_str name) {
  for (size_t i = 0; i < script->arg_count; i++)
    if (name_equal(script->args[i].name, name)) return (int)i;
  return -1;
}

static bool cut_no(assay_str *name) {
  if (name->len <= 3 || memcmp(name->ptr, "no-", 3) != 0) return false;
  name->ptr += 3;
  name->len -= 3;
  return true;
}

static struct target find_long(const struct script *script, assay_str name) {
  struct target t = {NULL, -1, false};
  t.common = name.len > 1 ? option_find(name) : NULL;
  if (t.common) return t;
  t.arg = arg_find(script, name);
  if (t.arg >= 0 || !cut_no(&name)) return t;
  t.arg = arg_find(script, name);
  t.negated = t.arg >= 0;
  if (t.negated && script->args[t.arg].type != ARG_BOOLEAN) t.arg = -1;
  return t;
}

static struct target find_letter(const struct script *script, char letter) {
  struct target t = {option_find((assay_str){&letter, 1}), -1, false};
  for (size_t i = 0; !t.common && i < script->arg_count; i++)
    if (script->args[i].letter == letter) t.arg = (int)i;
  return t;
}

static bool is_known(struct target t) {
  return t.common || t.arg >= 0;
}

assay_status options_check_script(const struct script *script, assay_error *err) {
  for (size_t i = 0; i < script->arg_count; i++) {
    const struct script_arg *arg = &script->args[i];
    for (size_t j = 0; j < OPTION_COUNT; j++) {
      if (name_equal(arg->name, str_from(table[j].name)))
        return error_set(err, ASSAY_ESCRIPT,
                         "the argument '%.*s' has the name of the common option '--%s'",
                         (int)arg->name.len, arg->name.ptr, table[j].name);
      if (arg->letter && arg->letter == table[j].letter)
        return error_set(err, ASSAY_ESCRIPT,
                         "the argument '%.*s' has the letter '%c' of the common option "
                         "'--%s'",
                         (int)arg->name.len, arg->name.ptr, arg->letter, table[j].name);
    }
    for (size_t j = 0; j < i; j++) {
      const struct script_arg *other = &script->args[j];
      if (name_equal(arg->name, other->name))
        return error_set(err, ASSAY_ESCRIPT, "two arguments are called '%.*s'",
                         (int)arg->name.len, arg->name.ptr);
      if (arg->letter && arg->letter == other->letter)
        return error_set(err, ASSAY_ESCRIPT,
                         "the arguments '%.*s' and '%.*s' have the same letter '%c'",
                         (int)other->name.len, other->name.ptr, (int)arg->name.len,
                         arg->name.ptr, arg->letter);
    }
  }
  return ASSAY_OK;
}

/* -- Values of common options ------------------------------------------------------ */

static bool read_size(const char *text, size_t least, size_t most, size_t *out) {
  size_t n = 0;
  if (!text[0]) return false;
  for (const char *p = text; *p; p++) {
    if (*p < '0' || *p > '9') return false;
    n = n * 10 + (size_t)(*p - '0');
    if (n > most) return false;
  }
  if (n < least) return false;
  *out = n;
  return true;
}

static assay_status set_size(size_t *out, const struct option_spec *spec,
                             const char *value, size_t least, size_t most,
                             assay_error *err) {
  if (read_size(value, least, most, out)) return ASSAY_OK;
  return error_set(err, ASSAY_EARG,
                   "option '--%s' needs a whole number from %zu to %zu, not '%s'",
                   spec->name, least, most, value);
}

/* "300M": whole numbers with a unit of 1024 bytes or its powers. */
static bool read_memory(const char *text, uint64_t least, uint64_t *out) {
  static const char units[] = "KMGT";
  const size_t len = strlen(text);
  if (len < 2) return false;
  const char last = text[len - 1];
  uint64_t bytes = 0, unit = 1;
  for (size_t i = 0; i + 1 < len; i++) {
    if (text[i] < '0' || text[i] > '9' || bytes > MEMORY_MOST) return false;
    bytes = bytes * 10 + (uint64_t)(text[i] - '0');
  }
  size_t i = 0;
  do unit *= 1024;
  while (last != units[i] && last != units[i] + ('a' - 'A') && ++i < 4);
  if (i == 4) return false;
  if (bytes > MEMORY_MOST / unit || bytes * unit < least) return false;
  *out = bytes * unit;
  return true;
}

static assay_status set_memory(struct options *o, const char *value, assay_error *err) {
  if (read_memory(value, MEMORY_LEAST, &o->memory)) return ASSAY_OK;
  return error_set(err, ASSAY_EARG,
                   "option '--memory' needs a size from 16M to 1024T, as 512M or 2G, not "
                   "'%s'",
                   value);
}

static bool read_limit_memory(const char *text, size_t *out) {
  uint64_t bytes;
  if (!read_memory(text, LIMIT_LEAST, &bytes) || bytes > SIZE_MAX) return false;
  *out = (size_t)bytes;
  return true;
}

static assay_status set_limit_memory(struct options *o, const char *value,
                                     assay_error *err) {
  if (read_limit_memory(value, &o->limit_memory)) return ASSAY_OK;
  return error_set(err, ASSAY_EARG,
                   "option '--limit-memory' needs a size from 1M to 1024T, as 64M or 4G, "
                   "not '%s'",
                   value);
}

static bool read_seconds(const char *text, double *out) {
  double seconds;
  if (!number_parse(str_from(text), &seconds)) return false;
  if (!(seconds >= TIME_LEAST && seconds <= TIME_MOST)) return false;
  *out = seconds;
  return true;
}

static assay_status set_limit_time(struct options *o, const char *value,
                                   assay_error *err) {
  if (read_seconds(value, &o->limit_time)) return ASSAY_OK;
  return error_set(err, ASSAY_EARG,
                   "option '--limit-time' needs seconds, from 0.01 to 10000000, not '%s'",
                   value);
}

static assay_status set_encoding(struct options *o, const char *value, assay_error *err) {
  if (encoding_from_name(str_from(value), &o->encoding)) return ASSAY_OK;
  return error_set(err, ASSAY_EARG,
                   "unknown encoding '%s'; known are utf-8, utf-16le, utf-16be, "
                   "windows-1252 and latin1",
                   value);
}

static assay_status set_color(struct options *o, const char *value, assay_error *err) {
  static const char *const names[] = {"auto", "always", "never"};
  for (int i = 0; i < 3; i++) {
    if (strcmp(value, names[i]) != 0) continue;
    o->color = (enum color_when)i;
    return ASSAY_OK;
  }
  return error_set(err, ASSAY_EARG, "option '--color' is auto, always or never, not '%s'",
                   value);
}

static assay_status set_region(struct options *o, const char *value, assay_error *err) {
  if (voices_region_named(str_from(value), &o->region)) return ASSAY_OK;
  return error_set(err, ASSAY_EARG, "option '--in' is quotes or narration, not '%s'",
                   value);
}

static assay_status set_dictionary(struct options *o, const char *value,
                                   assay_error *err) {
  if (strcmp(value, "auto") != 0 && strcmp(value, "off") != 0)
    return error_set(err, ASSAY_EARG, "option '--dictionary' is auto or off, not '%s'",
                     value);
  if (strcmp(value, "off") == 0) o->text.cut &= ~(uint32_t)ASSAY_CUT_DICTIONARY;
  return ASSAY_OK;
}

/* "--fold 'cas': there is no 'cas', did you mean 'case'?" */
static assay_status about_value(assay_status status, const struct option_spec *spec,
                                const char *value, const assay_error *reason,
                                assay_error *err) {
  if (status == ASSAY_OK) return ASSAY_OK;
  return error_set(err, status, "--%s '%s': %s", spec->name, value, reason->message);
}

static assay_status set_text(struct options *o, const struct option_spec *spec,
                             const char *value, assay_error *err) {
  const char *language;
  assay_error reason;
  assay_status status = ASSAY_OK;
  switch (spec->id) {
  case OPTION_TOKENS:
    o->text.tokens = str_from(value);
    o->text.cut &= ~(uint32_t)ASSAY_CUT_DICTIONARY;
    break;
  case OPTION_JOIN:
    status = rule_read_join(str_from(value), &o->text.cut, &reason);
    break;
  case OPTION_ELIDE:
    o->text.cut |= ASSAY_SPLIT_ELISIONS;
    break;
  case OPTION_DICTIONARY:
    return set_dictionary(o, value, err);
  case OPTION_FOLD:
    status = rule_read_fold(str_from(value), &o->text.fold, &reason);
    break;
  case OPTION_LANG:
    o->text.language = str_from(value);
    status = rule_read_language(o->text.language, &(enum language){0}, &reason);
    break;
  default:
    o->text.stem = str_from(value);
    status = stem_language(o->text.stem, &language, &reason);
    break;
  }
  return about_value(status, spec, value, &reason, err);
}

/* Keeps the value of an option that only names something; false for others. */
static bool set_name(struct options *o, enum option_id id, const char *value) {
  const char **slot = id == OPTION_META           ? &o->meta_file
                      : id == OPTION_META_PATTERN ? &o->meta_pattern
                      : id == OPTION_FORMAT       ? &o->read_format
                      : id == OPTION_WHERE        ? &o->where
                      : id == OPTION_READER       ? &o->reader
                      : id == OPTION_TEXT_FIELD   ? &o->text_field
                      : id == OPTION_OUTPUT       ? &o->output
                                                  : NULL;
  if (slot) *slot = value;
  return slot != NULL;
}

static assay_status set_common(struct options *o, const struct option_spec *spec,
                               const char *value, assay_error *err) {
  o->given[spec->id] = true;
  if (set_name(o, spec->id, value)) return ASSAY_OK;
  switch (spec->id) {
  case OPTION_IN:
    return set_region(o, value, err);
  case OPTION_TOKENS:
  case OPTION_JOIN:
  case OPTION_ELIDE:
  case OPTION_DICTIONARY:
  case OPTION_FOLD:
  case OPTION_STEM:
  case OPTION_LANG:
    return set_text(o, spec, value, err);
  case OPTION_ENCODING:
    return set_encoding(o, value, err);
  case OPTION_WIDTH:
    return set_size(&o->width, spec, value, WIDTH_LEAST, WIDTH_MOST, err);
  case OPTION_THREADS:
    return set_size(&o->threads, spec, value, 0, THREADS_MOST, err);
  case OPTION_MEMORY:
    return set_memory(o, value, err);
  case OPTION_LIMIT_TIME:
    return set_limit_time(o, value, err);
  case OPTION_LIMIT_MEMORY:
    return set_limit_memory(o, value, err);
  case OPTION_COLOR:
    return set_color(o, value, err);
  case OPTION_NO_COLOR:
    o->color = COLOR_NEVER;
    break;
  case OPTION_TABLE:
  case OPTION_TSV:
  case OPTION_CSV:
  case OPTION_JSON:
  case OPTION_JSONL:
  case OPTION_MD:
    o->format = (enum format)((int)FORMAT_TABLE + (int)spec->id - (int)OPTION_TABLE);
    break;
  default: /* those that are only given or not */
    break;
  }
  return ASSAY_OK;
}

_Static_assert((int)OPTION_MD - (int)OPTION_TABLE == (int)FORMAT_MD - (int)FORMAT_TABLE,
               "options and formats are in the same order");

bool options_has_format(const struct options *options) {
  for (int i = OPTION_TABLE; i <= OPTION_MD; i++)
    if (options->given[i]) return true;
  return false;
}

/* -- Parsing ---------------------------------------------------------------------- */

struct parser {
  struct options *out;
  const struct script *script;
  struct arena *arena;
  int argc, at; /* at: the next of argv */
  const char *const *argv;
  assay_error *err;
};

/* "-n 3" and "--by -3": a dash before a digit begins a number. */
static bool looks_like_option(const char *text) {
  return text[0] == '-' && text[1] && !(text[1] >= '0' && text[1] <= '9') &&
         text[1] != '.';
}

/* The value is what follows '=' or the letter, else the next argument. */
static assay_status read_value(struct parser *p, assay_str shown, const char *attached,
                               const char **out) {
  const char *next = p->at < p->argc ? p->argv[p->at] : NULL;
  int len = (int)shown.len;
  if (attached) {
    *out = attached;
  } else if (!next) {
    return error_set(p->err, ASSAY_EARG, "option '%.*s' needs a value", len, shown.ptr);
  } else if (looks_like_option(next)) {
    return error_set(
        p->err, ASSAY_EARG, "option '%.*s' needs a value, but '%s' follows%s", len,
        shown.ptr, next,
        shown.len > 2 ? " (a value that begins with '-' is given with '=')" : "");
  } else {
    *out = next;
    p->at++;
  }
  return ASSAY_OK;
}

static assay_status given_twice(struct parser *p, assay_str shown) {
  return error_set(p->err, ASSAY_EARG, "option '%.*s' is given twice", (int)shown.len,
                   shown.ptr);
}

/* A list that is given again goes on. */
static assay_status extend_list(struct parser *p, assay_str *slot, assay_str more) {
  char *joined = arena_alloc(p->arena, slot->len + more.len + 2, 1);
  if (!joined) return error_memory(p->err, slot->len + more.len + 2);
  memcpy(joined, slot->ptr, slot->len);
  joined[slot->len] = ',';
  memcpy(joined + slot->len + 1, more.ptr, more.len);
  joined[slot->len + 1 + more.len] = '\0';
  *slot = (assay_str){joined, slot->len + 1 + more.len};
  return ASSAY_OK;
}

static assay_status set_arg(struct parser *p, struct target t, assay_str shown,
                            const char *value) {
  const struct script_arg *arg = &p->script->args[t.arg];
  assay_str *slot = &p->out->values[t.arg];
  bool boolean = arg->type == ARG_BOOLEAN;
  assay_str wanted = boolean ? str_from(t.negated ? "false" : "true") : str_from(value);
  if (!slot->ptr || (boolean && str_equal(*slot, wanted))) {
    *slot = wanted;
    return ASSAY_OK;
  }
  if (arg->type == ARG_LIST) return extend_list(p, slot, wanted);
  if (!boolean) return given_twice(p, shown);
  assay_str name = option_name(arg, p->arena);
  if (!name.ptr) return error_memory(p->err, 0);
  return error_set(p->err, ASSAY_EARG, "'--%.*s' and '--no-%.*s' exclude each other",
                   (int)name.len, name.ptr, (int)name.len, name.ptr);
}

/* shown: the option as the user wrote it, without a value: "--by", "-n". */
static assay_status take_option(struct parser *p, struct target t, assay_str shown,
                                const char *attached) {
  const char *value = NULL;
  if (takes_value(p->script, t)) {
    assay_status status = read_value(p, shown, attached, &value);
    if (status != ASSAY_OK) return status;
  } else if (attached) {
    return error_set(p->err, ASSAY_EARG, "option '%.*s' takes no value, but got '%s'",
                     (int)shown.len, shown.ptr, attached);
  }
  if (!t.common) return set_arg(p, t, shown, value);
  if (value && p->out->given[t.common->id]) return given_twice(p, shown);
  return set_common(p->out, t.common, value, p->err);
}

/* Every name that could have been meant: common options, arguments, --no-NAME. */
static assay_status list_names(struct parser *p, assay_str **names, size_t *count) {
  size_t n = 0;
  assay_str *list = arena_alloc(p->arena, OPTION_COUNT + 2 * p->script->arg_count,
                                sizeof *list);
  if (!list) return error_memory(p->err, 0);
  for (size_t i = 0; i < p->script->arg_count; i++) {
    const struct script_arg *arg = &p->script->args[i];
    assay_str name = option_name(arg, p->arena);
    char *negated = arena_alloc(p->arena, name.len + 3, 1);
    if (!name.ptr || !negated) return error_memory(p->err, 0);
    list[n++] = name;
    if (arg->type != ARG_BOOLEAN) continue;
    memcpy(negated, "no-", 3);
    memcpy(negated + 3, name.ptr, name.len);
    list[n++] = (assay_str){negated, name.len + 3};
  }
  for (size_t i = 0; i < OPTION_COUNT; i++) list[n++] = str_from(table[i].name);
  *names = list;
  *count = n;
  return ASSAY_OK;
}

static assay_status unknown_option(struct parser *p, assay_str shown) {
  assay_str *names = NULL, bare = shown;
  size_t count = 0;
  assay_status status = list_names(p, &names, &count);
  if (status != ASSAY_OK) return status;
  while (bare.len > 0 && bare.ptr[0] == '-') bare.ptr++, bare.len--;
  int nearest = bare.len > 1 ? suggest_nearest(bare, names, count) : -1;
  if (nearest >= 0)
    return error_set(p->err, ASSAY_EARG, "unknown option '%.*s', did you mean '--%.*s'?",
                     (int)shown.len, shown.ptr, (int)names[nearest].len,
                     names[nearest].ptr);
  return error_set(p->err, ASSAY_EARG, "unknown option '%.*s'", (int)shown.len,
                   shown.ptr);
}

static assay_status parse_long(struct parser *p, const char *text) {
  const char *equals = strchr(text, '=');
  assay_str shown = {text, equals ? (size_t)(equals - text) : strlen(text)};
  struct target t = find_long(p->script, (assay_str){shown.ptr + 2, shown.len - 2});
  if (!is_known(t)) return unknown_option(p, shown);
  return take_option(p, t, shown, equals ? equals + 1 : NULL);
}

static assay_status parse_short(struct parser *p, const char *text) {
  struct target t = find_letter(p->script, text[1]);
  if (!is_known(t)) return unknown_option(p, str_from(text));
  assay_str shown = {text, 2};
  if (!text[2]) return take_option(p, t, shown, NULL);
  /* "-by" means "--by" more often than "-b y"; and letters are not bundled. */
  bool word = is_known(find_long(p->script, str_from(text + 1)));
  if (word || !takes_value(p->script, t)) return unknown_option(p, str_from(text));
  return take_option(p, t, shown, text + 2);
}

static assay_status exclude_each_other(const struct options *o, assay_error *err) {
  static const enum option_id pairs[][2] = {
      {OPTION_QUIET, OPTION_VERBOSE},     {OPTION_COLOR, OPTION_NO_COLOR},
      {OPTION_TOKENS, OPTION_JOIN},       {OPTION_TOKENS, OPTION_ELIDE},
      {OPTION_TOKENS, OPTION_DICTIONARY},
  };
  int first = -1, second = -1;
  for (int i = OPTION_TABLE; i <= OPTION_MD; i++) {
    if (!o->given[i]) continue;
    if (first >= 0) second = i;
    if (first < 0) first = i;
  }
  for (size_t i = 0; second < 0 && i < sizeof pairs / sizeof *pairs; i++) {
    if (!o->given[pairs[i][0]] || !o->given[pairs[i][1]]) continue;
    first = (int)pairs[i][0];
    second = (int)pairs[i][1];
  }
  if (second < 0) return ASSAY_OK;
  return error_set(err, ASSAY_EARG, "'--%s' and '--%s' exclude each other",
                   table[first].name, table[second].name);
}

static assay_status parse_all(struct parser *p) {
  bool only_inputs = false;
  while (p->at < p->argc) {
    const char *text = p->argv[p->at++];
    assay_status status = ASSAY_OK;
    if (only_inputs || text[0] != '-' || !text[1])
      p->out->inputs[p->out->input_count++] = text;
    else if (strcmp(text, "--") == 0)
      only_inputs = true;
    else if (text[1] == '-')
      status = parse_long(p, text);
    else
      status = parse_short(p, text);
    if (status != ASSAY_OK) return status;
  }
  return exclude_each_other(p->out, p->err);
}

assay_status options_parse(struct options *out, const struct script *script, int argc,
                           const char *const *argv, struct arena *arena,
                           assay_error *err) {
  struct options result;
  memset(&result, 0, sizeof result);
  result.text = (struct text_options)TEXT_OPTIONS_INIT;
  result.text.cut = ASSAY_CUT_DICTIONARY;
  result.limit_time = TIME_DEFAULT;
  result.inputs = arena_alloc(arena, (size_t)argc, sizeof *result.inputs);
  result.values = arena_alloc(arena, script->arg_count, sizeof *result.values);
  if (!result.inputs || !result.values) return error_memory(err, 0);
  for (size_t i = 0; i < script->arg_count; i++) result.values[i] = (assay_str){NULL, 0};
  struct parser p = {&result, script, arena, argc, 0, argv, err};
  assay_status status = parse_all(&p);
  if (status == ASSAY_OK) *out = result;
  return status;
}

bool options_ask_help(int argc, const char *const *argv) {
  for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0) return true;
  return false;
}

/* -- Before the script is known ------------------------------------------------------ */

/* The value of the option at argv[i], written "--name=value" or "--name value"; NULL when
** argv[i] is another word. "" stands for a value that is not there. */
static const char *early_value(enum option_id id, int i, int argc,
                               const char *const *argv) {
  const char *word = argv[i];
  const size_t len = strlen(table[id].name);
  if (table[id].letter && word[0] == '-' && word[1] == table[id].letter && word[2])
    return word + 2;
  bool named = strncmp(word, "--", 2) == 0 && strncmp(word + 2, table[id].name, len) == 0;
  if (named && word[len + 2] == '=') return word + len + 3;
  bool whole = named && !word[len + 2];
  if (table[id].letter && word[0] == '-' && word[1] == table[id].letter) whole = true;
  if (!whole) return NULL;
  return i + 1 < argc ? argv[i + 1] : "";
}

void options_read_early(struct early_options *out, int argc, const char *const *argv) {
  const char *value;
  *out = (struct early_options){.limit_time = TIME_DEFAULT};
  for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
    if (argv[i][0] != '-') continue;
    if (strcmp(argv[i], "--trust") == 0) out->trust = true;
    if (strcmp(argv[i], "--isolate") == 0) out->isolate = true;
    if (strcmp(argv[i], "--watch") == 0) out->watch = true;
    if ((value = early_value(OPTION_OUTPUT, i, argc, argv)))
      out->output = strcmp(value, "-") != 0 ? value : NULL;
    if (out->output) out->writes = true;
    if (early_value(OPTION_MEMORY, i, argc, argv)) out->writes = true;
    if ((value = early_value(OPTION_LIMIT_TIME, i, argc, argv)))
      read_seconds(value, &out->limit_time);
    if ((value = early_value(OPTION_LIMIT_MEMORY, i, argc, argv)))
      read_limit_memory(value, &out->limit_memory);
  }
}
