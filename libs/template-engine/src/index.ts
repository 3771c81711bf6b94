export { parseAnswer, parsePartialAnswer, type AnswerFault, type ParsedAnswer } from './answer.js';
export { assembleDocument, documentTitle, printedValue } from './assemble.js';
export { boilerplateTexts } from './boilerplate.js';
export { sectionLine, textOf } from './print.js';
export type { MaskedValue } from './placeholders.js';
export { buildPrompt, type Prompt } from './prompt.js';
export { askedSections } from './sections.js';
export { loadTemplate, TemplateError, type Template } from './template.js';
export { sampleAnswers, templateSummary, templateView, type Showing } from './view.js';
