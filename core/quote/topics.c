/*
** topics.c - a short list, newest first. Each person keeps two times, so that one who was
** named again after a pronoun still has his place before it.
*/
#include "quote/topics.h"

#include "quote/lexicon.h"

void topics_push(struct topics *topics, uint32_t person, uint32_t now) {
  size_t i = 0;
  while (i < topics->count && topics->items[i].person != person) i++;
  struct topic topic = {person, now, 0};
  if (i < topics->count) topic.before = topics->items[i].last;
  if (topic.before == now) topic.before = topics->items[i].before;
  if (i == topics->count && topics->count < TOPICS) topics->count++;
  if (i == TOPICS) i--;
  for (; i > 0; i--) topics->items[i] = topics->items[i - 1];
  topics->items[0] = topic;
}

int person_fits(const struct person *person, uint32_t flags) {
  if (!(flags & (LEX_MALE | LEX_FEMALE))) return person_is_institution(person) ? 2 : 0;
  uint8_t wanted = flags & LEX_MALE ? GENDER_MALE : GENDER_FEMALE;
  if (person_is_institution(person)) return 0;
  if (person->gender == GENDER_UNKNOWN) return person->spoke ? 2 : 1;
  return person->gender == wanted ? 2 : 0;
}

/* When the topic was last named before `now`, or 0. */
static uint32_t topic_time(const struct topic *topic, uint32_t now) {
  if (topic->last <= now) return topic->last;
  return topic->before <= now ? topic->before : 0;
}

/* How many people were named after topic i and before `now`. */
static size_t topic_rank(const struct topics *topics, size_t i, uint32_t now) {
  size_t rank = 0;
  uint32_t own = topic_time(&topics->items[i], now);
  for (size_t k = 0; k < topics->count; k++) {
    uint32_t time = topic_time(&topics->items[k], now);
    rank += time > own || (time == own && k < i);
  }
  return rank;
}

uint32_t topics_find(const struct topics *topics, const struct people *people,
                     uint32_t flags, uint32_t now) {
  uint32_t best = PERSON_NONE;
  size_t lowest = SIZE_MAX; /* one who fits well may be one place further back */
  for (size_t i = 0; i < topics->count; i++) {
    uint32_t person = topics->items[i].person;
    if (topic_time(&topics->items[i], now) == 0) continue;
    int fit = person_fits(&people->items[person], flags);
    if (fit == 0) continue;
    size_t cost = 2 * topic_rank(topics, i, now) + (fit == 2 ? 0 : 1);
    if (cost >= lowest) continue;
    lowest = cost;
    best = person;
  }
  return best;
}

/* The index of the n-th topic before `now`, or the count. */
static size_t nth(const struct topics *topics, size_t n, uint32_t now) {
  for (size_t i = 0; i < topics->count; i++)
    if (topic_time(&topics->items[i], now) > 0 && topic_rank(topics, i, now) == n)
      return i;
  return topics->count;
}

uint32_t topics_nth(const struct topics *topics, size_t n, uint32_t now) {
  size_t i = nth(topics, n, now);
  return i < topics->count ? topics->items[i].person : PERSON_NONE;
}

bool topics_pair(const struct topics *topics, uint32_t now, uint32_t *first,
                 uint32_t *second) {
  size_t x = nth(topics, 1, now), y = nth(topics, 0, now);
  if (x == topics->count || y == topics->count) return false;
  uint32_t from = topic_time(&topics->items[x], now);
  if (from + 2 != topic_time(&topics->items[y], now)) return false;
  *first = topics->items[x].person;
  *second = topics->items[y].person;
  return true;
}
