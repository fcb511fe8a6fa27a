/*
** multibyte.c - iconv, piece by piece. What it stops at is told from how much room there
** is left, not from errno.
*/
#include "read/multibyte.h"

#include "text/utf8.h"

#include <iconv.h>
#include <string.h>

enum { NAME_MOST = 40, PIECE = 1 << 14, LONGEST = 64 };

/* Web pages say "x-sjis" and mean what Windows does. */
static const char *const aliases[][2] = {
    {"shift_jis", "CP932"},    {"shift-jis", "CP932"}, {"x-sjis", "CP932"},
    {"sjis", "CP932"},         {"gb2312", "GBK"},      {"gb_2312-80", "GBK"},
    {"ks_c_5601-1987", "UHC"}, {"euc-kr", "UHC"},      {"big5", "BIG5-HKSCS"},
};

static iconv_t open_encoding(assay_str encoding) {
  char name[NAME_MOST + 1];
  if (encoding.len == 0 || encoding.len > NAME_MOST) return (iconv_t)-1;
  for (size_t i = 0; i < encoding.len; i++) {
    char c = encoding.ptr[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    /* No "//TRANSLIT", no paths. */
    if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_')
      return (iconv_t)-1;
    name[i] = c;
  }
  name[encoding.len] = '\0';
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
    if (strcmp(name, aliases[i][0]) == 0) return iconv_open("UTF-8", aliases[i][1]);
  return iconv_open("UTF-8", name);
}

assay_status multibyte_to_utf8(assay_str encoding, assay_str bytes, struct buffer *out,
                               size_t *replaced, bool *known, assay_error *err) {
  char piece[PIECE];
  iconv_t converter = open_encoding(encoding);
  char *from = (char *)(uintptr_t)bytes.ptr;
  size_t left = bytes.len;
  *known = converter != (iconv_t)-1;
  if (!*known) return ASSAY_OK;
  while (left > 0 && out->failed == ASSAY_OK) {
    char *to = piece;
    size_t room = sizeof piece;
    size_t done = iconv(converter, &from, &left, &to, &room);
    assay_str made = {piece, sizeof piece - room};
    utf8_repair(made, out, replaced);
    if (done != (size_t)-1 || room < LONGEST) continue;
    buffer_add_text(out, "\uFFFD"); /* it stopped at what is broken or cut off */
    ++*replaced;
    from++;
    left--;
    (void)iconv(converter, NULL, NULL, NULL, NULL);
  }
  iconv_close(converter);
  return buffer_status(out, "text as UTF-8", err);
}
