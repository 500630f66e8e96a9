/**
 * Public top-level domains that people also give to namespaces: every two-letter code, and words
 * of the root zone as the Public Suffix List of 2025 has them.
 */
const WORDS = `
abc actor ads agency analytics app aws baby band bank bar bid bing bio biz black blog blue boo book
bot box build builders cab call cam cards care cars casa cash catering center cfd channel charity
chat cheap chrome cisco city claims click cloud codes com community company compare computer contact
cool credit dance data date day deals delivery design dev digital direct directory docs dog domains
dot download drive earth eco edu education email energy engineering equipment events exchange expert
express fail family fan farm fashion fast finance fish fit flights foo food forum free fun fund fyi
gallery game games gift gifts glass global gold google gov green grocery group guide guru help here
homes horse host hosting hot hotels house how icu inc info ink institute insure int international
investments java jobs kids kitchen land law lease legal life lighting limited link live loan loans
locker lol love ltd management map market marketing mba media meet meme men menu mil mobi mobile
moda moe money mortgage mov movie music name net network new news nexus ninja now observer office
one onl online open orange org organic origins page partners parts party pay pet phone photo
photography photos pics pictures pid pin ping pink pizza place play plus press prime pro prod
productions promo properties property protection pub qpon racing radio read realty recipes red rent
repair report rest restaurant review reviews rich rip rocks room run safe sale save school science
search secure security select services shoes shop shopping show silk singles site ski sky smart
soccer social software solar solutions song space spot star storage store stream studio study style
supplies supply support surf systems tab talk target tax taxi team tech tickets tips today tools top
tours toys trade training travel tube university uno vacations ventures vet video vin vip vision
vote watch weather webcam website wedding wiki win wine work works wow xin xyz yoga you zero zip zone
`;

const CODES = `
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb be bf bg bh bi bj bm bn bo br bs bt bv bw by
bz ca cc cd cf cg ch ci cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg es et eu fi fj fm
fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq
ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg
mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg
ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su
sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf
ws ye yt za zm zw
`;

const DOMAINS: ReadonlySet<string> = new Set(`${WORDS} ${CODES}`.split(/\s+/).filter(Boolean));

export function isTopLevelDomain(name: string): boolean {
  return DOMAINS.has(name);
}
