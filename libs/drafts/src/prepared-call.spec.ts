import { loadTemplate, sampleAnswers } from '@bunan/template-engine';
import { tokenCounter } from '@bunan/tokens';
import { prepareCall } from './prepared-call.js';
import { readTemplateFolder } from './template-files.js';

const TEMPLATES = readTemplateFolder('templates').map(({ content }) => loadTemplate(content));

describe('prepareCall', () => {
  const limits = { counter: tokenCounter('o200k_base'), contextTokens: 128_000 };

  it.each(TEMPLATES)('costs the same each time for the same form: $id', (template) => {
    const answers = sampleAnswers(template);
    const calls = Array.from({ length: 50 }, () => prepareCall(template, answers, limits));
    expect(new Set(calls.map(({ worstTokens }) => worstTokens)).size).toBe(1);
    expect(new Set(calls.map(({ prompt }) => JSON.stringify(prompt.messages))).size).toBe(calls.length);
  });

  it.each(TEMPLATES)('reserves everything that is sent and the longest answer: $id', (template) => {
    const { prompt, inputTokens, worstTokens } = prepareCall(template, sampleAnswers(template), limits);
    const sent = prompt.messages.reduce((sum, { content }) => sum + limits.counter.count(content), 0);
    expect(inputTokens).toBeGreaterThan(sent);
    expect(worstTokens).toBe(inputTokens + prompt.maxAnswerTokens);
  });
});
