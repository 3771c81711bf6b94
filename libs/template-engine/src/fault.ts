/** One thing that is wrong with a template, at its place. */
export interface TemplateFault {
  /** Where in the definition: `fields.3.options`, `prompt`; '' for the whole. */
  readonly path: string;
  /** Of a text: line and column, both from 1. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** What is wrong at one place, a sentence each. */
export function faultsAt(path: string, messages: readonly string[]): TemplateFault[] {
  return messages.map((message) => ({ path, message }));
}

/** A sentence for each id that no field has. */
export function missingFields(ids: Iterable<string>, known: ReadonlySet<string>): string[] {
  return [...new Set(ids)].filter((id) => !known.has(id)).map((id) => `項目「${id}」がありません。`);
}
