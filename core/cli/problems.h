#ifndef ASSAY_CLI_PROBLEMS_H
#define ASSAY_CLI_PROBLEMS_H
/*
** problems.h - what the user should know about the texts that were read or not.
*/
#include "corpus/corpus.h"
#include "engine/run.h"

/* Number of inputs that could not be read, before and during the run. notes: of the
** corpus. run may be NULL, here and below. */
size_t problems_count(const struct corpus_note *notes, size_t note_count,
                      const struct run_result *run);
/* Prints one line for each: all with verbose, else the first 20. Then how many documents
** were read; quiet leaves that out. */
void problems_print(const struct corpus_note *notes, size_t note_count,
                    const struct run_result *run, bool quiet, bool verbose);
/* The same of the documents in which the script failed (--keep-going), and how many there
** are: that is the result, too. */
size_t problems_print_failed(const struct run_result *run, bool verbose);
/* Prints what is no problem. Of the corpus: about metadata always, the rest with verbose.
** Of the texts: how they had to be read, the first 20 or with verbose all. */
void problems_print_notes(const struct corpus_note *notes, size_t note_count,
                          const struct run_result *run, bool verbose);

#endif
