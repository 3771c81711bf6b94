import fc from 'fast-check';
import { get_encoding } from 'tiktoken';
import { byteLength, tokenCounter } from './counter.js';

const text = '下記のとおり通知します。';

describe('tokenCounter', () => {
  it('counts with the vocabulary of the model', () => {
    expect(tokenCounter('o200k_base').count('hello world')).toBe(2);
    expect(tokenCounter('cl100k_base').count(text)).toBeGreaterThan(tokenCounter('o200k_base').count(text));
  });

  it('counts control tokens as text', () => {
    expect(tokenCounter('o200k_base').count('<|endoftext|>')).toBeGreaterThan(1);
  });

  it.each(['o200k_base', 'cl100k_base', 'unknown'] as const)('counts nothing for nothing: %s', (tokenizer) => {
    expect(tokenCounter(tokenizer).count('')).toBe(0);
  });

  it('counts a text of ours the same when it was counted before', () => {
    const counter = tokenCounter('o200k_base');
    expect([counter.countFixed(text), counter.countFixed(text)]).toEqual([counter.count(text), counter.count(text)]);
  });
});

describe.each(['o200k_base', 'cl100k_base'] as const)('the count of a text without a stop, %s', (name) => {
  const whole = get_encoding(name);
  const counter = tokenCounter(name);
  const inOne = (sample: string) => whole.encode(sample, [], []).length;
  const syllables = ['都市', '公園', 'の', '夜間', '利用', 'を', 'して', '短縮', 'プール', 'ン', 'ー', 'abc', 'Ｗ', '﨑', '𠮷', 'か\u3099'];

  it('is never below what it takes in one, and hardly above', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...syllables), { minLength: 300, maxLength: 900 }), (parts) => {
        const sample = parts.join('');
        expect(counter.count(sample)).toBeGreaterThanOrEqual(inOne(sample));
        expect(counter.count(sample)).toBeLessThanOrEqual(inOne(sample) * 1.02);
      }),
      { numRuns: 30 },
    );
  });

  it.each(['　', '\n', '―', '！？', 'a', 'あ', 'A'])('is bounded too for one sign over and over: %j', (sign) => {
    const sample = sign.repeat(1_501);
    expect(counter.count(sample)).toBeGreaterThanOrEqual(inOne(sample));
  });

  it('is exact for sentences, tables and numbers', () => {
    for (const sample of ['下記のとおり、通知します。\n'.repeat(200), '1,234円\t'.repeat(500), '0123456789'.repeat(200)]) {
      expect(counter.count(sample)).toBe(inOne(sample));
    }
  });

  it('counts a word of 60,000 characters in pieces', () => {
    expect(counter.count('あ'.repeat(60_000))).toBe(60_200);
  });
});

describe('the count for an unknown tokenizer', () => {
  const unknown = tokenCounter('unknown');

  it.each(['हिन्दी में लिखा हुआ एक वाक्य', 'ქართული ტექსტი', 'ภาษาไทย', '👨‍👩‍👧', '𠮷﨑髙', text])(
    'is an upper bound for any script: %s',
    (sample) => {
      for (const known of ['o200k_base', 'cl100k_base'] as const) {
        expect(unknown.count(sample.repeat(20))).toBeGreaterThanOrEqual(tokenCounter(known).count(sample.repeat(20)));
      }
    },
  );

  it('is never below one token a byte while no rate is known', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (sample) => {
        expect(unknown.count(sample)).toBeGreaterThanOrEqual(byteLength(sample));
      }),
    );
  });

  it('takes the rate that was seen for Japanese text alone', () => {
    const japanese = text.repeat(100);
    expect(unknown.count(japanese, 0.4)).toBeLessThan(unknown.count(japanese) * 0.45);
    for (const other of ['0123456789'.repeat(20), 'हिन्दी'.repeat(20), 'plain words '.repeat(20)]) {
      expect(unknown.count(other, 0.4)).toBe(unknown.count(other));
    }
  });
});
