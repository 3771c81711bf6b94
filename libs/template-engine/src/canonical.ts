/** A value with the keys of every object in one order: the same content gives the same file. */
export function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(ordered);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, ordered(child)]));
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Properties by name, items by place; what is undefined is not there. */
function partsOf(value: object): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(Object.entries(value).filter(([, part]) => part !== undefined));
}

/** Values that have to be the same for these two to be the same; null when they cannot be. */
function pairsOf(a: unknown, b: unknown): (readonly [unknown, unknown])[] | null {
  if (a === b) {
    return [];
  }
  if (!isNested(a) || !isNested(b)) {
    return null;
  }
  const [parts, others] = [partsOf(a), partsOf(b)];
  const isEven = Array.isArray(a) === Array.isArray(b) && parts.size === others.size && [...parts.keys()].every((key) => others.has(key));
  return isEven ? [...parts].map(([key, part]) => [part, others.get(key)]) : null;
}

/** Whether two values of JSON have the same content, whatever the order of their keys. Depth costs nothing. */
export function isSameContent(a: unknown, b: unknown): boolean {
  const open: (readonly [unknown, unknown])[] = [[a, b]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const pairs = pairsOf(...next);
    if (pairs === null) {
      return false;
    }
    for (const pair of pairs) {
      open.push(pair);
    }
  }
  return true;
}
