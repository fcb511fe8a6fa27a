/*
** names.c - a parser of Lua 5.4 that only asks where names come from. Lua has compiled
** the source before, so nothing is checked here, and operators have no order: it makes no
** difference to names.
*/
#include "engine/names.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "engine/lua_lexer.h"

enum { MOST_LOCALS = 1024, MOST_DEPTH = 200 };

struct local {
  assay_str name;
  enum name_owner owner; /* OWNER_LOCAL or what it stands for */
};

struct parser {
  struct lexer lexer;
  struct token token; /* the current one */
  struct local locals[MOST_LOCALS];
  size_t local_count;
  int depth;
  bool analysis; /* the next table is what assay.analysis gets */
  bool failed;
  names_visit *visit;
  void *ctx;
};

/* -- Helpers ------------------------------------------------------------------------- */

static void advance(struct parser *p) {
  p->token = lexer_next(&p->lexer);
}

static struct token peek(const struct parser *p) {
  struct lexer ahead = p->lexer;
  return lexer_next(&ahead);
}

static bool token_is(struct token t, const char *text) {
  bool word = t.kind == TOKEN_KEYWORD || t.kind == TOKEN_OTHER;
  return word && str_equal(t.text, str_from(text));
}

static bool at(const struct parser *p, const char *text) {
  return token_is(p->token, text);
}

static bool accept(struct parser *p, const char *text) {
  bool there = at(p, text);
  if (there) advance(p);
  return there;
}

static bool name_is(assay_str name, const char *text) {
  return str_equal(name, str_from(text));
}

static void declare(struct parser *p, assay_str name, enum name_owner owner) {
  if (p->local_count == MOST_LOCALS)
    p->failed = true;
  else
    p->locals[p->local_count++] = (struct local){name, owner};
}

/* What a name stands for; OWNER_GLOBAL when it is no local. */
static enum name_owner resolve(const struct parser *p, assay_str name) {
  for (size_t i = p->local_count; i-- > 0;)
    if (str_equal(p->locals[i].name, name)) return p->locals[i].owner;
  return OWNER_GLOBAL;
}

static void tell(struct parser *p, const struct name_use *use) {
  p->visit(p->ctx, use);
}

static bool enter(struct parser *p) {
  if (p->depth >= MOST_DEPTH) p->failed = true;
  if (p->failed) return false;
  p->depth++;
  return true;
}

/* -- Expressions --------------------------------------------------------------------- */

static void block(struct parser *p);
static void expression(struct parser *p);

static void expressions(struct parser *p) {
  do expression(p);
  while (!p->failed && accept(p, ","));
}

/* "(a, b, ...) block end"; roles: what the parameters are, or NULL. */
static void function_body(struct parser *p, const enum name_owner *roles, bool method) {
  size_t kept = p->local_count;
  if (method) declare(p, str_from("self"), OWNER_LOCAL);
  accept(p, "(");
  for (size_t i = 0; p->token.kind != TOKEN_END && !at(p, ")"); advance(p))
    if (p->token.kind == TOKEN_NAME) {
      declare(p, p->token.text, roles && i < 3 ? roles[i] : OWNER_LOCAL);
      i++;
    }
  accept(p, ")");
  block(p);
  accept(p, "end");
  p->local_count = kept;
}

/* The parameters of the functions of an analysis. */
static const enum name_owner *roles_of(assay_str field) {
  static const enum name_owner make[] = {OWNER_ARGS, OWNER_LOCAL, OWNER_LOCAL};
  static const enum name_owner map[] = {OWNER_LOCAL, OWNER_DOCUMENT, OWNER_ARGS};
  static const enum name_owner report[] = {OWNER_LOCAL, OWNER_ARGS, OWNER_OUT};
  return name_is(field, "new")      ? make
         : name_is(field, "map")    ? map
         : name_is(field, "report") ? report
                                    : NULL;
}

static void table_field(struct parser *p, bool analysis) {
  if (accept(p, "[")) {
    expression(p);
    accept(p, "]");
    accept(p, "=");
  } else if (p->token.kind == TOKEN_NAME && token_is(peek(p), "=")) {
    assay_str field = p->token.text;
    advance(p);
    advance(p);
    if (analysis && at(p, "function")) {
      advance(p);
      function_body(p, roles_of(field), false);
      return;
    }
    p->analysis = analysis && name_is(field, "needs"); /* it has a new and a map, too */
  }
  expression(p);
  p->analysis = false;
}

static void table(struct parser *p) {
  bool analysis = p->analysis;
  p->analysis = false;
  accept(p, "{");
  while (!p->failed && p->token.kind != TOKEN_END && !at(p, "}")) {
    table_field(p, analysis);
    if (!accept(p, ",")) accept(p, ";");
  }
  accept(p, "}");
}

/* What the field of something is: only doc.meta is more than a local. */
static enum name_owner owner_of_field(enum name_owner owner, assay_str name) {
  return owner == OWNER_DOCUMENT && name_is(name, "meta") ? OWNER_META : OWNER_LOCAL;
}

/* A field whose name is known; returns what it stands for. */
static enum name_owner field(struct parser *p, enum name_owner owner, assay_str *base,
                             bool method, bool statement) {
  struct name_use use = {owner, *base, p->token.text, p->token.line, false, method};
  bool bracket = p->token.kind == TOKEN_STRING;
  advance(p);
  if (bracket) accept(p, "]");
  use.assigned = statement && (at(p, "=") || at(p, ","));
  if (owner != OWNER_NONE) tell(p, &use);
  if (owner == OWNER_ASSAY && name_is(use.name, "analysis")) p->analysis = true;
  *base = use.name;
  return owner_of_field(owner, use.name);
}

/* args itself, or a field of it whose name is computed: any of its fields may be read. */
static void tell_whole(struct parser *p, enum name_owner owner, assay_str base) {
  struct name_use use = {owner, base, {"", 0}, p->token.line, false, false};
  if (owner == OWNER_ARGS) tell(p, &use);
}

static void arguments(struct parser *p) {
  if (p->token.kind == TOKEN_STRING) {
    advance(p);
  } else if (at(p, "{")) {
    table(p);
  } else {
    accept(p, "(");
    if (!at(p, ")")) expressions(p);
    accept(p, ")");
  }
  p->analysis = false;
}

/* ".name", "[...]", ":name(...)" or "(...)" after something; false: there is no more. */
static bool suffix(struct parser *p, enum name_owner *owner, assay_str *base,
                   bool statement) {
  if (accept(p, ".")) {
    *owner = field(p, *owner, base, false, statement);
  } else if (at(p, "[")) {
    advance(p);
    struct token after = peek(p);
    if (p->token.kind == TOKEN_STRING && token_is(after, "]")) {
      *owner = field(p, *owner, base, false, statement);
    } else {
      tell_whole(p, *owner, *base);
      expression(p);
      accept(p, "]");
      *owner = OWNER_LOCAL;
    }
  } else if (at(p, ":")) {
    advance(p);
    field(p, *owner, base, true, false);
    arguments(p);
    *owner = OWNER_LOCAL;
  } else if (at(p, "(") || at(p, "{") || p->token.kind == TOKEN_STRING) {
    arguments(p);
    *owner = OWNER_LOCAL;
  } else {
    return false;
  }
  return true;
}

/* A name or something in parentheses, and what follows it. */
static void suffixed(struct parser *p, bool statement) {
  enum name_owner owner = OWNER_LOCAL;
  assay_str base = p->token.text;
  if (accept(p, "(")) {
    expression(p);
    accept(p, ")");
  } else {
    struct name_use use = {OWNER_NONE, base, base, p->token.line, false, false};
    advance(p);
    owner = resolve(p, base);
    use.assigned = statement && (at(p, "=") || at(p, ","));
    if (owner == OWNER_GLOBAL) tell(p, &use);
  }
  if (!at(p, ".") && !at(p, "[")) tell_whole(p, owner, base);
  while (!p->failed && suffix(p, &owner, &base, statement)) {}
}

static bool is_binary(const struct parser *p) {
  static const char *const operators[] = {"+", "-",  "*",  "/",  "//", "^",  "%",
                                          "&", "~",  "|",  "<<", ">>", "..", "<",
                                          ">", "<=", ">=", "==", "~=", NULL};
  if (at(p, "and") || at(p, "or")) return true;
  for (size_t i = 0; operators[i]; i++)
    if (at(p, operators[i])) return true;
  return false;
}

static void operand(struct parser *p) {
  while (at(p, "not") || at(p, "-") || at(p, "#") || at(p, "~")) advance(p);
  if (accept(p, "function"))
    function_body(p, NULL, false);
  else if (at(p, "{"))
    table(p);
  else if (p->token.kind == TOKEN_NAME || at(p, "("))
    suffixed(p, false);
  else
    advance(p); /* a string, number, nil, true, false, ... */
}

static void expression(struct parser *p) {
  if (!enter(p)) return;
  operand(p);
  while (!p->failed && is_binary(p)) {
    advance(p);
    operand(p);
  }
  p->depth--;
}

/* -- Statements ---------------------------------------------------------------------- */

static bool ends_block(const struct parser *p) {
  return p->token.kind == TOKEN_END || at(p, "end") || at(p, "else") || at(p, "elseif") ||
         at(p, "until");
}

/* require "assay" comes next */
static bool is_interface(const struct parser *p) {
  struct lexer ahead = p->lexer;
  if (p->token.kind != TOKEN_NAME || !name_is(p->token.text, "require")) return false;
  struct token t = lexer_next(&ahead);
  if (token_is(t, "(")) t = lexer_next(&ahead);
  return t.kind == TOKEN_STRING && name_is(t.text, "assay");
}

/* doc:find(...) and doc:quotes(...) come next: what their loop variable is. */
static enum name_owner loop_owner(const struct parser *p) {
  struct lexer ahead = p->lexer;
  if (p->token.kind != TOKEN_NAME || resolve(p, p->token.text) != OWNER_DOCUMENT)
    return OWNER_LOCAL;
  if (!token_is(lexer_next(&ahead), ":")) return OWNER_LOCAL;
  assay_str method = lexer_next(&ahead).text;
  return name_is(method, "find")     ? OWNER_HIT
         : name_is(method, "quotes") ? OWNER_QUOTE
                                     : OWNER_LOCAL;
}

/* Names up to `stop`, past attributes; remembered in `names`. */
static size_t take_names(struct parser *p, assay_str *names, size_t most) {
  size_t count = 0;
  do {
    if (count < most) names[count++] = p->token.text;
    advance(p);
    if (accept(p, "<")) {
      advance(p);
      accept(p, ">");
    }
  } while (accept(p, ","));
  return count;
}

enum { MOST_NAMES = 200 };

static void local_statement(struct parser *p) {
  assay_str names[MOST_NAMES];
  if (accept(p, "function")) {
    declare(p, p->token.text, OWNER_LOCAL);
    advance(p);
    function_body(p, NULL, false);
    return;
  }
  size_t count = take_names(p, names, MOST_NAMES);
  enum name_owner first = OWNER_LOCAL;
  if (accept(p, "=")) {
    if (is_interface(p)) first = OWNER_ASSAY;
    expressions(p);
  }
  for (size_t i = 0; i < count; i++) declare(p, names[i], i == 0 ? first : OWNER_LOCAL);
}

static void for_statement(struct parser *p) {
  assay_str names[MOST_NAMES];
  size_t kept = p->local_count, count = take_names(p, names, MOST_NAMES);
  enum name_owner first = OWNER_LOCAL;
  if (accept(p, "in"))
    first = loop_owner(p);
  else
    accept(p, "=");
  expressions(p);
  for (size_t i = 0; i < count; i++) declare(p, names[i], i == 0 ? first : OWNER_LOCAL);
  accept(p, "do");
  block(p);
  accept(p, "end");
  p->local_count = kept;
}

/* "function a.b:c() ... end" */
static void function_statement(struct parser *p) {
  assay_str base = p->token.text;
  struct name_use use = {OWNER_NONE, base, base, p->token.line, true, false};
  bool method = false;
  advance(p);
  if (resolve(p, base) == OWNER_GLOBAL) {
    use.assigned = !at(p, ".") && !at(p, ":");
    tell(p, &use);
  }
  while (at(p, ".") || at(p, ":")) {
    method = at(p, ":");
    advance(p);
    advance(p);
  }
  function_body(p, NULL, method);
}

static void if_statement(struct parser *p) {
  do {
    expression(p);
    accept(p, "then");
    block(p);
  } while (!p->failed && accept(p, "elseif"));
  if (accept(p, "else")) block(p);
  accept(p, "end");
}

static void statements(struct parser *p);

/* The condition sees the locals of the block. */
static void repeat_statement(struct parser *p) {
  size_t kept = p->local_count;
  statements(p);
  accept(p, "until");
  expression(p);
  p->local_count = kept;
}

static void while_statement(struct parser *p) {
  expression(p);
  accept(p, "do");
  block(p);
  accept(p, "end");
}

static void other_statement(struct parser *p) {
  if (accept(p, "return")) {
    if (!ends_block(p) && !at(p, ";")) expressions(p);
  } else if (accept(p, "goto")) {
    advance(p);
  } else if (accept(p, "::")) {
    advance(p);
    accept(p, "::");
  } else if (p->token.kind == TOKEN_NAME || at(p, "(")) {
    do suffixed(p, true);
    while (accept(p, ","));
    if (accept(p, "=")) expressions(p);
  } else {
    advance(p); /* ; break */
  }
}

static void statement(struct parser *p) {
  if (accept(p, "local")) {
    local_statement(p);
  } else if (accept(p, "function")) {
    function_statement(p);
  } else if (accept(p, "if")) {
    if_statement(p);
  } else if (accept(p, "for")) {
    for_statement(p);
  } else if (accept(p, "while")) {
    while_statement(p);
  } else if (accept(p, "repeat")) {
    repeat_statement(p);
  } else if (accept(p, "do")) {
    block(p);
    accept(p, "end");
  } else {
    other_statement(p);
  }
}

static void statements(struct parser *p) {
  if (!enter(p)) return;
  while (!p->failed && !ends_block(p)) statement(p);
  p->depth--;
}

static void block(struct parser *p) {
  size_t kept = p->local_count;
  statements(p);
  p->local_count = kept;
}

assay_status names_scan(assay_str source, names_visit *visit, void *ctx,
                        assay_error *err) {
  assay_allocator a = alloc_default();
  struct parser *p = alloc_zero(&a, 1, sizeof *p);
  if (!p) return error_memory(err, sizeof *p);
  p->lexer = lexer_begin(source);
  p->visit = visit;
  p->ctx = ctx;
  advance(p);
  /* A stray "end" stops a block, but not the file: it was no Lua, and that is all. */
  for (; !p->failed && p->token.kind != TOKEN_END; advance(p)) statements(p);
  bool failed = p->failed;
  alloc_free(&a, p, 1, sizeof *p);
  if (!failed) return ASSAY_OK;
  return error_set(err, ASSAY_ELIMIT,
                   "too much is nested, or more than %d locals are alive at once",
                   MOST_LOCALS);
}
