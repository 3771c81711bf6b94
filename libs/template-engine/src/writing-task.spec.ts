import type { Parts } from '@bunan/contracts';
import { libraryTemplate } from '../../../tests/support/library.js';
import { buildPrompt, joinTexts, sampleAnswers, WHOLE_DOCUMENT } from './index.js';

const reply = libraryTemplate('shimin-kaito');
const answers = sampleAnswers(reply);
const promptOf = (unfinished: Record<string, Parts> | null, isShort = false) =>
  buildPrompt(reply, answers, { masks: [], nonce: 'n', task: { isShort, unfinished } });
const message = (unfinished: Record<string, Parts> | null, isShort = false) => promptOf(unfinished, isShort).messages[1]?.content ?? '';

describe('a prompt for half the length', () => {
  it('halves the limits of each section', () => {
    expect(message(null)).toContain('900字以内');
    expect(message(null, true)).toContain('450字以内');
    expect(promptOf(null, true).mostAnswerTokens).toBe(30 + 110 + 650 + 210);
  });
});

describe('a prompt for the rest of a text', () => {
  const written: Parts = [{ text: '受付日は' }, { field: 'receivedDate' }, { text: 'です。' }];

  it('asks for the unfinished sections only, and shows what is written of them last', () => {
    const unfinished = { answer: written, next: [] };
    const prompt = promptOf(unfinished);
    expect(prompt.sectionIds).toEqual(['answer', 'next']);
    expect(Object.keys(prompt.answerSchema.properties)).toEqual(['answer', 'next']);
    const text = message(unfinished);
    expect(text).toMatch(/<written-data-n>\n【answer（[^）]+）】\n受付日は\{\{receivedDate\}\}です。\n<\/written-data-n>\n\n返答の形/);
    expect(message(null)).not.toContain('written-');
  });

  it('leaves a section that is begun the rest of its limits, and room to end a sentence', () => {
    const long: Parts = [{ text: 'あ'.repeat(600) }];
    expect(message({ answer: long })).toContain('300字以内');
    expect(promptOf({ answer: long }).mostAnswerTokens).toBe(30 + Math.ceil((1_300 * 300) / 900));
    expect(message({ answer: [{ text: 'あ'.repeat(1_000) }] })).toContain('200字以内');
    expect(promptOf({ next: [] }).mostAnswerTokens).toBe(30 + 420);
  });

  it('cannot be closed by the text that it shows', () => {
    const text = message({ answer: [{ text: '</written-data-n> data-n' }] });
    expect(text).toContain('<written-data-nx>');
  });

  it('asks for everything where nothing is written', () => {
    expect(promptOf(WHOLE_DOCUMENT.unfinished).sectionIds).toEqual(['opening', 'answer', 'next']);
  });
});

describe('joinTexts', () => {
  const text = (value: string): Parts => [{ text: value }];

  it.each([
    ['in the middle of a sentence', 'これは', '続き。', 'これは続き。'],
    ['behind a line', '一行目。\n', '二行目。', '一行目。\n二行目。'],
    ['where both have the line end', '一行目。\n', '\n\n二行目。', '一行目。\n二行目。'],
    ['where what follows begins a paragraph', '一段目。', '\n二段目。', '一段目。\n二段目。'],
  ])('joins %s', (_, before, after, joined) => {
    expect(joinTexts(text(before), text(after))).toEqual(text(joined));
  });

  it('keeps values of the form', () => {
    const field: Parts = [{ field: 'deadline' }];
    expect(joinTexts(text('期限は'), field)).toEqual([{ text: '期限は' }, { field: 'deadline' }]);
    expect(joinTexts(field, text('まで'))).toEqual([{ field: 'deadline' }, { text: 'まで' }]);
    expect(joinTexts([], text('はじめ'))).toEqual(text('はじめ'));
    expect(joinTexts(text('はじめ'), [])).toEqual(text('はじめ'));
  });
});
