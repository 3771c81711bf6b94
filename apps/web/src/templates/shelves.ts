import type { TemplateSummary } from '@bunan/contracts';

/** Groups in the order in which clerks look for them; others follow. */
const GROUP_ORDER = ['通知・案内', '会議録・議事録', '回答・返信', '内部文書', '広報', '契約・委託'];

/** Templates of a personal shelf that are shown beside all the groups. */
const TOP = 4;

/** A heading of the gallery with its templates. */
export interface Shelf {
  /** As it stands in the address; '' for all templates. */
  readonly id: string;
  readonly name: string;
  readonly templates: readonly TemplateSummary[];
}

const FAVOURITES = 'favourites';
export const RECENT = 'recent';
export const FREQUENT = 'frequent';

function rankOf(group: string): number {
  const index = GROUP_ORDER.indexOf(group);
  return index === -1 ? GROUP_ORDER.length : index;
}

/** Names of groups, each once, in the order in which every screen has them. */
export function groupsInOrder(groups: readonly string[]): string[] {
  return [...new Set(groups)].toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** The groups with their templates, in the order of the groups; within one as the templates came. */
export function groupShelves(templates: readonly TemplateSummary[]): Shelf[] {
  return groupsInOrder(templates.map(({ group }) => group)).map((name) => ({
    id: name,
    name,
    templates: templates.filter(({ group }) => group === name),
  }));
}

/** What the person has marked, last used, and what their department uses most; those that hold nothing are left out. */
export function personalShelves(templates: readonly TemplateSummary[]): Shelf[] {
  const recent = templates.filter(({ lastUsedAt }) => lastUsedAt !== null);
  const frequent = templates.filter(({ usesInDepartment }) => usesInDepartment > 0);
  return [
    { id: FAVOURITES, name: 'お気に入り', templates: templates.filter(({ isFavourite }) => isFavourite) },
    {
      id: RECENT,
      name: '最近使った様式',
      templates: recent.toSorted((a, b) => (b.lastUsedAt ?? '').localeCompare(a.lastUsedAt ?? '')),
    },
    { id: FREQUENT, name: '課でよく使う様式', templates: frequent.toSorted((a, b) => b.usesInDepartment - a.usesInDepartment) },
  ].filter((shelf) => shelf.templates.length > 0);
}

/** The beginnings of the personal shelves, each template on the first shelf that it stands on. */
export function topShelves(shelves: readonly Shelf[]): Shelf[] {
  const shown = new Set<string>();
  return shelves
    .map((shelf) => {
      const templates = shelf.templates.filter(({ id }) => !shown.has(id)).slice(0, TOP);
      templates.forEach(({ id }) => shown.add(id));
      return { ...shelf, templates };
    })
    .filter(({ templates }) => templates.length > 0);
}
