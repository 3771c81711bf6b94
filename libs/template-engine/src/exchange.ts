import { MAX_TEMPLATE_BYTES, TEMPLATE_TOO_LARGE } from '@bunan/contracts';
import { ordered } from './canonical.js';
import type { TemplateFault } from './fault.js';
import { repeatedKeyIn } from './repeated-key.js';
import { readTemplate } from './template.js';

/** Deepest nesting; most values in it. */
const MOST_DEPTH = 40;
const MOST_VALUES = 10_000;

const FORMAT = 'bunan-template';
const FORMAT_VERSION = 1;

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** A file that holds a template, or why it does not. */
export type ExchangeReading =
  | { readonly ok: true; readonly content: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly faults: readonly TemplateFault[] };

function refused(message: string, path = ''): ExchangeReading {
  return { ok: false, faults: [{ path, message }] };
}

function childrenOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** The first key of a value, however deep, that no definition may have; null when there is none. */
export function forbiddenKeyIn(value: unknown): string | null {
  const open: unknown[] = [value];
  while (open.length > 0) {
    for (const [key, child] of childrenOf(open.pop())) {
      if (FORBIDDEN.has(key)) {
        return key;
      }
      open.push(child);
    }
  }
  return null;
}

/** What is too much of a file before anything in it is believed; level by level, so that depth costs nothing. */
function excessOf(value: unknown): string | null {
  let level: unknown[] = [value];
  let count = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    count += level.length;
    if (depth > MOST_DEPTH) {
      return `入れ子が深すぎます（${String(MOST_DEPTH)}段まで）。`;
    }
    if (count > MOST_VALUES) {
      return `値が多すぎます（${MOST_VALUES.toLocaleString('en-US')}個まで）。`;
    }
    level = level.flatMap((each) => childrenOf(each).map(([, child]) => child));
  }
  return null;
}

/** Texts, also as keys, that no database and no file of Word can hold. */
function holdsBrokenText(value: unknown): boolean {
  return typeof value === 'string'
    ? value.includes('\0') || !value.isWellFormed()
    : childrenOf(value).some(([key, child]) => holdsBrokenText(key) || holdsBrokenText(child));
}

/** What no definition may hold, be it right or wrong, in a sentence: this is asked before anything follows it deeply. */
export function faultOfContent(value: unknown): string | null {
  const excess = excessOf(value);
  if (excess !== null) {
    return excess;
  }
  const forbidden = forbiddenKeyIn(value);
  if (forbidden !== null) {
    return `使えない名前「${forbidden}」が入っています。`;
  }
  return holdsBrokenText(value) ? '読み取れない文字が入っています。' : null;
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
function faultOfFile(text: string, value: unknown): string | null {
  const repeated = repeatedKeyIn(text);
  if (repeated !== null) {
    return `名前「${repeated}」が、一つのまとまりに二度出ます。`;
  }
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
  if (Buffer.byteLength(text) > MAX_TEMPLATE_BYTES) {
    return refused(TEMPLATE_TOO_LARGE);
  }
  const json = parsed(text);
  if (json === null) {
    return refused('ファイルの書き方（JSON）に誤りがあります。様式の管理で書き出したファイルを選んでください。');
  }
  const fault = faultOfContent(json.value) ?? faultOfFile(text, json.value);
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
