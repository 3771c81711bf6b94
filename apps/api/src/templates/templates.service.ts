import { Inject, Injectable } from '@nestjs/common';
import { searchEntry, searchTemplates, type SearchEntry, type TemplateSummary, type TemplateView } from '@bunan/contracts';
import { TemplateLibrary, type PublishedTemplate } from '@bunan/drafts';
import { sampleDocument, templateSummary, templateView, type Showing } from '@bunan/template-engine';
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

/** Makes something once for each version, and keeps it as long as the library keeps the version. */
function onceEach<T>(make: (published: PublishedTemplate) => T): (published: PublishedTemplate) => T {
  const made = new WeakMap<PublishedTemplate, T>();
  return (published) => {
    const known = made.get(published) ?? make(published);
    made.set(published, known);
    return known;
  };
}

/** The published templates as people see them. */
@Injectable()
export class TemplatesService {
  private readonly shown = onceEach((published): Shown => {
    const { template } = published;
    return { published, summary: templateSummary(template, this.showing(published)), search: searchEntry(template) };
  });
  private readonly view = onceEach((published) => templateView(published.template, this.showing(published)));

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
    return { ...this.view(published), ...uses.get(id), expectedTokens };
  }

  /** Before it is known what it costs now. */
  private showing({ version, template }: PublishedTemplate): Showing {
    return { version, expectedTokens: 0, preview: sampleDocument(template, this.policies) };
  }
}
