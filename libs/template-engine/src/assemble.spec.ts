import type { Answers, Block, SectionTexts } from '@bunan/contracts';
import { DEFAULT_POLICIES } from '@bunan/wareki';
import { libraryTemplate } from '../../../tests/support/library.js';
import {
  assembleDocument,
  boilerplateTexts,
  documentTitle,
  printedValue,
  recordedTexts,
  sampleAnswers,
  sampleDocument,
  templateSummary,
  templateView,
  textOf,
} from './index.js';

const letter = libraryTemplate('tsuchi-taigai');
const minutes = libraryTemplate('kaigiroku');
const reply = libraryTemplate('shimin-kaito');

function blocks(template: typeof letter, answers: Answers, texts: SectionTexts = {}): readonly Block[] {
  return assembleDocument(template, answers, texts, DEFAULT_POLICIES).blocks;
}

function block<K extends Block['kind']>(all: readonly Block[], kind: K): Extract<Block, { kind: K }> | undefined {
  return all.find((each): each is Extract<Block, { kind: K }> => each.kind === kind);
}

describe('a letter', () => {
  const sample = sampleAnswers(letter);

  it('has its blocks in the order of the rule', () => {
    const kinds = blocks(letter, sample, { lead: [{ text: '本文' }] }).map(({ kind }) => kind);
    expect(kinds).toEqual(['numberAndDate', 'addressee', 'sender', 'subject', 'body', 'body', 'note', 'items', 'end', 'contact']);
  });

  it('keeps the place of a number that is not given yet', () => {
    const answers = { ...sample, docNo: '' };
    expect(block(blocks(letter, answers), 'numberAndDate')?.number).toEqual([{ text: '　　第　　　号', field: 'docNo' }]);
    expect(block(blocks(reply, sampleAnswers(reply)), 'numberAndDate')?.number).toBeNull();
  });

  it('adds the 敬称 to each line that has none of its own', () => {
    const shown = (honorific: string) =>
      block(blocks(letter, { ...sample, addressee: '甲会長\n乙会長　殿\n\n丙社御中', honorific }), 'addressee')?.lines.map(textOf);
    expect(shown('様')).toEqual(['甲会長　様', '乙会長　殿', '丙社御中']);
    expect(shown('なし')).toEqual(['甲会長', '乙会長　殿', '丙社御中']);
  });

  it('prints the seal as chosen and a second sender below the first', () => {
    const sender = block(blocks(letter, { ...sample, sealMode: '公印', coSender: '教育長　山本　直子' }), 'sender');
    expect(sender?.seal).toBe('seal');
    expect(sender?.lines.map(textOf)).toEqual(['あおば市長　中村　健一', '教育長　山本　直子']);
    expect(block(blocks(letter, { ...sample, sealMode: 'なし' }), 'sender')?.seal).toBe('none');
  });

  it('prints a list of addressees as 別記, and none without', () => {
    const with別記 = blocks(letter, { ...sample, addresseeList: ['甲会長', '乙会長'] });
    expect(block(with別記, 'plain')?.lines.map(textOf)).toEqual(['別記', '甲会長', '乙会長']);
    expect(block(blocks(letter, sample), 'plain')).toBeUndefined();
  });

  it('has 記 and 以上 together or neither', () => {
    const kinds = blocks(letter, { ...sample, items: [], attachments: [] }).map(({ kind }) => kind);
    expect(kinds).not.toContain('note');
    expect(kinds).not.toContain('end');
  });

  it('numbers attachments, and sets a single one beside its label', () => {
    const last = (attachments: string[]) => block(blocks(letter, { ...sample, attachments }), 'items')?.items.at(-1);
    expect(last(['甲', '乙'])?.items?.map(({ text }) => textOf(text ?? []))).toEqual(['甲', '乙']);
    expect(last(['甲'])).toEqual({ label: [{ text: '同封する書類' }], text: [{ text: '甲', field: 'attachments.0' }] });
  });

  it('fills fields into the text and keeps typed braces', () => {
    const texts = { lead: [{ text: '実施は' }, { field: 'effectiveDate' }, { text: '。{{effectiveDate}}' }] };
    const body = blocks(letter, sample, texts)
      .filter((each) => each.kind === 'body')
      .at(-1);
    expect(body?.kind === 'body' && body.paragraphs).toEqual([
      [{ text: '実施は' }, { text: '令和6年11月1日', field: 'effectiveDate' }, { text: '。{{effectiveDate}}' }],
    ]);
  });
});

describe('a recorded answer', () => {
  it('has the values that were offered, and keeps the braces of those that were not', () => {
    const sample = sampleAnswers(letter);
    const answer = { lead: '{{effectiveDate}}から{{docNo}}' };
    expect(recordedTexts(letter, sample, answer).lead).toEqual([{ field: 'effectiveDate' }, { text: 'から{{docNo}}' }]);
    expect(recordedTexts(letter, { ...sample, effectiveDate: '' }, answer).lead).toEqual([{ text: answer.lead }]);
  });
});

describe('minutes', () => {
  const sample = sampleAnswers(minutes);
  const outline = (answers: Answers, texts: SectionTexts) => block(blocks(minutes, answers, texts), 'items')?.items ?? [];
  const labelled = (answers: Answers, label: string, texts: SectionTexts = {}) =>
    outline(answers, texts).find((item) => textOf(item.label ?? []) === label);

  it('count heads, and say なし for what is not there', () => {
    expect(textOf(labelled(sample, '出席者')?.text ?? [])).toBe('6人');
    expect(labelled(sample, '出席者')?.table?.rows).toHaveLength(6);
    expect(textOf(labelled(sample, '欠席者')?.text ?? [])).toBe('なし');
    expect(labelled(sample, '欠席者')?.table).toBeUndefined();
  });

  it('show the reason of a closed meeting, the way it was held and the signers only where they are given', () => {
    expect(labelled(sample, '非公開の理由')).toBeUndefined();
    expect(labelled(sample, '開催の方法')).toBeUndefined();
    const answers = { ...sample, openness: '非公開', closedReason: '条例第7条', form: '書面', signers: ['委員　大沢　和也'] };
    expect(textOf(labelled(answers, '非公開の理由')?.text ?? [])).toBe('条例第7条');
    expect(textOf(labelled(answers, '開催の方法')?.text ?? [])).toBe('書面');
    expect(blocks(minutes, answers).flatMap((each) => (each.kind === 'plain' ? each.lines.map(textOf) : []))).toEqual([
      '閉会　午前11時30分',
      '作成　桐生市議会事務局',
      '会議録署名人',
      '委員　大沢　和也',
    ]);
  });

  it('print the actions of the clerk as a table, or those that were written, never both', () => {
    const texts = { actionsText: [{ text: '資料を直す\n日程を決める' }] };
    expect(labelled(sample, '今後の対応（宿題）', texts)?.items).toHaveLength(2);
    const listed = { ...sample, actions: [{ task: '精査', owner: '総務課', due: '10月' }] };
    const shown = outline(listed, texts).filter((item) => textOf(item.label ?? []) === '今後の対応（宿題）');
    expect(shown).toHaveLength(1);
    expect(shown[0]?.table?.rows).toEqual([
      [
        [{ text: '精査', field: 'actions.0.task' }],
        [{ text: '総務課', field: 'actions.0.owner' }],
        [{ text: '10月', field: 'actions.0.due' }],
      ],
    ]);
  });

  it('put 「なし」 beside its label', () => {
    expect(textOf(labelled(sample, '決定事項', { decisions: [{ text: 'なし' }] })?.text ?? [])).toBe('なし');
  });
});

describe('titles and values', () => {
  it('name a document by what is filled in, or by its template', () => {
    expect(documentTitle(letter, sampleAnswers(letter))).toBe('都市公園の夜間利用時間の変更について');
    expect(documentTitle(letter, {})).toBe('通知文（対外）');
    expect(printedValue(letter, sampleAnswers(letter), 'issueDate', DEFAULT_POLICIES)).toBe('令和6年10月1日');
    expect(printedValue(letter, sampleAnswers(letter), 'unknown', DEFAULT_POLICIES)).toBe('');
  });
});

describe('boilerplate', () => {
  it('holds fields as fields and typed text nowhere', () => {
    const texts = boilerplateTexts(letter, { ...sampleAnswers(letter), subject: '{{decision}}' });
    expect(texts.lead?.slice(0, 2)).toEqual([{ field: 'subject' }, { text: '、' }]);
    expect(JSON.stringify(texts)).not.toContain('{{');
  });

  it('drops the sentences whose field is empty', () => {
    const answers = { ...sampleAnswers(letter), legalBasis: '', reason: '', effectiveDate: '' };
    expect(boilerplateTexts(letter, answers).lead).toEqual([
      { field: 'subject' },
      { text: '、下記のとおり通知します。\n内容は、次のとおりです。' },
      { field: 'decision' },
    ]);
  });
});

describe('views', () => {
  const showing = (template: typeof letter) => ({
    version: 3,
    expectedTokens: 900,
    preview: sampleDocument(template, DEFAULT_POLICIES),
  });

  it('show the gallery what a template asks for, with its sample document', () => {
    const summary = templateSummary(letter, showing(letter));
    expect(summary).toMatchObject({ id: 'tsuchi-taigai', version: 3, expectedTokens: 900, fieldCount: letter.fields.length });
    expect(summary.requiredCount).toBeLessThan(summary.fieldCount);
    expect(summary).toMatchObject({ isFavourite: false, lastUsedAt: null, usesInDepartment: 0 });
    expect(summary.miniature.text).toMatch(/^(M[\d.]+ [\d.]+h[\d.]+)+$/);
  });

  it('show the form everything but instructions and boilerplates', () => {
    const view = templateView(minutes, showing(minutes));
    expect(view.sections.map(({ id }) => id)).toEqual(['summary', 'decisions', 'actionsText']);
    expect(JSON.stringify(view.sections)).not.toContain('instruction');
    expect(view.sample.source).toContain('桐生市議会会議録');
  });
});
