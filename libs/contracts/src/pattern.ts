/** Longest pattern, and how many of its parts may repeat without end: more can make a text of 400 characters take seconds. */
const MAX_LENGTH = 200;
const MAX_ENDLESS = 2;

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

/** Why a pattern of a template may not be used on what people type; null when it may. It is used with the flag `u`. */
export function patternFault(pattern: string): string | null {
  if (pattern.length > MAX_LENGTH) {
    return `形の指定は${String(MAX_LENGTH)}字までです。`;
  }
  if (!compiles(pattern)) {
    return '形の指定（正規表現）に誤りがあります。';
  }
  // What is escaped, or stands in a class, is a character and repeats nothing.
  const bare = pattern.replace(/\\[^1-9k]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
  const refused = REFUSED.find(({ test }) => test.test(bare));
  if (refused !== undefined) {
    return refused.message;
  }
  const endless = bare.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  return endless > MAX_ENDLESS ? `終わりのない繰り返し（*、+）は${String(MAX_ENDLESS)}つまでです。` : null;
}
