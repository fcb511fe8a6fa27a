/*
** versions.c - the text of `assay --version`.
*/
#include "cli/versions.h"

#include "text/regex.h"

#include <string.h>

static assay_status add_tokenizer(struct buffer *out, assay_error *err) {
  assay_tokenizer *tokenizer;
  assay_status status = assay_tokenizer_new(&tokenizer, NULL, err);
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

assay_status versions_describe(struct buffer *out, assay_error *err) {
  char pcre2[32];
  buffer_addf(out, "assay    %s\n", assay_version());
  assay_status status = add_tokenizer(out, err);
  add_unicode(out);
  regex_library_version(pcre2, sizeof pcre2);
  buffer_addf(out, "PCRE2    %s\n", pcre2);
  return status == ASSAY_OK ? buffer_status(out, "the version text", err) : status;
}
