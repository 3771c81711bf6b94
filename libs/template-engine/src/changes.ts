import type { TemplateChange } from '@bunan/contracts';
import { isSameContent } from './canonical.js';
import { LIST_WORDS, PART_NAMES, PROPERTY_WORDS, TOP_WORDS, wordFor } from './change-words.js';

type Entries = ReadonlyMap<string, unknown>;

function entriesOf(value: unknown): Entries {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function listOf(value: unknown): readonly unknown[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  return list;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as JSON; '' for none. */
function jsonOf(value: unknown): string {
  try {
    return value === undefined ? '' : JSON.stringify(value);
  } catch {
    return '（入れ子が深すぎて示せません）';
  }
}

/** A value as a curator reads it: lists one a line, はい and いいえ, everything else as it is written. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) {
    return listOf(value)
      .map((item) => (Array.isArray(item) ? jsonOf(item) : textOf(item)))
      .join('\n');
  }
  return isObject(value) ? jsonOf(value) : scalarText(value);
}

function scalarText(value: unknown): string {
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
  if (isSameContent(before, after)) {
    return [];
  }
  // 8 and "8" read the same: only their JSON shows the difference.
  const text = textOf(before) === textOf(after) ? jsonOf : textOf;
  return [{ path, label, kind: kindOf(before, after), before: text(before), after: text(after) }];
}

/** A name as one step of a path; what is no plain name stands in quotation marks, so that no two paths are the same. */
function step(name: string): string {
  return /^[\w-]+$/.test(name) ? name : JSON.stringify(name);
}

/** Keys of both, those of the newer one first. */
function keysOf(before: Entries, after: Entries): string[] {
  return [...new Set([...after.keys(), ...before.keys()])];
}

/** Properties of one item that is in both. */
function propertyChanges(place: Place, before: unknown, after: unknown): TemplateChange[] {
  if (!isObject(before) || !isObject(after)) {
    return change(place, before, after);
  }
  const [old, now] = [entriesOf(before), entriesOf(after)];
  return keysOf(old, now).flatMap((key) => {
    const label = `${place.label}の${wordFor(PROPERTY_WORDS, key) ?? key}`;
    return change({ path: `${place.path}.${step(key)}`, label }, old.get(key), now.get(key));
  });
}

/** Items of a list by their id, as a step of a path; what has none, or one that stands twice, by its place. */
function byId(value: unknown): Entries {
  const items = new Map<string, unknown>();
  for (const [index, item] of listOf(value).entries()) {
    const id = step(textOf(entriesOf(item).get('id')));
    items.set(id === '""' || items.has(id) ? `#${String(index)}` : id, item);
  }
  return items;
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
  const named = newOrder.map((id) => nameOf(id, now.get(id)));
  const isPlain = new Set(named).size === named.length;
  const names = (ids: readonly string[]) => ids.map((id) => (isPlain ? nameOf(id, now.get(id)) : `${nameOf(id, now.get(id))}（${id}）`));
  return [
    ...keysOf(old, now).flatMap((id) => {
      const [was, is] = [old.get(id), now.get(id)];
      const place = { path: `${list}.${id}`, label: `${words}「${nameOf(id, is, was)}」` };
      return was === undefined || is === undefined ? change(place, was, is) : propertyChanges(place, was, is);
    }),
    ...change(order, names(oldOrder), names(newOrder)),
  ];
}

/** Parts of the page in their order. */
function layoutChanges(before: unknown, after: unknown): TemplateChange[] {
  const [old, now] = [listOf(before), listOf(after)];
  return Array.from({ length: Math.max(old.length, now.length) }, (_, index) => {
    const kind = textOf(entriesOf(now[index] ?? old[index]).get('part'));
    const label = `紙面の${String(index + 1)}番目（${wordFor(PART_NAMES, kind) ?? kind}）`;
    return change({ path: `layout.${String(index)}`, label }, old[index], now[index]);
  }).flat();
}

function topChanges(key: string, before: unknown, after: unknown): TemplateChange[] {
  const words = wordFor(LIST_WORDS, key);
  const areLists = [before, after].every((value) => value === undefined || Array.isArray(value));
  if (key === 'layout' && areLists) {
    return layoutChanges(before, after);
  }
  return words === undefined || !areLists
    ? change({ path: step(key), label: words ?? wordFor(TOP_WORDS, key) ?? key }, before, after)
    : listChanges(key, words, before, after);
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
