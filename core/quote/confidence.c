/*
** confidence.c - the one table.
*/
#include "quote/confidence.h"

#include <string.h>

struct row {
  const char *rule;
  uint8_t name, pronoun, nominal; /* percent */
};

static const struct row rows[] = {
    /* in the order of their bytes */
    {"according-to", 95, 60, 60},
    {"according-to-after", 95, 60, 60},
    {"action-beat", 75, 75, 75},
    {"after-action", 85, 60, 45},
    {"as-x-puts-it", 90, 55, 55},
    {"author-date", 95, 60, 60},
    {"by-agent", 65, 45, 45},
    {"carry-back", 85, 60, 45},
    {"carry-over", 65, 60, 45},
    {"coined-by", 85, 45, 45},
    {"colon", 75, 45, 45},
    {"conversation", 60, 60, 60},
    {"for-x", 85, 45, 45},
    {"gapped-verb", 85, 60, 45},
    {"in-words-of", 95, 60, 60},
    {"in-work-of", 75, 45, 45},
    {"name-verb-after", 95, 65, 60},
    {"note", 95, 60, 60},
    {"noun-of-name", 90, 65, 60},
    {"participle", 85, 65, 45},
    {"passive-by", 95, 60, 45},
    {"passive-by-after", 95, 60, 45},
    {"portrait", 60, 45, 45},
    {"possessor", 50, 45, 45},
    {"relative-who", 95, 60, 60},
    {"same-turn", 95, 60, 60},
    {"signature", 85, 45, 45},
    {"to-quote-x", 90, 60, 60},
    {"verb-before", 90, 55, 40},
    {"verb-name-after", 95, 60, 60},
    {"verb-name-before", 95, 60, 60},
};

float confidence_of(const char *rule, enum draft_who who) {
  static const struct row pattern = {"", 90, 60, 60};
  const struct row *row = &pattern;
  size_t low = 0, high = sizeof rows / sizeof *rows;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(rows[middle].rule, rule);
    if (order == 0) row = &rows[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  uint8_t percent = who == DRAFT_WHO_PRONOUN || who == DRAFT_WHO_FIRST      ? row->pronoun
                    : who == DRAFT_WHO_NOMINAL || who == DRAFT_WHO_SOMEBODY ? row->nominal
                                                                            : row->name;
  return (float)percent / 100.0F;
}
