import {
  continuationFailureTexts,
  failureTexts,
  filesAnswer,
  stopTexts,
  type DraftSummary,
  type DraftView,
  type Origin,
  type SectionView,
} from '@bunan/contracts';
import type { DraftContents } from '@bunan/drafts';
import type { DraftListRow, DraftRow } from './draft-row.js';
import type { OpenDraft } from './open-draft.js';
import { continuationProgress, sectionProgress } from './section-progress.js';

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
export function draftView(row: DraftRow, draft: OpenDraft): DraftView {
  return {
    ...stateOf(row),
    id: row.id,
    templateId: row.templateId,
    templateName: draft.published.template.name,
    templateVersion: row.templateVersion,
    trialTest: row.trialTest,
    title: draft.title,
    confirmed: row.confirmations.length > 0,
    author: { id: row.authorId, name: row.authorName },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    answers: draft.answers,
    sections: sectionViews(row, draft),
    document: draft.document,
    findings: row.state === 'ready' ? [...draft.findings] : [],
    confirmations: row.confirmations,
    fileNames: draft.fileNames,
    files: filesOf(draft),
  };
}

function filesOf({ published, answers }: OpenDraft): DraftView['files'] {
  return published.template.fields
    .filter(({ type }) => type === 'file')
    .flatMap(({ id, label }) => filesAnswer(answers[id]).map((file) => ({ ...file, label })));
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
    continuationFailure:
      row.continuationFailure === null
        ? null
        : { code: row.continuationFailure, message: continuationFailureTexts[row.continuationFailure] },
    stopped: stoppedOf(row),
    tokens: { used: row.usedTokens, reserved: row.reservedTokens },
    practice: row.practice,
  };
}

function stoppedOf(row: DraftRow): DraftView['stopped'] {
  if (row.stoppedScope === null || row.stoppedReason === null) {
    return null;
  }
  return {
    scope: row.stoppedScope,
    reason: row.stoppedReason,
    remainingTokens: row.stoppedRemainingTokens ?? 0,
    requestedTokens: row.stoppedRequestedTokens ?? 0,
    shortTokens: row.stoppedShortTokens,
    renewsAt: row.stoppedRenewsAt?.toISOString() ?? null,
    raisers: row.raisers ?? [],
    message: stopTexts[row.stoppedReason](row.stoppedScope),
  };
}

function sectionViews(row: DraftRow, draft: OpenDraft): SectionView[] {
  const { asked } = draft;
  const ids = asked.map((section) => section.id);
  const progress = row.revision > 0 ? continuationProgress(draft, row.state) : sectionProgress(ids, draft.texts, row.state);
  return asked.map((section) => ({
    id: section.id,
    label: section.label,
    parts: draft.sections[section.id]?.parts ?? [],
    line: draft.lineOf(section.id),
    origin: draft.sections[section.id]?.origin ?? ('model' satisfies Origin),
    progress: progress[section.id] ?? 'waiting',
    isCut: draft.sections[section.id]?.isCut === true,
    minChars: section.minChars,
    maxChars: section.maxChars,
  }));
}
