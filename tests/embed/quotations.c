/* quotations.c - who is quoted in a text that is in memory. Needs assay.h only. */
#include <assay.h>

#include <stdio.h>
#include <string.h>

static const char text[] =
    "Rosamund Ellery calls the pact ‘a bargain of fools’. The Foreign Office took\n"
    "another view. \"We were, after all,\" wrote Godfrey Pell, \"only waiting.\" As\n"
    "Ellery later put it, ‘nobody believed in “peace for ever”’. The people's own\n"
    "voice is silent.\n";

/* Offsets are bytes into the document's text, half-open; nothing ends with a NUL. */
static void print_span(assay_str all, assay_span span) {
  fwrite(all.ptr + span.begin, 1, span.end - span.begin, stdout);
}

static void print_quote(assay_str all, const assay_quote *quote) {
  /* The speaker is the full name; its length is 0 when nobody is named. */
  printf("%-15.*s  %-6s  ", (int)quote->speaker.len, quote->speaker.ptr,
         assay_quote_kind_name(quote->kind));
  /* A reporting clause in the middle cuts the words into parts. */
  for (uint32_t i = 0; i < quote->part_count; i++) {
    if (i > 0) printf(" ... ");
    print_span(all, quote->parts[i]);
  }
  printf("\n");
}

int main(void) {
  assay_str name = {"example", strlen("example")};
  assay_str bytes = {text, strlen(text)};
  assay_error err; /* filled by whatever fails; there is no hidden last error */
  assay_document *document = NULL;
  const assay_quote *quotes; /* borrowed: they live as long as the document */
  size_t count;

  /* NULL options: tokens by the rule word/1, memory from malloc. The bytes are copied. */
  assay_status status = assay_document_new(&document, NULL, name, bytes, &err);
  if (status == ASSAY_OK) status = assay_document_quotes(document, &quotes, &count, &err);
  if (status != ASSAY_OK) {
    fprintf(stderr, "%s: %s\n", assay_status_name(status), err.message);
    assay_document_free(document); /* NULL is welcome */
    return 1;
  }
  for (size_t i = 0; i < count; i++)
    print_quote(assay_document_text(document), &quotes[i]);
  assay_document_free(document);
  return 0;
}
