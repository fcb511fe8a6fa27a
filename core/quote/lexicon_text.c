/*
** lexicon_text.c - one pass over the lines. English verbs are inflected here as
** lexicon_generate.lua inflects the built-in ones; a test compares the two.
*/
#include "quote/lexicon_text.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/stable_hash.h"
#include "text/utf8.h"

#include <string.h>

struct class {
  const char *name;
  uint32_t flags;
  bool inflected;
};

static const struct class classes[] = {
    {"verb", LEX_VERB, true},
    {"weak", LEX_VERB | LEX_WEAK, true},
    {"naming", LEX_NAMING, true},
    {"past", LEX_PAST, false},
    {"participle", LEX_PARTICIPLE, false},
    {"noun", LEX_NOUN, false},
    {"term", LEX_TERM, false},
    {"work", LEX_WORK, false},
    {"slogan", LEX_SLOGAN, false},
    {"role", LEX_ROLE, false},
    {"title", LEX_TITLE, false},
    {"male_title", LEX_TITLE | LEX_MALE, false},
    {"female_title", LEX_TITLE | LEX_FEMALE, false},
    {"particle", LEX_PARTICLE, false},
    {"pronoun", LEX_PRONOUN, false},
    {"male_pronoun", LEX_PRONOUN | LEX_MALE, false},
    {"female_pronoun", LEX_PRONOUN | LEX_FEMALE, false},
    {"first", LEX_PRONOUN | LEX_FIRST_PERSON, false},
    {"impersonal", LEX_PRONOUN | LEX_FIRST_PERSON, false},
    {"possessive", LEX_POSSESSIVE, false},
    {"male", LEX_MALE, false},
    {"female", LEX_FEMALE, false},
    {"male_noun", LEX_MALE, false},
    {"female_noun", LEX_FEMALE, false},
    {"relative", LEX_RELATIVE, false},
    {"determiner", LEX_DETERMINER, false},
    {"be", LEX_BE, false},
    {"have", LEX_HAVE, false},
    {"modal", LEX_MODAL, false},
    {"preposition", LEX_PREPOSITION, false},
    {"function", LEX_FUNCTION, false},
    {"conjunction", LEX_CONJUNCTION, false},
    {"adverb", LEX_ADVERB, false},
    {"abbreviation", LEX_ABBREVIATION, false},
    {"place", LEX_PLACE, false},
    {"never", LEX_NEVER_NAME, false},
};

struct reading {
  struct lexicon *lexicon;
  assay_str source;
  size_t line;
  assay_error *err;
};

void lexicon_init(struct lexicon *lexicon, const assay_allocator *alloc) {
  memset(lexicon, 0, sizeof *lexicon);
  lexicon->alloc = alloc_or_default(alloc);
  table_init(&lexicon->words, alloc);
  arena_init(&lexicon->strings, alloc);
}

void lexicon_free(struct lexicon *lexicon) {
  const assay_allocator *a = &lexicon->alloc;
  alloc_free(a, lexicon->entries, lexicon->cap, sizeof *lexicon->entries);
  alloc_free(a, lexicon->patterns, lexicon->pattern_cap, sizeof *lexicon->patterns);
  table_free(&lexicon->words);
  arena_free(&lexicon->strings);
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

static assay_str trim(assay_str s) {
  while (s.len > 0 && is_blank(*s.ptr)) s.ptr++, s.len--;
  while (s.len > 0 && is_blank(s.ptr[s.len - 1])) s.len--;
  return s;
}

/* The next word of a line. */
static bool next_word(assay_str *rest, assay_str *word) {
  *rest = trim(*rest);
  word->ptr = rest->ptr;
  word->len = 0;
  while (word->len < rest->len && !is_blank(rest->ptr[word->len])) word->len++;
  rest->ptr += word->len;
  rest->len -= word->len;
  return word->len > 0;
}

static bool is(assay_str s, const char *text) {
  return s.len == strlen(text) && memcmp(s.ptr, text, s.len) == 0;
}

static assay_status fail(const struct reading *r, const char *what, assay_str word) {
  return error_set(r->err, ASSAY_EFORMAT, "%.*s:%zu: %s '%.*s'", (int)r->source.len,
                   r->source.ptr, r->line, what, word.len > 40 ? 40 : (int)word.len,
                   word.ptr);
}

static assay_status add_form(const struct reading *r, assay_str form, uint32_t flags,
                             uint8_t act) {
  struct lexicon *lexicon = r->lexicon;
  char folded[LEXICON_FORM];
  /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): every caller has a form */
  assay_str key = {folded, lexicon_fold(form, folded)};
  uint32_t id;
  if (key.len == 0) return fail(r, "the word is too long:", form);
  assay_status status = table_intern(&lexicon->words, key, &id, r->err);
  if (status != ASSAY_OK) return status;
  size_t old = lexicon->cap;
  void *items = lexicon->entries;
  if (!alloc_grow(&lexicon->alloc, &items, &lexicon->cap, (size_t)id + 1,
                  sizeof *lexicon->entries))
    return error_memory(r->err, 0);
  lexicon->entries = items;
  if (lexicon->cap > old)
    memset(lexicon->entries + old, 0, (lexicon->cap - old) * sizeof *lexicon->entries);
  lexicon->entries[id].flags |= flags;
  if (lexicon->entries[id].act == ACT_NONE) lexicon->entries[id].act = act;
  return ASSAY_OK;
}

/* -- English verbs ---------------------------------------------------------------------
 */

static bool is_vowel(char c) {
  return c && strchr("aeiou", c) != NULL;
}

struct form {
  char text[LEXICON_FORM + 8];
};

/* The verb without its last `cut` bytes, and with an ending. */
static assay_str make(struct form *out, assay_str verb, size_t cut, const char *ending) {
  size_t len = verb.len - cut, extra = strlen(ending);
  memcpy(out->text, verb.ptr, len);
  memcpy(out->text + len, ending, extra);
  assay_str s = {out->text, len + extra};
  return s;
}

/* One vowel between consonants, "snap" but not "answer": the last letter doubles. */
static bool doubles(assay_str verb) {
  size_t i = 0;
  if (i < verb.len && verb.ptr[i] == 'q') i++;
  if (i < verb.len && verb.ptr[i] == 'u') i++;
  while (i < verb.len && !is_vowel(verb.ptr[i])) i++;
  return i + 2 == verb.len && strchr("bdgmnpt", verb.ptr[i + 1]) != NULL;
}

static bool takes_es(assay_str verb) {
  char last = verb.ptr[verb.len - 1];
  char before = verb.len > 1 ? verb.ptr[verb.len - 2] : ' ';
  return last == 's' || last == 'x' || last == 'o' ||
         (last == 'h' && (before == 's' || before == 'c'));
}

struct inflected {
  assay_str third, past, ing;
  struct form forms[3];
};

static void inflect(struct inflected *out, assay_str verb) {
  char last = verb.ptr[verb.len - 1];
  char before = verb.len > 1 ? verb.ptr[verb.len - 2] : 'a';
  char twice[2] = {last, '\0'};
  struct form stem;
  if (last == 'y' && !is_vowel(before)) {
    out->third = make(&out->forms[0], verb, 1, "ies");
    out->past = make(&out->forms[1], verb, 1, "ied");
    out->ing = make(&out->forms[2], verb, 0, "ing");
  } else if (last == 'e') {
    out->third = make(&out->forms[0], verb, 0, "s");
    out->past = make(&out->forms[1], verb, 0, "d");
    out->ing = make(&out->forms[2], verb, before == 'e' ? 0 : 1, "ing");
  } else {
    assay_str base = verb;
    if (!takes_es(verb) && doubles(verb)) base = make(&stem, verb, 0, twice);
    out->third = make(&out->forms[0], verb, 0, takes_es(verb) ? "es" : "s");
    out->past = make(&out->forms[1], base, 0, "ed");
    out->ing = make(&out->forms[2], base, 0, "ing");
  }
}

/* write/wrote/written */
static assay_status add_verb(const struct reading *r, assay_str entry, uint32_t flags,
                             uint8_t act) {
  assay_str parts[3] = {{entry.ptr, 0}, {entry.ptr, 0}, {entry.ptr, 0}};
  size_t part = 0;
  for (size_t i = 0; i < entry.len; i++) {
    if (entry.ptr[i] != '/') {
      if (parts[part].len++ == 0) parts[part].ptr = entry.ptr + i;
    } else if (++part == 3) {
      return fail(r, "more than two slashes in", entry);
    }
  }
  if (parts[0].len == 0) return fail(r, "no verb in", entry);
  if (parts[0].len + 4 > LEXICON_FORM) return fail(r, "the word is too long:", entry);
  struct inflected forms;
  inflect(&forms, parts[0]);
  assay_str past = parts[1].len > 0 ? parts[1] : forms.past;
  assay_str participle = parts[2].len > 0 ? parts[2] : past;
  assay_status status = add_form(r, parts[0], flags | LEX_BASE, act);
  if (status == ASSAY_OK) status = add_form(r, forms.third, flags, act);
  if (status == ASSAY_OK) status = add_form(r, past, flags | LEX_PAST, act);
  if (status == ASSAY_OK) status = add_form(r, participle, flags | LEX_PARTICIPLE, act);
  if (status == ASSAY_OK) status = add_form(r, forms.ing, flags | LEX_ING, act);
  return status;
}

/* -- Lines -----------------------------------------------------------------------------
 */

static bool stands_for_itself(assay_str word) {
  unsigned char c = (unsigned char)*word.ptr;
  bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
  return letter && !is(word, "NAME") && !is(word, "QUOTE");
}

/* QUOTE once and at one end, NAME once, a word of its own. */
static assay_status check_pattern(const struct reading *r, assay_str text,
                                  assay_str *anchor) {
  size_t words = 0, names = 0, quotes = 0, quote_at = 0;
  bool fixed = false;
  assay_str word = {NULL, 0};
  anchor->len = 0;
  for (assay_str rest = text; next_word(&rest, &word); words++) {
    if (is(word, "NAME")) names++;
    if (is(word, "QUOTE")) quotes++, quote_at = words;
    if (!stands_for_itself(word)) continue;
    bool leads = words == 0; /* of a pattern that begins otherwise the longest */
    fixed |= leads;
    if (anchor->len == 0 || (!fixed && word.len > anchor->len)) *anchor = word;
  }
  if (names != 1 || quotes != 1)
    return fail(r, "a pattern has one NAME and one QUOTE, not", text);
  if (quote_at != 0 && quote_at + 1 != words)
    return fail(r, "QUOTE begins or ends a pattern, unlike", text);
  if (anchor->len == 0) return fail(r, "no word stands for itself in", text);
  if (words > LEXICON_PATTERN_WORDS)
    return fail(r, "more than 16 words in the pattern", text);
  return ASSAY_OK;
}

static bool is_rule_name(assay_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (!(s.ptr[i] >= 'a' && s.ptr[i] <= 'z') && !(s.ptr[i] >= '0' && s.ptr[i] <= '9') &&
        s.ptr[i] != '-')
      return false;
  return s.len > 0 && s.len < LEXICON_RULE;
}

static assay_status add_pattern(const struct reading *r, assay_str rule, assay_str text) {
  struct lexicon *lexicon = r->lexicon;
  assay_str anchor;
  if (!is_rule_name(rule))
    return fail(r, "a pattern's name has small letters, digits and hyphens, not", rule);
  assay_status status = check_pattern(r, text, &anchor);
  if (status != ASSAY_OK) return status;
  if (lexicon->pattern_count == LEXICON_PATTERNS)
    return error_set(r->err, ASSAY_ELIMIT, "%.*s:%zu: more than %d patterns",
                     (int)r->source.len, r->source.ptr, r->line, LEXICON_PATTERNS);
  status = add_form(r, anchor, LEX_ANCHOR, ACT_NONE);
  if (status != ASSAY_OK) return status;
  char folded[LEXICON_FORM];
  assay_str key = {folded, lexicon_fold(anchor, folded)};
  void *items = lexicon->patterns;
  if (!alloc_grow(&lexicon->alloc, &items, &lexicon->pattern_cap,
                  lexicon->pattern_count + 1, sizeof *lexicon->patterns))
    return error_memory(r->err, 0);
  lexicon->patterns = items;
  struct lexicon_pattern pattern = {arena_copy(&lexicon->strings, rule).ptr,
                                    arena_copy(&lexicon->strings, text).ptr,
                                    arena_copy(&lexicon->strings, key).ptr};
  if (!pattern.rule || !pattern.text || !pattern.anchor) return error_memory(r->err, 0);
  lexicon->patterns[lexicon->pattern_count++] = pattern;
  return ASSAY_OK;
}

static const struct class *find_class(assay_str name) {
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (is(name, classes[i].name)) return &classes[i];
  return NULL;
}

static assay_status add_words(const struct reading *r, assay_str head, assay_str words) {
  bool finished = *head.ptr == '+';
  assay_str rest = {head.ptr + finished, head.len - finished};
  assay_str name = {NULL, 0}, act_name = {NULL, 0}, word = {NULL, 0};
  uint8_t act = ACT_NONE;
  const struct class *class = next_word(&rest, &name) ? find_class(name) : NULL;
  if (!class) return fail(r, "unknown class", head);
  if (next_word(&rest, &act_name)) {
    while (++act < ACT_COUNT && !is(act_name, lexicon_act_name(act))) {}
    if (act == ACT_COUNT || trim(rest).len > 0) return fail(r, "unknown act", act_name);
  }
  assay_status status = ASSAY_OK;
  while (status == ASSAY_OK && next_word(&words, &word))
    status = class->inflected && !finished ? add_verb(r, word, class->flags, act)
                                           : add_form(r, word, class->flags, act);
  return status;
}

static assay_status read_line(const struct reading *r, assay_str line) {
  static const char pattern[] = "pattern ";
  line = trim(line);
  if (line.len == 0 || *line.ptr == '#') return ASSAY_OK;
  const char *colon = memchr(line.ptr, ':', line.len);
  if (!colon) return fail(r, "neither 'class: words' nor 'pattern rule: words':", line);
  assay_str head = {line.ptr, (size_t)(colon - line.ptr)};
  assay_str rest = trim((assay_str){colon + 1, line.len - head.len - 1});
  size_t len = sizeof pattern - 1;
  if (head.len == 0) return fail(r, "unknown class", head);
  if (head.len > len && memcmp(head.ptr, pattern, len) == 0)
    return add_pattern(r, trim((assay_str){head.ptr + len, head.len - len}), rest);
  return add_words(r, head, rest);
}

assay_status lexicon_read(struct lexicon *lexicon, assay_str text, assay_str source,
                          assay_error *err) {
  struct reading r = {lexicon, source, 0, err};
  if (text.len > LEXICON_BYTES)
    return error_set(err, ASSAY_ELIMIT, "%.*s: a lexicon of more than %d bytes",
                     (int)source.len, source.ptr, LEXICON_BYTES);
  if (utf8_valid_prefix(text) != text.len)
    return error_set(err, ASSAY_EFORMAT, "%.*s: the lexicon is not valid UTF-8",
                     (int)source.len, source.ptr);
  for (size_t at = 0; at < text.len;) {
    const char *end = memchr(text.ptr + at, '\n', text.len - at);
    size_t len = end ? (size_t)(end - text.ptr) - at : text.len - at;
    r.line++;
    assay_status status = read_line(&r, (assay_str){text.ptr + at, len});
    if (status != ASSAY_OK) return status;
    at += len + 1;
  }
  lexicon->stamp = (lexicon->stamp * 31 + stable_hash(text)) | 1;
  return ASSAY_OK;
}

struct lexeme lexicon_look(const struct lexicon *lexicon, assay_str word) {
  struct lexeme found = lexicon_find(word);
  char folded[LEXICON_FORM];
  if (!lexicon || lexicon->words.count == 0) return found;
  assay_str key = {folded, lexicon_fold(word, folded)};
  uint32_t id = key.len > 0 ? table_find(&lexicon->words, key) : TABLE_NONE;
  if (id == TABLE_NONE) return found;
  const struct lexicon_entry *entry = &lexicon->entries[id];
  /* A word that reports now in every frame is no longer weak. */
  if ((entry->flags & LEX_VERB) && !(entry->flags & LEX_WEAK))
    found.flags &= ~(uint32_t)LEX_WEAK;
  found.flags |= entry->flags;
  if (entry->act != ACT_NONE) found.act = entry->act;
  return found;
}
