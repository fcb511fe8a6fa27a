#ifndef ASSAY_TEXT_ENCODING_H
#define ASSAY_TEXT_ENCODING_H
/*
** encoding.h - bytes of unknown encoding to UTF-8, and how that was decided.
** The ladder: byte order mark, UTF-16 by its NUL bytes, strict UTF-8, else Windows-1252.
** What is no text is refused before it is guessed at.
*/
#include "assay.h"
#include "base/buffer.h"

enum encoding {
  ENCODING_AUTO = 0, /* climb the ladder */
  ENCODING_UTF8,
  ENCODING_UTF16LE,
  ENCODING_UTF16BE,
  ENCODING_WINDOWS_1252, /* its five holes, 81 8D 8F 90 9D, become U+0081 and so on */
  ENCODING_LATIN1        /* every byte is its code point; never guessed */
};

enum { DECODING_NAME = 24 };

struct decoding {
  enum encoding encoding;    /* never ENCODING_AUTO after decoding */
  const char *decided_by;    /* "byte order mark", "NUL bytes", "valid UTF-8",
                          ** "mostly valid UTF-8", "not valid UTF-8", "asked for";
                          ** of a reader "declared", "its format", ...; constant */
  size_t replaced;           /* broken sequences, unpaired surrogates, a last half unit:
                          ** each became one U+FFFD */
  char other[DECODING_NAME]; /* name of an encoding that is none of the above, which a
                             ** reader decoded: "koi8-r"; empty: encoding's */
};

/* "utf-8", "utf-16le", ... Constant. */
const char *encoding_name(enum encoding encoding);
/* Notes that a reader has made UTF-8 of an encoding, by its name in any case; decided_by
** is constant. */
void decoding_declare(struct decoding *how, assay_str name, const char *decided_by);
/* Of the text as it was: "windows-1252", "koi8-r". Lives as long as *how. */
const char *decoding_name(const struct decoding *how);
/* The encoding of a name in any case ("latin1", "ISO-8859-1", "cp1252", ...), or false;
** "auto" is one. */
bool encoding_from_name(assay_str name, enum encoding *out);

/* Makes *text UTF-8 without BOM, in place; it is copied only when it has to change.
** Line ends stay as they are. On failure *text is as it was.
**
** ENCODING_AUTO decides so, first that applies:
** 1. A byte order mark of UTF-8 (2 and 4 hold after it) or UTF-16; one of UTF-32 fails.
** 2. The signature of a PNG, a zip archive and so on fails.
** 3. UTF-16 without mark: in the first 64 KiB at least a tenth of the 16-bit units are
**    ASCII characters, and they outnumber pairs of ASCII bytes ten to one and units
**    that are zero or ASCII in the other byte order a hundred to one.
** 4. More than one NUL and one more per 4096 bytes, or, in the first 64 KiB, more than
**    four and more than a tenth control bytes other than \t \n \v \f \r 1A 1B: fails.
**    A lone NUL in otherwise clean text is kept.
** 5. Valid UTF-8 is left alone.
** 6. A text with at least as many valid multi-byte sequences as broken ones is UTF-8 and
**    is repaired; anything else is Windows-1252.
** Any other `wanted` is taken at its word and never fails as binary; a mark is dropped.
**
** Fails with ASSAY_EFORMAT "looks binary (PNG image)", or as buffer_status says. */
assay_status encoding_to_utf8(struct buffer *text, enum encoding wanted,
                              struct decoding *out, assay_error *err);

#endif
