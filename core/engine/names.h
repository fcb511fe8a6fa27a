#ifndef ASSAY_ENGINE_NAMES_H
#define ASSAY_ENGINE_NAMES_H
/*
** names.h - which names a script uses, without running it: globals, and the fields of
** what it is given (assay, args, a document, its metadata, a hit, a quotation, out).
** What a name stands for is known for `local assay = require "assay"`, the parameters of
** new, map and report where they are written in assay.analysis{...}, and the loop
** variables over doc:find and doc:quotes. Everything else is somebody's local.
*/
#include "assay.h"

enum name_owner {
  OWNER_NONE = 0, /* the name itself: a global */
  OWNER_GLOBAL,   /* a field of a global: string.find */
  OWNER_LOCAL,    /* a field of a local that is nothing of the below */
  OWNER_ASSAY,
  OWNER_ARGS,
  OWNER_DOCUMENT,
  OWNER_META, /* doc.meta */
  OWNER_HIT,
  OWNER_QUOTE,
  OWNER_OUT
};

struct name_use { /* texts are borrowed from the source */
  enum name_owner owner;
  assay_str base; /* the owner as it is written: "string", "doc" */
  assay_str name; /* empty: args as a whole, or a field whose name is computed */
  uint32_t line;
  bool assigned; /* name = ..., function name() */
  bool method;   /* base:name() */
};

typedef void names_visit(void *ctx, const struct name_use *use);

/* Calls visit for each use, in the order of the text. The source must be one that Lua
** compiles; of any other an unspecified part is visited. Fails with ASSAY_ELIMIT where
** blocks are nested too deep or too many locals are alive. */
assay_status names_scan(assay_str source, names_visit *visit, void *ctx,
                        assay_error *err);

#endif
