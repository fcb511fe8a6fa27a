#ifndef ASSAY_CLI_HELP_H
#define ASSAY_CLI_HELP_H
/*
** help.h - help texts, made from the table of options and from the scripts themselves.
** Each function appends to a buffer; `width` is that of the terminal.
*/
#include "assay.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "engine/library.h"
#include "engine/script.h"

/* What `assay` alone says: what it is, examples, commands. */
assay_status help_short(struct buffer *out, struct library *library, size_t width,
                        assay_error *err);
/* Examples, usage, description, arguments, options. usage: "assay terms" or
** "assay run my.lua". */
assay_status help_script(struct buffer *out, const struct script *script,
                         const char *usage, size_t width, assay_error *err);
/* Usage, what it does, examples and options of a command that is no script. */
struct builtin;
void help_builtin(struct buffer *out, const struct builtin *builtin, size_t width);
/* The common options, by group. */
void help_options(struct buffer *out, size_t width);

#endif
