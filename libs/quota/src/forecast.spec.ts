import fc from 'fast-check';
import { forecastOf, whatIf, type CapUse, type DayUse } from './forecast.js';
import { isWorkingDay, workingDays } from './working-days.js';

/** The contract of DESIGN.md in small: 2024-07-01 is a Monday, the period has 181 working days. */
const FROM = '2024-07-01';
const UNTIL = '2025-03-31';

const aCap = (more: Partial<CapUse>): CapUse => ({
  capTokens: 18_100,
  from: FROM,
  until: UNTIL,
  today: '2024-09-02',
  usedByDay: [],
  ...more,
});

/** The same use on each working day, both ends inclusive. */
const steady = (from: string, until: string, usedTokens: number): DayUse[] => workingDays(from, until).map((day) => ({ day, usedTokens }));

const total = (uses: readonly DayUse[]) => uses.reduce((tokens, { usedTokens }) => tokens + usedTokens, 0);

describe('the pace of forecastOf', () => {
  it('is unknown while fewer than five working days have passed', () => {
    const usedByDay = steady(FROM, '2024-07-05', 100);
    expect(forecastOf(aCap({ today: '2024-07-05', usedByDay }))).toMatchObject({
      perWorkingDay: null,
      runsOutOn: null,
      expectedAtEnd: 500,
    });
    expect(forecastOf(aCap({ today: '2024-07-06', usedByDay }))).toMatchObject({ perWorkingDay: 100 });
  });

  it('is that of the days that have passed, while they are fewer than twenty', () => {
    const usedByDay = [{ day: '2024-07-02', usedTokens: 600 }];
    expect(forecastOf(aCap({ today: '2024-07-09', usedByDay })).perWorkingDay).toBe(100);
  });

  it('forgets what lies more than twenty working days back', () => {
    const usedByDay = [...steady(FROM, '2024-08-01', 1_000), ...steady('2024-08-02', '2024-08-30', 30)];
    expect(workingDays('2024-08-02', '2024-08-30')).toHaveLength(20);
    expect(forecastOf(aCap({ usedByDay })).perWorkingDay).toBe(30);
  });

  it('leaves out today, which is not over', () => {
    const usedByDay = [...steady(FROM, '2024-08-30', 30), { day: '2024-09-02', usedTokens: 900 }];
    expect(forecastOf(aCap({ usedByDay })).perWorkingDay).toBe(30);
  });

  it('does not fall because of days on which nobody works', () => {
    const period = { from: '2025-04-01', until: '2026-03-31', today: '2025-05-07' };
    expect(forecastOf(aCap({ ...period, usedByDay: steady('2025-04-01', '2025-05-02', 40) })).perWorkingDay).toBe(40);
  });

  it('has in it what was used on a day off', () => {
    const usedByDay = [...steady('2024-08-02', '2024-08-30', 30), { day: '2024-08-12', usedTokens: 200 }];
    expect(forecastOf(aCap({ usedByDay })).perWorkingDay).toBe(40);
  });

  it('is never below zero, whatever was given back', () => {
    const usedByDay = [
      { day: '2024-07-02', usedTokens: 800 },
      { day: '2024-08-20', usedTokens: -300 },
    ];
    expect(forecastOf(aCap({ usedByDay }))).toMatchObject({ perWorkingDay: 0, runsOutOn: null, expectedAtEnd: 500 });
  });
});

describe('the day on which a cap runs out', () => {
  it('is counted in working days only: after Golden Week, not in it', () => {
    const cap = aCap({ from: '2025-04-01', until: '2026-03-31', today: '2025-05-01', usedByDay: steady('2025-04-01', '2025-04-30', 10) });
    expect(forecastOf({ ...cap, capTokens: 220 }).runsOutOn).toBe('2025-05-01');
    expect(forecastOf({ ...cap, capTokens: 230 }).runsOutOn).toBe('2025-05-02');
    expect(forecastOf({ ...cap, capTokens: 231 }).runsOutOn).toBe('2025-05-07');
  });

  it('is the first day of work of the new year when the last of the old one is not enough', () => {
    const cap = aCap({ today: '2024-12-27', usedByDay: steady('2024-11-29', '2024-12-26', 10) });
    expect(forecastOf({ ...cap, capTokens: 210 }).runsOutOn).toBe('2024-12-27');
    expect(forecastOf({ ...cap, capTokens: 211 }).runsOutOn).toBe('2025-01-06');
  });

  it('passes over a 振替休日', () => {
    const usedByDay = steady(FROM, '2024-09-20', 10);
    const cap = aCap({ today: '2024-09-21', usedByDay, capTokens: total(usedByDay) + 10 });
    expect(forecastOf(cap).runsOutOn).toBe('2024-09-24');
  });

  it('does not miss a cap that is met exactly on the last day, though the pace is no whole number', () => {
    const usedByDay = [{ day: '2024-07-02', usedTokens: 41 }];
    const cap = aCap({ until: '2024-08-13', today: '2024-07-08', usedByDay, capTokens: 246 });
    expect(25 * (41 / 5)).toBeLessThan(205);
    expect(forecastOf(cap)).toMatchObject({ perWorkingDay: 41 / 5, runsOutOn: '2024-08-13', expectedAtEnd: 246 });
    expect(forecastOf({ ...cap, capTokens: 247 })).toMatchObject({ runsOutOn: null, expectedAtEnd: 246 });
  });

  it('takes today with the pace, or with what was used today where that is more', () => {
    const usedByDay = steady(FROM, '2024-08-30', 10);
    const before = total(usedByDay);
    const withToday = (usedTokens: number, capTokens: number) =>
      forecastOf(aCap({ usedByDay: [...usedByDay, { day: '2024-09-02', usedTokens }], capTokens })).runsOutOn;
    expect(withToday(4, before + 10)).toBe('2024-09-02');
    expect(withToday(4, before + 20)).toBe('2024-09-03');
    expect(withToday(15, before + 25)).toBe('2024-09-03');
    expect(withToday(15, before + 26)).toBe('2024-09-04');
  });

  it('counts what is used today, a day off, besides the days of work to come', () => {
    const usedByDay = [...steady(FROM, '2024-08-30', 10), { day: '2024-08-31', usedTokens: 4 }];
    const cap = aCap({ today: '2024-08-31', usedByDay, capTokens: total(usedByDay) + 10 });
    expect(forecastOf(cap).runsOutOn).toBe('2024-09-02');
  });

  it('keeps what was given back today', () => {
    const usedByDay = [...steady(FROM, '2024-08-30', 10), { day: '2024-09-02', usedTokens: -20 }];
    const cap = aCap({ usedByDay, capTokens: total(usedByDay) + 20 });
    expect(forecastOf(cap).runsOutOn).toBe('2024-09-03');
  });

  it('is the day on which the cap was reached, be it a day off', () => {
    const usedByDay = [
      { day: '2024-08-11', usedTokens: 600 },
      { day: '2024-07-10', usedTokens: 400 },
      { day: '2024-08-20', usedTokens: 50 },
    ];
    expect(forecastOf(aCap({ capTokens: 1_000, usedByDay })).runsOutOn).toBe('2024-08-11');
  });

  it('is today when the cap is reached today', () => {
    expect(forecastOf(aCap({ capTokens: 10, usedByDay: [{ day: '2024-09-02', usedTokens: 10 }] })).runsOutOn).toBe('2024-09-02');
  });

  it('is not in the past when a correction freed the cap again', () => {
    const usedByDay = [
      { day: '2024-07-10', usedTokens: 1_000 },
      { day: '2024-08-20', usedTokens: -100 },
    ];
    expect(forecastOf(aCap({ capTokens: 1_000, usedByDay })).runsOutOn).toBeNull();
  });

  it('is in the past when the cap is lowered below what is used', () => {
    const usedByDay = steady(FROM, '2024-08-30', 100);
    expect(forecastOf(aCap({ capTokens: 250, usedByDay }))).toMatchObject({ runsOutOn: '2024-07-03', isAhead: true });
  });

  it('is the first day when there is nothing to use', () => {
    expect(forecastOf(aCap({ capTokens: 0 }))).toMatchObject({ runsOutOn: FROM, straightLine: 0, isAhead: false });
  });

  it('does not come without use', () => {
    expect(forecastOf(aCap({}))).toMatchObject({ perWorkingDay: 0, runsOutOn: null, expectedAtEnd: 0, isAhead: false });
  });
});

describe('the end of the period and the straight line', () => {
  it('foresees more than the cap, so that one sees what is missing', () => {
    const usedByDay = steady(FROM, '2024-08-30', 200);
    expect(forecastOf(aCap({ usedByDay })).expectedAtEnd).toBe(200 * workingDays(FROM, UNTIL).length);
  });

  it('has today in the line: an even use is not ahead, one token more is', () => {
    // 274 days, of which 64 are begun on 2 September.
    const even = [{ day: '2024-07-01', usedTokens: 6_400 }];
    expect(forecastOf(aCap({ capTokens: 27_400, usedByDay: even }))).toMatchObject({ straightLine: 6_400, isAhead: false });
    const ahead = [...even, { day: '2024-09-02', usedTokens: 1 }];
    expect(forecastOf(aCap({ capTokens: 27_400, usedByDay: ahead })).isAhead).toBe(true);
  });

  it('is straight: every day of the calendar adds as much, and the last one makes it whole', () => {
    const lineOn = (today: string) => forecastOf(aCap({ capTokens: 27_400, today })).straightLine;
    expect([lineOn('2024-12-28'), lineOn('2025-01-04'), lineOn(UNTIL)]).toEqual([18_100, 18_800, 27_400]);
  });

  it('knows nothing of a period that has not begun', () => {
    const usedByDay = steady('2024-06-03', '2024-06-28', 500);
    expect(forecastOf(aCap({ today: '2024-06-28', usedByDay }))).toEqual({
      perWorkingDay: null,
      runsOutOn: null,
      expectedAtEnd: 0,
      straightLine: 0,
      isAhead: false,
    });
  });

  it('looks back only when the period is over', () => {
    const usedByDay = [...steady(FROM, UNTIL, 50), { day: '2025-04-01', usedTokens: 99_999 }];
    expect(forecastOf(aCap({ today: '2025-05-01', usedByDay }))).toEqual({
      perWorkingDay: 50,
      runsOutOn: null,
      expectedAtEnd: 9_050,
      straightLine: 18_100,
      isAhead: false,
    });
  });

  it('knows no pace in a period without a working day', () => {
    const cap = aCap({ from: '2024-12-29', until: '2025-01-03', today: '2025-01-01', usedByDay: [{ day: '2024-12-30', usedTokens: 1 }] });
    expect(forecastOf(cap)).toMatchObject({ perWorkingDay: null, isAhead: false, expectedAtEnd: 1 });
  });

  it('refuses a period whose days are none', () => {
    expect(() => forecastOf(aCap({ until: '2025-02-29' }))).toThrow(RangeError);
  });
});

describe('any forecast', () => {
  const days = [...Array(274).keys()].map((offset) => new Date(Date.UTC(2024, 6, 1 + offset)).toISOString().slice(0, 10));
  const aUse = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000 }));
  /** Days off are worked on as well. */
  const manyUses = fc
    .array(aUse, { minLength: days.length, maxLength: days.length })
    .map((uses) => days.map((day, index) => ({ day, usedTokens: uses[index] ?? 0 })));
  const aPercentage = (max: number) => fc.integer({ min: 0, max });

  it('names a working day from today on, or the past day on which the cap was reached', () => {
    fc.assert(
      fc.property(fc.constantFrom(...days), aPercentage(300), manyUses, (today, capPercent, usedByDay) => {
        const used = usedByDay.filter(({ day }) => day <= today);
        const capTokens = 1 + Math.floor((total(used) * capPercent) / 100);
        const { runsOutOn, expectedAtEnd } = forecastOf(aCap({ capTokens, today, usedByDay }));
        expect(runsOutOn !== null).toBe(expectedAtEnd >= capTokens);
        if (total(used) >= capTokens) {
          expect(total(used.filter(({ day }) => day <= String(runsOutOn)))).toBeGreaterThanOrEqual(capTokens);
          expect(total(used.filter(({ day }) => day < String(runsOutOn)))).toBeLessThan(capTokens);
        } else if (runsOutOn !== null) {
          expect(runsOutOn >= today && runsOutOn <= UNTIL && isWorkingDay(runsOutOn)).toBe(true);
        }
      }),
    );
  });

  it('puts the day off, or leaves it, when the same was used at a slower pace', () => {
    // From the 22nd working day on the first one no longer counts for the pace: what was used goes there.
    const laterDays = days.filter((day) => workingDays(FROM, day).length > 21);
    fc.assert(
      fc.property(fc.constantFrom(...laterDays), aPercentage(100), aPercentage(200), manyUses, (today, slowPercent, leftPercent, uses) => {
        const usedByDay = uses.filter(({ day }) => day <= today);
        const slower = (tokens: number) => Math.floor((tokens * slowPercent) / 100);
        const slowed = usedByDay.map((use) => (use.day < today ? { ...use, usedTokens: slower(use.usedTokens) } : use));
        const earlier = { day: FROM, usedTokens: total(usedByDay) - total(slowed) };
        const capTokens = 1 + total(usedByDay) + Math.floor((total(usedByDay) * leftPercent) / 100);
        const fast = forecastOf(aCap({ capTokens, today, usedByDay }));
        const slow = forecastOf(aCap({ capTokens, today, usedByDay: [...slowed, earlier] }));
        expect(slow.perWorkingDay).toBeLessThanOrEqual(fast.perWorkingDay ?? 0);
        expect(slow.expectedAtEnd).toBeLessThanOrEqual(fast.expectedAtEnd);
        expect((slow.runsOutOn ?? '9999-12-31') >= (fast.runsOutOn ?? '9999-12-31')).toBe(true);
      }),
    );
  });
});

describe('whatIf', () => {
  const busy = aCap({ capTokens: 5_000, usedByDay: steady(FROM, '2024-08-30', 100) });
  const quiet = aCap({ capTokens: 18_100, usedByDay: steady(FROM, '2024-08-30', 10) });

  it('shows both departments before and after', () => {
    const { giver, taker } = whatIf(quiet, busy, 13_100);
    expect(giver.before).toEqual(forecastOf(quiet));
    expect(taker.before).toEqual(forecastOf(busy));
    expect(giver.after).toEqual(forecastOf({ ...quiet, capTokens: 5_000 }));
    expect(taker.after).toEqual(forecastOf({ ...busy, capTokens: 18_100 }));
    expect(taker.before.runsOutOn).toBe('2024-09-10');
    expect(taker.after.runsOutOn).toBe(UNTIL);
  });

  it('shows a giver that is left with less than it has used as reached', () => {
    expect(whatIf(busy, quiet, 4_000).giver.after.runsOutOn).toBe('2024-07-12');
  });

  it('changes nothing when nothing is moved', () => {
    const { giver, taker } = whatIf(quiet, busy, 0);
    expect(giver.after).toEqual(giver.before);
    expect(taker.after).toEqual(taker.before);
  });

  it.each([-1, 0.5, Number.NaN, 18_101])('refuses to move %p tokens', (tokens) => {
    expect(() => whatIf(quiet, busy, tokens)).toThrow(RangeError);
  });
});
