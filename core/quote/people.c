/*
** people.c - the register of names. Candidates for a surname are chained, newest first,
** and only so many of them are looked at, so that a text of names stays linear.
*/
#include "quote/people.h"

#include "base/alloc.h"
#include "base/error.h"
#include "quote/lexicon.h"

#include <string.h>

enum { NAME_BYTES = 128, CHAIN_LIMIT = 32 };

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
  table_free(&people->names);
  table_free(&people->keys);
}

/* The name with single spaces; "" when it is too long to be one. */
static assay_str spaced(assay_str text, const struct piece *name, char out[NAME_BYTES]) {
  size_t len = 0;
  bool space = false;
  for (uint32_t i = name->begin; i < name->end; i++) {
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

static assay_status people_add_name(struct people *people, const struct passage *p,
                                    const struct piece *name, assay_error *err) {
  char bytes[NAME_BYTES];
  assay_str key = spaced(p->text, name, bytes);
  if (key.len == 0) return ASSAY_OK;
  uint32_t id;
  assay_status status = table_intern(&people->names, key, &id, err);
  if (status != ASSAY_OK) return status;
  if (id == people->count) {
    void *items = people->items;
    if (!alloc_grow(&people->alloc, &items, &people->cap, people->count + 1,
                    sizeof *people->items))
      return error_memory(err, 0);
    people->items = items;
    struct person person = {.surname = TABLE_NONE, .forename = TABLE_NONE};
    person.same_surname = person.same_forename = person.resolved = PERSON_NONE;
    uint32_t gender = name->flags & (LEX_MALE | LEX_FEMALE);
    if (gender == LEX_MALE) person.gender = GENDER_MALE;
    if (gender == LEX_FEMALE) person.gender = GENDER_FEMALE;
    person.place = (name->flags & LEX_PLACE) != 0;
    people->items[people->count++] = person;
    status = people_chain(people, id, key, err);
  }
  people->items[id].proved |= !name->starts || name->plural;
  bool article = name > p->items && name[-1].end - name[-1].begin == 3 &&
                 (name[-1].flags & LEX_DETERMINER) && !(name[-1].flags & LEX_POSSESSIVE);
  people->items[id].articles += article;
  people->items[id].bare += !article;
  return status;
}

assay_status people_add(struct people *people, const struct passage *p,
                        assay_error *err) {
  assay_status status = ASSAY_OK;
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
    left--;
    do {
      if (!next_word(&rest_f, &y)) return true;
    } while (is_title(y));
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

uint32_t people_resolve(struct people *people, uint32_t person) {
  struct person *asked = &people->items[person];
  if (asked->resolved != PERSON_NONE) return asked->resolved;
  struct choice choice = {PERSON_NONE, false};
  uint32_t at = asked->surname == TABLE_NONE ? PERSON_NONE
                                             : people->last_surname[asked->surname];
  for (int n = 0; at != PERSON_NONE && n < CHAIN_LIMIT;
       n++, at = people->items[at].same_surname)
    if (people->items[at].words > 1 && given_names_fit(people, person, at))
      consider(people, at, &choice);
  /* "Ottilie" alone may be a forename of the document's only Ottilie. */
  if (choice.best == PERSON_NONE && asked->words == 1 &&
      asked->surname < people->forename_cap) {
    at = people->last_forename[asked->surname];
    for (int n = 0; at != PERSON_NONE && n < CHAIN_LIMIT;
         n++, at = people->items[at].same_forename)
      consider(people, at, &choice);
  }
  asked->ambiguous = choice.ambiguous;
  asked->resolved = choice.best == PERSON_NONE || choice.ambiguous ? person : choice.best;
  if (asked->ambiguous && asked->words > 1) asked->ambiguous = false;
  return asked->resolved;
}
