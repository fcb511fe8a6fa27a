/* stopwords_table.c - DO NOT EDIT: made by stopwords_generate.lua from stopwords/. */
#include "text/stopwords.h"

/* clang-format off */
static const char cs_words[] =
    "a\naby\nale\nani\navšak\nbez\nbude\nbudeme\nbudou\nbudu\nby\nbych\nbychom\nbyl\n"
    "byla\nbyli\nbylo\nbyly\nbys\nbyste\nbýt\nběhem\nco\ndo\nho\ni\njak\njako\n"
    "jaká\njaké\njaký\nje\njeho\njejich\njemu\njen\njenž\njest\njestli\njestliže\n"
    "ještě\njež\nji\njich\njim\njimi\njiná\njiné\njiný\njiných\njiž\njsem\n"
    "jsi\njsme\njsou\njste\njá\njí\njím\nk\nkam\nkaždá\nkaždé\nkaždý\nkde\n"
    "kdo\nkdy\nkdyby\nkdyž\nke\nkoho\nkolem\nkomu\nkterou\nkterá\nkteré\nkterého\n"
    "kterému\nkterý\nkterých\nkterým\nkteří\nku\nkým\nlze\nmají\nmezi\nmi\n"
    "mne\nmnou\nmně\nmohl\nmohla\nmohou\nmoje\nmu\nmy\nmá\nmé\nmého\nméně\nmít\n"
    "mě\nměl\nměla\nmůj\nmůže\nna\nnad\nnaše\nnašich\nnaší\nne\nnebo\n"
    "neboť\nnež\nni\nnic\nnich\nnikdo\nnikdy\nnim\nnimi\nnyní\nnám\nnámi\nnás\n"
    "náš\nní\nním\nněho\nněm\nněmu\no\nod\node\nodkud\non\nona\noni\nono\nony\n"
    "pak\npo\npod\npodle\npotom\npouze\npro\nproti\nproto\nprotože\nproč\npřed\n"
    "přes\npři\ns\nsama\nsamo\nse\nsebe\nsebou\nsi\nsobě\nsvoje\nsvou\nsvá\nsvé\n"
    "svého\nsvému\nsvých\nsvým\nsvůj\nsám\nta\ntady\ntak\ntaková\ntakové\n"
    "takový\ntaké\ntam\ntato\ntebe\ntebou\ntedy\ntehdy\nten\ntento\nteď\nti\nto\n"
    "tobě\ntoho\ntohoto\ntom\ntomu\ntoto\ntou\ntvoje\ntvůj\nty\ntyto\nté\ntéto\n"
    "též\ntím\ntě\ntěch\ntěchto\ntěm\ntěmi\nu\nuž\nv\nvaše\nve\nvedle\n"
    "velmi\nvy\nvám\nvámi\nvás\nváš\nvíce\nvšak\nvšech\nvšechno\nvšechny\n"
    "všichni\nvždy\nz\nza\nzde\nze\nčeho\nčemu\nči\nčím\nže\n";

static const char da_words[] =
    "ad\naf\nal\naldrig\nalle\nallerede\nalt\naltid\nanden\nandet\nandre\nat\nbare\n"
    "begge\nblandt\nblev\nblevet\nblive\nbliver\nburde\nbåde\nbør\nda\nde\ndem\nden\n"
    "denne\nder\nderes\nderfor\ndet\ndette\ndig\ndin\ndine\ndisse\ndit\ndog\ndu\n"
    "efter\neller\nen\nend\nendnu\nenten\ner\net\nfik\nfor\nfordi\nfra\nfå\nfået\n"
    "får\nfør\ngennem\ngjorde\ngør\nhaft\nham\nhan\nhans\nhar\nhavde\nhave\nhen\n"
    "hende\nhendes\nher\nhos\nhun\nhvad\nhvem\nhver\nhverken\nhvert\nhvilke\nhvilken\n"
    "hvilket\nhvis\nhvor\nhvordan\nhvorfor\ni\nifølge\nigen\nikke\nind\ninden\ningen\n"
    "intet\njeg\njer\njeres\njo\nkan\nkun\nkunne\nkunnet\nman\nmed\nmeget\nmellem\n"
    "men\nmens\nmere\nmest\nmig\nmin\nmindre\nmine\nmit\nmod\nmå\nmåtte\nned\nnogen\n"
    "noget\nnogle\nnu\nnår\nog\nogså\nom\nomkring\nop\nos\nover\npå\nsamme\nselv\n"
    "siden\nsig\nsin\nsine\nsit\nskal\nskulle\nskønt\nsom\nså\nsådan\nsådanne\n"
    "til\ntrods\nud\nuden\nunder\nvar\nved\nvel\nvi\nvil\nville\nvor\nvore\nvores\n"
    "vort\nvære\nværet\n";

static const char de_words[] =
    "ab\naber\nalle\nallem\nallen\naller\nalles\nals\nalso\nam\nan\nans\nauch\nauf\n"
    "aufs\naus\nausser\nbei\nbeim\nbevor\nbin\nbis\nbist\nda\ndabei\ndafür\ndagegen\n"
    "daher\ndamit\ndann\ndaran\ndarauf\ndaraus\ndarf\ndarin\ndarum\ndarüber\ndas\n"
    "dass\ndavon\ndazu\ndein\ndeine\ndeinem\ndeinen\ndeiner\ndeines\ndem\nden\ndenn\n"
    "der\ndes\ndich\ndie\ndiese\ndiesem\ndiesen\ndieser\ndieses\ndir\ndoch\ndort\ndu\n"
    "durch\ndurfte\ndürfen\neben\nein\neine\neinem\neinen\neiner\neines\ner\nes\n"
    "etwa\neuch\neuer\neure\neurem\neuren\neurer\nfalls\nfür\ngegen\ngehabt\ngewesen\n"
    "geworden\nhabe\nhaben\nhabt\nhast\nhat\nhatte\nhatten\nher\nhier\nhin\nhinter\n"
    "hätte\nhätten\nich\nihm\nihn\nihnen\nihr\nihre\nihrem\nihren\nihrer\nihres\nim\n"
    "immer\nin\nindem\nins\nist\nja\njede\njedem\njeden\njeder\njedes\njedoch\njene\n"
    "jenem\njenen\njener\njenes\njetzt\nkann\nkannst\nkein\nkeine\nkeinem\nkeinen\n"
    "keiner\nkeines\nkonnte\nkonnten\nkönnen\nkönnt\nkönnte\nkönnten\nmag\nman\n"
    "manche\nmancher\nmanches\nmehr\nmein\nmeine\nmeinem\nmeinen\nmeiner\nmeines\n"
    "mich\nmir\nmit\nmuss\nmusste\nmussten\nmöchte\nmöchten\nmögen\nmüssen\nnach\n"
    "nachdem\nneben\nnein\nnicht\nnoch\nnun\nnur\nob\nobwohl\noder\nohne\nschon\nsehr\n"
    "sei\nseid\nseien\nsein\nseine\nseinem\nseinen\nseiner\nseines\nseit\nselbst\n"
    "sich\nsie\nsind\nso\nsobald\nsolche\nsolcher\nsolches\nsoll\nsollen\nsollte\n"
    "sollten\nsondern\nsowie\nsowohl\num\nund\nuns\nunser\nunsere\nunserem\nunseren\n"
    "unserer\nunseres\nunter\nunterm\nvom\nvon\nvor\nwann\nwar\nwaren\nwarst\nwart\n"
    "warum\nwas\nweder\nwegen\nweil\nwelche\nwelchem\nwelchen\nwelcher\nwelches\nwem\n"
    "wen\nwenn\nwer\nwerde\nwerden\nwerdet\nwessen\nwie\nwieder\nwill\nwir\nwird\n"
    "wirst\nwo\nwoher\nwohin\nwollen\nwollte\nwollten\nworden\nwurde\nwurden\n"
    "während\nwäre\nwären\nwürde\nwürden\nzu\nzum\nzur\nzwar\nzwischen\nüber\n";

static const char en_words[] =
    "a\nabout\nabove\nafter\nagain\nagainst\nall\nalong\nalso\nalthough\nam\namong\n"
    "an\nand\nany\nare\naren't\naround\nas\nat\nbe\nbecause\nbeen\nbefore\nbehind\n"
    "being\nbelow\nbeneath\nbeside\nbetween\nbeyond\nboth\nbut\nby\ncan\ncan't\n"
    "cannot\ncould\ncouldn't\ndid\ndidn't\ndo\ndoes\ndoesn't\ndoing\ndon't\ndown\n"
    "during\neach\neither\never\nevery\nexcept\nfor\nfrom\nhad\nhadn't\nhas\nhasn't\n"
    "have\nhaven't\nhaving\nhe\nhe'd\nhe'll\nhe's\nher\nhere\nhers\nherself\nhim\n"
    "himself\nhis\nhow\ni\ni'd\ni'll\ni'm\ni've\nif\nin\ninside\ninto\nis\nisn't\nit\n"
    "it'll\nit's\nits\nitself\njust\nlet's\nlike\nmay\nme\nmight\nmine\nmore\nmost\n"
    "must\nmustn't\nmy\nmyself\nnear\nneither\nno\nnor\nnot\nnow\nof\noff\non\nonce\n"
    "one\nonly\nonto\nor\nother\nour\nours\nourselves\nout\nover\nown\npast\nsame\n"
    "shall\nshan't\nshe\nshe'd\nshe'll\nshe's\nshould\nshouldn't\nsince\nso\nsome\n"
    "such\nthan\nthat\nthat's\nthe\ntheir\ntheirs\nthem\nthemselves\nthen\nthere\n"
    "there's\nthese\nthey\nthey'd\nthey'll\nthey're\nthey've\nthis\nthose\nthough\n"
    "through\nthroughout\ntill\nto\ntoo\ntoward\ntowards\nunder\nunless\nuntil\nup\n"
    "upon\nus\nvery\nwas\nwasn't\nwe\nwe'd\nwe'll\nwe're\nwe've\nwere\nweren't\nwhat\n"
    "what's\nwhatever\nwhen\nwhere\nwhereas\nwhether\nwhich\nwhile\nwho\nwho's\n"
    "whoever\nwhom\nwhose\nwhy\nwill\nwith\nwithin\nwithout\nwon't\nwould\nwouldn't\n"
    "yet\nyou\nyou'd\nyou'll\nyou're\nyou've\nyour\nyours\nyourself\nyourselves\n";

static const char es_words[] =
    "a\nahora\nal\nalgo\nalguien\nalguna\nalgunas\nalgunos\nalgún\nallí\nante\n"
    "aquel\naquella\naquellas\naquello\naquellos\naquí\nasí\naunque\naún\nbajo\n"
    "cada\ncomo\ncon\nconmigo\nconsigo\ncontigo\ncontra\ncual\ncuales\ncuando\ncuya\n"
    "cuyas\ncuyo\ncuyos\ncuál\ncuándo\ncómo\nde\ndel\ndesde\ndonde\ndurante\n"
    "dónde\ne\nel\nella\nellas\nello\nellos\nen\nentonces\nentre\nera\neran\neras\n"
    "eres\nes\nesa\nesas\nese\neso\nesos\nesta\nestaba\nestaban\nestado\nestamos\n"
    "estar\nestas\neste\nesto\nestos\nestoy\nestá\nestán\nesté\nfue\nfuera\nfueran\n"
    "fueron\nfui\nfuimos\nha\nhaber\nhabrá\nhabría\nhabía\nhabían\nhacia\nhan\n"
    "has\nhasta\nhay\nhaya\nhayan\nhe\nhemos\nhubiera\nhubo\nla\nlas\nle\nles\nlo\n"
    "los\nluego\nmas\nme\nmediante\nmenos\nmi\nmientras\nmis\nmisma\nmismas\nmismo\n"
    "mismos\nmuy\nmás\nmí\nnada\nnadie\nni\nninguna\nningún\nno\nnos\nnosotras\n"
    "nosotros\nnuestra\nnuestras\nnuestro\nnuestros\nnunca\no\nos\notra\notras\notro\n"
    "otros\npara\npero\npoder\npodía\npor\nporque\npuede\npueden\npues\nque\nquien\n"
    "quienes\nquién\nqué\nse\nsea\nsean\nsegún\nser\nserá\nserán\nsería\n"
    "serían\nsi\nsido\nsiempre\nsiendo\nsin\nsino\nsobre\nsois\nsomos\nson\nsoy\nsu\n"
    "sus\nsí\ntal\ntales\ntambién\ntampoco\ntan\ntanto\nte\ntener\ntenía\ntenían\n"
    "ti\ntiene\ntienen\ntoda\ntodas\ntodavía\ntodo\ntodos\ntras\ntu\ntus\ntú\nu\nun\n"
    "una\nunas\nunos\nusted\nustedes\nvosotras\nvosotros\nvuestra\nvuestras\nvuestro\n"
    "vuestros\ny\nya\nyo\nél\néramos\n";

static const char fi_words[] =
    "aina\nali\nalla\nei\neivät\neli\nemme\nen\nennen\net\nette\nettä\nhe\nheidän\n"
    "heille\nheitä\nhyvin\nhän\nhänelle\nhänellä\nhänen\nhänet\nhäntä\nilman\n"
    "itse\nja\njo\njohon\njoiden\njoille\njoissa\njoista\njoita\njoka\njokin\njoku\n"
    "jolla\njolle\njonka\njos\njossa\njosta\njota\njotain\njoten\njotka\njotta\n"
    "jälkeen\nkaikki\nkaikkia\nkaikkien\nkanssa\nkautta\nkenen\nketä\nkohti\nkoska\n"
    "koskaan\nkuin\nkuka\nkun\nme\nmeidän\nmeille\nmeitä\nmihin\nmiksi\nmikä\n"
    "milloin\nmillä\nminkä\nminua\nminulla\nminulle\nminun\nminut\nminä\nmissä\n"
    "mistä\nmiten\nmitä\nmolemmat\nmuiden\nmuita\nmukaan\nmutta\nmuu\nmuut\nmyös\n"
    "ne\nniiden\nniihin\nniille\nniillä\nniin\nniissä\nniistä\nniitä\nnoin\nnuo\n"
    "nyt\nnäiden\nnäin\nnäissä\nnäitä\nnämä\nole\nolemme\nolen\nolet\nolette\n"
    "oli\nolin\nolisi\nolisivat\nolivat\nolla\nolleet\nollut\noltiin\noma\nomat\non\n"
    "ovat\npitää\npäällä\nsaa\nsama\nsamat\nse\nsekä\nsen\nsiellä\nsiihen\n"
    "siinä\nsiitä\nsille\nsilloin\nsillä\nsinne\nsinua\nsinulla\nsinulle\nsinun\n"
    "sinut\nsinä\nsitten\nsitä\ntai\nte\nteidän\nteille\nteitä\ntuo\ntuolla\ntuon\n"
    "tuossa\ntuota\ntähän\ntälle\ntällä\ntämä\ntämän\ntänne\ntässä\n"
    "tästä\ntätä\ntäytyy\ntäällä\nvaan\nvai\nvaikka\nvain\nvielä\nvoi\nvoisi\n"
    "voivat\nvälillä\nyli\nälä\n";

static const char fr_words[] =
    "a\nafin\nai\naie\naient\nainsi\nait\nalors\naprès\nas\nau\naucun\naucune\n"
    "auquel\naura\naurai\nauraient\naurait\naurez\naurons\nauront\naussi\nautre\n"
    "autres\naux\navaient\navais\navait\navant\navec\navez\naviez\navions\navoir\n"
    "avons\nayant\nbien\nc'\nc'est\nc'était\ncar\nce\nceci\ncela\ncelle\ncelles\n"
    "celui\nces\ncet\ncette\nceux\nchaque\nchez\ncomme\ncontre\nd'\nd'autres\nd'un\n"
    "d'une\ndans\nde\ndepuis\ndes\ndevait\ndoit\ndoivent\ndonc\ndont\ndu\nduquel\n"
    "durant\ndès\ndéjà\nelle\nelles\nen\nencore\nentre\nes\nest\net\neu\neurent\n"
    "eus\neut\neux\nfaire\nfait\nfurent\nfus\nfut\nici\nil\nils\nj'\nj'ai\njamais\nje\n"
    "jusqu'\njusque\nl'\nl'on\nla\nlaquelle\nle\nlequel\nles\nlesquelles\nlesquels\n"
    "leur\nleurs\nlorsqu'\nlorsque\nlui\nlà\nm'\nma\nmais\nmalgré\nme\nmes\nmien\n"
    "mienne\nmoi\nmoins\nmon\nmême\nmêmes\nn'\nn'a\nn'est\nn'ont\nn'était\nne\nni\n"
    "non\nnos\nnotre\nnous\non\nont\nor\nou\noui\noù\npar\nparce\nparmi\npas\n"
    "pendant\npeu\npeut\npeuvent\nplus\nplusieurs\npoint\npour\npouvait\npuis\n"
    "puisqu'\npuisque\nqu'\nqu'elle\nqu'elles\nqu'il\nqu'ils\nqu'on\nqu'un\nqu'une\n"
    "quand\nque\nquel\nquelle\nquelles\nquelque\nquelques\nquels\nqui\nquoi\nquoiqu'\n"
    "quoique\nrien\ns'\ns'il\ns'ils\nsa\nsans\nse\nselon\nsera\nserai\nseraient\n"
    "serait\nserez\nserons\nseront\nses\nsi\nsien\nsienne\nsoi\nsoient\nsois\nsoit\n"
    "sommes\nson\nsont\nsous\nsuis\nsur\nt'\nta\ntandis\nte\ntel\ntelle\ntelles\ntels\n"
    "tes\ntien\ntienne\ntoi\nton\ntous\ntout\ntoute\ntoutes\ntrop\ntrès\ntu\nun\nune\n"
    "vers\nvos\nvotre\nvous\ny\nà\nça\nétaient\nétais\nétait\nétant\nétiez\n"
    "étions\nété\nêtes\nêtre\n";

static const char it_words[] =
    "a\nabbia\nabbiamo\nabbiano\nad\nagli\nai\nal\nalcune\nalcuni\nall'\nalla\nalle\n"
    "allo\nallora\naltra\naltre\naltri\naltro\nanche\nancora\navere\navesse\navete\n"
    "aveva\navevano\navranno\navrebbe\navrà\navuto\nc'era\nc'è\nce\nche\nchi\nci\n"
    "ciò\ncoi\ncol\ncome\ncon\ncontro\ncosa\ncosì\ncui\nd'\nda\ndagli\ndai\ndal\n"
    "dall'\ndalla\ndalle\ndallo\ndegli\ndei\ndel\ndell'\ndella\ndelle\ndello\ndeve\n"
    "devono\ndi\ndopo\ndove\ndoveva\ndunque\ndurante\ne\nebbe\ned\negli\nella\nera\n"
    "erano\neravamo\neri\nessa\nesse\nessendo\nessere\nessi\nesso\nfa\nfare\nfosse\n"
    "fossero\nfra\nfu\nfurono\ngià\ngli\nha\nhai\nhanno\nho\ni\nil\nin\nio\nl'\nla\n"
    "le\nlei\nli\nlo\nloro\nlui\nlà\nlì\nma\nmai\nme\nmeno\nmentre\nmi\nmia\nmie\n"
    "miei\nmio\nmolto\nne\nnegli\nnei\nnel\nnell'\nnella\nnelle\nnello\nnessun\n"
    "nessuna\nnessuno\nnoi\nnon\nnostra\nnostre\nnostri\nnostro\nné\no\nod\nogni\n"
    "ora\nper\nperché\nperò\npiù\npoco\npoi\npoiché\npossono\npoteva\npresso\n"
    "prima\npuò\nqua\nqualche\nquale\nquali\nquando\nquegli\nquei\nquel\nquella\n"
    "quelle\nquelli\nquello\nquesta\nqueste\nquesti\nquesto\nqui\nquindi\nsaranno\n"
    "sarebbe\nsarebbero\nsarà\nse\nsei\nsempre\nsenza\nsi\nsia\nsiamo\nsiano\nsiete\n"
    "sono\nsopra\nsotto\nstata\nstate\nstati\nstato\nstessa\nstesse\nstessi\nstesso\n"
    "su\nsua\nsue\nsugli\nsui\nsul\nsull'\nsulla\nsulle\nsullo\nsuo\nsuoi\nsé\ntale\n"
    "tali\nte\nti\ntra\ntu\ntua\ntue\ntuo\ntuoi\ntutta\ntutte\ntutti\ntutto\nun\nun'\n"
    "una\nuno\nve\nverso\nvi\nvoi\nvostra\nvostre\nvostri\nvostro\nè\n";

static const char nl_words[] =
    "'t\naan\nachter\nal\nalle\nalleen\nalles\nals\naltijd\nander\nandere\nanderen\n"
    "ben\nbent\nbij\nbinnen\nboven\nbuiten\ndaar\ndaarin\ndaarom\ndaarvan\ndan\ndat\n"
    "de\ndeed\ndeze\ndie\ndit\ndoen\ndoet\ndoor\ndoordat\ndus\neen\neens\nelk\nelkaar\n"
    "elke\nen\ner\neraan\nervan\neven\ngeen\ngehad\ngeweest\ngeworden\nhaar\nhad\n"
    "hadden\nheb\nhebben\nhebt\nheeft\nheel\nhem\nhen\nhet\nhier\nhij\nhoe\nhoewel\n"
    "hun\nieder\niedere\niemand\niets\nik\nin\nindien\nis\nja\nje\njij\njou\njouw\n"
    "jullie\nkan\nkon\nkonden\nkunnen\nkunt\nlangs\nm'n\nmaar\nmag\nme\nmeer\nmeest\n"
    "men\nmet\nmij\nmijn\nmits\nmocht\nmochten\nmoest\nmoesten\nmoet\nmoeten\nmogen\n"
    "na\nnaar\nnaast\nnee\nniemand\nniet\nniets\nnoch\nnog\nnooit\nnu\nof\nom\nomdat\n"
    "onder\nons\nonze\nook\nop\nover\nper\nreeds\nsinds\nslechts\nte\ntegen\nten\nter\n"
    "terwijl\ntijdens\ntoch\ntoen\ntot\ntussen\nu\nuit\nuw\nvan\nvanaf\nveel\nvia\n"
    "voor\nvoorbij\nwaar\nwaarin\nwaarom\nwanneer\nwant\nwaren\nwas\nwat\nwe\nweer\n"
    "wees\nwel\nwelk\nwelke\nwerd\nwerden\nwie\nwij\nwil\nwilde\nwilden\nwillen\nwilt\n"
    "word\nworden\nwordt\nz'n\nzal\nze\nzeer\nzelf\nzelfs\nzich\nzichzelf\nzij\nzijn\n"
    "zo\nzo'n\nzodat\nzonder\nzou\nzouden\nzulke\nzullen\nzult\n";

static const char no_words[] =
    "aldri\nall\nalle\nallerede\nalltid\nalt\nandre\nannen\nannet\nat\nav\nbare\n"
    "begge\nblant\nble\nbli\nblir\nblitt\nburde\nbåde\nbør\nda\nde\ndeg\ndem\nden\n"
    "denne\nder\ndere\nderes\nderfor\ndet\ndette\ndi\ndin\ndine\ndisse\nditt\ndog\ndu\n"
    "ei\neller\nen\nenn\nennå\nenten\ner\net\netter\nfikk\nfor\nfordi\nfra\nfå\n"
    "får\nfått\nfør\ngjennom\ngjorde\ngjør\nha\nhadde\nham\nhan\nhans\nhar\nhatt\n"
    "hen\nhenne\nhennes\nher\nhos\nhun\nhva\nhvem\nhver\nhvert\nhvilke\nhvilken\n"
    "hvilket\nhvis\nhvor\nhvordan\nhvorfor\ni\nifølge\nigjen\nikke\ningen\ninn\n"
    "innen\nintet\njeg\njo\nkan\nkun\nkunne\nkunnet\nman\nmed\nmeg\nmellom\nmen\nmens\n"
    "mer\nmest\nmi\nmin\nmindre\nmine\nmitt\nmot\nmye\nmå\nmåtte\nned\nnoe\nnoen\n"
    "nå\nnår\nog\nogså\nom\nomkring\nopp\noss\nover\npå\nsamme\nseg\nselv\nsi\n"
    "siden\nsin\nsine\nsitt\nskal\nskjønt\nskulle\nslik\nslike\nsom\nså\ntil\ntross\n"
    "under\nut\nuten\nvar\nved\nvel\nverken\nvi\nvil\nville\nvillet\nvår\nvåre\n"
    "vårt\nvære\nvært\n";

static const char pl_words[] =
    "a\naby\nalbo\nale\nani\nbardzo\nbez\nbo\nby\nbyli\nbym\nbyć\nbył\nbyła\n"
    "byłby\nbyło\nbyły\nbędzie\nbędą\nbędę\nci\nciebie\ncię\nco\nczego\n"
    "czemu\nczy\nczym\ndla\ndlaczego\ndlatego\ndo\ndokąd\ngdy\ngdyby\ngdyż\ngdzie\n"
    "go\ni\nich\nim\ninna\ninne\ninny\ninnych\nja\njak\njaka\njaki\njakich\njakie\n"
    "jako\nje\njednak\njego\njej\njemu\njest\njestem\njesteś\njesteśmy\njeszcze\n"
    "jeśli\njeżeli\njuż\nją\nkażda\nkażde\nkażdy\nkiedy\nkim\nkogo\nkomu\nkto\n"
    "która\nktóre\nktórego\nktórej\nktóremu\nktóry\nktórych\nktórym\nktórzy\n"
    "którą\nku\nlecz\nlub\nma\nmają\nmi\nmiał\nmiała\nmieć\nmimo\nmiędzy\nmnie\n"
    "mniej\nmną\nmogą\nmoich\nmoja\nmoje\nmojej\nmoże\nmożna\nmu\nmy\nmógł\n"
    "mój\nna\nnad\nnależy\nnam\nnami\nnas\nnasz\nnasza\nnasze\nnaszej\nnaszych\n"
    "nawet\nnic\nnich\nnie\nniech\nniego\nniej\nniemu\nnigdy\nnikt\nnim\nnimi\nnią\n"
    "niż\nno\no\nod\node\nokoło\non\nona\none\noni\nono\noraz\npo\npod\npodczas\n"
    "ponieważ\npotem\nprzed\nprzez\nprzy\nrównież\nsam\nsama\nsamo\nsiebie\nsię\n"
    "skąd\nsobie\nsobą\nswoich\nswoim\nswoja\nswoje\nswojego\nswojej\nswój\nsą\n"
    "ta\ntak\ntaka\ntaki\ntakich\ntakie\ntakiej\ntakże\ntam\ntamta\ntamten\ntamto\n"
    "te\ntego\ntej\ntemu\nten\nteraz\nteż\nto\ntobie\ntobą\ntrzeba\ntu\ntutaj\n"
    "twoja\ntwoje\ntwój\nty\ntych\ntyle\ntylko\ntym\ntymi\ntą\ntę\nu\nw\nwam\nwami\n"
    "was\nwasz\nwasza\nwasze\nwe\nwedług\nwięc\nwięcej\nwszyscy\nwszystkich\n"
    "wszystkie\nwszystko\nwtedy\nwy\nwśród\nz\nza\nzatem\nzawsze\nze\nzostał\n"
    "została\nzostały\nże\nżeby\n";

static const char pt_words[] =
    "a\nagora\nainda\nalgo\nalgum\nalguma\nalgumas\nalguns\nalguém\nali\nante\nao\n"
    "aos\napós\naquela\naquelas\naquele\naqueles\naqui\naquilo\nas\nassim\naté\n"
    "cada\ncom\ncomigo\ncomo\nconsigo\ncontra\ncuja\ncujas\ncujo\ncujos\nda\ndaquela\n"
    "daquele\ndas\nde\ndela\ndelas\ndele\ndeles\ndesde\ndessa\ndesse\ndesta\ndestas\n"
    "deste\ndestes\ndisso\ndisto\ndo\ndos\ndum\nduma\ne\nela\nelas\nele\neles\nem\n"
    "embora\nenquanto\nentre\nentão\nera\neram\nessa\nessas\nesse\nesses\nesta\n"
    "estamos\nestar\nestas\nestava\nestavam\neste\nesteja\nestes\nesteve\nestou\n"
    "está\nestão\neu\nfoi\nfomos\nforam\nfosse\nfossem\nfui\nhaver\nhavia\nhouve\n"
    "há\nisso\nisto\njá\nlhe\nlhes\nlá\nmais\nmas\nme\nmenos\nmesma\nmesmas\nmesmo\n"
    "mesmos\nmeu\nmeus\nmim\nminha\nminhas\nmuito\nna\nnada\nnaquela\nnaquele\nnas\n"
    "nem\nnenhum\nnenhuma\nnessa\nnesse\nnesta\nneste\nninguém\nnisso\nno\nnos\n"
    "nossa\nnossas\nnosso\nnossos\nnum\nnuma\nnunca\nnão\nnós\no\nonde\nos\nou\n"
    "outra\noutras\noutro\noutros\npara\npela\npelas\npelo\npelos\nperante\npode\n"
    "podem\npodia\npois\npor\nporque\nporém\nquais\nqual\nquando\nque\nquem\nse\n"
    "seja\nsejam\nsem\nsempre\nsendo\nser\nseria\nseriam\nserá\nserão\nseu\nseus\n"
    "si\nsido\nsob\nsobre\nsomos\nsou\nsua\nsuas\nsão\nsó\ntais\ntal\ntambém\nte\n"
    "tem\ntemos\ntenha\ntenho\nter\nteria\nterá\nteu\nteus\nteve\nti\ntido\ntinha\n"
    "tinham\ntiveram\ntoda\ntodas\ntodo\ntodos\ntu\ntua\ntuas\ntudo\ntão\ntêm\num\n"
    "uma\numas\nuns\nvocê\nvocês\nvos\nvossa\nvossas\nvosso\nvossos\nvós\nà\nàs\n"
    "é\nés\n";

static const char ru_words[] =
    "а\nбез\nбезо\nболее\nбольше\nбудем\nбудет\nбуду\n"
    "будут\nбы\nбыл\nбыла\nбыли\nбыло\nбыть\nв\nвам\n"
    "вами\nвас\nваш\nваша\nваше\nваши\nведь\nвесь\nво\n"
    "вот\nвсе\nвсегда\nвсего\nвсей\nвсем\nвсему\n"
    "всех\nвся\nвсё\nвы\nгде\nда\nдаже\nдля\nдо\n"
    "другие\nдругой\nего\nедва\nей\nему\nесли\nесть\n"
    "ещё\nею\nеё\nже\nза\nзачем\nздесь\nи\nиз\nизо\nили\n"
    "им\nими\nих\nк\nкаждый\nкак\nкем\nко\nкогда\nкого\n"
    "кому\nкоторая\nкоторого\nкоторое\nкоторой\n"
    "котором\nкоторому\nкоторую\nкоторые\nкоторый\n"
    "которым\nкоторых\nкто\nкуда\nли\nлибо\nлишь\n"
    "мало\nмежду\nменее\nменьше\nменя\nмне\nмного\n"
    "мной\nмною\nмог\nмогла\nмогли\nмогут\nмоего\n"
    "моей\nможет\nможно\nмои\nмоих\nмой\nмоя\nмоё\nмы\n"
    "на\nнад\nнадо\nнам\nнами\nнас\nнаш\nнаша\nнаше\n"
    "нашей\nнаши\nнаших\nне\nнего\nней\nнельзя\nнему\n"
    "нет\nнеё\nни\nникогда\nникто\nним\nними\nних\n"
    "ничего\nничто\nно\nну\nнужно\nнём\nо\nоб\nобо\n"
    "около\nон\nона\nони\nоно\nот\nоткуда\nото\nочень\n"
    "перед\nпо\nпод\nподо\nпока\nпосле\nпотом\n"
    "потому\nпочему\nпоэтому\nпри\nпро\nпротив\n"
    "ради\nраз\nс\nсам\nсама\nсами\nсамо\nсамый\n"
    "своего\nсвоей\nсвоему\nсвои\nсвоим\nсвоих\n"
    "свой\nсвою\nсвоя\nсвоё\nсебе\nсебя\nсейчас\nсо\n"
    "собой\nсреди\nта\nтак\nтакая\nтакже\nтакие\n"
    "таких\nтакого\nтакое\nтакой\nтам\nтвои\nтвой\n"
    "твоя\nтвоё\nте\nтебе\nтебя\nтем\nтеперь\nтех\nто\n"
    "тобой\nтогда\nтого\nтоже\nтой\nтолько\nтом\n"
    "тому\nтот\nту\nтут\nты\nу\nуж\nуже\nхотя\nчего\n"
    "чей\nчем\nчему\nчерез\nчто\nчтобы\nчём\nэта\nэти\n"
    "этим\nэтих\nэто\nэтого\nэтой\nэтом\nэтому\nэтот\n"
    "эту\nя\n";

static const char sv_words[] =
    "aldrig\nall\nalla\nallt\nalltid\nandra\nannan\nannat\nantingen\natt\nav\nbara\n"
    "bland\nblev\nbli\nblir\nblivit\nborde\nbort\nbåda\nbåde\nbör\nde\ndem\nden\n"
    "denna\nderas\ndess\ndessa\ndet\ndetta\ndig\ndin\ndina\ndit\nditt\ndock\ndu\ndär\n"
    "därför\ndå\nefter\neftersom\nej\neller\nen\nendast\nenligt\ner\nera\nert\nett\n"
    "fast\nfick\nfrån\nfå\nfår\nfått\nför\nföre\ngenom\nha\nhade\nhaft\nhan\n"
    "hans\nhar\nhenne\nhennes\nhit\nhon\nhonom\nhos\nhur\nhär\ni\nicke\nigen\nin\n"
    "inga\ningen\ninget\ninnan\ninom\ninte\njag\nju\nkan\nkring\nkunde\nkunna\nkunnat\n"
    "kvar\nman\nmed\nmedan\nmellan\nmen\nmer\nmera\nmest\nmig\nmin\nmina\nmindre\n"
    "mitt\nmot\nmycket\nmå\nmånde\nmåste\nner\nni\nnu\nnär\nnågon\nnågot\n"
    "några\noch\nockså\nom\noss\npå\nredan\nsamma\nsedan\nsig\nsin\nsina\nsitt\n"
    "själv\nsjälva\nska\nskall\nskulle\nsom\nså\nsådan\nsådana\nsådant\ntill\n"
    "trots\nunder\nupp\nur\nut\nutan\nutom\nvad\nvar\nvara\nvarför\nvarit\nvarje\n"
    "varken\nvars\nvart\nvelat\nvem\nvi\nvid\nvilja\nvilka\nvilken\nvilket\nvill\n"
    "ville\nvore\nväl\nvår\nvåra\nvårt\nän\nändå\nännu\när\nåt\növer\n";

/* 17205 bytes of words. */
const struct stopwords stopwords_table[] = {
    {"cs", "czech", {cs_words, sizeof cs_words - 1}, 240},
    {"da", "danish", {da_words, sizeof da_words - 1}, 160},
    {"de", "german", {de_words, sizeof de_words - 1}, 269},
    {"en", "english", {en_words, sizeof en_words - 1}, 213},
    {"es", "spanish", {es_words, sizeof es_words - 1}, 218},
    {"fi", "finnish", {fi_words, sizeof fi_words - 1}, 180},
    {"fr", "french", {fr_words, sizeof fr_words - 1}, 248},
    {"it", "italian", {it_words, sizeof it_words - 1}, 238},
    {"nl", "dutch", {nl_words, sizeof nl_words - 1}, 190},
    {"no", "norwegian", {no_words, sizeof no_words - 1}, 161},
    {"pl", "polish", {pl_words, sizeof pl_words - 1}, 235},
    {"pt", "portuguese", {pt_words, sizeof pt_words - 1}, 234},
    {"ru", "russian", {ru_words, sizeof ru_words - 1}, 248},
    {"sv", "swedish", {sv_words, sizeof sv_words - 1}, 178},
};
const size_t stopwords_total = sizeof stopwords_table / sizeof *stopwords_table;
