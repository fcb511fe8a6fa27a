/*
** versions.c - the text of `assay --version`.
*/
#include "cli/versions.h"

#include "cli/line_edit.h"
#include "engine/state.h"
#include "read/archive.h"
#include "read/html_text.h"
#include "read/xml_events.h"
#include "read/zst.h"
#include "text/dictionary.h"
#include "text/fold.h"
#include "text/regex.h"
#include "text/stem.h"

#include <string.h>

static assay_status add_tokenizer(struct buffer *out, assay_error *err) {
  assay_tokenizer *tokenizer;
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  options.cut = ASSAY_CUT_DICTIONARY; /* as the command line has it */
  assay_status status = assay_tokenizer_new(&tokenizer, &options, err);
  if (status != ASSAY_OK) return status;
  assay_str rule = assay_tokenizer_rule(tokenizer);
  buffer_addf(out, "tokens   %.*s\n", (int)rule.len, rule.ptr);
  assay_tokenizer_free(tokenizer);
  return ASSAY_OK;
}

static void add_unicode(struct buffer *out) {
  const char *cut = assay_unicode_version(), *fold = assay_folding_unicode_version();
  buffer_addf(out, "Unicode  %s for words and sentences, %s for folding\n", cut, fold);
  if (strcmp(cut, fold) != 0)
    buffer_add_text(out,
                    "         (they differ: upper and lower case of characters that\n"
                    "         only one of them has are not the same word)\n");
}

/* Libraries that a build can do without: what to install for one that has them. */
static void add_optional(struct buffer *out) {
  const char *dictionary = dictionary_version();
  if (dictionary[0])
    buffer_addf(out, "ICU      %s\n", dictionary + strlen("icu-"));
  else
    buffer_add_text(out, "ICU      not built in: install libicu-dev\n");
  if (stem_count() > 0)
    buffer_addf(out, "stemmer  %zu languages\n", stem_count());
  else
    buffer_add_text(out, "stemmer  not built in: install libstemmer-dev\n");
  const char *archive = archive_library_version();
  if (archive[0])
    buffer_addf(out, "archives zip, tar, gz, bz2, xz, zst by libarchive %s\n", archive);
  else
    buffer_add_text(out, "archives not built in: install libarchive-dev\n");
  const char *zst = zst_library_version();
  if (zst[0])
    buffer_addf(out, "zstd     %s\n", zst);
  else
    buffer_add_text(out, "zstd     not built in: install libzstd-dev (libarchive unpacks "
                         "zst, too, not as fast)\n");
  const char *expat = xml_library_version();
  if (expat[0])
    buffer_addf(out, "expat    %s\n", expat);
  else
    buffer_add_text(out, "expat    not built in: install libexpat1-dev\n");
  const char *gumbo = html_library_version();
  if (gumbo[0])
    buffer_addf(out, "gumbo    %s\n", gumbo);
  else
    buffer_add_text(out, "gumbo    not built in: install libgumbo-dev\n");
  const char *edit = line_edit_version();
  if (edit[0])
    buffer_addf(out, "libedit  %s\n", edit);
  else
    buffer_add_text(out, "libedit  not built in: install libedit-dev\n");
}

assay_status versions_describe(struct buffer *out, assay_error *err) {
  char pcre2[32];
  buffer_addf(out, "assay    %s\n", assay_version());
  assay_status status = add_tokenizer(out, err);
  add_unicode(out);
  regex_library_version(pcre2, sizeof pcre2);
  buffer_addf(out, "Lua      %s\n", state_lua_version());
  buffer_addf(out, "PCRE2    %s\n", pcre2);
  buffer_addf(out, "utf8proc %s\n", fold_library_version());
  add_optional(out);
  return status == ASSAY_OK ? buffer_status(out, "the version text", err) : status;
}
