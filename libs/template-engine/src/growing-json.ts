/** One member of a growing object of strings; `isClosed` says whether its value has arrived whole. */
export interface GrowingMember {
  readonly key: string;
  readonly text: string;
  readonly isClosed: boolean;
}

interface ReadString {
  readonly text: string;
  /** Where to read on: behind the closing quote, or the end of what is there. */
  readonly end: number;
  readonly isClosed: boolean;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Text up to the next quote or backslash. */
const PLAIN = /[^"\\]*/y;

/** An escape: `\n`, `\"`, `\u3042`. */
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([^u]))/y;

/** Between a key and its value. */
const COLON = /\s*:\s*"/y;

function matchAt(pattern: RegExp, raw: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(raw);
}

function meaningOf([, code, character = '']: RegExpExecArray): string {
  return code === undefined ? (ESCAPES[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16));
}

/** Reads a string whose opening quote stands before `start`; a cut escape at the end is left out. */
function readString(raw: string, start: number): ReadString {
  let text = '';
  let at = start;
  while (at < raw.length) {
    const plain = matchAt(PLAIN, raw, at)?.[0] ?? '';
    text += plain;
    at += plain.length;
    if (raw[at] === '"') {
      return { text, end: at + 1, isClosed: true };
    }
    const escape = matchAt(ESCAPE, raw, at);
    if (escape === null) {
      break;
    }
    text += meaningOf(escape);
    at += escape[0].length;
  }
  return { text, end: raw.length, isClosed: false };
}

/** The members of one JSON object of strings as far as they have arrived, the last of them perhaps cut. */
export function* membersOf(raw: string): Generator<GrowingMember> {
  let quote = raw.indexOf('"');
  while (quote >= 0) {
    const key = readString(raw, quote + 1);
    const colon = key.isClosed ? matchAt(COLON, raw, key.end) : null;
    if (colon === null) {
      quote = raw.indexOf('"', key.end);
      continue;
    }
    const value = readString(raw, key.end + colon[0].length);
    yield { key: key.text, text: value.text, isClosed: value.isClosed };
    quote = raw.indexOf('"', value.end);
  }
}
