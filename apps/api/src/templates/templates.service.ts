import { Inject, Injectable } from '@nestjs/common';
import { searchEntry, searchTemplates, type SearchEntry, type TemplateSummary, type TemplateView } from '@bunan/contracts';
import { TemplateLibrary, type PublishedTemplate } from '@bunan/drafts';
import { templateSummary, templateView, UNUSED } from '@bunan/template-engine';
import type { PrintPolicies } from '@bunan/wareki';
import { POLICIES } from '../drafts/policies.token.js';
import type { Actor } from '../http/access.js';
import { TemplateUses } from './template-uses.js';
import { UsualTokens } from './usual-tokens.js';

/** What of a version is the same for everybody, whenever they ask. */
interface Shown {
  readonly published: PublishedTemplate;
  readonly summary: TemplateSummary;
  readonly search: SearchEntry;
}

/** The published templates as people see them. */
@Injectable()
export class TemplatesService {
  /** Made once for each version, and kept as long as the library keeps the version. */
  private readonly made = new WeakMap<PublishedTemplate, Shown>();

  constructor(
    private readonly library: TemplateLibrary,
    @Inject(POLICIES) private readonly policies: PrintPolicies,
    private readonly uses: TemplateUses,
    private readonly usual: UsualTokens,
  ) {}

  /** @param text only those with all of its words, the best first; without words all of them */
  async list(actor: Actor, text: string): Promise<TemplateSummary[]> {
    const [published, uses] = await Promise.all([this.library.all(actor.departmentId), this.uses.of(actor)]);
    const found = searchTemplates(
      published.map((each) => this.shown(each)),
      text,
    );
    return Promise.all(
      found.map(async (each) => ({
        ...each.summary,
        ...uses.get(each.published.id),
        expectedTokens: await this.usual.of(each.published),
      })),
    );
  }

  /** @throws {DomainError} `not-found` */
  async read(id: string, actor: Actor): Promise<TemplateView> {
    const published = await this.library.newest(id, actor.departmentId);
    const [uses, expectedTokens] = await Promise.all([this.uses.of(actor), this.usual.of(published)]);
    const { version, template } = published;
    return templateView(template, { version, policies: this.policies, expectedTokens, use: uses.get(id) ?? UNUSED });
  }

  private shown(published: PublishedTemplate): Shown {
    const known = this.made.get(published);
    if (known !== undefined) {
      return known;
    }
    const { template, version } = published;
    const summary = templateSummary(template, { version, policies: this.policies, expectedTokens: 0 });
    const made = { published, summary, search: searchEntry(template) };
    this.made.set(published, made);
    return made;
  }
}
