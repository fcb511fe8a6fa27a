#ifndef ASSAY_CLI_POSITIONALS_H
#define ASSAY_CLI_POSITIONALS_H
/*
** positionals.h - which arguments without a dash are the script's, and which are inputs.
** Positional arguments of a script come first, in its order; one that was given as an
** option (--term X) is not expected again. The rest are files and folders.
*/
#include "cli/options.h"

/* Moves the first inputs into values. usage: "assay terms", for the message.
** Fails with ASSAY_EARG when a required argument is missing; also when the last word is
** the name of a file or folder and a required argument would take it: the texts are
** there, so what is missing is the argument. An argument that is not required leaves such
** a word to the inputs. */
assay_status positionals_place(struct options *options, const struct script *script,
                               const char *usage, struct arena *arena, assay_error *err);
/* "min_words" -> "MIN-WORDS": an argument's name where a value stands for it. The bytes
** are in the arena; ptr is NULL when out of memory. */
assay_str positional_title(const struct script_arg *arg, struct arena *arena);

#endif
