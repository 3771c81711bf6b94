/** A template as it is being edited: what it should be, right or not yet. */
export type Definition = Readonly<Record<string, unknown>>;

function childOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const found: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
  return found;
}

function listOf(value: unknown): readonly unknown[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  return list;
}

/** What stands at a place: `fields.3.label`. */
export function valueAt(content: unknown, path: string): unknown {
  return path.split('.').reduce(childOf, content);
}

/** What has names at a place; nothing where there is none. */
export function recordAt(content: unknown, path: string): Readonly<Record<string, unknown>> {
  const value = valueAt(content, path);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}

/** The text at a place; '' where there is none. */
export function textAt(content: unknown, path: string): string {
  const value = valueAt(content, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The list at a place; empty where there is none. */
export function listAt(content: unknown, path: string): readonly unknown[] {
  return listOf(valueAt(content, path));
}

function isBare(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

function withEntry(parent: unknown, key: string, value: unknown): unknown {
  const entries = typeof parent === 'object' && parent !== null ? Object.entries(parent) : [];
  const isNew = !entries.some(([name]) => name === key);
  const changed: [string, unknown][] = isNew
    ? [...entries, [key, value]]
    : entries.map(([name, old]) => [name, name === key ? value : old]);
  return Object.fromEntries(changed.filter(([, each]) => each !== undefined));
}

function withChild(parent: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  const changed = rest.length === 0 ? value : withChild(childOf(parent, key), rest, value);
  if (Array.isArray(parent)) {
    return listOf(parent).map((each, index) => (String(index) === key ? changed : each));
  }
  return withEntry(parent, key, value === undefined && isBare(changed) ? undefined : changed);
}

/** The definition with another value at a place; `undefined` takes it away, and with the last of its values what held them. */
export function withValue(content: Definition, path: string, value: unknown): Definition {
  const changed = withChild(content, path.split('.'), value);
  return typeof changed === 'object' && changed !== null ? Object.fromEntries(Object.entries(changed)) : content;
}

/** With one more item at the end of a list. */
export function withItem(content: Definition, path: string, item: unknown): Definition {
  return withValue(content, path, [...listAt(content, path), item]);
}

/** Without the item at a place of a list, from 0. */
export function withoutItem(content: Definition, path: string, index: number): Definition {
  return withValue(
    content,
    path,
    listAt(content, path).filter((_, at) => at !== index),
  );
}

/** Without a field wherever it is one of many: the form, the sample, the tests, the lists of a section; not in texts. */
export function withoutField(content: Definition, id: string): Definition {
  const isOther = (each: unknown) => each !== id;
  const lists = (item: unknown, keys: readonly string[]) =>
    keys.reduce(
      (changed, key) => (listAt(changed, key).includes(id) ? withChild(changed, [key], listAt(changed, key).filter(isOther)) : changed),
      item,
    );
  return {
    ...content,
    fields: listAt(content, 'fields').filter((field) => textAt(field, 'id') !== id),
    groups: listAt(content, 'groups').map((group) => lists(group, ['fields'])),
    sections: listAt(content, 'sections').map((section) => lists(section, ['material', 'mayUse', 'mustUse', 'onlyWith', 'notWith'])),
    sample: withChild(valueAt(content, 'sample'), ['answers', id], undefined),
    tests: listAt(content, 'tests').map((test) => withChild(test, ['answers', id], undefined)),
  };
}

/** With an item of a list one place further up (-1) or down (1), where there is room. */
export function withMoved(content: Definition, path: string, index: number, by: -1 | 1): Definition {
  const list = [...listAt(content, path)];
  const target = index + by;
  if (target < 0 || target >= list.length) {
    return content;
  }
  const [item] = list.splice(index, 1);
  list.splice(target, 0, item);
  return withValue(content, path, list);
}

/** A field of the form by what its editor shows of it. */
export interface FieldName {
  readonly index: number;
  readonly id: string;
  readonly label: string;
  readonly type: string;
  readonly toLlm: string;
}

/** The fields of a template in their order. */
export function fieldNames(content: Definition): FieldName[] {
  return listAt(content, 'fields').map((field, index) => ({
    index,
    id: textAt(field, 'id'),
    label: textAt(field, 'label') || textAt(field, 'id'),
    type: textAt(field, 'type'),
    toLlm: textAt(field, 'toLlm'),
  }));
}

/** An id that no other item of the list has: item, item2, item3 … */
export function freshId(content: Definition, path: string, stem: string): string {
  const taken = new Set(listAt(content, path).map((item) => textAt(item, 'id')));
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? stem : `${stem}${String(number)}`;
    if (!taken.has(id)) {
      return id;
    }
  }
}

/** Where a template names a field by its id alone, and where what is entered stands under the ids (libs/contracts/src). */
const ID_PLACES = [
  /^fields\.\d+\.(?:id|notBefore)$/,
  /^fields\.\d+\.(?:visibleWhen|requiredWhen)(?:\.(?:all|any|not|\d+))*\.field$/,
  /^groups\.\d+\.fields\.\d+$/,
  /^sections\.\d+\.(?:material|mustUse|mayUse|onlyWith|notWith)\.\d+$/,
  /^layout\.\d+(?:\.(?:before|also|items|answers|\d+))*\.(?:number|date|lines|honorific|seal|field|rows|table|onlyWith|notWith)$/,
];
const ANSWERS_PLACE = /^(?:sample|tests\.\d+)\.answers$/;

/** The ids in a text: `{{id}}`, `{{id|format:id}}`, `{{#if id}}`. */
const MARKED_IDS = /(?<=\{\{~?\s*(?:(?:#|else\s+)(?:if|unless)\s+)?|\|[a-z]+:)[^\s{}|~:]+(?=\s*~?\}\}|\|)/g;

/** A text that names another field wherever it names this one. */
export function withMarkRenamed(text: string, before: string, after: string): string {
  return text.replaceAll(MARKED_IDS, (id) => (id === before ? after : id));
}

/** The id of a field under another name wherever the template means the field: lists, conditions, answers, marks in texts. */
export function withFieldRenamed(content: Definition, before: string, after: string): Definition {
  const nameOf = (id: string) => (id === before ? after : id);
  const textOf = (text: string, path: string) =>
    ID_PLACES.some((place) => place.test(path)) ? nameOf(text) : withMarkRenamed(text, before, after);
  const renamed = (value: unknown, path: string): unknown => {
    if (typeof value === 'string') {
      return textOf(value, path);
    }
    if (Array.isArray(value)) {
      return listOf(value).map((each, index) => renamed(each, `${path}.${String(index)}`));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const isAnswers = ANSWERS_PLACE.test(path);
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => (isAnswers ? [nameOf(key), part] : [key, renamed(part, `${path}.${key}`)])),
    );
  };
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, renamed(value, key)]));
}
