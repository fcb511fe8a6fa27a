#ifndef ASSAY_CORPUS_SURVEY_H
#define ASSAY_CORPUS_SURVEY_H
/*
** survey.h - --clean over a corpus: the first look at all of its files, and what is done
** to each record later. A line that many documents of one folder, or one archive, have is
** no text of theirs. Standard input can be read only once: there the other rules of
** clean.h apply.
*/
#include "corpus/clean.h"
#include "corpus/corpus_private.h"

/* Reads all sources of an open corpus, one record in memory at a time, and counts their
** lines. What cannot be read is passed over; whoever reads it later is told. Owned:
** clean_survey_free. */
assay_status survey_make(struct clean_survey **out, const struct corpus *c,
                         assay_error *err);
/* Cleans a record of that file, and adds a warning that says how much went. */
assay_status survey_clean(const struct clean_survey *s, assay_str file,
                          struct record *record, assay_error *err);

#endif
