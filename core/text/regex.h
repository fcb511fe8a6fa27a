#ifndef ASSAY_TEXT_REGEX_H
#define ASSAY_TEXT_REGEX_H
/*
** regex.h - regular expressions through PCRE2, with limits on work, depth and heap.
** Patterns are UTF with Unicode properties. A compiled regex is immutable and shareable;
** a regex_search belongs to one thread.
*/
#include "assay.h"

struct regex;
struct regex_search;

/* One match may take this many steps, levels of backtracking, and bytes of memory. The
** just-in-time compiler, used where PCRE2 has it, counts steps differently and keeps to
** its own stack instead of the other two. */
#define REGEX_MATCH_LIMIT 1000000u
#define REGEX_DEPTH_LIMIT 10000u
#define REGEX_HEAP_LIMIT_KIB (64u * 1024u)
#define REGEX_JIT_STACK_BYTES (1024u * 1024u)

/* Owned: free with regex_free. The pattern is copied. Fails with ASSAY_EPATTERN;
** err->offset is the byte in the pattern. \C is not allowed: it would cut characters. */
assay_status regex_new(struct regex **out, assay_str pattern,
                       const assay_allocator *alloc, assay_error *err);
void regex_free(struct regex *regex);
/* Owned: free with regex_search_free. The regex must outlive it. */
assay_status regex_search_new(struct regex_search **out, const struct regex *regex,
                              const assay_allocator *alloc, assay_error *err);
void regex_search_free(struct regex_search *search);
/* First match at or after byte `from`, which is a code point's first or text.len; what
** lies before it is seen by lookbehind. text is valid UTF-8 of less than 4 GiB. An empty
** match is a match: go on after the next code point then. ASSAY_ELIMIT when a limit of
** PCRE2 was hit. */
assay_status regex_find(struct regex_search *search, assay_str text, size_t from,
                        assay_span *match, bool *found, assay_error *err);
/* How many groups "(...)" the pattern has. */
size_t regex_group_count(const struct regex *regex);
/* Group i of the match that was found last, from 1 (0 is the match itself); false when it
** took no part in it. */
bool regex_group(const struct regex_search *search, size_t i, assay_span *out);
/* "10.42". Constant-lived; copied into out. */
void regex_library_version(char *out, size_t size);

#endif
