import { Injectable } from '@nestjs/common';
import type { EstimateDraft, EstimateView, Field } from '@bunan/contracts';
import { TemplateLibrary, type PreparedCall } from '@bunan/drafts';
import { checkAnswers, refusePersonalNumbers } from '../drafts/check-answers.js';
import type { Actor } from '../http/access.js';
import { CallPrices } from './call-prices.js';

/** Tells the price of a run before it is started. */
@Injectable()
export class EstimatesService {
  constructor(
    private readonly library: TemplateLibrary,
    private readonly prices: CallPrices,
  ) {}

  /** @throws {DomainError} `not-found` template, `answers.invalid`, `answers.personal-number` */
  async estimate(input: EstimateDraft, actor: Actor): Promise<EstimateView> {
    const published = await this.library.newest(input.templateId, actor.departmentId);
    const answers = checkAnswers(published, input.answers);
    refusePersonalNumbers(published, answers);
    const { id: templateId, template } = published;
    const { call, price } = await this.prices.of({ templateId, template, answers, job: { kind: 'draft' } }, actor);
    return {
      ...price,
      masked: maskCounts(call),
      sees: seesCounts(template.fields),
      messages: call.prompt.messages.map(({ role, content }) => ({ role, content })),
    };
  }
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
