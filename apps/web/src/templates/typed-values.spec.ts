import { shownText, storedText } from './typed-values';

describe('texts that are stored in one way and shown in another', () => {
  it.each([
    ['amount', '１，２３４', '1234', '1,234'],
    ['amount', '1,200円', '1200', '1,200'],
    ['amount', '¥35,000', '35000', '35,000'],
    ['amount', '▲500', '-500', '-500'],
    ['number', '0012', '12', '12'],
    ['number', '', '', ''],
    ['date', '令和6年10月1日', '2024-10-01', '令和6年10月1日（火）'],
    ['date', 'R6.10.1', '2024-10-01', '令和6年10月1日（火）'],
    ['date', '2024/10/1', '2024-10-01', '令和6年10月1日（火）'],
    ['date', 'Ｈ３１．４．３０', '2019-04-30', '平成31年4月30日（火）'],
    ['datetime', 'R6.10.1 9:30', '2024-10-01T09:30', '令和6年10月1日（火曜日）午前9時30分'],
    ['datetime', '2024/10/1 午後1時', '2024-10-01T13:00', '令和6年10月1日（火曜日）午後1時'],
    ['datetime', '令和6年10月1日 午後1時半', '2024-10-01T13:30', '令和6年10月1日（火曜日）午後1時30分'],
    ['datetime', '令和6年10月1日正午', '2024-10-01T12:00', '令和6年10月1日（火曜日）正午'],
    ['datetime', '2024-10-01T00:05', '2024-10-01T00:05', '令和6年10月1日（火曜日）午前0時5分'],
  ] as const)('%s: %s is kept as %s and reads %s', (kind, typed, stored, shown) => {
    expect(storedText(kind, typed)).toBe(stored);
    expect(shownText(kind, stored)).toBe(shown);
    expect(storedText(kind, shown)).toBe(stored);
  });

  it.each([
    ['number', '約30'],
    ['number', '1.5'],
    ['amount', '未定'],
    ['date', '令和6年2月30日'],
    ['date', '平成32年1月1日'],
    ['date', 'あした'],
    ['datetime', 'R6.10.1'],
    ['datetime', 'R6.10.1 25:00'],
    ['datetime', '10:00'],
  ] as const)('%s: %s stays as it is typed', (kind, typed) => {
    expect(storedText(kind, typed)).toBe(typed);
    expect(shownText(kind, typed)).toBe(typed);
  });
});
