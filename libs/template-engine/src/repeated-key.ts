/** What gives a text of JSON its shape. An escape is taken as a whole, so that no quotation mark in a text ends it. */
const MARK = /\\.|["{}[\]:]/g;

/** Reads JSON mark by mark: which objects are open, and the keys that each has had. */
class Keys {
  private readonly open: Set<string>[] = [];
  /** Where the text begins that is being read; -1 outside of texts. */
  private start = -1;
  private key = '';

  constructor(private readonly json: string) {}

  /** @returns whether the key that ends here has stood in its object before */
  take(mark: string, index: number): boolean {
    if (mark === '"') {
      this.quote(index);
    } else if (this.start < 0 && mark === ':') {
      return this.repeats();
    } else if (this.start < 0) {
      this.nest(mark);
    }
    return false;
  }

  /** The last text as it reads: a key may be written with escapes. */
  get last(): string {
    return String(JSON.parse(this.key));
  }

  private quote(index: number): void {
    if (this.start < 0) {
      this.start = index;
    } else {
      this.key = this.json.slice(this.start, index + 1);
      this.start = -1;
    }
  }

  private repeats(): boolean {
    const keys = this.open.at(-1);
    const isKnown = keys?.has(this.last) === true;
    keys?.add(this.last);
    return isKnown;
  }

  private nest(bracket: string): void {
    if (bracket === '{' || bracket === '[') {
      this.open.push(new Set());
    } else {
      this.open.pop();
    }
  }
}

/**
 * A key that stands twice in one object; null when there is none.
 *
 * A reader of JSON takes the last of them without a word, so that a person who reads the file may approve of another one.
 *
 * @param json a text that is JSON
 */
export function repeatedKeyIn(json: string): string | null {
  const keys = new Keys(json);
  for (const { 0: mark, index } of json.matchAll(MARK)) {
    if (keys.take(mark, index)) {
      return keys.last;
    }
  }
  return null;
}
