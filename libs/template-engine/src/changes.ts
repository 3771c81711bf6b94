import type { TemplateChange } from '@bunan/contracts';
import { isSameContent } from './canonical.js';
import { LIST_WORDS, PART_NAMES, PROPERTY_WORDS, TOP_WORDS } from './change-words.js';

type Entries = ReadonlyMap<string, unknown>;

function entriesOf(value: unknown): Entries {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function listOf(value: unknown): readonly unknown[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  return list;
}

/** A value as a curator reads it: lists one a line, はい and いいえ, everything else as it is written. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  if (Array.isArray(value)) {
    return listOf(value).map(textOf).join('\n');
  }
  if (typeof value === 'object') {
    return JSON.stringify(value);
  }
  if (typeof value === 'boolean') {
    return value ? 'はい' : 'いいえ';
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function kindOf(before: unknown, after: unknown): TemplateChange['kind'] {
  if (before === undefined) {
    return 'added';
  }
  return after === undefined ? 'removed' : 'changed';
}

/** What is compared, where, and under which name. */
interface Place {
  readonly path: string;
  readonly label: string;
}

function change({ path, label }: Place, before: unknown, after: unknown): TemplateChange[] {
  return isSameContent(before, after) ? [] : [{ path, label, kind: kindOf(before, after), before: textOf(before), after: textOf(after) }];
}

/** Keys of both, those of the newer one first. */
function keysOf(before: Entries, after: Entries): string[] {
  return [...new Set([...after.keys(), ...before.keys()])];
}

/** Properties of one item that is in both. */
function propertyChanges(place: Place, before: unknown, after: unknown): TemplateChange[] {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  return keysOf(old, now).flatMap((key) =>
    change({ path: `${place.path}.${key}`, label: `${place.label}の${PROPERTY_WORDS[key] ?? key}` }, old.get(key), now.get(key)),
  );
}

/** Items of a list by their id; what has none, or one that stands twice, by its place. */
function byId(value: unknown): Entries {
  const items = listOf(value);
  const ids = items.map((item) => textOf(entriesOf(item).get('id')));
  return new Map(
    items.map((item, index) => [
      ids[index] !== '' && ids.indexOf(ids[index] ?? '') === index ? (ids[index] ?? '') : `#${String(index)}`,
      item,
    ]),
  );
}

function nameOf(id: string, ...items: readonly unknown[]): string {
  const names = items.flatMap((item) => ['label', 'title', 'name'].map((key) => textOf(entriesOf(item).get(key))));
  return names.find((name) => name !== '') ?? id;
}

/** Items that were added, taken away or changed, and whether those that stayed stand in another order. */
function listChanges(list: string, words: string, before: unknown, after: unknown): TemplateChange[] {
  const [old, now] = [byId(before), byId(after)];
  const stayed = (from: Entries, to: Entries) => [...from.keys()].filter((id) => to.has(id));
  const order = { path: list, label: `${words}の順番` };
  const [oldOrder, newOrder] = [stayed(old, now), stayed(now, old)];
  const names = (ids: readonly string[]) => ids.map((id) => nameOf(id, now.get(id)));
  return [
    ...keysOf(old, now).flatMap((id) => {
      const [was, is] = [old.get(id), now.get(id)];
      const place = { path: `${list}.${id}`, label: `${words}「${nameOf(id, is, was)}」` };
      return was === undefined || is === undefined ? change(place, was, is) : propertyChanges(place, was, is);
    }),
    ...(isSameContent(oldOrder, newOrder) ? [] : change(order, names(oldOrder), names(newOrder))),
  ];
}

/** Parts of the page in their order. */
function layoutChanges(before: unknown, after: unknown): TemplateChange[] {
  const [old, now] = [listOf(before), listOf(after)];
  return Array.from({ length: Math.max(old.length, now.length) }, (_, index) => {
    const kind = textOf(entriesOf(now[index] ?? old[index]).get('part'));
    const label = `紙面の${String(index + 1)}番目（${PART_NAMES[kind] ?? kind}）`;
    return change({ path: `layout.${String(index)}`, label }, old[index], now[index]);
  }).flat();
}

function topChanges(key: string, before: unknown, after: unknown): TemplateChange[] {
  if (key === 'layout') {
    return layoutChanges(before, after);
  }
  const words = LIST_WORDS[key];
  return words === undefined ? change({ path: key, label: TOP_WORDS[key] ?? key }, before, after) : listChanges(key, words, before, after);
}

/**
 * What a definition changed against another one, in words a curator knows, in the order of the newer one.
 *
 * @param before a definition, right or not
 */
export function templateChanges(before: unknown, after: unknown): TemplateChange[] {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  return keysOf(old, now).flatMap((key) => topChanges(key, old.get(key), now.get(key)));
}
