import { unreadable } from './refusal.js';

/** One step through a document. */
export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** Elements that may stand in one another. */
const MAX_DEPTH = 256;

const NAME = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const ATTRIBUTES = `(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*`;
const MARKUP = new RegExp(`<(?:(/)(${NAME})\\s*|(${NAME})(${ATTRIBUTES})\\s*(/?)|\\?[^<>]*\\?|!--[^]*?--|!\\[CDATA\\[([^]*?)\\]\\])>`, 'y');

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Only the five entities of XML and numbers: others would have to be declared, and nothing may be declared. */
function decoded(text: string): string {
  return text.replace(/&(#x[\da-fA-F]{1,6}|#\d{1,7}|\w+)?;?/g, (whole: string, name: string | undefined) => {
    const known = name === undefined ? undefined : name.startsWith('#') ? characterOf(name) : ENTITIES[name];
    if (known === undefined || !whole.endsWith(';')) {
      throw unreadable('unsafe', 'an entity that is not one of XML’s own');
    }
    return known;
  });
}

function characterOf(name: string): string | undefined {
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined;
}

/** The value of an attribute among those of an element; null when it is not there. */
export function attributeOf(attributes: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match === null ? null : decoded(match[1] ?? match[2] ?? '');
}

/**
 * Walks through an XML document, strictly: every element is closed where it should be, nothing is declared, nothing
 * outside the text is ever looked at.
 *
 * @throws {DomainError} `document.unreadable`: damaged, or with declarations and entities of its own
 */
export function* walkXml(text: string): Generator<XmlEvent, void, void> {
  const open: string[] = [];
  let at = 0;
  for (let mark = text.indexOf('<', at); mark !== -1; mark = text.indexOf('<', at)) {
    if (mark > at) {
      yield { kind: 'text', text: decoded(text.slice(at, mark)) };
    }
    MARKUP.lastIndex = mark;
    const match = MARKUP.exec(text);
    if (match === null) {
      throw text.startsWith('<!', mark) ? unreadable('unsafe', 'a declaration') : unreadable('damaged', 'markup that is none');
    }
    at = MARKUP.lastIndex;
    yield* eventsOf(match, open);
  }
  if (open.length > 0 || text.slice(at).trim() !== '') {
    throw unreadable('damaged', 'the document ends too early');
  }
}

function* eventsOf([, , closed, opened, attributes = '', empty, data]: RegExpExecArray, open: string[]): Generator<XmlEvent, void, void> {
  if (closed !== undefined) {
    if (open.pop() !== closed) {
      throw unreadable('damaged', 'an element is closed that is not open');
    }
    yield { kind: 'close', name: closed };
  } else if (opened !== undefined) {
    yield* opening(opened, { attributes, isEmpty: empty === '/' }, open);
  } else if (data !== undefined) {
    yield { kind: 'text', text: data };
  }
}

function* opening(name: string, of: { attributes: string; isEmpty: boolean }, open: string[]): Generator<XmlEvent, void, void> {
  yield { kind: 'open', name, attributes: of.attributes };
  if (of.isEmpty) {
    yield { kind: 'close', name };
  } else if (open.push(name) > MAX_DEPTH) {
    throw unreadable('unsafe', 'elements stand too deep in one another');
  }
}
