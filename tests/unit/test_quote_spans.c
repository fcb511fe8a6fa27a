/*
** test_quote_spans.c - what is listed as quoted, phenomenon by phenomenon. A case is a
** text in which braces stand around the words of every quotation; a part of a broken one
** has braces of its own.
*/
#include "quote/spans.h"
#include "quote_cases.h"

#include <stdlib.h>

enum { CASE_BYTES = 2048 };

/* The case without its braces. */
static void strip(const char *marked, char *out) {
  size_t n = 0;
  for (const char *p = marked; *p; p++)
    if (*p != '{' && *p != '}') out[n++] = *p;
  out[n] = '\0';
  ck_assert_uint_lt(n, CASE_BYTES);
}

/* The text with braces around what was found. */
static void mark_found(assay_document *d, char *out) {
  size_t count, n = 0;
  const assay_quote *quotes = case_quotes(d, &count);
  assay_str text = assay_document_text(d);
  for (uint32_t at = 0; at <= text.len; at++) {
    for (size_t pass = 0; pass < 2; pass++)
      for (size_t i = 0; i < count; i++)
        for (uint32_t part = 0; quotes[i].said && part < quotes[i].part_count; part++) {
          assay_span span = quotes[i].parts[part];
          if ((pass == 0 ? span.end : span.begin) == at && n < CASE_BYTES)
            out[n++] = pass == 0 ? '}' : '{';
        }
    if (at < text.len && n < CASE_BYTES) out[n++] = text.ptr[at];
  }
  ck_assert_uint_lt(n, CASE_BYTES);
  out[n] = '\0';
}

static void check(const char *marked) {
  char text[CASE_BYTES], found[CASE_BYTES];
  strip(marked, text);
  assay_document *d = case_document(text);
  mark_found(d, found);
  assay_document_free(d);
  ck_assert_msg(strcmp(marked, found) == 0, "got\n%s\nexpected\n%s", found, marked);
}

#define CHECK_ALL(list)                                                                  \
  for (size_t case_i = 0; case_i < sizeof(list) / sizeof *(list); case_i++)              \
  check((list)[case_i])

START_TEST(marks_of_each_locale) {
  static const char *const cases[] = {
      "Lee called it “{a stunning coup}” and moved on.",
      "Lee wrote: “{It was ‘{absurd}’, he said to me.}”",
      "„{Wir kommen}“, sagte Müller.",
      "„{Er sagte ‚{nein}‘ und ging}“, schrieb Kempner.",
      "„{To koniec}”, powiedział Beck.",
      "„{Powiedział «{nie ma mowy}» i wyszedł}”, pisał Beck.",
      "”{Vi kommer inte}”, sade Palme.",
      "”{Han sade ’{nej}’ och gick}”, skrev Palme.",
      "»{Vi kommer ikke}«, sagde Stauning.",
      "»{Er sagte ›{nein}‹ und ging}«, schrieb Kempner.",
      "«{Andiamo via}», disse Ciano.",
      "«{Ha detto “{no}” ed è uscito}», scrisse Ciano.",
      "« {Nous partons} », dit Briand.",
      "«\u00A0{Nous partons}\u00A0», dit Briand.",
      "«\u202F{Il a dit “\u202F{non}\u202F” et il est sorti}\u202F», écrit Briand.",
      "«{Wir gehen}», sagte Motta, «{er sagte ‹{gleich}›}».",
      "Der Minister sprach von ‹{Verrat}›.",
      "„{We gaan niet}”, zei Colijn.",
      "‘{We gaan niet}’, zei Colijn.",
      "«{Мы не уйдём}», сказал Литвинов.",
      "«{Он сказал „{нет}“ и ушёл}», писал Литвинов.",
      "张三说：“{我们走吧。}”",
      "张三说：「{他說『{不}』就走了。}」",
      "山田は「{行きます}」と言った。",
      "«{Dijo “{no}” y salió}», escribió Azaña.",
      "«{Ens n'anem}», digué Companys.",
      "«{Մենք գնում ենք}», ասաց Խատիսյանը։",
      "«{Φεύγουμε}», είπε ο Βενιζέλος.",
      "\"{אנחנו הולכים}\", אמר שרת.",
      "״{אנחנו הולכים}״, אמר שרת.",
      "“{Kami akan pergi}”, kata Hatta.",
      "『{彼は「{いいえ}」と言った}』と書いた。",
  };
  CHECK_ALL(cases);
}
END_TEST

START_TEST(marks_of_typewriters_and_scanners) {
  static const char *const cases[] = {
      "Lee wrote ``{it was over}'' in May.",
      "Lee wrote ''{it was over}'' in May.",
      "Lee wrote ‘‘{it was over}’’ in May.",
      "Lee wrote ,,{it was over}'' in May.",
      "Lee said: ,,{Es ist vorbei}\".",
      "Lee said: ,,{Es ist vorbei}''.",
      "Lee said, \" {it was over} \" and left.",
      "Lee said, “ {it was over} ” and left.",
      "Lee said, ‘ {it was over} ’ and left.",
      "Lee said, ' {it was over} ' and left.",
      "Lee said, “{it was over}\" and left.",
      "Lee said, \"{it was over}” and left.",
      "Lee said, “{it was over}“ and left.",
      "Lee said, ”{it was over}” and left.",
      "Lee said, ’{it was over}’ and left.",
      "Lee said, ‘{it was over}' and left.",
      "Lee said, `{it was over}' and left.",
      "Lee said, <<{it was over}>> and left.",
      "Lee said, ›{it was over}‹ and left.",
      "Lee wrote &quot;{it was over}&quot; in May.",
      "Lee wrote &ldquo;{it didn&rsquo;t last}&rdquo; in May.",
      "Lee wrote &#8216;{it didn&#8217;t last}&#8217; in May.",
      "Lee wrote &laquo;{it was over}&raquo; in May.",
      "Lee wrote &#x201C;{it was over}&#x201D; in May.",
      "Lee wrote &bdquo;{it was over}&ldquo; in May.",
      "Lee wrote &lsaquo;{it was over}&rsaquo; in May.",
      "Lee wrote â€œ{it didnâ€™t last}â€\xC2\x9D in May.",
      "Lee wrote \"{it was over}\"--\"{and done}\"--in May.",
      "“{_Never_,}” said Lee.",
      "_“{Never again,}”_ said Lee.",
      "Lee wrote: '{He called it ’{absurd}’ to me.}'",
  };
  CHECK_ALL(cases);
}
END_TEST

START_TEST(apostrophes_primes_and_measures) {
  static const char *const cases[] = {
      "He was 6'2\" tall and ran for 5' 30\" without a stop.",
      "A board 12\" by 8\" costs more than one of 6'.",
      "The angle is 30° 15' 20\" and the other 40° 10' 5\".",
      "The '90s were not the ’30s, and the class of '68 knew it.",
      "In the ‘30s and the ‘40s it was different.",
      "’Tis true that ’twas so, and 'tis a pity.",
      "The workers’ councils’ demands and the soldiers' wives' letters were read.",
      "Rock 'n' roll and fish ’n’ chips, they said.",
      "L'homme d'aujourd'hui n'a qu'à s'en aller.",
      "L’homme d’aujourd’hui n’a qu’à s’en aller.",
      "O'Neill met D’Arcy and the O’Briens at St John’s.",
      "The Hawaiʻi of Queen Liliʻuokalani and the Qurʼan were shown.",
      "James’ book and Dickens’ novels sell well; Moses’ laws do not.",
      "Don't, can't, won’t and shan’t are verbs; the dos and don'ts too.",
      "He wrote ‘{the peasants’ hatred of the commissars’ quotas never faded}’.",
      "He wrote '{the peasants' hatred of the commissars' quotas never faded}'.",
      "‘{It’s the workers’ fault,}’ said Lee.",
      "'{It's the workers' fault,}' said Lee.",
      "‘{’Tis over,}’ said Lee.",
      "'{'Tis over,}' said Lee.",
      "‘{I told ’em so,}’ said Lee.",
      "'{I told 'em so,}' said Lee.",
      "‘{I’m comin’ wi’ thee,}’ said Lee. ‘{Tha mun bide.}’",
      "‘{Gi’ me th’ owd book,}’ said Lee.",
      "‘{The ’30s were worse than the ’20s,}’ said Lee.",
      "Mind your p's and q's, and the 1930's too.",
      "The word ‘{a}’ is an article.",
      "A 5’10” man and a 6’ woman came to the ‘Blue Boar’ and said so.",
      "It was ten o’clock on All Souls’ Day, he said.",
      "She said ‘{no}’ to the boys’ plan and ‘{yes}’ to the girls’.",
  };
  CHECK_ALL(cases);
}
END_TEST

START_TEST(quotations_within_quotations) {
  static const char *const cases[] = {
      "‘{When Molotov said “{we shall sign}”, he meant it,}’ wrote Roberts.",
      "“{When Molotov said ‘{we shall sign}’, he meant it,}” wrote Roberts.",
      "\"{When Molotov said '{we shall sign}', he meant it,}\" wrote Roberts.",
      "'{When Molotov said \"{we shall sign}\", he meant it,}' wrote Roberts.",
      "‘{When Molotov said ‘{we shall sign}’, he meant it,}’ wrote Roberts.",
      "‘{When Molotov said ’{we shall sign}’, he meant it,}’ wrote Roberts.",
      "“{‘{Peace,}’ he told us, is a word,}” wrote Roberts.",
      "“{He said, ‘{She told me, “{Go home.}”}’}”",
      "‘{“{We shall sign}” was all he said,}’ wrote Roberts.",
  };
  CHECK_ALL(cases);
}
END_TEST

START_TEST(broken_by_a_clause) {
  static const char *const cases[] = {
      "“{The pact,}” said Lee, “{was a bargain of gangsters.}”",
      "‘{The pact,}’ said Lee, ‘{was a bargain of gangsters.}’",
      "'{The pact,}' said Lee, '{was a bargain of gangsters.}'",
      "„{Der Pakt}“, sagte Lee, „{war ein Geschäft.}“",
      "« {Le pacte}, dit Lee, {était un marché.} »",
      "« {Nous partons}, dit-il. {Demain.} »",
      "« {Quand ?} demanda Briand. »",
      "«{Nos vamos}, dijo Azaña, {mañana.}»",
      "“{The pact}”—Lee paused—“{was a bargain.}”",
      "\"{The pact}\"--Lee paused--\"{was a bargain.}\"",
      "“{I never—}” he began. “{It was—}”",
      "‘{I never—}’ he began. ‘{It was—}’",
      "\"{I never--}\" he began. \"{It was--}\"",
  };
  CHECK_ALL(cases);
}
END_TEST

START_TEST(over_several_paragraphs) {
  static const char *const cases[] = {
      "“{The first is trade.\n\n“The second is time.\n\n“The third is fear,}” Maisky "
      "wrote.",
      "‘{The first is trade.\n\n‘The second is time.\n\n‘The third is fear,}’ Maisky "
      "wrote.",
      "\"{The first is trade.\n\n\"The second is time.\n\n\"The third is fear,}\" Maisky "
      "wrote.",
      "'{The first is trade.\n\n'The second is time.\n\n'The third is fear,}' Maisky "
      "wrote.",
      "« {Le premier est le commerce.\n\n» Le second est le temps.\n\n» Le dernier} », "
      "dit "
      "Briand.",
      "« {Le premier est le commerce.\n\n« Le second est le temps.\n\n« Le dernier} », "
      "dit "
      "Briand.",
      "„{Das erste ist der Handel.\n\n„Das zweite ist die Zeit}“, sagte Kempner.",
      "Lee wrote that “{it was over.}\n\nNobody replied to him.",
      "‘{Give what thou canst, without thee I am poor;}\n\nAnd with thee rich.",
  };
  CHECK_ALL(cases);
}
END_TEST

START_TEST(without_marks) {
  static const char *const cases[] = {
      "Kitchen sums up:\n\n    {The result was a collectivised agriculture\n    and an "
      "awesome complex.}\n\nThis view is common.",
      "Kitchen sums up:\n\n> {The result was a collectivised agriculture\n> and an "
      "awesome "
      "complex.}\n\nThis view is common.",
      "Kitchen sums up:\n\n\t{The result was a collectivised agriculture.}\n\nThis view "
      "is "
      "common.",
      "STALIN: {We need time.}\nMOLOTOV: {We need guns.}",
      "Stalin: {We need time.}\nMolotov: {We need guns.}\nStalin: {We need both.}",
      "STALIN (rising): {We need time.}\nMOLOTOV (coldly): {We need guns.}",
      "STALIN: (rising) {We need time.}\nMOLOTOV: {We need guns.}",
      "[10:32] STALIN: {We need time.}\n[10:33] MOLOTOV: {We need guns.}",
      "10:32 STALIN: {We need time.}\n10:33 MOLOTOV: {We need guns.}",
      "— {Nous partons}, dit Briand.\n— {Et quand} ? demanda Herriot.",
      "—{Nos vamos} —dijo Azaña—. {Mañana mismo.}\n—{¿Y cuándo?} —preguntó Prieto.",
      "— {Мы уходим,} — сказал Литвинов. — {Завтра.}\n— {А когда?} — спросил Молотов.",
      "– {Wychodzimy} – powiedział Beck. – {Jutro.}\n– {A kiedy?} – zapytał Sławek.",
      "- {We need time}, said Stalin.\n- {And guns}? asked Molotov.\n- {Both.}",
  };
  CHECK_ALL(cases);
}
END_TEST

START_TEST(essays) {
  static const char *const cases[] = {
      "Lee’s ‘{bargain of gangsters}’ and Taylor’s ‘{marriage of convenience}’ differ.",
      "The so-called ‘{Popular Front}’ failed, as Lee says.",
      "The word ‘{purge}’ hides more than it shows.",
      "Was it, as Lee asks, ‘{a war of necessity}’?",
      "Lee asks: ‘{Was it a war of necessity?}’ Few would say so.",
      "It was ‘{a war of necessity}’ (Lee, 1987, p. 12).",
      "It was ‘{a war of necessity}’.[3] Others agree with Lee.",
      "It was ‘{a war of necessity}’.³ Others agree with Lee.",
      "It was ‘{a war of necessity}’³ and others agree with Lee.",
      "It was ‘{a war of necessity}’12 and others agree with Lee.",
      "It was “{a war of necessity}”¹², and others agree with Lee.",
      "Lee wrote that it was ‘{a war . . . of necessity}’ in 1939.",
      "Lee wrote that it was ‘{a war [...] of necessity}’ in 1939.",
      "Lee wrote that it was ‘{[a] war of “necessity”}’ in 1939.",
      "Lee (‘{a war of necessity}’) and Taylor (‘{a war of choice}’) differ.",
      "It was ‘{a war of necessity}’—so Lee—and ‘{a war of choice}’—so Taylor.",
      "Lee thought it ‘{necessary}’, ‘{right}’ and, in the end, ‘{inevitable}’.",
      "Lee calls it a “{war of\nnecessity}” and means it.",
      "Lee calls it a ‘{war of neces-\nsity}’ and means it.",
      "For Lee, ‘{the workers’ and soldiers’ councils’ power was real}’.",
      "Lee wrote of ‘{the peasants’ hatred}’, Taylor of ‘{the workers’ indifference}’.",
      "Lee’s and Williams’ and the historians’ views are ‘{much alike}’.",
      "In Lee’s view ‘{Stalin’s policy wasn’t Lenin’s}’, but nobody’s own.",
      "‘{Stalin,}’ he wrote, ‘{was no diplomat; ’twas his curse.}’",
      "As the 1930s’ crises show, Lee’s ‘{decade of the devil}’ was the ’30s.",
      "Lee quotes Stalin: ‘{“{One death is a tragedy,}” he said}’.",
      "Lee said “{no}” and left.",
      "“{The aim was time}”, says Lee. “{The means was fear}”, says Taylor.",
      "\"{The aim was time}\", says Lee. \"{The means was fear}\", says Taylor.",
      "Lee said, \"{Stalin's 'line' was clear,}\" and Taylor agreed.",
      "He sang ‘{Roses are red, / Violets are blue}’ to Lee.",
      "Lee said that ‘{time was short}’, but he never said when.",
      "“{We shall never surrender}” was Churchill’s word in 1940.",
      "Lee said ‘{It’s over.}’ Then he left. ‘{It’s over,}’ said Taylor too.",
      "According to Lee, “{it’s the economy,}” but to Taylor ‘{it isn’t}’.",
  };
  CHECK_ALL(cases);
}
END_TEST

START_TEST(dialogues) {
  static const char *const cases[] = {
      "“{No!}” he said.\n\n“{Yes!}” she said.\n\n“{Why?}”\n\n“{Because——}”",
      "‘{No!}’ he said.\n\n‘{Yes!}’ she said.\n\n‘{Why?}’\n\n‘{’Cause I say so.}’",
      "'{No!}' he said.\n\n'{Yes!}' she said.\n\n'{Why?}'\n\n'{'Cause I say so.}'",
      "‘{I told him so—}’ he began.\n\n‘{You didn’t.}’",
      "“{And then,}” she said, “{he called me a ‘{liar.}’}” He laughed.",
      "“{Oh,}” she said; “{how—how _could_ you!}”",
      "She asked, “{Who said ‘{Go}’?}” and left.",
      "‘{Is ’e ’ere, then?}’ asked Bill. ‘{’E is.}’",
      "‘{Wot’s the good o’ waitin’ for ’im?}’ said Bill. ‘{I’m goin’ ’ome.}’",
      "'{Wot's the good o' waitin' for 'im?}' said Bill. '{I'm goin' 'ome.}'",
      "“{It was ’ard on the ’orses,} ” said Bill.",
      "‘{Good-night, sir.}’—‘{Good-night, Bill.}’",
      "“{One,}” said Lee--“{two--three.}”",
  };
  CHECK_ALL(cases);
}
END_TEST

START_TEST(other_conventions) {
  static const char *const cases[] = {
      "»{Vi kommer inte}», sade Palme.",
      "”{Me lähdemme}”, sanoi Ryti.",
      "„{Ние си отиваме}“, каза Борис.",
      "«{Θα φύγουμε “{αύριο το πρωί}” και}», είπε ο Βενιζέλος.",
      "“{他说‘{不}’就走了。}”",
      "他说\"{我们走吧。}\"就走了。",
      "그는 ‘{우리는 갑니다.}’라고 말했다.",
      "그는 “{우리는 갑니다.}”라고 말했다.",
      "他读了《红楼梦》和〈狂人日记〉。",
      "”{ہم جا رہے ہیں}“ اس نے کہا۔",
      "«{نحن ذاهبون}»، قال سعد.",
      "‘{’t Is waar}’, zei Colijn, en ’s morgens en zo’n dag.",
      "L'un dell'altro: «{L'uomo è un'isola}», disse Croce.",
      "\"{He is 6'2\" tall,}\" said Lee.",
      "The 6′2″ man and the 5′ boy said “{no}” twice.",
      "“{Roses are red,\n“Violets are blue,\n“Sugar is sweet,}” sang Lee.",
      "“{Roses are red,\n  Violets are blue,}” sang Lee.",
      "“{It was ‘{the “{very last}” of them,}’ he said,}” wrote Lee.",
      "Q: {When did you leave?}\nA: {At noon.}\nQ: {Alone?}\nA: {Yes.}",
      "Smith: {I agree.}\n\nJones: {I do not.}\n\nSmith: {Why?}",
      "Lee wrote: “{A.\n\n“B.\n\n“C.}” Then he slept.",
      "“{Yes.}”",
      "Lee’s word was “{never}”.",
      "Lee said: “{Never!}”; Taylor said: “{Always!}”",
      "In ‘{the old days’ manner}’, Lee said, nobody cared.",
  };
  CHECK_ALL(cases);
}
END_TEST

/* clang-format off */
#define EIGHT_TURNS                                                                      \
  "“{Yes.}”\n\n“{No.}”\n\n“{Why?}”\n\n“{So.}”\n\n“{When?}”\n\n“{Now.}”\n\n"            \
  "“{How?}”\n\n“{Thus.}”\n\n"
/* clang-format on */

/* In a text of dialogues a fragment that is woven into the sentence is a turn of phrase,
** unless a verb of saying leads up to it. */
START_TEST(among_dialogues) {
  static const char *const cases[] = {
      EIGHT_TURNS "He thought of “fellows who wrote for money” with some scorn.",
      EIGHT_TURNS "He disliked “Tosca” and all the rest.",
      EIGHT_TURNS "He said “{Rather}” and went in.",
      EIGHT_TURNS "They played the overture to “The Poet and the Peasant.”",
      EIGHT_TURNS "They played it, and “{it was very fine,}” said Lee.",
  };
  CHECK_ALL(cases);
}
END_TEST

START_TEST(what_is_no_quotation) {
  static const char *const cases[] = {
      "The form said \"\" and then “ ” and ''.",
      "See Note: the rest is missing.\nTotal: 12",
      "Shopping list:\n\n- bread\n- milk\n- eggs",
      "Call `f(x)` and then `g(y)` to see it.",
      "if (a << 2 && b >> 3) return x;",
      "The ranges 1930–1939 and 1940—1945 were long — very long.",
  };
  CHECK_ALL(cases);
}
END_TEST

/* -- Texts made to hurt ------------------------------------------------------------ */

enum { HARD_BYTES = 500000 };

/* How many drafts the text has; they are in order, lie in their parents and hold words.
** */
static size_t count_drafts(assay_str text) {
  struct drafts drafts;
  drafts_init(&drafts, NULL);
  ck_assert_int_eq(spans_find(&drafts, text, NULL, NULL), ASSAY_OK);
  for (size_t i = 0; i < drafts.count; i++) {
    const struct draft *d = &drafts.items[i];
    ck_assert_uint_le(d->begin, d->inner_begin);
    ck_assert_uint_lt(d->inner_begin, d->inner_end);
    ck_assert_uint_le(d->inner_end, d->end);
    ck_assert_uint_le(d->end, text.len);
    if (i > 0) ck_assert_uint_ge(d->begin, drafts.items[i - 1].begin);
    ck_assert_int_lt(d->parent, (int32_t)i);
    if (d->parent >= 0) ck_assert_uint_le(d->end, drafts.items[d->parent].end);
  }
  size_t count = drafts.count;
  drafts_free(&drafts);
  return count;
}

static size_t count_repeated(const char *unit, size_t times) {
  size_t len = strlen(unit);
  char *text = malloc(len * times);
  ck_assert_ptr_nonnull(text);
  for (size_t i = 0; i < times; i++) memcpy(text + i * len, unit, len);
  size_t count = count_drafts((assay_str){text, len * times});
  free(text);
  return count;
}

START_TEST(a_long_text_is_as_good_as_a_short_one) {
  static const struct {
    const char *unit;
    size_t drafts; /* in each unit */
  } cases[] = {{"“a” b ", 1},   {"‘a’ b ", 1},          {"'a' b ", 1},
               {"\"a\" b ", 1}, {"“a ‘b’ c” d ", 2},    {"‘a ’b’ c,’ d. ", 2},
               {"« a » ", 1},   {"A: b\nC: d\n", 2},    {"the boys’ own ", 0},
               {" 'tis", 0},    {"x:\n\n    y\n\n", 1}, {"— Oui ? demanda Jean.\n", 1},
               {"''a'' b ", 1}, {"a\n\n“b\n\n", 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t times = HARD_BYTES / strlen(cases[i].unit);
    size_t count = count_repeated(cases[i].unit, times);
    if (i + 1 == sizeof cases / sizeof *cases) continue; /* one problem, or none */
    ck_assert_msg(count == cases[i].drafts * times, "%zu of %zu: %s", count,
                  cases[i].drafts * times, cases[i].unit);
  }
}
END_TEST

START_TEST(nothing_but_marks_is_no_quotation) {
  static const char *const units[] = {"\"", "'", "“",  "”",  "‘",  "’",  "„",   "«",  "»",
                                      "`",  "‹", "「", "''", "``", ",,", "\n>", "—\n"};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    ck_assert_msg(count_repeated(units[i], HARD_BYTES / strlen(units[i])) == 0, "%s",
                  units[i]);
}
END_TEST

START_TEST(random_marks_nest) {
  static const char *const pieces[] = {"“",        "”",   "‘",    "’",    "\"", "'",
                                       "„",        "«",   "»",    "`",    "—",  " ",
                                       "a",        "s",   "\n",   ". ",   ", ", "said",
                                       "\n\n    ", "A: ", ":",    ">",    "1",  "''",
                                       "&quot;",   "-- ", "the ", "Lee ", "? ", "!"};
  char *text = malloc(HARD_BYTES + 16);
  ck_assert_ptr_nonnull(text);
  for (uint32_t seed = 1; seed <= 4; seed++) {
    uint32_t state = seed;
    size_t len = 0;
    while (len < HARD_BYTES) {
      state = state * 1664525u + 1013904223u;
      const char *piece = pieces[(state >> 16) % (sizeof pieces / sizeof *pieces)];
      memcpy(text + len, piece, strlen(piece));
      len += strlen(piece);
    }
    ck_assert_uint_gt(count_drafts((assay_str){text, len}), 1000);
  }
  free(text);
}
END_TEST

static assay_status find_some(const assay_allocator *a, assay_error *err) {
  struct drafts drafts;
  drafts_init(&drafts, a);
  assay_status status = spans_find(
      &drafts, S("Lee:\n\n    b\n\n« a, dit Lee, c » \"d\"\n\nA: b\nB: c\n— d ?\n"), NULL,
      err);
  drafts_free(&drafts);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(find_some);
}
END_TEST

UNIT_MAIN("quote spans", marks_of_each_locale, marks_of_typewriters_and_scanners,
          apostrophes_primes_and_measures, quotations_within_quotations,
          broken_by_a_clause, over_several_paragraphs, without_marks, essays, dialogues,
          other_conventions, among_dialogues, what_is_no_quotation,
          a_long_text_is_as_good_as_a_short_one, nothing_but_marks_is_no_quotation,
          random_marks_nest, out_of_memory_leaves_nothing)
