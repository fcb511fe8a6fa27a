#ifndef ASSAY_QUOTE_PEOPLE_H
#define ASSAY_QUOTE_PEOPLE_H
/*
** people.h - everybody whom a document names, and who is meant by "Lee" or "she".
** A surname means the fullest compatible name of the document; when two people bear it
** and nothing tells them apart, the mention stands for itself.
*/
#include "base/table.h"
#include "quote/draft.h"
#include "quote/passage.h"

enum person_gender { GENDER_UNKNOWN = 0, GENDER_MALE = 1, GENDER_FEMALE = 2 };

struct person {
  uint32_t words;    /* in the name, titles left out */
  uint32_t surname;  /* id of the last word in `keys` */
  uint32_t forename; /* id of the first word, TABLE_NONE for one-word names */
  uint32_t same_surname, same_forename; /* the person before with it, or PERSON_NONE */
  uint32_t resolved; /* whom this name means, or PERSON_NONE before it was asked */
  uint8_t gender;    /* enum person_gender */
  bool proved;       /* seen other than as the first word of a sentence */
  bool midway;       /* seen within a sentence: "Sometimes Bill" is not */
  bool ambiguous;    /* two people could be meant */
  bool place;
  uint32_t articles, bare; /* how often it was named with "the", and without */
  uint32_t he, she;        /* pronouns that can only mean this person */
  uint32_t clauses;        /* reporting clauses that name him */
  bool spoke;              /* a quotation was attributed to him */
};

struct people {
  struct table names; /* "Sir Godfrey Pell" to the index of the person */
  struct table keys;  /* surnames and forenames */
  struct person *items;
  size_t count, cap;
  uint32_t *last_surname, *last_forename; /* by key: the newest person with it */
  size_t surname_cap, forename_cap;
  uint8_t *ordinary; /* a set of bits: hashes of the words that stand in small letters */
  assay_allocator alloc;
};

void people_init(struct people *people, const assay_allocator *alloc);
void people_free(struct people *people);
/* Registers every name of a passage, and writes its number into the piece. Fails with
** ASSAY_ENOMEM. */
assay_status people_add(struct people *people, struct passage *p, assay_error *err);
/* The person a PIECE_NAME names by itself, or PERSON_NONE when it was never added. */
uint32_t people_find(const struct people *people, const struct passage *p, size_t name);
/* The same of a name given as text. */
uint32_t people_find_name(const struct people *people, assay_str name);
/* Registers a name that only somebody's words hold; *person is its number. Fails with
** ASSAY_ENOMEM. */
assay_status people_add_called(struct people *people, assay_str name, uint32_t *person,
                               assay_error *err);
/* Counts the pronouns that follow a name while nobody else is named, for what titles and
** forenames do not tell. The passage must have been added. */
void people_hear_pronouns(struct people *people, const struct passage *p);
/* Decides every person's gender; call once, after the last passage. */
void people_settle_genders(struct people *people);
/* The person whom the name of `person` means in this document: the fullest one. */
uint32_t people_resolve(struct people *people, uint32_t person);
/* The people between whom an ambiguous name does not decide, latest first; returns how
** many were written, at most `most`. */
size_t people_bearers(const struct people *people, uint32_t person, uint32_t *out,
                      size_t most);
/* Whether the person is somebody: seen within a sentence, or, at the head of one, a word
** that the text never has in small letters. */
bool people_is_likely(const struct people *people, uint32_t person);
/* Named with an article more often than not: the Courier. */
bool person_is_institution(const struct person *person);
/* As it should be shown. Borrowed from people. */
assay_str people_name(const struct people *people, uint32_t person);

#endif
