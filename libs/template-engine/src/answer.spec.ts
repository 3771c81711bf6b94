import type { Parts } from '@bunan/contracts';
import fc from 'fast-check';
import { parseAnswer, parseCutAnswer, parsePartialAnswer } from './answer.js';
import type { Prompt } from './prompt.js';

const prompt: Prompt = {
  messages: [],
  answerSchema: { type: 'object', properties: {}, required: [], additionalProperties: false },
  sectionIds: ['lead', 'next'],
  mostAnswerTokens: 100,
  placeholders: new Map([
    ['deadline', { field: 'deadline' }],
    ['tel1', { text: '090-1234-5678' }],
  ]),
};

const answer = (lead: unknown, next: unknown = 'なし') => JSON.stringify({ lead, next });

/** Text with a mark where a field stands: marks cannot come from text. */
const shown = (parts: Parts | undefined) =>
  (parts ?? []).map((part) => ('text' in part ? part.text : `\u0000${part.field}\u0000`)).join('');

describe('parseAnswer', () => {
  it('makes parts of offered ids only, and puts masked values back as text', () => {
    const parsed = parseAnswer(prompt, answer('期限は{{deadline}}、{{unknown}}、{{tel1}}、{deadline}、{{ deadline }}です。'));
    expect(parsed).toEqual({
      ok: true,
      texts: {
        lead: [{ text: '期限は' }, { field: 'deadline' }, { text: '、{{unknown}}、090-1234-5678、{deadline}、{{ deadline }}です。' }],
        next: [{ text: 'なし' }],
      },
    });
  });

  it('does not look into what it has put in', () => {
    const tricky = { ...prompt, placeholders: new Map([['tel1', { text: '{{deadline}}' }]]) };
    expect(parseAnswer(tricky, answer('{{tel1}}'))).toMatchObject({ texts: { lead: [{ text: '{{deadline}}' }] } });
  });

  it.each([
    ['no JSON', 'こんにちは', 'not-json'],
    ['a list', '[]', 'not-json'],
    ['null', 'null', 'not-json'],
    ['half an object', '{"lead": "あ', 'not-json'],
    ['HTML', '<html></html>', 'not-json'],
    ['a missing section', '{"lead": "あ"}', 'wrong-sections'],
    ['a section that was not asked for', '{"lead": "あ", "next": "い", "more": "う"}', 'wrong-sections'],
    ['a section that is no text', answer(['あ']), 'wrong-sections'],
    ['nothing at all', answer(' ', '\n'), 'empty'],
  ])('refuses %s', (_, raw, fault) => {
    expect(parseAnswer(prompt, raw)).toEqual({ ok: false, fault });
  });

  it('cleans what no file may hold', () => {
    expect(parseAnswer(prompt, answer('あ\u0000い\r\nう\ud800え'))).toMatchObject({ texts: { lead: [{ text: 'あい\nうえ' }] } });
  });
});

describe('parseCutAnswer', () => {
  it.each([
    [
      'in its first section',
      '{"lead": "あ{{deadline}}い',
      { lead: [{ text: 'あ' }, { field: 'deadline' }, { text: 'い' }] },
      ['lead', 'next'],
    ],
    ['behind a line', '{"lead": "あ\\n', { lead: [{ text: 'あ\n' }] }, ['lead', 'next']],
    ['in a placeholder', '{"lead": "あ{{dead', { lead: [{ text: 'あ' }] }, ['lead', 'next']],
    ['between two sections', '{"lead": "あ", "ne', { lead: [{ text: 'あ' }] }, ['next']],
    ['in its last section', '{"lead": "あ", "next": "い', { lead: [{ text: 'あ' }], next: [{ text: 'い' }] }, ['next']],
    ['before anything', '{', {}, ['lead', 'next']],
  ])('says what an answer left unfinished that ended %s', (_, raw, texts, unfinished) => {
    expect(parseCutAnswer(prompt, raw)).toEqual({ texts: { lead: [], next: [], ...texts }, unfinished });
  });
});

describe('parsePartialAnswer', () => {
  const piece = fc.constantFrom(
    '期限は',
    '{{deadline}}',
    '{{tel1}}',
    '"',
    '\\',
    '\\u30',
    '\n',
    '{',
    '{{',
    '}}',
    '𠮷',
    '👨‍👩‍👧',
    ': "',
    '。',
    '\t',
  );
  const text = fc.array(piece, { maxLength: 15 }).map((pieces) => `始${pieces.join('')}終`);
  const escaped = fc.boolean();

  /** JSON as models write it: with or without escapes for what is not ASCII. */
  const write = (lead: string, next: string, isAscii: boolean) => {
    const raw = answer(lead, next);
    return isAscii ? raw.replace(/[^\u0000-\u007f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : raw;
  };

  it('shows of every beginning of an answer a beginning of its texts, and never half a placeholder', () => {
    fc.assert(
      fc.property(text, text, escaped, (lead, next, isAscii) => {
        const raw = write(lead, next, isAscii);
        const whole = parseAnswer(prompt, raw);
        const texts = whole.ok ? whole.texts : {};
        for (let length = 0; length <= raw.length; length += 1) {
          const partial = parsePartialAnswer(prompt, raw.slice(0, length));
          for (const [id, parts] of Object.entries(partial)) {
            expect(shown(texts[id]).startsWith(shown(parts))).toBe(true);
          }
        }
        expect(parsePartialAnswer(prompt, raw)).toEqual(texts);
      }),
      { numRuns: 40 },
    );
  });

  it('only ever grows', () => {
    const raw = answer('あ"い\\う{{deadline}}え\nお', 'か');
    const lengths = Array.from({ length: raw.length + 1 }, (_, length) => {
      const partial = parsePartialAnswer(prompt, raw.slice(0, length));
      return shown(partial.lead).length + shown(partial.next).length;
    });
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
  });

  it('takes what is no answer for nothing', () => {
    expect(parsePartialAnswer(prompt, '```json\n')).toEqual({});
    expect(parsePartialAnswer(prompt, '{"other": "あ", "lead": 3')).toEqual({});
    expect(parsePartialAnswer(prompt, '')).toEqual({});
  });

  it('reads a long answer in time that grows with its length only', () => {
    const raw = answer('あ"'.repeat(50_000));
    const before = performance.now();
    parsePartialAnswer(prompt, raw);
    parsePartialAnswer(prompt, '"'.repeat(200_000));
    expect(performance.now() - before).toBeLessThan(30_000);
  });
});
