import { cellsOf, gridOf, widthOf } from './grid.js';
import { layoutProfile } from './layout-profile.js';

describe('gridOf', () => {
  it('has 42 characters by 40 lines of 11 pt without extra space', () => {
    const grid = gridOf(layoutProfile('11pt'));
    expect(grid).toMatchObject({ textWidth: 9_241, charSpace: 0, pitch: 220, linePitch: 350, chars: 42, lines: 40 });
    expect(grid.margin).toEqual({ top: 1_417, bottom: 1_417, left: 1_701, right: 964 });
  });

  it('has 36 by 36 of 12 pt, the rest of the line spread over the characters', () => {
    const grid = gridOf(layoutProfile('12pt'));
    expect(grid).toMatchObject({ textWidth: 8_788, charSpace: 841, linePitch: 389 });
    expect(grid.pitch).toBeCloseTo(244.106, 3);
  });

  it.each(['11pt', '12pt'] as const)('never makes the line of %s wider than the paper allows', (id) => {
    const grid = gridOf(layoutProfile(id));
    expect(grid.c(grid.chars)).toBeLessThanOrEqual(grid.textWidth);
    expect(grid.l(grid.lines)).toBeLessThanOrEqual(grid.page.height - grid.margin.top - grid.margin.bottom);
  });

  it('counts characters and lines in twips', () => {
    const { c, l } = gridOf(layoutProfile('11pt'));
    expect([c(0), c(1), c(1.5), l(0.5), l(2)]).toEqual([0, 220, 330, 175, 700]);
  });

  it('follows the paper and the margins of another city', () => {
    const profile = { ...layoutProfile('11pt'), marginsMm: { top: 30, bottom: 30, left: 25, right: 25 }, chars: 40, lines: 36 };
    const grid = gridOf(profile);
    expect(grid.c(40)).toBeLessThanOrEqual(grid.textWidth);
    expect(grid.charSpace).toBeGreaterThan(0);
  });
});

describe('widths', () => {
  it.each([
    ['', 0, 0],
    ['令和6年', 3.5, 4],
    ['6総総第123号', 6, 7],
    ['ＡＢ', 2, 2],
    ['ｶﾅ', 1, 1],
    ['𠮷田', 2, 2],
    ['0123-45-6789', 6, 6],
  ])('%j is %d wide and takes %d cells', (text, width, cells) => {
    expect(widthOf(text)).toBe(width);
    expect(cellsOf(text)).toBe(cells);
  });
});
