#ifndef ASSAY_CORPUS_DOCUMENT_H
#define ASSAY_CORPUS_DOCUMENT_H
/*
** document.h - the unit of everything: name, text, token columns, and what is made from
** them on demand. The public half is in assay.h.
*/
#include "assay.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/table.h"
#include "corpus/fields.h"
#include "read/record.h"
#include "text/encoding.h"
#include "text/language.h"
#include "text/tokens.h"

struct quote_list;
struct voices;

/* Where not all of a document counts: the stretches of tokens that do, in order and not
** touching. Nothing that is found or counted runs from one into the next. */
struct document_region {
  const assay_span *stretches; /* of tokens, half-open */
  size_t count;
  size_t word_count; /* running words in them */
};

/* What the file and its format brought along; everything in the document's arena. */
struct document_origin {
  const char *format; /* name of the reader: "plain"; "" for a document from memory */
  uint64_t line;      /* of the file where it begins; 0: not known */
  const assay_str *warnings;
  size_t warning_count;
  const struct record_removed *removed; /* by --clean */
  size_t removed_count;
  const struct record_mark *marks; /* quotations, headings, sentences that it marks */
  size_t mark_count;
  bool has_tokens; /* the tokens are the format's, not ours */
  /* Of formats with tokens: by token, ids in attributes, or TABLE_NONE; else NULL. */
  const uint32_t *lemma, *tag;
  struct table attributes;
  struct fields fields; /* its own metadata */
};

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

  /* Where document_line_at was asked last, and the line ends before it. */
  uint32_t line_begin;
  size_t lines_before;

  /* Made on demand. */
  bool has_sentences;
  assay_span *sentences;
  size_t sentence_count, sentence_cap;
  const struct quote_list *quotes; /* core/quote/quotes.c; in the arena */
  const struct voices *voices;     /* core/quote/voices.c; in the arena */

  /* What counts and is searched; NULL: everything. Borrowed. Contexts, sentences and
  ** quotations are always those of the whole text. */
  const struct document_region *region;

  struct document_origin origin;

  /* Metadata of the corpus: the row of the archive's member, if it has one, then that of
  ** the file. Borrowed; NULL where there is none. */
  const struct metadata *member_metadata, *metadata;
  size_t member_row, row;
};

/* As assay_document_new, but takes over the bytes of *bytes (which is left empty) and
** decodes them from `wanted`, ENCODING_AUTO for the ladder. */
assay_status document_take(assay_document **out, const assay_document_options *options,
                           assay_str name, struct buffer *bytes, enum encoding wanted,
                           assay_error *err);
/* The same from what a reader gave; takes over the text of the record and copies the
** rest. A text that the reader decoded (record->decoding) is taken at its word. */
assay_status document_take_record(assay_document **out,
                                  const assay_document_options *options, assay_str name,
                                  struct record *record, const char *format,
                                  assay_error *err);
/* A metadata value: what the corpus says of the member, then of the file, then what the
** document says of itself. VALUE_NONE where nobody says anything. */
struct value document_field(const assay_document *d, assay_str name);
/* What the format marked in the text, in order of begin. Borrowed. */
const struct record_mark *document_marks(const assay_document *d, size_t *count);
/* The format's lemma and tag of a token; empty where it has none. */
assay_str document_lemma(const assay_document *d, size_t token);
assay_str document_tag(const assay_document *d, size_t token);
/* Frees the tokens; name, text and fields stay. */
void document_forget_tokens(assay_document *d);
assay_str document_slice(const assay_document *d, assay_span bytes);
/* Index of the first token that ends after byte `at`; token_count when there is none. */
size_t document_token_at(const assay_document *d, uint32_t at);
/* Tokens from `from` on that count and have nothing left out between them; empty, at
** token_count, when there are no more. */
assay_span document_stretch(const assay_document *d, size_t from);
/* How many stretches end at or before a token. */
size_t document_stretch_index(const assay_document *d, size_t token);
/* Index of the sentence that holds byte `at`, or of the next one; needs the sentences. */
size_t document_sentence_at(const assay_document *d, uint32_t at);
/* 1-based line of byte `at`; a line ends with LF, CR or CR LF. Counts on from where it
** was asked for last, so that hits in order cost one pass over the text in all. */
size_t document_line_at(assay_document *d, uint32_t at);

#endif
