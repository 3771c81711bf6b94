import { loadTemplate, sampleAnswers } from '@bunan/template-engine';
import { tokenCounter } from '@bunan/tokens';
import { prepareCall } from './prepared-call.js';
import { readTemplateFolder } from './template-files.js';

const LIBRARY = readTemplateFolder('templates').map(({ content }) => loadTemplate(content));
const TEMPLATES = LIBRARY.filter(({ sections }) => sections.length > 0);
const FORMS = LIBRARY.filter(({ sections }) => sections.length === 0);

describe('prepareCall', () => {
  const limits = { model: 'keiko', counter: tokenCounter('o200k_base'), contextTokens: 128_000 };
  const basis = { limits, past: null };

  it.each(TEMPLATES)('costs the same each time for the same form: $id', (template) => {
    const answers = sampleAnswers(template);
    const calls = Array.from({ length: 50 }, () => prepareCall(template, answers, basis));
    expect(new Set(calls.map(({ worstTokens }) => worstTokens)).size).toBe(1);
    expect(new Set(calls.map(({ prompt }) => JSON.stringify(prompt.messages))).size).toBe(calls.length);
  });

  it.each(TEMPLATES)('reserves everything that is sent and the longest answer: $id', (template) => {
    const { prompt, inputTokens, maxAnswerTokens, worstTokens } = prepareCall(template, sampleAnswers(template), basis);
    const sent = prompt.messages.reduce((sum, { content }) => sum + limits.counter.count(content), 0);
    expect(inputTokens).toBeGreaterThan(sent);
    expect(worstTokens).toBe(inputTokens + maxAnswerTokens);
  });
});

describe('a template that leaves nothing to a model', () => {
  const limits = { model: 'keiko', counter: tokenCounter('o200k_base'), contextTokens: 128_000 };

  it.each(FORMS)('sends nothing and costs nothing: $id', (template) => {
    const past = { usualShare: 0.25, mostShare: 0.4, tokensPerByte: 0.35 };
    const call = prepareCall(template, sampleAnswers(template), { limits, past });
    expect(call).toMatchObject({ inputTokens: 0, expectedTokens: 0, worstTokens: 0, sentBytes: 0, masks: [], isTooLong: false });
    expect(call.prompt.messages).toEqual([]);
  });

  it('is there', () => {
    expect(FORMS.map(({ id }) => id)).toEqual(expect.arrayContaining(['juji-meibo', 'shokyo-shomei']));
  });
});

describe('the limit of an answer', () => {
  const template = TEMPLATES.find(({ id }) => id === 'kaigiroku');
  if (template === undefined) {
    throw new Error('the library has no kaigiroku');
  }
  const answers = sampleAnswers(template);
  const exact = { model: 'keiko', counter: tokenCounter('o200k_base'), contextTokens: 128_000 };
  const unknown = { ...exact, counter: tokenCounter('unknown') };
  const past = { usualShare: 0.25, mostShare: 0.4, tokensPerByte: 0.35 };

  it('is that of the sections while nothing is known, and follows the need as soon as it is', () => {
    const blind = prepareCall(template, answers, { limits: exact, past: null });
    const known = prepareCall(template, answers, { limits: exact, past });
    expect(blind.maxAnswerTokens).toBe(blind.mostAnswerTokens);
    expect(known.maxAnswerTokens).toBe(Math.ceil((known.mostAnswerTokens * 0.4 * 1.25) / 50) * 50);
    expect(known.expectedTokens).toBe(known.inputTokens + Math.ceil(known.mostAnswerTokens * 0.25));
    expect(blind.inputTokens).toBe(known.inputTokens);
  });

  it('is half as high for a short text', () => {
    const short = prepareCall(template, answers, { limits: exact, past: null, job: { kind: 'short' } });
    expect(short.mostAnswerTokens).toBe(30 + 3_250 + 650 + 500);
  });

  it('stays within the context of the model, and says when not even the usual answer has room in it', () => {
    const { inputTokens } = prepareCall(template, answers, { limits: exact, past: null });
    const within = (contextTokens: number) => prepareCall(template, answers, { limits: { ...exact, contextTokens }, past: null });
    expect(within(inputTokens + 3_000)).toMatchObject({ maxAnswerTokens: 3_000, worstTokens: inputTokens + 3_000, isTooLong: false });
    expect(within(inputTokens + template.usualAnswerTokens)).toMatchObject({ isTooLong: false });
    expect(within(inputTokens + template.usualAnswerTokens - 1)).toMatchObject({ isTooLong: true });
    expect(within(10)).toMatchObject({ maxAnswerTokens: 1, isTooLong: true });
  });

  it('gives an unknown tokenizer the room that it may need, and counts its prompt by bytes until its rate is known', () => {
    const count = (limits: typeof exact, known: typeof past | null = null) => prepareCall(template, answers, { limits, past: known });
    expect(count(unknown).mostAnswerTokens).toBe(Math.ceil(count(exact).mostAnswerTokens * 2.8));
    expect(count(unknown).inputTokens).toBeGreaterThanOrEqual(count(unknown).sentBytes);
    expect(count(unknown, past).inputTokens).toBeLessThan(count(unknown).inputTokens / 2);
    expect(count(unknown, past).plausibleInput.most).toBeGreaterThanOrEqual(count(unknown).sentBytes);
  });
});
