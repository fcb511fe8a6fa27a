#ifndef ASSAY_ENGINE_LUA_LEXER_H
#define ASSAY_ENGINE_LUA_LEXER_H
/*
** lua_lexer.h - the tokens of Lua 5.4, for those who look at a script without running it.
*/
#include "assay.h"

enum token_kind { TOKEN_END = 0, TOKEN_NAME, TOKEN_KEYWORD, TOKEN_STRING, TOKEN_OTHER };

struct token {
  enum token_kind kind;
  assay_str text; /* of a string without its quotes, escapes as they are */
  uint32_t line;
};

struct lexer {
  const char *at, *end;
  uint32_t line;
};

/* Past a byte-order mark and a first line that begins with '#'. Borrows the source. */
struct lexer lexer_begin(assay_str source);
/* The next token, past space and comments; TOKEN_END at the end, again and again. A copy
** of the lexer may look ahead. */
struct token lexer_next(struct lexer *lexer);

#endif
