import { boxesOf, dayOf, EMPTY_BOXES, isDay } from './date-boxes';

const boxes = (era: string, year: string, month: string, day: string) => ({ era, year, month, day });

describe('the boxes of a day', () => {
  it.each([
    [boxes('平成', '31', '4', '30'), '2019-04-30'],
    [boxes('令和', '元', '5', '1'), '2019-05-01'],
    [boxes('令和', '1', '5', '1'), '2019-05-01'],
    [boxes('昭和', '64', '1', '7'), '1989-01-07'],
    [boxes('平成', '元', '1', '8'), '1989-01-08'],
    [boxes('大正', '15', '12', '24'), '1926-12-24'],
    [boxes('昭和', '元', '12', '25'), '1926-12-25'],
    [boxes('西暦', '2024', '2', '29'), '2024-02-29'],
    [boxes('令和', '６', '１０', '１'), '2024-10-01'],
  ])('%j are %s', (typed, iso) => {
    expect(dayOf(typed)).toBe(iso);
    expect(dayOf(boxesOf(iso))).toBe(iso);
  });

  it.each([
    [boxes('令和', '6', '2', '30'), '令和6年2月30日'],
    [boxes('平成', '32', '1', '1'), '平成32年1月1日'],
    [boxes('平成', '31', '5', '1'), '平成31年5月1日'],
    [boxes('昭和', '64', '1', '8'), '昭和64年1月8日'],
    [boxes('令和', '元', '4', '30'), '令和元年4月30日'],
    [boxes('令和', '0', '4', '30'), '令和0年4月30日'],
    [boxes('西暦', '2023', '2', '29'), '西暦2023年2月29日'],
    [boxes('西暦', '元', '2', '1'), '西暦元年2月1日'],
    [boxes('令和', '6', '', ''), '令和6年月日'],
  ])('%j are no day, and stay as they are typed', (typed, text) => {
    expect(dayOf(typed)).toBe(text);
    expect(boxesOf(text)).toEqual(typed);
  });

  it.each([
    ['R6.10.1', '2024-10-01'],
    ['2024/10/1', '2024-10-01'],
    ['令和６年１０月１日', '2024-10-01'],
    ['S64.1.7', '1989-01-07'],
  ])('takes the whole date %s in one box', (text, iso) => {
    expect(dayOf({ ...EMPTY_BOXES, year: text })).toBe(iso);
  });

  it('is empty when nothing is typed', () => {
    expect(dayOf(EMPTY_BOXES)).toBe('');
    expect(boxesOf('')).toEqual(EMPTY_BOXES);
  });

  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['令和6年10月1日', false],
    ['', false],
  ])('knows whether %p is a day', (text, is) => {
    expect(isDay(text)).toBe(is);
  });
});
