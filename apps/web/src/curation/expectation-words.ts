/** Kinds of what a test makes sure of: as one chooses them, in short, and what they ask for. */
export const EXPECTATIONS = [
  { value: 'contains', words: '次の語がある', short: '語がある', takes: 'text' },
  { value: 'lacks', words: '次の語がない', short: '語がない', takes: 'text' },
  { value: 'present', words: '節がある', short: '節がある', takes: 'section' },
  { value: 'absent', words: '節がない', short: '節がない', takes: 'section' },
  { value: 'length', words: '節の字数', short: '節の字数', takes: 'length' },
  { value: 'finding', words: '次の指摘が出る', short: '指摘が出る', takes: 'rule' },
  { value: 'noFinding', words: '要対応の指摘が出ない', short: '指摘が出ない', takes: 'none' },
] as const;

/** What a test makes sure of, by kind and how often: 「語がある7、節の字数1」. */
export function expectedWords(kinds: readonly string[]): string {
  const counted = EXPECTATIONS.map(({ value, short }) => ({ short, count: kinds.filter((kind) => kind === value).length }));
  const words = counted.filter(({ count }) => count > 0).map(({ short, count }) => `${short}${String(count)}`);
  return words.join('、') || '―';
}
