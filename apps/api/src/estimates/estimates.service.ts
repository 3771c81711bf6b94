import { Inject, Injectable } from '@nestjs/common';
import type { AllowanceView, EstimateDraft, EstimateView, Field } from '@bunan/contracts';
import { prepareCall, TemplateLibrary, type CallLimits, type PreparedCall } from '@bunan/drafts';
import { QuotaLedger } from '@bunan/quota';
import { checkAnswers, refusePersonalNumbers } from '../drafts/check-answers.js';
import type { Actor } from '../http/access.js';
import { CALL_LIMITS } from './call-limits.token.js';

/** Tells the price of a run before it is started. */
@Injectable()
export class EstimatesService {
  constructor(
    private readonly library: TemplateLibrary,
    private readonly ledger: QuotaLedger,
    @Inject(CALL_LIMITS) private readonly limits: CallLimits,
  ) {}

  /** @throws {DomainError} `not-found` template, `answers.invalid`, `answers.personal-number` */
  async estimate(input: EstimateDraft, actor: Actor): Promise<EstimateView> {
    const published = await this.library.newest(input.templateId);
    const answers = checkAnswers(published, input.answers);
    refusePersonalNumbers(published, answers);
    const call = prepareCall(published.template, answers, this.limits);
    const { allowances } = await this.ledger.usage(actor);
    const remaining = tightest(allowances);
    return {
      inputTokens: call.inputTokens,
      expectedTokens: Math.min(call.worstTokens, call.inputTokens + published.template.usualAnswerTokens),
      worstTokens: call.worstTokens,
      remaining,
      left: { person: leftOf(allowances, 'person'), department: leftOf(allowances, 'department') },
      fits: remaining !== null && remaining.tokens >= call.worstTokens,
      masked: maskCounts(call),
      sees: seesCounts(published.template.fields),
      messages: call.prompt.messages.map(({ role, content }) => ({ role, content })),
    };
  }
}

/** The cap with the least left, if any is open. */
export function tightest(allowances: readonly AllowanceView[]): EstimateView['remaining'] {
  const caps = allowances.flatMap(({ scope, remainingTokens }) => (remainingTokens === null ? [] : [{ scope, tokens: remainingTokens }]));
  return caps.toSorted((a, b) => a.tokens - b.tokens)[0] ?? null;
}

function leftOf(allowances: readonly AllowanceView[], scope: AllowanceView['scope']): number | null {
  return allowances.find((allowance) => allowance.scope === scope)?.remainingTokens ?? null;
}

function maskCounts({ masks }: PreparedCall): EstimateView['masked'] {
  const counts = new Map<string, EstimateView['masked'][number]>();
  for (const { fieldId, kind } of masks) {
    const key = `${fieldId} ${kind}`;
    counts.set(key, { fieldId, kind, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

function seesCounts(fields: readonly Field[]): EstimateView['sees'] {
  const count = (toLlm: Field['toLlm']) => fields.filter((field) => field.toLlm === toLlm).length;
  return { raw: count('raw'), placeholder: count('placeholder'), never: count('never') };
}
