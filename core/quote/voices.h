#ifndef ASSAY_QUOTE_VOICES_H
#define ASSAY_QUOTE_VOICES_H
/*
** voices.h - whose words the tokens of a document are: the writer's own, which is called
** narration, or those of a quotation.
** A token is a quotation's when all of it stands inside a part of it; of quotations
** inside each other the innermost counts. What is not said (see assay_quote), and a term
** or title that the text announces, is no voice of its own: it stays with whoever uses
** it, the writer or the quotation around it; and so does a nested quotation whose
** speaker is not known. The marks around a quotation are the writer's.
*/
#include "assay.h"
#include "corpus/document.h"

enum voice_region { REGION_ALL = 0, REGION_QUOTES, REGION_NARRATION };
#define VOICE_WRITER (-1)

struct voice_run { /* tokens of one voice: from this one to the next run */
  uint32_t token;
  int32_t quote; /* index, or VOICE_WRITER */
};

struct voices {
  struct document_region quotes, narration; /* together they are all tokens */
  const uint32_t *words;                    /* running words by quotation */
  const struct voice_run *runs;
  size_t run_count;
};

/* Made at the first call; borrowed from the document. Fails as assay_document_quotes. */
assay_status voices_of(assay_document *d, const struct voices **out, assay_error *err);
/* Whose words the tokens are, at least one: index of a quotation, or VOICE_WRITER. Of two
** voices it is the outer one: the writer where they go into a quotation. */
int32_t voices_at(const struct voices *voices, assay_span tokens);
/* The region of a document; NULL for REGION_ALL. Fails as assay_document_quotes. */
assay_status voices_region(assay_document *d, enum voice_region region,
                           const struct document_region **out, assay_error *err);
/* "quotes", "narration"; false for other names. */
bool voices_region_named(assay_str name, enum voice_region *out);
/* "all", "quotes", "narration". Constant. */
const char *voices_region_name(enum voice_region region);

#endif
