import { isWorkingDay, workingDays } from './working-days.js';

describe('isWorkingDay', () => {
  it.each([
    ['2024-07-01', 'a Monday, the first day of the contract'],
    ['2025-03-31', 'a Monday, the last day'],
    ['2024-12-28', 'a Saturday', false],
    ['2024-12-27', 'the last day of work in 2024'],
    ['2024-12-30', 'a Monday at the end of the year', false],
    ['2025-12-29', 'the first closed day of the year end', false],
    ['2025-01-03', 'the last closed day of the new year', false],
    ['2025-01-06', 'the first day of work in 2025'],
    ['2028-01-04', 'the day after the closed days'],
    ['2024-07-15', '海の日', false],
    ['2024-08-12', '振替休日 on a Monday, 山の日 on Sunday', false],
    ['2025-05-06', '振替休日 on a Tuesday, みどりの日 on Sunday', false],
    ['2026-05-06', '振替休日 on a Wednesday, 憲法記念日 on Sunday', false],
    ['2026-09-22', '国民の休日 between 敬老の日 and 秋分の日', false],
    ['2027-03-22', '振替休日, 春分の日 on Sunday', false],
    ['2025-11-23', '勤労感謝の日 on a Sunday', false],
    ['2028-02-29', 'a leap day, a Tuesday'],
  ])('knows %s: %s', (day, _, isOpen = true) => {
    expect(isWorkingDay(day)).toBe(isOpen);
  });

  it.each(['2025-02-29', '2025-04-31', '2025-13-01', '2025-4-1', 'today', ''])('refuses %p', (day) => {
    expect(() => isWorkingDay(day)).toThrow(RangeError);
  });
});

describe('workingDays', () => {
  it('skips Golden Week', () => {
    expect(workingDays('2025-04-28', '2025-05-09')).toEqual([
      '2025-04-28',
      '2025-04-30',
      '2025-05-01',
      '2025-05-02',
      '2025-05-07',
      '2025-05-08',
      '2025-05-09',
    ]);
  });

  it('skips the turn of the year', () => {
    expect(workingDays('2024-12-26', '2025-01-07')).toEqual(['2024-12-26', '2024-12-27', '2025-01-06', '2025-01-07']);
  });

  it('has both ends in it', () => {
    expect(workingDays('2024-07-01', '2024-07-01')).toEqual(['2024-07-01']);
  });

  it('is empty where the office is closed or the end lies before the beginning', () => {
    expect(workingDays('2025-05-03', '2025-05-06')).toEqual([]);
    expect(workingDays('2024-07-02', '2024-07-01')).toEqual([]);
  });

  // Counted apart from the library, from the holidays by law: a release that lost or moved one would not go unseen.
  it.each([
    [2024, 244],
    [2025, 241],
    [2026, 240],
    [2027, 242],
    [2028, 244],
  ])('counts the working days of %d', (year, count) => {
    expect(workingDays(`${String(year)}-01-01`, `${String(year)}-12-31`)).toHaveLength(count);
  });

  it('refuses days that are none', () => {
    expect(() => workingDays('2025-02-30', '2025-03-31')).toThrow(RangeError);
    expect(() => workingDays('2025-02-01', '2025-02-30')).toThrow(RangeError);
  });
});
