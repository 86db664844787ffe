/**
 * Characters that a font gives in the place of those that were written: ligatures (ﬁ), Kangxi radicals (⾦ U+2FA6 for
 * 金) and compatibility ideographs, where one drawing serves two characters and the PDF names the wrong one. Unicode's
 * own compatibility mapping has them; what it lacks, the radicals that stand for a whole character, is listed.
 */
export function printed(text: string): string {
  if (!SUBSTITUTES.test(text)) return text;
  return [...text].map(written).join('');
}

const SUBSTITUTES =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\u2215\u{2f800}-\u{2fa1f}]/u;

function written(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xad) return CONTROLS.get(code) ?? '';
  return RADICALS.get(character) ?? (SUBSTITUTES.test(character) ? character.normalize('NFKC') : character);
}

/** A soft hyphen is drawn where a line ends with it; white space of any kind is a blank. */
const CONTROLS: ReadonlyMap<number, string> = new Map([
  [0x09, ' '],
  [0x0a, ' '],
  [0x0d, ' '],
  [0x85, ' '],
  [0xad, '-'],
]);

/** Of the block of CJK radicals (U+2E80 to U+2EF3), those that are characters of their own. */
const RADICALS: ReadonlyMap<string, string> = new Map(
  [
    '⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺛旡 ⺝月 ⺟母 ⺠民 ⺢氺 ⺦丬 ⺨犭 ⺩王 ⺫罒 ⺬示 ⺭礻 ⺮竹 ⺱罓 ⺲罒 ⺶羊 ⺸羊 ⺹耂 ⺻聿 ⺼肉',
    '∕／ ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕阝 ⻖阝 ⻗雨 ⻘青',
    '⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀',
    '⺁厂 ⺄乙 ⺆冂 ⺇几 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺑尣 ⺔彑 ⺕彐 ⺖忄 ⺗㣺 ⺘扌 ⺙攵 ⺜日 ⺞歺 ⺡氵 ⺣灬 ⺤爫 ⺥爪 ⺪疋 ⺯糸 ⺰纟 ⺳网 ⺴网 ⺵网 ⺷羊 ⺺肀 ⻈讠 ⻊足 ⻐钅',
  ]
    .join(' ')
    .split(' ')
    .map(pair => [...pair] as [string, string]),
);
