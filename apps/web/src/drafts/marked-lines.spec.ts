import type { DocumentModel, Finding } from '@bunan/contracts';
import { markedLines, numbered } from './marked-lines';

const finding = (excerpt: string, start: number): Finding => ({
  id: `f${String(start)}`,
  rule: 'number',
  severity: 'error',
  title: '入力にない数',
  message: '',
  sectionId: 'body',
  range: { start, end: start + excerpt.length },
  excerpt,
  fix: null,
  fieldId: null,
});

const DOCUMENT: DocumentModel = {
  title: '',
  templateName: '',
  blocks: [
    {
      kind: 'body',
      sectionId: 'body',
      written: true,
      paragraphs: [[{ text: '約30件の' }, { text: '意見', field: 'what' }], [{ text: '約30件ある。' }]],
    },
  ],
};

describe('markedLines', () => {
  it('cuts the lines at the findings and keeps every character', () => {
    const marked = [...markedLines(DOCUMENT, numbered([finding('約30件', 0), finding('約30件', 7)])).values()];
    expect(marked.map((pieces) => pieces.map((piece) => [piece.text, piece.found?.number ?? null, piece.field ?? null]))).toEqual([
      [
        ['約30件', 1, null],
        ['の', null, null],
        ['意見', null, 'what'],
      ],
      [
        ['約30件', 2, null],
        ['ある。', null, null],
      ],
    ]);
  });

  it('leaves a finding out whose words are not there', () => {
    const marked = [...markedLines(DOCUMENT, numbered([finding('ない言葉', 0)])).values()];
    expect(marked.flat().every((piece) => piece.found === undefined)).toBe(true);
  });

  it('draws the graver of two findings at the same words, and names both where they begin', () => {
    const long: Finding = { ...finding('約30件の意見', 0), severity: 'warn' };
    const [line] = [...markedLines(DOCUMENT, numbered([long, finding('30件', 1)])).values()];
    expect(line?.map((piece) => [piece.text, piece.found?.finding.severity, piece.begins.map((each) => each.number)])).toEqual([
      ['約', 'warn', [2]],
      ['30件', 'error', [1]],
      ['の', 'warn', []],
      ['意見', 'warn', []],
    ]);
  });
});

describe('numbered', () => {
  it('begins with what must be done, and else keeps the order of the document', () => {
    const findings: Finding[] = [{ ...finding('い', 0), severity: 'warn' }, finding('ろ', 1), finding('は', 2)];
    expect(numbered(findings).map((each) => [each.number, each.finding.excerpt])).toEqual([
      [1, 'ろ'],
      [2, 'は'],
      [3, 'い'],
    ]);
  });
});
