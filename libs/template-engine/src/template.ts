import { templateDefinitionSchema, type TemplateDefinition } from '@bunan/contracts';
import type { TemplateFault } from './fault.js';
import { templateFaults } from './template-faults.js';

/** A template that has passed every check. */
export type Template = TemplateDefinition;

/** Most faults that are told at once: nobody reads more, and a hostile text can have a fault at every fifth character. */
const MOST_TOLD = 200;

/** What came of reading a template: the template, or every fault at its place (the first ones of very many). */
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

interface FormIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function formFaults(issues: readonly FormIssue[]): readonly TemplateFault[] {
  return told(issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })));
}

/** Reads a template and checks that it can be used safely. @param content the definition with prompt, sample and tests in it */
export function readTemplate(content: unknown): TemplateReading {
  const parsed = templateDefinitionSchema.safeParse(content);
  if (!parsed.success) {
    return { ok: false, faults: formFaults(parsed.error.issues) };
  }
  const faults = templateFaults(parsed.data);
  return faults.length > 0 ? { ok: false, faults: told(faults) } : { ok: true, template: parsed.data };
}

function told(faults: readonly TemplateFault[]): readonly TemplateFault[] {
  const more = faults.length - MOST_TOLD;
  return more > 0
    ? [...faults.slice(0, MOST_TOLD), { path: '', message: `ほかに${more.toLocaleString('en-US')}件の誤りがあります。` }]
    : faults;
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

/**
 * A template that was published, for the documents that were made of it: its form is checked, not the rules that may have
 * been added since. Its texts are guarded when they are filled in.
 *
 * @throws {TemplateError} with every fault of its form
 */
export function openTemplate(content: unknown): Template {
  const parsed = templateDefinitionSchema.safeParse(content);
  if (!parsed.success) {
    throw new TemplateError(formFaults(parsed.error.issues));
  }
  return parsed.data;
}
