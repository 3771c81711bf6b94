import { Inject, Injectable } from '@nestjs/common';
import type { TemplateSummary, TemplateView } from '@bunan/contracts';
import { TemplateLibrary, type PublishedTemplate } from '@bunan/drafts';
import { sampleAnswers, templateSummary, templateView, type Showing } from '@bunan/template-engine';
import type { PrintPolicies } from '@bunan/wareki';
import { LRUCache } from 'lru-cache';
import { POLICIES } from '../drafts/policies.token.js';
import type { Actor } from '../http/access.js';
import { CallPrices } from '../estimates/call-prices.js';

/** How long a usual price is taken as current, ms. */
const FRESH_MS = 60_000;
const KEPT = 500;

/** The published templates as people see them. */
@Injectable()
export class TemplatesService {
  private readonly showings = new LRUCache<string, Promise<Showing>>({ max: KEPT, ttl: FRESH_MS });

  constructor(
    private readonly library: TemplateLibrary,
    @Inject(POLICIES) private readonly policies: PrintPolicies,
    private readonly prices: CallPrices,
  ) {}

  async list({ departmentId }: Actor): Promise<TemplateSummary[]> {
    const published = await this.library.all(departmentId);
    return Promise.all(published.map(async (each) => templateSummary(each.template, await this.showing(each))));
  }

  /** @throws {DomainError} `not-found` */
  async read(id: string, { departmentId }: Actor): Promise<TemplateView> {
    const published = await this.library.newest(id, departmentId);
    return templateView(published.template, await this.showing(published));
  }

  private showing(published: PublishedTemplate): Promise<Showing> {
    const key = `${published.id} ${String(published.version)}`;
    const known = this.showings.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = this.makeShowing(published);
    this.showings.set(key, made);
    made.catch(() => this.showings.delete(key));
    return made;
  }

  /** The usual price is that of the sample: its prompt, and an answer of the usual length. */
  private async makeShowing({ id, template, version }: PublishedTemplate): Promise<Showing> {
    const job = { kind: 'draft' } as const;
    const { expectedTokens } = await this.prices.prepare({ templateId: id, template, answers: sampleAnswers(template), job });
    return { version, policies: this.policies, expectedTokens };
  }
}
