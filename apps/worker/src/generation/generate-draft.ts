import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { FailureCode } from '@bunan/contracts';
import { TemplateLibrary } from '@bunan/drafts';
import { retryDelayMs } from '@bunan/llm';
import { CallRunner, type CallResult } from './call-runner.js';
import { DraftStore, type WaitingDraft } from './draft-store.js';
import { WRITER_SETTINGS, type WriterSettings } from './writer-settings.js';

/** Time between two looks at a draft whose call another runner holds, ms. */
const LOOK_AGAIN_MS = 1_000;

/** An answer that cannot be read costs its tokens: it is asked for once more, not as often as other faults. */
const MAX_UNREADABLE_ANSWERS = 2;

/**
 * Writes one draft: call, and call again when the model fails, until the draft has an end.
 *
 * May run twice for the same draft, on any number of machines: the ledger lets one open call through for a draft, and
 * a result is stored only by the runner whose call is still open.
 */
@Injectable()
export class GenerateDraft {
  constructor(
    private readonly store: DraftStore,
    private readonly library: TemplateLibrary,
    private readonly calls: CallRunner,
    @Inject(WRITER_SETTINGS) private readonly settings: WriterSettings,
  ) {}

  /**
   * Brings the draft to an end: ready, failed, stopped or cancelled. Returns at once when it has one already.
   *
   * @param signal aborted by the author's wish to stop, or when the process ends: then the draft stays open and is
   *   taken up again later
   */
  async run(draftId: string, signal: AbortSignal): Promise<void> {
    const draft = await this.store.findOpen(draftId);
    if (draft === null) {
      return;
    }
    const { template } = await this.library.version(draft.templateId, draft.templateVersion);
    const failures: FailureCode[] = [];
    for (let isOpen = true; isOpen && !signal.aborted; isOpen = await this.store.isOpen(draftId)) {
      const result = await this.calls.run({ draft, template }, signal);
      if (result.kind === 'ended') {
        return;
      }
      if (result.kind === 'again') {
        failures.push(result.code);
      }
      await this.pause(draft, result, { failures, signal });
    }
    await this.store.cancelIfRequested(undefined, draft);
  }

  /** Waits before the next try, or ends the draft when there is none. */
  private async pause(
    draft: WaitingDraft,
    result: Exclude<CallResult, { kind: 'ended' }>,
    { failures, signal }: { failures: readonly FailureCode[]; signal: AbortSignal },
  ): Promise<void> {
    if (result.kind === 'held') {
      await wait(LOOK_AGAIN_MS, signal);
      return;
    }
    const unreadable = failures.filter((code) => code === 'answer').length;
    if (failures.length >= this.settings.maxAttempts || unreadable >= MAX_UNREADABLE_ANSWERS) {
      await this.store.fail(undefined, draft, result.code);
      return;
    }
    await this.store.markRetrying(draft.id);
    await wait(retryDelayMs(failures.length, this.settings.retryBaseMs, result.retryAfterMs), signal);
  }
}

/** Waits; an abort ends the waiting early. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
