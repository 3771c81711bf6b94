import { Inject, Injectable } from '@nestjs/common';
import type { AllowanceView, Answers, PriceView } from '@bunan/contracts';
import { prepareCall, type CallLimits, type PreparedCall, type WritingJob } from '@bunan/drafts';
import { QuotaLedger } from '@bunan/quota';
import type { Template } from '@bunan/template-engine';
import type { Actor } from '../http/access.js';
import { CALL_LIMITS } from './call-limits.token.js';

/** A call whose price is asked for. */
interface CallToPrice {
  readonly templateId: string;
  readonly template: Template;
  readonly answers: Answers;
  readonly job: WritingJob;
}

/** What calls would cost a person: the call as it would leave, its tokens, and what is left. */
@Injectable()
export class CallPrices {
  constructor(
    private readonly ledger: QuotaLedger,
    @Inject(CALL_LIMITS) private readonly limits: CallLimits,
  ) {}

  /** The call as it would leave. */
  async prepare({ templateId, template, answers, job }: CallToPrice): Promise<PreparedCall> {
    return prepareCall(template, answers, { limits: this.limits, past: await this.ledger.pastCalls(templateId, this.limits.model), job });
  }

  /** Spends nothing and stores nothing. */
  async of(toPrice: CallToPrice, actor: Actor): Promise<{ call: PreparedCall; price: PriceView }> {
    const call = await this.prepare(toPrice);
    const { allowances } = await this.ledger.usage(actor);
    const remaining = tightest(allowances);
    const { inputTokens, expectedTokens, worstTokens, isTooLong } = call;
    return {
      call,
      price: {
        inputTokens,
        expectedTokens,
        worstTokens,
        remaining,
        left: { person: leftOf(allowances, 'person'), department: leftOf(allowances, 'department') },
        fits: worstTokens === 0 || (remaining !== null && remaining.tokens >= worstTokens),
        isTooLong,
      },
    };
  }
}

/** The cap with the least left, if any is open. */
export function tightest(allowances: readonly AllowanceView[]): PriceView['remaining'] {
  const caps = allowances.flatMap(({ scope, remainingTokens }) => (remainingTokens === null ? [] : [{ scope, tokens: remainingTokens }]));
  return caps.toSorted((a, b) => a.tokens - b.tokens)[0] ?? null;
}

function leftOf(allowances: readonly AllowanceView[], scope: AllowanceView['scope']): number | null {
  return allowances.find((allowance) => allowance.scope === scope)?.remainingTokens ?? null;
}
