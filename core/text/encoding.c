/*
** encoding.c - bytes of unknown encoding to UTF-8: guesses, refuses, converts.
** Knows no file formats beyond the signatures that tell a text from a picture; archives
** and documents are the readers' business.
*/
#include "text/encoding.h"

#include "text/utf8.h"

#include <string.h>

#define SAMPLE_BYTES 65536u

/* -- Names -------------------------------------------------------------------------- */

static const struct {
  const char *name;
  enum encoding encoding;
} names[] = {
    /* The first name of each encoding is the one encoding_name gives. */
    {"auto", ENCODING_AUTO},
    {"utf-8", ENCODING_UTF8},
    {"utf8", ENCODING_UTF8},
    {"ascii", ENCODING_UTF8},
    {"us-ascii", ENCODING_UTF8},
    {"utf-16le", ENCODING_UTF16LE},
    {"utf16le", ENCODING_UTF16LE},
    {"utf-16be", ENCODING_UTF16BE},
    {"utf16be", ENCODING_UTF16BE},
    {"windows-1252", ENCODING_WINDOWS_1252},
    {"windows1252", ENCODING_WINDOWS_1252},
    {"cp1252", ENCODING_WINDOWS_1252},
    {"iso-8859-1", ENCODING_LATIN1},
    {"iso8859-1", ENCODING_LATIN1},
    {"latin1", ENCODING_LATIN1},
    {"latin-1", ENCODING_LATIN1},
};

const char *encoding_name(enum encoding encoding) {
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].encoding == encoding) return names[i].name;
  return "unknown";
}

static bool name_equal(assay_str given, const char *name) {
  if (given.len != strlen(name)) return false;
  for (size_t i = 0; i < given.len; i++) {
    char c = given.ptr[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if (c != name[i]) return false;
  }
  return true;
}

void decoding_declare(struct decoding *how, assay_str name, const char *decided_by) {
  enum encoding known;
  size_t len = name.len < DECODING_NAME - 1 ? name.len : DECODING_NAME - 1;
  memset(how->other, 0, sizeof how->other);
  how->decided_by = decided_by;
  how->encoding = ENCODING_UTF8;
  if (encoding_from_name(name, &known) && known != ENCODING_AUTO)
    how->encoding = known;
  else
    for (size_t i = 0; i < len; i++) {
      char c = name.ptr[i];
      how->other[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
}

const char *decoding_name(const struct decoding *how) {
  return how->other[0] ? how->other : encoding_name(how->encoding);
}

bool encoding_from_name(assay_str name, enum encoding *out) {
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!name_equal(name, names[i].name)) continue;
    *out = names[i].encoding;
    return true;
  }
  return false;
}

/* -- What is no text ---------------------------------------------------------------- */

static const struct {
  const char *what;
  unsigned char length, bytes[8];
} signatures[] = {
    {"PNG image", 8, {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A}},
    {"JPEG image", 3, {0xFF, 0xD8, 0xFF}},
    {"GIF image", 4, {'G', 'I', 'F', '8'}},
    {"PDF document", 5, {'%', 'P', 'D', 'F', '-'}},
    {"zip archive, perhaps a .docx", 4, {'P', 'K', 3, 4}},
    {"empty zip archive", 4, {'P', 'K', 5, 6}},
    {"gzip archive", 3, {0x1F, 0x8B, 8}},
    {"bzip2 archive", 3, {'B', 'Z', 'h'}},
    {"xz archive", 6, {0xFD, '7', 'z', 'X', 'Z', 0}},
    {"zstd archive", 4, {0x28, 0xB5, 0x2F, 0xFD}},
    {"7z archive", 6, {'7', 'z', 0xBC, 0xAF, 0x27, 0x1C}},
    {"old Office document, perhaps a .doc", 4, {0xD0, 0xCF, 0x11, 0xE0}},
    {"ELF program", 4, {0x7F, 'E', 'L', 'F'}},
    {"SQLite database", 8, {'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f'}},
};

static bool begins_with(assay_str text, const void *bytes, size_t length) {
  return text.len >= length && memcmp(text.ptr, bytes, length) == 0;
}

static const char *signature_of(assay_str text) {
  for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
    /* A text may begin with "BZh"; an archive goes on with a level and pi. */
    bool bzip2 = signatures[i].bytes[0] == 'B';
    if (!begins_with(text, signatures[i].bytes, signatures[i].length)) continue;
    if (bzip2 && (text.len < 6 || memcmp(text.ptr + 4, "1A", 2) != 0)) continue;
    return signatures[i].what;
  }
  return NULL;
}

static size_t count_nuls(assay_str text) {
  size_t count = 0;
  const char *p = text.ptr, *end = text.ptr + text.len;
  while (p < end && (p = memchr(p, 0, (size_t)(end - p)))) count++, p++;
  return count;
}

/* By pieces whose count fits a byte: compilers make vectors of that. */
static size_t count_controls(assay_str text) {
  enum { PIECE = 128 };
  size_t count = 0;
  for (size_t at = 0; at < text.len; at += PIECE) {
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    const size_t end = text.len - at < PIECE ? text.len - at : PIECE;
    uint8_t here = 0;
    for (size_t i = 0; i < end; i++) {
      const uint8_t from_tab = (uint8_t)(p[i] - '\t'), from_1a = (uint8_t)(p[i] - 0x1A);
      here = (uint8_t)(here + ((p[i] < 0x20) & (from_tab > '\r' - '\t') & (from_1a > 1)));
    }
    count += here;
  }
  return count;
}

/* Counts the NUL bytes and returns the length of the longest valid prefix, in one pass
** over memory: what was counted is still in the cache when it is validated. */
static size_t look_through(assay_str text, size_t *nuls) {
  enum { PIECE = 16 * 1024 };
  size_t valid = 0;
  *nuls = 0;
  for (size_t at = 0; at < text.len; at += PIECE) {
    size_t end = text.len - at < PIECE ? text.len : at + PIECE;
    *nuls += count_nuls((assay_str){text.ptr + at, end - at});
    if (at - valid > 3) continue; /* it ended earlier than with a character cut in two */
    valid += utf8_valid_prefix((assay_str){text.ptr + valid, end - valid});
  }
  return valid;
}

static assay_status refuse_binary(assay_str text, size_t nuls, assay_error *err) {
  if (nuls > 1 + text.len / 4096)
    return error_set(err, ASSAY_EFORMAT, "looks binary (%zu NUL bytes)", nuls);
  if (text.len > SAMPLE_BYTES) text.len = SAMPLE_BYTES;
  size_t controls = count_controls(text);
  if (controls > 4 && controls > text.len / 10)
    return error_set(err, ASSAY_EFORMAT, "looks binary (%zu of %zu bytes are controls)",
                     controls, text.len);
  return ASSAY_OK;
}

/* -- Guessing ----------------------------------------------------------------------- */

static bool is_plain_ascii(unsigned char c) {
  return (c >= 0x20 && c < 0x7F) || (c >= '\t' && c <= '\r');
}

/* UTF-16 without mark, or ENCODING_AUTO. */
static enum encoding guess_utf16(assay_str text) {
  size_t little = 0, big = 0, pairs = 0, zero = 0;
  size_t units = (text.len < SAMPLE_BYTES ? text.len : SAMPLE_BYTES) / 2;
  if (units == 0 || !memchr(text.ptr, 0, 2 * units)) return ENCODING_AUTO;
  for (size_t i = 0; i < units; i++) {
    unsigned char a = (unsigned char)text.ptr[2 * i];
    unsigned char b = (unsigned char)text.ptr[2 * i + 1];
    little += b == 0 && is_plain_ascii(a);
    big += a == 0 && is_plain_ascii(b);
    zero += a == 0 && b == 0;
    pairs += is_plain_ascii(a) && is_plain_ascii(b);
  }
  size_t most = little > big ? little : big, least = little > big ? big : little;
  if (most == 0 || most * 10 < units || pairs * 10 > most || (zero + least) * 100 > most)
    return ENCODING_AUTO;
  return little > big ? ENCODING_UTF16LE : ENCODING_UTF16BE;
}

/* Text that is not valid UTF-8: is it nearly? */
static bool is_mostly_utf8(assay_str text) {
  size_t good = 0, bad = 0;
  const char *p = text.ptr, *end = text.ptr + text.len;
  while (p < end) {
    uint32_t cp;
    bool broken = false;
    size_t length = utf8_decode(p, end, &cp, &broken);
    bad += broken;
    good += !broken && length > 1;
    p += length;
  }
  return good > 0 && good >= bad;
}

/* Sets *mark to the length of a byte order mark, and *valid when the text behind it is
** known to be valid UTF-8. */
static assay_status guess(assay_str text, struct decoding *how, size_t *mark, bool *valid,
                          assay_error *err) {
  size_t nuls;
  if (begins_with(text, "\xFF\xFE\0\0", 4) || begins_with(text, "\0\0\xFE\xFF", 4))
    return error_set(err, ASSAY_EFORMAT, "is UTF-32, which is not read; make it UTF-8");
  how->decided_by = "byte order mark";
  how->encoding = begins_with(text, "\xEF\xBB\xBF", 3) ? ENCODING_UTF8
                  : begins_with(text, "\xFF\xFE", 2)   ? ENCODING_UTF16LE
                  : begins_with(text, "\xFE\xFF", 2)   ? ENCODING_UTF16BE
                                                       : ENCODING_AUTO;
  bool wide = how->encoding == ENCODING_UTF16LE || how->encoding == ENCODING_UTF16BE;
  *mark = wide ? 2 : how->encoding == ENCODING_UTF8 ? 3 : 0;
  if (wide) return ASSAY_OK;

  text.ptr += *mark;
  text.len -= *mark;
  const char *what = signature_of(text);
  if (what) return error_set(err, ASSAY_EFORMAT, "looks binary (%s)", what);
  bool marked = how->encoding == ENCODING_UTF8;
  if (!marked) how->encoding = guess_utf16(text);
  if (!marked) how->decided_by = "NUL bytes";
  if (!marked && how->encoding != ENCODING_AUTO) return ASSAY_OK;
  *valid = look_through(text, &nuls) == text.len;
  assay_status status = refuse_binary(text, nuls, err);
  if (status != ASSAY_OK || marked) return status;

  how->encoding = ENCODING_UTF8;
  how->decided_by = "valid UTF-8";
  if (*valid) return ASSAY_OK;
  how->decided_by = "mostly valid UTF-8";
  if (is_mostly_utf8(text)) return ASSAY_OK;
  how->encoding = ENCODING_WINDOWS_1252;
  how->decided_by = "not valid UTF-8";
  return ASSAY_OK;
}

/* The length of the mark that the encoding asked for begins with. */
static size_t mark_of(assay_str text, enum encoding encoding) {
  if (encoding == ENCODING_UTF8 && begins_with(text, "\xEF\xBB\xBF", 3)) return 3;
  if (encoding == ENCODING_UTF16LE && begins_with(text, "\xFF\xFE", 2)) return 2;
  if (encoding == ENCODING_UTF16BE && begins_with(text, "\xFE\xFF", 2)) return 2;
  return 0;
}

/* -- Converting --------------------------------------------------------------------- */

/* The code points of bytes 80 to 9F in Windows-1252. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

/* Conversion goes by pieces that fit on the stack, written without a check a character
** and then added at once. UNITS of input make at most 3 bytes each; a run of ASCII is
** looked at and copied RUN units at a time. */
enum { UNITS = 1024, RUN = 16 };

static bool ascii_bytes(const char *p) {
  unsigned char bits = 0;
  for (size_t i = 0; i < RUN; i++) bits |= (unsigned char)p[i];
  return bits < 0x80;
}

/* A byte as UTF-8: four bytes are copied, of which `length` count. */
struct byte_as_utf8 {
  char bytes[4];
  uint8_t length;
};

static size_t convert_some_bytes(const char *p, size_t count,
                                 const struct byte_as_utf8 by_byte[256], char *out) {
  char *to = out;
  for (size_t i = 0; i < count;) {
    if (count - i >= RUN && ascii_bytes(p + i)) {
      memcpy(to, p + i, RUN);
      to += RUN;
      i += RUN;
      continue;
    }
    for (size_t end = i + RUN < count ? i + RUN : count; i < end; i++) {
      const struct byte_as_utf8 *byte = &by_byte[(unsigned char)p[i]];
      memcpy(to, byte->bytes, 4);
      to += byte->length;
    }
  }
  return (size_t)(to - out);
}

static void convert_bytes(assay_str text, enum encoding encoding, struct buffer *out) {
  char piece[3 * UNITS + 4];
  struct byte_as_utf8 by_byte[256];
  memset(by_byte, 0, sizeof by_byte);
  for (uint32_t i = 0; i < 256; i++) {
    bool remap = encoding == ENCODING_WINDOWS_1252 && i >= 0x80 && i < 0xA0;
    uint32_t cp = remap ? windows_1252[i - 0x80] : i;
    by_byte[i].length = (uint8_t)utf8_encode(cp, by_byte[i].bytes);
  }
  for (size_t at = 0; at < text.len; at += UNITS) {
    size_t count = text.len - at < UNITS ? text.len - at : UNITS;
    buffer_add(out, piece, convert_some_bytes(text.ptr + at, count, by_byte, piece));
  }
}

static inline uint32_t unit_at(const char *p, bool big) {
  uint32_t first = (unsigned char)p[0], second = (unsigned char)p[1];
  return big ? first << 8 | second : second << 8 | first;
}

/* RUN units of ASCII to bytes; false and nothing of use if they are not. */
static inline bool convert_ascii_units(const char *p, bool big, char *out) {
  unsigned bits = 0;
  for (size_t i = 0; i < RUN; i++) bits |= unit_at(p + 2 * i, big);
  for (size_t i = 0; i < RUN; i++) out[i] = p[2 * i + big];
  return bits < 0x80;
}

/* The code point at *p < end, and *p after it. */
static inline uint32_t take_utf16(const char **p, const char *end, bool big,
                                  size_t *replaced) {
  uint32_t cp = unit_at(*p, big);
  *p += 2;
  if (cp < 0xD800 || cp > 0xDFFF) return cp;
  uint32_t low = cp < 0xDC00 && end - *p >= 2 ? unit_at(*p, big) : 0;
  if (low >= 0xDC00 && low <= 0xDFFF) {
    *p += 2;
    return 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
  }
  ++*replaced;
  return UTF8_REPLACEMENT;
}

/* Up to UNITS units from *p; returns the bytes written. end - *p is even. */
static inline size_t convert_some_units(const char **p, const char *end, bool big,
                                        char *out, size_t *replaced) {
  const char *stop = end - *p > 2 * UNITS ? *p + 2 * UNITS : end;
  char *to = out;
  while (*p < stop) {
    if (stop - *p >= 2 * RUN && convert_ascii_units(*p, big, to)) {
      to += RUN;
      *p += 2 * RUN;
      continue;
    }
    const char *from = *p;
    while (*p < stop && *p - from < 2 * RUN)
      to += utf8_encode(take_utf16(p, end, big, replaced), to);
  }
  return (size_t)(to - out);
}

static void convert_utf16(assay_str text, bool big, struct buffer *out,
                          size_t *replaced) {
  char piece[3 * UNITS + 4]; /* a pair may end one unit late */
  const char *p = text.ptr, *end = text.ptr + (text.len & ~(size_t)1);
  while (p < end) {
    size_t len = big ? convert_some_units(&p, end, true, piece, replaced)
                     : convert_some_units(&p, end, false, piece, replaced);
    buffer_add(out, piece, len);
  }
  if (text.len % 2 == 0) return;
  buffer_add(out, piece, utf8_encode(UTF8_REPLACEMENT, piece));
  ++*replaced;
}

static void drop_front(struct buffer *text, size_t length) {
  if (length == 0) return;
  memmove(text->data, text->data + length, text->len - length);
  text->len -= length;
}

assay_status encoding_to_utf8(struct buffer *text, enum encoding wanted,
                              struct decoding *out, assay_error *err) {
  struct decoding how = {.encoding = wanted, .decided_by = "asked for"};
  assay_str body = buffer_str(text);
  size_t mark = mark_of(body, wanted);
  bool valid = false;
  if (wanted == ENCODING_AUTO) {
    assay_status status = guess(body, &how, &mark, &valid, err);
    if (status != ASSAY_OK) return status;
  }
  body.ptr += mark;
  body.len -= mark;
  if (wanted == ENCODING_UTF8) valid = utf8_valid_prefix(body) == body.len;
  if (how.encoding == ENCODING_UTF8 && valid) {
    drop_front(text, mark);
    *out = how;
    return ASSAY_OK;
  }

  struct buffer changed;
  buffer_init(&changed, &text->alloc, text->ceiling);
  if (body.len <= changed.ceiling) buffer_reserve(&changed, body.len);
  if (how.encoding == ENCODING_UTF8)
    utf8_repair(body, &changed, &how.replaced);
  else if (how.encoding == ENCODING_UTF16LE || how.encoding == ENCODING_UTF16BE)
    convert_utf16(body, how.encoding == ENCODING_UTF16BE, &changed, &how.replaced);
  else
    convert_bytes(body, how.encoding, &changed);
  assay_status status = buffer_status(&changed, "text as UTF-8", err);
  if (status != ASSAY_OK) {
    buffer_free(&changed);
    return status;
  }
  buffer_free(text);
  *text = changed;
  *out = how;
  return ASSAY_OK;
}
