/** A number in a text: its value and its place, UTF-16 code units, half-open. */
export interface NumberInText {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

const KANJI_DIGITS = '〇一二三四五六七八九';
const SMALL_UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };
const LARGE_UNITS: Readonly<Record<string, number>> = { 万: 10_000, 億: 100_000_000, 兆: 1_000_000_000_000 };

/** What makes kanji numerals a number and not a word: 一般, 三角, 四季 are none. */
const COUNTED =
  '年度|年|か月|月|日|時間|時|分|秒|人|名|件|回|号|条|項|か所|箇所|円|歳|割|世帯|戸|台|個|枚|部|冊|校|園|団体|社|番|丁目|階|点|票|種類|期|次|便|つ|班|度目|回目|番目|本|倍';

const ARABIC = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/.source;
const NUMBER = new RegExp(
  `(?<![A-Za-z0-9.])(?:(?:(?:${ARABIC})[兆億万千])+(?:${ARABIC})?|${ARABIC})|[〇一二三四五六七八九十百千万億]+(?=(?:${COUNTED}))`,
  'g',
);

/** 三百五十一万二千 → 3512000, 二〇二四 → 2024. */
function kanjiValue(text: string): number {
  if (/^[〇一二三四五六七八九]{2,}$/.test(text)) {
    return Number([...text].map((digit) => KANJI_DIGITS.indexOf(digit)).join(''));
  }
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const character of text) {
    const small = SMALL_UNITS[character];
    const large = LARGE_UNITS[character];
    if (large !== undefined) {
      total += (section + digit || 1) * large;
      section = 0;
      digit = 0;
    } else if (small !== undefined) {
      section += (digit || 1) * small;
      digit = 0;
    } else {
      digit = KANJI_DIGITS.indexOf(character);
    }
  }
  return total + section + digit;
}

/** 4億3,598万 → 435980000, 2万1,480 → 21480. */
function arabicValue(text: string): number {
  const units: Readonly<Record<string, number>> = { ...LARGE_UNITS, 千: 1_000, '': 1 };
  const pieces = [...text.replaceAll(',', '').matchAll(/(\d+(?:\.\d+)?)([兆億万千]?)/g)];
  return pieces.reduce((sum, [, digits = '', unit = '']) => sum + Number(digits) * (units[unit] ?? 1), 0);
}

/** Every number in an evened text, arabic, mixed or kanji before a counter word, in order. */
export function numbersIn(text: string): NumberInText[] {
  return [...text.matchAll(NUMBER)].map((match) => ({
    value: /^[〇一-龠]/.test(match[0]) ? kanjiValue(match[0]) : arabicValue(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
