/*
** lexicon.c - looking words up. The table is generated; see lexicon.txt.
*/
#include "quote/lexicon.h"

#include <string.h>

/* Folds the two-byte letter at `in` into out: À..Þ and А..Я. */
static void fold_letter(const unsigned char *in, char *out) {
  unsigned char lead = in[0], next = in[1];
  if (lead == 0xC3 && next >= 0x80 && next <= 0x9E && next != 0x97)
    next = (unsigned char)(next + 0x20);
  else if (lead == 0xD0 && next >= 0x90 && next <= 0x9F)
    next = (unsigned char)(next + 0x20);
  else if (lead == 0xD0 && next >= 0xA0 && next <= 0xAF)
    lead = 0xD1, next = (unsigned char)(next - 0x20);
  out[0] = (char)lead;
  out[1] = (char)next;
}

size_t lexicon_fold(assay_str word, char out[LEXICON_FORM]) {
  const unsigned char *s = (const unsigned char *)word.ptr;
  size_t n = 0;
  if (word.len >= LEXICON_FORM) return 0;
  while (n < word.len && s[n] < 0x80) {
    out[n] = (char)(s[n] >= 'A' && s[n] <= 'Z' ? s[n] + 32 : s[n]);
    n++;
  }
  for (size_t i = n; i < word.len;) {
    if (s[i] < 0x80) {
      out[n++] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] + 32 : s[i]);
      i++;
    } else if (i + 2 < word.len && s[i] == 0xE2 && s[i + 1] == 0x80 && s[i + 2] == 0x99) {
      out[n++] = '\'';
      i += 3;
    } else if (i + 1 < word.len && (s[i] & 0xE0) == 0xC0) {
      fold_letter(s + i, out + n);
      n += 2;
      i += 2;
    } else {
      out[n++] = (char)s[i++];
    }
  }
  out[n] = '\0';
  return n;
}

/* FNV-1a with its high bits folded in; lexicon_generate.lua has the same. */
static uint32_t hash_form(const char *form, size_t len) {
  uint32_t h = 2166136261u;
  for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)form[i]) * 16777619u;
  return h ^ (h >> 15);
}

/* Whether folding would change nothing, as is so of most words. */
static bool is_folded(assay_str word) {
  size_t i = 0;
  while (i < word.len && word.ptr[i] >= 'a' && word.ptr[i] <= 'z') i++;
  return i == word.len && i < LEXICON_FORM;
}

struct lexeme lexicon_find(assay_str word) {
  struct lexeme none = {NULL, 0, ACT_NONE};
  char folded[LEXICON_FORM];
  const char *form = word.ptr;
  size_t len = word.len, mask = lexicon_slot_count - 1;
  if (!is_folded(word)) {
    len = lexicon_fold(word, folded);
    form = folded;
  }
  if (len == 0) return none;
  uint32_t hash = hash_form(form, len);
  for (size_t at = hash & mask; lexicon_slots[at]; at = (at + 1) & mask) {
    if ((lexicon_slots[at] ^ hash) >> 16) continue;
    const struct lexeme *found = &lexicon_table[(lexicon_slots[at] & 0xFFFF) - 1];
    if (strncmp(found->form, form, len) == 0 && found->form[len] == '\0') return *found;
  }
  return none;
}

const char *lexicon_act_name(uint8_t act) {
  static const char *const names[] = {"",      "say",   "ask",  "judge", "call",
                                      "write", "think", "show", "deny"};
  return act < ACT_COUNT ? names[act] : "";
}

static bool is_listed(const char *const *list, size_t count, assay_str word) {
  char form[LEXICON_FORM];
  if (lexicon_fold(word, form) == 0) return false;
  for (size_t i = 0; i < count; i++)
    if (list[i][0] == form[0] && strcmp(list[i], form) == 0) return true;
  return false;
}

bool lexicon_is_elision(assay_str word) {
  static const char *const list[] = {
      "tis",    "twas",    "twere",  "twill",  "twould", "twixt",  "em",    "er",
      "cause",  "bout",    "round",  "neath",  "til",    "till",   "n",     "gainst",
      "scuse",  "cept",    "fraid",  "nother", "stead",  "tain",   "twasn", "tisn",
      "im",     "ere",     "ow",     "deed",   "pon",    "spose",  "taint", "ud",
      "ull",    "un",      "um",     "ee",     "ome",    "ave",    "eart",  "appen",
      "isself", "ouse",    "orse",   "osses",  "elp",    "cos",    "cuz",   "coz",
      "tother", "struth",  "sblood", "sdeath", "tween",  "mongst", "lowed", "nuff",
      "spect",  "varsity", "ll",     "ve",     "re",     "d",      "t",     "s",
      "m"};
  return is_listed(list, sizeof list / sizeof *list, word);
}

bool lexicon_is_clipped(assay_str word) {
  static const char *const list[] = {"o",  "an", "th",  "t",  "wi",  "ha",  "mo",  "ol",
                                     "yo", "fo", "tha", "de", "po",  "jes", "mus", "ag",
                                     "i",  "y",  "b",   "d",  "lor", "mak", "tak", "gi",
                                     "ca", "fu", "a",   "wa", "owd", "int", "li",  "mas"};
  return is_listed(list, sizeof list / sizeof *list, word);
}
