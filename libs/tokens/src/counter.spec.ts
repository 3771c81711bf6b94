import { tokenCounter } from './counter.js';

describe('tokenCounter', () => {
  const text = '下記のとおり通知します。';

  it('counts with the vocabulary of the model', () => {
    expect(tokenCounter('o200k_base').count('hello world')).toBe(2);
    expect(tokenCounter('cl100k_base').count(text)).toBeGreaterThan(tokenCounter('o200k_base').count(text));
  });

  it('is an upper bound of both when the tokenizer is unknown', () => {
    expect(tokenCounter('unknown').count(text)).toBeGreaterThanOrEqual(tokenCounter('cl100k_base').count(text));
    expect(tokenCounter('unknown').count('漢'.repeat(1_000))).toBeGreaterThanOrEqual(2_000);
  });

  it('counts control tokens as text', () => {
    expect(tokenCounter('o200k_base').count('<|endoftext|>')).toBeGreaterThan(1);
  });

  it('counts nothing for nothing', () => {
    expect(tokenCounter('o200k_base').count('')).toBe(0);
  });
});
