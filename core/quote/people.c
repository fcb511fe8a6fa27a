/*
** people.c - the register of names. Candidates for a surname are chained, newest first,
** and only so many of them are looked at, so that a text of names stays linear.
*/
#include "quote/people.h"

#include "base/alloc.h"
#include "base/error.h"
#include "quote/cues.h"
#include "quote/lexicon.h"

#include <string.h>

enum { ORDINARY_BITS = 1 << 18, ORDINARY_BYTES = ORDINARY_BITS / 8 };
enum { NAME_BYTES = 128, CHAIN_LIMIT = 32, CHANCE = 25 };

void people_init(struct people *people, const assay_allocator *alloc) {
  memset(people, 0, sizeof *people);
  people->alloc = alloc_or_default(alloc);
  table_init(&people->names, alloc);
  table_init(&people->keys, alloc);
}

void people_free(struct people *people) {
  const assay_allocator *a = &people->alloc;
  alloc_free(a, people->items, people->cap, sizeof *people->items);
  alloc_free(a, people->last_surname, people->surname_cap, sizeof(uint32_t));
  alloc_free(a, people->last_forename, people->forename_cap, sizeof(uint32_t));
  alloc_free(a, people->ordinary, people->ordinary ? ORDINARY_BYTES : 0, 1);
  table_free(&people->names);
  table_free(&people->keys);
}

/* The bytes [begin, end) with single spaces; "" when they are too long to be a name. */
static assay_str spaced_bytes(assay_str text, size_t begin, size_t end,
                              char out[NAME_BYTES]) {
  size_t len = 0;
  bool space = false;
  for (size_t i = begin; i < end; i++) {
    if ((unsigned char)text.ptr[i] <= ' ') {
      space = true;
      continue;
    }
    if (len + 2 >= NAME_BYTES) {
      len = 0;
      break;
    }
    if (space) out[len++] = ' ';
    space = false;
    out[len++] = text.ptr[i];
  }
  assay_str s = {out, len};
  return s;
}

static assay_str spaced(assay_str text, const struct piece *name, char out[NAME_BYTES]) {
  return spaced_bytes(text, name->begin, name->end, out);
}

/* The next word of a spaced name; its full stop is left out. */
static bool next_word(assay_str *rest, assay_str *word) {
  while (rest->len > 0 && (*rest->ptr == ' ' || *rest->ptr == '.')) {
    rest->ptr++;
    rest->len--;
  }
  word->ptr = rest->ptr;
  word->len = 0;
  while (word->len < rest->len && rest->ptr[word->len] != ' ' &&
         rest->ptr[word->len] != '.')
    word->len++;
  rest->ptr += word->len;
  rest->len -= word->len;
  return word->len > 0;
}

static bool is_title(assay_str word) {
  return (lexicon_find(word).flags & LEX_TITLE) != 0;
}

/* "von" in "Ilse von Thurn": no given name, and no surname by itself. */
static bool is_particle(assay_str word, assay_str rest) {
  return rest.len > 0 && (lexicon_find(word).flags & LEX_PARTICLE) != 0;
}

static assay_status note_key(uint32_t **last, size_t *cap, struct people *people,
                             uint32_t key, assay_error *err) {
  size_t old = *cap;
  void *items = *last;
  if (!alloc_grow(&people->alloc, &items, cap, (size_t)key + 1, sizeof **last))
    return error_memory(err, 0);
  *last = items;
  for (size_t i = old; i < *cap; i++) (*last)[i] = PERSON_NONE;
  return ASSAY_OK;
}

/* Splits the name and chains the person to those with the same words. */
static assay_status people_chain(struct people *people, uint32_t index, assay_str name,
                                 assay_error *err) {
  struct person *person = &people->items[index];
  assay_str word, first = {NULL, 0}, last = {NULL, 0};
  for (assay_str rest = name; next_word(&rest, &word);) {
    if (is_title(word) && person->words == 0 && rest.len > 0) continue;
    if (is_particle(word, rest)) continue;
    if (person->words++ == 0) first = word;
    last = word;
  }
  if (last.len == 0) return ASSAY_OK;
  assay_status status = table_intern(&people->keys, last, &person->surname, err);
  if (status == ASSAY_OK)
    status = note_key(&people->last_surname, &people->surname_cap, people,
                      person->surname, err);
  if (status != ASSAY_OK) return status;
  person->same_surname = people->last_surname[person->surname];
  people->last_surname[person->surname] = index;
  if (person->words < 2) return ASSAY_OK;
  status = table_intern(&people->keys, first, &person->forename, err);
  if (status == ASSAY_OK)
    status = note_key(&people->last_forename, &people->forename_cap, people,
                      person->forename, err);
  if (status != ASSAY_OK) return status;
  person->same_forename = people->last_forename[person->forename];
  people->last_forename[person->forename] = index;
  return ASSAY_OK;
}

/* The person of a spaced name, made if new. */
static assay_status people_intern(struct people *people, assay_str key, uint32_t flags,
                                  uint32_t *id, assay_error *err) {
  assay_status status = table_intern(&people->names, key, id, err);
  if (status != ASSAY_OK || *id < people->count) return status;
  void *items = people->items;
  if (!alloc_grow(&people->alloc, &items, &people->cap, people->count + 1,
                  sizeof *people->items))
    return error_memory(err, 0);
  people->items = items;
  struct person person = {.surname = TABLE_NONE, .forename = TABLE_NONE};
  person.same_surname = person.same_forename = person.resolved = PERSON_NONE;
  uint32_t gender = flags & (LEX_MALE | LEX_FEMALE);
  if (gender == LEX_MALE) person.gender = GENDER_MALE;
  if (gender == LEX_FEMALE) person.gender = GENDER_FEMALE;
  person.place = (flags & LEX_PLACE) != 0;
  people->items[people->count++] = person;
  return people_chain(people, *id, key, err);
}

static assay_status people_add_name(struct people *people, const struct passage *p,
                                    struct piece *name, assay_error *err) {
  char bytes[NAME_BYTES];
  uint32_t id;
  assay_str key = spaced(p->text, name, bytes);
  name->index = PERSON_NONE;
  if (key.len == 0) return ASSAY_OK;
  assay_status status = people_intern(people, key, name->flags, &id, err);
  if (status != ASSAY_OK) return status;
  name->index = id;
  people->items[id].proved |= !name->starts || name->plural;
  people->items[id].midway |= !name->starts;
  bool article = name > p->items && name[-1].end - name[-1].begin == 3 &&
                 (name[-1].flags & LEX_DETERMINER) && !(name[-1].flags & LEX_POSSESSIVE);
  people->items[id].articles += article;
  people->items[id].bare += !article;
  return status;
}

assay_status people_add_called(struct people *people, assay_str name, uint32_t *person,
                               assay_error *err) {
  char bytes[NAME_BYTES];
  assay_str key = spaced_bytes(name, 0, name.len, bytes);
  if (key.len == 0) return ASSAY_OK;
  return people_intern(people, key, lexicon_find(key).flags, person, err);
}

/* The bit of a word, its first letter made small. */
static uint32_t ordinary_bit(assay_str word) {
  uint32_t h = 2166136261u;
  for (size_t i = 0; i < word.len; i++) {
    unsigned char c = (unsigned char)word.ptr[i];
    if (i == 0 && c >= 'A' && c <= 'Z') c = (unsigned char)(c + 32);
    h = (h ^ c) * 16777619u;
  }
  return (h ^ (h >> 16)) % ORDINARY_BITS;
}

/* Whether the text, or the lexicon, has the word as more than a name. A few others may
** seem so, as their bits are shared; then a name is only shown shorter. */
static bool is_ordinary(const struct people *people, assay_str word) {
  uint32_t bit = ordinary_bit(word);
  if (lexicon_find(word).flags & ~(uint32_t)(LEX_MALE | LEX_FEMALE | LEX_TITLE))
    return true;
  return people->ordinary && (people->ordinary[bit / 8] >> (bit % 8) & 1);
}

bool people_is_likely(const struct people *people, uint32_t person) {
  const struct person *p = &people->items[person];
  return p->proved || (p->words == 1 && people->ordinary &&
                       !is_ordinary(people, people_name(people, person)));
}

static assay_status add_ordinary(struct people *people, const struct passage *p,
                                 assay_error *err) {
  if (!people->ordinary) people->ordinary = alloc_zero(&people->alloc, ORDINARY_BYTES, 1);
  if (!people->ordinary) return error_memory(err, ORDINARY_BYTES);
  for (size_t i = 0; i < p->count; i++) {
    const struct piece *w = &p->items[i];
    if (!w->fresh || w->type != PIECE_WORD || w->capital || w->flags != 0) continue;
    uint32_t bit = ordinary_bit((assay_str){p->text.ptr + w->begin, w->end - w->begin});
    people->ordinary[bit / 8] |= (uint8_t)(1u << (bit % 8));
  }
  return ASSAY_OK;
}

assay_status people_add(struct people *people, struct passage *p, assay_error *err) {
  assay_status status = add_ordinary(people, p, err);
  for (size_t i = 0; i < p->count && status == ASSAY_OK; i++)
    if (p->items[i].type == PIECE_NAME)
      status = people_add_name(people, p, &p->items[i], err);
  return status;
}

uint32_t people_find(const struct people *people, const struct passage *p, size_t name) {
  char bytes[NAME_BYTES];
  assay_str key = spaced(p->text, &p->items[name], bytes);
  uint32_t id = key.len > 0 ? table_find(&people->names, key) : TABLE_NONE;
  return id < people->count ? id : PERSON_NONE;
}

uint32_t people_find_name(const struct people *people, assay_str name) {
  char bytes[NAME_BYTES];
  assay_str key = spaced_bytes(name, 0, name.len, bytes);
  uint32_t id = key.len > 0 ? table_find(&people->names, key) : TABLE_NONE;
  return id < people->count ? id : PERSON_NONE;
}

void people_hear_pronouns(struct people *people, const struct passage *p) {
  uint32_t last = PERSON_NONE;
  size_t stops = 0;
  for (size_t i = 0; i < p->count; i++) {
    const struct piece *w = &p->items[i];
    if (w->type == PIECE_NAME) {
      uint32_t person = w->index;
      bool again = last == PERSON_NONE || stops > 1 || person == last;
      last = again && person != PERSON_NONE && !people->items[person].place ? person
                                                                            : PERSON_NONE;
      stops = again ? 0 : 1; /* two people: wait until both are out of sight */
    } else if (w->type == PIECE_STOP || w->type == PIECE_QUOTE) {
      if (++stops > 1) last = PERSON_NONE;
    } else if (last != PERSON_NONE && (w->flags & LEX_PRONOUN)) {
      people->items[last].he += cue_word_is(p, i, "he");
      people->items[last].she += cue_word_is(p, i, "she");
    }
  }
}

/* Pronouns decide only when they agree: three to one. */
static void settle_gender(struct person *person) {
  if (person->gender != GENDER_UNKNOWN) return;
  if (person->he > 3 * person->she) person->gender = GENDER_MALE;
  if (person->she > 3 * person->he) person->gender = GENDER_FEMALE;
}

void people_settle_genders(struct people *people) {
  for (uint32_t i = 0; i < people->count; i++) /* "Lee ... she" is not "Hugo Lee" */
    if (people->items[i].he + people->items[i].she > 2) settle_gender(&people->items[i]);
  for (uint32_t i = 0; i < people->count; i++) {
    struct person *alias = &people->items[i];
    uint32_t whole = people_resolve(people, i);
    if (whole == i) continue;
    people->items[whole].he += alias->he;
    people->items[whole].she += alias->she;
    people->items[whole].proved |= alias->proved;
    if (people->items[whole].gender == GENDER_UNKNOWN)
      people->items[whole].gender = alias->gender;
  }
  for (uint32_t i = 0; i < people->count; i++) settle_gender(&people->items[i]);
}

bool person_is_institution(const struct person *person) {
  return person->articles > person->bare;
}

assay_str people_name(const struct people *people, uint32_t person) {
  return table_key(&people->names, person);
}

/* Whether every given name of `brief` may be an abbreviation of the one in `full`. */
static bool given_names_fit(const struct people *people, uint32_t brief, uint32_t full) {
  const struct person *b = &people->items[brief], *f = &people->items[full];
  if (b->gender && f->gender && b->gender != f->gender) return false;
  assay_str rest_b = people_name(people, brief), rest_f = people_name(people, full);
  assay_str x, y;
  uint32_t left = b->words;
  while (left > 1 && next_word(&rest_b, &x)) {
    if (left == b->words && is_title(x)) continue;
    if (is_particle(x, rest_b)) continue;
    left--;
    do {
      if (!next_word(&rest_f, &y)) return true;
    } while (is_title(y) || is_particle(y, rest_f));
    if (rest_f.len == 0) return true; /* only the surname is left to compare with */
    size_t len = x.len < y.len ? x.len : y.len;
    if (len != 1 && x.len != y.len) return false;
    if (memcmp(x.ptr, y.ptr, len) != 0) return false;
  }
  return true;
}

static bool is_fuller(const struct people *people, uint32_t a, uint32_t b) {
  const struct person *x = &people->items[a], *y = &people->items[b];
  if ((x->words > 1) != (y->words > 1)) return x->words > 1;
  size_t fx = x->forename < people->keys.count ? table_key(&people->keys, x->forename).len
                                               : 0;
  size_t fy = y->forename < people->keys.count ? table_key(&people->keys, y->forename).len
                                               : 0;
  if (fx != fy) return fx > fy;
  assay_str rest_a = people_name(people, a), rest_b = people_name(people, b), first;
  bool titled_a = next_word(&rest_a, &first) && is_title(first);
  bool titled_b = next_word(&rest_b, &first) && is_title(first);
  if (x->words > 1 && titled_a != titled_b) return titled_b;
  return people_name(people, a).len > people_name(people, b).len;
}

struct choice {
  uint32_t best;
  bool ambiguous;
};

/* Takes the candidate into account: the same person more fully, or somebody else. */
static void consider(const struct people *people, uint32_t candidate,
                     struct choice *choice) {
  if (choice->best == PERSON_NONE) {
    choice->best = candidate;
  } else if (given_names_fit(people, candidate, choice->best) ||
             given_names_fit(people, choice->best, candidate)) {
    if (is_fuller(people, candidate, choice->best)) choice->best = candidate;
  } else {
    choice->ambiguous = true;
  }
}

/* "Sometimes Bill" at the beginning of a sentence, and never elsewhere, is Bill; "on
** Friday Bill" too. */
static uint32_t without_first_word(const struct people *people, uint32_t person) {
  const struct person *asked = &people->items[person];
  if (asked->words < 2) return PERSON_NONE;
  assay_str rest = people_name(people, person), first;
  if (!next_word(&rest, &first) || is_title(first)) return PERSON_NONE;
  uint32_t flags = lexicon_find(first).flags;
  if (flags & (LEX_MALE | LEX_FEMALE)) return PERSON_NONE;
  if (asked->midway ? !(flags & LEX_NEVER_NAME) : !is_ordinary(people, first))
    return PERSON_NONE;
  while (rest.len > 0 && (*rest.ptr == ' ' || *rest.ptr == '.')) rest.ptr++, rest.len--;
  uint32_t found = people_find_name(people, rest);
  return found != PERSON_NONE && people->items[found].midway ? found : PERSON_NONE;
}

/* Whether a longer name may be taken for the bare one: its first word looks like a given
** name, or it is not just a chance meeting of two capitals ("to Margaret Oniton was"). */
static bool is_trusted(const struct people *people, uint32_t whole, uint32_t bare) {
  const struct person *w = &people->items[whole], *b = &people->items[bare];
  assay_str name = people_name(people, whole), first;
  do {
    if (!next_word(&name, &first)) return false;
  } while (is_title(first) && name.len > 0);
  bool surname = w->surname == b->surname;
  if (surname &&
      (first.len == 1 || lexicon_find(first).flags & (LEX_TITLE | LEX_MALE | LEX_FEMALE)))
    return true;
  uint32_t seen = w->articles + w->bare;
  return seen > 1 || seen * CHANCE >= b->articles + b->bare;
}

uint32_t people_resolve(struct people *people, uint32_t person) {
  struct person *asked = &people->items[person];
  if (asked->resolved != PERSON_NONE) return asked->resolved;
  uint32_t shorter = without_first_word(people, person);
  if (shorter != PERSON_NONE) {
    uint32_t whole = people_resolve(people, shorter); /* fewer words: it ends */
    people->items[person].resolved = whole;
    return whole;
  }
  struct choice choice = {PERSON_NONE, false};
  uint32_t at = asked->surname == TABLE_NONE ? PERSON_NONE
                                             : people->last_surname[asked->surname];
  for (int n = 0; at != PERSON_NONE && n < CHAIN_LIMIT;
       n++, at = people->items[at].same_surname)
    if (people->items[at].words > 1 && given_names_fit(people, person, at) &&
        without_first_word(people, at) == PERSON_NONE && is_trusted(people, at, person))
      consider(people, at, &choice);
  /* "Ottilie" alone may be a forename of the document's only Ottilie. */
  if (choice.best == PERSON_NONE && asked->words == 1 &&
      asked->surname < people->forename_cap) {
    at = people->last_forename[asked->surname];
    for (int n = 0; at != PERSON_NONE && n < CHAIN_LIMIT;
         n++, at = people->items[at].same_forename)
      if (without_first_word(people, at) == PERSON_NONE && is_trusted(people, at, person))
        consider(people, at, &choice);
  }
  asked->ambiguous = choice.ambiguous;
  asked->resolved = choice.best == PERSON_NONE || choice.ambiguous ? person : choice.best;
  if (asked->ambiguous && asked->words > 1) asked->ambiguous = false;
  return asked->resolved;
}

size_t people_bearers(const struct people *people, uint32_t person, uint32_t *out,
                      size_t most) {
  const struct person *asked = &people->items[person];
  size_t count = 0;
  uint32_t at = asked->surname == TABLE_NONE ? PERSON_NONE
                                             : people->last_surname[asked->surname];
  for (int n = 0;
       asked->ambiguous && at != PERSON_NONE && n < CHAIN_LIMIT && count < most;
       n++, at = people->items[at].same_surname)
    if (people->items[at].words > 1 && given_names_fit(people, person, at) &&
        people->items[at].resolved == at)
      out[count++] = at;
  return count;
}
