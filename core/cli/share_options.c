/*
** share_options.c - --shard 2/8, --first-pass, --first FILE.
*/
#include "cli/share_options.h"

#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "base/stable_hash.h"
#include "base/table.h"
#include "cli/options.h"
#include "engine/part.h"

#include <string.h>

enum { MOST_DIGESTED = 64 << 20 };

static bool read_count(const char **text, size_t *out) {
  size_t n = 0;
  const char *p = *text;
  for (; *p >= '0' && *p <= '9' && n <= PART_MOST; p++) n = n * 10 + (size_t)(*p - '0');
  if (p == *text || n > PART_MOST) return false;
  *text = p;
  *out = n;
  return true;
}

static assay_status read_shard(const char *text, struct run_share *out,
                               assay_error *err) {
  const char *p = text;
  size_t number = 0, of = 0;
  bool good = read_count(&p, &number) && *p++ == '/' && read_count(&p, &of) && !*p;
  if (!good || number < 1 || number > of)
    return error_set(
        err, ASSAY_EARG,
        "option '--shard' needs K/N with K from 1 to N and N up to %d, as 2/8, "
        "not '%s'",
        PART_MOST, text);
  *out = (struct run_share){number, of};
  return ASSAY_OK;
}

/* Whether argv[*at] is the option; its value is what follows '=' or the next word. */
static assay_status take_value(const char *name, int argc, const char *const *argv,
                               int *at, const char **value, assay_error *err) {
  const size_t len = strlen(name);
  const char *word = argv[*at];
  *value = NULL;
  if (strncmp(word, name, len) != 0 || (word[len] && word[len] != '=')) return ASSAY_OK;
  if (word[len] == '=') {
    *value = word + len + 1;
  } else if (*at + 1 < argc) {
    *value = argv[++*at];
  } else {
    return error_set(err, ASSAY_EARG, "option '%s' needs a value", name);
  }
  return ASSAY_OK;
}

assay_status share_options_take(struct share_options *out, int argc,
                                const char *const *argv, struct arena *arena,
                                assay_error *err) {
  memset(out, 0, sizeof *out);
  const char **left = arena_alloc(arena, (size_t)argc + 1, sizeof *left);
  if (!left) return error_memory(err, 0);
  bool only_inputs = false;
  for (int i = 0; i < argc; i++) {
    const char *shard = NULL, *first = NULL;
    only_inputs |= strcmp(argv[i], "--") == 0;
    assay_status status = ASSAY_OK;
    const int at = i;
    if (!only_inputs) status = take_value("--shard", argc, argv, &i, &shard, err);
    if (!only_inputs && !shard && status == ASSAY_OK)
      status = take_value("--first", argc, argv, &i, &first, err);
    if (status == ASSAY_OK && shard) status = read_shard(shard, &out->share, err);
    if (status != ASSAY_OK) return status;
    if (first) out->first = first;
    if (shard || first) continue;
    if (!only_inputs && strcmp(argv[at], "--first-pass") == 0)
      out->first_pass = true;
    else
      left[out->argc++] = argv[at];
  }
  out->argv = left;
  return ASSAY_OK;
}

/* -- The first pass ------------------------------------------------------------------ */

static assay_status check_first(const struct part *part, const struct script *script,
                                const assay_str *values, assay_error *err) {
  assay_status status = part_check_script(part, script, err);
  if (status != ASSAY_OK) return status;
  if (!part->first_pass)
    return error_set(err, ASSAY_EARG, "is no first pass (assay map --first-pass)");
  if (part->share.of != 1)
    return error_set(err, ASSAY_EARG,
                     "is share %zu of %zu of the first pass: join them with assay reduce",
                     part->share.number, part->share.of);
  for (size_t i = 0; values && i < part->value_count; i++) {
    const struct part_value *value = &part->values[i];
    if (value->given == (values[i].ptr != NULL) &&
        (!value->given || str_equal(value->text, values[i])))
      continue;
    return error_set(err, ASSAY_EARG, "was made with another value for '%.*s'",
                     (int)value->name.len, value->name.ptr);
  }
  return ASSAY_OK;
}

assay_status share_read_first(const char *path, const struct script *script,
                              const assay_str *values, struct buffer *out,
                              assay_error *err) {
  struct buffer bytes;
  struct part part;
  bool read = false;
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  assay_status status = file_read(path, BUFFER_NO_CEILING, &bytes, err);
  if (status == ASSAY_OK) {
    status = part_read(&part, buffer_str(&bytes), false, err);
    read = status == ASSAY_OK;
  }
  if (status == ASSAY_OK) status = check_first(&part, script, values, err);
  if (status == ASSAY_OK) status = bundle_encode(&part.mapped.bundle, out, err);
  if (status != ASSAY_OK) error_name_source(err, str_from(path));
  if (read) part_free(&part);
  buffer_free(&bytes);
  return status;
}

/* -- Digests ------------------------------------------------------------------------ */

static uint64_t add_text(uint64_t digest, assay_str text) {
  return stable_hash_add(stable_hash_add_number(digest, text.len), text);
}

/* A file that is named is what is in it. One that cannot be read is its name: whoever
** wants to read it says so. */
static uint64_t add_file(uint64_t digest, const char *path) {
  struct buffer bytes;
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  if (path && file_read(path, MOST_DIGESTED, &bytes, NULL) == ASSAY_OK)
    digest = add_text(digest, buffer_str(&bytes));
  buffer_free(&bytes);
  return digest;
}

static uint64_t add_option(uint64_t digest, const char *text) {
  return add_text(digest, str_from(text ? text : ""));
}

static bool names_a_file(enum arg_type type) {
  return type == ARG_STOPWORDS || type == ARG_LEXICON || type == ARG_FILE;
}

uint64_t share_digest_options(const struct options *options,
                              const struct script *script) {
  static const enum option_id flags[] = {OPTION_HIDDEN, OPTION_SPLIT, OPTION_CLEAN,
                                         OPTION_KEEP_GOING, OPTION_STRICT};
  uint64_t digest = STABLE_HASH_START;
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    digest = stable_hash_add_number(digest, options->given[flags[i]]);
  digest = stable_hash_add_number(digest, (uint64_t)options->encoding);
  digest = add_option(digest, options->meta_pattern);
  digest = add_option(digest, options->read_format);
  digest = add_option(digest, options->text_field);
  digest = add_file(digest, options->reader);
  digest = add_option(digest, options->where);
  digest = add_file(digest, options->meta_file);
  digest = add_text(digest, options->text.language);
  for (size_t i = 0; i < script->arg_count; i++)
    if (options->values[i].ptr && names_a_file(script->args[i].type))
      digest = add_file(digest, options->values[i].ptr);
  return stable_hash_finish(digest);
}
