import { Inject, Injectable } from '@nestjs/common';
import type { TemplateCheck } from '@bunan/contracts';
import { contentHash, runTemplateTests } from '@bunan/drafts';
import { readTemplate, sampleAnswers, templateView, UNUSED, type Template } from '@bunan/template-engine';
import type { PrintPolicies } from '@bunan/wareki';
import { LRUCache } from 'lru-cache';
import { POLICIES } from '../drafts/policies.token.js';
import { CallPrices } from '../estimates/call-prices.js';

/** Checks that are kept: while somebody reads a version, it is not checked again and again. */
const KEPT = 100;

/** Checks definitions, as strictly as publishing does: what is shown in a preview could be published. */
@Injectable()
export class TemplateChecks {
  private readonly known = new LRUCache<string, Promise<TemplateCheck>>({ max: KEPT });

  constructor(
    @Inject(POLICIES) private readonly policies: PrintPolicies,
    private readonly prices: CallPrices,
  ) {}

  /** Faults at their places; when there are none, the tests, and how form and document look with the sample. */
  check(content: Readonly<Record<string, unknown>>): Promise<TemplateCheck> {
    const key = contentHash(content).toString('base64');
    const known = this.known.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = this.make(content);
    this.known.set(key, made);
    made.catch(() => this.known.delete(key));
    return made;
  }

  private async make(content: Readonly<Record<string, unknown>>): Promise<TemplateCheck> {
    const reading = readTemplate(content);
    if (!reading.ok) {
      return { faults: reading.faults, results: [], preview: null, view: null };
    }
    const { template } = reading;
    const showing = { version: 0, policies: this.policies, expectedTokens: await this.expectedTokens(template), use: UNUSED };
    const view = templateView(template, showing);
    return { faults: [], results: runTemplateTests(template), preview: view.preview, view };
  }

  private async expectedTokens(template: Template): Promise<number> {
    const job = { kind: 'draft' } as const;
    const { expectedTokens } = await this.prices.prepare({ templateId: template.id, template, answers: sampleAnswers(template), job });
    return expectedTokens;
  }
}
