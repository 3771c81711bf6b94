import { ordered } from './canonical.js';
import { childrenOf, contentFault } from './content-fault.js';
import type { TemplateFault } from './fault.js';
import { readTemplate } from './template.js';

/** Largest file, UTF-8 bytes. */
const MOST_BYTES = 1_000_000;

const FORMAT = 'bunan-template';
const FORMAT_VERSION = 1;

/** A file that holds a template, or why it does not. */
export type ExchangeReading =
  | { readonly ok: true; readonly content: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly faults: readonly TemplateFault[] };

function refused(message: string, path = ''): ExchangeReading {
  return { ok: false, faults: [{ path, message }] };
}

function parsed(text: string): { readonly value: unknown } | null {
  try {
    // A byte order mark is what some editors put before a text.
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch {
    return null;
  }
}

/** What is against taking a file apart at all, in a sentence. */
function faultOfFile(value: unknown): string | null {
  const file = new Map(childrenOf(value));
  if (file.get('format') !== FORMAT || file.size !== 3) {
    return '様式のファイルではありません。様式の管理で書き出したファイルを選んでください。';
  }
  if (file.get('formatVersion') !== FORMAT_VERSION) {
    return 'ほかの版の文案工房で書き出されたファイルです。同じ版で書き出したものを選んでください。';
  }
  return null;
}

/**
 * Reads a template from a file of another city: nothing in it is believed before it is checked.
 *
 * @param text of the file, JSON
 */
export function readExchangeFile(text: string): ExchangeReading {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    return refused('ファイルが大きすぎます（1メガバイトまで）。');
  }
  const json = parsed(text);
  if (json === null) {
    return refused('ファイルの書き方（JSON）に誤りがあります。様式の管理で書き出したファイルを選んでください。');
  }
  const fault = contentFault(json.value) ?? faultOfFile(json.value);
  if (fault !== null) {
    return refused(fault);
  }
  const content = Object.fromEntries(childrenOf(new Map(childrenOf(json.value)).get('template')));
  const reading = readTemplate(content);
  return reading.ok ? { ok: true, content } : { ok: false, faults: reading.faults };
}

/** A template as the text of one file, tests and all. */
export function writeExchangeFile(content: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ format: FORMAT, formatVersion: FORMAT_VERSION, template: ordered(content) }, null, 2)}\n`;
}
