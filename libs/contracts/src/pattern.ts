/** Longest pattern, and how many of its parts may repeat without end: more can make a text of 400 characters take seconds. */
const MAX_LENGTH = 200;
const MAX_ENDLESS = 2;

/** In how many ways a pattern may be laid over a text: a failing match tries them all, about ten milliseconds. */
const MAX_WAYS = 200_000;

/** What a pattern may not have: looking about, references back, a repeated group that itself repeats. */
const REFUSED = [
  { test: /\(\?(?!:)/, message: '先読み・後読みや名前付きのグループは使えません。' },
  { test: /\\[1-9k]/, message: '後方参照は使えません。' },
  { test: /\)(?:[*+]|\{\d+,\d*\}|\{\d+\})/, message: '（…）の繰り返しは使えません。「?」だけ付けられます。' },
] as const;

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== '';
  } catch {
    return false;
  }
}

/** A pattern without what is escaped, or stands in a class: that is a character and repeats nothing. */
function bareOf(pattern: string): string {
  return pattern.replace(/\\[^1-9k]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
}

/** Why a pattern of a template may not be used on what people type; null when it may. It is used with the flag `u`. */
export function patternFault(pattern: string): string | null {
  if (pattern.length > MAX_LENGTH) {
    return `形の指定は${String(MAX_LENGTH)}字までです。`;
  }
  if (!compiles(pattern)) {
    return '形の指定（正規表現）に誤りがあります。';
  }
  const bare = bareOf(pattern);
  const refused = REFUSED.find(({ test }) => test.test(bare));
  if (refused !== undefined) {
    return refused.message;
  }
  const endless = bare.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  return endless > MAX_ENDLESS ? `終わりのない繰り返し（*、+）は${String(MAX_ENDLESS)}つまでです。` : null;
}

/** How many texts of at most this length a repetition can stand for. */
function lengthsOf(mark: string, length: number): number {
  if (mark === '?') {
    return 2;
  }
  const [, least = '0', most = ''] = /^\{(\d+),(\d*)\}$/.exec(mark) ?? [];
  return Math.min(most === '' ? length : Number(most) - Number(least), length) + 1;
}

/**
 * Whether a pattern could take long on a text of this length, though each of its parts is allowed: `^a?a?a?…`.
 *
 * Parts that follow one another multiply, alternatives add up; without `^` every place of the text is a beginning.
 *
 * @param length of the longest text, code points
 */
export function isCostly(pattern: string, length: number): boolean {
  const bare = bareOf(pattern).replaceAll('(?:', '(');
  const outer: { others: number; ways: number }[] = [];
  let group = { others: 0, ways: 1 };
  for (const [mark] of bare.matchAll(/[()|*+?]|\{\d+,\d*\}/g)) {
    if (mark === '(') {
      outer.push(group);
      group = { others: 0, ways: 1 };
    } else if (mark === ')') {
      const inner = group.others + group.ways;
      group = outer.pop() ?? { others: 0, ways: 1 };
      group.ways *= inner;
    } else if (mark === '|') {
      group = { others: group.others + group.ways, ways: 1 };
    } else {
      group.ways *= lengthsOf(mark, length);
    }
  }
  const beginnings = bare.startsWith('^') && group.others === 0 ? 1 : length;
  return beginnings * (group.others + group.ways) > MAX_WAYS;
}
