import { createSecretKey, randomBytes } from 'node:crypto';
import { answersSchema } from '@bunan/contracts';
import { DraftContents, readTemplateFolder } from '@bunan/drafts';
import { loadTemplate, sampleAnswers } from '@bunan/template-engine';
import { MasterKeys, Vault, VaultError } from '@bunan/vault';
import { DEFAULT_POLICIES } from '@bunan/wareki';
import { DraftOpener } from './draft-opener.js';
import type { DraftRow } from './draft-row.js';

const ID = '00000000-0000-4000-8000-000000000001';

const contents = new DraftContents(new Vault(new MasterKeys([{ id: 'k1', key: createSecretKey(randomBytes(32)) }])));
const template = loadTemplate(readTemplateFolder('templates').find(({ id }) => id === 'tsuchi-taigai')?.content);
const published = { id: template.id, version: 1, template, answers: answersSchema(template.fields) };
const answers = sampleAnswers(template);
const sealable = contents.newDraft(ID);

function ready(revision: number, lead: string): DraftRow {
  const content = { answers, sections: { lead: { parts: [{ text: lead }], origin: 'hand' as const } } };
  return {
    id: ID,
    wrappedKey: sealable.wrappedKey,
    templateId: template.id,
    templateVersion: 1,
    state: 'ready',
    writer: 'model',
    attempt: 1,
    retrying: false,
    truncated: false,
    continuationFailure: null,
    failureCode: null,
    stoppedScope: null,
    stoppedReason: null,
    stoppedRenewsAt: null,
    raisers: null,
    stoppedRemainingTokens: null,
    stoppedRequestedTokens: null,
    stoppedShortTokens: null,
    practice: true,
    version: revision,
    revision,
    title: contents.sealTitle(sealable, revision, '題'),
    answers: contents.sealAnswers(sealable, revision, answers),
    partial: null,
    content: contents.sealRevision(sealable, revision, content),
    authorId: ID,
    authorName: '職員',
    createdAt: new Date(0),
    updatedAt: new Date(0),
    usedTokens: 0,
    reservedTokens: 0,
    confirmations: [],
  };
}

describe('DraftOpener', () => {
  const opener = new DraftOpener(contents, DEFAULT_POLICIES);
  const row = ready(1, '一つ目の文章');

  it('opens the same sealed bytes once, whatever else of the row changes', () => {
    const draft = opener.open(row, published);
    expect(draft.sections.lead?.parts).toEqual([{ text: '一つ目の文章' }]);
    expect(opener.open({ ...ready(1, ''), ...row, version: 9, updatedAt: new Date() }, published)).toBe(draft);
  });

  it('opens other bytes anew', () => {
    expect(opener.open(ready(1, '二つ目の文章'), published).sections.lead?.parts).toEqual([{ text: '二つ目の文章' }]);
    expect(opener.open(ready(2, '三つ目の文章'), published).sections.lead?.parts).toEqual([{ text: '三つ目の文章' }]);
  });

  it.each([
    ['another draft', { id: '00000000-0000-4000-8000-000000000002' }],
    ['another revision', { revision: 2 }],
    ['another key', { wrappedKey: contents.newDraft(ID).wrappedKey }],
  ])('does not show kept content in the place of %s', (_, change) => {
    opener.open(row, published);
    expect(() => opener.open({ ...row, ...change }, published)).toThrow(VaultError);
  });

  it('keeps no growing text', () => {
    const partial = contents.sealPartial(sealable, 1, { lead: [{ text: '書きかけ' }] });
    const growing: DraftRow = { ...row, state: 'writing', content: null, partial };
    const draft = opener.open(growing, published);
    expect(draft.texts).toEqual({ lead: [{ text: '書きかけ' }] });
    expect(opener.open(growing, published)).not.toBe(draft);
  });
});
