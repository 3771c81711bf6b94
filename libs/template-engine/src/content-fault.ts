/** Deepest nesting of a definition, and most values in it. */
const MOST_DEPTH = 40;
const MOST_VALUES = 10_000;

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** The values in an object or a list, each with its key. */
export function childrenOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Texts that neither a database nor a file of Word can hold. */
function isBroken(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

function faultOfChild(key: string, child: unknown): string | null {
  if (FORBIDDEN.has(key)) {
    return `使えない名前「${key}」が入っています。`;
  }
  const texts = typeof child === 'string' ? [key, child] : [key];
  return texts.some(isBroken) ? '読み取れない文字が入っています。' : null;
}

/**
 * Why a value cannot be taken for a definition, right or wrong, before anything in it is believed: too deep, too many
 * values, names that mean something to the program, texts that cannot be kept. Null when none of this is so.
 *
 * Level by level, so that depth costs nothing.
 */
export function contentFault(content: unknown): string | null {
  let level: unknown[] = [content];
  let count = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    count += level.length;
    if (depth > MOST_DEPTH) {
      return `入れ子が深すぎます（${String(MOST_DEPTH)}段まで）。`;
    }
    if (count > MOST_VALUES) {
      return `値が多すぎます（${MOST_VALUES.toLocaleString('en-US')}個まで）。`;
    }
    const children = level.flatMap(childrenOf);
    const fault = children.map(([key, child]) => faultOfChild(key, child)).find((each) => each !== null);
    if (fault !== undefined) {
      return fault;
    }
    level = children.map(([, child]) => child);
  }
  return null;
}
