import { ReportWords } from './report-words.js';

const words = new ReportWords({ era: 'wareki', digits: 'half' });
const full = new ReportWords({ era: 'wareki', digits: 'full' });

describe('ReportWords', () => {
  it.each([
    [0, '0'],
    [1_234_567, '1,234,567'],
    [-8_500, '△8,500'],
    [-0.4, '0'],
    [0.5, '1'],
  ])('writes %d as %s', (amount, text) => {
    expect(words.figure(amount)).toBe(text);
  });

  it('writes digits as the city does', () => {
    expect([full.figure(12), full.share(1, 8), full.days('2024-07-01', '2024-07-31')]).toEqual([
      ...['１２', '１２.５％', '令和６年７月１日から同月３１日まで'],
    ]);
  });

  it.each([
    [1, 8, '12.5％'],
    [-12, 1_000, '△1.2％'],
    [-1, 9_000_000, '0.0％'],
    [5, 0, '―'],
  ])('%d of %d is %s', (part, whole, text) => {
    expect(words.share(part, whole)).toBe(text);
  });

  it('names days, months and moments', () => {
    expect(words.days('2024-07-01', '2025-03-31')).toBe('令和6年7月1日から令和7年3月31日まで');
    expect(words.days('2024-07-01', '2024-07-01')).toBe('令和6年7月1日');
    expect([words.month('2019-04'), words.month('2019-05')]).toEqual(['平成31年4月', '令和元年5月']);
    expect([words.shortDay('2024-07-01'), words.moment('2024-07-01T12:00')]).toEqual(['7月1日（月）', '7月1日正午']);
  });
});
