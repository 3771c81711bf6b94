import { templateDefinitionSchema, type TemplateDefinition } from '@bunan/contracts';
import type { TemplateFault } from './fault.js';
import { templateFaults } from './template-faults.js';

/** A template that has passed every check. */
export type Template = TemplateDefinition;

/** What came of reading a template: the template, or every fault at its place. */
export type TemplateReading =
  { readonly ok: true; readonly template: Template } | { readonly ok: false; readonly faults: readonly TemplateFault[] };

/** A fault in one line: 「sections.0.boilerplate 3行目5字目: …」. */
export function faultLine({ path, line, column, message }: TemplateFault): string {
  const place = line === undefined ? '' : ` ${String(line)}行目${column === undefined ? '' : `${String(column)}字目`}`;
  return path === '' ? message : `${path}${place}: ${message}`;
}

/** A template that cannot be used; the message lists every fault, one a line. */
export class TemplateError extends Error {
  constructor(readonly faults: readonly TemplateFault[]) {
    super(`様式に誤りがあります。\n${faults.map((fault) => `- ${faultLine(fault)}`).join('\n')}`);
    this.name = 'TemplateError';
  }
}

/** Reads a template and checks that it can be used safely. @param content the definition with prompt, sample and tests in it */
export function readTemplate(content: unknown): TemplateReading {
  const parsed = templateDefinitionSchema.safeParse(content);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
    return { ok: false, faults };
  }
  const faults = templateFaults(parsed.data);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, template: parsed.data };
}

/**
 * Reads a template and refuses one that could not be used safely.
 *
 * @throws {TemplateError} with every fault
 */
export function loadTemplate(content: unknown): Template {
  const reading = readTemplate(content);
  if (!reading.ok) {
    throw new TemplateError(reading.faults);
  }
  return reading.template;
}
