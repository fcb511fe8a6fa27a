#ifndef ASSAY_TEXT_RULE_H
#define ASSAY_TEXT_RULE_H
/*
** rule.h - the names of what a tokenizer can be asked to do: read from options, written
** into the rule's name, the same words in both.
**
**   word/1 join=hyphens,numbers elide dictionary=icu-72.1 fold=case,marks stem=english
**   regex fold=none:[a-z]+
**
** Parts stand in this order, those of the rule word/1 are left out.
*/
#include "assay.h"
#include "base/buffer.h"
#include "text/keys.h"
#include "text/language.h"

/* Reads names with commas between them, and blanks around these; sets their bits in *cut
** or *fold. Fails with ASSAY_EARG; the message suggests the nearest name or lists all.
** join: hyphens apostrophes numbers abbreviations lines web
** fold: none, or nfc case turkish marks nfkc */
assay_status rule_read_join(assay_str list, uint32_t *cut, assay_error *err);
assay_status rule_read_fold(assay_str list, uint32_t *fold, assay_error *err);
/* The language of sentences by its code. */
assay_status rule_read_language(assay_str code, enum language *out, assay_error *err);
/* What the bits mean: those that they imply are added, and the language is looked up.
** Fails with ASSAY_EARG for bits that there are none of, for cuts with a regex, and
** for a stemmer without case folding or without its language. */
assay_status rule_check(const assay_tokenizer_options *options, struct key_rule *keys,
                        assay_error *err);
/* The name of the rule that rule_check agreed to. Check buffer_status afterwards. */
void rule_write(const assay_tokenizer_options *options, const struct key_rule *keys,
                struct buffer *out);

#endif
