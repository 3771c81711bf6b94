/** One thing that is wrong with a template, at its place. */
export interface TemplateFault {
  /** Where in the definition: `fields.3.options`, `prompt`; '' for the whole. */
  readonly path: string;
  /** Of a text: line and column, both from 1. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}
