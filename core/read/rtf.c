/*
** rtf.c - Rich Text Format: groups, control words and text in a code page. Reads what a
** file says, not what it looks like; pictures, tables of fonts and styles, headers and
** footers are left out. A table is cells and rows.
*/
#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "read/code_page.h"
#include "read/flow.h"
#include "read/multibyte.h"
#include "read/properties.h"
#include "read/reader.h"
#include "read/rtf_words.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

#define RTF_LIMIT ((size_t)1 << 30) /* bytes of a file */

enum {
  GROUP_LIMIT = 1000, /* groups inside each other */
  WORD_MOST = 32,     /* letters of a control word */
  FIELD_MOST = 4096,  /* bytes of a property */
  FONTS_MOST = 4096,
  RAW_MOST = 1 << 16, /* bytes that are converted at a time */
  DEFAULT_PAGE = 1252
};

/* Where the text of a group goes. */
enum target { TO_TEXT = 0, TO_NOWHERE, TO_FONTS, TO_FIELD };

struct group {
  uint8_t target;
  uint8_t field;   /* of TO_FIELD: index into properties */
  bool hidden;     /* \v */
  bool note;       /* the group is a footnote: it ends with it */
  uint8_t after_u; /* \ucN: how many characters repeat a \uN */
  uint16_t page;   /* code page of the font; 0: that of the document */
};

struct rtf {
  assay_allocator alloc;
  struct flow flow;
  struct record *record;
  const char *at, *end;
  struct group group; /* the one that is open */
  struct group *outer;
  size_t depth, outer_cap;
  uint16_t page;              /* of the document */
  uint32_t to_skip;           /* characters that repeat a \uN */
  uint32_t high;              /* first half of a surrogate pair, or 0 */
  uint32_t font;              /* of the font table, being read */
  uint16_t fonts[FONTS_MOST]; /* code page by font; 0: that of the document */
  struct buffer raw, made;    /* bytes of a code page of two bytes; the same as UTF-8 */
  uint16_t raw_page;
  bool lead; /* the last of them is the first half of a character */
  char field[FIELD_MOST];
  size_t field_len;
  bool in_table; /* the row has begun */
  bool in_heading;
  size_t replaced;
  uint32_t unknown_pages; /* characters of code pages that are not known */
  int year, month, day;
};

/* -- Control words ------------------------------------------------------------------- */

/* Destinations after \* that hold text of the document all the same. */
static bool is_kept(const char *word) {
  static const char *const kept[] = {"shptxt", "shpinst", "cs", "footnote", "fldrslt"};
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
    if (strcmp(kept[i], word) == 0) return true;
  return false;
}

static const struct {
  enum rtf_word word;
  const char *field;
} properties[] = {{TITLE, "title"},
                  {AUTHOR, "author"},
                  {SUBJECT, "subject"},
                  {KEYWORDS, "keywords"},
                  {COMPANY, "publisher"}};

/* -- Text ---------------------------------------------------------------------------- */

static void flush_raw(struct rtf *t);

static void put(struct rtf *t, assay_str utf8) {
  flush_raw(t);
  if (t->group.hidden) return;
  if (t->high) { /* the second half did not come */
    t->high = 0;
    t->replaced++;
    put(t, str_from("\uFFFD"));
  }
  if (t->group.target == TO_TEXT) {
    flow_text(&t->flow, utf8);
  } else if (t->group.target == TO_FIELD && t->field_len + utf8.len <= FIELD_MOST) {
    memcpy(t->field + t->field_len, utf8.ptr, utf8.len);
    t->field_len += utf8.len;
  }
}

static void put_cp(struct rtf *t, uint32_t cp) {
  char utf8[4];
  if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) {
    cp = UTF8_REPLACEMENT;
    t->replaced++;
  }
  put(t, (assay_str){utf8, utf8_encode(cp, utf8)});
}

static bool is_lead(uint32_t page, unsigned char byte) {
  if (page == 932)
    return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
  return byte >= 0x81 && byte <= 0xFE;
}

static bool is_multibyte(uint32_t page) {
  return page == 932 || page == 936 || page == 949 || page == 950;
}

/* What was kept is complete: anything but a byte follows. */
static void flush_raw(struct rtf *t) {
  char name[16];
  bool known = false;
  if (t->raw.len == 0) return;
  int len = snprintf(name, sizeof name, "cp%u", t->raw_page);
  buffer_clear(&t->made);
  (void)multibyte_to_utf8((assay_str){name, len > 0 ? (size_t)len : 0},
                          buffer_str(&t->raw), &t->made, &t->replaced, &known, NULL);
  if (!known) {
    t->unknown_pages += (uint32_t)t->raw.len;
    buffer_add_text(&t->made, "\uFFFD");
  }
  t->lead = false;
  t->raw.len = 0; /* before put, which asks */
  put(t, buffer_str(&t->made));
}

static void keep_raw(struct rtf *t, uint32_t page, unsigned char byte) {
  if (page != t->raw_page) flush_raw(t);
  t->raw_page = (uint16_t)page;
  t->lead = !t->lead && is_lead(page, byte);
  buffer_add_char(&t->raw, (char)byte);
  if (t->raw.len >= RAW_MOST && !t->lead) flush_raw(t);
}

/* A byte that is no control: what stands for a \uN that came before does not count. */
static void put_byte(struct rtf *t, unsigned char byte) {
  if (t->to_skip > 0) {
    t->to_skip--;
    return;
  }
  if (t->group.target == TO_NOWHERE || t->group.target == TO_FONTS) return;
  uint32_t page = t->group.page ? t->group.page : t->page;
  if (t->lead || (byte >= 0x80 && is_multibyte(page))) {
    keep_raw(t, t->lead ? t->raw_page : page, byte);
    return;
  }
  if (byte < 0x80) {
    put_cp(t, byte);
    return;
  }
  const uint16_t *high = code_page_find(page);
  if (!high) t->unknown_pages++;
  uint32_t cp = high ? high[byte - 0x80] : UTF8_REPLACEMENT;
  if (cp == UTF8_REPLACEMENT) t->replaced++;
  if (cp != UTF8_REPLACEMENT)
    put_cp(t, cp);
  else
    put(t, str_from("\uFFFD"));
}

/* \uN counts in signed 16 bits; beyond them it comes in two halves. */
static void put_unicode(struct rtf *t, int number) {
  uint32_t unit = (uint32_t)(number < 0 ? number + 65536 : number);
  t->to_skip = t->group.after_u;
  if (unit >= 0xD800 && unit < 0xDC00) {
    t->high = unit;
    return;
  }
  if (unit >= 0xDC00 && unit < 0xE000 && t->high) {
    unit = 0x10000 + ((t->high - 0xD800) << 10) + (unit - 0xDC00);
    t->high = 0;
  }
  if (unit >= 0xF020 && unit <= 0xF0FF) unit = UTF8_REPLACEMENT; /* of a symbol font */
  if (t->group.target != TO_NOWHERE && t->group.target != TO_FONTS) put_cp(t, unit);
}

/* -- Groups -------------------------------------------------------------------------- */

static assay_status open_group(struct rtf *t, assay_error *err) {
  void *outer = t->outer;
  flush_raw(t);
  if (t->depth >= GROUP_LIMIT)
    return error_set(err, ASSAY_ELIMIT, "groups are nested deeper than the limit of %d",
                     GROUP_LIMIT);
  if (!alloc_grow(&t->alloc, &outer, &t->outer_cap, t->depth + 1, sizeof *t->outer))
    return error_memory(err, 0);
  t->outer = outer;
  t->outer[t->depth++] = t->group;
  t->group.note = false;
  t->to_skip = 0;
  return ASSAY_OK;
}

static assay_status end_field(struct rtf *t, assay_error *err) {
  assay_str value = {t->field, t->field_len};
  t->field_len = 0;
  /* A value cut off at the limit may end inside a character. */
  value.len = utf8_valid_prefix(value);
  return properties_add(t->record, properties[t->group.field].field, PROPERTY_TEXT, value,
                        err);
}

static assay_status close_group(struct rtf *t, assay_error *err) {
  assay_status status = ASSAY_OK;
  t->to_skip = 0;
  flush_raw(t);
  if (t->depth == 0) return ASSAY_OK;
  const struct group *outer = &t->outer[t->depth - 1];
  if (t->group.target == TO_FIELD && outer->target != TO_FIELD)
    status = end_field(t, err);
  if (t->group.note) flow_note_end(&t->flow);
  t->group = *outer;
  t->depth--;
  return status;
}

/* A destination of the whole group that is open. */
static void send_to(struct rtf *t, enum target target) {
  if (t->group.target != TO_NOWHERE) t->group.target = (uint8_t)target;
}

static void begin_field(struct rtf *t, enum rtf_word word) {
  for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
    if (properties[i].word == word) t->group.field = (uint8_t)i;
  if (t->group.target == TO_NOWHERE) t->group.target = TO_FIELD; /* within \info */
  t->field_len = 0;
}

/* -- What control words do ----------------------------------------------------------- */

static void end_paragraph(struct rtf *t) {
  if (t->in_heading) flow_close(&t->flow);
  t->in_heading = false;
  flow_block(&t->flow);
}

static void begin_heading(struct rtf *t, int level) {
  assay_str nobody = {"", 0};
  if (t->in_heading || level < 0 || level > 8 || t->flow.in_note > 0) return;
  flow_open(&t->flow, RECORD_HEADING, nobody, FLOW_AS_IT_IS);
  t->in_heading = true;
}

static void begin_row(struct rtf *t) {
  if (t->in_table || t->flow.in_note > 0) return;
  flow_row(&t->flow);
  flow_cell(&t->flow);
  t->in_table = true;
}

static void end_row(struct rtf *t) {
  t->in_table = false;
  flow_row(&t->flow);
}

static void do_layout(struct rtf *t, enum rtf_word word, int number) {
  if (t->group.target != TO_TEXT || t->group.hidden) return;
  switch (word) {
  case PAR:
    end_paragraph(t);
    break;
  case SECTION:
  case PAGE:
    end_paragraph(t);
    break;
  case LINE:
    flow_break(&t->flow);
    break;
  case TAB:
    flow_tab(&t->flow);
    break;
  case INTABLE:
    begin_row(t);
    break;
  case CELL:
    begin_row(t);
    flow_cell(&t->flow);
    break;
  case ROW:
    end_row(t);
    break;
  case PARD:
    if (t->in_heading) end_paragraph(t);
    break;
  case OUTLINE:
    begin_heading(t, number);
    break;
  case FOOTNOTE:
    flow_note(&t->flow);
    t->group.note = true;
    break;
  default:
    break;
  }
}

static void do_font(struct rtf *t, enum rtf_word word, int number) {
  bool known = number >= 0 && number < FONTS_MOST;
  if (t->group.target == TO_FONTS) {
    if (word == FONT) t->font = known ? (uint32_t)number : 0;
    if (word == FONT_CHARSET) t->fonts[t->font] = rtf_charset_page(number);
  } else if (word == FONT) {
    t->group.page = known ? t->fonts[number] : 0;
  }
}

static void do_date(struct rtf *t, enum rtf_word word, int number) {
  int *to = word == YEAR ? &t->year : word == MONTH ? &t->month : &t->day;
  if (word == CREATED)
    t->year = t->month = t->day = -1;
  else if (*to == -1)
    *to = number;
}

static void do_code_page(struct rtf *t, enum rtf_word word, int number) {
  if (word == ANSI_CPG && (number <= 0 || number > 65535)) return;
  t->page = word == MAC ? 10000 : word == PC ? 437 : word == PCA ? 850 : (uint16_t)number;
}

static void do_word(struct rtf *t, enum rtf_word word, int number, bool has_number) {
  switch (word) {
  case UNICODE:
    put_unicode(t, number);
    break;
  case UNICODE_COUNT:
    t->group.after_u = (uint8_t)(number < 0 ? 0 : number > 16 ? 16 : number);
    break;
  case ANSI_CPG:
  case MAC:
  case PC:
  case PCA:
    do_code_page(t, word, number);
    break;
  case PLAIN:
    t->group.hidden = false;
    break;
  case VANISH:
    t->group.hidden = !has_number || number != 0;
    break;
  case LEFT_OUT:
  case INFO:
    t->group.target = TO_NOWHERE;
    break;
  case FONT_TABLE:
    send_to(t, TO_FONTS);
    break;
  case FONT:
  case FONT_CHARSET:
    do_font(t, word, number);
    break;
  case TITLE:
  case AUTHOR:
  case SUBJECT:
  case KEYWORDS:
  case COMPANY:
    begin_field(t, word);
    break;
  case CREATED:
  case YEAR:
  case MONTH:
  case DAY:
    do_date(t, word, number);
    break;
  default:
    do_layout(t, word, number);
    break;
  }
}

/* -- Parsing ------------------------------------------------------------------------- */

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "-12" at t->at. Larger numbers than these stop counting. */
static bool read_number(struct rtf *t, int *number) {
  const char *p = t->at;
  bool negative = p < t->end && *p == '-';
  if (negative) p++;
  if (p >= t->end || *p < '0' || *p > '9') return false;
  int value = 0;
  for (; p < t->end && *p >= '0' && *p <= '9'; p++)
    if (value < 100000000) value = value * 10 + (*p - '0');
  *number = negative ? -value : value;
  t->at = p;
  return true;
}

static void skip_binary(struct rtf *t, int count) {
  if (count <= 0) return;
  t->at = t->end - t->at > count ? t->at + count : t->end;
}

/* A control word and its number, from its first letter on. */
static void read_word(struct rtf *t, bool after_star) {
  char name[WORD_MOST + 1];
  size_t len = 0;
  int number = 1;
  flush_raw(t);
  while (t->at < t->end && is_letter(*t->at)) {
    if (len < WORD_MOST) name[len++] = *t->at;
    t->at++;
  }
  name[len] = '\0';
  bool has_number = read_number(t, &number);
  if (t->at < t->end && *t->at == ' ') t->at++;
  if (strcmp(name, "bin") == 0) {
    skip_binary(t, has_number ? number : 0);
    return;
  }
  enum rtf_word word = rtf_find_word(name);
  if (t->to_skip > 0 && word != UNICODE) {
    t->to_skip--; /* a control word counts as one character */
    if (rtf_character(word)) return;
  }
  if (after_star && !is_kept(name) && t->group.target != TO_FONTS)
    t->group.target = TO_NOWHERE;
  uint32_t cp = rtf_character(word);
  if (cp && t->group.target != TO_NOWHERE && t->group.target != TO_FONTS)
    put_cp(t, cp);
  else if (!cp)
    do_word(t, word, number, has_number);
}

static int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static void read_hex(struct rtf *t) {
  int first = t->end - t->at >= 2 ? hex_value(t->at[0]) : -1;
  int second = first >= 0 ? hex_value(t->at[1]) : -1;
  if (second < 0) return;
  t->at += 2;
  put_byte(t, (unsigned char)(first * 16 + second));
}

/* After a backslash; at is at what follows it. */
static void read_control(struct rtf *t) {
  if (t->at >= t->end) return;
  if (is_letter(*t->at)) {
    read_word(t, false);
    return;
  }
  char c = *t->at++;
  switch (c) {
  case '\'':
    read_hex(t);
    break;
  case '\\':
  case '{':
  case '}':
    put_byte(t, (unsigned char)c);
    break;
  case '~':
    put_byte(t, ' ');
    break;
  case '_':
    if (t->group.target != TO_NOWHERE) put_cp(t, 0x2011);
    break;
  case '-':
    if (t->group.target == TO_TEXT) put_cp(t, 0xAD);
    break;
  case '\r':
  case '\n':
    do_layout(t, PAR, 0);
    break;
  case '*':
    while (t->at < t->end && (*t->at == ' ' || *t->at == '\n' || *t->at == '\r')) t->at++;
    if (t->at + 1 < t->end && t->at[0] == '\\' && is_letter(t->at[1])) {
      t->at++;
      read_word(t, true);
    } else {
      t->group.target = TO_NOWHERE;
    }
    break;
  default:
    break;
  }
}

/* Plain bytes up to the next control: as one piece where they are ASCII. */
static void read_text(struct rtf *t) {
  const char *begin = t->at;
  if (t->lead && (unsigned char)*begin >= ' ' && (unsigned char)*begin < 0x80) {
    put_byte(t, (unsigned char)*t->at++);
    return;
  }
  while (t->at < t->end && (unsigned char)*t->at >= ' ' && (unsigned char)*t->at < 0x80 &&
         *t->at != '\\' && *t->at != '{' && *t->at != '}')
    t->at++;
  while (begin < t->at && t->to_skip > 0) begin++, t->to_skip--;
  if (t->at > begin) {
    put(t, (assay_str){begin, (size_t)(t->at - begin)});
    return;
  }
  if (t->at >= t->end || *t->at == '\\' || *t->at == '{' || *t->at == '}') return;
  unsigned char c = (unsigned char)*t->at++;
  if (c >= 0x80) put_byte(t, c);
  if (c == '\t') do_layout(t, TAB, 0);
}

static assay_status parse(struct rtf *t, assay_error *err) {
  assay_status status = ASSAY_OK;
  while (t->at < t->end && status == ASSAY_OK) {
    switch (*t->at) {
    case '{':
      t->at++;
      status = open_group(t, err);
      break;
    case '}':
      t->at++;
      status = close_group(t, err);
      break;
    case '\\':
      t->at++;
      read_control(t);
      break;
    default:
      read_text(t);
      break;
    }
    if (t->record->text.failed != ASSAY_OK)
      status = buffer_status(&t->record->text, "text of a document", err);
  }
  if (status == ASSAY_OK) flush_raw(t);
  if (status == ASSAY_OK) status = buffer_status(&t->raw, "text of a document", err);
  return status == ASSAY_OK ? buffer_status(&t->made, "text of a document", err) : status;
}

static assay_status finish(struct rtf *t, assay_error *err) {
  char date[32];
  assay_status status = ASSAY_OK;
  if (t->year > 0 && t->year <= 9999 && t->month >= 1 && t->month <= 12 && t->day >= 1 &&
      t->day <= 31) {
    int len = snprintf(date, sizeof date, "%04d-%02d-%02d", t->year, t->month, t->day);
    status = properties_add(t->record, "created", PROPERTY_DATE,
                            (assay_str){date, len > 0 ? (size_t)len : 0}, err);
  }
  if (status == ASSAY_OK && t->depth > 0)
    status = record_warn(t->record, err, "the file ends inside %zu groups: it is cut off",
                         t->depth);
  if (status == ASSAY_OK && t->unknown_pages > 0)
    status = record_warn(
        t->record, err, "%u bytes are of a code page that is not known and became U+FFFD",
        t->unknown_pages);
  char page[DECODING_NAME];
  int page_len = snprintf(page, sizeof page, "cp%u", t->page);
  if (t->page == 10000) page_len = snprintf(page, sizeof page, "macintosh");
  decoding_declare(&t->record->decoding, (assay_str){page, (size_t)page_len}, "declared");
  t->record->decoding.replaced = t->replaced;
  return status;
}

/* -- Reader -------------------------------------------------------------------------- */

static int sniff(assay_str head, assay_str name) {
  (void)name;
  if (head.len >= 3 && memcmp(head.ptr, "\xEF\xBB\xBF", 3) == 0)
    head.ptr += 3, head.len -= 3;
  while (head.len > 0 && (unsigned char)head.ptr[0] <= ' ') head.ptr++, head.len--;
  return head.len >= 5 && memcmp(head.ptr, "{\\rtf", 5) == 0 ? 100 : 0;
}

static assay_status read_bytes(struct rtf *t, struct reading *r, assay_str bytes,
                               assay_error *err) {
  if (sniff(bytes, bytes) == 0)
    return error_set(err, ASSAY_EFORMAT, "is not RTF: it does not begin with {\\rtf");
  t->at = bytes.ptr;
  t->end = bytes.ptr + bytes.len;
  t->page = DEFAULT_PAGE;
  t->group.after_u = 1;
  buffer_init(&t->raw, &t->alloc, BUFFER_NO_CEILING);
  buffer_init(&t->made, &t->alloc, BUFFER_NO_CEILING);
  flow_start(&t->flow, t->record, &t->alloc);
  t->flow.drop_soft_hyphens = r->options && r->options->clean;
  assay_status status = parse(t, err);
  if (status == ASSAY_OK) status = flow_finish(&t->flow, err);
  if (status == ASSAY_OK) status = finish(t, err);
  flow_free(&t->flow);
  buffer_free(&t->raw);
  buffer_free(&t->made);
  alloc_free(&t->alloc, t->outer, t->outer_cap, sizeof *t->outer);
  return status;
}

static assay_status next(struct reading *r, struct record *out, bool *more,
                         assay_error *err) {
  struct buffer bytes;
  *more = false;
  if (r->done) return ASSAY_OK;
  r->done = true;
  struct rtf *t = alloc_zero(&r->alloc, 1, sizeof *t);
  if (!t) return error_memory(err, sizeof *t);
  t->alloc = r->alloc;
  t->record = out;
  buffer_init(&bytes, &r->alloc, RTF_LIMIT);
  assay_status status = reading_take_all(r, &bytes, err);
  if (status == ASSAY_OK) status = read_bytes(t, r, buffer_str(&bytes), err);
  buffer_free(&bytes);
  alloc_free(&r->alloc, t, 1, sizeof *t);
  *more = status == ASSAY_OK;
  return status;
}

const struct reader reader_rtf = {
    .name = "rtf", .extensions = ".rtf", .sniff = sniff, .next = next};
