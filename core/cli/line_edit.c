/*
** line_edit.c - the only file that knows libedit.
*/
#include "cli/line_edit.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "cli/terminal.h"

#include <stdio.h>
#include <string.h>
#ifdef ASSAY_EDIT
#include <histedit.h>
#endif

enum { HISTORY_LINES = 1000, LINE_LIMIT = 1 << 20, MOST_OFFERS = 200, WORD_ROOM = 128 };

struct line_edit {
  bool terminal;
  const char *history_path;
  line_complete *complete;
  void *ctx;
  const char *prompt;
#ifdef ASSAY_EDIT
  EditLine *editor; /* NULL: not a terminal */
  History *history;
#endif
};

#ifdef ASSAY_EDIT

/* -- Completion ---------------------------------------------------------------------- */

struct offers {
  char common[WORD_ROOM]; /* what all of them begin with */
  struct buffer list;
  size_t count, column, width; /* of the last line of the list; of the terminal */
};

static void add_offer(void *ctx, assay_str word) {
  struct offers *o = ctx;
  size_t len = word.len < WORD_ROOM - 1 ? word.len : WORD_ROOM - 1;
  if (o->count++ == 0) {
    memcpy(o->common, word.ptr, len);
    o->common[len] = '\0';
  }
  size_t same = 0;
  while (same < len && o->common[same] && o->common[same] == word.ptr[same]) same++;
  o->common[same] = '\0';
  if (o->count > MOST_OFFERS) return;
  const bool fits = o->column + word.len + 2 <= o->width;
  if (o->count > 1) buffer_add_text(&o->list, fits ? "  " : "\n");
  o->column = (o->count > 1 && fits ? o->column + 2 : 0) + word.len;
  buffer_add_str(&o->list, word);
}

static unsigned char complete_word(EditLine *editor, int key) {
  struct line_edit *e = NULL;
  struct offers offers = {.width = terminal_look().width};
  (void)key;
  el_get(editor, EL_CLIENTDATA, &e);
  const LineInfo *info = el_line(editor);
  assay_str line = {info->buffer, (size_t)(info->cursor - info->buffer)};
  if (!e || !e->complete) return CC_ERROR;
  buffer_init(&offers.list, NULL, LINE_LIMIT);
  size_t there = e->complete(e->ctx, line, add_offer, &offers);
  unsigned char result = CC_ERROR;
  if (offers.count > 0 && strlen(offers.common) > there) {
    result = el_insertstr(editor, offers.common + there) == 0 ? CC_REFRESH : CC_ERROR;
  } else if (offers.count > 1) {
    printf("\n%.*s\n", (int)offers.list.len, buffer_str(&offers.list).ptr);
    result = CC_REDISPLAY;
  }
  buffer_free(&offers.list);
  return result;
}

static char *show_prompt(EditLine *editor) {
  struct line_edit *e = NULL;
  static char none[] = "";
  el_get(editor, EL_CLIENTDATA, &e);
  union {
    const char *constant;
    char *plain;
  } prompt = {e ? e->prompt : NULL}; /* libedit only reads it */
  return prompt.constant ? prompt.plain : none;
}

/* -- The editor ---------------------------------------------------------------------- */

static void open_editor(struct line_edit *e) {
  HistEvent event;
  e->editor = el_init("assay", stdin, stdout, stderr);
  e->history = history_init();
  if (!e->editor || !e->history) return;
  history(e->history, &event, H_SETSIZE, HISTORY_LINES);
  history(e->history, &event, H_SETUNIQUE, 1);
  if (e->history_path) history(e->history, &event, H_LOAD, e->history_path);
  el_set(e->editor, EL_CLIENTDATA, e);
  el_set(e->editor, EL_PROMPT, show_prompt);
  el_set(e->editor, EL_EDITOR, "emacs");
  el_set(e->editor, EL_SIGNAL, 1);
  el_set(e->editor, EL_HIST, history, e->history);
  el_set(e->editor, EL_ADDFN, "assay-complete", "complete the name", complete_word);
  el_set(e->editor, EL_BIND, "^I", "assay-complete", NULL);
  el_source(e->editor, NULL);
}

static void close_editor(struct line_edit *e) {
  HistEvent event;
  if (e->history && e->history_path) history(e->history, &event, H_SAVE, e->history_path);
  if (e->history) history_end(e->history);
  if (e->editor) el_end(e->editor);
}

static bool read_edited(struct line_edit *e, struct buffer *out) {
  int count = 0;
  const char *line = el_gets(e->editor, &count);
  if (!line || count <= 0) return false;
  buffer_add(out, line, (size_t)count);
  return true;
}

void line_edit_keep(struct line_edit *e, const char *text) {
  HistEvent event;
  if (e->history && text[0]) history(e->history, &event, H_ENTER, text);
}

const char *line_edit_version(void) {
  return ASSAY_EDIT;
}

#else

void line_edit_keep(struct line_edit *e, const char *text) {
  (void)e;
  (void)text;
}

const char *line_edit_version(void) {
  return "";
}

#endif

/* -- Without it ---------------------------------------------------------------------- */

static bool read_plain(struct line_edit *e, struct buffer *out) {
  char piece[4096];
  if (e->terminal) {
    fputs(e->prompt, stdout);
    fflush(stdout);
  }
  while (fgets(piece, sizeof piece, stdin)) {
    size_t len = strlen(piece);
    buffer_add(out, piece, len);
    if (len > 0 && piece[len - 1] == '\n') return true;
  }
  return out->len > 0;
}

assay_status line_edit_open(struct line_edit **out, bool terminal,
                            const char *history_path, line_complete *complete, void *ctx,
                            assay_error *err) {
  assay_allocator a = alloc_default();
  struct line_edit *e = alloc_zero(&a, 1, sizeof *e);
  if (!e) return error_memory(err, sizeof *e);
  e->terminal = terminal;
  e->history_path = history_path;
  e->complete = complete;
  e->ctx = ctx;
#ifdef ASSAY_EDIT
  if (terminal) open_editor(e);
#endif
  *out = e;
  return ASSAY_OK;
}

void line_edit_close(struct line_edit *e) {
  assay_allocator a = alloc_default();
  if (!e) return;
#ifdef ASSAY_EDIT
  close_editor(e);
#endif
  alloc_free(&a, e, 1, sizeof *e);
}

bool line_edit_read(struct line_edit *e, const char *prompt, struct buffer *out) {
  buffer_clear(out);
  e->prompt = prompt;
#ifdef ASSAY_EDIT
  bool there = e->editor && e->history ? read_edited(e, out) : read_plain(e, out);
#else
  bool there = read_plain(e, out);
#endif
  while (out->len > 0 &&
         (out->data[out->len - 1] == '\n' || out->data[out->len - 1] == '\r'))
    out->len--;
  return there;
}
