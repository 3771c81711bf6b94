import { linesAsRule, ruleAsLines, valuesOf, type RuleLines } from './rule-lines';

const lines = (together: RuleLines['together'], ...all: RuleLines['lines']): RuleLines => ({ together, lines: all });

describe('a rule as a list of conditions', () => {
  it.each<[unknown, RuleLines]>([
    [undefined, lines('all')],
    [{ field: 'a', isOneOf: ['公開', 'はい'] }, lines('all', { field: 'a', asks: 'isOneOf', values: ['公開', 'はい'] })],
    [{ field: 'a', isFilled: true }, lines('all', { field: 'a', asks: 'isFilled', values: [] })],
    [{ field: 'a', isFilled: false }, lines('all', { field: 'a', asks: 'isEmpty', values: [] })],
    [{ field: 'a', atLeast: 3 }, lines('all', { field: 'a', asks: 'atLeast', values: ['3'] })],
    [
      {
        any: [
          { field: 'a', atMost: -3 },
          { field: 'b', isFilled: true },
        ],
      },
      lines('any', { field: 'a', asks: 'atMost', values: ['-3'] }, { field: 'b', asks: 'isFilled', values: [] }),
    ],
    [{ any: [{ field: 'a', isFilled: true }] }, lines('any', { field: 'a', asks: 'isFilled', values: [] })],
  ])('%j', (rule, shown) => {
    expect(ruleAsLines(rule)).toEqual(shown);
    expect(linesAsRule(shown)).toEqual(rule);
  });

  it.each([
    { not: { field: 'a', isFilled: true } },
    { all: [{ any: [{ field: 'a', isFilled: true }] }] },
    { field: 'a', isFilled: true, atLeast: 3 },
    { all: 'a' },
    'a',
    null,
  ])('is none where it is nested deeper, or no rule: %j', (rule) => {
    expect(ruleAsLines(rule)).toBeNull();
  });

  it('is no rule without a condition', () => {
    expect([linesAsRule(lines('all')), linesAsRule(lines('any'))]).toEqual([undefined, undefined]);
  });

  it('takes no value from between two marks with nothing there', () => {
    expect(valuesOf('公開、、一部 公開、')).toEqual(['公開', '一部 公開']);
    expect(valuesOf(' ')).toEqual([]);
  });

  it('keeps what is not a number yet, for the check to speak of', () => {
    expect(linesAsRule(lines('all', { field: 'a', asks: 'atLeast', values: ['３０'] }))).toEqual({ field: 'a', atLeast: 30 });
    expect(linesAsRule(lines('all', { field: 'a', asks: 'atLeast', values: ['約3'] }))).toEqual({ field: 'a', atLeast: '約3' });
  });
});
