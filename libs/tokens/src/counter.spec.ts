import fc from 'fast-check';
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
