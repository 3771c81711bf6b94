import {
  failureTexts,
  type Answers,
  type DraftSummary,
  type DraftView,
  type Finding,
  type Line,
  type Origin,
  type SectionContent,
  type SectionTexts,
  type SectionView,
} from '@bunan/contracts';
import type { DraftContents, PublishedTemplate } from '@bunan/drafts';
import { reviewDraft } from '@bunan/review';
import { assembleDocument, askedSections, sectionLine } from '@bunan/template-engine';
import type { PrintPolicies } from '@bunan/wareki';
import { fileNames } from '@bunan/word';
import type { DraftListRow, DraftRow } from './draft-row.js';
import { sectionProgress } from './section-progress.js';

/** Words for the caps, as the person reads them. */
const SCOPES = { contract: '契約', department: '課の配分', person: 'あなたの枠' } as const;

/** The content of a draft, opened: the newest revision, or what has arrived of the first one. */
export interface OpenDraft {
  readonly title: string;
  readonly answers: Answers;
  readonly sections: Readonly<Record<string, SectionContent>>;
}

/** Opens what is sealed in a row. */
export function openDraft(row: DraftRow, contents: DraftContents): OpenDraft {
  const title = contents.openTitle(row, row.revision, row.title);
  if (row.content !== null) {
    return { title, ...contents.openRevision(row, row.revision, row.content) };
  }
  const partial = row.partial === null ? {} : contents.openPartial(row, row.attempt, row.partial);
  const sections = Object.entries(partial).map(([id, parts]): [string, SectionContent] => [id, { parts, origin: 'model' }]);
  return { title, answers: contents.openAnswers(row, row.revision, row.answers), sections: Object.fromEntries(sections) };
}

/** Parts of each section, without their origin. */
export function textsOf(sections: OpenDraft['sections']): SectionTexts {
  return Object.fromEntries(Object.entries(sections).map(([id, section]) => [id, section.parts]));
}

/** What the rules say about a draft. */
export function findingsOf(published: PublishedTemplate, draft: OpenDraft, policies: PrintPolicies): Finding[] {
  const texts = Object.entries(draft.sections).map(([id, { parts }]): [string, Line] => [
    id,
    sectionLine(published.template, draft.answers, parts, policies),
  ]);
  return reviewDraft({ template: published.template, answers: draft.answers, texts: Object.fromEntries(texts) });
}

/** One row of the list. */
export function draftSummary(row: DraftListRow, templateName: string, contents: DraftContents): DraftSummary {
  return {
    id: row.id,
    templateId: row.templateId,
    templateName,
    title: contents.openTitle(row, row.revision, row.title),
    state: row.state,
    confirmed: row.confirmed,
    author: { id: row.authorId, name: row.authorName },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** The whole state of a draft for the screen. */
export function draftView(row: DraftRow, published: PublishedTemplate, draft: OpenDraft, policies: PrintPolicies): DraftView {
  const texts = textsOf(draft.sections);
  const document = assembleDocument(published.template, draft.answers, texts, policies);
  return {
    ...stateOf(row),
    id: row.id,
    templateId: row.templateId,
    templateName: published.template.name,
    templateVersion: row.templateVersion,
    title: draft.title,
    confirmed: row.confirmations.length > 0,
    author: { id: row.authorId, name: row.authorName },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    answers: draft.answers,
    sections: sectionViews(row, published, draft, policies),
    document,
    findings: row.state === 'ready' ? findingsOf(published, draft, policies) : [],
    confirmations: row.confirmations,
    fileNames: fileNames(document.title),
  };
}

function stateOf(row: DraftRow) {
  return {
    state: row.state,
    version: row.version,
    revision: row.revision,
    attempt: row.attempt,
    retrying: row.retrying,
    truncated: row.truncated,
    failure: row.failureCode === null ? null : { code: row.failureCode, message: failureTexts[row.failureCode] },
    stopped: stoppedOf(row),
    tokens: { used: row.usedTokens, reserved: row.reservedTokens },
    practice: row.practice,
  };
}

function stoppedOf(row: DraftRow): DraftView['stopped'] {
  if (row.stoppedScope === null) {
    return null;
  }
  return {
    scope: row.stoppedScope,
    remainingTokens: row.stoppedRemainingTokens ?? 0,
    requestedTokens: row.stoppedRequestedTokens ?? 0,
    message: `${SCOPES[row.stoppedScope]}のトークンが足りないため、AIは書けません。入力は残っています。定型文でつくることができます。`,
  };
}

function sectionViews(row: DraftRow, published: PublishedTemplate, draft: OpenDraft, policies: PrintPolicies): SectionView[] {
  const asked = askedSections(published.template, draft.answers);
  const ids = asked.map((section) => section.id);
  const progress = sectionProgress(ids, textsOf(draft.sections), row.state);
  return asked.map((section) => ({
    id: section.id,
    label: section.label,
    parts: draft.sections[section.id]?.parts ?? [],
    line: sectionLine(published.template, draft.answers, draft.sections[section.id]?.parts ?? [], policies),
    origin: draft.sections[section.id]?.origin ?? ('model' satisfies Origin),
    progress: progress[section.id] ?? 'waiting',
    minChars: section.minChars,
    maxChars: section.maxChars,
  }));
}
