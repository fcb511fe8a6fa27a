/*
** verify.c - a quotation as words with signs of alteration, the verdict on its alignment,
** and the difference in writing.
*/
#include "query/verify.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "corpus/document.h"
#include "text/fold.h"
#include "text/vocabulary.h"

#include <string.h>

enum { FOUND_WHOLE = 4, LONG_LEFT_OUT = 12, SHOWN_LEFT_OUT = 5 };

const char *verdict_name(enum verdict verdict) {
  static const char *const names[] = {
      "exact",           "declared ellipsis", "altered in brackets",
      "silent ellipsis", "changed words",     "another author",
      "not found"};
  return names[verdict];
}

void verifier_init(struct verifier *v, const struct sources *sources,
                   const assay_allocator *alloc) {
  memset(v, 0, sizeof *v);
  v->alloc = alloc_or_default(alloc);
  v->sources = sources;
  buffer_init(&v->word, &v->alloc, BUFFER_NO_CEILING);
  buffer_init(&v->difference, &v->alloc, BUFFER_NO_CEILING);
  buffer_init(&v->speaker, &v->alloc, BUFFER_NO_CEILING);
  buffer_init(&v->author, &v->alloc, BUFFER_NO_CEILING);
}

void verifier_free(struct verifier *v) {
  alloc_free(&v->alloc, v->keys, v->keys_cap, sizeof *v->keys);
  alloc_free(&v->alloc, v->flags, v->flags_cap, sizeof *v->flags);
  alloc_free(&v->alloc, v->bytes, v->bytes_cap, sizeof *v->bytes);
  buffer_free(&v->word);
  buffer_free(&v->difference);
  buffer_free(&v->speaker);
  buffer_free(&v->author);
  v->keys = NULL;
  v->flags = NULL;
  v->bytes = NULL;
  v->keys_cap = v->flags_cap = v->bytes_cap = v->count = 0;
}

/* -- The words of a quotation ------------------------------------------------------- */

static bool verifier_reserve(struct verifier *v, size_t count) {
  void *keys = v->keys, *flags = v->flags, *bytes = v->bytes;
  bool done = alloc_grow(&v->alloc, &keys, &v->keys_cap, count, sizeof *v->keys);
  v->keys = keys;
  done = done && alloc_grow(&v->alloc, &flags, &v->flags_cap, count, sizeof *v->flags);
  v->flags = flags;
  done = done && alloc_grow(&v->alloc, &bytes, &v->bytes_cap, count, sizeof *v->bytes);
  v->bytes = bytes;
  return done;
}

/* What stands between two words. */
struct between {
  bool in_brackets; /* behind it */
  bool touched;     /* brackets and nothing else: [T]he is one word */
  bool ellipsis;
};

static struct between look_between(assay_str text, bool in_brackets) {
  struct between b = {in_brackets, text.len > 0, false};
  size_t dots = 0;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c == '[' || c == ']')
      b.in_brackets = c == '[';
    else
      b.touched = false;
    if (c == '.') dots++;
    if (text.len - i >= 3 && memcmp(text.ptr + i, "\xE2\x80\xA6", 3) == 0) dots = 3;
  }
  b.ellipsis = dots >= 3;
  return b;
}

/* The letters of a word that brackets cut in pieces, as one key. */
static assay_status join_word(struct verifier *v, assay_document *d, size_t i,
                              assay_error *err) {
  struct buffer whole;
  assay_str piece = document_slice(d, v->bytes[i]);
  buffer_init(&whole, &v->alloc, BUFFER_NO_CEILING);
  for (size_t k = 0; k < piece.len; k++)
    if (piece.ptr[k] != '[' && piece.ptr[k] != ']') buffer_add_char(&whole, piece.ptr[k]);
  buffer_clear(&v->word);
  assay_status status = buffer_status(&whole, "a word", err);
  if (status == ASSAY_OK)
    status = vocabulary_key(d->vocabulary, buffer_str(&whole), &v->word, err);
  if (status == ASSAY_OK) v->keys[i] = sources_key(v->sources, buffer_str(&v->word));
  buffer_free(&whole);
  return status;
}

static assay_status add_token(struct verifier *v, assay_document *d, size_t token,
                              struct between between, assay_error *err) {
  assay_span bytes = {d->begin[token], d->end[token]};
  if (between.touched && v->count > 0) {
    assay_span *whole = &v->bytes[v->count - 1];
    whole->end = bytes.end;
    if (whole->begin > 0 && d->text.data[whole->begin - 1] == '[') whole->begin--;
    v->flags[v->count - 1] |= ALIGN_BRACKETED;
    return join_word(v, d, v->count - 1, err);
  }
  if (!verifier_reserve(v, v->count + 1)) return error_memory(err, 0);
  v->keys[v->count] = sources_key(v->sources,
                                  assay_vocabulary_term(d->vocabulary, d->term[token]));
  v->flags[v->count] = (uint8_t)((between.in_brackets ? ALIGN_BRACKETED : 0) |
                                 (between.ellipsis && v->count > 0 ? ALIGN_GAP : 0));
  v->bytes[v->count++] = bytes;
  return ASSAY_OK;
}

static assay_status read_quote(struct verifier *v, assay_document *d,
                               const assay_quote *quote, assay_error *err) {
  bool in_brackets = false;
  v->count = 0;
  for (uint32_t p = 0; p < quote->part_count; p++) {
    assay_span part = quote->parts[p];
    uint32_t at = part.begin;
    size_t token = document_token_at(d, part.begin);
    for (; token < d->token_count && d->begin[token] < part.end; token++) {
      if (!tokens_is_running(d->kind[token]) || d->begin[token] < at) continue;
      assay_span space = {at, d->begin[token]};
      struct between between = look_between(document_slice(d, space), in_brackets);
      bool first = at == part.begin;
      between.touched = between.touched && !first;
      /* Whoever closes the marks and opens them again does not say that nothing stands
      ** between. */
      between.ellipsis |= first && p > 0;
      assay_status status = add_token(v, d, token, between, err);
      if (status != ASSAY_OK) return status;
      in_brackets = between.in_brackets;
      at = d->end[token];
    }
  }
  return ASSAY_OK;
}

/* -- Names -------------------------------------------------------------------------- */

static assay_str next_name(assay_str names, size_t *at) {
  static const char ends[] = " \t\r\n,;.&/()[]";
  while (*at < names.len && strchr(ends, names.ptr[*at])) ++*at;
  size_t begin = *at;
  while (*at < names.len && !strchr(ends, names.ptr[*at])) ++*at;
  assay_str name = {names.ptr + begin, *at - begin};
  return name;
}

/* What stands with a name and is none. */
static bool is_title(assay_str name) {
  static const char *const titles[] = {"mr",        "mrs", "ms",   "miss", "dr",   "prof",
                                       "professor", "sir", "lord", "lady", "dame", "jr",
                                       "sr",        "ii",  "iii",  "the"};
  for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
    if (str_equal(name, str_from(titles[i]))) return true;
  return false;
}

/* Who is called by an office or in small letters only ("the Prime Minister", "critics")
** is nobody whom a name could contradict. */
static bool is_nameless(assay_str speaker, assay_str folded) {
  static const char *const offices[] = {
      "the",     "of",        "for",     "and",       "a",          "an",
      "prime",   "foreign",   "home",    "first",     "minister",   "president",
      "premier", "secretary", "state",   "treasury",  "chancellor", "exchequer",
      "king",    "queen",     "emperor", "tsar",      "pope",       "archbishop",
      "bishop",  "governor",  "mayor",   "senator",   "ambassador", "general",
      "marshal", "colonel",   "captain", "commander", "speaker",    "chairman",
      "judge",   "defence",   "war",     "cabinet",   "government", "council"};
  bool capital = false;
  for (size_t at = 0; at < speaker.len;) {
    assay_str name = next_name(speaker, &at);
    capital |= name.len > 0 && !(name.ptr[0] >= 'a' && name.ptr[0] <= 'z');
  }
  if (!capital) return true;
  for (size_t at = 0; at < folded.len;) {
    assay_str name = next_name(folded, &at);
    bool office = name.len == 0;
    for (size_t i = 0; !office && i < sizeof offices / sizeof *offices; i++)
      office = str_equal(name, str_from(offices[i]));
    if (!office) return false;
  }
  return true;
}

/* Whether another name than `last` begins like this one; *more: whether there is any. */
static bool has_initial(assay_str names, assay_str last, char initial, bool *more) {
  bool found = false;
  for (size_t at = 0; at < names.len;) {
    assay_str name = next_name(names, &at);
    if (name.len == 0 || is_title(name) || str_equal(name, last)) continue;
    *more = true;
    found |= name.ptr[0] == initial;
  }
  return found;
}

static bool has_name(assay_str names, assay_str wanted) {
  for (size_t at = 0; at < names.len;)
    if (str_equal(next_name(names, &at), wanted)) return true;
  return false;
}

static bool is_same_person(assay_str speaker, assay_str author) {
  assay_str last = {NULL, 0};
  bool first = false, more = false, found = false;
  for (size_t at = 0; at < speaker.len;) {
    assay_str name = next_name(speaker, &at);
    if (name.len > 0 && !is_title(name)) last = name;
  }
  if (last.len == 0) return str_equal(speaker, author);
  if (!has_name(author, last)) return false;
  for (size_t at = 0; at < speaker.len;) {
    assay_str name = next_name(speaker, &at);
    if (name.len == 0 || is_title(name) || str_equal(name, last)) continue;
    first = true;
    found |= has_initial(author, last, name.ptr[0], &more);
  }
  return found || !first || !more;
}

assay_status verify_same_person(struct verifier *v, assay_str speaker, assay_str author,
                                bool *same, assay_error *err) {
  const uint32_t fold = ASSAY_FOLD_CASE | ASSAY_FOLD_MARKS;
  buffer_clear(&v->speaker);
  buffer_clear(&v->author);
  assay_status status = fold_word(speaker, fold, &v->speaker, err);
  if (status == ASSAY_OK) status = fold_word(author, fold, &v->author, err);
  if (status == ASSAY_OK)
    *same = is_nameless(speaker, buffer_str(&v->speaker)) ||
            is_same_person(buffer_str(&v->speaker), buffer_str(&v->author));
  return status;
}

struct preference {
  struct verifier *verifier;
  assay_str speaker, field;
};

static bool prefer_author(void *ctx, const struct sources *s, size_t document) {
  const struct preference *p = ctx;
  assay_str author = sources_field(s, document, p->field);
  bool same = false;
  return p->speaker.len > 0 && author.len > 0 &&
         verify_same_person(p->verifier, p->speaker, author, &same, NULL) == ASSAY_OK &&
         same;
}

/* -- The difference ----------------------------------------------------------------- */

/* Text with one blank for white space. */
static void add_text(struct buffer *out, assay_str text) {
  for (size_t i = 0; i < text.len; i++) {
    bool space = (unsigned char)text.ptr[i] <= ' ';
    if (!space)
      buffer_add_char(out, text.ptr[i]);
    else if (out->len > 0 && out->data[out->len - 1] != ' ')
      buffer_add_char(out, ' ');
  }
}

static void add_source(struct verifier *v, struct source_place place, assay_span words) {
  struct buffer *out = &v->difference;
  size_t count = words.end - words.begin;
  place.words = words;
  if (count > LONG_LEFT_OUT) {
    place.words.end = words.begin + SHOWN_LEFT_OUT;
    add_text(out, sources_text(v->sources, place));
    buffer_addf(out, " ... (%zu words) ... ", count - 2 * SHOWN_LEFT_OUT);
    place.words = (assay_span){words.end - SHOWN_LEFT_OUT, words.end};
  }
  add_text(out, sources_text(v->sources, place));
}

static void add_quote(struct verifier *v, const assay_document *d, assay_span words) {
  assay_span bytes = {v->bytes[words.begin].begin, v->bytes[words.end - 1].end};
  add_text(&v->difference, document_slice(d, bytes));
}

/* Words of the quotation; those of different parts have a clause between them. */
static void add_quote_parts(struct verifier *v, const assay_document *d,
                            const assay_quote *quote, assay_span words) {
  uint32_t begin = words.begin;
  for (uint32_t p = 0; p < quote->part_count && begin < words.end; p++) {
    uint32_t end = begin;
    while (end < words.end && v->bytes[end].begin < quote->parts[p].end) end++;
    if (end == begin) continue;
    if (begin > words.begin) buffer_add_char(&v->difference, ' ');
    add_quote(v, d, (assay_span){begin, end});
    begin = end;
  }
}

static void add_step(struct verifier *v, const assay_document *d,
                     const assay_quote *quote, struct source_place place,
                     const struct align_step *step) {
  struct buffer *out = &v->difference;
  bool source = step->source.end > step->source.begin;
  bool own = step->quote.end > step->quote.begin;
  if (out->len > 0) buffer_add_char(out, ' ');
  if (step->kind == ALIGN_SAME) {
    add_quote_parts(v, d, quote, step->quote);
    return;
  }
  if (source) {
    buffer_add_text(out, step->kind == ALIGN_ELLIPSIS ? "[..." : "[-");
    add_source(v, place, step->source);
    buffer_add_text(out, step->kind == ALIGN_ELLIPSIS ? "...]" : "-]");
  }
  if (!own) return;
  buffer_add_text(out, "{+");
  if (step->kind == ALIGN_BRACKETS) buffer_add_char(out, '[');
  add_quote_parts(v, d, quote, step->quote);
  if (step->kind == ALIGN_BRACKETS) buffer_add_char(out, ']');
  buffer_add_text(out, "+}");
}

/* -- The verdict -------------------------------------------------------------------- */

/* Whether enough words are the same. */
static bool is_found(const struct verifier *v, const struct alignment *a) {
  size_t own = 0, same = 0;
  for (size_t i = 0; i < v->count; i++) own += !(v->flags[i] & ALIGN_BRACKETED);
  for (size_t i = 0; i < a->count; i++)
    for (uint32_t k = a->steps[i].quote.begin; k < a->steps[i].quote.end; k++)
      same += a->steps[i].kind == ALIGN_SAME && !(v->flags[k] & ALIGN_BRACKETED);
  return own > 0 && same >= (own <= FOUND_WHOLE ? own : own - own / 4);
}

static void judge(struct verification *out, const struct alignment *a) {
  static const enum verdict verdicts[] = {
      VERDICT_EXACT, VERDICT_ELLIPSIS, VERDICT_BRACKETS, VERDICT_SILENT, VERDICT_CHANGED};
  out->wording = VERDICT_EXACT;
  out->same = a->same;
  for (size_t i = 0; i < a->count; i++) {
    const struct align_step *step = &a->steps[i];
    enum verdict verdict = verdicts[step->kind];
    if (verdict > out->wording) out->wording = verdict;
    if (step->kind == ALIGN_ELLIPSIS || step->kind == ALIGN_SILENT)
      out->left_out += step->source.end - step->source.begin;
  }
  out->verdict = out->wording;
}

static assay_status describe(struct verifier *v, const assay_document *d,
                             const assay_quote *quote, const struct alignment *a,
                             struct verification *out, assay_error *err) {
  buffer_clear(&v->difference);
  uint32_t begin = out->place.words.begin - a->source.begin;
  for (size_t i = 0; i < a->count; i++) {
    struct align_step step = a->steps[i];
    step.source.begin += begin;
    step.source.end += begin;
    add_step(v, d, quote, out->place, &step);
  }
  out->difference = buffer_str(&v->difference);
  return buffer_status(&v->difference, "a difference", err);
}

assay_status verify_quote(struct verifier *v, assay_document *d, const assay_quote *quote,
                          assay_str author_field, struct verification *out,
                          assay_error *err) {
  struct verification found = {.verdict = VERDICT_NOT_FOUND,
                               .wording = VERDICT_NOT_FOUND,
                               .author = str_from(""),
                               .difference = str_from("")};
  struct preference wanted = {v, quote->speaker, author_field};
  struct alignment alignment;
  assay_status status = read_quote(v, d, quote, err);
  if (status != ASSAY_OK) return status;
  struct align_words words = {v->keys, v->flags, v->count};
  found.words = v->count;
  if (sources_find(v->sources, &words, prefer_author, &wanted, &found.place,
                   &alignment) &&
      is_found(v, &alignment)) {
    bool same = true;
    judge(&found, &alignment);
    found.author = sources_field(v->sources, found.place.document, author_field);
    if (quote->speaker.len > 0 && found.author.len > 0)
      status = verify_same_person(v, quote->speaker, found.author, &same, err);
    if (!same) found.verdict = VERDICT_AUTHOR;
    if (status == ASSAY_OK) status = describe(v, d, quote, &alignment, &found, err);
  }
  if (status == ASSAY_OK) *out = found;
  return status;
}
