-- language_generate.lua - writes language_table.c: function words and whose they are.
--   lua5.4 language_generate.lua > language_table.c
-- The order of the languages is that of language.h and of the candidates there. The words
-- are the most frequent ones of each language, of at most 15 bytes, in small letters.
local LISTS = {
  -- en
  [[the of and to in is was that it for with as his on be at by he this had not are but from
    have they which you were her she we or an there their will been has if would who so no
    my me your do can what all]],
  -- de
  [[der die das und ist nicht den von zu mit sich des auf für ein eine dem im es war auch als
    an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so
    zum haben nur oder aber vor zur bis mehr durch man sein wurde ich wir in daß was]],
  -- fr
  [[le la les de des du et est un une que qui dans en pour pas sur au avec il ce se ne plus
    par sont elle aux ou mais nous cette ont vous je été leur comme son sa à d l qu n s c j
    m]],
  -- es
  [[el la los las de del y que en un una es por con no para se su al lo como más pero sus le
    ha este sí porque esta entre cuando muy sin sobre también fue hasta hay a me o era]],
  -- it
  [[il lo la i gli le di del della dei delle e è che un una in per con non si da al nel alla
    sono come più ma anche ha dal degli se nella questo era essere suo sua a l dell d o]],
  -- pt
  [[o a os as de do da dos das e é que em um uma para com não por no na se mais como mas ao
    foi pelo pela são sua seu ou também já à nos nas ser tem está]],
  -- nl
  [[de het een en van in is dat op te zijn met voor niet aan er die om ook als hij maar bij
    uit nog naar dan wordt door ze of over heeft worden deze tot je was wel geen ik]],
  -- ru
  [[и в не на что с по как это он из к за но его от для а то у все она так о было или мы её
    ее бы только был они я ещё еще]],
  -- Danish, Norwegian, Swedish
  [[och att som är av det på den för med till inte har ett om og af jeg ikke er at til de et
    var en der fra men han i hun å kan vi]],
  -- Afrikaans
  [[die van en in is wat het vir nie met op word aan deur wees was hy te sy ek dat as]],
  -- Catalan
  [[el la els les i de del que en un una és per amb no dels ha va al com més aquest a es d l
    ser seva seu són]],
  -- Galician
  [[o a os as de do da dos das e é que en un unha non con para no na por máis foi ao ser se á
    como polo pola]],
  -- Romanian
  [[și în de la cu nu pe care din este un o să mai au pentru fi că sau lui a al se ale
    unui]],
  -- Ukrainian, Belarusian
  [[і в на з що не та до у як це за й є від його для про але він ў што як яго ад]],
  -- Bulgarian, Macedonian
  [[и на да от в за се са не е че по като със ще си до това при во го од што]],
  -- Serbian, Bosnian, Croatian, Slovene
  [[и у је да на се за од са не су као што ће који али i u je da na se za od su kao što će
    koji ali v so ki pa]],
  -- Sotho, Tswana
  [[ka ya le ba tsa ke ho go di o e a wa la mo ha fa sa bo se kwa re tse ba na]],
}
local LONGEST = 15

local masks, words = {}, {}
for i, list in ipairs(LISTS) do
  for word in list:gmatch("%S+") do
    assert(#word <= LONGEST, word .. " is too long")
    if not masks[word] then words[#words + 1] = word end
    masks[word] = (masks[word] or 0) | 1 << i
  end
end
table.sort(words)
local rows = {}
for _, word in ipairs(words) do
  rows[#rows + 1] = ('    {"%s", 0x%05x},\n'):format(word, masks[word])
end
io.write(([[
/*
** language_table.c - function words; a mask has bit 1 << n for candidate n of language.h.
** DO NOT EDIT: written by language_generate.lua. %d words.
*/
#include "text/language.h"

/* clang-format off */
const struct function_word language_words[] = {
]]):format(#words), table.concat(rows), [[
};
const size_t language_word_count = sizeof language_words / sizeof *language_words;
]])
