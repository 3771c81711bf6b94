import fc from 'fast-check';
import {
  DEFAULT_POLICIES,
  datesIn,
  fiscalYearBounds,
  fiscalYearOf,
  formatDate,
  formatDateTime,
  formatTime,
  formatTimeRange,
  isoDate,
  jstDate,
  parseDate,
} from './index.js';

describe('formatDate', () => {
  it.each([
    ['2019-04-30', '平成31年4月30日'],
    ['2019-05-01', '令和元年5月1日'],
    ['2020-01-01', '令和2年1月1日'],
    ['1989-01-07', '昭和64年1月7日'],
    ['1989-01-08', '平成元年1月8日'],
    ['1926-12-24', '大正15年12月24日'],
    ['1926-12-25', '昭和元年12月25日'],
    ['1912-07-29', '明治45年7月29日'],
    ['1912-07-30', '大正元年7月30日'],
    ['1860-01-01', '1860年1月1日'],
  ])('prints %s as %s', (iso, text) => {
    expect(formatDate(iso, DEFAULT_POLICIES)).toBe(text);
  });

  it('follows the policies of the city', () => {
    expect(formatDate('2024-01-04', { era: 'wareki-seireki', digits: 'half' })).toBe('令和6年（2024年）1月4日');
    expect(formatDate('2024-10-01', { era: 'wareki', digits: 'one-full' })).toBe('令和６年10月１日');
    expect(formatDate('2024-10-01', { era: 'seireki', digits: 'full' }, true)).toBe('２０２４年１０月１日（火曜日）');
  });

  it('is read back by parseDate', () => {
    const days = fc.date({ min: new Date('1868-01-25'), max: new Date('2200-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (day) => {
        const iso = day.toISOString().slice(0, 10);
        expect(parseDate(formatDate(iso, DEFAULT_POLICIES))).toBe(iso);
        expect(parseDate(formatDate(iso, { era: 'wareki', digits: 'full' }, true))).toBe(iso);
      }),
    );
  });
});

describe('formatTime', () => {
  it.each([
    ['00:00', '午前0時'],
    ['00:30', '午前0時30分'],
    ['09:05', '午前9時5分'],
    ['12:00', '正午'],
    ['12:30', '午後0時30分'],
    ['23:59', '午後11時59分'],
  ])('prints %s as %s', (time, text) => {
    expect(formatTime(time, DEFAULT_POLICIES)).toBe(text);
  });

  it('names the second day of a range only when it is another one', () => {
    expect(formatTimeRange('2024-08-20T10:00', '2024-08-20T11:45', DEFAULT_POLICIES)).toBe(
      '令和6年8月20日（火曜日）午前10時から午前11時45分まで',
    );
    expect(formatTimeRange('2024-08-20T22:00', '2024-08-21T05:00', DEFAULT_POLICIES)).toBe(
      `${formatDateTime('2024-08-20T22:00', DEFAULT_POLICIES)}から令和6年8月21日（水曜日）午前5時まで`,
    );
  });
});

describe('parseDate', () => {
  it.each([
    ['R6.10.1', '2024-10-01'],
    ['r6/10/1', '2024-10-01'],
    ['令和元年5月1日', '2019-05-01'],
    ['2024/10/1', '2024-10-01'],
    ['２０２４－１０－１', '2024-10-01'],
    ['H31.4.30', '2019-04-30'],
    [' 令和６年１０月１日（火） ', '2024-10-01'],
  ])('reads %s', (text, iso) => {
    expect(parseDate(text)).toBe(iso);
  });

  it.each(['', '10/1', 'R6.2.30', 'H31.5.1', 'R1.4.30', '令和6年13月1日', 'あした'])('does not read %p', (text) => {
    expect(parseDate(text)).toBeNull();
  });
});

describe('datesIn', () => {
  it('finds dates with their places and weekdays', () => {
    const text = '会議は令和6年11月1日（木曜日）、説明会は11月2日（土）に開く。';
    const [first, second] = datesIn(text);
    expect(first).toMatchObject({ text: '令和6年11月1日', iso: '2024-11-01', isInvalid: false });
    expect(first?.weekday).toMatchObject({ written: '木', right: '金' });
    expect(text.slice(first?.weekday?.start, first?.weekday?.end)).toBe('木');
    expect(second).toMatchObject({ text: '11月2日', iso: null, year: null, month: 11, day: 2 });
    expect(second?.weekday).toMatchObject({ written: '土', right: null });
  });

  it.each([
    '令和6年2月30日',
    '平成31年5月1日',
    '令和元年4月30日',
    '昭和64年1月8日',
    '平成元年1月7日',
    '大正15年12月25日',
    '平成32年4月1日',
    '令和7年2月29日',
    '6月31日',
    '令和6年13月1日',
  ])('knows that %s is no day', (text) => {
    expect(datesIn(text)[0]?.isInvalid).toBe(true);
  });

  it.each([
    ['平成31年4月30日', '2019-04-30'],
    ['令和元年5月1日', '2019-05-01'],
    ['令和1年5月1日', '2019-05-01'],
    ['昭和64年1月7日', '1989-01-07'],
    ['平成元年1月8日', '1989-01-08'],
    ['2000年2月29日', '2000-02-29'],
  ])('reads %s', (text, iso) => {
    expect(datesIn(text)[0]).toMatchObject({ iso, isInvalid: false });
  });

  it('takes no number for a date', () => {
    expect(datesIn('1月分、3日間、12か月、第10回')).toEqual([]);
    expect(datesIn('2月29日')[0]).toMatchObject({ iso: null, isInvalid: false });
  });

  it('knows leap days and full-width digits', () => {
    expect(datesIn('令和６年２月２９日')[0]).toMatchObject({ iso: '2024-02-29', isInvalid: false });
  });
});

describe('calendar', () => {
  it('has no day that the calendar has not', () => {
    expect(isoDate(2026, 2, 29)).toBeNull();
    expect(isoDate(2024, 2, 29)).toBe('2024-02-29');
  });

  it('knows the 年度 of a day and the day of an instant in Japan', () => {
    expect(fiscalYearOf('2025-03-31')).toBe(2024);
    expect(fiscalYearOf('2025-04-01')).toBe(2025);
    expect(fiscalYearBounds(2024)).toEqual({ from: '2024-04-01', until: '2025-03-31' });
    expect(jstDate(new Date('2025-03-31T15:00:00Z'))).toBe('2025-04-01');
  });
});
