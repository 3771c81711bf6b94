import type { TemplateSummary } from '@bunan/contracts';
import { groupShelves, personalShelves, topShelves } from './shelves';

function aTemplate(id: string, more: Partial<TemplateSummary> = {}): TemplateSummary {
  return {
    ...{ id, version: 1, name: id, group: '広報', purpose: '', fieldCount: 1, requiredCount: 1, expectedTokens: 0, minutes: 1 },
    miniature: { ink: '', text: '', value: '', rule: '' },
    ...{ isFavourite: false, lastUsedAt: null, usesInDepartment: 0 },
    ...more,
  };
}

const shape = (shelves: ReturnType<typeof groupShelves>) => shelves.map(({ id, templates }) => [id, templates.map((each) => each.id)]);

describe('groupShelves', () => {
  it('has the groups in the order of the office, unknown ones behind, templates as they came', () => {
    const templates = [
      aTemplate('a', { group: 'そのほか' }),
      aTemplate('b', { group: '広報' }),
      aTemplate('c', { group: '通知・案内' }),
      aTemplate('d', { group: '広報' }),
    ];
    expect(shape(groupShelves(templates))).toEqual([
      ['通知・案内', ['c']],
      ['広報', ['b', 'd']],
      ['そのほか', ['a']],
    ]);
  });
});

describe('personalShelves', () => {
  it('holds nothing for somebody new', () => {
    expect(personalShelves([aTemplate('a')])).toEqual([]);
  });

  it('orders what was used last and what is used most', () => {
    const templates = [
      aTemplate('a', { lastUsedAt: '2024-10-01T00:00:00.000Z', usesInDepartment: 1 }),
      aTemplate('b', { lastUsedAt: '2024-10-03T00:00:00.000Z', isFavourite: true }),
      aTemplate('c', { usesInDepartment: 7 }),
    ];
    expect(shape(personalShelves(templates))).toEqual([
      ['favourites', ['b']],
      ['recent', ['b', 'a']],
      ['frequent', ['c', 'a']],
    ]);
  });
});

describe('topShelves', () => {
  it('shows each template once and four of a shelf, and no empty shelf', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((id) => aTemplate(id));
    const shelves = [
      { id: 'favourites', name: '', templates: five.slice(0, 1) },
      { id: 'recent', name: '', templates: five.slice(0, 1) },
      { id: 'frequent', name: '', templates: [...five, aTemplate('f')] },
    ];
    expect(shape(topShelves(shelves))).toEqual([
      ['favourites', ['a']],
      ['frequent', ['b', 'c', 'd', 'e']],
    ]);
  });
});
