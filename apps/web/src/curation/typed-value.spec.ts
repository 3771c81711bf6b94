import { printTyped, readTyped } from './typed-value';

describe('a property as it is typed', () => {
  it('is a number where it can be one, and else what is typed, so that the check can say so', () => {
    expect(readTyped('number', '１,２00', false).value).toBe(1200);
    expect(readTyped('number', '多め', false).value).toBe('多め');
    expect(readTyped('number', ' ', false).value).toBeUndefined();
  });

  it('is a list of lines without blank ones', () => {
    expect(readTyped('lines', '持参\n\n郵送\n', false).value).toEqual(['持参', '郵送']);
    expect(printTyped('lines', ['持参', '郵送'])).toBe('持参\n郵送');
  });

  it('is nothing yet while it is no JSON', () => {
    expect(readTyped('json', '{"field":', false)).toEqual({ ok: false, value: undefined });
    expect(readTyped('json', '', false)).toEqual({ ok: true, value: undefined });
    expect(readTyped('json', printTyped('json', { a: [1] }), false).value).toEqual({ a: [1] });
  });

  it('keeps an empty text only where that is a value', () => {
    expect(readTyped('area', '', true).value).toBe('');
    expect(readTyped('area', '', false).value).toBeUndefined();
  });
});
