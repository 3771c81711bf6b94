import { Injectable } from '@nestjs/common';
import { whileUnavailable } from '@bunan/database';
import type { FailureCode } from '@bunan/contracts';
import { prepareCall, unfinishedTexts, type PreparedCall, type WritingJob } from '@bunan/drafts';
import { providerSignOf, type CallOutcome } from '@bunan/llm';
import { QuotaLedger, settlementOf, type CapRefusal } from '@bunan/quota';
import { parsePartialAnswer, type Template } from '@bunan/template-engine';
import type { EntityManager } from 'typeorm';
import { callEndOf } from './call-end.js';
import { DraftCalls, type OpenCall } from './draft-calls.js';
import { DraftStore, type WaitingDraft } from './draft-store.js';
import { ModelProviders, type ChosenProvider } from './model-providers.js';
import { PartialWriter } from './partial-writer.js';
import { verdictOf, type Verdict } from './verdict.js';

/** One draft with the template that it is written by. */
export interface DraftToWrite {
  readonly draft: WaitingDraft;
  readonly template: Template;
}

/** A try: the provider it goes to, and the call as that provider counts it. */
interface Try extends DraftToWrite {
  readonly chosen: ChosenProvider;
  readonly call: PreparedCall;
}

/** `ended`: the draft has an end; `again`: the try failed; `held`: another runner's call of this draft is open. */
export type CallResult =
  | { readonly kind: 'ended' }
  | { readonly kind: 'held' }
  | { readonly kind: 'again'; readonly code: FailureCode; readonly retryAfterMs: number | null };

/**
 * Time between two savings of a growing text, ms: four a second while few are written; all together at most forty a
 * second, so that a text which begins does not wait behind those that go on.
 */
const SAVE_EVERY_MS = 250;
const SAVE_SHARE_MS = 25;

/** The reason with which a signal is aborted when the author asked to stop. */
export const CANCELLED = Symbol('cancelled by its author');

/** Runs one call with its own reservation: reserve, call, settle. Nothing is sent without a reservation. */
@Injectable()
export class CallRunner {
  private openCalls = 0;

  constructor(
    private readonly calls: DraftCalls,
    private readonly store: DraftStore,
    private readonly ledger: QuotaLedger,
    private readonly providers: ModelProviders,
  ) {}

  /** @param signal aborts the call; its reason says whether the author (CANCELLED) or the process stopped it */
  async run({ draft, template }: DraftToWrite, signal: AbortSignal): Promise<CallResult> {
    const chosen = this.providers.choose();
    try {
      const call = await this.prepare({ draft, template }, chosen, jobOf(draft, template));
      return await this.runTry({ draft, template, chosen, call }, signal);
    } finally {
      // Of a call that was made its end has been told.
      chosen.end('none');
    }
  }

  private async prepare({ draft, template }: DraftToWrite, { provider }: ChosenProvider, job: WritingJob): Promise<PreparedCall> {
    const past = await this.ledger.pastCalls(draft.templateId, provider.limits.model);
    return prepareCall(template, draft.answers, { limits: provider.limits, past, job });
  }

  /** What half the length would take at most, if that much is left; null: not even that, or it is as short already. */
  private async shortTokens({ draft, template, chosen }: Try, { remainingTokens }: CapRefusal): Promise<number | null> {
    if (draft.short || draft.written !== null) {
      return null;
    }
    const { worstTokens } = await this.prepare({ draft, template }, chosen, { kind: 'short' });
    return worstTokens <= remainingTokens ? worstTokens : null;
  }

  private async runTry(job: Try, signal: AbortSignal): Promise<CallResult> {
    const { draft, call, chosen } = job;
    if (call.isTooLong) {
      await this.store.fail(undefined, draft, 'too-long');
      return { kind: 'ended' };
    }
    const begin = await this.calls.begin(draft, {
      model: chosen.provider.limits.model,
      tokens: call.worstTokens,
      origin: draft.written === null ? 'draft' : 'continuation',
    });
    switch (begin.kind) {
      case 'held':
        return { kind: 'held' };
      case 'closed':
        await this.store.cancelIfRequested(undefined, draft);
        return { kind: 'ended' };
      case 'refused':
        await this.store.stop(draft, begin.refusal, await this.shortTokens(job, begin.refusal));
        return { kind: 'ended' };
      case 'open':
        return this.settle(job, begin.call, { outcome: await this.callModel(job, begin.call, signal), signal });
    }
  }

  private async callModel({ draft, call, chosen }: Try, open: OpenCall, signal: AbortSignal): Promise<CallOutcome> {
    const stop = new AbortController();
    const lease = this.keepLease(open, stop);
    const writer = new PartialWriter({
      save: (texts) => this.store.savePartial(draft, open.attempt, texts),
      onStop: () => {
        stop.abort(CANCELLED);
      },
      everyMs: () => Math.max(SAVE_EVERY_MS, this.openCalls * SAVE_SHARE_MS),
    });
    let raw = '';
    this.openCalls += 1;
    try {
      const { maxAnswerTokens, prompt } = call;
      const { messages, answerSchema } = prompt;
      const outcome = await chosen.provider.door.call({
        messages,
        answerSchema,
        maxAnswerTokens,
        signal: AbortSignal.any([signal, stop.signal]),
        onText: (delta) => {
          raw += delta;
          writer.update(() => parsePartialAnswer(prompt, raw));
        },
      });
      chosen.end(providerSignOf(outcome));
      // A whole answer is stored by itself; what came before a break is worth keeping.
      await (outcome.kind === 'answered' ? writer.discard() : writer.flush());
      return outcome;
    } finally {
      this.openCalls -= 1;
      clearInterval(lease);
    }
  }

  /** Renews the lease of a call while it lasts; stops the call when the lease is lost. */
  private keepLease({ reservationId }: OpenCall, stop: AbortController): NodeJS.Timeout {
    return setInterval(() => {
      void this.ledger.renewLease(reservationId).then(
        (isOurs) => {
          if (!isOurs) {
            stop.abort();
          }
        },
        // The database is away: the call goes on, its lease is renewed when the database is back in time.
        () => undefined,
      );
    }, this.ledger.renewEveryMs);
  }

  private async settle(
    { draft, template, chosen, call }: Try,
    { reservationId }: OpenCall,
    { outcome, signal }: { outcome: CallOutcome; signal: AbortSignal },
  ): Promise<CallResult> {
    const settlement = settlementOf(callEndOf(outcome), {
      reservedTokens: call.worstTokens,
      inputTokens: call.inputTokens,
      plausibleInput: call.plausibleInput,
      maxAnswerTokens: call.maxAnswerTokens,
      // Asked for only where the provider's own report does not count.
      get answerTokens() {
        return 'text' in outcome ? countedAnswer(call, outcome.text) : 0;
      },
    });
    const verdict = verdictOf(outcome, call.prompt);
    const isOurs = await whileUnavailable(() => {
      if (verdict.kind === 'text' && settlement.kind === 'settle') {
        return this.calls.finish(draft, { reservationId, settlement, result: { template, call, ...verdict } });
      }
      return this.calls.settle(reservationId, settlement, (manager) => this.storeEnd(manager, draft, verdict));
    });
    if (!isOurs) {
      return { kind: 'held' };
    }
    if (verdict.kind === 'cancelled' && signal.reason !== CANCELLED && !(await this.store.isCancelRequested(draft.id))) {
      return { kind: 'again', code: 'interrupted', retryAfterMs: null };
    }
    if (verdict.kind !== 'again') {
      return { kind: 'ended' };
    }
    // What the one provider asked for does not bind the other.
    return this.providers.inUse === chosen.provider ? verdict : { ...verdict, retryAfterMs: null };
  }

  /** Ends a draft that got no text, when its end has come. */
  private async storeEnd(manager: EntityManager, draft: WaitingDraft, verdict: Verdict): Promise<void> {
    if (verdict.kind === 'failed') {
      await this.store.fail(manager, draft, verdict.code);
    } else if (verdict.kind === 'cancelled') {
      await this.store.cancelIfRequested(manager, draft);
    }
  }
}

/** What is to be written of a draft. */
function jobOf({ answers, short, written }: WaitingDraft, template: Template): WritingJob {
  if (written === null) {
    return { kind: short ? 'short' : 'draft' };
  }
  const { sections, writtenFrom } = written;
  return { kind: 'continuation', unfinished: unfinishedTexts(template, answers, sections), writtenFrom };
}

/** Our own count of an answer; a bound that is no count cannot pass the limit that the model was given. */
function countedAnswer({ counter, maxAnswerTokens }: PreparedCall, text: string): number {
  const tokens = counter.count(text);
  return counter.isExact ? tokens : Math.min(tokens, maxAnswerTokens);
}
