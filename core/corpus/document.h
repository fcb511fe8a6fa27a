#ifndef ASSAY_CORPUS_DOCUMENT_H
#define ASSAY_CORPUS_DOCUMENT_H
/*
** document.h - the unit of everything: name, text, token columns, and what is made from
** them on demand. The public half is in assay.h.
*/
#include "assay.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "text/encoding.h"
#include "text/language.h"
#include "text/tokens.h"

struct metadata;
struct quote_list;

struct assay_document {
  assay_allocator alloc;
  struct arena arena; /* pieces that live as long as the document */
  assay_str name;
  struct buffer text; /* valid UTF-8, as it was read */
  struct decoding decoding;
  const assay_tokenizer *tokenizer; /* NULL: word/1 */
  assay_vocabulary *vocabulary;
  bool owns_vocabulary;

  /* Token columns, 13 bytes a token; begin, end and kind point into `columns`. */
  struct token_columns columns;
  const uint32_t *begin, *end;
  const uint8_t *kind;
  uint32_t *term;
  size_t token_count;
  size_t word_count;

  enum language language; /* of its sentences */

  /* Made on demand. */
  bool has_sentences;
  assay_span *sentences;
  size_t sentence_count, sentence_cap;
  const struct quote_list *quotes; /* core/quote/quotes.c; in the arena */

  /* Where it stands in a corpus; metadata is NULL for a document from memory. */
  const struct metadata *metadata; /* borrowed from the corpus */
  size_t index;                    /* of the document in the corpus */
};

/* As assay_document_new, but takes over the bytes of *bytes (which is left empty) and
** decodes them from `wanted`, ENCODING_AUTO for the ladder. */
assay_status document_take(assay_document **out, const assay_document_options *options,
                           assay_str name, struct buffer *bytes, enum encoding wanted,
                           assay_error *err);
assay_str document_slice(const assay_document *d, assay_span bytes);
/* Index of the first token that ends after byte `at`; token_count when there is none. */
size_t document_token_at(const assay_document *d, uint32_t at);
/* Index of the sentence that holds byte `at`, or of the next one; needs the sentences. */
size_t document_sentence_at(const assay_document *d, uint32_t at);
/* 1-based line of byte `at`; a line ends with LF, CR or CR LF. */
size_t document_line_at(const assay_document *d, uint32_t at);

#endif
