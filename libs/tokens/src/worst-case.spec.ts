import { worstCaseTokens } from './worst-case.js';

describe('worstCaseTokens', () => {
  it('adds the answer limit, the schema, four tokens a message and three for the reply', () => {
    expect(worstCaseTokens([100, 50], 20, 1_000)).toBe(1_181);
  });

  it('reserves answer and reply even for an empty prompt', () => {
    expect(worstCaseTokens([], 0, 1_000)).toBe(1_003);
  });

  it.each([
    [[-1], 0, 10],
    [[1.5], 0, 10],
    [[1], -1, 10],
    [[1], 0, -10],
    [[1], 0, 0],
  ])('refuses %p with schema %p and limit %p', (messages, schema, limit) => {
    expect(() => worstCaseTokens(messages, schema, limit)).toThrow(RangeError);
  });
});
