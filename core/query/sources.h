#ifndef ASSAY_QUERY_SOURCES_H
#define ASSAY_QUERY_SOURCES_H
/*
** sources.h - texts that others quote from, indexed by pairs of neighbouring words, so
** that the place of a passage is found even where words were changed.
** Immutable once made: any number of threads may search it. Takes about 4 bytes for each
** byte of text.
*/
#include "assay.h"
#include "corpus/corpus.h"
#include "text/align.h"

struct sources;

/* A word that the sources do not have; equal to none of them. */
#define SOURCES_UNKNOWN (UINT32_MAX - 1)

/* Reads all of a corpus, which is taken over also on failure. Words are cut and folded as
** the tokenizer says (NULL: word/1), which must outlive the sources. A document that
** cannot be read is left out, and counted. ASSAY_ELIMIT at 2^32-2 words.
** Owned: free with sources_free. */
assay_status sources_new(struct sources **out, struct corpus *corpus,
                         const assay_tokenizer *tokenizer, const assay_allocator *alloc,
                         assay_error *err);
void sources_free(struct sources *s);

size_t sources_document_count(const struct sources *s);
size_t sources_unread_count(const struct sources *s);
size_t sources_word_count(const struct sources *s);
/* The key of a folded word, or SOURCES_UNKNOWN. */
uint32_t sources_key(const struct sources *s, assay_str folded);

struct source_place { /* words, counted over all sources */
  size_t document;
  assay_span words;
};

assay_str sources_name(const struct sources *s, size_t document);
/* The text of a field of the document's metadata, "" when it has none. */
assay_str sources_field(const struct sources *s, size_t document, assay_str field);
/* The bytes of words of a document, in its text. */
assay_span sources_bytes(const struct sources *s, struct source_place place);
assay_str sources_text(const struct sources *s, struct source_place place);
size_t sources_line(const struct sources *s, struct source_place place);

/* What a search prefers among places that are equally good. May be NULL. */
typedef bool source_preference(void *ctx, const struct sources *s, size_t document);

/* The place where most words of the quotation are the same, in order; the first of equal
** ones, after preferred ones. False when none shares two neighbouring words with it.
** Steps of the alignment count the words of the document from place->words.begin -
** alignment->source.begin. Time depends on the quotation, not on the sources. */
bool sources_find(const struct sources *s, const struct align_words *quote,
                  source_preference *prefer, void *ctx, struct source_place *place,
                  struct alignment *alignment);

#endif
