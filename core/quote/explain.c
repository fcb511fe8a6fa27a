/*
** explain.c - the sentences about the rules, and marking a passage.
*/
#include "quote/explain.h"

#include "base/table.h"
#include "corpus/document.h"
#include "text/utf8.h"

#include <string.h>

enum { FAR = 800, SHOWN_HEAD = 90, SHOWN_TAIL = 60, MOST_MARKS = 32, AROUND = 300 };

static const struct {
  const char *rule, *sentence;
} rules[] = {
    {"marks", "nothing in the text says who speaks"},
    {"unclosed", "the quotation is opened and never closed in its paragraph"},
    {"announced", "the word before it says that a term, a title or a slogan follows"},
    {"markup", "the file marks it as a quotation"},
    {"dash", "a dash at the beginning of a line, and whoever the clause after it names"},
    {"indirect-that", "a reporting verb and \"that\", without marks"},
    {"indirect-according", "\"according to\" and a name, without marks"},
    {"block", "a block set off by its indentation"},
    {"transcript", "a name and a colon at the beginning of a line, as in a transcript"},
    {"according-to-after", "\"according to\" or its like follows, with the name"},
    {"according-to", "\"according to\" or its like leads up to it, with the name"},
    {"verb-name-after", "a reporting verb and its subject follow: \"'...', said Lee\""},
    {"name-verb-after", "a subject and its reporting verb follow: \"'...', Lee said\""},
    {"passive-by-after", "a participle and \"by\" follow: \"'...', described by Lee\""},
    {"passive-by",
     "a participle and \"by\" lead up to it: \"described by Lee as '...'\""},
    {"by-agent", "\"by\" and a name stand before it"},
    {"as-x-puts-it", "a clause with \"as\" names him: \"as Lee puts it\""},
    {"to-quote-x", "\"to quote\" and the name"},
    {"in-words-of", "\"in the words of\", \"in the opinion of\" and the name"},
    {"noun-of-name", "the name possesses a noun of speech: \"Lee's view that '...'\""},
    {"coined-by", "the clause after it tells from whom the words come"},
    {"portrait",
     "it is about somebody as the name pictures him: \"Lee's Stalin was '...'\""},
    {"possessor", "the name possesses it: \"Lee's '...'\""},
    {"for-x", "\"for\" and a name frame the sentence: \"For Lee it was '...'\""},
    {"verb-before", "the subject of the reporting verb that leads up to it"},
    {"participle", "a participle leads up to it, and its subject is the sentence's"},
    {"relative-who", "\"who\" is the verb's subject, and refers to the name before it"},
    {"colon", "a colon leads up to it, after a sentence about him"},
    {"gapped-verb", "the verb of the quotation before is left out: \"Lee '...'\""},
    {"carry-over", "the clause of the quotation before holds for this one too"},
    {"carry-back", "the clause of the next quotation holds for this one too"},
    {"in-work-of", "the work that is named there is his"},
    {"author-date", "a citation in brackets follows it"},
    {"signature", "a dash and the name follow it"},
    {"note", "the note behind it begins with the name"},
    {"same-turn", "it goes on with what was said before in the same paragraph"},
    {"after-action", "he acts in the sentence before it"},
    {"action-beat", "he acts beside the words, in their paragraph"},
    {"conversation", "nobody is named; this is the likeliest sequence of the speakers"},
};

const char *explain_rule(const char *rule) {
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if (strcmp(rules[i].rule, rule) == 0) return rules[i].sentence;
  return "a pattern of the lexicon in use";
}

struct mark {
  assay_span span;
  const char *name;
};

struct marking {
  assay_document *document;
  struct mark marks[MOST_MARKS]; /* by begin, not overlapping */
  size_t count;
  struct buffer *out;
};

static bool is_empty(assay_span span) {
  return span.begin >= span.end;
}

/* Keeps the marks in order; one that overlaps another is left out. */
static void add_mark(struct marking *m, assay_span span, const char *name) {
  size_t at = m->count;
  if (is_empty(span) || m->count == MOST_MARKS) return;
  for (size_t i = 0; i < m->count; i++)
    if (span.begin < m->marks[i].span.end && m->marks[i].span.begin < span.end) return;
  for (; at > 0 && m->marks[at - 1].span.begin > span.begin; at--)
    m->marks[at] = m->marks[at - 1];
  m->marks[at] = (struct mark){span, name};
  m->count++;
}

static void put_spaced(struct buffer *out, assay_str s) {
  for (size_t i = 0; i < s.len; i++) {
    bool space = (unsigned char)s.ptr[i] <= ' ';
    bool again = space && out->len > 0 && out->data[out->len - 1] == ' ';
    if (!again) buffer_add_char(out, space ? ' ' : s.ptr[i]);
  }
}

static size_t char_begin(assay_str s, size_t at) {
  while (at > 0 && at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80) at--;
  return at;
}

/* The words, without their middle when they are long. */
static void put_words(struct buffer *out, assay_str s) {
  if (s.len <= 2 * (size_t)(SHOWN_HEAD + SHOWN_TAIL)) {
    put_spaced(out, s);
    return;
  }
  size_t head = char_begin(s, SHOWN_HEAD), tail = char_begin(s, s.len - SHOWN_TAIL);
  put_spaced(out, (assay_str){s.ptr, head});
  buffer_add_text(out, " [...] ");
  put_spaced(out, (assay_str){s.ptr + tail, s.len - tail});
}

static void put_marked(struct marking *m, assay_span window) {
  uint32_t at = window.begin;
  for (size_t i = 0; i < m->count; i++) {
    const struct mark *mark = &m->marks[i];
    if (mark->span.begin < at || mark->span.end > window.end) continue;
    put_spaced(m->out, document_slice(m->document, (assay_span){at, mark->span.begin}));
    buffer_addf(m->out, "<%s>", mark->name);
    put_words(m->out, document_slice(m->document, mark->span));
    buffer_addf(m->out, "</%s>", mark->name);
    at = mark->span.end;
  }
  put_spaced(m->out, document_slice(m->document, (assay_span){at, window.end}));
}

/* The sentences that hold the bytes, but not much more than AROUND bytes beside them. */
static assay_span sentences_around(assay_document *d, const assay_span *sentences,
                                   size_t count, assay_span bytes) {
  assay_str text = assay_document_text(d);
  size_t first = document_sentence_at(d, bytes.begin);
  size_t last = document_sentence_at(d, bytes.end > 0 ? bytes.end - 1 : 0);
  assay_span window = bytes;
  if (first < count && sentences[first].begin < window.begin)
    window.begin = sentences[first].begin;
  if (last < count && sentences[last].end > window.end) window.end = sentences[last].end;
  if (bytes.begin - window.begin > AROUND)
    window.begin = (uint32_t)char_begin(text, bytes.begin - AROUND);
  if (window.end - bytes.end > AROUND)
    window.end = (uint32_t)char_begin(text, bytes.end + AROUND);
  return window;
}

static bool is_near(assay_span span, assay_span whole) {
  uint32_t left = whole.begin > FAR ? whole.begin - FAR : 0;
  return span.end >= left && (span.begin < whole.end || span.begin - whole.end < FAR);
}

static assay_span span_union(assay_span a, assay_span b) {
  if (b.begin < a.begin) a.begin = b.begin;
  if (b.end > a.end) a.end = b.end;
  return a;
}

assay_status explain_passage(assay_document *document, const assay_quote *quote,
                             struct buffer *out, assay_error *err) {
  struct marking m = {.document = document, .out = out};
  const assay_span *sentences;
  size_t count;
  assay_status status = assay_document_sentences(document, &sentences, &count, err);
  if (status != ASSAY_OK) return status;
  assay_span whole = {quote->parts[0].begin, quote->parts[quote->part_count - 1].end};
  for (uint32_t i = 0; i < quote->part_count; i++) add_mark(&m, quote->parts[i], "quote");
  bool near = is_empty(quote->mention) || is_near(quote->mention, whole);
  add_mark(&m, quote->mention, "speaker");
  if (!is_empty(quote->mention) && near) whole = span_union(whole, quote->mention);
  if (!is_empty(quote->cue) && is_near(quote->cue, whole)) {
    add_mark(&m, quote->cue, "cue");
    whole = span_union(whole, quote->cue);
  }
  if (!near) {
    put_marked(&m, sentences_around(document, sentences, count, quote->mention));
    buffer_add_text(out, " [...] ");
  }
  put_marked(&m, sentences_around(document, sentences, count, whole));
  return buffer_status(out, "an explanation", err);
}
