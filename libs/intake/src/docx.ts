import type { IntakeBlock } from './blocks.js';
import { BlockBuilder } from './block-builder.js';
import { unreadable } from './refusal.js';
import { attributeOf, walkXml } from './xml.js';
import { openZip } from './zip.js';

const DOCUMENT = 'word/document.xml';
const STYLES = 'word/styles.xml';

/** The two names of the language of Word documents. */
const NAMESPACE =
  /\sxmlns:([A-Za-z_][\w.-]*)\s*=\s*["'](?:http:\/\/schemas\.openxmlformats\.org\/wordprocessingml\/2006\/main|http:\/\/purl\.oclc\.org\/ooxml\/wordprocessingml\/main)["']/;

/** What is in the file and not in the document: the other reading of a picture, what was moved away, readings above kanji. */
const LEFT_OUT = ['Fallback', 'moveFrom', 'rt'];

function prefixOf(xml: string): string {
  const prefix = NAMESPACE.exec(xml.slice(0, 20_000))?.[1];
  if (prefix === undefined) {
    throw unreadable('not-word', 'the part is not in the language of Word');
  }
  return `${prefix}:`;
}

/** Levels of the styles that are headings. */
function headingStyles(xml: string): ReadonlyMap<string, number> {
  const prefix = prefixOf(xml);
  const levels = new Map<string, number>();
  let style = '';
  for (const event of walkXml(xml)) {
    if (event.kind === 'open' && event.name === `${prefix}style`) {
      style = attributeOf(event.attributes, `${prefix}styleId`) ?? '';
    } else if (event.kind === 'open' && event.name === `${prefix}outlineLvl`) {
      levels.set(style, Number(attributeOf(event.attributes, `${prefix}val`) ?? 0));
    }
  }
  return levels;
}

/**
 * Reads a .docx as blocks, from its text alone: no field, picture, macro or relation is looked at.
 *
 * @throws {DomainError} `document.unreadable` with the reason
 */
export function readDocx(file: Buffer): IntakeBlock[] {
  const parts = openZip(file);
  const xml = parts.text(DOCUMENT);
  const prefix = prefixOf(xml);
  const builder = new BlockBuilder(prefix, parts.has(STYLES) ? headingStyles(parts.text(STYLES)) : new Map());
  let skipped = 0;
  for (const event of walkXml(xml)) {
    const isLeftOut = event.kind !== 'text' && LEFT_OUT.includes(event.name.slice(event.name.indexOf(':') + 1));
    if (isLeftOut) {
      skipped += event.kind === 'open' ? 1 : -1;
    } else if (skipped === 0) {
      builder.take(event);
    }
  }
  const { blocks } = builder;
  if (blocks.length === 0) {
    throw unreadable('empty', 'the document has no text');
  }
  return blocks;
}
