#ifndef ASSAY_ENGINE_CONSOLE_H
#define ASSAY_ENGINE_CONSOLE_H
/*
** console.h - a script that is written line by line: a closed room in which the texts of
** a corpus are a list, globals may be set, and values are shown as tables. The limits are
** for each line. One thread.
*/
#include "assay.h"
#include "base/buffer.h"
#include "engine/run.h"

struct console;

struct console_options {
  const struct script *script;   /* any; its `tokens` count */
  const struct run_options *run; /* corpus (NULL: no texts), text, limits, print */
  const atomic_bool *stop;       /* ends a line when it is set */
  size_t width;                  /* of tables; 0: as wide as they are */
};

/* Reads all texts. Those that cannot be read are told, not a failure. Owned:
** console_close. The options must outlive it. */
assay_status console_open(struct console **out, const struct console_options *options,
                          void (*problem)(void *ctx, assay_str name, assay_str message),
                          void *ctx, assay_error *err);
void console_close(struct console *c);
size_t console_documents(const struct console *c);

/* Runs statements, or an expression (a '=' before it is no matter), whose values are
** appended to out as text. *more is set, and nothing is done, when the text is the
** beginning of something. ASSAY_ESCRIPT shows the line. */
assay_status console_run(struct console *c, assay_str text, bool *more,
                         struct buffer *out, assay_error *err);

typedef void console_offer(void *ctx, assay_str word);
/* Offers what the name at the end of the line may become: the whole of its last part, in
** order. Returns how many bytes of it are there already. Calls no function of anybody. */
size_t console_complete(struct console *c, assay_str line, console_offer *offer,
                        void *ctx);

#endif
