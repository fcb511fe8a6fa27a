/*
** mail_header.c - headers, encoded words, dates, and the two transfer encodings.
*/
#include "read/mail_header.h"

#include "base/alloc.h"
#include "read/code_page.h"
#include "text/encoding.h"
#include "text/utf8.h"

#include <string.h>

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static assay_str trim(assay_str s) {
  while (s.len > 0 && is_blank(s.ptr[0])) s.ptr++, s.len--;
  while (s.len > 0 && is_blank(s.ptr[s.len - 1])) s.len--;
  return s;
}

bool mail_header_equal(assay_str value, const char *word) {
  for (size_t i = 0; i < value.len; i++, word++)
    if (*word == '\0' || lower(value.ptr[i]) != *word) return false;
  return *word == '\0';
}

/* -- Finding ----------------------------------------------------------------------- */

static size_t line_end(assay_str s, size_t at) {
  const char *end = at < s.len ? memchr(s.ptr + at, '\n', s.len - at) : NULL;
  return end ? (size_t)(end - s.ptr) + 1 : s.len;
}

/* The end of a header with the lines that continue it. */
static size_t header_end(assay_str header, size_t at) {
  do at = line_end(header, at);
  while (at < header.len && (header.ptr[at] == ' ' || header.ptr[at] == '\t'));
  return at;
}

static assay_str unfold(assay_str value, struct buffer *space) {
  value = trim(value);
  if (!memchr(value.ptr, '\n', value.len)) return value;
  for (size_t at = 0; at < value.len;) {
    size_t end = line_end(value, at);
    assay_str line = trim((assay_str){value.ptr + at, end - at});
    if (at > 0) buffer_add_char(space, ' ');
    buffer_add_str(space, line);
    at = end;
  }
  return buffer_str(space);
}

assay_str mail_header_find(assay_str header, const char *name, struct buffer *space) {
  buffer_clear(space);
  for (size_t at = 0; at < header.len;) {
    size_t end = header_end(header, at);
    const char *colon = memchr(header.ptr + at, ':', end - at);
    if (colon) {
      assay_str key = trim(
          (assay_str){header.ptr + at, (size_t)(colon - header.ptr) - at});
      if (mail_header_equal(key, name))
        return unfold((assay_str){colon + 1, (size_t)(header.ptr + end - colon) - 1},
                      space);
    }
    at = end;
  }
  return (assay_str){NULL, 0};
}

assay_str mail_header_main(assay_str value) {
  const char *end = value.len > 0 ? memchr(value.ptr, ';', value.len) : NULL;
  if (end) value.len = (size_t)(end - value.ptr);
  return trim(value);
}

assay_str mail_header_parameter(assay_str value, const char *name) {
  size_t at = mail_header_main(value).len;
  while (at < value.len) {
    while (at < value.len && (value.ptr[at] == ';' || is_blank(value.ptr[at]))) at++;
    size_t begin = at;
    while (at < value.len && value.ptr[at] != '=' && value.ptr[at] != ';') at++;
    assay_str key = trim((assay_str){value.ptr + begin, at - begin});
    if (at == value.len || value.ptr[at] == ';') continue;
    at++;
    while (at < value.len && is_blank(value.ptr[at])) at++;
    bool quoted = at < value.len && value.ptr[at] == '"';
    begin = quoted ? ++at : at;
    while (at < value.len && value.ptr[at] != (quoted ? '"' : ';')) at++;
    assay_str found = {value.ptr + begin, at - begin};
    at += quoted && at < value.len;
    if (mail_header_equal(key, name)) return quoted ? found : trim(found);
  }
  return (assay_str){"", 0};
}

/* -- Transfer encodings ------------------------------------------------------------ */

static int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

void mail_decode_base64(assay_str text, struct buffer *out) {
  uint32_t bits = 0, count = 0;
  for (size_t i = 0; i < text.len; i++) {
    int digit = base64_digit(text.ptr[i]);
    if (text.ptr[i] == '=') count = bits = 0;
    if (digit < 0) continue;
    bits = bits << 6 | (uint32_t)digit;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    buffer_add_char(out, (char)(bits >> count & 0xFF));
  }
}

static int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A '=' at text[at]; returns the bytes used. */
static size_t decode_escape(assay_str text, size_t at, struct buffer *out) {
  size_t end = at + 1;
  while (end < text.len &&
         (text.ptr[end] == ' ' || text.ptr[end] == '\t' || text.ptr[end] == '\r'))
    end++;
  if (end == text.len || text.ptr[end] == '\n')
    return end - at + (end < text.len); /* the line goes on */
  int high = hex_digit(text.ptr[at + 1]);
  int low = at + 2 < text.len ? hex_digit(text.ptr[at + 2]) : -1;
  if (high < 0 || low < 0) {
    buffer_add_char(out, '=');
    return 1;
  }
  buffer_add_char(out, (char)(high * 16 + low));
  return 3;
}

void mail_decode_quoted(assay_str text, bool header, struct buffer *out) {
  for (size_t at = 0; at < text.len;) {
    size_t begin = at;
    while (at < text.len && text.ptr[at] != '=' && (!header || text.ptr[at] != '_')) at++;
    buffer_add(out, text.ptr + begin, at - begin);
    if (at == text.len) return;
    if (text.ptr[at] == '_') {
      buffer_add_char(out, ' ');
      at++;
    } else {
      at += decode_escape(text, at, out);
    }
  }
}

/* -- Charsets ---------------------------------------------------------------------- */

static assay_status from_code_page(struct buffer *text, const uint16_t *page,
                                   size_t *replaced, assay_error *err) {
  struct buffer changed;
  buffer_init(&changed, &text->alloc, text->ceiling);
  code_page_to_utf8(page, buffer_str(text), &changed, replaced);
  assay_status status = buffer_status(&changed, "a mail", err);
  if (status != ASSAY_OK) {
    buffer_free(&changed);
    return status;
  }
  buffer_free(text);
  *text = changed;
  return ASSAY_OK;
}

assay_status mail_charset_to_utf8(struct buffer *text, assay_str charset, bool *known,
                                  size_t *replaced, assay_error *err) {
  enum encoding encoding = ENCODING_AUTO;
  struct decoding how = {0};
  bool ascii = charset.len == 0 || mail_header_equal(charset, "us-ascii") ||
               mail_header_equal(charset, "ascii");
  *known = ascii || encoding_from_name(charset, &encoding);
  /* What claims to be ASCII is often not, and what claims Latin-1 is Windows-1252. */
  if (ascii) encoding = ENCODING_AUTO;
  if (encoding == ENCODING_LATIN1) encoding = ENCODING_WINDOWS_1252;
  if (!*known) {
    const uint16_t *page = code_page_find(code_page_from_name(charset));
    *known = page != NULL;
    if (page) return from_code_page(text, page, replaced, err);
  }
  if (utf8_valid_prefix(buffer_str(text)) == text->len && encoding == ENCODING_AUTO)
    return ASSAY_OK;
  assay_status status = encoding_to_utf8(text, encoding, &how, err);
  *replaced += how.replaced;
  return status;
}

/* -- Encoded words ----------------------------------------------------------------- */

struct encoded { /* =?charset?B?text?= */
  assay_str charset, text;
  bool base64;
  size_t end; /* behind it */
};

static bool find_encoded(assay_str value, size_t at, struct encoded *out) {
  if (value.len - at < 8 || value.ptr[at] != '=' || value.ptr[at + 1] != '?')
    return false;
  const char *end = value.ptr + value.len, *charset = value.ptr + at + 2;
  const char *kind = memchr(charset, '?', (size_t)(end - charset));
  if (!kind || end - kind < 4 || kind[2] != '?') return false;
  char letter = lower(kind[1]);
  const char *text = kind + 3, *stop = memchr(text, '?', (size_t)(end - text));
  if ((letter != 'b' && letter != 'q') || !stop || stop + 1 == end || stop[1] != '=')
    return false;
  out->charset = (assay_str){charset, (size_t)(kind - charset)};
  const char *star = memchr(charset, '*', out->charset.len); /* a language after it */
  if (star) out->charset.len = (size_t)(star - charset);
  out->text = (assay_str){text, (size_t)(stop - text)};
  out->base64 = letter == 'b';
  out->end = (size_t)(stop - value.ptr) + 2;
  return true;
}

static bool same_charset(assay_str a, assay_str b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++)
    if (lower(a.ptr[i]) != lower(b.ptr[i])) return false;
  return true;
}

/* Words of one charset that follow one another are one text: they may share a character.
** Returns the place behind them. */
static size_t decode_words(assay_str value, size_t at, struct buffer *bytes,
                           assay_str *charset) {
  struct encoded word;
  bool first = true;
  size_t end = at;
  buffer_clear(bytes);
  while (find_encoded(value, at, &word)) {
    if (!first && !same_charset(word.charset, *charset)) break;
    *charset = word.charset;
    first = false;
    if (word.base64)
      mail_decode_base64(word.text, bytes);
    else
      mail_decode_quoted(word.text, true, bytes);
    at = end = word.end;
    while (at < value.len && is_blank(value.ptr[at])) at++;
  }
  return end;
}

static assay_status add_bytes(struct buffer *bytes, assay_str charset, struct buffer *out,
                              assay_error *err) {
  bool known;
  size_t replaced = 0;
  assay_status status = buffer_status(bytes, "a header", err);
  if (status == ASSAY_OK)
    status = mail_charset_to_utf8(bytes, charset, &known, &replaced, NULL);
  if (status == ASSAY_EFORMAT) { /* looks binary: at least it is kept */
    utf8_repair(buffer_str(bytes), out, &replaced);
    return buffer_status(out, "a header", err);
  }
  if (status != ASSAY_OK) return error_memory(err, 0);
  buffer_add_str(out, buffer_str(bytes));
  return buffer_status(out, "a header", err);
}

assay_status mail_header_decode(assay_str value, struct buffer *out, assay_error *err) {
  struct buffer bytes;
  bool after_word = false;
  assay_status status = ASSAY_OK;
  buffer_init(&bytes, &out->alloc, out->ceiling);
  for (size_t at = 0; at < value.len && status == ASSAY_OK;) {
    assay_str charset = {"", 0};
    struct encoded word;
    size_t begin = at;
    while (at < value.len && !find_encoded(value, at, &word)) at++;
    assay_str plain = {value.ptr + begin, at - begin};
    /* Blanks between encoded words are no part of the text. */
    if (plain.len > 0 && !(after_word && at < value.len && trim(plain).len == 0)) {
      buffer_clear(&bytes);
      buffer_add_str(&bytes, plain);
      status = add_bytes(&bytes, charset, out, err);
    }
    if (at == value.len || status != ASSAY_OK) break;
    at = decode_words(value, at, &bytes, &charset);
    status = add_bytes(&bytes, charset, out, err);
    after_word = true;
  }
  buffer_free(&bytes);
  return status;
}

/* -- Dates ------------------------------------------------------------------------- */

static size_t read_number(assay_str s, size_t *at, int *out) {
  size_t begin = *at;
  *out = 0;
  for (; *at < s.len && is_digit(s.ptr[*at]) && *at - begin < 6; ++*at)
    *out = *out * 10 + (s.ptr[*at] - '0');
  return *at - begin;
}

static void skip_between(assay_str s, size_t *at) {
  while (*at < s.len && (is_blank(s.ptr[*at]) || s.ptr[*at] == '-')) ++*at;
}

static int read_month(assay_str s, size_t *at) {
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (s.len - *at < 3) return 0;
  char word[3] = {lower(s.ptr[*at]), lower(s.ptr[*at + 1]), lower(s.ptr[*at + 2])};
  for (int i = 0; i < 12; i++) {
    if (memcmp(names + i * 3, word, 3) != 0) continue;
    while (*at < s.len && lower(s.ptr[*at]) >= 'a' && lower(s.ptr[*at]) <= 'z') ++*at;
    return i + 1;
  }
  return 0;
}

bool mail_header_date(assay_str value, char out[11]) {
  size_t at = 0;
  int day, month, year;
  const char *comma = value.len > 0 ? memchr(value.ptr, ',', value.len) : NULL;
  if (comma) at = (size_t)(comma - value.ptr) + 1;
  skip_between(value, &at);
  size_t digits = read_number(value, &at, &day);
  if (digits == 0) return false;
  skip_between(value, &at);
  month = read_month(value, &at);
  skip_between(value, &at);
  digits = read_number(value, &at, &year);
  if (digits == 2) year += year < 50 ? 2000 : 1900; /* RFC 5322, 4.3 */
  if (digits == 3) year += 1900;
  if (digits < 2 || month == 0 || day < 1 || day > 31 || year > 9999) return false;
  const int parts[3] = {year, month, day};
  const size_t ends[3] = {4, 7, 10}, begins[3] = {0, 5, 8};
  memcpy(out, "0000-00-00", 11);
  for (size_t p = 0; p < 3; p++) {
    int rest = parts[p];
    for (size_t i = ends[p]; i-- > begins[p]; rest /= 10)
      out[i] = (char)('0' + rest % 10);
  }
  return true;
}
