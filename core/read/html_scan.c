/*
** html_scan.c - tags as bytes: finds declarations, counts what is open.
*/
#include "read/html_scan.h"

#include "base/error.h"
#include "base/table.h"
#include "read/code_page.h"
#include "read/multibyte.h"
#include "text/utf8.h"

#include <string.h>

enum { HEAD_BYTES = 4096, STACK_MOST = 8192, LOOK_BACK = 64 };

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c) {
  c = lower(c);
  return c >= 'a' && c <= 'z';
}

/* Whether s begins with a lower-case text, in any case. */
static bool begins(assay_str s, const char *text) {
  size_t len = strlen(text);
  if (s.len < len) return false;
  for (size_t i = 0; i < len; i++)
    if (lower(s.ptr[i]) != text[i]) return false;
  return true;
}

static assay_str from(assay_str s, size_t at) {
  return at < s.len ? (assay_str){s.ptr + at, s.len - at} : (assay_str){s.ptr + s.len, 0};
}

/* Where a lower-case text begins at or after `at`; s.len if nowhere. */
static size_t find(assay_str s, size_t at, const char *text) {
  for (; at < s.len; at++)
    if (lower(s.ptr[at]) == text[0] && begins(from(s, at), text)) return at;
  return s.len;
}

/* -- Encoding ------------------------------------------------------------------------ */

/* "utf-8" of ` = "utf-8">`. */
static assay_str value_at(assay_str s, size_t at) {
  while (at < s.len && (is_space(s.ptr[at]) || s.ptr[at] == '=')) at++;
  while (at < s.len && (s.ptr[at] == '"' || s.ptr[at] == '\'' || is_space(s.ptr[at])))
    at++;
  size_t end = at;
  while (end < s.len && !is_space(s.ptr[end]) && !strchr("\"'>;/", s.ptr[end])) end++;
  return (assay_str){s.ptr + at, end - at};
}

assay_str html_charset(assay_str page) {
  assay_str none = {"", 0};
  if (page.len > HEAD_BYTES) page.len = HEAD_BYTES;
  if (begins(page, "<?xml")) {
    assay_str declaration = {page.ptr, find(page, 0, "?>")};
    size_t at = find(declaration, 0, "encoding");
    if (at < declaration.len) return value_at(declaration, at + strlen("encoding"));
  }
  for (size_t at = 0; (at = find(page, at, "<meta")) < page.len; at++) {
    size_t end = at;
    while (end < page.len && page.ptr[end] != '>') end++;
    assay_str tag = {page.ptr + at, end - at};
    size_t charset = find(tag, 0, "charset");
    if (charset < tag.len) return value_at(tag, charset + strlen("charset"));
  }
  return none;
}

static bool has_mark(assay_str page) {
  return begins(page, "\xEF\xBB\xBF") || begins(page, "\xFF\xFE") ||
         begins(page, "\xFE\xFF");
}

/* The page in an encoding that the ladder has no name for; *known: if we have one. */
static assay_status decode_declared(struct buffer *page, assay_str name,
                                    struct decoding *how, bool *known, assay_error *err) {
  struct buffer out;
  struct decoding made = {.encoding = ENCODING_UTF8};
  decoding_declare(&made, name, "declared");
  const uint16_t *high = code_page_find(code_page_from_name(name));
  assay_status status = ASSAY_OK;
  *known = true;
  buffer_init(&out, &page->alloc, page->ceiling);
  if (high)
    code_page_to_utf8(high, buffer_str(page), &out, &made.replaced);
  else
    status = multibyte_to_utf8(name, buffer_str(page), &out, &made.replaced, known, err);
  if (status == ASSAY_OK) status = buffer_status(&out, "a page as UTF-8", err);
  if (status != ASSAY_OK || !*known) {
    buffer_free(&out);
    return status;
  }
  buffer_free(page);
  *page = out;
  *how = made;
  return ASSAY_OK;
}

/* UTF-16 declared in bytes that can be read as ASCII is a mistake; UTF-8 has to be valid,
** so the ladder may judge. */
static bool is_for_ladder(assay_str name) {
  return name.len == 0 || begins(name, "utf") || begins(name, "unicode") ||
         begins(name, "us-ascii") || begins(name, "ucs");
}

assay_status html_decode(struct buffer *page, enum encoding wanted, struct decoding *how,
                         assay_error *err) {
  assay_str bytes = buffer_str(page);
  bool known = false;
  if (wanted != ENCODING_AUTO || has_mark(bytes))
    return encoding_to_utf8(page, wanted, how, err);
  assay_str name = html_charset(bytes);
  if (is_for_ladder(name)) return encoding_to_utf8(page, ENCODING_AUTO, how, err);
  if (code_page_from_name(name) == 1252) {
    assay_status status = encoding_to_utf8(page, ENCODING_WINDOWS_1252, how, err);
    if (status == ASSAY_OK) how->decided_by = "declared";
    return status;
  }
  assay_status status = decode_declared(page, name, how, &known, err);
  if (status != ASSAY_OK || known) return status;
  return encoding_to_utf8(page, ENCODING_AUTO, how, err);
}

/* -- Depth --------------------------------------------------------------------------- */

/* Elements without end, or whose end is where the next one of their kind begins. */
static bool ends_itself(assay_str name) {
  static const char *const names[] = {
      "a",        "area",   "base", "basefont", "body",  "br",    "button",   "col",
      "colgroup", "dd",     "dt",   "embed",    "frame", "h1",    "h2",       "h3",
      "h4",       "h5",     "h6",   "head",     "hr",    "html",  "image",    "img",
      "input",    "keygen", "li",   "link",     "meta",  "nobr",  "optgroup", "option",
      "p",        "param",  "rb",   "rp",       "rt",    "rtc",   "source",   "tbody",
      "td",       "tfoot",  "th",   "thead",    "tr",    "track", "wbr",
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (name.len == strlen(names[i]) && begins(name, names[i])) return true;
  return false;
}

static uint32_t name_hash(assay_str name) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < name.len; i++)
    hash = (hash ^ (unsigned char)lower(name.ptr[i])) * 16777619u;
  return hash;
}

/* Elements that hold no tags, and what ends them. */
static const char *const raw[][2] = {{"script", "</script"},
                                     {"style", "</style"},
                                     {"title", "</title"},
                                     {"textarea", "</textarea"},
                                     {"iframe", "</iframe"}};

static bool is_raw(assay_str name) {
  for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
    if (name.len == strlen(raw[i][0]) && begins(name, raw[i][0])) return true;
  return false;
}

/* Past the text of such an element. */
static size_t skip_raw(assay_str page, assay_str name, size_t at) {
  for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
    if (name.len == strlen(raw[i][0]) && begins(name, raw[i][0]))
      return find(page, at, raw[i][1]);
  return at;
}

/* Where in a tag we are, as the HTML standard has it. */
enum place { BETWEEN, NAME, AFTER_NAME, BEFORE_VALUE, VALUE, QUOTED };

static enum place next_place(enum place place, char c, char *quote) {
  switch (place) {
  case BETWEEN:
    return is_space(c) || c == '/' ? BETWEEN : NAME;
  case NAME:
  case AFTER_NAME:
    if (c == '=') return BEFORE_VALUE;
    if (c == '/') return BETWEEN;
    return is_space(c) ? AFTER_NAME : NAME;
  case BEFORE_VALUE:
    if (is_space(c)) return BEFORE_VALUE;
    *quote = c;
    return c == '"' || c == '\'' ? QUOTED : VALUE;
  case VALUE:
    return is_space(c) ? BETWEEN : VALUE;
  case QUOTED:
    return c == *quote ? BETWEEN : QUOTED;
  }
  return BETWEEN;
}

struct tag {
  assay_str name;
  size_t end; /* of its '>', or of the page */
  size_t attributes;
};

/* The tag whose name begins at `at`. */
static struct tag read_tag(assay_str page, size_t at) {
  struct tag tag = {.name = {page.ptr + at, 0}};
  enum place place = BETWEEN;
  char quote = 0;
  while (at < page.len && !is_space(page.ptr[at]) && page.ptr[at] != '>' &&
         page.ptr[at] != '/')
    at++;
  tag.name.len = (size_t)(page.ptr + at - tag.name.ptr);
  for (; at < page.len && (place == QUOTED || page.ptr[at] != '>'); at++) {
    enum place next = next_place(place, page.ptr[at], &quote);
    tag.attributes += next == NAME && place != NAME;
    place = next;
  }
  tag.end = at;
  return tag;
}

/* Behind a comment that begins at `at` with "!--"; "<!-->" is a whole one. */
static size_t skip_comment(assay_str page, size_t at) {
  size_t end = find(page, at + 1, "--");
  while (end < page.len && !begins(from(page, end), "-->") &&
         !begins(from(page, end), "--!>"))
    end = find(page, end + 1, "--");
  return end;
}

/* The names that are open, as hashes: an end tag closes the innermost of its name. */
struct open_tags {
  uint32_t hash[STACK_MOST];
  size_t count;
};

static void close_tag(struct open_tags *open, uint32_t hash) {
  for (size_t i = 0; i < LOOK_BACK && i < open->count; i++)
    if (open->hash[open->count - 1 - i] == hash) {
      open->count -= i + 1;
      return;
    }
}

static bool is_foreign(assay_str name) {
  return (name.len == 3 && begins(name, "svg")) ||
         (name.len == 4 && begins(name, "math"));
}

void html_measure(assay_str page, struct html_measure *out) {
  struct open_tags open;
  size_t foreign = 0; /* how many were open with the outermost <svg> or <math>, or 0 */
  *out = (struct html_measure){0, 0};
  open.count = 0;
  for (size_t at = 0; at + 1 < page.len && out->depth < STACK_MOST;) {
    const char *bracket = memchr(page.ptr + at, '<', page.len - at);
    if (!bracket) break;
    at = (size_t)(bracket - page.ptr) + 1;
    if (begins(from(page, at), "!--")) at = skip_comment(page, at);
    bool closes = at < page.len && page.ptr[at] == '/';
    if (closes) at++;
    if (at >= page.len || !is_letter(page.ptr[at])) continue;
    struct tag tag = read_tag(page, at);
    at = tag.end;
    if (tag.attributes > out->attributes) out->attributes = tag.attributes;
    if (ends_itself(tag.name)) continue;
    if (closes) {
      close_tag(&open, name_hash(tag.name));
      if (open.count < foreign) foreign = 0;
      continue;
    }
    /* Within pictures and formulas no element is raw. */
    if (foreign == 0) at = skip_raw(page, tag.name, at);
    open.hash[open.count++] = name_hash(tag.name);
    if (foreign == 0 && is_foreign(tag.name)) foreign = open.count;
    if (open.count > out->depth) out->depth = open.count;
  }
}

void html_blank_empty(struct buffer *page) {
  assay_str text = buffer_str(page), head = text;
  if (head.len > HEAD_BYTES) head.len = HEAD_BYTES;
  if (!begins(text, "<?xml") && find(head, 0, "xmlns=") == head.len) return;
  for (size_t at = 0; at + 1 < text.len;) {
    const char *bracket = memchr(text.ptr + at, '<', text.len - at);
    if (!bracket) return;
    size_t begin = (size_t)(bracket - text.ptr);
    at = begin + 1;
    if (at >= text.len || !is_letter(text.ptr[at])) continue;
    struct tag tag = read_tag(text, at);
    at = tag.end;
    if (at >= text.len || text.ptr[at - 1] != '/' || !is_raw(tag.name)) continue;
    memset(page->data + begin, ' ', at + 1 - begin);
  }
}

/* -- Sniffing ------------------------------------------------------------------------ */

/* False where it is certain at once: something else than '<' comes first, but for space,
** marks of byte order, and the zeros of UTF-16. */
static bool begins_with_tag(assay_str head) {
  for (size_t i = 0; i < head.len; i++) {
    const char c = head.ptr[i];
    if (c != '\0' && !is_space(c) && (unsigned char)c < 0xBB) return c == '<';
  }
  return false;
}

int html_sniff(assay_str head) {
  char plain[HEAD_BYTES];
  size_t len = 0, at = 0;
  if (!begins_with_tag(head)) return 0;
  for (size_t i = 0; i < head.len && len < sizeof plain; i++) /* UTF-16: every other */
    if (head.ptr[i] != '\0') plain[len++] = head.ptr[i];
  assay_str s = {plain, len};
  if (begins(s, "\xEF\xBB\xBF")) at = 3;
  if (begins(s, "\xFF\xFE") || begins(s, "\xFE\xFF")) at = 2;
  while (at < s.len && is_space(s.ptr[at])) at++;
  s = from(s, at);
  if (begins(s, "<!doctype html") || begins(s, "<html")) return 100;
  if (s.len == 0 || s.ptr[0] != '<') return 0;
  bool page = find(s, 0, "<html") < s.len;
  if (begins(s, "<?xml") || begins(s, "<!--")) return page ? 95 : 0;
  if (begins(s, "<head") || begins(s, "<body") || begins(s, "<title")) return 90;
  return page ? 60 : 0;
}
