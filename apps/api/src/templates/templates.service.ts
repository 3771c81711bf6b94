import { Inject, Injectable } from '@nestjs/common';
import type { TemplateSummary, TemplateView } from '@bunan/contracts';
import { prepareCall, TemplateLibrary, type CallLimits, type PublishedTemplate } from '@bunan/drafts';
import { sampleAnswers, templateSummary, templateView, type Showing } from '@bunan/template-engine';
import type { PrintPolicies } from '@bunan/wareki';
import { POLICIES } from '../drafts/policies.token.js';
import { CALL_LIMITS } from '../estimates/call-limits.token.js';

/** The published templates as people see them. */
@Injectable()
export class TemplatesService {
  /** What does not change with a published version is made once. */
  private readonly showings = new WeakMap<PublishedTemplate, Showing>();

  constructor(
    private readonly library: TemplateLibrary,
    @Inject(POLICIES) private readonly policies: PrintPolicies,
    @Inject(CALL_LIMITS) private readonly limits: CallLimits,
  ) {}

  async list(): Promise<TemplateSummary[]> {
    const published = await this.library.all();
    return published.map((each) => templateSummary(each.template, this.showing(each)));
  }

  /** @throws {DomainError} `not-found` */
  async read(id: string): Promise<TemplateView> {
    const published = await this.library.newest(id);
    return templateView(published.template, this.showing(published));
  }

  /** The usual price is that of the sample: its prompt, and an answer of the usual length. */
  private showing(published: PublishedTemplate): Showing {
    const known = this.showings.get(published);
    if (known !== undefined) {
      return known;
    }
    const { template, version } = published;
    const { inputTokens } = prepareCall(template, sampleAnswers(template), this.limits);
    const showing = { version, policies: this.policies, expectedTokens: inputTokens + template.usualAnswerTokens };
    this.showings.set(published, showing);
    return showing;
  }
}
