/*
** where.c - conditions on metadata: read by recursive descent into a flat array of nodes,
** and evaluated over it. Both are at most WHERE_DEPTH_LIMIT deep.
*/
#include "corpus/where.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/table.h"
#include "text/regex.h"
#include "text/utf8.h"

#include <string.h>

enum node_kind {
  NODE_OR,
  NODE_AND,
  NODE_NOT,
  NODE_PRESENT,
  NODE_COMPARE,
  NODE_REGEX,
  NODE_IN
};
enum order {
  ORDER_EQUAL,
  ORDER_UNEQUAL,
  ORDER_LESS,
  ORDER_AT_MOST,
  ORDER_MORE,
  ORDER_AT_LEAST
};

#define NO_NODE UINT32_MAX

struct literal {
  assay_str text;
  bool is_integer, is_number; /* is_integer implies is_number */
  int64_t integer;
  double number;
  bool quoted;
  bool is_date; /* 1936, 1936-05 or 1936-05-12 */
};

struct node {
  enum node_kind kind;
  bool negated;     /* NODE_REGEX, NODE_IN */
  enum order order; /* NODE_COMPARE */
  uint32_t child;   /* NODE_OR, NODE_AND, NODE_NOT: the first */
  uint32_t next;    /* the next child of the node above, or NO_NODE */
  uint32_t field;
  uint32_t literal, literals; /* the first, and how many; NODE_REGEX: of regexes */
};

struct where {
  assay_allocator alloc;
  struct arena arena;
  struct node *nodes;
  size_t node_count, node_cap;
  struct literal *literals;
  size_t literal_count, literal_cap;
  struct regex **regexes;
  size_t regex_count, regex_cap;
  assay_str *fields;
  size_t *places; /* where each field is named first */
  size_t field_count, field_cap, place_cap;
  uint32_t root;
};

struct where_search {
  assay_allocator alloc;
  const struct where *where;
  struct regex_search **searches; /* by regex */
  where_lookup *lookup;
  void *context;
};

/* -- Words of the language --------------------------------------------------------- */

enum token_kind {
  TOKEN_END,
  TOKEN_WORD,   /* a field or a value, or a keyword */
  TOKEN_FIELD,  /* in backquotes or brackets */
  TOKEN_STRING, /* in quotes */
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_COMMA,
  TOKEN_ORDER, /* `order` */
  TOKEN_REGEX, /* ~ or !~ */
  TOKEN_AND,
  TOKEN_OR,
  TOKEN_NOT,
  TOKEN_IN
};

struct token {
  enum token_kind kind;
  size_t at, end; /* in the text */
  assay_str text; /* without its quotes, \" resolved */
  enum order order;
  bool negated;
};

struct parser {
  struct where *where;
  assay_str text;
  struct token token; /* the next one */
  assay_error *err;
};

static assay_status fail_at(const struct parser *p, size_t at, const char *what) {
  assay_str rest = {p->text.ptr + at, p->text.len - at};
  if (rest.len > 32) {
    rest.len = 32;
    while (rest.len > 0 && ((unsigned char)rest.ptr[rest.len] & 0xC0) == 0x80) rest.len--;
  }
  if (rest.len == 0)
    return error_at(p->err, ASSAY_EPATTERN, at, "where: %s at the end", what);
  return error_at(p->err, ASSAY_EPATTERN, at, "where: %s at %zu, before '%.*s'", what,
                  at + 1, (int)rest.len, rest.ptr);
}

static assay_status fail(const struct parser *p, const char *what) {
  return fail_at(p, p->token.at, what);
}

static bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (unsigned char)c >= 0x80 || c == '_' || c == '.' || c == '-' || c == ':' ||
         c == '+' || c == '/' || c == '@' || c == '#' || c == '%' || c == '*';
}

static bool equals_any_case(assay_str s, const char *word) {
  for (size_t i = 0; i < s.len; i++, word++) {
    char c = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] - 'A' + 'a') : s.ptr[i];
    if (*word == '\0' || c != *word) return false;
  }
  return *word == '\0';
}

static void read_word(struct parser *p) {
  static const struct {
    const char *word;
    enum token_kind kind;
  } keywords[] = {
      {"and", TOKEN_AND}, {"or", TOKEN_OR}, {"not", TOKEN_NOT}, {"in", TOKEN_IN}};
  struct token *t = &p->token;
  while (t->end < p->text.len && is_word_byte(p->text.ptr[t->end])) t->end++;
  t->text = (assay_str){p->text.ptr + t->at, t->end - t->at};
  t->kind = TOKEN_WORD;
  for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
    if (equals_any_case(t->text, keywords[i].word)) t->kind = keywords[i].kind;
}

/* A text up to the closing mark. In quotes a backslash before the quote goes. */
static assay_status read_quoted(struct parser *p, char close) {
  struct token *t = &p->token;
  bool quote = close == '"' || close == '\'';
  char *out = arena_alloc(&p->where->arena, p->text.len - t->at, 1);
  size_t len = 0, at = t->at + 1;
  if (!out) return error_memory(p->err, 0);
  for (; at < p->text.len && p->text.ptr[at] != close; at++) {
    bool escape = quote && p->text.ptr[at] == '\\' && at + 1 < p->text.len &&
                  p->text.ptr[at + 1] == close;
    if (escape) at++;
    out[len++] = p->text.ptr[at];
  }
  if (at == p->text.len) return fail_at(p, t->at, "a quote is not closed");
  t->kind = quote ? TOKEN_STRING : TOKEN_FIELD;
  t->text = (assay_str){out, len};
  t->end = at + 1;
  return ASSAY_OK;
}

static const struct mark {
  const char *text;
  enum token_kind kind;
  enum order order;
  bool negated;
} marks[] = {/* the longer first */
             {"==", TOKEN_ORDER, ORDER_EQUAL, false},
             {"!=", TOKEN_ORDER, ORDER_UNEQUAL, false},
             {"<>", TOKEN_ORDER, ORDER_UNEQUAL, false},
             {"<=", TOKEN_ORDER, ORDER_AT_MOST, false},
             {">=", TOKEN_ORDER, ORDER_AT_LEAST, false},
             {"!~", TOKEN_REGEX, ORDER_EQUAL, true},
             {"=~", TOKEN_REGEX, ORDER_EQUAL, false},
             {"&&", TOKEN_AND, ORDER_EQUAL, false},
             {"||", TOKEN_OR, ORDER_EQUAL, false},
             {"=", TOKEN_ORDER, ORDER_EQUAL, false},
             {"<", TOKEN_ORDER, ORDER_LESS, false},
             {">", TOKEN_ORDER, ORDER_MORE, false},
             {"~", TOKEN_REGEX, ORDER_EQUAL, false},
             {"!", TOKEN_NOT, ORDER_EQUAL, false},
             {"(", TOKEN_OPEN, ORDER_EQUAL, false},
             {")", TOKEN_CLOSE, ORDER_EQUAL, false},
             {",", TOKEN_COMMA, ORDER_EQUAL, false}};

static assay_status read_mark(struct parser *p) {
  struct token *t = &p->token;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t len = strlen(marks[i].text);
    if (p->text.len - t->at < len || memcmp(p->text.ptr + t->at, marks[i].text, len) != 0)
      continue;
    t->kind = marks[i].kind;
    t->order = marks[i].order;
    t->negated = marks[i].negated;
    t->end = t->at + len;
    return ASSAY_OK;
  }
  return fail_at(p, t->at, "an unknown sign");
}

static assay_status advance(struct parser *p) {
  struct token *t = &p->token;
  size_t at = t->end;
  while (at < p->text.len &&
         (p->text.ptr[at] == ' ' || (p->text.ptr[at] >= '\t' && p->text.ptr[at] <= '\r')))
    at++;
  memset(t, 0, sizeof *t);
  t->at = t->end = at;
  if (at == p->text.len) return ASSAY_OK; /* TOKEN_END */
  char c = p->text.ptr[at];
  if (c == '"' || c == '\'' || c == '`') return read_quoted(p, c);
  if (c == '[') return read_quoted(p, ']');
  if (!is_word_byte(c)) return read_mark(p);
  read_word(p);
  return ASSAY_OK;
}

/* -- Building ---------------------------------------------------------------------- */

static assay_status add_node(struct parser *p, struct node node, uint32_t *out) {
  struct where *w = p->where;
  void *nodes = w->nodes;
  if (w->node_count == WHERE_NODE_LIMIT)
    return error_at(p->err, ASSAY_ELIMIT, p->token.at,
                    "where: more conditions than the limit of %d", WHERE_NODE_LIMIT);
  if (!alloc_grow(&w->alloc, &nodes, &w->node_cap, w->node_count + 1, sizeof node))
    return error_memory(p->err, 0);
  w->nodes = nodes;
  *out = (uint32_t)w->node_count;
  node.next = NO_NODE;
  w->nodes[w->node_count++] = node;
  return ASSAY_OK;
}

static assay_status add_field(struct parser *p, uint32_t *out) {
  struct where *w = p->where;
  assay_str name = metadata_trim(p->token.text);
  if (name.len == 0) return fail(p, "a field without a name");
  for (size_t i = 0; i < w->field_count; i++)
    if (str_equal(w->fields[i], name)) {
      *out = (uint32_t)i;
      return ASSAY_OK;
    }
  void *fields = w->fields, *places = w->places;
  bool grown = alloc_grow(&w->alloc, &fields, &w->field_cap, w->field_count + 1,
                          sizeof *w->fields);
  w->fields = fields;
  if (grown)
    grown = alloc_grow(&w->alloc, &places, &w->place_cap, w->field_count + 1,
                       sizeof *w->places);
  w->places = places;
  assay_str copy = grown ? arena_copy(&w->arena, name) : (assay_str){NULL, 0};
  if (!copy.ptr) return error_memory(p->err, 0);
  w->fields[w->field_count] = copy;
  w->places[w->field_count] = p->token.at;
  *out = (uint32_t)w->field_count++;
  return ASSAY_OK;
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Does s begin with the first `len` bytes of a date? */
static bool is_date(assay_str s, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (i == 4 || i == 7 ? s.ptr[i] != '-' : !is_digit(s.ptr[i])) return false;
  return true;
}

static assay_status add_literal(struct parser *p) {
  struct where *w = p->where;
  struct literal literal = {.text = arena_copy(&w->arena, p->token.text)};
  void *literals = w->literals;
  size_t len = literal.text.len;
  if (w->literal_count == WHERE_NODE_LIMIT)
    return error_at(p->err, ASSAY_ELIMIT, p->token.at,
                    "where: more values than the limit of %d", WHERE_NODE_LIMIT);
  bool grown = alloc_grow(&w->alloc, &literals, &w->literal_cap, w->literal_count + 1,
                          sizeof literal);
  w->literals = literals;
  if (!grown || !literal.text.ptr) return error_memory(p->err, 0);
  literal.is_integer = number_parse_integer(literal.text, &literal.integer);
  literal.is_number = number_parse(literal.text, &literal.number) || literal.is_integer;
  if (literal.is_integer) literal.number = (double)literal.integer;
  literal.is_date = (len == 4 || len == 7 || len == 10) && is_date(literal.text, len);
  literal.quoted = p->token.kind == TOKEN_STRING;
  w->literals[w->literal_count++] = literal;
  return ASSAY_OK;
}

static bool at_value(const struct parser *p) {
  return p->token.kind == TOKEN_WORD || p->token.kind == TOKEN_STRING;
}

static assay_status add_regex(struct parser *p) {
  struct where *w = p->where;
  assay_error problem;
  void *regexes = w->regexes;
  if (!alloc_grow(&w->alloc, &regexes, &w->regex_cap, w->regex_count + 1,
                  sizeof *w->regexes))
    return error_memory(p->err, 0);
  w->regexes = regexes;
  assay_status status = regex_new(&w->regexes[w->regex_count], p->token.text, &w->alloc,
                                  &problem);
  if (status == ASSAY_ENOMEM) return error_memory(p->err, 0);
  if (status != ASSAY_OK)
    return error_at(p->err, status, p->token.at, "where: %s, at %zu", problem.message,
                    p->token.at + 1);
  w->regex_count++;
  return ASSAY_OK;
}

/* -- Grammar ----------------------------------------------------------------------- */

static assay_status parse_or(struct parser *p, size_t depth, uint32_t *out);

static assay_status parse_list(struct parser *p, struct node *node) {
  assay_status status = advance(p);
  if (status != ASSAY_OK) return status;
  if (p->token.kind != TOKEN_OPEN) return fail(p, "a '(' is missing after 'in'");
  node->kind = NODE_IN;
  node->literal = (uint32_t)p->where->literal_count;
  do {
    status = advance(p);
    if (status == ASSAY_OK && !at_value(p)) status = fail(p, "a value is missing");
    if (status == ASSAY_OK) status = add_literal(p);
    if (status == ASSAY_OK) status = advance(p);
    if (status != ASSAY_OK) return status;
    node->literals++;
  } while (p->token.kind == TOKEN_COMMA);
  if (p->token.kind != TOKEN_CLOSE) return fail(p, "a ',' or a ')' is missing");
  return advance(p);
}

static assay_status parse_compared(struct parser *p, struct node *node) {
  bool regex = p->token.kind == TOKEN_REGEX;
  node->kind = regex ? NODE_REGEX : NODE_COMPARE;
  node->order = p->token.order;
  node->negated = p->token.negated;
  assay_status status = advance(p);
  if (status != ASSAY_OK) return status;
  if (!at_value(p)) return fail(p, "a value is missing");
  node->literal = (uint32_t)(regex ? p->where->regex_count : p->where->literal_count);
  status = regex ? add_regex(p) : add_literal(p);
  return status == ASSAY_OK ? advance(p) : status;
}

static assay_status parse_field(struct parser *p, uint32_t *out) {
  struct node node = {.kind = NODE_PRESENT};
  if (p->token.kind == TOKEN_STRING)
    return fail(p, "a field stands in `backquotes`, a value in quotes:");
  if (p->token.kind != TOKEN_WORD && p->token.kind != TOKEN_FIELD)
    return fail(p, "a field is missing");
  assay_status status = add_field(p, &node.field);
  if (status == ASSAY_OK) status = advance(p);
  if (status != ASSAY_OK) return status;
  if (p->token.kind == TOKEN_NOT) {
    status = advance(p);
    if (status == ASSAY_OK && p->token.kind != TOKEN_IN)
      status = fail(p, "'in' is missing after 'not'");
    if (status != ASSAY_OK) return status;
    node.negated = true;
  }
  if (p->token.kind == TOKEN_IN)
    status = parse_list(p, &node);
  else if (p->token.kind == TOKEN_ORDER || p->token.kind == TOKEN_REGEX)
    status = parse_compared(p, &node);
  return status == ASSAY_OK ? add_node(p, node, out) : status;
}

static assay_status parse_not(struct parser *p, size_t depth, uint32_t *out) {
  assay_status status;
  if (depth == WHERE_DEPTH_LIMIT)
    return error_at(p->err, ASSAY_ELIMIT, p->token.at,
                    "where: nested deeper than the limit of %d", WHERE_DEPTH_LIMIT);
  if (p->token.kind == TOKEN_NOT) {
    struct node node = {.kind = NODE_NOT};
    status = advance(p);
    if (status == ASSAY_OK) status = parse_not(p, depth + 1, &node.child);
    return status == ASSAY_OK ? add_node(p, node, out) : status;
  }
  if (p->token.kind != TOKEN_OPEN) return parse_field(p, out);
  status = advance(p);
  if (status == ASSAY_OK) status = parse_or(p, depth + 1, out);
  if (status != ASSAY_OK) return status;
  if (p->token.kind != TOKEN_CLOSE) return fail(p, "a ')' is missing");
  return advance(p);
}

/* A chain is one node with all of them below it, so that it is no deeper than a pair. */
static assay_status parse_chain(struct parser *p, bool is_or, size_t depth,
                                uint32_t *out) {
  enum token_kind sign = is_or ? TOKEN_OR : TOKEN_AND;
  struct node node = {.kind = is_or ? NODE_OR : NODE_AND};
  uint32_t last = NO_NODE, child = NO_NODE;
  bool more = true, chain = false;
  while (more) {
    assay_status status = is_or ? parse_chain(p, false, depth, &child)
                                : parse_not(p, depth, &child);
    if (status != ASSAY_OK) return status;
    if (last == NO_NODE)
      node.child = child;
    else
      p->where->nodes[last].next = child;
    last = child;
    more = p->token.kind == sign;
    chain = chain || more;
    if (more) status = advance(p);
    if (status != ASSAY_OK) return status;
  }
  if (chain) return add_node(p, node, out);
  *out = child;
  return ASSAY_OK;
}

static assay_status parse_or(struct parser *p, size_t depth, uint32_t *out) {
  return parse_chain(p, true, depth, out);
}

static assay_status parse_all(struct parser *p) {
  if (p->text.len > WHERE_BYTE_LIMIT)
    return error_set(p->err, ASSAY_ELIMIT, "where: longer than the limit of %d bytes",
                     WHERE_BYTE_LIMIT);
  size_t valid = utf8_valid_prefix(p->text);
  if (valid < p->text.len)
    return error_at(p->err, ASSAY_EPATTERN, valid, "where: no valid UTF-8 at %zu",
                    valid + 1);
  assay_status status = advance(p);
  if (status == ASSAY_OK) status = parse_or(p, 0, &p->where->root);
  if (status != ASSAY_OK) return status;
  if (p->token.kind == TOKEN_END) return ASSAY_OK;
  return fail(p, "'and' or 'or' is missing");
}

assay_status where_parse(struct where **out, assay_str text, const assay_allocator *alloc,
                         assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct where *w = alloc_zero(&a, 1, sizeof *w);
  if (!w) return error_memory(err, sizeof *w);
  w->alloc = a;
  arena_init(&w->arena, &a);
  struct parser p = {.where = w, .text = text, .err = err};
  assay_status status = parse_all(&p);
  if (status != ASSAY_OK) {
    where_free(w);
    return status;
  }
  *out = w;
  return ASSAY_OK;
}

void where_free(struct where *w) {
  if (!w) return;
  for (size_t i = 0; i < w->regex_count; i++) regex_free(w->regexes[i]);
  alloc_free(&w->alloc, w->regexes, w->regex_cap, sizeof *w->regexes);
  alloc_free(&w->alloc, w->nodes, w->node_cap, sizeof *w->nodes);
  alloc_free(&w->alloc, w->literals, w->literal_cap, sizeof *w->literals);
  alloc_free(&w->alloc, w->fields, w->field_cap, sizeof *w->fields);
  alloc_free(&w->alloc, w->places, w->place_cap, sizeof *w->places);
  arena_free(&w->arena);
  assay_allocator alloc = w->alloc;
  alloc_free(&alloc, w, 1, sizeof *w);
}

const assay_str *where_fields(const struct where *w, size_t *count) {
  *count = w->field_count;
  return w->fields;
}

assay_status where_check_fields(const struct where *w, const assay_str *known,
                                size_t count, assay_error *err) {
  for (size_t i = 0; i < w->field_count; i++) {
    bool found = false;
    for (size_t k = 0; k < count && !found; k++)
      found = str_equal(w->fields[i], known[k]);
    if (found) continue;
    assay_str name = w->fields[i];
    int near = suggest_nearest(name, known, count);
    assay_str best = near < 0 ? (assay_str){"", 0} : known[near];
    return error_at(err, ASSAY_EPATTERN, w->places[i],
                    "where: there is no field '%.*s' at %zu%s%.*s%s", (int)name.len,
                    name.ptr, w->places[i] + 1, near < 0 ? "" : " (did you mean '",
                    (int)best.len, best.ptr, near < 0 ? "" : "'?)");
  }
  return ASSAY_OK;
}

/* -- Comparing --------------------------------------------------------------------- */

/* -1, 0, 1 as the value is before, like or after the literal; 2: not to be compared. */
static int compare_numbers(double a, double b) {
  return a < b ? -1 : a > b;
}

static int compare_text(assay_str text, const struct literal *l) {
  double number;
  if (l->is_date && text.len >= 10 && is_date(text, 10)) {
    text.len = l->text.len;
    int order = str_compare(text, l->text);
    return (order > 0) - (order < 0);
  }
  if (l->is_number && !l->quoted)
    return number_parse(text, &number) ? compare_numbers(number, l->number) : 2;
  int order = str_compare(text, l->text);
  return (order > 0) - (order < 0);
}

static int compare(const struct value *v, const struct literal *l) {
  if (v->kind == VALUE_TEXT) return compare_text(v->text, l);
  if (!l->is_number) return 2;
  if (v->kind == VALUE_INTEGER && l->is_integer)
    return v->integer < l->integer ? -1 : v->integer > l->integer;
  double number = v->kind == VALUE_INTEGER ? (double)v->integer : v->number;
  return compare_numbers(number, l->number);
}

static bool order_holds(enum order order, int compared) {
  switch (order) {
  case ORDER_EQUAL:
    return compared == 0;
  case ORDER_UNEQUAL:
    return compared != 0;
  case ORDER_LESS:
    return compared == -1;
  case ORDER_AT_MOST:
    return compared <= 0;
  case ORDER_MORE:
    return compared == 1;
  case ORDER_AT_LEAST:
    return compared == 0 || compared == 1;
  }
  return false;
}

static assay_str value_text(const struct value *v, char number[NUMBER_SIZE]) {
  if (v->kind == VALUE_TEXT) return v->text;
  size_t len = v->kind == VALUE_INTEGER ? number_format_integer(v->integer, number)
                                        : number_format(v->number, number);
  return (assay_str){number, len};
}

/* -- Matching ---------------------------------------------------------------------- */

assay_status where_search_new(struct where_search **out, const struct where *w,
                              const assay_allocator *alloc, assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct where_search *s = alloc_zero(&a, 1, sizeof *s);
  if (!s) return error_memory(err, sizeof *s);
  s->alloc = a;
  s->where = w;
  assay_status status = ASSAY_OK;
  if (w->regex_count > 0) {
    s->searches = alloc_zero(&a, w->regex_count, sizeof(struct regex_search *));
    if (!s->searches) status = error_memory(err, 0);
  }
  for (size_t i = 0; i < w->regex_count && status == ASSAY_OK; i++)
    status = regex_search_new(&s->searches[i], w->regexes[i], &a, err);
  if (status != ASSAY_OK) {
    where_search_free(s);
    return status;
  }
  *out = s;
  return ASSAY_OK;
}

void where_search_free(struct where_search *s) {
  if (!s) return;
  for (size_t i = 0; s->searches && i < s->where->regex_count; i++)
    regex_search_free(s->searches[i]);
  alloc_free(&s->alloc, s->searches, s->where->regex_count,
             sizeof(struct regex_search *));
  assay_allocator alloc = s->alloc;
  alloc_free(&alloc, s, 1, sizeof *s);
}

static assay_status match_regex(struct where_search *s, const struct node *node,
                                const struct value *v, bool *matches, assay_error *err) {
  char number[NUMBER_SIZE];
  assay_span span;
  bool found = false;
  assay_status status = regex_find(s->searches[node->literal], value_text(v, number), 0,
                                   &span, &found, err);
  *matches = found != node->negated;
  return status;
}

static assay_status match_leaf(struct where_search *s, const struct node *node,
                               bool *matches, assay_error *err) {
  struct value v = s->lookup(s->context, node->field);
  *matches = v.kind != VALUE_NONE;
  if (!*matches || node->kind == NODE_PRESENT) return ASSAY_OK;
  if (node->kind == NODE_REGEX) return match_regex(s, node, &v, matches, err);
  const struct literal *literals = s->where->literals + node->literal;
  if (node->kind == NODE_COMPARE) {
    *matches = order_holds(node->order, compare(&v, literals));
    return ASSAY_OK;
  }
  bool found = false;
  for (uint32_t i = 0; i < node->literals && !found; i++)
    found = compare(&v, &literals[i]) == 0;
  *matches = found != node->negated;
  return ASSAY_OK;
}

static assay_status match_node(struct where_search *s, uint32_t index, bool *matches,
                               assay_error *err) {
  const struct node *node = &s->where->nodes[index];
  if (node->kind != NODE_OR && node->kind != NODE_AND && node->kind != NODE_NOT)
    return match_leaf(s, node, matches, err);
  bool stop = node->kind == NODE_OR;
  for (uint32_t i = node->child; i != NO_NODE; i = s->where->nodes[i].next) {
    assay_status status = match_node(s, i, matches, err);
    if (status != ASSAY_OK) return status;
    if (node->kind == NODE_NOT)
      *matches = !*matches;
    else if (*matches == stop)
      break;
  }
  return ASSAY_OK;
}

assay_status where_match(struct where_search *s, where_lookup *lookup, void *context,
                         bool *matches, assay_error *err) {
  bool found = false;
  s->lookup = lookup;
  s->context = context;
  assay_status status = match_node(s, s->where->root, &found, err);
  if (status == ASSAY_OK) *matches = found;
  return status;
}
