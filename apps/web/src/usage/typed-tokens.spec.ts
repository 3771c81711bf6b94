import { typedTokens } from './typed-tokens';

describe('typedTokens', () => {
  it.each([
    ['120000', 120_000],
    ['120,000', 120_000],
    ['１２０，０００', 120_000],
    [' 0 ', 0],
  ])('reads %j', (text, amount) => {
    expect(typedTokens(text)).toBe(amount);
  });

  it.each(['', '-1', '1.5', '1e9', '12万', '9999999999999999'])('reads nothing of %j', (text) => {
    expect(typedTokens(text)).toBeNull();
  });
});
