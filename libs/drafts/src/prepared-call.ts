import { randomInt } from 'node:crypto';
import type { Answers, SectionTexts } from '@bunan/contracts';
import type { PastCalls } from '@bunan/quota';
import { screenAnswers, type Mask } from '@bunan/review';
import { buildPrompt, WHOLE_DOCUMENT, type Prompt, type Template } from '@bunan/template-engine';
import { answerLimit, byteLength, plausibleInput, worstCaseTokens, type TokenCounter, type TokenRange } from '@bunan/tokens';

/** What bounds a call, from the settings. */
export interface CallLimits {
  /** Name of the model, under which the ledger keeps its calls. */
  readonly model: string;
  readonly counter: TokenCounter;
  /** Everything that may stand in the model's context, tokens. */
  readonly contextTokens: number;
}

/** What a call is made from, beside template and form. */
export interface CallBasis {
  readonly limits: CallLimits;
  /** What calls of this template took before; null: not known yet. */
  readonly past: PastCalls | null;
  /** What is to be written; the whole document unless something is said. */
  readonly job?: WritingJob;
}

/** What a call writes. `draft`: the whole document; `short`: half as long; `continuation`: what an answer left unfinished. */
export type WritingJob =
  | { readonly kind: 'draft' | 'short' }
  | {
      readonly kind: 'continuation';
      /** Text of the unfinished sections, empty where nothing was written. */
      readonly unfinished: SectionTexts;
      /** The form that the text was written from. */
      readonly writtenFrom: Answers;
    };

/** One call as it would leave: the prompt with facts withheld and personal data replaced, and what it can cost. */
export interface PreparedCall {
  readonly prompt: Prompt;
  readonly masks: readonly Mask[];
  /** Everything sent, tokens: messages, their overhead, the answer schema. */
  readonly inputTokens: number;
  /** The limit of the answer that is sent to the model, tokens. */
  readonly maxAnswerTokens: number;
  /** The most that the sections may take by their own limits, tokens of this model. */
  readonly mostAnswerTokens: number;
  /** What is reserved: everything sent and the longest answer. */
  readonly worstTokens: number;
  /** What a call like this one usually takes in all, tokens. */
  readonly expectedTokens: number;
  /** The usual answer has no room beside what is sent in the model's context: the call must not be made. */
  readonly isTooLong: boolean;
  /** UTF-8 bytes of everything sent. */
  readonly sentBytes: number;
  /** What the provider may truthfully report for what was sent, tokens. */
  readonly plausibleInput: TokenRange;
  /** Counts tokens as the model of this call does. */
  readonly counter: TokenCounter;
}

/** Groups of three digits in a mark: 40 bits. */
const MARK_GROUPS = 4;

/**
 * Name of the tag around the data, which nobody can guess. Three digits are one token in every tokenizer that we have, so
 * that each mark costs the same: the price that is shown is the price that is reserved.
 */
function dataMark(): string {
  return Array.from({ length: MARK_GROUPS }, () => String(randomInt(1_000)).padStart(3, '0')).join('-');
}

/** The prompt of a job, with the personal data of form and text replaced. */
function promptFor(template: Template, answers: Answers, job: WritingJob): { prompt: Prompt; masks: readonly Mask[] } {
  const before = job.kind === 'continuation' ? { texts: job.unfinished, answers: job.writtenFrom } : undefined;
  const { masks, texts, answers: screened } = screenAnswers(template.fields, answers, before);
  const task = { ...WHOLE_DOCUMENT, isShort: job.kind === 'short', unfinished: job.kind === 'continuation' ? texts : null };
  return { prompt: buildPrompt(template, screened, { masks, nonce: dataMark(), task }), masks };
}

/** What costs nothing, because there is nothing for a model to write: it is never made. */
function noCall(prompt: Prompt, counter: TokenCounter): PreparedCall {
  const none = { inputTokens: 0, maxAnswerTokens: 0, mostAnswerTokens: 0, worstTokens: 0, expectedTokens: 0, sentBytes: 0 };
  return { ...none, prompt: { ...prompt, messages: [] }, masks: [], isTooLong: false, plausibleInput: { least: 0, most: 0 }, counter };
}

/**
 * Makes the call for a form: screens the answers, replaces personal data, builds the prompt, counts its tokens.
 *
 * The tag around the data is made anew for each call, so that nothing typed into a form can close it. A form of which
 * no section is asked for sends nothing and costs nothing.
 */
export function prepareCall(template: Template, answers: Answers, { limits, past, job = { kind: 'draft' } }: CallBasis): PreparedCall {
  const { prompt, masks } = promptFor(template, answers, job);
  const { counter } = limits;
  if (prompt.sectionIds.length === 0) {
    return noCall(prompt, counter);
  }
  const schema = JSON.stringify(prompt.answerSchema);
  const rate = past?.tokensPerByte;
  const messages = prompt.messages.map(({ role, content }) =>
    role === 'system' ? counter.countFixed(content, rate) : counter.count(content, rate),
  );
  const inputTokens = worstCaseTokens(messages, counter.countFixed(schema, rate), 1) - 1;
  const mostAnswerTokens = Math.ceil(prompt.mostAnswerTokens * counter.answerFactor);
  const usual = usualAnswerTokens(template, { job, mostAnswerTokens, past });
  const room = limits.contextTokens - inputTokens;
  // What whole documents took says nothing of what is left of one.
  const limit = answerLimit(mostAnswerTokens, job.kind === 'continuation' ? null : (past?.mostShare ?? null));
  const maxAnswerTokens = Math.max(1, Math.min(limit, room));
  const sentBytes = prompt.messages.reduce((sum, { content }) => sum + byteLength(content), byteLength(schema));
  return {
    ...{ prompt, masks, inputTokens, maxAnswerTokens, mostAnswerTokens, sentBytes, counter },
    worstTokens: inputTokens + maxAnswerTokens,
    expectedTokens: inputTokens + Math.min(maxAnswerTokens, usual),
    isTooLong: room < Math.min(limit, usual),
    plausibleInput: plausibleInput(counter, inputTokens, sentBytes),
  };
}

/** What an answer usually takes: as calls before, or as the template says. */
function usualAnswerTokens(
  template: Template,
  { job, mostAnswerTokens, past }: Pick<CallBasis, 'past'> & { job: WritingJob; mostAnswerTokens: number },
): number {
  if (job.kind === 'continuation') {
    return Math.ceil(mostAnswerTokens / 2);
  }
  const stated = job.kind === 'short' ? template.usualAnswerTokens / 2 : template.usualAnswerTokens;
  return Math.ceil(past === null ? stated : mostAnswerTokens * past.usualShare);
}
