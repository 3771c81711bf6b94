import { randomUUID } from 'node:crypto';
import type { Answers, CreateDraft, DraftState, SectionContent } from '@bunan/contracts';
import type { DraftContents, PublishedTemplate } from '@bunan/drafts';
import { askedSections, boilerplateTexts, documentTitle } from '@bunan/template-engine';

/** A draft as it is stored first: everything that was typed is sealed. */
export interface NewDraft {
  readonly id: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly writer: CreateDraft['writer'];
  /** The test of a template that the draft tries; null: a document. */
  readonly trialTest: string | null;
  readonly state: Extract<DraftState, 'queued' | 'ready'>;
  /** 0 before anything is written. */
  readonly revision: number;
  readonly wrappedKey: Buffer;
  readonly title: Buffer;
  readonly answers: Buffer;
  /** The first revision, for a draft that needs no model. */
  readonly content: Buffer | null;
  /** Tells the same request from another one with the same key; keyed, so that it gives nothing away. */
  readonly requestHash: Buffer;
}

interface DraftToMake {
  readonly published: PublishedTemplate;
  readonly answers: Answers;
  readonly writer: CreateDraft['writer'];
  readonly contents: DraftContents;
  readonly trialTest?: string | null;
}

/** Seals a new draft: waiting for a model, or ready at once from boilerplate, as is one with nothing for a model to write. */
export function newDraft({ published, answers, writer: wanted, contents, trialTest = null }: DraftToMake): NewDraft {
  const draft = contents.newDraft(randomUUID());
  const writer = askedSections(published.template, answers).length === 0 ? 'boilerplate' : wanted;
  const isReady = writer === 'boilerplate';
  const revision = isReady ? 1 : 0;
  return {
    ...draft,
    templateId: published.id,
    templateVersion: published.version,
    writer,
    trialTest,
    state: isReady ? 'ready' : 'queued',
    revision,
    title: contents.sealTitle(draft, revision, documentTitle(published.template, answers)),
    answers: contents.sealAnswers(draft, revision, answers),
    content: isReady ? contents.sealRevision(draft, revision, { answers, sections: boilerplate(published, answers) }) : null,
    requestHash: contents.fingerprint(JSON.stringify([published.id, answers, writer])),
  };
}

function boilerplate(published: PublishedTemplate, answers: Answers): Record<string, SectionContent> {
  const texts = Object.entries(boilerplateTexts(published.template, answers));
  return Object.fromEntries(texts.map(([id, parts]) => [id, { parts, origin: 'boilerplate' }]));
}
