/*
** messages.c - builds a message in memory and writes it at once, so that lines of several
** programs on one terminal do not mix.
*/
#include "cli/messages.h"

#include "base/table.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

enum { MESSAGE_LIMIT = 64 * 1024 };

static bool needs_escape(uint32_t cp) {
  if (cp == '\t') return false;
  if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) return true;
  return cp == 0x061C || cp == 0x200E || cp == 0x200F || (cp >= 0x2028 && cp <= 0x202E) ||
         (cp >= 0x2066 && cp <= 0x2069);
}

void message_escape(struct buffer *out, assay_str text) {
  const char *p = text.ptr, *end = text.ptr + text.len;
  while (p < end) {
    uint32_t cp;
    bool broken = false;
    size_t len = utf8_decode(p, end, &cp, &broken);
    if (broken)
      for (size_t i = 0; i < len; i++) buffer_addf(out, "\\x%02X", (unsigned char)p[i]);
    else if (cp == '\n')
      buffer_add_text(out, "\\n");
    else if (needs_escape(cp))
      buffer_addf(out, cp < 0x80 ? "\\x%02X" : "\\u{%X}", (unsigned)cp);
    else
      buffer_add(out, p, len);
    p += len;
  }
}

static void write_out(const struct buffer *line) {
  if (line->len > 0) fwrite(line->data, 1, line->len, stderr);
}

static void write_formatted(const char *who, const char *between, const char *format,
                            va_list args) {
  char text[4096];
  struct buffer line;
  buffer_init(&line, NULL, MESSAGE_LIMIT);
  vsnprintf(text, sizeof text, format, args);
  buffer_add_text(&line, who);
  buffer_add_text(&line, between);
  message_escape(&line, str_from(text));
  buffer_add_char(&line, '\n');
  write_out(&line);
  buffer_free(&line);
}

void message_line(const char *who, const char *format, ...) {
  va_list args;
  va_start(args, format);
  write_formatted(who, ": ", format, args);
  va_end(args);
}

void message_more(const char *format, ...) {
  va_list args;
  va_start(args, format);
  write_formatted("", "  ", format, args);
  va_end(args);
}

void message_plain(assay_str text) {
  struct buffer line;
  buffer_init(&line, NULL, MESSAGE_LIMIT);
  message_escape(&line, text);
  buffer_add_char(&line, '\n');
  write_out(&line);
  buffer_free(&line);
}

void message_error(const char *who, const assay_error *err) {
  struct buffer out;
  buffer_init(&out, NULL, MESSAGE_LIMIT);
  buffer_addf(&out, "%s: ", who);
  message_escape(&out, str_from(err->source));
  if (err->source[0] && err->line > 0) buffer_addf(&out, ":%u", (unsigned)err->line);
  if (err->source[0]) buffer_add_text(&out, ": ");
  const char *line = err->message[0] ? err->message : assay_status_name(err->status);
  while (line) {
    const char *end = strchr(line, '\n');
    size_t len = end ? (size_t)(end - line) : strlen(line);
    message_escape(&out, (assay_str){line, len});
    buffer_add_char(&out, '\n');
    line = end && end[1] ? end + 1 : NULL;
  }
  write_out(&out);
  buffer_free(&out);
}
