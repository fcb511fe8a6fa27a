/*
** fuzz_verify.c - the bytes before the first NUL are a source, those after it a text that
** quotes it: every quotation gets a verdict, its place lies in the source, and the
** difference can be shown. The first lines of both serve as an author and a speaker.
*/
#include "assay.h"
#include "fuzz.h"
#include "query/verify.h"

#include <unistd.h>

/* The file of the source, in a folder of its own: one for the whole run, because a corpus
** reads files. */
static char folder[512], path[600];

static void remove_source(void) {
  unlink(path);
  rmdir(folder);
}

static void make_folder(void) {
  if (path[0] != '\0') return;
  const char *base = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/assay-fuzz-XXXXXX", base ? base : "/tmp");
  FUZZ_CHECK(mkdtemp(folder) != NULL);
  snprintf(path, sizeof path, "%s/book.txt", folder);
  FUZZ_CHECK(atexit(remove_source) == 0);
}

static struct sources *read_source(assay_str bytes) {
  make_folder();
  const char *inputs[] = {path};
  struct corpus_options options;
  struct corpus *corpus;
  struct sources *sources;
  FILE *file = fopen(inputs[0], "wb");
  FUZZ_CHECK(file != NULL);
  if (bytes.len > 0) FUZZ_CHECK(fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len);
  FUZZ_CHECK(fclose(file) == 0);
  memset(&options, 0, sizeof options);
  options.format = "plain";
  FUZZ_CHECK(corpus_open(&corpus, &options, inputs, 1, NULL) == ASSAY_OK);
  FUZZ_CHECK(sources_new(&sources, corpus, NULL, NULL, NULL) == ASSAY_OK);
  return sources;
}

static void check_quote(struct verifier *v, assay_document *document,
                        const assay_quote *quote) {
  struct verification found;
  assay_str field = {"author", 6};
  FUZZ_CHECK(verify_quote(v, document, quote, field, &found, NULL) == ASSAY_OK);
  FUZZ_CHECK(verdict_name(found.verdict)[0] != '\0');
  FUZZ_CHECK(found.wording != VERDICT_AUTHOR && found.wording <= found.verdict);
  FUZZ_CHECK(found.same <= found.words);
  FUZZ_CHECK(utf8_valid_prefix(found.difference) == found.difference.len);
  if (found.verdict == VERDICT_NOT_FOUND) return;
  assay_str text = sources_text(v->sources, found.place);
  FUZZ_CHECK(text.len > 0 && utf8_valid_prefix(text) == text.len);
  FUZZ_CHECK(sources_line(v->sources, found.place) > 0);
  if (found.verdict == VERDICT_EXACT) FUZZ_CHECK(found.same == found.words);
}

static void check_text(struct verifier *v, assay_str bytes) {
  assay_document *document;
  const assay_quote *quotes;
  size_t count;
  assay_str name = {"fuzz", 4};
  if (assay_document_new(&document, NULL, name, bytes, NULL) != ASSAY_OK) return;
  FUZZ_CHECK(assay_document_quotes(document, &quotes, &count, NULL) == ASSAY_OK);
  for (size_t i = 0; i < count; i++) check_quote(v, document, &quotes[i]);
  assay_document_free(document);
}

static void check_person(struct verifier *v, assay_str speaker, assay_str author) {
  struct buffer x = fuzz_utf8(fuzz_first_line(&speaker));
  struct buffer y = fuzz_utf8(fuzz_first_line(&author));
  bool same;
  FUZZ_CHECK(verify_same_person(v, buffer_str(&x), buffer_str(&y), &same, NULL) ==
             ASSAY_OK);
  buffer_free(&x);
  buffer_free(&y);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct verifier v;
  const uint8_t *nul = size > 0 ? memchr(data, 0, size) : NULL;
  size_t len = nul ? (size_t)(nul - data) : size;
  assay_str source = fuzz_str(data, len);
  assay_str text = nul ? fuzz_str(nul + 1, size - len - 1) : fuzz_str(data, 0);
  struct sources *sources = read_source(source);
  verifier_init(&v, sources, NULL);
  check_text(&v, text);
  check_person(&v, text, source);
  verifier_free(&v);
  sources_free(sources);
  return 0;
}
