import { randomInt } from 'node:crypto';
import type { Answers } from '@bunan/contracts';
import { screenAnswers, type Mask } from '@bunan/review';
import { buildPrompt, type Prompt, type Template } from '@bunan/template-engine';
import { worstCaseTokens, type TokenCounter } from '@bunan/tokens';

/** What bounds a call, from the settings. */
export interface CallLimits {
  readonly counter: TokenCounter;
  /** Everything that may stand in the model's context, tokens. */
  readonly contextTokens: number;
}

/** One call as it would leave: the prompt with facts withheld and personal data replaced, and what it can cost. */
export interface PreparedCall {
  readonly prompt: Prompt;
  readonly masks: readonly Mask[];
  /** Everything sent, tokens: messages, their overhead, the answer schema. */
  readonly inputTokens: number;
  /** What is reserved: everything sent and the longest answer. */
  readonly worstTokens: number;
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

/**
 * Makes the call for a form: screens the answers, replaces personal data, builds the prompt, counts its tokens.
 *
 * The tag around the data is made anew for each call, so that nothing typed into a form can close it.
 */
export function prepareCall(template: Template, answers: Answers, limits: CallLimits): PreparedCall {
  const screened = screenAnswers(template.fields, answers);
  const prompt = buildPrompt(template, screened.answers, screened.masks, dataMark());
  const { counter } = limits;
  const messages = prompt.messages.map(({ role, content }) => (role === 'system' ? counter.countFixed(content) : counter.count(content)));
  const schema = counter.countFixed(JSON.stringify(prompt.answerSchema));
  const worstTokens = worstCaseTokens(messages, schema, prompt.maxAnswerTokens);
  return { prompt, masks: screened.masks, inputTokens: worstTokens - prompt.maxAnswerTokens, worstTokens, counter };
}
